"""The publisher's own files, where they are at hand, against an independent and naive reading of them.

The naive reading uses other parsers and none of the reader's code. No name stands in this source.
"""

from __future__ import annotations

import csv
import re
import time
import xml.etree.ElementTree as ET
from collections import Counter, defaultdict
from contextlib import suppress
from typing import TYPE_CHECKING

from acordo import lists
from acordo.facts import NAME_PROPERTIES, Edition, Kind, PartialDate, Property
from tests.lists.specimens import DATA, births_by_reference, names_by_reference, needs_data, read, said

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = needs_data

OFAC = DATA / "us_ofac"
DAY = "2022-01-31"
FLAT, ADVANCED = OFAC / "consolidated-2025-03-28.xml", OFAC / "consolidated-advanced-2020-03-17.xml"
Sets = dict[str, set[str]]


MAIN = OFAC / f"sdn-{DAY}.csv"
"""Its last row was changed by whoever passed it on: it bears the number of an earlier entry, while its address bears
the number that follows the row before; and one alias was added behind the end of the ALT table."""
MEANT = ("2677", "34489")


def tables() -> Edition:
    return read("us_ofac", MAIN)


def flat() -> Edition:
    return read("us_ofac_cons", FLAT)


def advanced() -> Edition:
    return read("us_ofac_cons", ADVANCED)


def counts(edition: Edition) -> tuple[int, int, int, int]:
    """Persons, others, further names, entries with a birth date."""
    kinds = Counter(said(edition, Property.KIND))
    names = sum(one.property in NAME_PROPERTIES for one in edition.statements)
    persons = kinds[str(Kind.PERSON)]
    others = sum(kinds.values()) - persons
    return persons, others, names - persons - others, len(births_by_reference(edition))


def test_the_counts_are_those_known() -> None:
    assert counts(flat()) == (80, 363, 1136, 75)
    assert counts(advanced()) == (82, 293, 915, 77)
    persons, others, further, born = counts(tables())
    assert (persons, others, born) == (4643, 4401, 4512)
    quoted = sum(len(re.findall(r"(?:[afn]\.k\.a\.|d\.b\.a\.) '", row[11])) for row in rows(MAIN) if "k.a." in row[11])
    assert further == 12409 + 2475
    assert quoted - further + 12409 in range(5)  # names cut off with their remark


def test_nothing_is_left_over() -> None:
    assert flat().alarms == ()
    assert advanced().alarms == ()
    cut, slip = tables().alarms
    assert (slip.path, slip.count, slip.reference) == ("SDN/ent_num", 1, MEANT[1])
    assert (cut.path, cut.count) == ("SDN/Remarks (cut off; the rest stands in the table of comments)", 7)


def test_the_number_that_was_changed_on_its_way_is_read_as_the_one_its_address_bears() -> None:
    assert f"ent_num: {MEANT[0]}" in said(tables(), Property.NOTE, MEANT[1])
    assert len(said(tables(), Property.ADDRESS, MEANT[1])) == 1
    assert len(said(tables(), Property.KIND, MEANT[0])) == 1


def rows(path: Path) -> list[list[str]]:
    with path.open(encoding="ascii", newline="") as file:
        found = [row for row in csv.reader(file) if len(row) > 1]
    if path == MAIN:
        assert found[-1][0] == MEANT[0]
        found[-1][0] = MEANT[1]
    return found


def printed(edition: Edition) -> Sets:
    """The names of each entry as the publisher prints them."""
    found: Sets = defaultdict(set)
    for one in edition.statements:
        if one.property in NAME_PROPERTIES:
            content = one.content
            assert not isinstance(content, str)
            found[one.reference].add(one.original or content["text"])
    return found


def test_the_names_of_the_tables_are_those_of_a_naive_reading() -> None:
    naive: Sets = defaultdict(set)
    for row in rows(MAIN):
        naive[row[0]].add(" ".join(row[1].split()))
        remark = row[11] if len(row[11]) < 1000 else row[11].rpartition(";")[0]
        for name in re.findall(r"(?:[afn]\.k\.a\.|d\.b\.a\.) '(.+?)'(?=;|\.?$)", remark):
            naive[row[0]].add(" ".join(name.split()))
    for row in rows(OFAC / f"alt-{DAY}.csv"):
        naive[row[0]].add(" ".join(row[3].split()))
    assert printed(tables()) == naive


def naive_date(text: str) -> str:
    circa = "~" if "circa" in text else ""
    text = text.replace("circa ", "")
    for form, written in (("%d %b %Y", "%Y-%m-%d"), ("%b %Y", "%Y-%m"), ("%Y", "%Y")):
        with suppress(ValueError):
            return time.strftime(written, time.strptime(text, form)) + circa
    return text


def naive_span(text: str) -> str:
    about = re.fullmatch(r"circa ([0-9]{4})-([0-9]{4})", text)
    parts = [f"circa {year}" for year in about.groups()] if about else text.split(" to ")
    return "/".join(naive_date(part) for part in parts)


def test_the_births_of_the_tables_are_those_of_a_naive_reading() -> None:
    naive: Sets = defaultdict(set)
    for row in rows(MAIN):
        for piece in row[11].removesuffix(".").split("; "):
            if found := re.fullmatch(r"(?:alt\. )?DOB (.+)", piece):
                naive[row[0]].add(naive_span(found[1]))
    assert births_by_reference(tables()) == naive


def test_the_numbers_of_the_tables_are_those_of_a_naive_reading() -> None:
    """Passports and vessels' numbers, by patterns of their own."""
    passports: Sets = defaultdict(set)
    vessels: Sets = defaultdict(set)
    for row in rows(MAIN):
        remark = row[11] if len(row[11]) < 1000 else row[11].rpartition(";")[0]
        passports[row[0]] |= set(re.findall(r"(?:^|; )(?:alt\. )?Passport ([A-Z0-9]+)(?= \(|;|\.?$)", remark))
        vessels[row[0]] |= set(re.findall(r"Vessel Registration Identification (?:IMO )?([0-9]{7})", remark))
    read_numbers: Sets = defaultdict(set)
    read_vessels: Sets = defaultdict(set)
    for one in tables().statements:
        if one.property is Property.DOCUMENT:
            read_numbers[one.reference].add(dict(one.content).get("number", ""))  # type: ignore[arg-type]
        elif one.property is Property.IMO_NUMBER:
            read_vessels[one.reference].add(str(one.content))
    assert sum(map(len, passports.values())) > 1000
    assert all(numbers <= read_numbers[reference] for reference, numbers in passports.items())
    assert read_vessels == {reference: numbers for reference, numbers in vessels.items() if numbers}


def texts(element: ET.Element, path: str) -> list[str]:
    return [" ".join((one.text or "").split()) for one in element.findall(path)]


def test_sdn_xml_says_what_a_naive_reading_of_it_says() -> None:
    names: Sets = defaultdict(set)
    births: Sets = defaultdict(set)
    numbers: Sets = defaultdict(set)
    for entry in ET.parse(FLAT).getroot().findall("{*}sdnEntry"):
        (reference,) = texts(entry, "{*}uid")
        for block in (entry, *entry.findall("{*}akaList/{*}aka")):
            halves = (*texts(block, "{*}lastName"), *texts(block, "{*}firstName"))
            names[reference].add(", ".join(halves))
        births[reference] |= {naive_span(one) for one in texts(entry, ".//{*}dateOfBirth")}
        numbers[reference] |= set(texts(entry, ".//{*}idNumber"))
    assert printed(flat()) == names
    assert births_by_reference(flat()) == {one: dates for one, dates in births.items() if dates}
    kept: dict[str, list[str]] = defaultdict(list)
    for one in flat().statements:
        kept[one.reference].append(f"{one.value.lower()} {one.original}".replace('\\"', '"'))
    missing = {
        number
        for reference, found in numbers.items()
        for number in found
        if not any(number in value or number.lower() in value for value in kept[reference])
    }
    # dates of foundation are written in another form
    assert {number for number in missing if not re.fullmatch(r"[0-9]{2} [A-Z][a-z]{2} [0-9]{4}", number)} == set()


def test_the_advanced_layout_says_what_a_naive_reading_of_it_says() -> None:
    space = "{http://www.un.org/sanctions/1.0}"
    root = ET.parse(ADVANCED).getroot()
    names: Sets = defaultdict(set)
    spans: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for party in root.iter(f"{space}DistinctParty"):
        for documented in party.iter(f"{space}DocumentedName"):
            parts = [" ".join((one.text or "").split()) for one in documented.iter(f"{space}NamePartValue")]
            names[party.attrib["FixedRef"]].add(", ".join(parts))
        for feature in party.iter(f"{space}Feature"):
            if feature.attrib["FeatureTypeID"] == "8":
                points = ["-".join(one.text or "" for one in point) for point in feature.iter() if len(point) == 3]
                days = ["-".join(f"{int(part):02d}" for part in one.split("-")) for one in points if "\n" not in one]
                spans[party.attrib["FixedRef"]].add((min(days), max(days)))
    assert printed(advanced()) == names
    found = {
        reference: {
            (PartialDate.parse(one).earliest.isoformat(), PartialDate.parse(one).latest.isoformat()) for one in dates
        }
        for reference, dates in births_by_reference(advanced()).items()
    }
    assert found == spans
    assert len(said(advanced(), Property.LINKED_TO)) == len(list(root.iter(f"{space}ProfileRelationship")))
    events = Counter(
        one.attrib["ProfileID"]
        for one in root.iter(f"{space}SanctionsEntry")
        for _ in one.findall(f"{space}EntryEvent")
    )
    assert Counter(one.reference for one in advanced().statements if one.property is Property.LISTED_ON) == events


def test_both_layouts_say_the_same_of_the_entries_they_share() -> None:
    """Five years lie between the two files: birth dates stand as they were; firms were renamed."""
    before, after = names_by_reference(advanced()), names_by_reference(flat())
    shared = before.keys() & after.keys()
    assert (len(shared), len(before.keys() - shared), len(after.keys() - shared)) == (366, 9, 77)
    births = births_by_reference(advanced()), births_by_reference(flat())
    assert all(births[0][reference] == births[1][reference] for reference in shared)
    persons = {one.reference for one in flat().statements if one.value == '"person"'} & shared
    folded = {one: ({name.lower() for name in before[one]}, {name.lower() for name in after[one]}) for one in shared}
    assert len(persons) == 79
    assert all(folded[one][0] <= folded[one][1] for one in persons)
    assert sum(folded[one][0] == folded[one][1] for one in persons) == 78  # one got two further names
    assert sum(before[one] == after[one] for one in shared) == 254
    assert sum(old == new for old, new in folded.values()) == 292


def test_the_editions_are_plausible() -> None:
    sdn, cons = lists.publisher("us_ofac").bounds, lists.publisher("us_ofac_cons").bounds
    assert sdn.hold(0, 9044) is None
    assert sdn.hold(9044, 17_000) is None
    assert cons.hold(0, 375) is None
    assert cons.hold(375, 443) is None
    assert sdn.hold(9044, 443) is not None
