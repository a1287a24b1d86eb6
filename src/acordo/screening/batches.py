"""The readers of batches: what was sent, how far it is, and its hits. An officer sees his or her own alone."""

from __future__ import annotations

from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING

from acordo.jobs import queue
from acordo.jobs.words import NoSuchJob
from acordo.journal import permits
from acordo.journal.gate import witness
from acordo.journal.words import Role
from acordo.register import queries as register
from acordo.register.visibility import whole
from acordo.screening import folders, paging
from acordo.screening.acts import ASKERS
from acordo.screening.failures import (
    FilesGone,
    HitsWithheld,
    NoSuchBatch,
    NoSuchFile,
    NotEnded,
    NothingRejected,
    Stopped,
    TooManyHits,
)
from acordo.screening.hit_lines import read_line
from acordo.screening.making import MOST_SHEET_ROWS, make
from acordo.screening.models import Batch
from acordo.screening.outputs import settle
from acordo.screening.words import BATCH_STATES, BatchState, BatchView, HitForm

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from uuid import UUID

    from acordo.jobs.words import Job
    from acordo.journal.words import Actor
    from acordo.screening.words import BatchHit

READ = permits.declare("screening.batch_read", ASKERS, "read the hits of one's own batch, or take its file")
FORGET = permits.declare("screening.batch_forget", Role, "forget one's own batch: delete its files")
KIND = "screening.batch"
"""The kind of job that does a batch."""


def batch(actor: Actor, id_: UUID) -> BatchView:
    """One batch as it stands.

    Raises:
        NoSuchBatch: it is not there, or is another officer's.
    """
    return view_of(owned(actor, id_))


def batches(actor: Actor, limit: int = 50, before: UUID | None = None) -> tuple[BatchView, ...]:
    """The officer's batches, the latest first; those sent before the one named."""
    rows = Batch.objects.filter(officer=actor.officer).order_by("-id")
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return tuple(view_of(row) for row in rows[:limit])


def hits(actor: Actor, id_: UUID, start: int, count: int) -> tuple[BatchHit, ...]:
    """A page of the hits, in the order of the file's rows; those on names that may no longer be seen are left out.

    Raises:
        NoSuchBatch: it is not there, or is another officer's.
        NotEnded: it is not done.
    """
    row = _done(actor, id_)
    with _files_of(id_):
        read = paging.page(folders.places(id_).output, folders.marks(id_), start, count)
    witness(actor, READ, {"batch": str(id_), "start": start, "count": count})
    return tuple(_seen(actor, read)) if row.hits else ()


def hits_file(actor: Actor, id_: UUID, form: str) -> Path:
    """All hits as a file, made when it is asked for first.

    Raises:
        NoSuchBatch: it is not there, or is another officer's.
        NotEnded: it is not done.
        HitsWithheld: some are on names that the officer may not see any more.
        TooManyHits: they are more than a sheet of Excel holds.
    """
    row, chosen = _done(actor, id_), HitForm(form)
    if chosen is HitForm.XLSX and row.hits >= MOST_SHEET_ROWS:
        raise TooManyHits(id=str(id_), hits=row.hits, most=MOST_SHEET_ROWS)
    with _files_of(id_):
        _require_seen(actor, id_)
        path = make(id_, row.form, row.mapping, chosen)
    witness(actor, READ, {"batch": str(id_), "file": chosen.value})
    return path


def rejected_file(actor: Actor, id_: UUID) -> Path:
    """The rows that could not be asked, with their reasons, as CSV.

    Raises:
        NoSuchBatch: it is not there, or is another officer's.
        NotEnded: it is not done.
        NothingRejected: there are none.
    """
    row = _done(actor, id_)
    if not row.rejected:
        raise NothingRejected(id=str(id_))
    path = folders.places(id_).rejected
    if not path.is_file():
        raise FilesGone(id=str(id_))
    witness(actor, READ, {"batch": str(id_), "file": "rejected"})
    return path


def owned(actor: Actor, id_: UUID) -> Batch:
    """The row of an officer's own batch; for the verbs of this room.

    Raises:
        NoSuchBatch: it is not there, or is another officer's.
    """
    row = Batch.objects.filter(pk=id_, officer=actor.officer).first()
    if row is None:
        raise NoSuchBatch(id=str(id_))
    return row


def view_of(row: Batch) -> BatchView:
    """A batch with how far its job is; the batch's own end counts before the job's."""
    job = _job(row.pk)
    state = _state(row, job)
    done = row.rows if row.ended_at else job.done if job else 0
    return BatchView(
        id=row.pk,
        filename=row.filename,
        form=row.form,
        submitted_at=row.submitted_at,
        purpose=row.purpose,
        state=state,
        done=done,
        total=row.rows,
        with_hits=row.with_hits,
        hits=row.hits,
        rejected=row.rejected,
        failure=job.failure if job and state is BatchState.FAILED else None,
        started_at=job.started_at if job else None,
        ended_at=row.ended_at or (job.ended_at if job else None),
        keep_until=row.keep_until,
        cancelling=bool(job and job.cancelling and state is BatchState.RUNNING),
    )


def _state(row: Batch, job: Job | None) -> BatchState:
    if row.forgotten_at is not None:
        return BatchState.FORGOTTEN
    if row.ended_at is not None:
        return BatchState.DONE
    return BatchState(job.state) if job else BatchState.FAILED


def _job(id_: UUID) -> Job | None:
    try:
        return queue.job(id_)
    except NoSuchJob:
        return None


def _done(actor: Actor, id_: UUID) -> Batch:
    """A batch whose hits are whole, with its files under their names even where a crash came between."""
    permits.require(actor, READ)
    row = owned(actor, id_)
    if row.ended_at is None or row.forgotten_at is not None:
        raise NotEnded(id=str(id_), state=BATCH_STATES[view_of(row).state])
    try:
        if not folders.places(id_).output.exists():
            settle(folders.places(id_), row.rejected)
    except OSError as error:
        raise FilesGone(id=str(id_)) from error
    return row


def _require_seen(actor: Actor, id_: UUID) -> None:
    """Let a file of hits go only to who may see every name in it, as it stands now: it was written as it stood then."""
    if whole(register.permitted_markings(actor)):
        return
    with folders.places(id_).output.open("rb") as lines:
        for some in _by_thousands(hit for line in lines for hit in read_line(line)):
            if sum(1 for _ in _seen(actor, some)) < len(some):
                raise HitsWithheld(id=str(id_))


def _by_thousands(hits: Iterator[BatchHit]) -> Iterator[list[BatchHit]]:
    while some := list(islice(hits, 1000)):
        yield some


@contextmanager
def _files_of(id_: UUID) -> Iterator[None]:
    """Tell of files that are not there, as after a restore without them, and of a disk that is full.

    Raises:
        FilesGone, Stopped: so it is.
    """
    try:
        yield
    except (FileNotFoundError, NoSuchFile) as error:
        raise FilesGone(id=str(id_)) from error
    except OSError as error:
        raise Stopped(path=str(id_), reason=error.strerror or str(error)) from error


def _seen(actor: Actor, read: list[BatchHit]) -> Iterator[BatchHit]:
    names = register.entry_names(actor, {hit.entry_id for hit in read})
    return (hit for hit in read if hit.matched_name in names.get(hit.entry_id, frozenset()))
