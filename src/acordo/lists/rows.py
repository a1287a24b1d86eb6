"""Tables read strictly: each cell of a row taken once, nothing left over in silence.

* A table that lacks a heading which its reader needs is refused; a heading that nobody knows is an alarm as soon as a
  cell under it holds something.
* A quote that is not closed, a row longer than the headings, bytes that are no text: the file is refused whole, with
  the line.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from acordo.lists.reading import MalformedDocument, UnexpectedStructure
from acordo.lists.xml import collapsed, in_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from acordo.lists.stating import Tally

LONGEST_CELL = 100_000
"""Characters of a cell; the longest statement of reasons met has some five thousand."""
_MOST_SHOWN = 40


def decoded(content: bytes, path: Path, *encodings: str) -> str:
    """The bytes as text in the first of the encodings that fits them; UTF-8 with or without its mark by default.

    Raises:
        MalformedDocument: none of them fits, or it holds NUL, as files in UTF-16 do.
    """
    for encoding in encodings or ("utf-8-sig",):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError as error:
            flaw, line = error, content[: error.start].count(b"\n") + 1
            continue
        if "\0" in text:
            raise MalformedDocument(path=str(path), line=1, column=1, reason="it holds NUL, as files in UTF-16 do")
        return text
    reason = f"these bytes are not in {encodings[-1] if encodings else 'UTF-8'}: {flaw.reason}"
    raise MalformedDocument(path=str(path), line=line, column=1, reason=reason)


def csv_rows(text: str, path: Path, *, divider: str = ",") -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV text (RFC 4180) with the line on which each ends; rows without any content are left out.

    ``divider`` is what stands between cells: spreadsheets of many countries write semicolons.

    Raises:
        MalformedDocument: a quote is not closed, or a cell is longer than ``LONGEST_CELL``.
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=divider)
    while True:
        before = csv.field_size_limit(LONGEST_CELL)
        try:
            row = next(reader, None)
        except csv.Error as error:
            reason = str(error)
            raise MalformedDocument(path=str(path), line=reader.line_num, column=1, reason=reason) from error
        finally:
            csv.field_size_limit(before)
        if row is None:
            return
        if any(cell.strip() for cell in row):
            yield reader.line_num, row


class RowTaker:
    """A row from which each cell is taken at most once, by its heading."""

    __slots__ = ("_cells", "_tally", "line", "path", "reference")

    def __init__(self, cells: dict[str, str], tally: Tally, line: int, path: str = "", reference: str = "") -> None:
        self._cells = cells
        self._tally = tally
        self.line = line
        self.path = path
        self.reference = reference

    def text(self, heading: str) -> str:
        """Take a cell as a text on one line; empty where it is absent."""
        return collapsed(self._cells.pop(heading, ""))

    def lines(self, heading: str) -> str:
        """Take a cell as a text with its line breaks."""
        return in_lines(self._cells.pop(heading, ""))

    def as_it_stands(self, heading: str) -> str:
        """Take a cell as it stands, with the blanks at its ends: one that goes on in another cell."""
        return self._cells.pop(heading, "")

    def ignore(self, heading: str, reason: str) -> None:
        """Leave out what stands in a cell, for a reason; an empty cell needs none."""
        if self._cells.pop(heading, "").strip():
            self._tally.ignore(f"{self.path}/{heading}", reason)

    def alarm(self, heading: str, example: str) -> None:
        """No rule takes what a cell holds, or not in this form."""
        self._tally.alarm(f"{self.path}/{heading}", example, self.reference)

    def close(self) -> None:
        """Say what nobody took."""
        for heading, cell in self._cells.items():
            if cell.strip():
                self.alarm(heading or "column without a heading", collapsed(cell))
        self._cells = {}


def rows_under(
    headings: Sequence[str],
    rows: Iterable[tuple[int, Sequence[str]]],
    path: Path,
    tally: Tally,
    *,
    needed: Iterable[str] = (),
) -> Iterator[RowTaker]:
    """Each row under its headings; blanks around a heading fall away, and a repeated heading is refused.

    ``needed`` are the headings without which this is another table.

    Raises:
        UnexpectedStructure: a needed heading is missing, one stands twice, or a row is longer than the headings.
    """
    bare = [collapsed(heading) for heading in headings]
    missing = [heading for heading in needed if heading not in bare]
    if missing:
        shown = ", ".join(bare)[:200]
        raise UnexpectedStructure(path=str(path), reason=f"it has no column {missing[0]!r}; its columns are: {shown}")
    twice = next((heading for heading in bare if heading and bare.count(heading) > 1), "")
    if twice:
        raise UnexpectedStructure(path=str(path), reason=f"the column {twice!r} stands there twice")
    for line, cells in rows:
        beyond = [cell for cell in cells[len(bare) :] if cell.strip()]
        if beyond:
            reason = f"line {line} has more cells than there are headings: {beyond[0][:_MOST_SHOWN]!r}"
            raise UnexpectedStructure(path=str(path), reason=reason)
        yield RowTaker(dict(zip(bare, cells, strict=False)), tally, line)
