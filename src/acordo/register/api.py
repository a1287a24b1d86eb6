"""The register's operations for programs: sources, their editions and changes, entries with their history."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from django.http import FileResponse, HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BeforeValidator, Field

from acordo.facts import Reference, SourceName, entry_id
from acordo.journal.programs import actor_of, answer, number
from acordo.register import delivering, queries
from acordo.register.exporting import ExportForm
from acordo.register.shapes import (
    ChangesTold,
    EditionsTold,
    EntryTold,
    SourcesTold,
    SourceTold,
    changes_told,
    edition_told,
    entry_told,
    source_told,
)
from acordo.register.taking import Wanted

router = Router()
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _day(given: str) -> date:
    """A day, 2026-11-15, and in no other form (RFC 3339, full-date)."""
    if not _DAY.fullmatch(given):
        raise ValueError(given)
    return date.fromisoformat(given)


EditionNumber = Annotated[int, Field(ge=0, le=999_999_999), BeforeValidator(number)]
Day = Annotated[date, BeforeValidator(_day)]


@router.get("/sources", response=SourcesTold, operation_id="sources")
def sources(request: HttpRequest) -> HttpResponse:
    """Every source of which something may be seen, with its age."""
    actor = actor_of(request)
    return answer(SourcesTold(sources=[source_told(view, actor.language) for view in queries.sources(actor)]))


@router.get("/sources/{name}", response=SourceTold, operation_id="source")
def source(request: HttpRequest, name: str) -> HttpResponse:
    """One source."""
    actor = actor_of(request)
    return answer(source_told(queries.source(actor, SourceName(name)), actor.language))


@router.get("/sources/{name}/editions", response=EditionsTold, operation_id="editions")
def editions(request: HttpRequest, name: str) -> HttpResponse:
    """The published editions of a source, oldest first."""
    actor = actor_of(request)
    held = queries.editions(actor, SourceName(name))
    return answer(EditionsTold(source=name, editions=[edition_told(view, actor.language) for view in held]))


@router.get("/sources/{name}/changes", response=ChangesTold, operation_id="changes")
def changes(
    request: HttpRequest,
    name: str,
    since: Annotated[
        EditionNumber | None, Query(alias="from", description="The earlier edition; 0 is the time before the first.")
    ] = None,
    until: Annotated[
        EditionNumber | None, Query(alias="to", description="The later edition; the last where not given.")
    ] = None,
) -> HttpResponse:
    """What changed in a source between two editions; without them, what the last one changed."""
    return answer(changes_told(queries.changes(actor_of(request), SourceName(name), since, until)))


_AS_OF = "A day: as stated then, by the publisher's dates."
_BINARY = {"schema": {"type": "string", "format": "binary"}}
_ENTRY_FILES = {delivering.PDF: _BINARY, **dict.fromkeys(delivering.TYPES.values(), _BINARY)}
_FILES = dict.fromkeys(delivering.TYPES.values(), _BINARY)


@router.get(
    "/sources/{name}/entries",
    operation_id="export_source",
    openapi_extra={"responses": {200: {"description": "The entries that may leave.", "content": _FILES}}},
)
def export_source(
    request: HttpRequest, name: str, as_of: Annotated[Day | None, Query(description=_AS_OF)] = None
) -> HttpResponse | FileResponse:
    """The entries of a source for other software: FollowTheMoney's JSON lines, or `targets.simple.csv`, as accepted."""
    return delivering.file(actor_of(request), Wanted(_form(request), (SourceName(name),), as_of=as_of))


@router.get(
    "/entries",
    operation_id="export",
    openapi_extra={
        "x-failures": [404],
        "responses": {200: {"description": "The entries that may leave.", "content": _FILES}},
    },
)
def export(
    request: HttpRequest,
    source: Annotated[list[str] | None, Query(description="A source; all where none is named.", max_length=50)] = None,
    as_of: Annotated[Day | None, Query(description=_AS_OF)] = None,
) -> HttpResponse | FileResponse:
    """The entries of several sources for other software, in the form that is accepted."""
    names = tuple(SourceName(name) for name in source or ())
    return delivering.file(actor_of(request), Wanted(_form(request), names, as_of=as_of))


@router.get(
    "/entries/{source}/{path:reference}",
    response=EntryTold,
    operation_id="entry",
    openapi_extra={"x-failures": [409], "responses": {200: {"content": _ENTRY_FILES}}},
)
def entry(
    request: HttpRequest,
    source: str,
    reference: str,
    as_of: Annotated[
        Day | None, Query(description="A day: the entry as stated then, by the publisher's dates.")
    ] = None,
) -> HttpResponse | FileResponse:
    """An entry as it stands or stood on a day: its values, their markings and their history.

    As accepted it comes as a paper (PDF) or for other software too (FollowTheMoney's JSON lines, `targets.simple.csv`).
    """
    actor, id_ = actor_of(request), entry_id(SourceName(source), Reference(reference))
    wanted = _accepted(request, ("application/json", *_ENTRY_FILES))
    if wanted == delivering.PDF:
        return delivering.paper(actor, id_, as_of)
    for form, type_ in delivering.TYPES.items():
        if wanted == type_:
            return delivering.file(actor, Wanted(form, entry=id_, as_of=as_of))
    return answer(entry_told(queries.entry(actor, id_, as_of=as_of), actor.language))


def _form(request: HttpRequest) -> ExportForm:
    wanted = _accepted(request, tuple(_FILES))
    return next(form for form, type_ in delivering.TYPES.items() if type_ == wanted)


def _accepted(request: HttpRequest, offered: tuple[str, ...]) -> str:
    """The offered media type that the request prefers; the first where it does not say (RFC 9110, 12.5.1)."""
    return request.get_preferred_type(list(offered)) or offered[0]
