"""The page's button that switches on or off that a source is brought up to date by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from acordo.facts import SourceName
from acordo.journal.door import actor_of
from acordo.register import schedule

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_POST
def switch(request: HttpRequest, name: str) -> HttpResponse:
    """Have a source brought up to date by itself, in one's own name, or no more."""
    act = schedule.switch_on if request.POST.get("on") == "yes" else schedule.switch_off
    act(actor_of(request), SourceName(name))
    return redirect("register:source", name)
