"""Excel workbooks (ECMA-376) in: the first sheet that holds anything, its first row the header.

Read as a stream and with bounds: so many bytes unpacked, so many columns, no entities, one cell in memory at a time.
Values come as the texts that a CSV file would hold: whole numbers without ``.0``, days in ISO form. A formula is not
computed, and what it showed last is not trusted: its row is rejected, and the cell is named.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from typing import IO, TYPE_CHECKING, Any

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

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

_MEGABYTE = 1024 * 1024
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_REFERENCE = re.compile(r"([A-Za-z]{1,7})[0-9]+")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


@dataclass(frozen=True, slots=True)
class _Workbook:
    """What is needed to read the cells of one sheet."""

    packed: zipfile.ZipFile
    sheets: tuple[str, ...]
    strings: list[str]
    days: frozenset[int]
    epoch: datetime


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
        read = _rows(book, sheet, len(headings))
        next(read)
        yield from read


@contextmanager
def _opened(path: Path) -> Iterator[_Workbook]:
    try:
        with zipfile.ZipFile(path) as packed:
            _require_bounded(path, packed)
            yield _workbook(packed)
    except (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, ValueError, EOFError, NotImplementedError) as error:
        reason = mark("the workbook is damaged, or not as Excel writes it")
        raise UnreadableTable(path=str(path), reason=reason) from error
    except zlib.error as error:
        raise UnreadableTable(path=str(path), reason=mark("the workbook is damaged")) from error


def _require_bounded(path: Path, packed: zipfile.ZipFile) -> None:
    """What the archive states is what is read of it at most: ``zipfile`` stops there."""
    if any(one.flag_bits & 1 for one in packed.infolist()):
        raise Locked(path=str(path))
    unpacked = sum(one.file_size for one in packed.infolist() if one.filename.endswith(".xml"))
    strings = sum(one.file_size for one in packed.infolist() if one.filename.endswith("sharedStrings.xml"))
    if unpacked > MOST_UNPACKED or strings > MOST_STRINGS:
        raise TooLarge(path=str(path), most=MOST_STRINGS // _MEGABYTE)


def _workbook(packed: zipfile.ZipFile) -> _Workbook:
    root = _tree(packed, "xl/workbook.xml")
    targets = {one.get("Id"): one.get("Target", "") for one in _tree(packed, "xl/_rels/workbook.xml.rels")}
    sheets = [one.get(_RELATION) or one.get(_STRICT_RELATION) for one in root.iterfind("{*}sheets/{*}sheet")]
    held = set(packed.namelist())
    places = [_place(targets[one]) for one in sheets if one in targets]
    properties = root.find("{*}workbookPr")
    of_1904 = properties is not None and properties.get("date1904") in {"1", "true"}
    return _Workbook(
        packed,
        tuple(place for place in places if place in held),
        list(_strings(packed)) if "xl/sharedStrings.xml" in held else [],
        _day_styles(packed) if "xl/styles.xml" in held else frozenset(),
        CALENDAR_MAC_1904 if of_1904 else CALENDAR_WINDOWS_1900,
    )


def _place(target: str) -> str:
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _tree(packed: zipfile.ZipFile, name: str) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    with packed.open(name) as file:
        return etree.parse(file, parser).getroot()


def _stream(file: IO[bytes], *tags: str) -> Iterator[Any]:
    """The elements of these names as they end, each forgotten once the next one comes."""
    for _, element in etree.iterparse(file, events=("end",), tag=tags, resolve_entities=False, no_network=True):
        yield element
        _forget(element)


def _strings(packed: zipfile.ZipFile) -> Iterator[str]:
    with packed.open("xl/sharedStrings.xml") as file:
        for element in _stream(file, "{*}si"):
            yield _text_in(element)


def _text_in(element: Any) -> str:
    """The text of a string or of its runs; what only tells how to pronounce it (``rPh``) is left out."""
    told = "".join(part.text or "" for part in element.iterfind("{*}t"))
    told += "".join(part.text or "" for part in element.iterfind("{*}r/{*}t"))
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), told) if "_x" in told else told


def _day_styles(packed: zipfile.ZipFile) -> frozenset[int]:
    """The numbers of the cell styles that show a number as a day."""
    root = _tree(packed, "xl/styles.xml")
    own = {int(one.get("numFmtId")): one.get("formatCode", "") for one in root.iterfind("{*}numFmts/{*}numFmt")}
    formats = [int(one.get("numFmtId", 0)) for one in root.iterfind("{*}cellXfs/{*}xf")]
    return frozenset(i for i, one in enumerate(formats) if is_date_format(own.get(one, BUILTIN_FORMATS.get(one, ""))))


def _header(path: Path, book: _Workbook) -> tuple[str, tuple[str, ...]]:
    """The first sheet that holds a row, and that row."""
    for sheet in book.sheets:
        first = next(_rows(book, sheet, None), None)
        if isinstance(first, FormulaCell):
            raise UnreadableTable(path=str(path), reason=mark("a heading is a formula"))
        if isinstance(first, _TooWide):
            raise TooManyColumns(path=str(path), most=MOST_COLUMNS)
        if isinstance(first, tuple):
            return sheet, first
    raise UnreadableTable(path=str(path), reason=mark("no sheet of it holds a row"))


class _TooWide(UnreadableRow):
    """A row reaches beyond the last column that we read."""


def _rows(book: _Workbook, sheet: str, width: int | None) -> Iterator[tuple[str, ...] | Invalid]:
    """The rows of a sheet that hold anything, each ``width`` long; the header, whose width is not known, by itself."""
    with book.packed.open(sheet) as file:
        row = _Row(book, width or MOST_COLUMNS)
        tags = ("{*}c", "{*}row")
        for _, element in etree.iterparse(file, events=("end",), tag=tags, resolve_entities=False, no_network=True):
            if not element.tag.endswith("row"):
                row.take(element)
                if row.cells > MOST_COLUMNS:  # a row of millions of cells is not held either
                    _forget(element)
                continue
            read = row.ended(whole=width is not None)
            if read is not None:
                yield read
            row = _Row(book, width or MOST_COLUMNS)
            _forget(element)


def _forget(element: Any) -> None:
    """Free an element that was read, and those before it."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


class _Row:
    """One row while its cells come by."""

    def __init__(self, book: _Workbook, width: int) -> None:
        self._book = book
        self._width = width
        self._cells: dict[int, str] = {}
        self._fault: Invalid | None = None
        self._at = 0
        self.cells = 0

    def take(self, cell: Any) -> None:
        """Read one cell."""
        self.cells += 1
        reference = cell.get("r") or ""
        self._at = _column(reference) if reference else self._at + 1
        value = told = ""
        for part in cell:
            kind = part.tag[-2:]
            if kind == "}f":
                self._fault = self._fault or FormulaCell(cell=reference or str(self._at))
                return
            if kind == "}v":
                value = part.text or ""
            elif kind == "is":
                told = _text_in(part)
        text = told or (self._text(cell, value) if value else "")
        if text is None:
            self._fault = self._fault or UnreadableRow(reason=f"the cell {reference} shows an error")
        elif text and self._at > self._width:
            self._fault = self._fault or _TooWide(reason=f"the cell {reference} lies beyond the last heading")
        elif text:
            self._cells[self._at] = text

    def ended(self, *, whole: bool) -> tuple[str, ...] | Invalid | None:
        """The row; None where it is empty. Not ``whole``, it is as long as its last value."""
        if self._fault is not None:
            return self._fault
        if not self._cells:
            return None
        return tuple(self._cells.get(at, "") for at in range(1, (self._width if whole else max(self._cells)) + 1))

    def _text(self, cell: Any, value: str) -> str | None:
        """The text of a value by the cell's type; None where it is an error."""
        kind = cell.get("t", "n")
        if kind == "s":
            return self._book.strings[int(value)] if int(value) < len(self._book.strings) else None
        if kind == "n":
            return _number(value, self._book, day=int(cell.get("s", 0)) in self._book.days)
        if kind == "b":
            return "true" if value == "1" else "false"
        if kind == "d":
            return value.partition("T")[0]
        return value if kind in {"str", "inlineStr"} else None


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


def _number(value: str, book: _Workbook, *, day: bool) -> str | None:
    number = float(value)
    if day:
        try:
            return _moment(from_excel(number, book.epoch))
        except (OverflowError, ValueError):
            return None
    return str(int(number)) if number == int(number) else repr(number)


def _moment(moment: Any) -> str:
    if isinstance(moment, datetime):
        return moment.date().isoformat()
    return moment.isoformat() if isinstance(moment, date | time) else str(moment)
