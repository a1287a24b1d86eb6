"""Files of names in, files of hits out: CSV and Parquet.

Reading never stops at a bad row: each row comes as a ``Row`` or as a ``BadRow`` with its reason. A column that this
room does not know is carried through to the output unchanged.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from acordo.errors import AcordoError, Invalid, Missing
from acordo.facts import Kind, PartialDate, Sex, country_code
from acordo.matching import Query
from acordo.names import analyse

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator
    from pathlib import Path

KNOWN = ("id", "name", "born", "nationality", "sex", "document", "kind")
LONGEST_FIELD = 100_000
_PAGE = 20_000
_KINDS = {kind.value: kind for kind in Kind} | {"organization": Kind.GROUP, "airplane": Kind.AIRCRAFT}
_ANY_KIND = frozenset({"", "unknown", "thing", "legalentity"})
_SEXES = {"m": Sex.MALE, "male": Sex.MALE, "f": Sex.FEMALE, "female": Sex.FEMALE}


class NoSuchFile(Missing):
    """The file of names is not there."""

    code = "screening.no_such_file"
    sentence = "There is no file {path}. Check the path."


class UnreadableTable(Invalid):
    """The file is not a table that can be read."""

    code = "screening.unreadable_table"
    sentence = (
        "{path} cannot be read as a table: {reason}. Give a CSV file in UTF-8 with a header line, or a Parquet file."
    )


class NoNameColumn(Invalid):
    """The table has no column of names."""

    code = "screening.no_name_column"
    sentence = "{path} has no column {wanted}. Its columns are: {found}. Rename the column that holds it."


class UnreadableValue(Invalid):
    """A value of a row has a form that cannot be compared."""

    code = "screening.unreadable_value"
    sentence = "The {column} is {value!r}, which is not {wanted}."


class UnreadableRow(Invalid):
    """A row is not like the header."""

    code = "screening.unreadable_row"
    sentence = "The row cannot be read: {reason}."


@dataclass(frozen=True, slots=True)
class Row:
    """One row that can be asked; ``number`` counts from 1, ``carried`` holds the columns that are only passed on."""

    number: int
    id: str
    query: Query
    carried: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BadRow:
    """One row that cannot be asked: its number, why, and what it held."""

    number: int
    reason: AcordoError
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of texts: its columns, and its rows as tuples in their order (shorter or longer where malformed)."""

    path: Path
    columns: tuple[str, ...]

    def rows(self, skip: int = 0) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Each row with its number, after the first ``skip``."""
        read = _parquet_rows(self.path) if _is_parquet(self.path) else _csv_rows(self.path)
        for number, fields in enumerate(read, start=1):
            if number > skip:
                yield number, fields


def table(path: Path, *wanted: str) -> Table:
    """Open a table and check that it has the ``wanted`` columns.

    Raises:
        NoSuchFile: there is no such file.
        UnreadableTable: it is neither CSV in UTF-8 nor Parquet, or it is empty.
        NoNameColumn: a wanted column is missing.
    """
    if not path.is_file():
        raise NoSuchFile(path=str(path))
    columns = _parquet_columns(path) if _is_parquet(path) else _csv_columns(path)
    for column in wanted:
        if column not in columns:
            raise NoNameColumn(path=str(path), wanted=column, found=", ".join(columns))
    return Table(path, columns)


class QueryReader:
    """Reads rows of one table as queries."""

    def __init__(self, source: Table) -> None:
        """Find the known columns of ``source``."""
        self._columns = source.columns
        self._at = {name: source.columns.index(name) for name in KNOWN if name in source.columns}
        self._carried = tuple(i for i, name in enumerate(source.columns) if name not in KNOWN)
        self.carried_columns = tuple(source.columns[i] for i in self._carried)

    def read(self, number: int, fields: tuple[str, ...]) -> Row | BadRow:
        """The row as a query, or the reason why it is none."""
        try:
            return self._row(number, fields)
        except Invalid as error:
            return BadRow(number, error, fields)

    def _row(self, number: int, fields: tuple[str, ...]) -> Row:
        if len(fields) != len(self._columns):
            raise UnreadableRow(reason=f"it has {len(fields)} fields where the header has {len(self._columns)}")
        if any("\ud800" <= letter <= "\udfff" for field in fields for letter in field):
            raise UnreadableRow(reason="it holds bytes that are not UTF-8")
        given = {name: fields[i].strip() for name, i in self._at.items()}
        beside = {column: given.get(column, "") for column in ("born", "nationality", "sex", "document", "kind")}
        query = read_query(given["name"], **beside)
        return Row(number, given.get("id") or str(number), query, tuple(fields[i] for i in self._carried))


def read_query(name: str, *, born: str, nationality: str, sex: str, document: str, kind: str) -> Query:
    """What a person typed or a file holds, as a query; ``name`` may hold several divided by ``;``.

    Raises:
        UnreadableName, UnreadableDate, UnreadableValue: says which part cannot be compared, and why.
    """
    names = tuple(part.strip() for part in name.split(";") if part.strip())
    for one in names or ("",):
        analyse(one)
    return Query(
        names=names,
        born=_born(born),
        nationality=_nationality(nationality),
        sex=_sex(sex),
        document=document or None,
        kind=read_kind(kind),
    )


def _born(text: str) -> PartialDate | None:
    return PartialDate.parse(text) if text else None


def _nationality(text: str) -> str | None:
    if not text:
        return None
    code = country_code(text)
    if code is None:
        raise UnreadableValue(column="nationality", value=text, wanted="a country; write its name or ISO code")
    return code


def _sex(text: str) -> Sex | None:
    if text and text.lower() not in _SEXES:
        raise UnreadableValue(column="sex", value=text, wanted="male or female")
    return _SEXES[text.lower()] if text else None


def read_kind(text: str) -> Kind | None:
    """What kind of party a text says, in our words or in FollowTheMoney's; None where it says none.

    Raises:
        UnreadableValue: the word is not known.
    """
    word = text.strip().lower()
    if word in _ANY_KIND:
        return None
    if word not in _KINDS:
        raise UnreadableValue(column="kind", value=text, wanted="one of " + ", ".join(Kind))
    return _KINDS[word]


def _is_parquet(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"PAR1"


def _parquet_columns(path: Path) -> tuple[str, ...]:
    try:
        return tuple(pq.read_schema(path).names)
    except (pa.ArrowException, OSError) as error:
        raise UnreadableTable(path=str(path), reason=str(error).splitlines()[0]) from error


def _parquet_rows(path: Path) -> Iterator[tuple[str, ...]]:
    try:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=_PAGE):
                columns = [[_as_text(value) for value in column.to_pylist()] for column in batch.columns]
                yield from zip(*columns, strict=True)
    except (pa.ArrowException, OSError) as error:
        raise UnreadableTable(path=str(path), reason=str(error).splitlines()[0]) from error


def _as_text(value: Any) -> str:
    return "" if value is None else str(value)


def _csv_text(path: Path) -> io.TextIOWrapper:
    """The file as text; bytes that are not UTF-8 become lone surrogates, which condemn their own row only."""
    return path.open(encoding="utf-8-sig", errors="surrogateescape", newline="")


def _csv_dialect(path: Path) -> str:
    """The delimiter: whichever of comma, semicolon and tab the header line holds most of."""
    with _csv_text(path) as file:
        header = file.readline(LONGEST_FIELD)
    if "\0" in header:
        raise UnreadableTable(path=str(path), reason="it holds NUL bytes, as files in UTF-16 do")
    return max(",;\t", key=header.count)


def _csv_columns(path: Path) -> tuple[str, ...]:
    try:
        with _csv_text(path) as file:
            header = next(csv.reader(file, delimiter=_csv_dialect(path)), None)
    except csv.Error as error:
        raise UnreadableTable(path=str(path), reason=str(error)) from error
    if not header:
        raise UnreadableTable(path=str(path), reason="it is empty")
    if any("\ud800" <= letter <= "\udfff" for letter in "".join(header)):
        raise UnreadableTable(path=str(path), reason="its header is not UTF-8")
    columns = tuple(column.strip().lower() if column.strip().lower() in _PAIR_COLUMNS else column for column in header)
    if len(set(columns)) != len(columns):
        raise UnreadableTable(path=str(path), reason="two columns have the same heading")
    return columns


_PAIR_COLUMNS = frozenset({*KNOWN, "name1", "name2"})


def _csv_rows(path: Path) -> Iterator[tuple[str, ...]]:
    csv.field_size_limit(LONGEST_FIELD)
    with _csv_text(path) as file:
        rows = csv.reader(file, delimiter=_csv_dialect(path))
        next(rows)
        while True:
            try:
                fields = next(rows)
            except StopIteration:
                return
            except csv.Error as error:
                yield (str(error),)
                continue
            if fields:
                yield tuple(fields)


def as_parquet(source: Path, target: Path) -> None:
    """Write a CSV file of ours as Parquet, each column as text but the numbers that we put there."""
    with source.open(encoding="utf-8", newline="") as file:
        columns = next(csv.reader(file))
    numbers = {"rank": pa.int32(), "score": pa.float64()}
    types = {name: numbers.get(name, pa.string()) for name in columns}
    options = pa_csv.ConvertOptions(column_types=types, strings_can_be_null=False)
    parse = pa_csv.ParseOptions(newlines_in_values=True)
    read = pa_csv.open_csv(source, convert_options=options, parse_options=parse)
    with read, pq.ParquetWriter(target, read.schema) as write:
        for batch in read:
            write.write_batch(batch)
