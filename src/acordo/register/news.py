"""What happened in the register since an officer last said that it was seen.

Reading the news never loses any: they stay until the officer says "seen", and what came after the page was made stays
even then, whichever of two open pages the word is said on. An officer who never said so is told of the last week.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from acordo import clock
from acordo.facts import SourceName
from acordo.jobs.words import State
from acordo.journal import permits
from acordo.journal.gate import Act, perform
from acordo.journal.words import Role
from acordo.register import models, schedule, update_jobs
from acordo.register.acts import KEEPERS
from acordo.register.sources import edition_view, sources
from acordo.register.visibility import permitted_markings, whole

if TYPE_CHECKING:
    from datetime import datetime

    from acordo.journal.words import Actor
    from acordo.register.update_jobs import UpdateView
    from acordo.register.words import EditionView, SourceView, WatchView

SEEN = permits.declare("register.seen", Role, "say that one has seen what happened")
FIRST_LOOK = timedelta(days=7)
MOST = 20
"""How many editions are told at most; the pages of the sources have them all."""


@dataclass(frozen=True, slots=True)
class Came:
    """An edition that came into force, with its source."""

    source: SourceView
    edition: EditionView


@dataclass(frozen=True, slots=True)
class News:
    """What happened since a moment, up to the moment of reading.

    ``ailing`` are the lists that could not be fetched again and again, or that nobody brings up to date any more though
    that was switched on; every officer is told, until it is mended. ``failed`` are the other updates that failed.
    """

    since: datetime
    until: datetime
    ever: bool
    came: tuple[Came, ...]
    more: int
    failed: tuple[UpdateView, ...]
    waiting: tuple[SourceView, ...]
    ailing: tuple[WatchView, ...]


def news(actor: Actor) -> News:
    """What happened since this officer's last word: editions in force, updates that failed, editions that wait."""
    until = clock.now()
    last = models.Look.objects.filter(officer=actor.officer).values_list("until", flat=True).first()
    since = last or until - FIRST_LOOK
    seen = sources(actor)
    held = {view.name: view for view in seen}
    rows = models.Edition.objects.filter(
        state=models.PUBLISHED, published_at__gt=since, published_at__lte=until, source__name__in=held
    )
    ailing = tuple(view for view in schedule.watches(actor, seen).values() if view.repeatedly or view.stopped)
    everything = whole(permitted_markings(actor))
    latest = rows.select_related("source").order_by("-published_at")[:MOST]
    came = tuple(Came(held[SourceName(row.source.name)], edition_view(row, whole=everything)) for row in latest)
    return News(
        since=since,
        until=until,
        ever=last is not None,
        came=came,
        more=rows.count() - len(came),
        failed=_failed(since, {view.source for view in ailing}) if actor.role in KEEPERS else (),
        waiting=tuple(view for view in seen if view.held),
        ailing=ailing,
    )


def say_seen(actor: Actor, until: datetime) -> None:
    """Note that this officer has seen what happened up to a moment; never moved back, and never into the future."""
    moment = min(until, clock.now())

    def write(_: None) -> None:
        mine = models.Look.objects.filter(officer=actor.officer)
        if not mine.exists():
            models.Look.objects.create(officer=actor.officer, until=moment)
        mine.filter(until__lt=moment).update(until=moment)

    perform(actor, Act(SEEN, lambda: None, write, lambda _, __: {"until": moment.isoformat()}))


def _failed(since: datetime, told: set[SourceName]) -> tuple[UpdateView, ...]:
    """The updates that failed, each source's last one alone; without the sources that are told of already."""
    last: dict[str, UpdateView] = {}
    for view in update_jobs.updates():
        last.setdefault(view.source, view)
    return tuple(
        view
        for view in last.values()
        if view.state is State.FAILED and view.ended_at and view.ended_at > since and view.source not in told
    )
