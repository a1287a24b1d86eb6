"""What is said of a backup: its list of contents, and what one that was made is called."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from acordo.errors import Conflict, Invalid, Unavailable, Unproved

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path
    from uuid import UUID

    Progress = Callable[[int, int | None], None]

FORM = 1
"""The form of a backup; a reader refuses a later one."""


class DamagedBackup(Unproved):
    """A backup is not what was written."""

    code = "upkeep.damaged_backup"
    sentence = "The backup {path} does not hold: {reason}. Nothing was taken from it. Use another backup."


class LaterBackup(Conflict):
    """A backup was made by a later version."""

    code = "upkeep.later_backup"
    sentence = "The backup was made by acordo {version}, which is later than this one. Install that version first."


class LaterDatabase(Conflict):
    """The database was changed by a later version."""

    code = "upkeep.later_database"
    sentence = (
        "The database was changed by a later version of acordo, which knows the step {step}. Install that version."
    )


class NoRoomForBackup(Unavailable):
    """The disk would be full."""

    code = "upkeep.no_room"
    sentence = "There are {free} MB free at {path}, and {needed} MB are needed. Make room, or name another place."


class UnfitPlace(Invalid):
    """A backup cannot be written there."""

    code = "upkeep.unfit_place"
    sentence = "No backup can be written to {path}: {reason}. Name a folder, or a new file in a folder that exists."


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table, and the form its values are written in."""

    name: str
    form: str


@dataclass(frozen=True, slots=True)
class Measure:
    """What a part of a backup weighs: lines of a table (0 for a file), bytes, and the SHA-256 of its bytes."""

    lines: int
    size: int
    digest: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a backup; one line a row, each a JSON array in the order of the columns."""

    name: str
    columns: tuple[Column, ...]
    measure: Measure


@dataclass(frozen=True, slots=True)
class Manifest:
    """The list of what a backup holds.

    ``migrations`` names, for each room, every step of its schema; ``head`` is the number and the digest of the
    journal's last line; ``files`` are those of the home, by their path in it.
    """

    form: int
    made_at: str
    version: str
    service: str
    database: str
    migrations: dict[str, list[str]]
    register_number: int
    head: tuple[int, str]
    tables: tuple[Table, ...]
    files: dict[str, Measure]

    @property
    def rows(self) -> int:
        """Rows in all."""
        return sum(table.measure.lines for table in self.tables)

    @property
    def size(self) -> int:
        """Bytes in all, as they are when they are read."""
        parts = [table.measure for table in self.tables] + list(self.files.values())
        return sum(measure.size for measure in parts)

    def written(self) -> dict[str, Any]:
        """The list as it is written."""
        return asdict(self)

    @classmethod
    def read(cls, held: dict[str, Any]) -> Manifest:
        """The list as it was written; a flaw in its form is a TypeError, KeyError or ValueError."""
        number, digest = held["head"]
        tables = tuple(
            Table(row["name"], tuple(Column(**column) for column in row["columns"]), Measure(**row["measure"]))
            for row in held["tables"]
        )
        files = {name: Measure(**measure) for name, measure in held["files"].items()}
        return cls(**{**held, "head": (int(number), str(digest)), "tables": tables, "files": files})


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that lies in its place, read back whole."""

    path: Path
    size: int
    digest: str
    manifest: Manifest


@dataclass(frozen=True, slots=True)
class BackupView:
    """A backup that was made here; ``there`` where its file still lies where it was put."""

    id: UUID
    made_at: datetime
    path: str
    size: int
    digest: str
    head: int
    there: bool
