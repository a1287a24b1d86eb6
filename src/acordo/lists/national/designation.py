"""One designation: its cells become statements, and statements become cells again.

Whoever decides a designation answers for every word of it, so nothing is guessed here and nothing becomes an alarm:
a cell that cannot be read refuses the whole, with the column and what to write instead.

* A date is the text form of a partial date (``1974-09``), or a day with the day first (``15/09/1974``).
* A document is ``type: number, country``; the type and the country may be left out (``X0041588``).
* ``cells_of`` gives back the cells from which ``designation`` makes the same statements.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from acordo.errors import Invalid
from acordo.facts import PartialDate, Property, Sex, Statement, UnreadableDate
from acordo.lists.national.columns import COLUMNS, KINDS, SEXES, Column, Form
from acordo.lists.printed_dates import Flaw, Order, printed_date
from acordo.lists.xml import collapsed, in_lines
from acordo.names import UnreadableName, analyse, fold
from acordo.wording import mark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from acordo.facts import Json, Reference, SourceName
    from acordo.markings import Marking

    Cells = Mapping[str, tuple[str, ...]]
    """The values of one designation, by the key of their column."""


class UnfitDesignation(Invalid):
    """A designation lacks something, or says it in a form that cannot be read."""

    code = "lists.unfit_designation"
    sentence = "The designation {reference!r} cannot be kept. The column {column!r} holds {value!r}: {reason}."

    def __init__(self, *, reference: str, column: Column, value: str, reason: str) -> None:
        super().__init__(reference=reference[:100], column=column.headings[0], value=value[:100], reason=reason)
        self.column = column.key


class _Unfit(Exception):
    """A value of another form; its text is a message that says what to write."""


NEEDED = mark("this is needed")
ONE_ALONE = mark("one value alone belongs here")


def designation(cells: Cells, source: SourceName, reference: Reference, marking: Marking) -> list[Statement]:
    """The statements of one designation.

    Raises:
        UnfitDesignation: a needed column is empty, holds more than it may, or a value cannot be read.
    """
    said: list[Statement] = []
    for column in COLUMNS:
        if column.property is None:
            continue
        values = cells.get(column.key, ())
        reason = NEEDED if column.needed and not values else ""
        if len(values) > 1 and not column.several:
            reason = ONE_ALONE
        value, contents = "; ".join(values), []
        try:
            for value in values if not reason else ():
                contents.append(_READ[column.form](value))
        except _Unfit as unfit:
            reason = str(unfit)
        if reason:
            raise UnfitDesignation(reference=reference, column=column, value=value, reason=reason)
        said += [Statement.of(source, reference, column.property, content, marking) for content in contents]
    return list({statement.id: statement for statement in said}.values())


def divided(column: Column, text: str) -> tuple[str, ...]:
    """The values in a cell of a file."""
    if column.form is Form.PROSE:
        return (in_lines(text),) if in_lines(text) else ()
    parts = text.replace("\n", ";").split(";") if column.several else [text]
    return tuple(value for value in map(collapsed, parts) if value)


def cells_of(values: Iterable[tuple[Property, Json]]) -> dict[str, tuple[str, ...]]:
    """The cells that say these values, for a designation that is to be amended."""
    cells: dict[str, tuple[str, ...]] = {}
    for property_, content in values:
        for column in COLUMNS:
            if column.property is property_:
                cells[column.key] = (*cells.get(column.key, ()), _written(column.form, content))
    return cells


def _written(form: Form, content: Json) -> str:
    if isinstance(content, str):
        return content
    if form is Form.DOCUMENT:
        type_, number, country = (content.get(field, "") for field in ("type", "number", "country"))
        return (f"{type_}: " if type_ else "") + number + (f", {country}" if country else "")
    return next(iter(content.values()))


def _kind(text: str) -> Json:
    kind = KINDS.get(fold(text))
    if kind is None:
        raise _Unfit(mark("write person, group, company, vessel or aircraft"))
    return kind


def _sex(text: str) -> Json:
    sex: Sex | None = SEXES.get(fold(text))
    if sex is None:
        raise _Unfit(mark("write male or female, and nothing where it is not known"))
    return sex


def _name(text: str) -> Json:
    try:
        analyse(text)
    except UnreadableName as error:
        raise _Unfit(mark("this holds no name that can be compared")) from error
    return {"text": text}


def _date(text: str) -> Json:
    return str(_read_date(text))


def _day(text: str) -> Json:
    date = _read_date(text)
    if not date.exact:
        raise _Unfit(mark("write a whole day, as 2025-09-01 or 01/09/2025"))
    return str(date)


def _read_date(text: str) -> PartialDate:
    printed = printed_date(text, Order.DAY_FIRST)
    if printed.date is not None and printed.flaw is None:
        return printed.date
    if printed.flaw is Flaw.NOT_A_DATE and "/" in text:  # a span of whole days, which no list prints so
        with suppress(UnreadableDate):
            return PartialDate.parse(text)
    raise _Unfit(_FLAWS[printed.flaw or Flaw.NOT_A_DATE])


def _document(text: str) -> Json:
    type_, divider, rest = text.partition(":")
    type_, rest = (type_.strip(), rest) if divider else ("", text)
    number, _, country = rest.partition(",")
    if not number.strip():
        raise _Unfit(mark("this holds no number; write passport: X0041588, MZ"))
    return {"type": type_, "number": number.strip(), "country": country.strip()}


def _text(text: str) -> Json:
    return text


_FLAWS = {
    Flaw.NO_SUCH_DAY: mark("no such day is in the calendar"),
    Flaw.OTHER_CALENDAR: mark("a year of another calendar is not converted; write the year of the common calendar"),
    Flaw.NOT_A_DATE: mark("write 15/09/1974, 09/1974, 1974, 1974~ for about, or 1974/1976 for between"),
}
_READ: dict[Form, Callable[[str], Json]] = {
    Form.REFERENCE: _text,
    Form.KIND: _kind,
    Form.NAME: _name,
    Form.DATE: _date,
    Form.DAY: _day,
    Form.SEX: _sex,
    Form.PLACE: lambda text: {"city": text},
    Form.ADDRESS: lambda text: {"street": text},
    Form.DOCUMENT: _document,
    Form.TEXT: _text,
    Form.PROSE: _text,
}
