"""An update as long work: an officer asks for it, a worker carries it out in the officer's name, pages tell of it.

What the worker does twice after a kill changes nothing: the same document again is no edition, and whatever was staged
is taken back by the next one. A file that was brought lies among the incoming files until the work has ended.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from acordo import clock
from acordo.config import settings
from acordo.errors import AcordoError, Conflict, Refused
from acordo.facts import SourceName
from acordo.jobs import handlers, queue
from acordo.jobs.words import NoSuchJob, State
from acordo.journal import permits
from acordo.journal.acts import as_actor
from acordo.journal.gate import Act, perform
from acordo.journal.models import Officer
from acordo.journal.words import Purpose
from acordo.register import index, models
from acordo.register.acts import KEEPERS
from acordo.register.updating import Order, Steps, plan, require_address, update_by_fetching, update_from
from acordo.register.words import Told

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

    from acordo.jobs.handlers import Running
    from acordo.jobs.words import Job
    from acordo.journal.words import Actor
    from acordo.register.acts import Outcome

KIND = "register.update"
PROGRAM = "schedule"
"""By what an officer acts where an update comes by itself; told in the journal beside the officer."""

ASK = permits.declare("register.ask_update", KEEPERS, "ask for a list to be brought up to date")
CANCEL = permits.declare("register.cancel_update", KEEPERS, "end an update before its end")
_OPEN = (State.QUEUED, State.RUNNING)
_FETCHED, _READ, _WRITTEN = 30, 60, 100
"""How far the whole is, in per cent, when each part has ended."""


class UpdateUnderWay(Conflict):
    """The source is being updated already."""

    code = "register.update_under_way"
    sentence = "{source} is being brought up to date already. Wait until that has ended, or cancel it first."


class AskerGone(Refused):
    """Who asked for the update is no longer an officer."""

    code = "register.asker_gone"
    sentence = "The officer who asked for this update has left. Ask for it again."


@dataclass(frozen=True, slots=True)
class UpdateView:
    """One update: what was asked, how far it is in per cent, and how it ended.

    ``brought`` is the name of the file that was brought, empty where the list is fetched. ``failure`` is told also
    while it waits to be tried again. ``edition`` is the one that came of it, 0 where none did.
    """

    id: UUID
    source: SourceName
    brought: str
    state: State
    percent: int
    failure: Told | None
    asked_at: datetime
    ended_at: datetime | None
    cancelling: bool
    edition: int
    unchanged: bool
    held: bool
    scheduled: bool

    @property
    def running(self) -> bool:
        """It has not ended."""
        return self.ended_at is None


def ask(actor: Actor, order: Order, file: Path | None = None, brought: str = "", *, scheduled: bool = False) -> UUID:
    """Put an update into the queue; ``file`` lies among the incoming files and goes with the work.

    ``scheduled`` says that it comes by itself, so that another comes in its time where this one fails.

    Raises:
        UnknownList, NoSourceName, UnfitSourceName, FixedSource, UnreadableMarking: the order cannot be carried out.
        NothingToFetch: there is no file, and the list has no address.
        UpdateUnderWay: another update of the source has not ended.
    """
    planned = plan(order, actor.service)
    if file is None:
        require_address(planned.publisher)
    source = planned.terms.name
    given: dict[str, Any] = {
        "order": asdict(order),
        "source": source,
        "file": file.name if file else "",
        "brought": brought[:200],
    }
    if scheduled:
        given["scheduled"] = True

    def write(_: None) -> UUID:
        models.Source.objects.select_for_update().filter(name=source).first()  # two that ask at once ask in turn
        if is_running(source):
            raise UpdateUnderWay(source=source)
        return queue.put(
            KIND, given, owner=actor.officer, purpose=actor.purpose, language=actor.language, total=_WRITTEN
        )

    def about(_: None, id_: UUID) -> dict[str, str]:
        return {"job": str(id_), "source": source, "file": brought}

    return perform(actor, Act(ASK, lambda: None, write, about))


def cancel(actor: Actor, id_: UUID) -> bool:
    """End an update before its end; False where it had ended.

    Raises:
        NoSuchJob: there is none.
    """
    about = {"job": str(id_)}
    ended = perform(actor, Act(CANCEL, lambda: None, lambda _: queue.ask_to_cancel(id_), lambda _, __: about))
    job = queue.job(id_)
    if job.state is State.CANCELLED:  # it had not begun: no worker puts its file away
        _put_away(job)
    return ended


def updates(source: SourceName | None = None, *, since: datetime | None = None) -> tuple[UpdateView, ...]:
    """The last updates, of one source where it is named, the latest first; for officers who keep lists."""
    views = (_view(job) for job in queue.jobs(kind=KIND, limit=200))
    return tuple(
        view
        for view in views
        if (source is None or view.source == source) and (since is None or view.asked_at >= since or view.running)
    )


def is_running(source: SourceName) -> bool:
    """An update of the source was asked for and has not ended."""
    return any(job.given["source"] == source for job in queue.jobs(kind=KIND, states=_OPEN))


def update(actor: Actor, id_: UUID) -> UpdateView:
    """One update.

    Raises:
        NotPermitted: the officer's role keeps no lists.
        NoSuchJob: there is none under the id.
    """
    permits.require(actor, ASK)
    job = queue.job(id_)
    if job.kind != KIND:
        raise NoSuchJob(id=str(id_))
    return _view(job)


def run(running: Running) -> Mapping[str, Any]:
    """Carry out an update; which edition came of it.

    Raises:
        AskerGone: who asked has left; and whatever the update raises.
    """
    job = running.job
    actor = _asker(job)
    ordered = plan(Order(**job.given["order"]), actor.service)
    steps = _Told(running).steps()
    file = _file(job)
    try:
        if file is None:
            outcome = update_by_fetching(actor, ordered, steps)
        else:
            outcome = update_from(actor, ordered, file, steps, origin=job.given["brought"])
    except AcordoError as error:
        if "path" in error.arguments:  # where it lies here tells nothing to a reader, and is not shown
            error.arguments["path"] = job.given["brought"] or ordered.publisher.address
        raise
    if not outcome.unchanged and not outcome.held_because:
        index.current()
    _put_away(job)
    return _result(job, outcome)


def _result(job: Job, outcome: Outcome) -> dict[str, Any]:
    """How it ended; what another worker published for this very job before it was killed is its edition too."""
    published = models.Edition.objects.filter(
        source__name=outcome.source, number=outcome.edition, received_at__gte=job.started_at or clock.now()
    )
    unchanged = outcome.unchanged and not published.exists()
    held = outcome.held_because is not None
    return {"edition": 0 if unchanged else outcome.edition, "unchanged": unchanged, "held": held}


def _put_away(job: Job) -> None:
    """Take the brought file away."""
    file = _file(job)
    if file is not None:
        file.unlink(missing_ok=True)


@dataclass(slots=True)
class _Told:
    """Tells how far the work is, in whole per cent and never twice the same."""

    running: Running
    last: int = -1

    def steps(self) -> Steps:
        """Each part from where the one before it ended."""
        part = self._part
        return Steps(part(0, _FETCHED), part(_FETCHED, _READ), part(_READ, _WRITTEN))

    def _part(self, begins: int, ends: int) -> Any:
        return partial(self._tell, begins, ends)

    def _tell(self, begins: int, ends: int, done: int, total: int | None) -> None:
        percent = begins + (ends - begins) * min(done, total) // total if total else begins
        if percent > self.last:
            self.last = percent
            self.running.tell(percent, _WRITTEN)


def _asker(job: Job) -> Actor:
    """Who asked, as that officer stands now."""
    officer = Officer.objects.select_related("person").filter(pk=job.owner, is_active=True).first()
    if officer is None:
        raise AskerGone
    program = PROGRAM if _comes_again(job) else ""
    return replace(as_actor(officer, Purpose(job.purpose), settings().service, program), language=job.language)


def _comes_again(job: Job) -> bool:
    """It was not asked for by hand: another comes in its time."""
    return bool(job.given.get("scheduled"))


def _file(job: Job) -> Path | None:
    name = job.given["file"]
    return settings().incoming_folder / Path(name).name if name else None


def _view(job: Job) -> UpdateView:
    told = job.failure
    return UpdateView(
        id=job.id,
        source=SourceName(job.given["source"]),
        brought=job.given["brought"],
        state=job.state,
        percent=100 if job.state is State.DONE else min(job.done, 99),
        failure=Told(told.code, told.sentence, dict(told.arguments)) if told else None,
        asked_at=job.queued_at,
        ended_at=job.ended_at,
        cancelling=job.cancelling,
        edition=job.result.get("edition", 0),
        unchanged=job.result.get("unchanged", False),
        held=job.result.get("held", False),
        scheduled=_comes_again(job),
    )


handlers.declare(KIND, handlers.Handler(run, _put_away, _comes_again))
