"""What a file is, by its first bytes: one of the three forms that we read, or something named with its remedy."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from acordo.screening.failures import EmptyFile, Locked, Mislabelled, NotUtf8, OtherForm
from acordo.screening.words import Form
from acordo.wording import mark

if TYPE_CHECKING:
    from pathlib import Path

_HEAD = 4096
_UNPACK = mark("Unpack it, and send the file that lies in it.")
_TABLE = mark("Send the table itself, as CSV in UTF-8, as .xlsx or as Parquet.")
_OTHERS = {
    b"%PDF": (mark("it is a PDF"), _TABLE),
    b"\x1f\x8b": (mark("it is packed with gzip"), _UNPACK),
    b"7z\xbc\xaf": (mark("it is a 7z archive"), _UNPACK),
    b"Rar!": (mark("it is a RAR archive"), _UNPACK),
    b"\x89PNG": (mark("it is a picture"), _TABLE),
    b"\xff\xd8\xff": (mark("it is a picture"), _TABLE),
    b"{\\rtf": (mark("it is a text document"), _TABLE),
}
_OLE = b"\xd0\xcf\x11\xe0"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def form_of(path: Path, stated: str | None = None) -> Form:
    """The form of a file; ``stated`` is what its sender calls it.

    Raises:
        EmptyFile, Locked, OtherForm, NotUtf8: it is nothing that we read.
        Mislabelled: it is another form than was stated.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    found = _form(path, head)
    if stated is not None and found != stated:
        raise Mislabelled(path=str(path), stated=stated, found=found.value)
    return found


def _form(path: Path, head: bytes) -> Form:
    if not head:
        raise EmptyFile(path=str(path))
    if head.startswith(b"PAR1"):
        return Form.PARQUET
    if head.startswith(_ZIP):
        return _zipped(path)
    if head.startswith(_OLE):
        raise Locked(path=str(path))
    for sign, (reason, wanted) in _OTHERS.items():
        if head.startswith(sign):
            raise OtherForm(path=str(path), reason=reason, wanted=wanted)
    if head.startswith(_UTF16):
        raise NotUtf8(path=str(path), reason=mark("it is written in UTF-16"), row=1)
    if b"\0" in head:
        raise NotUtf8(path=str(path), reason=mark("it holds NUL bytes, as no text does"), row=1)
    return Form.CSV


def _zipped(path: Path) -> Form:
    """A workbook is a ZIP archive too; any other one is refused."""
    try:
        with zipfile.ZipFile(path) as packed:
            held = set(packed.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise OtherForm(
            path=str(path), reason=mark("it is a damaged workbook or archive"), wanted=mark("Make it and send it anew.")
        ) from error
    if "xl/workbook.xml" in held:
        return Form.XLSX
    if "content.xml" in held:
        raise OtherForm(
            path=str(path), reason=mark("it is an OpenDocument file"), wanted=mark("Save it as .xlsx, and send that.")
        )
    raise OtherForm(path=str(path), reason=mark("it is a ZIP archive"), wanted=_UNPACK)
