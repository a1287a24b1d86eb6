"""One row of a group: each cell of it taken once, and said as statements of the group.

Rows of one group repeat what they have in common; rows that contradict each other are all kept (``repeats``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from acordo.facts import Property, country_code
from acordo.lists.printed_dates import Order, say_dates, say_day
from acordo.lists.repeats import Repeats
from acordo.lists.uk_ofsi.categories import CLASSES, KINDS, PARTS, VARIATION
from acordo.lists.uk_ofsi.information import read_information
from acordo.lists.uk_ofsi.numbered import numbered

if TYPE_CHECKING:
    from acordo.lists.rows import RowTaker
    from acordo.lists.stating import Stating

_STREET = tuple(f"Address {number}" for number in range(1, 7))
_BIRTH = ("Town of Birth", "Country of Birth")
_PASSPORT = ("Passport Number", "Passport Details")
_IDENTITY = ("National Identification Number", "National Identification Details")
_LISTS = {"Title": Property.TITLE, "Nationality": Property.NATIONALITY, "Position": Property.POSITION}
_NO_DATE = "a date of which neither day nor month nor year is known"
_DATED = "UK Sanctions List Date Designated"


class Group:
    """What one group has said so far."""

    def __init__(self, stating: Stating) -> None:
        self._stating = stating
        self._new = Repeats().new

    def read(self, row: RowTaker) -> None:
        """Take everything that a row says, but its group, which is taken already."""
        if kind := self._new(row, "Group Type"):
            self._kind(row, kind[0])
        self._name(row)
        self._script(row)
        for heading, property_ in _LISTS.items():
            for cell in self._new(row, heading):
                self._several(property_, cell)
        for cell in self._new(row, "DOB"):
            self._born(row, cell)
        if cells := self._new(row, *_BIRTH):
            self._birth_places(*cells)
        if cells := self._new(row, *_PASSPORT):
            self._documents("Passport", _PASSPORT[1], *cells)
        if cells := self._new(row, *_IDENTITY):
            self._documents("National identification", _IDENTITY[1], *cells)
        if cells := self._new(row, *_STREET, "Post/Zip Code", "Country"):
            self._address(cells)
        self._listing(row)
        for cell in self._new(row, "Other Information", lines=True):
            read_information(cell, f"{row.path}/Other Information", self._stating)
        row.close()

    def _kind(self, row: RowTaker, given: str) -> None:
        if given not in KINDS:
            row.alarm("Group Type", given)
            self._stating.say(Property.NOTE, f"Group Type: {given}")
        self._stating.say(Property.KIND, KINDS.get(given, "unknown"))

    def _name(self, row: RowTaker) -> None:
        cells = self._new(row, *PARTS, "Alias Type", "Alias Quality")
        if not cells:
            return
        *parts, class_, quality = cells
        whole = " ".join(part for part in parts if part)
        if not whole:
            row.alarm("Name 6", "a row without a name")
            return
        property_, note = CLASSES.get((class_, quality)), class_ if class_ == VARIATION else ""
        if property_ is None:
            note = f"{class_ or 'no alias type stated'}, {quality or 'no quality stated'}"
            row.alarm("Alias Type", f"{note}: {whole}")
            property_ = Property.LOW_ALIAS
        content = {"text": whole, "note": note}
        if sum(map(bool, parts)) > 1:
            content |= {f"part{number}": part for number, part in enumerate(parts, start=1)}
        self._stating.say(property_, content)

    def _script(self, row: RowTaker) -> None:
        cells = self._new(row, "Name Non-Latin Script", "Non-Latin Script Type", "Non-Latin Script Language")
        if not cells:
            return
        name, *described = cells
        note = ", ".join(one for one in described if one)
        if name:
            self._stating.say(Property.ORIGINAL_NAME, {"text": name, "note": note})
        else:
            row.alarm("Non-Latin Script Type", f"no name, but {note}")
            self._stating.say(Property.NOTE, f"Non-Latin Script: {note}")

    def _several(self, property_: Property, cell: str) -> None:
        for one in numbered(cell):
            self._stating.say(property_, one, original=cell if one != cell else "")

    def _born(self, row: RowTaker, cell: str) -> None:
        if not cell.strip("0/"):
            self._stating.tally.ignore(f"{row.path}/DOB", _NO_DATE)
            return
        say_dates(self._stating, Property.BORN, cell, Order.DAY_FIRST, f"{row.path}/DOB")

    def _birth_places(self, town: str, country: str) -> None:
        """A town and a country belong together where the cells have equally many; else nobody says which do."""
        towns, countries = numbered(town), numbered(country)
        if len(towns) == len(countries):
            places = [{"city": one, "country": other} for one, other in zip(towns, countries, strict=True)]
        else:
            places = [*({"city": one} for one in towns), *({"country": one} for one in countries)]
        for place in places:
            said = ", ".join(one for one in (town, country) if one)
            printed = len(places) == 1 or not any(place.values())
            self._stating.say(Property.BIRTH_PLACE, place, original="" if printed else said)

    def _documents(self, type_: str, heading: str, number: str, details: str) -> None:
        """Numbers with what is said of each; details that cannot be told apart are a note of the party."""
        numbers, told = numbered(number), numbered(details)
        if len(told) == len(numbers):
            pairs = list(zip(numbers, told, strict=True))
        elif len(numbers) == 1:
            pairs = [(numbers[0], details)]
        else:
            pairs = [(one, "") for one in numbers]
            self._stating.say(Property.NOTE, f"{heading}: {details}" if details else "")
        printed = " / ".join(one for one in (number, details) if one)
        for one, note in pairs:
            if one or note:
                said = {"country": note} if country_code(note) else {"note": note}
                document = {"number": one, "type": type_, **said}
                self._stating.say(Property.DOCUMENT, document, original=printed if len(pairs) > 1 else "")

    def _address(self, cells: tuple[str, ...]) -> None:
        *lines, postal_code, country = cells
        street = ", ".join(bare for line in lines if (bare := line.strip(" ,")))
        self._stating.say(Property.ADDRESS, {"street": street, "postal_code": postal_code, "country": country})

    def _listing(self, row: RowTaker) -> None:
        for cell in self._new(row, "Regime"):
            self._stating.say(Property.PROGRAMME, cell)
        for heading, property_ in (("Listed On", Property.LISTED_ON), ("Last Updated", Property.AMENDED_ON)):
            for cell in self._new(row, heading):
                say_day(self._stating, property_, cell, Order.DAY_FIRST, f"{row.path}/{heading}")
        for cell in self._new(row, _DATED):
            self._stating.say(Property.NOTE, f"{_DATED}: {cell}")
