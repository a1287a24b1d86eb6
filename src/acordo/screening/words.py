"""A screening as it is shown: the question, the hits best first, and what was searched."""

from __future__ import annotations

import builtins
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from acordo.facts import Kind, PartialDate, Property, Sex
from acordo.matching import Feature, Finding, Query, Verdict
from acordo.register.words import Freshness

if TYPE_CHECKING:
    from uuid import UUID


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
    written = asdict(hit)
    written["issued"] = hit.issued.isoformat() if hit.issued else None
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
            "findings": tuple(_read_finding(finding) for finding in written["findings"]),
        }
    )


def written_source(source: SourceAsked) -> dict[str, Any]:
    """A source that was asked, as JSON."""
    written = asdict(source)
    written["issued"] = source.issued.isoformat() if source.issued else None
    written["checked_at"] = source.checked_at.isoformat() if source.checked_at else None
    return written


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


def written_finding(finding: Finding) -> dict[str, Any]:
    """A finding as JSON."""
    return {
        "feature": finding.feature,
        "verdict": finding.verdict,
        "code": finding.code,
        "arguments": dict(finding.arguments),
    }


def _read_finding(written: dict[str, Any]) -> Finding:
    feature, verdict = Feature(written["feature"]), Verdict(written["verdict"])
    return Finding(feature, verdict, written["code"], written["arguments"])
