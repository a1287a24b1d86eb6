"""What the readers of the register return: frozen, and already under the officer's markings."""

from __future__ import annotations

import builtins
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from acordo.lists import Schedule
from acordo.wording import mark

if TYPE_CHECKING:
    from acordo.facts import Json, Kind, Property, Reference, SourceName


_FIELD_ORDER = ("number", "type", "type2", "street", "city", "region", "postal_code", "country")
"""How a composite value reads in one line: what identifies it first, then from the near to the far."""


class Freshness(StrEnum):
    """How long ago a source was last looked at with success (rule 19)."""

    FRESH = "fresh"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True)
class Told:
    """A failure that was kept: its code, its English sentence (the message id) and the arguments."""

    code: str
    sentence: str
    arguments: dict[str, str | int | float]


@dataclass(frozen=True, slots=True)
class Touched:
    """Some references of what an edition added, amended and delisted; empty for a first one, which touches all."""

    added: tuple[str, ...] = ()
    amended: tuple[str, ...] = ()
    delisted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EditionView:
    """One edition as it came: from where, when, and what it did.

    What it did is None for an officer who may not see the whole source: the counts would tell of the rest.
    """

    number: int
    issued: date | None
    origin: str
    digest: str
    received_at: datetime
    published_at: datetime | None
    register_number: int | None
    added: int | None
    amended: int | None
    delisted: int | None
    moved: int | None
    alarms: tuple[dict[str, str | int], ...]
    held_because: Told | None
    touched: Touched = Touched()


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source as it stands; counts are of what this officer may see."""

    name: SourceName
    reader: str
    title: str
    publisher: str
    licence: str
    marking: str
    edition: int
    issued: date | None
    checked_at: datetime | None
    freshness: Freshness
    entries: int
    names: int
    held: EditionView | None


_EVERY = {
    Schedule.HOURLY: mark("every hour"),
    Schedule.DAILY: mark("every day"),
    Schedule.WEEKLY: mark("every week"),
    Schedule.NEVER: mark("never"),
}
REPEATEDLY = 3
"""After so many failures in a row every officer is told, not only those who keep lists."""


@dataclass(frozen=True, slots=True)
class WatchView:
    """How a source that its publisher serves is looked at: by itself or not, when next, and how the last looks went.

    ``by`` is the officer in whose name it is brought up to date, empty where that is switched off; ``stopped`` says
    that this officer may not do it any more. ``failures`` counts those in a row. ``overdue`` says that nobody looked
    though it was long due.
    """

    source: SourceName
    title: str
    every: Schedule
    by: str
    since: datetime | None
    stopped: bool
    due_at: datetime | None
    tried_at: datetime | None
    succeeded_at: datetime | None
    failures: int
    failure: Told | None
    overdue: bool

    @builtins.property
    def how_often(self) -> str:
        """How often it is looked at, as a message."""
        return _EVERY[self.every]

    @builtins.property
    def on(self) -> bool:
        """It is brought up to date by itself, or should be."""
        return bool(self.by)

    @builtins.property
    def repeatedly(self) -> bool:
        """It failed so often in a row that every officer should know."""
        return self.failures >= REPEATEDLY


@dataclass(frozen=True, slots=True)
class Value:
    """One value with its provenance; ``last_seen`` is None while it is stated."""

    property: Property
    content: Json
    language: str
    original: str
    marking: str
    first_seen: EditionView
    last_seen: EditionView | None

    @builtins.property
    def text(self) -> str:
        """The value in one line."""
        if isinstance(self.content, str):
            return self.content
        if "text" in self.content:
            return self.content["text"]
        known = [self.content[field] for field in _FIELD_ORDER if field in self.content]
        return ", ".join(known + [text for field, text in self.content.items() if field not in _FIELD_ORDER])


@dataclass(frozen=True, slots=True)
class Step:
    """What one edition changed in an entry."""

    edition: EditionView
    added: tuple[Value, ...]
    removed: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class EntryView:
    """An entry as one edition states it, with every step of its history.

    ``formerly`` and ``now_under`` are the references of the same party before and after, where its publisher gave it
    another and this officer may see it there.
    """

    entry_id: str
    source: SourceView
    reference: Reference
    kind: Kind
    title: str
    listed: bool
    edition: EditionView | None
    values: tuple[Value, ...]
    history: tuple[Step, ...]
    withheld: int
    formerly: Reference | None = None
    now_under: Reference | None = None


@dataclass(frozen=True, slots=True)
class EntryChange:
    """What changed in one entry between two editions: statements that came and went, and those marked anew.

    ``formerly`` is the reference under which it was listed before, where its publisher gave it another.
    """

    reference: Reference
    title: str
    added: tuple[Value, ...]
    removed: tuple[Value, ...]
    remarked: tuple[Value, ...]
    formerly: Reference | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed in a source between two editions, down to values."""

    source: SourceName
    since: EditionView
    until: EditionView
    added: tuple[EntryChange, ...]
    amended: tuple[EntryChange, ...]
    delisted: tuple[EntryChange, ...]
    moved: tuple[EntryChange, ...]


NOTHING_YET = EditionView(
    number=0,
    issued=None,
    origin="",
    digest="",
    received_at=datetime.min.replace(tzinfo=UTC),
    published_at=None,
    register_number=None,
    added=0,
    amended=0,
    delisted=0,
    moved=0,
    alarms=(),
    held_because=None,
)
"""The edition before the first."""
