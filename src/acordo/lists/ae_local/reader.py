"""The table: sections of a title, groups of headings, headings and rows; and the reference of each entry.

The publisher keeps persons, organisations and entities on sheets of one workbook. Each is a file, as CSV or as a
workbook of its own; or all of them are one file, in which each section begins with its own headings.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from acordo.facts import Edition
from acordo.lists import derived
from acordo.lists.ae_local.headings import HEADINGS, NEEDED, NUMBER
from acordo.lists.ae_local.party import Named, say_entry
from acordo.lists.reading import UnexpectedStructure, taken_in
from acordo.lists.rows import rows_under
from acordo.lists.stating import Stating, Tally
from acordo.lists.workbooks import table_rows
from acordo.lists.xml import collapsed
from acordo.wording import mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from acordo.facts import SourceName, Statement
    from acordo.lists.reading import Progress
    from acordo.lists.rows import RowTaker
    from acordo.markings import Marking

_LIMIT = 16 * 1024 * 1024  # bytes; the list has had some fifty thousand
_TITLES = "a title, or the group of columns that a heading belongs to"


def read(path: Path, *, source: SourceName, marking: Marking, progress: Progress | None = None) -> Edition:
    """One edition of the list, or of one of its sheets.

    Raises:
        MalformedDocument: it is no CSV in UTF-8, and no workbook.
        UnexpectedStructure: it is another table, has no entries, or an entry without a name.
        UnreadableFile, TooLarge: it cannot be opened, or is larger than this list could be.
    """
    content, document = taken_in(path, _LIMIT, archive=True)
    tally = Tally()
    rows = table_rows(content, path, tally)
    entries = [_named(entry, path) for entry in _entries(rows, path, tally)]
    if not entries:
        reason = mark("it has no entries under headings that begin with '#'")
        raise UnexpectedStructure(path=str(path), reason=reason)
    further = [(entry[0].latin,) for entry in entries]
    references = derived.told_apart([entry[0].reference for entry in entries], further)
    statements: list[Statement] = []
    for number, (entry, reference) in enumerate(zip(entries, references, strict=True), start=1):
        stating = Stating(source, reference, marking, tally)
        say_entry(entry, stating)
        statements += stating.statements
        if progress:
            progress(number, len(entries))
    return Edition(source, None, document, tuple(statements), tally.alarms, tally.ignored)


def _entries(rows: Iterator[tuple[int, list[str]]], path: Path, tally: Tally) -> Iterator[list[RowTaker]]:
    """The rows of each entry: one with a number, and those without one that follow it."""
    for headings, body in _sections(list(rows), tally):
        words = [HEADINGS.get(collapsed(heading), collapsed(heading)) for heading in headings]
        entry: list[RowTaker] = []
        for numbered, row in zip(map(_numbered, body), _under(words, body, path, tally), strict=True):
            if not numbered and not entry:
                raise UnexpectedStructure(path=str(path), reason=f"line {row.line} goes on with no entry")
            if numbered and entry:
                yield entry
            entry = [row] if numbered else [*entry, row]
        if entry:
            yield entry


def _sections(
    rows: list[tuple[int, list[str]]], tally: Tally
) -> Iterator[tuple[list[str], list[tuple[int, list[str]]]]]:
    """Headings and the rows under them; what stands before headings and bears no figure is their title."""
    places = [place for place, (_, cells) in enumerate(rows) if collapsed(cells[0]) == NUMBER]
    if places and places[0]:
        tally.ignore("/title", _TITLES, places[0])
    for place, after in pairwise([*places, len(rows)]):
        end = after
        while end < len(rows) and end > place + 1 and _is_title(rows[end - 1][1]):
            end -= 1
        if end < after:
            tally.ignore("/title", _TITLES, after - end)
        yield rows[place][1], rows[place + 1 : end]


def _is_title(cells: list[str]) -> bool:
    return not collapsed(cells[0])[:1].isdigit() and bool(collapsed(cells[0]))


def _numbered(row: tuple[int, list[str]]) -> bool:
    return bool(collapsed(row[1][0]))


def _under(words: list[str], body: Sequence[tuple[int, list[str]]], path: Path, tally: Tally) -> Iterator[RowTaker]:
    missing = next((word for word in NEEDED if word not in words), "")
    if missing:
        printed = " or ".join(repr(heading) for heading, word in HEADINGS.items() if word == missing)
        raise UnexpectedStructure(path=str(path), reason=f"it has no column {printed}")
    return rows_under(words, body, path, tally)


def _named(rows: list[RowTaker], path: Path) -> list[Named]:
    entry = [Named.taken(row) for row in rows]
    if not entry[0].arabic and not entry[0].latin:
        raise UnexpectedStructure(path=str(path), reason=f"the entry at line {rows[0].line} has no name")
    return entry
