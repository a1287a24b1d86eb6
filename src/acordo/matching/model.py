"""What the matcher is asked, what it sees of a list, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from acordo.facts import Kind, PartialDate, Property, Sex
    from acordo.matching.findings import Finding


@dataclass(frozen=True, slots=True)
class ListedName:
    """One name of an entry; ``property`` says its quality, ``marking`` is the number of an interned marking."""

    text: str
    property: Property
    marking: int = 0


@dataclass(frozen=True, slots=True)
class Listed:
    """One entry as the matcher sees it. ``nationalities`` are ISO 3166-1 alpha-2 codes, ``documents`` as given."""

    entry_id: str
    kind: Kind
    names: tuple[ListedName, ...]
    born: tuple[PartialDate, ...] = ()
    nationalities: tuple[str, ...] = ()
    sexes: tuple[Sex, ...] = ()
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked of one party: its names, any of which may hit, and what else is known. None: not known."""

    names: tuple[str, ...]
    born: PartialDate | None = None
    nationality: str | None = None
    sex: Sex | None = None
    document: str | None = None
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that may be the party asked for, by its best name; ``score`` orders hits and is not a probability."""

    entry_id: str
    score: float
    matched_name: str
    query_name: str
    property: Property
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two names have in common; ``match`` says whether one would be a hit for the other."""

    score: float
    match: bool
    findings: tuple[Finding, ...]
