"""Lists that are brought up to date by themselves: switched on and off by an officer, and done in that officer's name.

* Nothing is fetched by itself until an officer who keeps lists switches it on, for each source. Each update is then
  asked for and carried out in that officer's name, for upkeep, and the journal says that the schedule acted.
* When the officer has left or keeps lists no more, nothing further is asked for; pages, command line and doctor say so,
  and another officer may take it over by switching it on.
* Workers ask for what is due. Of several that look at once one asks, and never while an update of the source runs.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from acordo import clock, lists
from acordo.config import settings
from acordo.errors import Conflict, Invalid
from acordo.facts import SourceName
from acordo.journal import permits
from acordo.journal.acts import as_actor
from acordo.journal.gate import Act, perform
from acordo.journal.models import Officer
from acordo.journal.words import Purpose, Role
from acordo.register import models, update_jobs, watching
from acordo.register.acts import KEEPERS
from acordo.register.sources import source, sources
from acordo.register.updating import Order
from acordo.register.words import Told, WatchView

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime
    from uuid import UUID

    from acordo.journal.words import Actor
    from acordo.lists import Publisher
    from acordo.register.words import SourceView

SWITCH = permits.declare("register.schedule", KEEPERS, "switch on or off that a list is brought up to date by itself")
PURGE = permits.declare("register.purge_parts", KEEPERS, "take away what is left of downloads that broke off")
OVERDUE = timedelta(hours=1)
"""A look that was due so long ago, and that nobody began, is told."""


class NotScheduled(Invalid):
    """The list cannot be brought up to date by itself."""

    code = "register.not_scheduled"
    sentence = "{source} cannot be fetched by itself: nobody serves it at an address. Bring its file instead."


class NothingToSchedule(Conflict):
    """There is no list that could be brought up to date by itself."""

    code = "register.nothing_to_schedule"
    sentence = "No list that its publisher serves is loaded yet. Load one first: acordo lists update un_sc"


def switch_on(actor: Actor, name: SourceName | None = None) -> tuple[SourceName, ...]:
    """Have a source, or each that is loaded and served, brought up to date by itself from now on, in one's own name.

    Raises:
        NoSuchSource, NotScheduled, NothingToSchedule: there is none to switch on.
    """

    def write(chosen: tuple[SourceName, ...]) -> tuple[SourceName, ...]:
        for row in models.Source.objects.filter(name__in=chosen):
            kept = {"officer": actor.officer, "since": clock.now()}
            models.Schedule.objects.update_or_create(source=row, defaults=kept)
            watching.watch_of(row)
        models.Watch.objects.filter(source__name__in=chosen).update(due_at=clock.now())
        return chosen

    return _switch(actor, name, on=True, write=write)


def switch_off(actor: Actor, name: SourceName | None = None) -> tuple[SourceName, ...]:
    """Have a source, or every one, brought up to date by itself no more; what runs now goes on to its end.

    Raises:
        NoSuchSource, NotScheduled, NothingToSchedule: there is none to switch off.
    """

    def write(chosen: tuple[SourceName, ...]) -> tuple[SourceName, ...]:
        models.Schedule.objects.filter(source__name__in=chosen).delete()
        models.Watch.objects.filter(source__name__in=chosen).update(due_at=None)
        return chosen

    return _switch(actor, name, on=False, write=write)


def watches(actor: Actor, seen: Iterable[SourceView] | None = None) -> dict[SourceName, WatchView]:
    """How each source that is served is looked at, of those of which this officer may see something."""
    shown = {view.name: view for view in (sources(actor) if seen is None else seen)}
    rows = models.Source.objects.select_related("schedule", "watch").filter(name__in=shown, edition__gt=0)
    keepers = _keepers(row.schedule.officer for row in rows if hasattr(row, "schedule"))
    found = {}
    for row in rows:
        publisher = watching.served(row.reader)
        if publisher:
            found[SourceName(row.name)] = _view(row, publisher, keepers)
    return found


def put_due() -> int:
    """Ask for every update that is due, each in the name of the officer who switched it on; how many were asked for."""
    rows = models.Schedule.objects.select_related("source__watch").filter(source__edition__gt=0)
    return sum(_put(row) for row in rows.order_by("source__name"))


def purge_parts(actor: Actor) -> int:
    """Take away what is left of downloads that broke off; how many parts there were."""
    folder = settings().quarantine_folder
    return perform(
        actor, Act(PURGE, lambda: None, lambda _: lists.purge_parts(folder), lambda _, count: {"parts": count})
    )


def _switch(
    actor: Actor,
    name: SourceName | None,
    *,
    on: bool,
    write: Callable[[tuple[SourceName, ...]], tuple[SourceName, ...]],
) -> tuple[SourceName, ...]:
    def work() -> tuple[SourceName, ...]:
        held = watches(actor)
        if name is None and not held:
            raise NothingToSchedule
        if name is not None and name not in held:
            source(actor, name)
            raise NotScheduled(source=name)
        return tuple(sorted(held)) if name is None else (name,)

    def about(chosen: tuple[SourceName, ...], _: object) -> dict[str, object]:
        return {"on": on, "sources": list(chosen)}

    return perform(actor, Act(SWITCH, work, write, about))


def _put(row: models.Schedule) -> bool:
    publisher = watching.served(row.source.reader)
    period = publisher.schedule.period if publisher else None
    if publisher is None or period is None:
        return False
    watch = watching.watch_of(row.source)
    if not watching.is_due(watch.due_at, period):
        return False
    actor = _acting(row.officer)
    if actor is None or not _taken(watch, clock.now() + watching.after_success(period, watching.chance())):
        return False
    order = Order(publisher.name, "" if publisher.source else row.source.name)
    try:
        update_jobs.ask(actor, order, scheduled=True)
    except update_jobs.UpdateUnderWay:  # somebody asked for it by hand: how that goes is noted as well
        return False
    return True


def _taken(watch: models.Watch, until: datetime) -> bool:
    """This worker is the one that asks: of several that saw the same moment one alone moves it."""
    return bool(models.Watch.objects.filter(pk=watch.pk, due_at=watch.due_at).update(due_at=until))


def _acting(officer: UUID) -> Actor | None:
    """The officer who switched it on, as he or she stands now; None where that officer keeps lists no more."""
    row = _keepers([officer]).get(officer)
    if row is None or not _keeps(row):
        return None
    return as_actor(row, Purpose.UPKEEP, settings().service, update_jobs.PROGRAM)


def _keepers(officers: Iterable[UUID]) -> dict[UUID, Officer]:
    return {row.pk: row for row in Officer.objects.select_related("person").filter(pk__in=set(officers))}


def _keeps(officer: Officer) -> bool:
    return officer.is_active and Role(officer.role) in KEEPERS


def _view(row: models.Source, publisher: Publisher, keepers: dict[UUID, Officer]) -> WatchView:
    schedule: models.Schedule | None = getattr(row, "schedule", None)
    watch: models.Watch | None = getattr(row, "watch", None)
    keeper = keepers.get(schedule.officer) if schedule else None
    stopped = schedule is not None and (keeper is None or not _keeps(keeper))
    due = watch.due_at if watch and schedule and not stopped else None
    return WatchView(
        source=SourceName(row.name),
        title=row.title,
        every=publisher.schedule,
        by=(keeper.person.name if keeper else "?") if schedule else "",
        since=schedule.since if schedule else None,
        stopped=stopped,
        due_at=due,
        tried_at=watch.tried_at if watch else None,
        succeeded_at=watch.succeeded_at if watch else None,
        failures=watch.failures if watch else 0,
        failure=Told(**watch.failure) if watch and watch.failure else None,
        overdue=due is not None and due < clock.now() - OVERDUE and not update_jobs.is_running(SourceName(row.name)),
    )
