"""CSV as people make it: any of three dividers, a byte order mark, stray quotes and torn lines.

A quote that nobody closed would swallow the rows after it, silently. So a row over several lines must be written by
the book (RFC 4180) and hold no more than ``MOST_LINES`` lines; else its first line is rejected and each line after it
is read as a row of its own, by its own quotes where they are whole and without quoting where they are not.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from acordo.screening.failures import MOST_COLUMNS, NotUtf8, TooManyColumns, UnreadableRow, UnreadableTable
from acordo.wording import mark

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator
    from pathlib import Path

LONGEST_FIELD = 100_000
MOST_LINES = 20
LONGEST_LINE = 4_000_000
csv.field_size_limit(LONGEST_FIELD)
_ENDLESS = "a line is longer than any row"


class _TooManyLines(Exception):
    """A row goes on over more lines than any row does."""


class _Lines:
    """The lines of a file, of which those of the row being read are held."""

    def __init__(self, file: io.TextIOWrapper) -> None:
        self._file = file
        self.held: list[str] = []
        self.number = 0
        self.ended = False

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        if len(self.held) > MOST_LINES:
            raise _TooManyLines
        line = self._file.readline(LONGEST_LINE)
        if not line:
            self.ended = True
            raise StopIteration
        self.number += 1
        if len(line) == LONGEST_LINE and not line.endswith(("\n", "\r")):
            self.held.append("")
            self._pass_over()
            raise csv.Error(_ENDLESS)
        self.held.append(line)
        return line

    def _pass_over(self) -> None:
        """Leave the rest of a line unread, which no row of names goes on for."""
        while (rest := self._file.readline(LONGEST_LINE)) and not rest.endswith(("\n", "\r")):
            pass


def columns(path: Path) -> tuple[str, ...]:
    """The headings of a CSV file.

    Raises:
        UnreadableTable: it is empty, or not in UTF-8, or its first line is not closed.
        TooManyColumns: it is wider than any list of names.
    """
    _require_narrow(path)
    try:
        with _text(path) as file:
            header = next(csv.reader(_Lines(file), delimiter=_divider(path)), None)
    except csv.Error as error:
        raise UnreadableTable(path=str(path), reason=str(error)) from error
    except _TooManyLines as error:
        raise UnreadableTable(path=str(path), reason=mark("a quote in its header is never closed")) from error
    if not header:
        raise UnreadableTable(path=str(path), reason=mark("it is empty"))
    if any("\ud800" <= letter <= "\udfff" for letter in "".join(header)):
        raise NotUtf8(path=str(path), reason=mark("its headings are written in another encoding"), row=1)
    return tuple(header)


def _require_narrow(path: Path) -> None:
    """Count the columns before they are made."""
    with _text(path) as file:
        header = file.readline(LONGEST_FIELD)
    if header.count(_divider(path)) >= MOST_COLUMNS:
        raise TooManyColumns(path=str(path), most=MOST_COLUMNS)


def rows(path: Path) -> Iterator[tuple[str, ...] | UnreadableRow]:
    """Each row as its fields, or as the reason why it cannot be read; empty lines are no rows."""
    divider = _divider(path)
    with _text(path) as file:
        lines = _Lines(file)
        read = csv.reader(lines, delimiter=divider)
        next(read)
        while not lines.ended:
            lines.held.clear()
            try:
                fields = next(read, None)
            except _TooManyLines:
                yield from _torn(lines, divider, "a quote is not closed")
            except csv.Error as error:
                yield from _torn(lines, divider, str(error))
            else:
                if fields and (lines.ended or not _whole(lines.held, divider)):
                    yield from _torn(lines, divider, "a quote is not closed")
                elif fields:
                    yield tuple(fields)


def _text(path: Path) -> io.TextIOWrapper:
    """The file as text; bytes that are not UTF-8 become lone surrogates, which condemn their own row only."""
    return path.open(encoding="utf-8-sig", errors="surrogateescape", newline="")


def _divider(path: Path) -> str:
    """Whichever of comma, semicolon and tab the header line holds most of."""
    with _text(path) as file:
        header = file.readline(LONGEST_FIELD)
    if "\0" in header:
        raise UnreadableTable(path=str(path), reason=mark("it holds NUL bytes, as files in UTF-16 do"))
    return max(",;\t", key=header.count)


def _whole(held: list[str], divider: str) -> bool:
    """Whether a row over several lines is written by the book; of one line nobody asks it."""
    return len(held) == 1 or _by_the_book(held, divider) is not None


def _by_the_book(held: list[str], divider: str) -> list[str] | None:
    try:
        return next(csv.reader(held, delimiter=divider, strict=True), [])
    except csv.Error:
        return None


def _torn(lines: _Lines, divider: str, reason: str) -> Iterator[tuple[str, ...] | UnreadableRow]:
    """The first of the lines held as a rejection that names them all, the others as rows of their own."""
    first = lines.number - len(lines.held) + 1
    yield UnreadableRow(reason=f"{reason}, lines {first} to {lines.number}")
    for line in lines.held[1:]:
        fields = _by_the_book([line], divider)
        try:
            fields = next(csv.reader([line], delimiter=divider, quoting=csv.QUOTE_NONE)) if fields is None else fields
        except csv.Error as error:
            yield UnreadableRow(reason=str(error))
        else:
            if fields:
                yield tuple(fields)
