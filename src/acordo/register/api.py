"""The register's operations for programs: sources, their editions and changes, entries with their history."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BeforeValidator, Field

from acordo.facts import Reference, SourceName, entry_id
from acordo.journal.programs import actor_of, answer, number
from acordo.register import queries
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


@router.get("/entries/{source}/{path:reference}", response=EntryTold, operation_id="entry")
def entry(
    request: HttpRequest,
    source: str,
    reference: str,
    as_of: Annotated[
        Day | None, Query(description="A day: the entry as stated then, by the publisher's dates.")
    ] = None,
) -> HttpResponse:
    """An entry as it stands or stood on a day: its values, their markings and their history."""
    actor, id_ = actor_of(request), entry_id(SourceName(source), Reference(reference))
    return answer(entry_told(queries.entry(actor, id_, as_of=as_of), actor.language))
