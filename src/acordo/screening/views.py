"""The room's pages: one box to screen a name, and the screening as it was answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from acordo import clock
from acordo.facts import Property, split_entry_id
from acordo.journal.door import actor_of
from acordo.journal.words import PURPOSE_LABELS, ROLE_LABELS, Purpose
from acordo.register import queries as register
from acordo.register.news import news
from acordo.screening import acts, queries
from acordo.screening.batches import batches
from acordo.screening.forms import QueryForm
from acordo.screening.lately import asked_lately

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from acordo.journal.words import Actor
    from acordo.screening.words import BatchView, HitView


@dataclass(frozen=True, slots=True)
class Shown:
    """One hit as the page tells it: with its address in parts, and whether the name that met is a weak one."""

    hit: HitView
    reference: str
    weak: bool


@require_http_methods(["GET", "HEAD", "POST"])
def home(request: HttpRequest) -> HttpResponse:
    """One box to screen a name; its answer has an address of its own.

    With ``again`` the question is only put back into the box, to be changed: names never stand in an address.
    """
    actor = actor_of(request)
    again = "again" in request.POST
    form = QueryForm(initial=request.POST.dict()) if again else QueryForm(request.POST or None)
    if form.is_valid():
        return redirect("screening:screening", acts.screen(actor, form.query).id)
    sources = register.sources(actor)
    told = news(actor)
    shown = {
        "news": told,
        "ended": _ended_since(actor, told.since),
        "asked_lately": asked_lately(actor),
        "form": form if actor.role in acts.ASKERS else None,
        "role": gettext(ROLE_LABELS[actor.role]),
        "sources": [source for source in sources if source.edition],
        "entries": sum(source.entries for source in sources),
    }
    return render(request, "screening/home.html", shown, status=400 if form.is_bound else 200)


@require_safe
def screening(request: HttpRequest, id_: UUID) -> HttpResponse:
    """A screening, shown again as it was: a list that was out of date then is told so, whatever its age is now."""
    actor = actor_of(request)
    kept = queries.screening(actor, id_)
    shown = {
        "screening": kept,
        "name": kept.query.names[0],
        "names": kept.query.names,
        "hits": [_shown(hit) for hit in kept.hits],
        "cut": len(kept.hits) >= acts.LIMIT,
        "own": kept.officer == actor.officer,
        "purpose": gettext(PURPOSE_LABELS[Purpose(kept.purpose)]),
        "sources": kept.sources,
    }
    with clock.held_at(kept.at):
        return render(request, "screening/screening.html", shown)


def _ended_since(actor: Actor, since: datetime) -> list[BatchView]:
    """The officer's own files whose work ended since a moment."""
    return [view for view in batches(actor, limit=20) if view.ended_at and view.ended_at > since]


def _shown(hit: HitView) -> Shown:
    return Shown(hit, split_entry_id(hit.entry_id)[1], hit.property is Property.LOW_ALIAS)
