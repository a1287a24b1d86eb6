"""What is compared beside the name: birth date, nationality, sex, document.

Rules it keeps (decisions.md 21, rules.md 14-15):

* Each feature that either side states gives one finding: agrees, disagrees, or unknown.
* A contradiction lowers a hit by ``policy.CONTRADICTIONS`` and may end it; what is absent changes nothing.
* An agreement only orders hits. A wider birth date never contradicts more than a narrower one inside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from acordo.matching import policy
from acordo.matching.findings import Feature, Finding, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable

    from acordo.facts import PartialDate
    from acordo.matching.model import Listed, Query

_CIRCA = timedelta(days=2 * 366)
_AGREES, _DISAGREES, _UNKNOWN = Verdict.AGREES, Verdict.DISAGREES, Verdict.UNKNOWN


@dataclass(frozen=True, slots=True)
class Beside:
    """What the features beside the name add up to: nats against, share for, and the findings in order."""

    against: float
    towards: float
    findings: tuple[Finding, ...]


def compare_beside(query: Query, entry: Listed) -> Beside:
    """Compare everything but the name."""
    against = towards = 0.0
    findings: list[Finding] = []
    for found in (_born(query, entry), _sex(query, entry), _nationality(query, entry), _document(query, entry)):
        if found is None:
            continue
        finding, cost = found
        findings.append(finding)
        against += cost
        if finding.verdict is _AGREES:
            towards += policy.AGREEMENTS[finding.code]
    return Beside(against, min(towards, 1.0), tuple(findings))


Compared = tuple[Finding, float] | None


def _born(query: Query, entry: Listed) -> Compared:
    listed = ", ".join(str(born) for born in entry.born)
    if query.born is None:
        return (Finding(Feature.BORN, _UNKNOWN, "born.unknown_asked", {"listed": listed}), 0.0) if listed else None
    if not entry.born:
        return Finding(Feature.BORN, _UNKNOWN, "born.unknown_listed"), 0.0
    cost, code, which = min(
        (_dates(query.born, born) for born in entry.born),
        key=lambda told: (told[0], -policy.AGREEMENTS.get(told[1], 0)),
    )
    verdict = _DISAGREES if code in {"born.differs", "born.near"} else _AGREES
    return Finding(Feature.BORN, verdict, code, {"asked": str(query.born), "listed": str(which)}), cost


def _dates(asked: PartialDate, listed: PartialDate) -> tuple[float, str, PartialDate]:
    """What speaks against two birth dates being one, and in which words."""
    if asked.exact and asked == listed and not _year_only(asked):
        return 0.0, "born.same", listed
    asked_days = _days(asked)
    apart = _apart(asked_days, _days(listed))
    if apart == 0:
        return 0.0, "born.compatible", listed
    swapped = _swapped(listed)
    if swapped and _apart(asked_days, (swapped, swapped)) == 0:
        return policy.CONTRADICTIONS["born.swapped"], "born.swapped", listed
    years = apart / 365.25
    near = years < policy.BORN_NEAR_YEARS
    cost = policy.CONTRADICTIONS["born.near"] if near else policy.born_apart(years)
    return cost, "born.near" if near else "born.differs", listed


def _year_only(given: PartialDate) -> bool:
    """1 January is often written where only the year is known."""
    return given.exact and given.month == 1 and given.day == 1


def _days(given: PartialDate) -> tuple[date, date]:
    earliest, latest = given.earliest, given.latest
    if date(latest.year, 1, 1) >= earliest:
        # It may be a 1 January, which may mean the whole year; so a wider date never means less than one inside it.
        latest = date(latest.year, 12, 31)
    if given.circa or (given.end is not None and given.end.circa):
        earliest = earliest - _CIRCA if earliest - date.min > _CIRCA else date.min
        latest = latest + _CIRCA if date.max - latest > _CIRCA else date.max
    return earliest, latest


def _apart(one: tuple[date, date], other: tuple[date, date]) -> int:
    """Days between two spans; 0 where they touch."""
    return max(0, (other[0] - one[1]).days, (one[0] - other[1]).days)


def _swapped(given: PartialDate) -> date | None:
    if not given.exact or given.day is None or given.month is None or given.day > 12 or given.day == given.month:
        return None
    return date(given.year, given.day, given.month)


def _sex(query: Query, entry: Listed) -> Compared:
    if query.sex is None:
        return (Finding(Feature.SEX, _UNKNOWN, "sex.unknown_asked"), 0.0) if entry.sexes else None
    if not entry.sexes:
        return Finding(Feature.SEX, _UNKNOWN, "sex.unknown_listed"), 0.0
    if query.sex in entry.sexes:
        return Finding(Feature.SEX, _AGREES, "sex.same"), 0.0
    return Finding(Feature.SEX, _DISAGREES, "sex.differs"), policy.CONTRADICTIONS["sex.differs"]


def _nationality(query: Query, entry: Listed) -> Compared:
    listed = ", ".join(entry.nationalities)
    if query.nationality is None:
        told = Finding(Feature.NATIONALITY, _UNKNOWN, "nationality.unknown_asked", {"listed": listed})
        return (told, 0.0) if listed else None
    if not listed:
        return Finding(Feature.NATIONALITY, _UNKNOWN, "nationality.unknown_listed"), 0.0
    asked = query.nationality.upper()
    if asked in {code.upper() for code in entry.nationalities}:
        return Finding(Feature.NATIONALITY, _AGREES, "nationality.same", {"listed": asked}), 0.0
    told = Finding(Feature.NATIONALITY, _DISAGREES, "nationality.differs", {"asked": asked, "listed": listed})
    return told, policy.CONTRADICTIONS["nationality.differs"]


def normal_number(number: str) -> str:
    """A document number without spaces, signs and case; figures of other scripts become ours."""
    return "".join(str(int(letter)) if letter.isdecimal() else letter for letter in number.upper() if letter.isalnum())


def _document(query: Query, entry: Listed) -> Compared:
    listed = _few(entry.documents)
    if query.document is None or not normal_number(query.document):
        told = Finding(Feature.DOCUMENT, _UNKNOWN, "document.unknown_asked", {"listed": listed})
        return (told, 0.0) if listed else None
    if not listed:
        return Finding(Feature.DOCUMENT, _UNKNOWN, "document.unknown_listed"), 0.0
    asked = normal_number(query.document)
    for number in entry.documents:
        if normal_number(number) == asked:
            return Finding(Feature.DOCUMENT, _AGREES, "document.same", {"listed": number}), 0.0
    told = Finding(Feature.DOCUMENT, _DISAGREES, "document.differs", {"asked": query.document})
    return told, policy.CONTRADICTIONS["document.differs"]


def _few(texts: Iterable[str]) -> str:
    return ", ".join(list(texts)[:3])


__all__ = ["Beside", "compare_beside", "normal_number"]
