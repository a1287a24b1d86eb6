"""Pages of differences: between two editions of a source, and of one entry side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from acordo.facts import Reference, SourceName, entry_id
from acordo.journal.door import actor_of
from acordo.register import differences, queries
from acordo.register.update_views import ENTRIES_A_PAGE, group_of, page_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def of_source(request: HttpRequest, name: str) -> HttpResponse:
    """What differs between two editions of a source."""
    actor, page = actor_of(request), page_of(request)
    step = _edition(request, "from"), _edition(request, "to")
    start = (page - 1) * ENTRIES_A_PAGE
    found = differences.differences(
        actor, SourceName(name), step, group=group_of(request), start=start, count=ENTRIES_A_PAGE
    )
    pages = Paginator(range(found.counts[found.group]), ENTRIES_A_PAGE).get_page(page)
    shown = {"found": found, "result_page": pages, "editions": queries.editions(actor, SourceName(name))[::-1]}
    return render(request, "register/differences.html", shown)


@require_safe
def of_entry(request: HttpRequest, source: str, reference: str) -> HttpResponse:
    """What differs in one entry between two editions, side by side."""
    id_ = entry_id(SourceName(source), Reference(reference))
    found = differences.of_entry(actor_of(request), id_, _edition(request, "from"), _edition(request, "to"))
    return render(request, "register/entry_differences.html", {"found": found, "editions": found.editions[::-1]})


def _edition(request: HttpRequest, name: str) -> int | None:
    """An edition that the address names; None where it names none."""
    asked = request.GET.get(name, "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else None
