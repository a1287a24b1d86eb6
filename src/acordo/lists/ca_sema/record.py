"""One record of the list: a person, a body or a ship, each element of it taken once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from acordo.facts import Kind, Property, Reference
from acordo.lists import derived
from acordo.lists.ca_sema.aliases import further_names, is_latin
from acordo.lists.ca_sema.programmes import PROGRAMMES, TITLES, VESSEL_TYPES
from acordo.lists.printed_dates import Order, say_dates, say_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from acordo.lists.stating import Stating
    from acordo.lists.xml import Taker

_PATH = "/data-set/record"
_ALSO = re.compile(r"\s*\(also known as\s+(.+?)\)?\s*$", re.IGNORECASE)
_ASIDE = re.compile(r"\s*\(([^()]+)\)")
_AND_A_FORM = re.compile(r",?\s+and\s+(?=(?:AO|OAO|OOO|JSC|PJSC|OJSC|LLC|FSUE|Joint|Public|Open|Limited|Federal)\b)")
_BETWEEN_TONGUES = re.compile(r"/(?![^()]*\))")
_OR = re.compile(r"\s+or\s+", re.IGNORECASE)
_IN_WORDS = re.compile(r"born in [\w ]+", re.IGNORECASE)
_IMO = re.compile(r"[0-9]{7}")
_SHORT = re.compile(r"\((\w+)\)")


@dataclass(frozen=True, slots=True)
class Record:
    """What a record holds, each element as a text on one line; empty where it is absent."""

    country: str
    last: str
    given: str
    body: str
    title: str
    imo: str
    aliases: str
    date: str
    schedule: str
    item: str
    listed: str

    @classmethod
    def taken(cls, element: Taker) -> Record:
        """Take each element of a record once."""
        return cls(
            country=element.text("Country"),
            last=element.text("LastName"),
            given=element.text("GivenName"),
            body=element.text("EntityOrShip"),
            title=element.text("TitleOrShip"),
            imo=element.text("ShipIMONumber"),
            aliases=element.text("Aliases"),
            date=element.text("DateOfBirthOrShipBuildDate"),
            schedule=element.text("Schedule"),
            item=element.text("Item"),
            listed=element.text("DateOfListing"),
        )

    @property
    def kind(self) -> Kind:
        """A ship has a number, a person a family or given name; any other is a body."""
        return Kind.PERSON if self.last or self.given else Kind.VESSEL if self.imo else Kind.GROUP

    @property
    def programme(self) -> tuple[str, str]:
        """The English and the French word of the regulations; those that are not known stand as printed."""
        return PROGRAMMES.get(self.country, (self.country, ""))

    @property
    def reference(self) -> Reference:
        """Made of what stays: the regulations, the name, a ship's number and the day of listing."""
        english, _ = self.programme
        short = _SHORT.search(english)
        prefix = "-".join((short[1] if short else english).lower().split())
        return derived.reference(english, self.last, self.given, self.body, self.imo, self.listed, prefix=prefix)


def say_record(record: Record, stating: Stating) -> None:
    """Say everything a record holds."""
    stating.say(Property.KIND, record.kind)
    if record.kind is Kind.PERSON:
        _say_person(record, stating)
    else:
        _say_body(record, stating)
    person = record.kind is Kind.PERSON
    for name in further_names(record.aliases, person=person):
        low = person and " " not in name.text
        property_ = Property.LOW_ALIAS if low else Property.GOOD_ALIAS if name.latin else Property.ORIGINAL_NAME
        stating.say(property_, {"text": name.text}, language=name.language)
    _say_date(record, stating)
    _say_listing(record, stating)


def _say_person(record: Record, stating: Stating) -> None:
    aside = _ASIDE.search(record.last)
    for number, family in enumerate([_ASIDE.sub("", record.last), *([aside[1]] if aside else [])]):
        whole = f"{record.given} {family}".strip()
        divided = {"part1": record.given, "part2": family} if record.given and family else {}
        stating.say(Property.GOOD_ALIAS if number else Property.PRIMARY_NAME, {"text": whole, **divided})
    if record.body:
        stating.alarm(f"{_PATH}/EntityOrShip", f"{record.body}, beside the name of a person")
        stating.say(Property.GOOD_ALIAS, {"text": record.body})
    if record.imo:
        stating.alarm(f"{_PATH}/ShipIMONumber", f"{record.imo}, with a person")
        stating.say(Property.IMO_NUMBER, record.imo)
    if record.title and record.title not in TITLES:
        stating.alarm(f"{_PATH}/TitleOrShip", record.title)
    english, french = TITLES.get(record.title, (record.title, ""))
    stating.say(Property.TITLE, english)
    stating.say(Property.TITLE, french, language="fr")


def _say_body(record: Record, stating: Stating) -> None:
    for number, (name, language) in enumerate(_body_names(record.body)):
        if number == 0:
            stating.say(Property.PRIMARY_NAME, {"text": name}, original="" if name == record.body else record.body)
        else:
            property_ = Property.GOOD_ALIAS if is_latin(name) else Property.ORIGINAL_NAME
            stating.say(property_, {"text": name}, language=language)
    if record.title and not (record.imo and record.title in VESSEL_TYPES):
        stating.alarm(f"{_PATH}/TitleOrShip", record.title)
    stating.say(Property.VESSEL_TYPE, record.title)
    if record.imo and not _IMO.fullmatch(record.imo):
        stating.alarm(f"{_PATH}/ShipIMONumber", record.imo)
    stating.say(Property.IMO_NUMBER, record.imo)


def _body_names(printed: str) -> Iterator[tuple[str, str]]:
    """The English name, the French one behind a stroke, and those under which it is also known."""
    also = _ALSO.search(printed)
    english, *french = _BETWEEN_TONGUES.split(_ALSO.sub("", printed))
    yield english.strip(" ;"), ""
    for name in french:
        yield name.strip(), "fr"
    for name in _AND_A_FORM.split(also[1]) if also else ():
        yield name.strip(), ""


def _say_date(record: Record, stating: Stating) -> None:
    """A ship's day is that on which it was built."""
    person = record.kind is Kind.PERSON
    if _IN_WORDS.fullmatch(record.date):
        stating.say(Property.BIRTH_NOTE if person else Property.NOTE, record.date)
        return
    for one in _OR.split(record.date):
        property_ = Property.BORN if person else Property.BUILT_ON
        say_dates(stating, property_, one, Order.YEAR_FIRST, f"{_PATH}/DateOfBirthOrShipBuildDate")


def _say_listing(record: Record, stating: Stating) -> None:
    if record.country not in PROGRAMMES:
        stating.alarm(f"{_PATH}/Country", record.country)
    english, french = record.programme
    stating.say(Property.PROGRAMME, english)
    stating.say(Property.PROGRAMME, french, language="fr")
    stating.say(Property.LEGAL_BASIS, ", ".join(part for part in (english, *_place(record)) if part))
    say_day(stating, Property.LISTED_ON, record.listed, Order.YEAR_FIRST, f"{_PATH}/DateOfListing")


def _place(record: Record) -> Iterator[str]:
    """Where the regulations name the party: ``Schedule 1, Part 1, item 12``."""
    schedule = ", ".join(part.strip() for part in record.schedule.split(","))
    yield f"Schedule {schedule}" if schedule[:1].isdigit() else schedule
    yield f"item {record.item}" if record.item else ""
