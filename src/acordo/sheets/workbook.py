"""A workbook that is open: its sheets in their order, and the bounds within which it is read."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from acordo.sheets.failures import Damaged, Locked, UnpacksTooLarge
from acordo.sheets.parts import strings, tree
from acordo.sheets.rows import Values, rows_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from acordo.sheets.rows import Row

_MEGABYTE = 1024 * 1024
_STRINGS = "xl/sharedStrings.xml"
_STYLES = "xl/styles.xml"
_SHEET = "{*}sheets/{*}sheet"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_PACKINGS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_DAMAGES = (
    zipfile.BadZipFile,
    etree.XMLSyntaxError,
    zlib.error,
    struct.error,
    EOFError,
    LookupError,
    NotImplementedError,
    TypeError,
    ValueError,
)
"""What the readers of ZIP and XML raise on a damaged file; none of ours is raised while they run."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What is read at most: bytes unpacked, bytes of the table of texts (which is held in memory), columns of a row."""

    most_unpacked: int
    most_strings: int
    most_columns: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook: what people call it, and where it lies in the archive."""

    name: str
    place: str


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook while it is open."""

    path: Path
    sheets: tuple[Sheet, ...]
    _packed: zipfile.ZipFile
    _values: Values
    _bounds: Bounds

    def rows(self, sheet: Sheet) -> Iterator[Row]:
        """The rows of a sheet that hold anything, in their order.

        Raises:
            Damaged: the sheet breaks off, or its cells refer to nothing.
        """
        with _told(self.path), self._packed.open(sheet.place) as file:
            yield from rows_in(file, self._values, self._bounds.most_columns)


@contextmanager
def opened(path: Path, bounds: Bounds, content: bytes | None = None) -> Iterator[Workbook]:
    """A workbook, from its file or from the bytes of it that were read already.

    Raises:
        Damaged: it is no workbook, or none as Excel writes it.
        Locked: it is encrypted.
        UnpacksTooLarge: it states more bytes than ``bounds`` allow; no more than it states is read.
    """
    with _told(path):
        packed = zipfile.ZipFile(path if content is None else io.BytesIO(content))
    with packed:
        _require_bounded(path, packed, bounds)
        with _told(path):
            book = _workbook(path, packed, bounds)
        yield book


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except _DAMAGES as error:
        raise Damaged(path=str(path)) from error


def _require_bounded(path: Path, packed: zipfile.ZipFile, bounds: Bounds) -> None:
    """What the archive states is what is read of it at most: ``zipfile`` stops there."""
    if any(one.flag_bits & 1 for one in packed.infolist()):
        raise Locked(path=str(path))
    parts = [one for one in packed.infolist() if one.filename.endswith((".xml", ".rels"))]
    if any(one.compress_type not in _PACKINGS for one in parts):
        raise Damaged(path=str(path))
    texts = sum(one.file_size for one in parts if one.filename.endswith("sharedStrings.xml"))
    if texts > bounds.most_strings:
        raise UnpacksTooLarge(path=str(path), most=bounds.most_strings // _MEGABYTE)
    if sum(one.file_size for one in parts) > bounds.most_unpacked:
        raise UnpacksTooLarge(path=str(path), most=bounds.most_unpacked // _MEGABYTE)


def _workbook(path: Path, packed: zipfile.ZipFile, bounds: Bounds) -> Workbook:
    root = tree(packed, "xl/workbook.xml")
    held = set(packed.namelist())
    properties = root.find("{*}workbookPr")
    of_1904 = properties is not None and properties.get("date1904") in {"1", "true"}
    values = Values(
        tuple(strings(packed, _STRINGS)) if _STRINGS in held else (),
        _day_styles(packed) if _STYLES in held else frozenset(),
        CALENDAR_MAC_1904 if of_1904 else CALENDAR_WINDOWS_1900,
    )
    targets = {one.get("Id"): one.get("Target", "") for one in tree(packed, "xl/_rels/workbook.xml.rels")}
    named = [(one.get("name", ""), one.get(_RELATION) or one.get(_STRICT_RELATION)) for one in root.iterfind(_SHEET)]
    sheets = [Sheet(name, _place(targets[relation])) for name, relation in named if relation in targets]
    return Workbook(path, tuple(sheet for sheet in sheets if sheet.place in held), packed, values, bounds)


def _place(target: str) -> str:
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _day_styles(packed: zipfile.ZipFile) -> frozenset[int]:
    """The numbers of the cell styles that show a number as a day."""
    root = tree(packed, _STYLES)
    own = {int(one.get("numFmtId")): one.get("formatCode", "") for one in root.iterfind("{*}numFmts/{*}numFmt")}
    formats = [int(one.get("numFmtId", 0)) for one in root.iterfind("{*}cellXfs/{*}xf")]
    return frozenset(i for i, one in enumerate(formats) if is_date_format(own.get(one, BUILTIN_FORMATS.get(one, ""))))
