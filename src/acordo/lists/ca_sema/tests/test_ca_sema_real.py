"""The publisher's own file, where it is at hand, against an independent and naive reading of it."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections import Counter

from acordo import lists
from acordo.facts import NAME_PROPERTIES, Edition, Property
from tests.lists.specimens import DATA, births_by_reference, names_by_reference, needs_data, read, said

pytestmark = needs_data

FILE = DATA / "ca_sema" / "sema-lmes-2025.xml"
DIVIDING = {"or", "and", "also", "Russian", "Belarusian", "Belarussian", "Arabic"}
SPANS: dict[str, set[str]] = {"1963-1964": {"1963/1964"}}
PUBLISHER = lists.publisher("ca_sema")


def edition() -> Edition:
    return read("ca_sema", FILE)


def squeezed(record: ET.Element, tag: str) -> str:
    return " ".join((record.findtext(tag) or "").split())


def naive() -> dict[str, ET.Element]:
    """Records by where the regulations name them, which is unique."""
    found = {}
    for record in ET.parse(FILE).getroot():
        country = squeezed(record, "Country").split(" / ")[0]
        schedule = ", ".join(part.strip() for part in squeezed(record, "Schedule").split(","))
        schedule = f"Schedule {schedule}" if schedule[:1].isdigit() else schedule
        item = f"item {squeezed(record, 'Item')}"
        found[", ".join(part for part in (country, schedule, item) if part)] = record
    return found


def test_nothing_is_left_over_but_the_one_date_that_is_none() -> None:
    (alarm,) = edition().alarms
    assert (alarm.path, alarm.count) == ("/data-set/record/DateOfBirthOrShipBuildDate", 1)
    assert edition().ignored == ()


def test_the_counts_are_those_counted_by_hand() -> None:
    kinds = Counter(said(edition(), Property.KIND))
    assert (kinds["person"], kinds["group"] + kinds["vessel"]) == (3334, 1425)
    assert len(births_by_reference(edition())) == 1716 - 2  # one in words, one that is no date
    names = [one.content for one in edition().statements if one.property in NAME_PROPERTIES[1:]]
    assert len(names) == 3763
    assert sum(bool(re.search("[Ѐ-ӿ]", str(name))) for name in names) == 2735


def test_each_record_says_what_a_naive_reading_sees() -> None:
    references = {str(one.content): one.reference for one in edition().statements if one.property == "legal_basis"}
    names, births = names_by_reference(edition()), births_by_reference(edition())
    records = naive()
    assert references.keys() == records.keys()
    for where, record in records.items():
        reference = references[where]
        person = f"{squeezed(record, 'GivenName')} {squeezed(record, 'LastName')}".strip()
        cells = f"{person} {squeezed(record, 'EntityOrShip')} {squeezed(record, 'Aliases')}"
        seen = set(re.findall(r"\w+", cells)) - {"known", "as"}
        read_ = {word for name in names[reference] for word in re.findall(r"\w+", name)} - {"known", "as"}
        assert seen - DIVIDING == read_ - DIVIDING
        if person and "(" not in person:
            assert person in names[reference]
        if person:
            printed = squeezed(record, "DateOfBirthOrShipBuildDate")
            assert births[reference] == SPANS.get(printed, set(re.findall(r"\b[0-9]{4}(?:-[0-9]{2}){0,2}\b", printed)))


def test_plain_cells_are_one_name_each() -> None:
    names = {name for found in names_by_reference(edition()).values() for name in found}
    plain = [
        squeezed(record, "Aliases")
        for record in naive().values()
        if not re.search(r"[;,/:()]| (?:or|and) |[؀-ۿא-ת]", squeezed(record, "Aliases"))
    ]
    assert len(plain) > 2000
    assert set(plain) - {""} <= names


def test_the_edition_is_plausible() -> None:
    assert PUBLISHER.bounds.hold(0, len({one.reference for one in edition().statements})) is None
