"""A batch is done by a worker: as the officer who sent it, from where the last worker stopped, to one end.

The end is one act: it writes the counts on the batch's row, guarded by *not yet ended*, and leaves the line of the
journal in the same transaction. Whatever is killed at whatever moment, there is one such line, and the files that its
digest names take their names then or with the next look.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from acordo import clock
from acordo.config import settings
from acordo.errors import AcordoError
from acordo.jobs import handlers, queue
from acordo.jobs.words import State
from acordo.journal.acts import as_actor
from acordo.journal.gate import Act, perform
from acordo.journal.models import Officer
from acordo.journal.words import Purpose
from acordo.matching import POLICY_VERSION
from acordo.screening import batch, batches, folders
from acordo.screening.failures import Busy, NoSuchBatch, OfficerGone, OutputInUse
from acordo.screening.models import Batch
from acordo.screening.outputs import settle
from acordo.screening.submitting import forget_row
from acordo.screening.words import BatchState

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from acordo.jobs.handlers import Running
    from acordo.jobs.words import Job
    from acordo.journal.words import Actor

ABANDONED = timedelta(days=1)
"""How long an upload that nobody ordered stays, and a folder that no batch knows."""

_MANY = 100_000


class _Ended(Exception):
    """Another worker wrote the end between our last look and our act."""


class _Moved(Exception):
    """Who sent the file has other rights than when this run of it began."""


def run(running: Running) -> Mapping[str, Any]:
    """Screen the file of a batch, or what is left of it; its counts.

    Raises:
        OfficerGone: who sent it is no longer active.
        Busy: another process still holds its files; it may be tried again.
    """
    row = _row(running.job.id)
    while row.ended_at is None:
        with suppress(_Moved):
            _screen(running, row)
        row = _row(running.job.id)
    settle(folders.places(row.pk), row.rejected)
    return {"rows": row.rows, "with_hits": row.with_hits, "hits": row.hits, "rejected": row.rejected}


def dropped(job: Job) -> None:
    """Put away what a batch left that was cancelled; one that failed keeps its question until its last day."""
    row = Batch.objects.filter(pk=job.id).first()
    if row is not None and batches.view_of(row).state is BatchState.CANCELLED:
        folders.clear(row.pk)


def _screen(running: Running, row: Batch) -> None:
    program = str(running.job.given.get("program", ""))
    actor = _sender(row, program)
    asked = batch.Batch(
        source=folders.question(row.pk, row.form),
        output=folders.places(row.pk).output,
        threshold=row.threshold,
        limit=row.limit,
        mapping=row.mapping,
        id=str(row.pk),
    )

    def tell(done: batch.Progress) -> None:
        running.tell(done.rows, row.rows)
        if _sender(row, program) != actor:
            raise _Moved

    def ending(done: batch.Progress, digest: str) -> None:
        tell(done)  # whoever lost the job, or was asked to end it, writes no end
        with suppress(_Ended):
            _end(actor, row, done, digest)

    running.tell(running.job.done)  # cancelled already, it is not begun
    try:
        batch.screen_batch(actor, asked, tell=tell, ending=ending)
    except OutputInUse as error:
        raise Busy from error
    except AcordoError as error:
        if "path" in error.arguments:
            error.arguments["path"] = row.form  # neither where it lies nor what its sender called it is kept
        raise


def _end(actor: Actor, row: Batch, done: batch.Progress, digest: str) -> None:
    """The one act that ends a batch."""

    def write(_: None) -> None:
        written = Batch.objects.filter(pk=row.pk, ended_at=None).update(
            rows=done.rows,
            with_hits=done.with_hits,
            hits=done.hits,
            rejected=done.rejected,
            policy=POLICY_VERSION,
            digest=digest,
            ended_at=clock.now(),
        )
        if not written:
            raise _Ended

    about = {"batch": str(row.pk), "rows": done.rows, "hits": done.hits, "output": digest}
    perform(actor, Act(batch.END, lambda: None, write, lambda _, __: about))


def _row(id_: UUID) -> Batch:
    row = Batch.objects.filter(pk=id_, forgotten_at=None).first()
    if row is None:
        raise NoSuchBatch(id=str(id_))
    return row


def _sender(row: Batch, program: str = "") -> Actor:
    """Who sent a batch, as that officer stands now: a right that was lost since is lost for it too."""
    officer = Officer.objects.select_related("person").filter(pk=row.officer, is_active=True).first()
    if officer is None:
        raise OfficerGone
    actor = as_actor(officer, Purpose(row.purpose), settings().service)
    return replace(actor, language=row.language, program=program)


def put_in_order() -> None:
    """What a worker does while nothing is due: forget batches past their day, and put away what nobody owns."""
    today = clock.today(settings().time_zone)
    for row in Batch.objects.filter(forgotten_at=None, keep_until__lt=today).order_by("keep_until")[:100]:
        _forget_in_time(row)
    _put_away_abandoned()


def _forget_in_time(row: Batch) -> None:
    """Forget a batch whose day has passed, in the name of the officer who sent it, active or not."""
    if batches.view_of(row).state in {BatchState.QUEUED, BatchState.RUNNING}:
        return
    officer = Officer.objects.select_related("person").get(pk=row.officer)
    actor = as_actor(officer, Purpose.UPKEEP, settings().service)
    forget_row(actor, row, "its last day has passed")


def _put_away_abandoned() -> None:
    """Delete uploads that nobody ordered, and the files of batches that are not, were cancelled or are forgotten."""
    left = [path for path in _within(settings().incoming_folder) if _is_abandoned(path)]
    for path in left and _not_awaited(left):
        _take_away(path)
    held = {UUID(path.name): path for path in _within(settings().batches_folder) if _is_id(path.name)}
    rows = {row.pk: row for row in Batch.objects.filter(pk__in=list(held))}
    for id_, path in held.items():
        if not _keeps_files(rows[id_]) if id_ in rows else _is_abandoned(path):
            folders.clear(id_)


def _not_awaited(paths: list[Path]) -> list[Path]:
    """Those that no long work is to read, however long it has waited for its worker."""
    jobs = queue.jobs(states=[State.QUEUED, State.RUNNING], limit=_MANY)
    awaited = {str(job.given.get("file", "")) for job in jobs}
    return [path for path in paths if path.name not in awaited]


def _take_away(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _keeps_files(row: Batch) -> bool:
    return batches.view_of(row).state not in {BatchState.CANCELLED, BatchState.FORGOTTEN}


def _within(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.is_dir() else []


def _is_abandoned(path: Path) -> bool:
    """It has lain there for a day."""
    return path.lstat().st_mtime < (clock.now() - ABANDONED).timestamp()


def _is_id(name: str) -> bool:
    try:
        return str(UUID(name)) == name
    except ValueError:
        return False


handlers.declare(batches.KIND, handlers.Handler(run, dropped))
