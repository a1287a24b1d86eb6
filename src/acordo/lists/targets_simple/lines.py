"""The file as it comes: lines of text and, at the end, the document that they were; never all of it in memory."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import zlib
from typing import TYPE_CHECKING

from acordo.facts import Document
from acordo.lists.reading import MalformedDocument, TooLarge, UnexpectedStructure, UnreadableFile, another_kind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LIMIT = 2 * 1024 * 1024 * 1024  # bytes of a file, packed or unpacked
_LINE_LIMIT = 4 * 1024 * 1024  # characters; an ordinary line has some hundreds
_CELL_LIMIT = 1024 * 1024  # characters; a cell holds all further names of a party


class _Counted(io.RawIOBase):
    """The bytes of a file, counted and digested as they go by."""

    def __init__(self, file: io.BufferedReader) -> None:
        self._file = file
        self.digest = hashlib.sha256()
        self.size = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        count = self._file.readinto(buffer)
        self.digest.update(buffer[:count])
        self.size += count
        return count


class Table:
    """The rows of a CSV file, read once; then ``document`` says what was read."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.document: Document | None = None
        self.total = 0
        self.done = 0

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """The rows with the line on which each ends, the headings first; rows without content are left out.

        Raises:
            UnreadableFile, TooLarge: it cannot be opened, or has more bytes than any such file.
            MalformedDocument: a quote is not closed, bytes that are no UTF-8, NUL, or damaged packing.
            UnexpectedStructure: it is empty, plainly another kind of file, or has a line without end.
        """
        try:
            with self.path.open("rb") as file:
                self.total = self.path.stat().st_size
                if self.total > LIMIT:
                    raise TooLarge(path=str(self.path), limit=LIMIT)
                beginning = file.peek(4096)[:4096]
                packed = beginning.startswith(b"\x1f\x8b")
                self._refuse(b"packed" if packed else beginning)
                counted = _Counted(file)
                yield from self._parsed(counted, packed=packed)
                while counted.read(1024 * 1024):
                    pass
                self.document = Document(self.path.name, counted.digest.hexdigest(), counted.size)
        except OSError as error:
            raise UnreadableFile(path=str(self.path), reason=error.strerror or str(error)) from error

    def _refuse(self, beginning: bytes) -> None:
        kind = another_kind(beginning)
        if kind:
            raise UnexpectedStructure(path=str(self.path), reason=kind)

    def _parsed(self, counted: _Counted, *, packed: bool) -> Iterator[tuple[int, list[str]]]:
        bytes_ = gzip.GzipFile(fileobj=io.BufferedReader(counted)) if packed else io.BufferedReader(counted)
        text = io.TextIOWrapper(bytes_, encoding="utf-8-sig", newline="")
        reader = csv.reader(self._lines(text, counted), strict=True)
        while True:
            try:
                row = _next(reader)
            except (csv.Error, UnicodeDecodeError, EOFError, zlib.error, gzip.BadGzipFile) as error:
                reason = "these bytes are not UTF-8" if isinstance(error, UnicodeDecodeError) else str(error)
                line = reader.line_num + isinstance(error, UnicodeDecodeError)
                raise MalformedDocument(path=str(self.path), line=line, column=1, reason=reason) from error
            if row is None:
                text.detach()
                return
            if any(cell.strip() for cell in row):
                yield reader.line_num, row

    def _lines(self, text: io.TextIOWrapper, counted: _Counted) -> Iterator[str]:
        number = unpacked = 0
        while line := text.readline(_LINE_LIMIT + 1):
            number += 1
            unpacked += len(line)
            self.done = counted.size
            if len(line) > _LINE_LIMIT:
                reason = f"line {number} is longer than any party's"
                raise UnexpectedStructure(path=str(self.path), reason=reason)
            if unpacked > LIMIT:
                raise TooLarge(path=str(self.path), limit=LIMIT)
            if "\0" in line:
                raise MalformedDocument(path=str(self.path), line=number, column=1, reason="it holds NUL")
            yield line


def _next(reader: Iterator[list[str]]) -> list[str] | None:
    before = csv.field_size_limit(_CELL_LIMIT)
    try:
        return next(reader, None)
    finally:
        csv.field_size_limit(before)


def values(cell: str) -> list[str]:
    """The values that a cell holds: divided by ``;``, one that holds ``;`` or a quote in quotes.

    Raises:
        ValueError: a quote is not closed, or something follows one.
    """
    if '"' not in cell:
        parts = cell.split(";")
    else:
        try:
            parts = _next(csv.reader([cell.replace("\n", " ").replace("\r", " ")], delimiter=";", strict=True)) or []
        except csv.Error as error:
            raise ValueError(str(error)) from error
    return [value for part in parts if (value := " ".join(part.split()))]
