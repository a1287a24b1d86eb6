"""A file that was sent and waits, until an officer has said what its columns mean.

* It lies in the home's folder of incoming files under a random name; its own name never touches the disk.
* What it is, is read from its first bytes, never from the name that it came with.
* It is looked at with bounds: so many first rows, so long for counting them all.
* One that nobody confirmed is taken away after a day, by the worker's housekeeping (``working``).
"""

from __future__ import annotations

import re
import secrets
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from acordo import clock
from acordo.config import settings
from acordo.errors import AcordoError, Missing
from acordo.screening.counting import counted
from acordo.screening.failures import NoRows
from acordo.screening.tables import table
from acordo.screening.words import Form

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from acordo.screening.tables import Table

SHOWN = 5
LONGEST_SHOWN = 80
COUNTING = 4.0
"""Seconds for which rows are counted; a file with more of them is said to hold more than that."""

_TOKEN = re.compile(r"[0-9a-f]{32}")


class NotWaiting(Missing):
    """The file was sent in another session, was taken up already, or lay here for more than a day."""

    code = "screening.not_waiting"
    sentence = (
        "This file does not wait here any more: it was confirmed already, or sent in another session, or more than a "
        "day ago. Look among your files; if it is not there, send it again."
    )


@dataclass(frozen=True, slots=True)
class Look:
    """What stands in a file: its form, its headings and its first rows."""

    form: Form
    headings: tuple[str, ...]
    first: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows a file has; ``whole`` is False where there are more than were counted."""

    rows: int
    whole: bool


def keep(path: Path) -> str:
    """Let a file that came wait here; returns the word under which it is found again."""
    token = secrets.token_hex(16)
    path.chmod(0o600)
    path.replace(_place(token))
    return token


def waiting(token: str) -> Path:
    """Where a file lies that waits.

    Raises:
        NotWaiting: none does under this word.
    """
    if not _TOKEN.fullmatch(token) or not _place(token).is_file():
        raise NotWaiting
    return _place(token)


def take_away(token: str) -> None:
    """Forget a file that waits."""
    if _TOKEN.fullmatch(token):
        _place(token).unlink(missing_ok=True)


def look(path: Path) -> Look:
    """What a file holds, as far as an officer needs it to say what its columns mean.

    Raises:
        UnreadableTable: it is no table that can be read.
    """
    read = table(path)
    first: list[tuple[str, ...]] = []
    for _, fields in read.rows():
        if isinstance(fields, tuple):
            first.append(tuple(_as_text(field) for field in fields))
        if len(first) == SHOWN:
            break
    return Look(read.form, read.columns, tuple(first))


def count(path: Path) -> Count:
    """How many rows it has; those of a workbook, which is slow to read, as far as somebody waits for them.

    Raises:
        NoRows: there is nothing to ask.
        NotUtf8, UnreadableTable: it cannot be read.
    """
    read = table(path)
    found = _counted_for_a_while(read) if read.form is Form.XLSX else Count(counted(read), whole=True)
    if not found.rows:
        raise NoRows(path=str(path))
    return found


def _counted_for_a_while(read: Table) -> Count:
    until, rows = clock.stopwatch() + COUNTING, 0
    for rows, _ in read.rows():
        if rows % 1000 == 0 and clock.stopwatch() > until:
            return Count(rows, whole=False)
    return Count(rows, whole=True)


@contextmanager
def called(filename: str) -> Iterator[None]:
    """Let a failure name the file as its sender does: where it lies on this machine is nobody's business."""
    try:
        yield
    except AcordoError as error:
        if "path" in error.arguments:
            error.arguments["path"] = f"“{filename}”"
        raise


def _as_text(field: str) -> str:
    """A field as a page can show it."""
    return field[:LONGEST_SHOWN].encode(errors="replace").decode().replace("\0", "�")


def _place(token: str) -> Path:
    return settings().incoming_folder / token
