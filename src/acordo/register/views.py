"""The register's pages: the sources, one source with its editions, one entry with every value and its history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from acordo import clock, lists
from acordo.facts import Reference, SourceName, entry_id
from acordo.journal.door import actor_of
from acordo.register import acts, designating, news, queries, schedule, update_jobs
from acordo.register.forms import DayForm
from acordo.register.grouping import GROUPS, group_of
from acordo.register.taking import TAKERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from django.core.paginator import Page
    from django.http import HttpRequest, HttpResponse

    from acordo.journal.words import Actor
    from acordo.register.update_jobs import UpdateView
    from acordo.register.words import EntryView, SourceView, Step, Value, WatchView

VALUES_A_PAGE = 80
"""So that the longest entry stays under 100 kB a page."""
VALUES_A_STEP = 40
_READERS = frozenset(one.name for one in lists.known() if one.name != "story")
"""The lists that can be brought up to date; the invented story comes with the demonstration alone."""


@dataclass(frozen=True, slots=True)
class Row:
    """One value; ``span`` is how many rows its label heads, 0 where a row above heads it."""

    value: Value
    span: int


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source with how it is looked at, where its publisher serves it, and its last update for who keeps lists."""

    source: SourceView
    watch: WatchView | None
    update: UpdateView | None


@dataclass(frozen=True, slots=True)
class Group:
    """Values that are read together."""

    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Came:
    """One step of an entry's history as the page tells it: the first step names no values, they stand above."""

    step: Step
    first: bool
    added: tuple[Value, ...]
    removed: tuple[Value, ...]
    more: int


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """Every source, its age and what it holds."""
    actor = actor_of(request)
    keeper = actor.role in acts.KEEPERS
    held = queries.sources(actor)
    watches, updates = schedule.watches(actor, held), _last_updates() if keeper else {}
    shown = {
        "sources": held,
        "rows": [SourceRow(one, watches.get(one.name), updates.get(one.name)) for one in held],
        "keeper": keeper,
        "designates": _may_designate(actor),
        "may_take": actor.role in TAKERS,
    }
    return render(request, "register/sources.html", shown)


@require_safe
def source(request: HttpRequest, name: str) -> HttpResponse:
    """One source with its editions, the last first."""
    actor = actor_of(request)
    held = queries.source(actor, SourceName(name))
    editions = Paginator(queries.editions(actor, SourceName(name))[::-1], 50)
    keeper = actor.role in acts.KEEPERS
    shown = {
        "source": held,
        "alone": [held],
        "editions": editions.get_page(request.GET.get("page")),
        "keeper": keeper,
        "update": _last_updates().get(name) if keeper else None,
        "watch": schedule.watches(actor, [held]).get(held.name),
        "address": lists.publisher(held.reader).address if held.reader in _READERS else "",
        "readable": held.reader in _READERS,
        "designates": held.name == designating.SOURCE and _may_designate(actor),
        "may_take": actor.role in TAKERS,
    }
    return render(request, "register/source.html", shown)


@require_POST
def seen(request: HttpRequest) -> HttpResponse:
    """Note that the officer has seen what happened up to the moment at which the page was made."""
    try:
        until = datetime.fromisoformat(request.POST.get("until", ""))
        until = (until if until.tzinfo else until.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):  # the first and the last day of all cannot be told in every time zone
        until = clock.now()
    news.say_seen(actor_of(request), until)
    return redirect("/")


def _last_updates() -> dict[str, UpdateView]:
    """The last update of each source."""
    last: dict[str, UpdateView] = {}
    for one in update_jobs.updates():
        last.setdefault(one.source, one)
    return last


@require_safe
def entry(request: HttpRequest, source: str, reference: str) -> HttpResponse:
    """An entry as it stands, or as it stood on a day."""
    actor, id_ = actor_of(request), entry_id(SourceName(source), Reference(reference))
    form = DayForm(request.GET if "as_of" in request.GET else None)
    day: date | None = form.cleaned_data["as_of"] if form.is_valid() else None
    view = _on(actor, id_, day) if day else None
    unstated = day is not None and view is None
    view = view or queries.entry(actor, id_)
    page = Paginator(sorted(view.values, key=group_of), VALUES_A_PAGE).get_page(request.GET.get("page"))
    shown = {
        "entry": view,
        "alone": [view.source],
        "form": form,
        "day": day,
        "unstated": unstated,
        "groups": _groups(page),
        "values": page,
        "may_take": actor.role in TAKERS,
        "history": [_came(step, view) for step in view.history],
        "designates": source == designating.SOURCE and view.listed and not day and _may_designate(actor),
    }
    return render(request, "register/entry.html", shown, status=400 if form.errors else 200)


def _may_designate(actor: Actor) -> bool:
    return actor.role in designating.DESIGNATE.roles


def _on(actor: Actor, id_: str, day: date) -> EntryView | None:
    """The entry as stated on a day; None where nothing was stated then, though it may be now."""
    try:
        return queries.entry(actor, id_, as_of=day)
    except queries.NoSuchEntry:
        return None


def _groups(page: Page[Value]) -> list[Group]:
    return [Group(GROUPS[number], tuple(_rows(values))) for number, values in groupby(page.object_list, key=group_of)]


def _rows(values: Iterable[Value]) -> Iterator[Row]:
    for _, alike in groupby(values, key=lambda value: value.property):
        first, *others = alike
        yield Row(first, 1 + len(others))
        yield from (Row(value, 0) for value in others)


def _came(step: Step, view: EntryView) -> Came:
    first = step is view.history[-1]
    added = () if first else step.added
    shown_added = added[:VALUES_A_STEP]
    shown_removed = step.removed[: VALUES_A_STEP - len(shown_added)]
    more = len(added) + len(step.removed) - len(shown_added) - len(shown_removed)
    return Came(step, first, shown_added, shown_removed, more)
