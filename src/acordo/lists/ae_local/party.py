"""One entry of the list: its first row, and the rows without a number that go on with it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from acordo.facts import Kind, Property, country_code
from acordo.lists import derived
from acordo.lists.ae_local.headings import DOCUMENT_TYPES, KINDS
from acordo.lists.printed_dates import Order, printed_date, say_dates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from acordo.facts import Reference
    from acordo.lists.rows import RowTaker
    from acordo.lists.stating import Stating

_LANGUAGE = "ar"
_FAMILY = "اسم العائلة"  # family name
_ASIDE = re.compile(r"\s*[(<]([^()<>]+)[)>]\s*")
_DECISION = re.compile(r"مدرج بموجب قرار مجلس الوزراء رقم \([0-9]+\) لسنة [0-9]{4}.*")
_NOW_AND_BEFORE = re.compile(r"الحالية:\s*(.+?)\s*السابقة:\s*(.+)")
_OF_A_STATE = re.compile(r"(.+?)\s+رقم:\s*(\S+)")
_AGAIN = "the full name again"


def text(row: RowTaker, word: str) -> str:
    """A cell on one line; ``-`` is how the list writes nothing."""
    cell = row.text(word)
    return "" if cell == "-" else cell


@dataclass(frozen=True, slots=True)
class Named:
    """What a row says of who it is about, with the row itself, from which this is taken already."""

    row: RowTaker
    category: str
    arabic: str
    latin: str
    known_as: str
    arabic_family: str
    latin_family: str

    @classmethod
    def taken(cls, row: RowTaker) -> Named:
        """Take the cells of a row that name somebody."""
        return cls(
            row,
            category=text(row, "category"),
            arabic=text(row, "arabic name"),
            latin=text(row, "latin name"),
            known_as=text(row, "known as"),
            arabic_family=text(row, "arabic family name"),
            latin_family=text(row, "latin family name"),
        )

    @property
    def reference(self) -> Reference:
        """Made of the kind and the Arabic name, which is the one that the decision lists."""
        prefix = str(KINDS.get(self.category, "entry"))
        return derived.reference(" ".join(arabic_names(self.arabic)[0]) or self.latin, prefix=prefix)


def say_entry(entry: list[Named], stating: Stating) -> None:
    """Say everything that the rows of one entry hold."""
    said: set[str] = set()
    for named in entry:
        row = named.row
        row.reference = stating.reference
        if named is entry[0]:
            _say_kind(named, stating)
        elif named.category and named.category != entry[0].category:
            row.alarm("category", named.category)
        _say_names(named, said, stating)
        _say_person(row, stating)
        _say_address(row, stating)
        _say_documents(row, stating)
        _say_listing(row, stating)
        row.ignore("number", "the number of the row, which is another in the next edition")
        row.close()


def _say_kind(named: Named, stating: Stating) -> None:
    if named.category not in KINDS:
        named.row.alarm("category", named.category or "absent")
        stating.say(Property.NOTE, f"التصنيف: {named.category}" if named.category else "")
    stating.say(Property.KIND, KINDS.get(named.category, Kind.UNKNOWN))


def arabic_names(cell: str) -> tuple[list[str], list[str]]:
    """The names that a cell holds, and what stands in brackets behind one: a kunya, a rank, a shorter form."""
    names = [" ".join(part.split()) for part in _ASIDE.sub(" ", cell).split("،")]
    return [name for name in names if name], [aside.strip() for aside in _ASIDE.findall(cell)]


def _say_names(named: Named, said: set[str], stating: Stating) -> None:
    """The Latin name is the primary one, the Arabic ones are the original; each is said once."""
    latin = named.latin.strip("() ") if named.latin.count("(") != named.latin.count(")") else named.latin
    _say_name(latin, named.latin_family, "", said, stating)
    if named.known_as and named.known_as == named.arabic:
        stating.tally.ignore("/known as", _AGAIN)
    for cell, family in ((named.arabic, named.arabic_family), (named.known_as, "")):
        names, asides = arabic_names(cell)
        for name in names:
            _say_name(name, family, _LANGUAGE, said, stating)
        for aside in asides:
            if aside not in said:
                stating.say(Property.LOW_ALIAS, {"text": aside}, language=_LANGUAGE)
                said.add(aside)
    for name, family in ((latin, named.latin_family), (" ".join(arabic_names(named.arabic)[0]), named.arabic_family)):
        if family and not _divided(name, family)["part2"]:
            stating.say(Property.NOTE, f"{_FAMILY}: {family}")


def _say_name(name: str, family: str, language: str, said: set[str], stating: Stating) -> None:
    if name and name not in said:
        further = Property.ORIGINAL_NAME if language else Property.GOOD_ALIAS
        stating.say(further if said else Property.PRIMARY_NAME, _divided(name, family), language=language)
        said.add(name)


def _divided(name: str, family: str) -> dict[str, str]:
    """A name with its family name as a part of its own, where it ends with it."""
    given = name[: -len(family)].rstrip() if family and name.casefold().endswith(f" {family.casefold()}") else ""
    return {"text": name, "part1": given, "part2": family if given else ""}


def _say_person(row: RowTaker, stating: Stating) -> None:
    printed = text(row, "nationality")
    found = _NOW_AND_BEFORE.fullmatch(printed)
    for nationality in found.groups() if found else printed.split("/"):
        stating.say(Property.NATIONALITY, nationality.strip(), original=printed if found else "")
    say_dates(stating, Property.BORN, text(row, "born"), Order.DAY_FIRST, f"{row.path}/born")
    place = text(row, "birth place")
    stating.say(Property.BIRTH_PLACE, {"country" if country_code(place) else "city": place})


def _say_address(row: RowTaker, stating: Stating) -> None:
    country, _, note = text(row, "country").partition(" - ")
    street, city = text(row, "street"), text(row, "city")
    stating.say(Property.ADDRESS, {"street": street, "city": city, "country": country, "note": note})
    stating.say(Property.ADDRESS, {"street": text(row, "seat")})


def _say_documents(row: RowTaker, stating: Stating) -> None:
    type_, issuer = text(row, "document type"), text(row, "document issuer")
    lines = row.lines("document number")
    numbers = [] if lines == "-" else lines.splitlines()
    if type_ and type_ not in DOCUMENT_TYPES:
        row.alarm("document type", type_)
    dates = {"issued": _day(row, "document issued"), "expires": _day(row, "document expires")}
    for number, country, note in _numbers(numbers, issuer):
        document = {"number": number, "type": type_, "country": country, "note": note}
        stating.say(Property.DOCUMENT, document | dates)
    if not numbers and (type_ or issuer or any(dates.values())):
        stating.say(Property.DOCUMENT, {"type": type_, "country": issuer, **dates})
    licence = {"number": text(row, "licence number"), "expires": _day(row, "licence expires")}
    if any(licence.values()):
        stating.say(Property.DOCUMENT, {**licence, "type": "رخصة"})


def _numbers(lines: list[str], issuer: str) -> Iterator[tuple[str, str, str]]:
    """Each number with its country and a note; a line may name its state: ``تركي رقم: U…`` ("Turkish, no. U…")."""
    for line in lines:
        found = _OF_A_STATE.fullmatch(line)
        yield (found[2], found[1], issuer) if found else (line, issuer, "")


def _day(row: RowTaker, word: str) -> str:
    """A day of a document in ISO form; as printed where it is none."""
    printed = text(row, word)
    date = printed_date(printed, Order.DAY_FIRST)
    if date.flaw is not None:
        row.alarm(word, f"{printed}: {date.flaw}")
    return printed if date.flaw is not None or date.date is None else str(date.date)


def _say_listing(row: RowTaker, stating: Stating) -> None:
    """The decision of the cabinet by which it is listed; what stands in its cells besides is a note."""
    for word in ("decision", "further"):
        decision = text(row, word)
        property_ = Property.LEGAL_BASIS if _DECISION.fullmatch(decision) else Property.NOTE
        stating.say(property_, decision, language=_LANGUAGE)
    note = row.lines("note")
    stating.say(Property.NOTE, "" if note == "-" else note, language=_LANGUAGE)
