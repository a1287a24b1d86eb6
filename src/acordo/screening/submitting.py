"""The verbs of batches: submit a file, cancel it, forget it.

A file is checked whole before anything is kept: what it is, its columns, how many rows it has. It is moved into the
batch's folder, and the row of the batch, its job and the journal's line commit together. Where anything fails,
the file lies where it lay, and nothing else remains.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from acordo import clock
from acordo.config import settings
from acordo.errors import AcordoError
from acordo.jobs import queue
from acordo.jobs.words import ENDED, NoSuchJob
from acordo.journal import permits
from acordo.journal.gate import Act, perform
from acordo.screening import folders
from acordo.screening.acts import ASKERS
from acordo.screening.batches import FORGET, KIND, owned, view_of
from acordo.screening.counting import counted
from acordo.screening.failures import HasEnded, NoRows, NotIncoming, OtherCount, StillRunning, TooBig, UnfitChoice
from acordo.screening.models import Batch
from acordo.screening.outputs import onto_disk
from acordo.screening.tables import QueryReader, table
from acordo.screening.words import BATCH_STATES, BatchState, BatchView, Form

if TYPE_CHECKING:
    from uuid import UUID

    from acordo.journal.words import Actor
    from acordo.screening.words import Order

SUBMIT = permits.declare("screening.batch_submit", ASKERS, "send a file of names to be screened")
CANCEL = permits.declare("screening.batch_cancel", ASKERS, "cancel a file of names that is being screened")
MOST_HITS = 1000
"""Hits a name at most: a longer list is no longer read by anyone."""

_LONGEST_FILENAME = 255


def submit(actor: Actor, order: Order) -> BatchView:
    """Send a file to be screened, and keep the order.

    Raises:
        NotPermitted: the officer's role does not screen.
        UnreadableTable: it is no table; each kind of fault has a failure of its own (``failures``).
        NoNameColumn, UnknownColumn, TwiceMapped: its columns, or the mapping, have no meaning.
        NoRows, OtherCount: it is empty, or has not as many rows as stated.
        UnfitChoice, NotIncoming, TooBig: the order itself cannot be followed.
    """
    id_ = clock.new_id()

    def work() -> int:
        try:
            rows = _checked(order)
        except AcordoError as error:
            raise _told_by_name(error, order.filename) from error
        _move(order, id_)
        return rows

    def write(rows: int) -> Batch:
        row = _kept(actor, order, id_, rows)
        about = {"program": getattr(actor, "program", "")}
        queue.put(KIND, about, owner=actor.officer, purpose=actor.purpose, language=actor.language, id_=id_, total=rows)
        return row

    def about(rows: int, _: Batch) -> dict[str, object]:
        choices = {"threshold": order.threshold, "limit": order.limit, "mapping": dict(order.mapping or {})}
        return {"batch": str(id_), "file": order.filename, "rows": rows, **choices}

    try:
        return view_of(perform(actor, Act(SUBMIT, work, write, about)))
    except BaseException:
        if not Batch.objects.filter(pk=id_).exists():  # else it failed only after the commit, as a disk or a line can
            _move_back(order, id_)
        raise


def cancel(actor: Actor, id_: UUID) -> BatchView:
    """End a batch that has not ended; what it found so far is not kept.

    Raises:
        NoSuchBatch: it is not there, or is another officer's.
        HasEnded: it is done, failed, or cancelled already.
    """

    def write(_: None) -> Batch:
        row = owned(actor, id_)
        state = view_of(row).state
        if state not in {BatchState.QUEUED, BatchState.RUNNING} or not queue.ask_to_cancel(id_):
            raise HasEnded(id=str(id_), state=BATCH_STATES[state])
        return row

    view = view_of(perform(actor, Act(CANCEL, lambda: None, write, lambda _, __: {"batch": str(id_)})))
    if view.state is BatchState.CANCELLED:
        folders.clear(id_)
    return view


def forget(actor: Actor, id_: UUID) -> None:
    """Delete a batch's files for good, and what its row tells of them; counts and moments stay.

    Raises:
        NoSuchBatch: it is not there, or is another officer's.
        StillRunning: it has not ended.
    """
    forget_row(actor, owned(actor, id_), "asked")


def forget_row(actor: Actor, row: Batch, because: str) -> None:
    """Forget a batch; forgotten already, it stays so, without a line."""
    if row.forgotten_at is not None:
        folders.clear(row.pk)
        return

    def write(_: None) -> None:
        if row.ended_at is None and not _job_ended(row.pk):
            raise StillRunning(id=str(row.pk))
        Batch.objects.filter(pk=row.pk).update(forgotten_at=clock.now(), filename="", mapping=None)

    perform(actor, Act(FORGET, lambda: None, write, lambda _, __: {"batch": str(row.pk), "because": because}))
    folders.clear(row.pk)


def _job_ended(id_: UUID) -> bool:
    try:
        return queue.job(id_).state in ENDED
    except NoSuchJob:
        return True


def _checked(order: Order) -> int:
    """The rows of a file that can be asked as it was ordered."""
    if not 0 <= order.threshold <= 1:
        raise UnfitChoice(column="threshold", value=order.threshold, least=0, most=1)
    if not 1 <= order.limit <= MOST_HITS:
        raise UnfitChoice(column="limit", value=order.limit, least=1, most=MOST_HITS)
    if order.file.resolve().parent != settings().incoming_folder.resolve():
        raise NotIncoming(path=order.filename)
    read = table(order.file, stated=Form(order.form) if order.form in set(Form) else order.form)
    if order.file.stat().st_size > settings().most_upload:
        raise TooBig(path=order.filename, most=settings().upload_mb)
    QueryReader(read, order.mapping)
    rows = counted(read)
    if not rows:
        raise NoRows(path=order.filename)
    if order.rows is not None and order.rows != rows:
        raise OtherCount(path=order.filename, stated=order.rows, found=rows)
    return rows


def _told_by_name(error: AcordoError, filename: str) -> AcordoError:
    """The same failure, told by the name that its sender gave the file; where it lies here is nobody's business."""
    if "path" not in error.arguments:
        return error
    return type(error)(**{**error.arguments, "path": filename})


def _kept(actor: Actor, order: Order, id_: UUID, rows: int) -> Batch:
    return Batch.objects.create(
        id=id_,
        officer=actor.officer,
        purpose=actor.purpose,
        language=actor.language,
        filename=_printable(order.filename),
        form=order.form,
        mapping=dict(order.mapping) if order.mapping is not None else None,
        threshold=order.threshold,
        limit=order.limit,
        rows=rows,
        submitted_at=clock.now(),
        keep_until=clock.today(settings().time_zone) + timedelta(days=settings().keep_days),
    )


def _printable(filename: str) -> str:
    """A file's name as it can be kept and shown."""
    plain = "".join(sign if sign.isprintable() and not "\ud800" <= sign <= "\udfff" else "_" for sign in filename)
    return plain[-_LONGEST_FILENAME:]


def _move(order: Order, id_: UUID) -> None:
    """Put the file into the batch's folder, where a power cut after the commit finds it; taken back if that fails."""
    place = folders.make(id_)
    order.file.chmod(0o600)
    onto_disk(order.file)
    order.file.rename(folders.question(id_, order.form))
    onto_disk(place)
    onto_disk(place.parent)


def _move_back(order: Order, id_: UUID) -> None:
    moved = folders.question(id_, order.form)
    if moved.is_file():
        moved.rename(order.file)
    folders.clear(id_)
