"""How many rows a file has; and whether it is text in UTF-8 as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from acordo.screening.failures import NotUtf8
from acordo.screening.words import Form
from acordo.wording import mark

if TYPE_CHECKING:
    from acordo.screening.tables import Table

_ONE_IN = 100
"""From one row in so many on, bytes that are not UTF-8 are no accident of a row but the encoding of the file."""


def counted(read: Table) -> int:
    """The rows of a table.

    Raises:
        NotUtf8: many of its rows are in another encoding, as Excel's plain CSV is.
        UnreadableTable: the file is damaged.
    """
    if read.form is Form.PARQUET:
        from acordo.screening import parquet_rows

        return parquet_rows.count(read.path)
    rows = torn = first = 0
    for rows, fields in read.rows():
        if read.form is Form.CSV and isinstance(fields, tuple) and not _is_text(fields):
            torn, first = torn + 1, first or rows
    if torn * _ONE_IN > rows:
        reason = mark("its letters with accents are in an older encoding, as Windows-1252")
        raise NotUtf8(path=str(read.path), reason=reason, row=first)
    return rows


def _is_text(fields: tuple[str, ...]) -> bool:
    """Whether these fields are text; what is not came as lone surrogates."""
    text = "".join(fields)
    return text.isascii() or not any("\udc80" <= letter <= "\udcff" for letter in text)
