"""Excel workbooks in: the first sheet that holds anything, its first row the header.

``sheets`` reads; here its rows become those of a table, and its failures ours. A row with a formula is rejected, and
the cell is named.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from acordo import sheets
from acordo.screening.failures import (
    MOST_COLUMNS,
    FormulaCell,
    Locked,
    TooLarge,
    TooManyColumns,
    UnreadableRow,
    UnreadableTable,
)
from acordo.wording import mark

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from acordo.errors import Invalid

MOST_UNPACKED = 512 * 1024 * 1024
MOST_STRINGS = 128 * 1024 * 1024
"""Bytes of the table of texts that most programs write beside the sheet; it is held in memory while rows are read."""


def columns(path: Path) -> tuple[str, ...]:
    """The headings: the first row that holds anything.

    Raises:
        UnreadableTable: it is no workbook, has no row, or is larger than any list of names.
    """
    with _opened(path) as book:
        return _header(path, book)[1]


def rows(path: Path) -> Iterator[tuple[str, ...] | Invalid]:
    """Each row as texts, or the reason why it cannot be read; rows without a value are no rows.

    Raises:
        UnreadableTable: the workbook is damaged.
    """
    with _opened(path) as book:
        sheet, headings = _header(path, book)
        read = book.rows(sheet)
        next(read)
        for row in read:
            yield _fields(row, len(headings))


@contextmanager
def _opened(path: Path) -> Iterator[sheets.Workbook]:
    """A workbook whose failures are ours."""
    try:
        with sheets.opened(path, sheets.Bounds(MOST_UNPACKED, MOST_STRINGS, MOST_COLUMNS)) as book:
            yield book
    except sheets.Damaged as error:
        reason = mark("the workbook is damaged, or not as Excel writes it")
        raise UnreadableTable(path=str(path), reason=reason) from error
    except sheets.Locked as error:
        raise Locked(path=str(path)) from error
    except sheets.UnpacksTooLarge as error:
        raise TooLarge(path=str(path), most=error.arguments["most"]) from error


def _header(path: Path, book: sheets.Workbook) -> tuple[sheets.Sheet, tuple[str, ...]]:
    """The first sheet that holds a row, and that row."""
    for sheet in book.sheets:
        first = next(book.rows(sheet), None)
        if first is not None:
            return sheet, _headings(path, first)
    raise UnreadableTable(path=str(path), reason=mark("no sheet of it holds a row"))


def _headings(path: Path, first: sheets.Row) -> tuple[str, ...]:
    flaw = first.flawed.flaw if first.flawed else None
    if flaw is sheets.Flaw.FORMULA:
        raise UnreadableTable(path=str(path), reason=mark("a heading is a formula"))
    if flaw is sheets.Flaw.ERROR:
        raise UnreadableTable(path=str(path), reason=mark("a heading shows an error"))
    if flaw is sheets.Flaw.BEYOND:
        raise TooManyColumns(path=str(path), most=MOST_COLUMNS)
    return first.cells


def _fields(row: sheets.Row, width: int) -> tuple[str, ...] | Invalid:
    """The texts of a row, as many as there are headings, or why it has none."""
    if row.flawed is not None:
        return _fault(row.flawed)
    beyond = next((at for at in range(width, len(row.cells)) if row.cells[at]), None)
    if beyond is not None:
        return _fault(sheets.FlawedCell(sheets.cell_name(beyond + 1, row.line), sheets.Flaw.BEYOND))
    return row.cells[:width] + ("",) * (width - len(row.cells))


def _fault(flawed: sheets.FlawedCell) -> Invalid:
    match flawed.flaw:
        case sheets.Flaw.FORMULA:
            return FormulaCell(cell=flawed.cell)
        case sheets.Flaw.ERROR:
            return UnreadableRow(reason=f"the cell {flawed.cell} shows an error")
        case sheets.Flaw.BEYOND:
            return UnreadableRow(reason=f"the cell {flawed.cell} lies beyond the last heading")
