"""One row of an entry: each cell of it taken once, and said as statements of the entry."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from acordo.facts import Property, country_code
from acordo.lists.au_dfat.births import read_births
from acordo.lists.au_dfat.categories import CLASSES, IMPOSED, KINDS, MEASURES, NOTHING, STRENGTHS
from acordo.lists.au_dfat.information import read_information
from acordo.lists.au_dfat.lettered import lettered
from acordo.lists.printed_dates import Order, say_day
from acordo.lists.repeats import Repeats

if TYPE_CHECKING:
    from acordo.lists.rows import RowTaker
    from acordo.lists.stating import Stating

_NAME, _TYPE, _CLASS = "Name of Individual or Entity", "Type", "Name Type"
_ABSENT_REASON = "the words na and n/a, which the publisher writes where it has nothing to say"
_NOT_IMPOSED = "the column says that this measure is not imposed"
_LISTED_AS = re.compile(r"\s*\(((?:previously|formerly) listed as.*)\)", re.IGNORECASE)
_FAMILY_FIRST = re.compile(r"([^,()]+), ([^,()]+)")
_GENERATION = re.compile(r"(?:jr|sr|[iv]+)\b", re.IGNORECASE)
_LISTED = re.compile(
    r"(?:First l|L)isted(?: by (?:the )?UN [0-9]+ Committee)? on:? ?([0-9]{1,2} [A-Za-z]+\.? [0-9]{4})"
)
_BARE_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SEVERAL = re.compile(r"\s*(?:[;,/]|\band\b)\s*")


class Entry:
    """What one entry has said so far."""

    def __init__(self, stating: Stating) -> None:
        self._stating = stating
        self._new = Repeats().new

    def read(self, row: RowTaker) -> None:
        """Take everything that a row says, but its reference, which is taken already."""
        person = self._kind(row)
        self._name(row, person=person)
        for cell in self._told(row, "Date of Birth"):
            read_births(cell, f"{row.path}/Date of Birth", self._stating)
        for cell in self._told(row, "Place of Birth"):
            self._places(cell)
        for cell in self._told(row, "Citizenship"):
            self._citizenships(cell)
        for cell in self._told(row, "Address"):
            self._addresses(cell)
        for cell in self._told(row, "Additional Information", lines=True):
            read_information(cell, f"{row.path}/Additional Information", self._stating)
        for cell in self._told(row, "IMO Number"):
            self._stating.say(Property.IMO_NUMBER, cell)
        self._listing(row)
        for heading in MEASURES:
            self._measure(row, heading)
        row.close()

    def _told(self, row: RowTaker, heading: str, *, lines: bool = False) -> tuple[str, ...]:
        """What a cell says, unless another row said it or it says that there is nothing."""
        cells = self._new(row, heading, lines=lines)
        if cells and cells[0].lower() in NOTHING:
            self._stating.tally.ignore(f"{row.path}/{heading}", _ABSENT_REASON)
            return ()
        return cells

    def _kind(self, row: RowTaker) -> bool:
        """Say what the party is; whether it is a person."""
        given = row.text(_TYPE)
        kind = KINDS.get(given.lower())
        if kind is None:
            row.alarm(_TYPE, given or "absent")
            self._stating.say(Property.NOTE, f"{_TYPE}: {given}" if given else "")
        self._stating.say(Property.KIND, kind or "unknown")
        return given.lower() == "individual"

    def _name(self, row: RowTaker, *, person: bool) -> None:
        printed, class_ = row.text(_NAME), row.text(_CLASS)
        if not printed:
            row.alarm(_NAME, "a row without a name")
            return
        listed_as = _LISTED_AS.search(printed)
        text = (printed[: listed_as.start()] + printed[listed_as.end() :]).strip() if listed_as else printed
        note = listed_as[1] if listed_as else ""
        strength = row.text("Alias Strength")
        property_ = CLASSES.get(class_.lower())
        if property_ is None or strength.lower() not in STRENGTHS:
            note = ", ".join(one for one in (class_ or "no name type stated", strength) if one)
            row.alarm(_CLASS, f"{note}: {printed}")
            property_ = Property.LOW_ALIAS
        elif property_ is Property.GOOD_ALIAS and strength.lower() == "weak":
            property_ = Property.LOW_ALIAS
        content = {"text": _in_reading_order(text) if person else text, "note": note}
        self._stating.say(property_, content, original=printed if content["text"] != printed else "")

    def _places(self, cell: str) -> None:
        for one in lettered(cell):
            place = {"country": one} if country_code(one) else {"city": one}
            self._stating.say(Property.BIRTH_PLACE, place, original=cell if one != cell else "")

    def _addresses(self, cell: str) -> None:
        parts = lettered(cell)
        countries = [one.strip() for one in cell.split(";")]
        if len(parts) == 1 and all(map(country_code, countries)):
            parts = tuple(countries)
        for one in parts:
            address = {"country": one} if country_code(one) else {"street": one}
            self._stating.say(Property.ADDRESS, address, original=cell if one != cell else "")

    def _citizenships(self, cell: str) -> None:
        """Each citizenship; a text that is no country is divided where all its parts are one."""
        for one in lettered(cell):
            parts = [part for part in _SEVERAL.split(one) if part]
            divided = not country_code(one) and all(map(country_code, parts))
            for part in parts if divided else [one]:
                self._stating.say(Property.NATIONALITY, part, original=cell if part != cell else "")

    def _listing(self, row: RowTaker) -> None:
        for cell in self._told(row, "Listing Information"):
            if _BARE_DAY.fullmatch(cell):
                say_day(self._stating, Property.LISTED_ON, cell, Order.DAY_FIRST, f"{row.path}/Listing Information")
                continue
            self._stating.say(Property.LEGAL_BASIS, cell)
            if found := _LISTED.match(cell):
                say_day(self._stating, Property.LISTED_ON, found[1], Order.DAY_FIRST, f"{row.path}/Listing Information")
        for cell in self._told(row, "Instrument of Designation"):
            self._stating.say(Property.LEGAL_BASIS, cell)
        for cell in self._told(row, "Committees"):
            self._stating.say(Property.PROGRAMME, cell)
        for cell in self._told(row, "Control Date"):
            say_day(self._stating, Property.AMENDED_ON, cell, Order.DAY_FIRST, f"{row.path}/Control Date")

    def _measure(self, row: RowTaker, heading: str) -> None:
        """A measure that a column says is imposed, in the words of its heading."""
        for cell in self._told(row, heading):
            imposed = IMPOSED.get(cell.lower())
            if imposed:
                self._stating.say(Property.MEASURE, heading)
            elif imposed is None:
                row.alarm(heading, cell)
                self._stating.say(Property.NOTE, f"{heading}: {cell}")
            else:
                self._stating.tally.ignore(f"{row.path}/{heading}", _NOT_IMPOSED)


def _in_reading_order(name: str) -> str:
    """``FAMILY, Given`` as it is read; a name with another comma, as before ``III``, stays as it is."""
    found = _FAMILY_FIRST.fullmatch(name)
    if not found or _GENERATION.match(found[2]):
        return name
    return f"{found[2]} {found[1]}"
