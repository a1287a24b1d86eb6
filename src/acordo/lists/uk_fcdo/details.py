"""What only persons, only entities or only ships have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from acordo.facts import Property, country_code
from acordo.lists.printed_dates import Order, printed_date, say_dates
from acordo.lists.uk_fcdo.categories import SEXES

if TYPE_CHECKING:
    from acordo.lists.stating import Stating
    from acordo.lists.xml import Taker

_IMO = re.compile(r"IMO\s*(?=[0-9])", re.IGNORECASE)
_UNKNOWN_FIGURES = re.compile(r"\b(?:dd|mm)\b", re.IGNORECASE)
_DOCUMENTS = (
    ("PassportDetails", "Passport", "Passport"),
    ("NationalIdentifierDetails", "NationalIdentifier", "National identification"),
)
_ENTITY = {
    ("BusinessRegistrationNumbers", "BusinessRegistrationNumber"): (Property.REGISTRATION_NUMBER, ""),
    ("TypeOfEntities", "TypeOfEntity"): (Property.NOTE, "Type of entity: "),
    ("ParentCompanies", "ParentCompany"): (Property.LINKED_TO, ""),
    ("Subsidiaries", "Subsidiary"): (Property.LINKED_TO, ""),
}
_SHIP = {
    ("CurrentOwnerOperators", "CurrentOwnerOperator"): (Property.OWNER, ""),
    ("PreviousOwnerOperators", "PreviousOwnerOperator"): (Property.NOTE, "Previous owner or operator: "),
    ("CurrentBelievedFlagOfShips", "CurrentBelievedFlagOfShip"): (Property.FLAG, ""),
    ("PreviousFlags", "PreviousFlag"): (Property.NOTE, "Previous flag: "),
    ("TypeOfShipDetails", "TypeOfShip"): (Property.VESSEL_TYPE, ""),
    ("TonnageOfShipDetails", "TonnageOfShip"): (Property.TONNAGE, ""),
    ("LengthOfShipDetails", "LengthOfShip"): (Property.NOTE, "Length of ship: "),
}


def texts_in(taker: Taker, around: str, one: str) -> list[str]:
    """The texts of elements that stand together in another."""
    found: list[str] = []
    for block in taker.many(around):
        found += block.texts(one)
        block.close()
    return found


def blocks_in(taker: Taker, around: str, one: str) -> list[Taker]:
    """The elements that stand together in another."""
    found: list[Taker] = []
    for block in taker.many(around):
        found += block.many(one)
        block.close()
    return found


def read_details(designation: Taker, stating: Stating) -> None:
    """Take ``IndividualDetails``, ``EntityDetails`` and ``ShipDetails``."""
    for person in blocks_in(designation, "IndividualDetails", "Individual"):
        _person(person, stating)
    for entity in blocks_in(designation, "EntityDetails", "Entity"):
        _labelled(entity, _ENTITY, stating)
        entity.close()
    for ship in blocks_in(designation, "ShipDetails", "Ship"):
        _ship(ship, stating)


def _person(person: Taker, stating: Stating) -> None:
    for printed in texts_in(person, "DOBs", "DOB"):
        _born(printed, f"{person.path}/DOBs/DOB", stating)
    for block in blocks_in(person, "BirthDetails", "Location"):
        place = {"city": block.text("TownOfBirth"), "country": block.text("CountryOfBirth")}
        block.close()
        stating.say(Property.BIRTH_PLACE, place)
    for given in texts_in(person, "Genders", "Gender"):
        if given.lower() not in SEXES:
            stating.alarm(f"{person.path}/Genders/Gender", given)
        stating.say(Property.SEX, SEXES.get(given.lower(), given))
    for nationality in texts_in(person, "Nationalities", "Nationality"):
        stating.say(Property.NATIONALITY, nationality)
    for position in texts_in(person, "Positions", "Position"):
        stating.say(Property.POSITION, position)
    for around, one, type_ in _DOCUMENTS:
        for block in blocks_in(person, around, one):
            _document(block, one, type_, stating)
    person.close()


def _born(printed: str, path: str, stating: Stating) -> None:
    """A date whose unknown figures the list writes as the letters dd and mm."""
    figures = _UNKNOWN_FIGURES.sub("00", printed)
    read = printed_date(figures, Order.DAY_FIRST)
    if figures != printed and read.date is not None and read.flaw is None:
        stating.say(Property.BORN, str(read.date), original=printed)
    else:
        say_dates(stating, Property.BORN, figures, Order.DAY_FIRST, path)


def _document(block: Taker, one: str, type_: str, stating: Stating) -> None:
    number, note = block.text(f"{one}Number"), block.text(f"{one}AdditionalInformation")
    block.close()
    if number or note:
        told = {"country": note} if country_code(note) else {"note": note}
        stating.say(Property.DOCUMENT, {"number": number, "type": type_, **told})


def _labelled(block: Taker, table: dict[tuple[str, str], tuple[Property, str]], stating: Stating) -> None:
    for (around, one), (property_, label) in table.items():
        for text in texts_in(block, around, one):
            stating.say(property_, f"{label}{text}")


def _ship(ship: Taker, stating: Stating) -> None:
    for printed in texts_in(ship, "IMONumbers", "IMONumber"):
        number = _IMO.sub("", printed)
        stating.say(Property.IMO_NUMBER, number, original=printed if number != printed else "")
    for printed in texts_in(ship, "YearsBuilt", "YearBuilt"):
        say_dates(stating, Property.BUILT_ON, printed, Order.DAY_FIRST, f"{ship.path}/YearsBuilt/YearBuilt")
    _labelled(ship, _SHIP, stating)
    ship.close()
