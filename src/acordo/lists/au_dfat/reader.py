"""The table: its rows by the number in their reference, ``2``, ``2a`` and ``2b`` being names of one entry."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from acordo.facts import Edition, Reference
from acordo.lists.au_dfat.categories import NEEDED
from acordo.lists.au_dfat.entry import Entry
from acordo.lists.reading import DuplicateReference, UnexpectedStructure, in_steps, taken_in
from acordo.lists.repeats import once
from acordo.lists.rows import rows_under
from acordo.lists.stating import Stating, Tally
from acordo.lists.workbooks import table_rows

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from acordo.facts import SourceName, Statement
    from acordo.lists.reading import Progress
    from acordo.lists.rows import RowTaker
    from acordo.markings import Marking

_LIMIT = 64 * 1024 * 1024  # bytes; the list has had about a million
_REFERENCE = re.compile(r"([0-9]+)([a-z]*[0-9]*)")
_LETTER_REASON = "the letter that tells the names of one entry apart; it says nothing of the party"


def read(path: Path, *, source: SourceName, marking: Marking, progress: Progress | None = None) -> Edition:
    """One edition of the list, from its workbook or the same table in CSV; it does not say of which day it is.

    Raises:
        MalformedDocument: the workbook is damaged, or the text not in UTF-8.
        UnexpectedStructure: it is another table, has no rows, or a row whose reference is no number with letters.
        DuplicateReference: two rows bear one reference.
        UnreadableFile, TooLarge: it cannot be opened, or is larger than this list could be.
    """
    content, document = taken_in(path, _LIMIT, archive=True)
    tally = Tally()
    rows = table_rows(content, path, tally)
    _, headings = next(rows, (0, []))
    entries = _entries(rows_under(headings, rows, path, tally, needed=NEEDED), path, tally)
    statements: list[Statement] = []
    for reference, its_rows in in_steps(entries.items(), progress):
        stating = Stating(source, reference, marking, tally)
        entry = Entry(stating)
        for row in its_rows:
            entry.read(row)
        statements += once(stating.statements)
    return Edition(source, None, document, tuple(statements), tally.alarms, tally.ignored)


def _entries(rows: Iterable[RowTaker], path: Path, tally: Tally) -> dict[Reference, list[RowTaker]]:
    entries: dict[Reference, list[RowTaker]] = {}
    seen: set[str] = set()
    for row in rows:
        printed = row.text("Reference")
        found = _REFERENCE.fullmatch(printed)
        if not found:
            reason = f"the reference in line {row.line} is no number with letters: {printed[:40]!r}"
            raise UnexpectedStructure(path=str(path), reason=reason)
        if printed in seen:
            raise DuplicateReference(path=str(path), reference=printed, line=row.line)
        seen.add(printed)
        if found[2]:
            tally.ignore("/Reference", _LETTER_REASON)
        row.reference = Reference(found[1])
        entries.setdefault(row.reference, []).append(row)
    if not entries:
        raise UnexpectedStructure(path=str(path), reason="it has no rows")
    return entries
