"""The rows of one sheet, one in memory at a time.

Values come as the texts that a CSV file would hold: whole numbers without ``.0``, days in ISO form. A formula is not
computed, and what it showed last is not trusted: its cell is empty and told as a flaw of the row.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from functools import lru_cache
from typing import IO, TYPE_CHECKING, Any

from openpyxl.utils.datetime import from_excel

from acordo.sheets.parts import forget, stream, text_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_REFERENCE = re.compile(r"([A-Za-z]{1,7})[0-9]+")


class Flaw(StrEnum):
    """Why a cell has no text."""

    FORMULA = "it holds a formula"
    ERROR = "it shows an error"
    BEYOND = "it lies beyond the last column that is read"


@dataclass(frozen=True, slots=True)
class FlawedCell:
    """A cell without a text: where it stands (``BC12``), and why."""

    cell: str
    flaw: Flaw


@dataclass(frozen=True, slots=True)
class Row:
    """A row that holds anything: its number in the sheet, its texts up to the last, and its first flawed cell."""

    line: int
    cells: tuple[str, ...]
    flawed: FlawedCell | None = None


@dataclass(frozen=True, slots=True)
class Values:
    """What cells refer to: the table of texts, the numbers of the styles that show days, and the first day."""

    strings: Sequence[str]
    days: frozenset[int]
    epoch: datetime


def rows_in(file: IO[bytes], values: Values, most_columns: int) -> Iterator[Row]:
    """The rows of a sheet that hold anything, the cells beyond ``most_columns`` only told as a flaw."""
    row = _Row(values, most_columns)
    line = 0
    for element in stream(file, "{*}c", "{*}row"):
        if not element.tag.endswith("row"):
            row.take(element)
            if row.taken > most_columns:  # a row of millions of cells is not held either
                forget(element)
            continue
        line = int(element.get("r") or line + 1)
        if (read := row.ended(line)) is not None:
            yield read
        row = _Row(values, most_columns)
        forget(element)


class _Row:
    """One row while its cells come by."""

    def __init__(self, values: Values, most_columns: int) -> None:
        self._values = values
        self._most = most_columns
        self._cells: dict[int, str] = {}
        self._flawed: tuple[int, Flaw] | None = None
        self._at = 0
        self.taken = 0

    def take(self, cell: Any) -> None:
        """Read one cell."""
        self.taken += 1
        reference = cell.get("r")
        self._at = _column(reference) if reference else self._at + 1
        value = told = ""
        for part in cell:
            kind = part.tag[-2:]
            if kind == "}f":
                self._flaw(Flaw.FORMULA)
                return
            if kind == "}v":
                value = part.text or ""
            elif kind == "is":
                told = text_in(part)
        text = told or (self._text(cell, value) if value else "")
        if text is None:
            self._flaw(Flaw.ERROR)
        elif text and self._at > self._most:
            self._flaw(Flaw.BEYOND)
        elif text:
            self._cells[self._at] = text

    def ended(self, line: int) -> Row | None:
        """The row; None where it holds nothing."""
        if not self._cells and self._flawed is None:
            return None
        flawed = FlawedCell(cell_name(self._flawed[0], line), self._flawed[1]) if self._flawed else None
        return Row(line, tuple(self._cells.get(at, "") for at in range(1, max(self._cells, default=0) + 1)), flawed)

    def _flaw(self, flaw: Flaw) -> None:
        self._flawed = self._flawed or (self._at, flaw)

    def _text(self, cell: Any, value: str) -> str | None:
        """The text of a value by the cell's type; None where it is an error."""
        kind = cell.get("t", "n")
        if kind == "s":
            return self._values.strings[int(value)] if 0 <= int(value) < len(self._values.strings) else None
        if kind == "n":
            return _number(value, self._values.epoch, day=int(cell.get("s", 0)) in self._values.days)
        if kind == "b":
            return "true" if value == "1" else "false"
        if kind == "d":
            return value.partition("T")[0]
        return value if kind in {"str", "inlineStr"} else None


def cell_name(column: int, line: int) -> str:
    """``BC12`` for the 55th column of line 12."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{line}"


def _column(reference: str) -> int:
    """The number of the column in ``BC12``."""
    found = _REFERENCE.fullmatch(reference)
    if not found:
        raise ValueError(reference)
    return _numbered(found[1].upper())


@lru_cache(maxsize=1024)
def _numbered(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _number(value: str, epoch: datetime, *, day: bool) -> str | None:
    try:
        number = float(value)
        if day:
            return _moment(from_excel(number, epoch))
        return str(int(number)) if number == int(number) else repr(number)
    except (OverflowError, ValueError):
        return None


def _moment(moment: Any) -> str:
    if isinstance(moment, datetime):
        return moment.date().isoformat()
    return moment.isoformat() if isinstance(moment, date | time) else str(moment)
