"""Files of names in, files of hits out: CSV and Parquet.

Reading never stops at a bad row: each row comes as a ``Row`` or as a ``BadRow`` with its reason. A column that this
room does not know is carried through to the output unchanged.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from acordo.errors import Invalid
from acordo.facts import Kind, PartialDate, Sex, country_code
from acordo.matching import Query
from acordo.names import analyse
from acordo.screening import csv_rows, parquet_rows
from acordo.screening.failures import NoNameColumn, NoSuchFile, UnreadableRow, UnreadableTable, UnreadableValue
from acordo.wording import mark

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KNOWN = ("id", "name", "born", "nationality", "sex", "document", "kind")
_COLUMNS = frozenset({*KNOWN, "name1", "name2"})
_MOST_TOLD = 60
_KINDS = {kind.value: kind for kind in Kind} | {"organization": Kind.GROUP, "airplane": Kind.AIRCRAFT}
_ANY_KIND = frozenset({"", "unknown", "thing", "legalentity"})
_SEXES = {"m": Sex.MALE, "male": Sex.MALE, "f": Sex.FEMALE, "female": Sex.FEMALE}


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
    reason: Invalid
    fields: tuple[str, ...]


Fields = tuple[str, ...] | Invalid
"""The texts of one row, or why it has none."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of texts: its columns, and its rows in their order (shorter or longer where malformed)."""

    path: Path
    columns: tuple[str, ...]

    def rows(self, skip: int = 0) -> Iterator[tuple[int, Fields]]:
        """Each row with its number, after the first ``skip``."""
        read = parquet_rows.rows(self.path) if parquet_rows.is_parquet(self.path) else csv_rows.rows(self.path)
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
    try:
        held = parquet_rows.columns(path) if parquet_rows.is_parquet(path) else csv_rows.columns(path)
    except OSError as error:
        raise UnreadableTable(path=str(path), reason=error.strerror or str(error)) from error
    columns = tuple(known if (known := column.strip().lower()) in _COLUMNS else column for column in held)
    if len(set(columns)) != len(columns):
        raise UnreadableTable(path=str(path), reason=mark("two columns have the same heading"))
    for column in wanted:
        if column not in columns:
            raise NoNameColumn(path=str(path), wanted=column, found=", ".join(columns))
    return Table(path, columns)


class QueryReader:
    """Reads rows of one table as queries."""

    def __init__(self, source: Table) -> None:
        """Find the known columns of ``source``."""
        self.source = source
        self._columns = source.columns
        self._at = {name: source.columns.index(name) for name in KNOWN if name in source.columns}
        self._carried = tuple(i for i, name in enumerate(source.columns) if name not in KNOWN)
        self.carried_columns = tuple(source.columns[i] for i in self._carried)

    def read(self, number: int, fields: Fields) -> Row | BadRow:
        """The row as a query, or the reason why it is none."""
        if isinstance(fields, Invalid):
            return BadRow(number, fields, ())
        try:
            return self._row(number, fields)
        except Invalid as error:
            return BadRow(number, error, fields)

    def _row(self, number: int, fields: tuple[str, ...]) -> Row:
        if len(fields) != len(self._columns):
            raise UnreadableRow(reason=f"it has {len(fields)} fields where the header has {len(self._columns)}")
        if any("\ud800" <= letter <= "\udfff" for field in fields for letter in field):
            raise UnreadableRow(reason=mark("it holds bytes that are not UTF-8"))
        given = {name: fields[i].strip() for name, i in self._at.items()}
        beside = {column: given.get(column, "") for column in ("born", "nationality", "sex", "document", "kind")}
        query = read_query(given["name"], **beside)
        return Row(number, given.get("id") or str(number), query, tuple(fields[i] for i in self._carried))


def read_query(name: str, *, born: str, nationality: str, sex: str, document: str, kind: str) -> Query:
    """What a person typed or a file holds, as a query; ``name`` may hold several divided by ``;``.

    Raises:
        UnreadableName, UnreadableDate, UnreadableValue: says which part cannot be compared, and why.
    """
    texts = {"name": name, "born": born, "nationality": nationality, "sex": sex, "document": document, "kind": kind}
    for column, text in texts.items():
        if any(letter == "\0" or "\ud800" <= letter <= "\udfff" for letter in text):
            raise UnreadableValue(column=column, value=text[:_MOST_TOLD], wanted=mark("text in UTF-8"))
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
        raise UnreadableValue(column="nationality", value=text, wanted=mark("a country; write its name or ISO code"))
    return code


def _sex(text: str) -> Sex | None:
    if text and text.lower() not in _SEXES:
        raise UnreadableValue(column="sex", value=text, wanted=mark("male or female"))
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
