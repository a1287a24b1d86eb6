"""Parquet in and out. Values come as the texts that a CSV file would hold, by the type of their column."""

from __future__ import annotations

import csv
import math
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from acordo.screening.failures import MOST_COLUMNS, TooManyColumns, UnreadableTable, UnreadableValue
from acordo.wording import mark

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PAGE = 20_000


def columns(path: Path) -> tuple[str, ...]:
    """The headings of a Parquet file.

    Raises:
        UnreadableTable: it only begins like one.
        TooManyColumns: it is wider than any list of names.
    """
    try:
        names = tuple(pq.read_schema(path).names)
    except (pa.ArrowException, OSError) as error:
        raise UnreadableTable(path=str(path), reason=str(error).splitlines()[0]) from error
    if len(names) > MOST_COLUMNS:
        raise TooManyColumns(path=str(path), most=MOST_COLUMNS)
    return names


def count(path: Path) -> int:
    """How many rows a Parquet file says that it has."""
    return int(pq.read_metadata(path).num_rows)


def rows(path: Path) -> Iterator[tuple[str, ...] | UnreadableValue]:
    """Each row as texts, or as the reason why a value of it is none.

    Raises:
        UnreadableTable: the file is damaged.
    """
    try:
        with pq.ParquetFile(path) as file:
            names = file.schema_arrow.names
            for batch in file.iter_batches(batch_size=_PAGE):
                held = [_texts(name, column) for name, column in zip(names, batch.columns, strict=True)]
                for cells in zip(*held, strict=True):
                    bad = [cell for cell in cells if isinstance(cell, UnreadableValue)]
                    yield bad[0] if bad else tuple(cell for cell in cells if isinstance(cell, str))
    except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
        raise UnreadableTable(path=str(path), reason=str(error).splitlines()[0]) from error


def _texts(name: str, column: pa.Array) -> list[str | UnreadableValue]:
    """A column as texts; lists, structures and bytes have no text."""
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    kind = column.type
    if pa.types.is_nested(kind) or _is_bytes(kind):
        bad = UnreadableValue(column=name, value=str(kind), wanted=mark("a column of texts, numbers or days"))
        return [bad if valid else "" for valid in column.is_valid().to_pylist()]
    if pa.types.is_timestamp(kind):
        column = column.cast(pa.timestamp("us", kind.tz), safe=False)
    return [_text(value) for value in _values(column)]


def _is_bytes(kind: pa.DataType) -> bool:
    return bool(pa.types.is_binary(kind) or pa.types.is_large_binary(kind) or pa.types.is_fixed_size_binary(kind))


def _values(column: pa.Array) -> list[Any]:
    """The values; bytes in a text that are not UTF-8 become lone surrogates, which condemn their own row only."""
    try:
        return list(column.to_pylist())
    except UnicodeDecodeError:
        held = column.cast(pa.large_binary()).to_pylist()
        return [value if value is None else value.decode("utf-8", "surrogateescape") for value in held]


def _text(value: Any) -> str:
    """One value; a moment is told by its day, and a whole number without ``.0``, as pandas writes ids with gaps."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float | Decimal) and math.isfinite(value) and value == int(value):
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date | time) else str(value)


def write(source: Path, target: Path) -> None:
    """Write a CSV file of ours as Parquet, each column as text but the numbers that we put there."""
    with source.open(encoding="utf-8", newline="") as file:
        headings = next(csv.reader(file))
    numbers = {"rank": pa.int32(), "score": pa.float64()}
    types = {name: numbers.get(name, pa.string()) for name in headings}
    options = pa_csv.ConvertOptions(column_types=types, strings_can_be_null=False)
    parse = pa_csv.ParseOptions(newlines_in_values=True)
    read = pa_csv.open_csv(source, convert_options=options, parse_options=parse)
    with read, pq.ParquetWriter(target, read.schema) as writer:
        for batch in read:
            writer.write_batch(batch)
