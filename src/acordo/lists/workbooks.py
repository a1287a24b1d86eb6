"""Lists that come as an Excel workbook: the rows of their only sheet, as ``rows`` reads them from a CSV file.

``sheets`` reads within bounds; here its failures become those of lists. A cell that holds a formula or shows an error
is an alarm and counts as empty; the rest of its row stays.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from acordo import sheets
from acordo.lists.reading import MalformedDocument, TooLarge, UnexpectedStructure
from acordo.lists.rows import LONGEST_CELL, csv_rows, decoded
from acordo.wording import mark

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from acordo.lists.stating import Tally

_BOUNDS = sheets.Bounds(
    most_unpacked=256 * 1024 * 1024,  # the largest list met unpacks to 14 million bytes
    most_strings=128 * 1024 * 1024,
    most_columns=300,  # some publishers' sheets are 255 wide, nearly all of it empty
)


def is_workbook(content: bytes) -> bool:
    """Whether these bytes begin as a workbook does (and any other ZIP archive)."""
    return content.startswith(b"PK\x03\x04")


def table_rows(content: bytes, path: Path, tally: Tally) -> Iterator[tuple[int, list[str]]]:
    """The rows of a table that comes as a workbook or as CSV in UTF-8.

    Raises:
        MalformedDocument, TooLarge, UnexpectedStructure: as ``sheet_rows`` and ``rows.csv_rows`` say.
    """
    return sheet_rows(content, path, tally) if is_workbook(content) else csv_rows(decoded(content, path), path)


def sheet_rows(content: bytes, path: Path, tally: Tally) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold anything, with their number, of the only sheet that has any.

    Raises:
        MalformedDocument: it is no workbook, or damaged; or a cell is longer than ``LONGEST_CELL``.
        TooLarge: it unpacks to more than any list does.
        UnexpectedStructure: it is encrypted, or a second sheet holds rows.
    """
    with _told(path), sheets.opened(path, _BOUNDS, content) as book:
        begun = ""
        for sheet in book.sheets:
            for row in book.rows(sheet):
                if begun and begun != sheet.place:
                    reason = f"a second sheet of it, {sheet.name[:100]!r}, holds rows"
                    raise UnexpectedStructure(path=str(path), reason=reason)
                begun = sheet.place
                yield row.line, _texts(row, path, tally)


def _texts(row: sheets.Row, path: Path, tally: Tally) -> list[str]:
    for one in row.flaws:
        tally.alarm(f"/{one.flaw}", one.cell)
    if any(len(cell) > LONGEST_CELL for cell in row.cells):
        reason = f"a cell has more than {LONGEST_CELL} characters"
        raise MalformedDocument(path=str(path), line=row.line, column=1, reason=reason)
    return list(row.cells) or [""]  # a row of flawed cells alone is a row too, and has a first cell


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """The failures of workbooks, said as failures of lists."""
    try:
        yield
    except sheets.Damaged as error:
        reason = "the workbook is damaged, or not as Excel writes it"
        raise MalformedDocument(path=str(path), line=1, column=1, reason=reason) from error
    except sheets.Locked as error:
        raise UnexpectedStructure(path=str(path), reason=mark("the workbook is encrypted")) from error
    except sheets.UnpacksTooLarge as error:
        raise TooLarge(path=str(path), limit=_BOUNDS.most_unpacked) from error
