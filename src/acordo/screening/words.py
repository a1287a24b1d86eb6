"""A screening as it is shown: the question, the hits best first, and what was searched."""

from __future__ import annotations

import builtins
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from acordo.facts import Kind, PartialDate, Property, Sex
from acordo.matching import THRESHOLD, Feature, Finding, Query, Verdict
from acordo.register.words import Freshness
from acordo.wording import mark

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from uuid import UUID

    from acordo.jobs.words import Failure


@dataclass(frozen=True, slots=True)
class HitView:
    """One entry that may be the person asked for, with the reasons in ``findings``."""

    entry_id: str
    score: float
    matched_name: str
    query_name: str
    property: Property
    title: str
    source: str
    source_title: str
    publisher: str
    issued: date | None
    findings: tuple[Finding, ...]

    def of(self, verdict: Verdict) -> tuple[Finding, ...]:
        """The findings of one kind."""
        return tuple(finding for finding in self.findings if finding.verdict is verdict)

    @builtins.property
    def agreed(self) -> tuple[Finding, ...]:
        """What agrees."""
        return self.of(Verdict.AGREES)

    @builtins.property
    def disagreed(self) -> tuple[Finding, ...]:
        """What contradicts."""
        return self.of(Verdict.DISAGREES)

    @builtins.property
    def unknown(self) -> tuple[Finding, ...]:
        """What could not be compared."""
        return self.of(Verdict.UNKNOWN)


@dataclass(frozen=True, slots=True)
class SourceAsked:
    """A source as it stood when a name was asked; ``entries`` is None for an officer who does not see that count."""

    name: str
    title: str
    edition: int
    issued: date | None
    checked_at: datetime | None
    freshness: Freshness
    entries: int | None


@dataclass(frozen=True, slots=True)
class ScreeningView:
    """A screening as it was answered: by which policy, over which sources, at which register number.

    ``searched`` is the number of entries; None for another officer, who sees fewer or more of them.
    """

    id: UUID
    at: datetime
    officer: UUID
    purpose: str
    query: Query
    hits: tuple[HitView, ...]
    searched: int | None
    sources: tuple[SourceAsked, ...]
    policy: int
    register_number: int


def written_query(query: Query) -> dict[str, Any]:
    """A query as JSON."""
    return {
        "names": list(query.names),
        "born": str(query.born) if query.born else None,
        "nationality": query.nationality,
        "sex": query.sex,
        "document": query.document,
        "kind": query.kind,
    }


def read_query(written: dict[str, Any]) -> Query:
    """The query that ``written_query`` wrote."""
    return Query(
        names=tuple(written["names"]),
        born=PartialDate.parse(written["born"]) if written["born"] else None,
        nationality=written["nationality"],
        sex=Sex(written["sex"]) if written["sex"] else None,
        document=written["document"],
        kind=Kind(written["kind"]) if written["kind"] else None,
    )


def written_hit(hit: HitView) -> dict[str, Any]:
    """A hit as JSON."""
    written = _written(hit)
    written["findings"] = [written_finding(finding) for finding in hit.findings]
    return written


def read_hit(written: dict[str, Any]) -> HitView:
    """The hit that ``written_hit`` wrote."""
    issued = written["issued"]
    return HitView(
        **{
            **written,
            "property": Property(written["property"]),
            "issued": date.fromisoformat(issued) if issued else None,
            "findings": tuple(read_finding(finding) for finding in written["findings"]),
        }
    )


def written_source(source: SourceAsked) -> dict[str, Any]:
    """A source that was asked, as JSON."""
    return _written(source)


def read_source(written: dict[str, Any]) -> SourceAsked:
    """The source that ``written_source`` wrote."""
    issued, checked_at = written["issued"], written["checked_at"]
    return SourceAsked(
        **{
            **written,
            "issued": date.fromisoformat(issued) if issued else None,
            "checked_at": datetime.fromisoformat(checked_at) if checked_at else None,
            "freshness": Freshness(written["freshness"]),
        }
    )


def _written(word: HitView | SourceAsked) -> dict[str, Any]:
    """The fields of a word, its moments as text; ``asdict`` would copy what is only to be written."""
    given = {field.name: getattr(word, field.name) for field in fields(word)}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in given.items()}


def written_finding(finding: Finding) -> dict[str, Any]:
    """A finding as JSON."""
    return {
        "feature": finding.feature,
        "verdict": finding.verdict,
        "code": finding.code,
        "arguments": dict(finding.arguments),
    }


def read_finding(written: dict[str, Any]) -> Finding:
    """The finding that ``written_finding`` wrote."""
    feature, verdict = Feature(written["feature"]), Verdict(written["verdict"])
    return Finding(feature, verdict, written["code"], written["arguments"])


class Form(StrEnum):
    """How a file of names is written."""

    CSV = "csv"
    PARQUET = "parquet"
    XLSX = "xlsx"


class HitForm(StrEnum):
    """How a file of hits is written."""

    CSV = "csv"
    JSONL = "jsonl"
    PARQUET = "parquet"
    XLSX = "xlsx"


class BatchState(StrEnum):
    """Where a batch stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
    FORGOTTEN = "forgotten"


BATCH_STATES = {
    BatchState.QUEUED: mark("waiting"),
    BatchState.RUNNING: mark("being asked"),
    BatchState.DONE: mark("done"),
    BatchState.FAILED: mark("failed"),
    BatchState.CANCELLED: mark("cancelled"),
    BatchState.FORGOTTEN: mark("deleted"),
}
"""What each is called."""


@dataclass(frozen=True, slots=True)
class Order:
    """A file to be asked.

    ``file`` lies among the uploads (``settings().incoming_folder``) and is moved from there; ``filename`` is what its
    sender calls it. ``rows`` is how many rows the sender says it has. ``mapping`` says which heading of the file holds
    which of our columns (``mapping.FIELDS``); without it the headings must be ours.
    """

    file: Path
    filename: str
    form: str
    rows: int | None = None
    mapping: Mapping[str, str] | None = None
    threshold: float = THRESHOLD
    limit: int = 10


@dataclass(frozen=True, slots=True)
class BatchView:
    """A file that was sent, how far it is, and what came of it; ``keep_until`` is the last day of its files.

    Counts of hits are 0 until it is done. ``filename`` is empty once it is forgotten.
    """

    id: UUID
    filename: str
    form: str
    submitted_at: datetime
    purpose: str
    state: BatchState
    done: int
    total: int
    with_hits: int
    hits: int
    rejected: int
    failure: Failure | None
    started_at: datetime | None
    ended_at: datetime | None
    keep_until: date
    cancelling: bool


@dataclass(frozen=True, slots=True)
class BatchHit:
    """One hit of a batch, with the row that it answers: its number, its id, and the columns that were carried through.

    ``names`` are those asked in the row, ``query_name`` the one of them that met ``matched_name``.
    """

    row: int
    query_id: str
    names: tuple[str, ...]
    rank: int
    score: float
    entry_id: str
    source: str
    query_name: str
    matched_name: str
    findings: tuple[Finding, ...]
    carried: Mapping[str, str]
