"""Screening for programs: one name at once, a file of names as a batch.

A file is written to the disk as it comes and is never whole in memory; how many rows it has is stated with it, so that
one that was cut short is not taken for the whole (decision 35).
"""

from __future__ import annotations

import os
import secrets
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Literal
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from ninja import Body, Query, Router

from acordo.config import settings
from acordo.errors import Invalid
from acordo.journal import permits
from acordo.journal.programs import actor_of, answer
from acordo.screening import acts, batches, queries, submitting
from acordo.screening.shapes import (
    BatchesTold,
    BatchTold,
    ListGiven,
    OrderGiven,
    ScreeningGiven,
    ScreeningTold,
    batch_told,
    screening_told,
)
from acordo.screening.words import Form, HitForm, Order

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

router = Router()
_PATH = "/api/v1"
_PIECE = 256 * 1024

_FORMS = {
    "text/csv": Form.CSV,
    "application/vnd.apache.parquet": Form.PARQUET,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": Form.XLSX,
}
_FILES = {
    HitForm.JSONL: "application/jsonl",
    HitForm.CSV: "text/csv",
    HitForm.PARQUET: "application/vnd.apache.parquet",
    HitForm.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_BINARY = {"schema": {"type": "string", "format": "binary"}}


class CutShort(Invalid):
    """The connection ended before the body did."""

    code = "screening.cut_short"
    sentence = "The file ended after {got} of {length} bytes, and nothing was kept. Send it again."


@router.post("/screenings", response={201: ScreeningTold}, operation_id="screen", openapi_extra={"x-failures": [409]})
def screen(request: HttpRequest, given: Body[ScreeningGiven]) -> HttpResponse:
    """Screen one party; the question and its answer are kept, and an act in the journal."""
    actor = actor_of(request)
    done = acts.screen(actor, given.query(), threshold=given.threshold, limit=given.limit)
    return answer(screening_told(done, actor.language), 201, Location=f"{_PATH}/screenings/{done.id}")


@router.get("/screenings/{uuid:id}", response=ScreeningTold, operation_id="screening")
def screening(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002 (the address says so)
    """A screening, shown again as it was answered, less what this officer may not see."""
    actor = actor_of(request)
    return answer(screening_told(queries.screening(actor, id), actor.language))


@router.post(
    "/batches",
    response={202: BatchTold},
    operation_id="send_batch",
    openapi_extra={
        "x-failures": [409],
        "requestBody": {"required": True, "content": dict.fromkeys(_FORMS, _BINARY)},
    },
)
def send_batch(request: HttpRequest, asked: Query[OrderGiven]) -> HttpResponse:
    """Send a file of names to be screened as a job; the answer says where to ask how far it is."""
    actor = actor_of(request)
    permits.require(actor, submitting.SUBMIT)
    with _received(request) as path:
        order = Order(
            file=path,
            filename=asked.filename,
            form=_FORMS[request.content_type or ""],
            rows=asked.rows,
            mapping=asked.mapping,
            threshold=asked.threshold,
            limit=asked.limit,
        )
        sent = submitting.submit(actor, order)
    return answer(batch_told(sent, actor.language), 202, Location=f"{_PATH}/batches/{sent.id}")


@router.get("/batches", response=BatchesTold, operation_id="batches")
def list_batches(request: HttpRequest, asked: Query[ListGiven]) -> HttpResponse:
    """The batches that this officer sent, the latest first."""
    actor = actor_of(request)
    held = batches.batches(actor, asked.limit, asked.before)
    return answer(BatchesTold(batches=[batch_told(view, actor.language) for view in held]))


@router.get("/batches/{uuid:id}", response=BatchTold, operation_id="batch")
def batch(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002 (the address says so)
    """One batch, and how far it is."""
    actor = actor_of(request)
    return answer(batch_told(batches.batch(actor, id), actor.language))


@router.delete(
    "/batches/{uuid:id}", response={204: None}, operation_id="forget_batch", openapi_extra={"x-failures": [409]}
)
def forget_batch(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002 (the address says so)
    """Delete the files of a batch for good, before the day on which that happens by itself."""
    submitting.forget(actor_of(request), id)
    return HttpResponse(status=204)


@router.post(
    "/batches/{uuid:id}/cancel",
    response={202: BatchTold},
    operation_id="cancel_batch",
    openapi_extra={"x-failures": [409]},
)
def cancel_batch(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002 (the address says so)
    """End a batch that is waiting or running."""
    actor = actor_of(request)
    return answer(batch_told(submitting.cancel(actor, id), actor.language), 202)


@router.get(
    "/batches/{uuid:id}/hits",
    operation_id="batch_hits",
    openapi_extra={
        "x-failures": [409],
        "responses": {200: {"description": "The hits.", "content": dict.fromkeys(_FILES.values(), _BINARY)}},
    },
)
def batch_hits(
    request: HttpRequest,
    id: UUID,  # noqa: A002 (the address says so)
    format: Annotated[  # noqa: A002 (the address says so)
        Literal["jsonl", "csv", "parquet", "xlsx"] | None,
        Query(description="The form of the file; without it, what Accept prefers, else JSON lines."),
    ] = None,
) -> FileResponse:
    """All hits of a batch that is done, as a file: a line or a row each, in the order of the rows asked."""
    kind = None if format else request.get_preferred_type(list(_FILES.values()))
    form = HitForm(format) if format else next((form for form, held in _FILES.items() if held == kind), HitForm.JSONL)
    return _file(batches.hits_file(actor_of(request), id, form), f"hits.{form}", _FILES[form])


@router.get(
    "/batches/{uuid:id}/rejected",
    operation_id="batch_rejected",
    openapi_extra={
        "x-failures": [409],
        "responses": {200: {"description": "The rows, each with its reason.", "content": {"text/csv": _BINARY}}},
    },
)
def batch_rejected(request: HttpRequest, id: UUID) -> FileResponse:  # noqa: A002 (the address says so)
    """The rows that could not be asked, with their reasons."""
    return _file(batches.rejected_file(actor_of(request), id), "rejected.csv", "text/csv")


def _file(path: Path, name: str, kind: str) -> FileResponse:
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=kind)


@contextmanager
def _received(request: HttpRequest) -> Iterator[Path]:
    """The body as a file among the incoming ones; it is taken away again unless it was moved on.

    Raises:
        CutShort: it is shorter than its stated length.
    """
    folder = settings().incoming_folder
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / secrets.token_hex(16)
    length, got = int(request.META["CONTENT_LENGTH"]), 0
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            while piece := request.read(min(_PIECE, length - got)):
                got += len(piece)
                file.write(piece)
        if got != length:
            raise CutShort(got=got, length=length)
        yield path
    finally:
        path.unlink(missing_ok=True)
