"""The two ends of the table: rooms put work there and look at it; a worker takes it and tells how far it is."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.db.models import F, Q
from django.db.models.functions import Greatest

from acordo import clock
from acordo.jobs import models
from acordo.jobs.words import ENDED, Cancelled, Failure, GaveUp, Job, LeaseLost, NoSuchJob, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

LEASE = timedelta(seconds=30)
"""How long a worker may be silent before another takes the job over."""

MOST_STRIKES = 3
PAUSE = timedelta(seconds=10)
"""Before the second try; each further one waits four times as long."""

AHEAD = timedelta(hours=1)
"""What is noted for later than this was noted by a clock that has been put right since: it is due now."""

ALIVE = timedelta(seconds=90)
"""A worker not heard of for so long is counted as gone."""


def put(
    kind: str,
    given: Mapping[str, Any],
    *,
    owner: UUID,
    purpose: str,
    language: str,
    id_: UUID | None = None,
    total: int | None = None,
) -> UUID:
    """Put work into the table; inside an act's ``write`` it commits with the act's line or not at all."""
    now = clock.now()
    row = models.Job(
        id=id_ or clock.new_id(),
        kind=kind,
        owner=owner,
        purpose=purpose,
        language=language,
        given=dict(given),
        total=total,
        queued_at=now,
        due_at=now,
    )
    row.save(force_insert=True)
    return row.pk


def job(id_: UUID) -> Job:
    """One job as it stands.

    Raises:
        NoSuchJob: there is none.
    """
    row = models.Job.objects.filter(pk=id_).first()
    if row is None:
        raise NoSuchJob(id=str(id_))
    return _view(row)


def jobs(
    *,
    kind: str | None = None,
    owner: UUID | None = None,
    states: Iterable[State] | None = None,
    limit: int = 100,
) -> tuple[Job, ...]:
    """Jobs, the latest first."""
    rows = models.Job.objects.order_by("-queued_at")
    if kind is not None:
        rows = rows.filter(kind=kind)
    if owner is not None:
        rows = rows.filter(owner=owner)
    if states is not None:
        rows = rows.filter(state__in=list(states))
    return tuple(_view(row) for row in rows[:limit])


def ask_to_cancel(id_: UUID) -> bool:
    """End work that has not begun, or ask its worker to end it; False where it had ended already.

    Work that had not begun left nothing: its handler is not called, whoever cancels it puts its input away.

    Raises:
        NoSuchJob: there is none.
    """
    mine = models.Job.objects.filter(pk=id_)
    waiting = mine.filter(state=State.QUEUED)
    if waiting.update(state=State.CANCELLED, cancelling=True, ended_at=clock.now()):
        return True
    if mine.filter(state=State.RUNNING).update(cancelling=True):
        return True
    job(id_)
    return False


def begin_again(id_: UUID) -> bool:
    """Put work that failed back into the queue; False where it is not one that failed."""
    now = clock.now()
    return bool(
        models.Job.objects.filter(pk=id_, state=State.FAILED).update(
            state=State.QUEUED, strikes=0, failure=None, ended_at=None, queued_at=now, due_at=now, cancelling=False
        )
    )


def workers() -> tuple[tuple[str, datetime], ...]:
    """The workers heard of lately, each with when."""
    since = clock.now() - ALIVE
    return tuple(models.Worker.objects.filter(heard_at__gte=since).order_by("name").values_list("name", "heard_at"))


@dataclass(frozen=True, slots=True)
class Lease:
    """A worker's hold on a job: every write names it, and changes nothing once it is lost."""

    job: Job
    worker: str
    turn: int

    def renew(self) -> None:
        """Say that the worker lives.

        Raises:
            LeaseLost: another holds the job.
            Cancelled: somebody asked to end it.
        """
        now = clock.now()
        self._require(self._mine().update(heard_at=now, leased_until=now + LEASE))

    def tell(self, done: int, total: int | None) -> None:
        """Say how far the work is; getting on clears the strikes.

        Raises:
            LeaseLost: another holds the job.
            Cancelled: somebody asked to end it.
        """
        now = clock.now()
        told: dict[str, Any] = {"done": done, "heard_at": now, "leased_until": now + LEASE}
        if total is not None:
            told["total"] = total
        self._mine().filter(done__lt=done).update(strikes=0)
        self._require(self._mine().update(**told))

    def end(self, state: State, *, result: Mapping[str, Any] | None = None, failure: Failure | None = None) -> bool:
        """Write how it ended; False where the lease is lost."""
        kept = asdict(failure) if failure else None
        ended = {"state": state, "result": dict(result or {}), "failure": kept, "ended_at": clock.now()}
        return bool(self._mine().update(**ended, leased_until=None))

    def give_back(self, *, after: timedelta = timedelta(0), failure: Failure | None = None) -> bool:
        """Let the next worker have it, at once or after a pause; False where the lease is lost.

        Without a failure the worker itself was asked to stop, which is no strike against the job.
        """
        kept = asdict(failure) if failure else None
        back: dict[str, Any] = {"state": State.QUEUED, "due_at": clock.now() + after, "failure": kept}
        if failure is None:
            back["strikes"] = Greatest(F("strikes") - 1, 0)
        return bool(self._mine().update(**back, worker="", leased_until=None))

    def _mine(self) -> QuerySet[models.Job]:
        return models.Job.objects.filter(pk=self.job.id, worker=self.worker, turn=self.turn, state=State.RUNNING)

    def _require(self, written: int) -> None:
        if not written:
            raise LeaseLost
        if models.Job.objects.filter(pk=self.job.id, cancelling=True).exists():
            raise Cancelled


def claim(worker: str, kinds: Iterable[str]) -> Lease | None:
    """Take the next job that is due, or one whose worker fell silent; None where there is none.

    A job with too many strikes comes back ended as failed, and one that was being cancelled as cancelled: there is
    nothing left to do but to put away what it left.
    """
    now = clock.now()
    due = Q(state=State.QUEUED) & (Q(due_at__lte=now) | Q(due_at__gt=now + AHEAD))
    silent = Q(state=State.RUNNING) & (Q(leased_until__lt=now) | Q(leased_until__gt=now + AHEAD))
    waiting = models.Job.objects.filter(due | silent, kind__in=list(kinds)).order_by("queued_at")
    if not waiting.exists():
        return None
    with transaction.atomic():
        if connection.features.has_select_for_update_skip_locked:
            waiting = waiting.select_for_update(skip_locked=True)
        row = waiting.first()
        if row is None:
            return None
        if not _ended_instead(row):
            row.turn, row.worker, row.state = row.turn + 1, worker, State.RUNNING
            row.strikes, row.heard_at, row.leased_until = row.strikes + 1, now, now + LEASE
            row.started_at = row.started_at or now
            row.save()
    return Lease(_view(row), worker, row.turn)


def _ended_instead(row: models.Job) -> bool:
    if row.cancelling:
        row.state = State.CANCELLED
    elif row.strikes >= MOST_STRIKES:
        row.state = State.FAILED
        row.failure = row.failure or asdict(Failure.of(GaveUp(strikes=row.strikes)))
    if row.state not in ENDED:
        return False
    row.ended_at, row.leased_until = clock.now(), None
    row.save()
    return True


def pause_after(strikes: int) -> timedelta:
    """How long to wait before the next try."""
    return PAUSE * int(4 ** max(0, strikes - 1))


def hear(worker: str) -> None:
    """Note that a worker lives, and forget those long gone."""
    now = clock.now()
    if not models.Worker.objects.filter(pk=worker).update(heard_at=now):
        models.Worker.objects.create(name=worker, started_at=now, heard_at=now)
    models.Worker.objects.filter(heard_at__lt=now - timedelta(days=1)).delete()


def leave(worker: str) -> None:
    """Note that a worker has gone."""
    models.Worker.objects.filter(pk=worker).delete()


def _view(row: models.Job) -> Job:
    return Job(
        id=row.pk,
        kind=row.kind,
        owner=row.owner,
        purpose=row.purpose,
        language=row.language,
        given=row.given,
        state=State(row.state),
        done=row.done,
        total=row.total,
        result=row.result,
        failure=Failure(**row.failure) if row.failure else None,
        strikes=row.strikes,
        queued_at=row.queued_at,
        started_at=row.started_at,
        heard_at=row.heard_at,
        ended_at=row.ended_at,
        cancelling=row.cancelling,
        worker=row.worker,
    )
