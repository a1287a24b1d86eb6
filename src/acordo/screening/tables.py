"""Files of names in: CSV, Excel workbooks and Parquet.

Reading never stops at a bad row: each row comes as a ``Row`` or as a ``BadRow`` with its reason. A column that this
room does not know is carried through to the output unchanged.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from acordo.errors import Invalid
from acordo.facts import Kind, PartialDate, Sex, country_code
from acordo.matching import Query
from acordo.names import analyse
from acordo.screening.failures import (
    NoNameColumn,
    NoSuchFile,
    TwiceMapped,
    UnreadableRow,
    UnreadableTable,
    UnreadableValue,
)
from acordo.screening.mapping import BIRTHS, FIELDS, NAME_PARTS, require_sound, written_day
from acordo.screening.passports import query_of
from acordo.screening.sniffing import form_of
from acordo.screening.words import Form
from acordo.wording import mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

KNOWN = ("id", "name", "born", "nationality", "sex", "document", "kind")
_PLAIN = ("id", "nationality", "sex", "document", "kind")
_COLUMNS = frozenset({*KNOWN, "name1", "name2"})
_MOST_TOLD = 60
_HALF = re.compile("[\ud800-\udfff]")
_NEVER = re.compile("[\0\ud800-\udfff]")
_KINDS = {kind.value: kind for kind in Kind} | {"organization": Kind.GROUP, "airplane": Kind.AIRCRAFT}
_ANY_KIND = frozenset({"", "unknown", "thing", "legalentity"})
_MEN = ("m", "male", "masculino", "masc", "masculin", "м", "муж", "мужской", "мужчина")
_WOMEN = ("f", "female", "feminino", "fem", "femenino", "féminin", "ж", "жен", "женский", "женщина")
_SEXES = dict.fromkeys(_MEN, Sex.MALE) | dict.fromkeys(_WOMEN, Sex.FEMALE)
_READERS = {Form.CSV: "csv_rows", Form.PARQUET: "parquet_rows", Form.XLSX: "xlsx_rows"}
"""Loaded upon use: what reads Parquet and Excel takes longer to load than most commands to run."""


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
    form: Form
    columns: tuple[str, ...]

    @property
    def named(self) -> tuple[str, ...]:
        """The columns, with the names of ours as we write them."""
        return tuple(_known(heading) or heading for heading in self.columns)

    def rows(self, skip: int = 0) -> Iterator[tuple[int, Fields]]:
        """Each row with its number, after the first ``skip``."""
        for number, fields in enumerate(_reader(self.form).rows(self.path), start=1):
            if number > skip:
                yield number, fields


def _reader(form: Form) -> Any:
    return import_module(f"acordo.screening.{_READERS[form]}")


def table(path: Path, *wanted: str, stated: str | None = None) -> Table:
    """Open a table and check that it has the ``wanted`` columns; ``stated`` is the form that its sender calls it.

    Raises:
        NoSuchFile: there is no such file.
        UnreadableTable: it is none of our forms, or damaged, or empty; each kind of fault has a failure of its own.
        NoNameColumn: a wanted column is missing.
    """
    if not path.is_file():
        raise NoSuchFile(path=str(path))
    try:
        form = form_of(path, stated)
        columns = _reader(form).columns(path)
    except OSError as error:
        raise UnreadableTable(path=str(path), reason=error.strerror or str(error)) from error
    if len(set(columns)) != len(columns):
        raise UnreadableTable(path=str(path), reason=mark("two columns have the same heading"))
    read = Table(path, form, columns)
    _require_columns(read, {heading: _known(heading) for heading in columns}, wanted)
    return read


def mapped(read: Table, mapping: Mapping[str, str] | None) -> dict[str, str]:
    """What each heading of a table holds, where a person said so or the heading itself says it; others are carried.

    Raises:
        UnknownColumn, TwiceMapped: the mapping has no meaning.
        NoNameColumn: no column holds a name, or the mapping names a heading that is not there.
    """
    if mapping is None:
        held = {heading: _known(heading) for heading in read.columns}
        _require_columns(read, held, ("name",))
        return held
    require_sound(mapping)
    for heading in mapping.values():
        if heading not in read.columns:
            raise NoNameColumn(path=str(read.path), wanted=heading, found=", ".join(read.columns))
    if not {"name", *NAME_PARTS} & mapping.keys():
        raise NoNameColumn(path=str(read.path), wanted="name", found=", ".join(read.columns))
    held = dict.fromkeys(read.columns, "")
    for ours, heading in mapping.items():
        if held[heading]:
            raise TwiceMapped(one=held[heading], other=ours)
        held[heading] = ours
    return held


def _known(heading: str) -> str:
    """The column of ours that a heading names by itself; empty where it names none."""
    plain = heading.strip().lower()
    return plain if plain in _COLUMNS else ""


def _require_columns(read: Table, held: Mapping[str, str], wanted: Iterable[str]) -> None:
    """Each known column once, and each of the wanted ones there."""
    named = [ours for ours in held.values() if ours]
    if len(set(named)) != len(named):
        raise UnreadableTable(path=str(read.path), reason=mark("two columns have the same heading"))
    for column in wanted:
        if column not in named:
            raise NoNameColumn(path=str(read.path), wanted=column, found=", ".join(read.columns))


class QueryReader:
    """Reads rows of one table as queries."""

    def __init__(self, source: Table, mapping: Mapping[str, str] | None = None) -> None:
        """Find our columns in ``source``, by the mapping or by their headings."""
        self.source = source
        held = mapped(source, mapping)
        at = {ours: source.columns.index(heading) for heading, ours in held.items() if ours in FIELDS}
        self._at = {name: at[name] for name in _PLAIN if name in at}
        self._names = tuple(at[part] for part in ("name", *NAME_PARTS) if part in at)
        self._born = next(((field, at[field]) for field in BIRTHS if field in at), None)
        self._carried = tuple(i for i, name in enumerate(source.columns) if held[name] not in FIELDS)
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
        if len(fields) != len(self.source.columns):
            raise UnreadableRow(reason=f"it has {len(fields)} fields where the header has {len(self.source.columns)}")
        if any(not field.isascii() and _HALF.search(field) for field in fields):
            raise UnreadableRow(reason=mark("it holds bytes that are not UTF-8"))
        given = {name: fields[i].strip() for name, i in self._at.items()}
        beside = {column: given.get(column, "") for column in ("nationality", "sex", "document", "kind")}
        name = " ".join(part for i in self._names if (part := fields[i].strip()))
        born = written_day(fields[self._born[1]].strip(), self._born[0]) if self._born else ""
        query = read_query(name, born=born, **beside)
        return Row(number, given.get("id") or str(number), query, tuple(fields[i] for i in self._carried))


def read_query(name: str, *, born: str, nationality: str, sex: str, document: str, kind: str, mrz: str = "") -> Query:
    """What a person typed or a file holds, as a query; ``name`` may hold several divided by ``;``.

    Passport lines (``mrz``) fill what is not given beside them.

    Raises:
        UnreadableName, UnreadableDate, UnreadableValue, MrzError: says which part cannot be compared, and why.
    """
    texts = {"name": name, "born": born, "nationality": nationality, "sex": sex, "document": document, "kind": kind}
    for column, text in texts.items():
        if text and _NEVER.search(text):
            raise UnreadableValue(column=column, value=text[:_MOST_TOLD], wanted=mark("text in UTF-8"))
    names = tuple(part.strip() for part in name.split(";") if part.strip())
    for one in names or (() if mrz else ("",)):
        analyse(one)
    beside = Query(
        names=names,
        born=_born(born),
        nationality=read_nationality(nationality),
        sex=_sex(sex),
        document=document or None,
        kind=read_kind(kind),
    )
    return query_of(mrz, beside) if mrz else beside


def _born(text: str) -> PartialDate | None:
    return PartialDate.parse(text) if text else None


def read_nationality(text: str) -> str | None:
    """The code of a country; None where nothing is said.

    Raises:
        UnreadableValue: it names no country.
    """
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
