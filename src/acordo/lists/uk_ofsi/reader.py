"""The table: the day above it, its headings, and its rows by the group to which they belong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from acordo.facts import Edition, Reference
from acordo.lists.printed_dates import Order, printed_date
from acordo.lists.reading import UnexpectedStructure, in_steps, taken_in
from acordo.lists.repeats import once
from acordo.lists.rows import rows_under
from acordo.lists.stating import Stating, Tally
from acordo.lists.uk_ofsi.categories import NEEDED, OTHER_HEADINGS
from acordo.lists.uk_ofsi.group import Group
from acordo.lists.workbooks import table_rows
from acordo.lists.xml import collapsed
from acordo.wording import mark

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from acordo.facts import SourceName, Statement
    from acordo.lists.reading import Progress
    from acordo.lists.rows import RowTaker
    from acordo.markings import Marking

_LIMIT = 128 * 1024 * 1024  # bytes; the list has had about fourteen million
_DAY = "Last Updated"


def read(path: Path, *, source: SourceName, marking: Marking, progress: Progress | None = None) -> Edition:
    """One edition of the consolidated list, from its CSV file or its workbook.

    Raises:
        MalformedDocument: it is not text in UTF-8, a quote is not closed, or the workbook is damaged.
        UnexpectedStructure: it is another table, has no rows, or a row without a group.
        UnreadableFile, TooLarge: it cannot be opened, or is larger than this list could be.
    """
    content, document = taken_in(path, _LIMIT, archive=True)
    tally = Tally()
    rows = table_rows(content, path, tally)
    issued, groups = _groups(rows, path, tally)
    statements: list[Statement] = []
    for reference, its_rows in in_steps(groups.items(), progress):
        stating = Stating(source, reference, marking, tally)
        group = Group(stating)
        for row in its_rows:
            group.read(row)
        statements += once(stating.statements)
    return Edition(source, issued, document, tuple(statements), tally.alarms, tally.ignored)


def _groups(
    rows: Iterator[tuple[int, list[str]]], path: Path, tally: Tally
) -> tuple[date | None, dict[Reference, list[RowTaker]]]:
    issued, headings = _head(rows, path, tally)
    groups: dict[Reference, list[RowTaker]] = {}
    for row in rows_under(headings, rows, path, tally, needed=NEEDED):
        row.reference = Reference(row.text("Group ID"))
        if not row.reference:
            raise UnexpectedStructure(path=str(path), reason=f"line {row.line} has no Group ID")
        groups.setdefault(row.reference, []).append(row)
    if not groups:
        raise UnexpectedStructure(path=str(path), reason="it has no rows")
    return issued, groups


def _head(rows: Iterator[tuple[int, list[str]]], path: Path, tally: Tally) -> tuple[date | None, list[str]]:
    """The day above the table, and the headings as this layout calls them."""
    _, first = next(rows, (0, ()))
    if not first or collapsed(first[0]) != _DAY:
        reason = mark("its first line does not begin with '{beginning}'")
        raise UnexpectedStructure(path=str(path), reason=reason, beginning=_DAY)
    printed = collapsed(first[1]) if len(first) > 1 else ""
    day = printed_date(printed, Order.DAY_FIRST).date
    if day is None or not day.exact:
        tally.alarm(f"/{_DAY}", printed or "absent")
    _, headings = next(rows, (0, ()))
    known = [OTHER_HEADINGS.get(bare, bare) for bare in map(collapsed, headings)]
    return (day.earliest if day is not None and day.exact else None), known
