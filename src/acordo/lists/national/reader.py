"""The clerk's table: CSV in UTF-8, divided by commas or semicolons, or an Excel workbook; one designation a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from acordo.facts import Edition, Reference
from acordo.lists.national.columns import BY_HEADING, COLUMNS
from acordo.lists.national.designation import UnfitDesignation, designation, divided
from acordo.lists.reading import DuplicateReference, UnexpectedStructure, taken_in
from acordo.lists.rows import csv_rows, decoded
from acordo.lists.stating import LONGEST_VALUE, EndlessValue, Tally
from acordo.lists.workbooks import is_workbook, sheet_rows
from acordo.lists.xml import collapsed
from acordo.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from acordo.facts import SourceName, Statement
    from acordo.lists.national.columns import Column
    from acordo.lists.reading import Progress
    from acordo.markings import Marking

_LIMIT = 64 * 1024 * 1024
_DIVIDERS = ",;\t"


def read(path: Path, *, source: SourceName, marking: Marking, progress: Progress | None = None) -> Edition:
    """One edition of the national list. It has no alarms: whatever cannot be read refuses the file.

    Raises:
        UnexpectedStructure: a column is missing, unknown or there twice, or there is no designation.
        UnfitDesignation: a designation lacks something or says it in another form.
        DuplicateReference: two designations bear one reference.
        UnreadableFile, TooLarge, MalformedDocument: it cannot be opened, or is no such table.
    """
    content, document = taken_in(path, _LIMIT, archive=True)
    tally = Tally()
    rows = _rows(content, path, tally)
    columns = _columns(next(rows, (0, []))[1], path)
    statements: list[Statement] = []
    seen: set[str] = set()
    for line, row in rows:
        _require_fitting(columns, row, line, path)
        cells = {column.key: divided(column, cell) for column, cell in zip(columns, row, strict=False)}
        reference = Reference(collapsed((cells.pop("reference", ()) or ("",))[0]))
        if not reference:
            raise UnexpectedStructure(path=str(path), reason=f"the designation on line {line} has no reference")
        if reference in seen:
            raise DuplicateReference(path=str(path), reference=reference, line=line)
        seen.add(reference)
        statements += _bounded(designation(cells, source, reference, marking))
    if not seen:
        raise UnexpectedStructure(path=str(path), reason="it has no designation")
    if tally.alarms:
        reason = f"{tally.alarms[0].path.strip('/')} in the cell {tally.alarms[0].example}"
        raise UnexpectedStructure(path=str(path), reason=reason)
    if progress:
        progress(len(seen), len(seen))
    return Edition(source, None, document, tuple(statements))


def _rows(content: bytes, path: Path, tally: Tally) -> Iterator[tuple[int, list[str]]]:
    if is_workbook(content):
        return sheet_rows(content, path, tally)
    text = decoded(content, path)
    header = text.partition("\n")[0]
    return csv_rows(text, path, divider=max(_DIVIDERS, key=header.count))


def _columns(headings: Sequence[str], path: Path) -> list[Column]:
    columns = [BY_HEADING.get(fold(heading)) for heading in headings]
    unknown = [heading for heading, column in zip(headings, columns, strict=True) if column is None]
    known = [column for column in columns if column is not None]
    missing = [column.headings[0] for column in COLUMNS if column.needed and column not in known]
    reason = ""
    if missing:
        reason = f"it has no column {missing[0]!r}"
    elif unknown:
        reason = f"nobody knows the column {unknown[0][:100]!r}"
    elif len({column.key for column in known}) < len(known):
        reason = "a column stands there twice"
    if reason:
        raise UnexpectedStructure(path=str(path), reason=f"{reason}; 'acordo lists about national' tells the columns")
    return known


def _require_fitting(columns: Sequence[Column], row: Sequence[str], line: int, path: Path) -> None:
    if any(cell.strip() for cell in row[len(columns) :]):
        raise UnexpectedStructure(path=str(path), reason=f"line {line} has more cells than there are headings")


def _bounded(statements: list[Statement]) -> list[Statement]:
    for one in statements:
        if len(one.value) > LONGEST_VALUE:
            raise EndlessValue(reference=one.reference[:100], property=one.property, length=len(one.value))
    return statements


__all__ = ["UnfitDesignation", "read"]
