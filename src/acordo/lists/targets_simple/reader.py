"""The table: one party a row, each cell of it taken once and said."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from acordo.facts import Edition, Kind, PartialDate, Property, Reference, UnreadableDate, country_code
from acordo.lists.reading import DuplicateReference, UnexpectedStructure
from acordo.lists.rows import rows_under
from acordo.lists.stating import Stating, Tally
from acordo.lists.targets_simple.columns import IGNORED, NEEDED, NO_PARTIES, PARTIES, TEXTS
from acordo.lists.targets_simple.lines import Table, values

if TYPE_CHECKING:
    from pathlib import Path

    from acordo.facts import SourceName, Statement
    from acordo.lists.reading import Progress
    from acordo.lists.rows import RowTaker
    from acordo.markings import Marking

_STEP = 1000
_MOMENT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ].*)?")


def read(path: Path, *, source: SourceName, marking: Marking, progress: Progress | None = None) -> Edition:
    """The parties of a file; progress counts bytes.

    Raises:
        MalformedDocument: it is no CSV in UTF-8.
        UnexpectedStructure: it lacks a column, has no parties, or a row without an id.
        DuplicateReference: two rows have the same id.
        UnreadableFile, TooLarge: it cannot be opened, or it or a line of it is too large.
    """
    tally = Tally()
    table = Table(path)
    rows = table.rows()
    _, headings = next(rows, (0, []))
    statements: list[Statement] = []
    seen: set[str] = set()
    parties = 0
    for number, row in enumerate(rows_under(headings, rows, path, tally, needed=NEEDED), start=1):
        row.reference = _reference(row, path, seen)
        if progress and number % _STEP == 0:
            progress(table.done, table.total)
        schema = row.text("schema")
        if schema in NO_PARTIES:
            tally.ignore(f"schema {schema}", NO_PARTIES[schema])
            continue
        parties += 1
        stating = Stating(source, Reference(row.reference), marking, tally)
        _say_party(schema, row, stating)
        statements += stating.statements
    if not parties or table.document is None:
        raise UnexpectedStructure(path=str(path), reason="no row of it is a party")
    if progress:
        progress(table.total, table.total)
    return Edition(source, None, table.document, tuple(statements), tally.alarms, tally.ignored)


def _reference(row: RowTaker, path: Path, seen: set[str]) -> str:
    reference = row.text("id")
    if not reference:
        raise UnexpectedStructure(path=str(path), reason=f"the row at line {row.line} has no id")
    if reference in seen:
        raise DuplicateReference(path=str(path), reference=reference, line=row.line)
    seen.add(reference)
    return reference


def _say_party(schema: str, row: RowTaker, stating: Stating) -> None:
    if schema not in PARTIES:
        row.alarm("schema", schema or "absent")
        stating.say(Property.NOTE, f"schema: {schema}" if schema else "")
    stating.say(Property.KIND, PARTIES.get(schema, Kind.UNKNOWN))
    name = row.text("name")
    if not name:
        row.alarm("name", "a party without a name")
    stating.say(Property.PRIMARY_NAME, {"text": name})
    _say_values(name, row, stating)
    _say_change(row, stating)
    for heading, reason in IGNORED.items():
        row.ignore(heading, reason)
    row.close()


def _say_values(name: str, row: RowTaker, stating: Stating) -> None:
    for alias in _values(row, "aliases"):
        if alias != name:
            stating.say(Property.GOOD_ALIAS, {"text": alias})
    for date in _values(row, "birth_date"):
        _say_birth(date, row, stating)
    for country in _values(row, "countries"):
        code = country_code(country) or country
        stating.say(Property.COUNTRY, code, original=country if code != country else "")
    for address in _values(row, "addresses"):
        stating.say(Property.ADDRESS, {"street": address})
    for number in _values(row, "identifiers"):
        stating.say(Property.DOCUMENT, {"number": number})
    for heading, property_ in TEXTS.items():
        for value in _values(row, heading):
            stating.say(property_, value)


def _values(row: RowTaker, heading: str) -> list[str]:
    """The values of a cell, each once; one whose quotes do not close is an alarm and one value."""
    cell = row.lines(heading)
    try:
        return list(dict.fromkeys(values(cell)))
    except ValueError as error:
        row.alarm(heading, f"{cell}: {error}")
        return [" ".join(cell.split())]


def _say_birth(text: str, row: RowTaker, stating: Stating) -> None:
    written = _date_written(text)
    if written:
        stating.say(Property.BORN, written, original=text if written != text else "")
    else:
        row.alarm("birth_date", text)
        stating.say(Property.BIRTH_NOTE, text)


@lru_cache(maxsize=65536)
def _date_written(text: str) -> str:
    try:
        return str(PartialDate.parse(text))
    except UnreadableDate:
        return ""


def _say_change(row: RowTaker, stating: Stating) -> None:
    """The day of the last change; its time of day falls away."""
    text = row.text("last_change")
    found = _MOMENT.fullmatch(text)
    day = _date_written(found[1]) if found else ""
    if day:
        stating.say(Property.AMENDED_ON, day, original=text if day != text else "")
    elif text:
        row.alarm("last_change", text)
        stating.say(Property.NOTE, f"last_change: {text}")
