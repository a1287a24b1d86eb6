"""An edition: everything one source states at one time, with the document it was read from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from acordo.facts.statement import SourceName, Statement


@dataclass(frozen=True, slots=True)
class Document:
    """The bytes that were read: where they came from and their SHA-256 in hexadecimal."""

    origin: str
    digest: str
    size: int


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something in the document that no rule of the reader takes: where, and how often. It never loses the rest."""

    path: str
    count: int
    example: str
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Ignored:
    """Something in the document that a rule of the reader leaves out on purpose: where, how often, and why."""

    path: str
    count: int
    reason: str


@dataclass(frozen=True, slots=True)
class Edition:
    """What ``source`` states in ``document``, issued by its publisher on ``issued`` (None where it says no date)."""

    source: SourceName
    issued: date | None
    document: Document
    statements: tuple[Statement, ...]
    alarms: tuple[Alarm, ...] = ()
    ignored: tuple[Ignored, ...] = ()
