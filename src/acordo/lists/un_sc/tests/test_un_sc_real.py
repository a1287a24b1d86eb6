"""The publisher's own files, where they are at hand, against an independent and naive reading of them.

The naive reading uses another parser and none of the reader's code. No name stands in this source.
"""

from __future__ import annotations

import unicodedata
import xml.etree.ElementTree as ET
from collections import Counter
from functools import cache
from itertools import pairwise

import pytest

from acordo import lists
from acordo.facts import NAME_PROPERTIES, Edition, Property, SourceName, difference
from tests.lists.specimens import DATA

EDITIONS = ("2024-11-30", "2025-08-02", "2026-02-27")
PUBLISHER = lists.publisher("un_sc")

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="../shared/data is absent")

Said = set[tuple[str, str, str]]
"""Reference, kind of value, value."""

NOTHING = {"", "na", "null"}


@cache
def read(day: str) -> Edition:
    assert PUBLISHER.marking is not None
    return PUBLISHER.reader()(
        DATA / "un_sc" / f"consolidated-{day}.xml", source=SourceName("un_sc"), marking=PUBLISHER.marking
    )


def squeezed(element: ET.Element | None) -> str:
    return " ".join(((element.text if element is not None else "") or "").split())


@cache
def naive(day: str) -> Said:
    """What a hasty reader would see: one tuple a value, from the elements that hold simple texts."""
    found: Said = set()
    for group in ET.parse(DATA / "un_sc" / f"consolidated-{day}.xml").getroot():
        for party in group:
            reference = squeezed(party.find("REFERENCE_NUMBER"))
            whole = " ".join(
                part
                for part in (squeezed(party.find(f"{nth}_NAME")) for nth in ("FIRST", "SECOND", "THIRD", "FOURTH"))
                if part not in NOTHING
            )
            found.add((reference, "name", whole))
            for kind, path in (
                ("name", "NAME_ORIGINAL_SCRIPT"),
                ("name", "INDIVIDUAL_ALIAS/ALIAS_NAME"),
                ("name", "ENTITY_ALIAS/ALIAS_NAME"),
                ("nationality", "NATIONALITY/VALUE"),
                ("position", "DESIGNATION/VALUE"),
                ("title", "TITLE/VALUE"),
                ("amended_on", "LAST_DAY_UPDATED/VALUE"),
                ("programme", "UN_LIST_TYPE"),
                ("publisher_number", "DATAID"),
                ("submitted_by", "SUBMITTED_BY"),
                ("number", "INDIVIDUAL_DOCUMENT/NUMBER"),
                ("narrative", "COMMENTS1"),
            ):
                found |= {(reference, kind, squeezed(one)) for one in party.findall(path)}
            found.add((reference, "listed_on", squeezed(party.find("LISTED_ON"))[:10]))
            found.add((reference, "sex", squeezed(party.find("GENDER")).lower()))
            for birth in party.findall("INDIVIDUAL_DATE_OF_BIRTH"):
                kind, years = (
                    squeezed(birth.find("TYPE_OF_DATE")),
                    [squeezed(birth.find(f"{end}_YEAR")) for end in ("FROM", "TO")],
                )
                about = "~" if "APPROX" in kind or squeezed(birth.find("NOTE")) == "Approximately" else ""
                for one in [
                    squeezed(birth.find("DATE")),
                    squeezed(birth.find("YEAR")),
                    "/".join(y + about for y in years if y),
                ]:
                    found.add((reference, "born", one + about * ("/" not in one) if one else ""))
    return {one for one in found if one[2] not in NOTHING}


def as_naive(edition: Edition) -> Said:
    """The reader's statements, seen as the hasty reader sees them."""
    found: Said = set()
    for one in edition.statements:
        content = one.content
        if one.property in NAME_PROPERTIES:
            assert not isinstance(content, str)
            found.add((one.reference, "name", content["text"]))
        elif one.property is Property.DOCUMENT:
            assert not isinstance(content, str)
            found.add((one.reference, "number", content.get("number", "")))
        elif isinstance(content, str):
            found.add((one.reference, str(one.property), " ".join(content.split())))
    return {one for one in found if one[2]}


KINDS = {kind for day in EDITIONS[:1] for _, kind, _ in (naive(day) if DATA.is_dir() else ())}


@pytest.mark.parametrize("day", EDITIONS)
def test_nothing_is_left_over(day: str) -> None:
    assert read(day).alarms == ()


@pytest.mark.parametrize(
    ("day", "persons", "others", "further_names"),
    [("2024-11-30", 686, 193, 3099), ("2025-08-02", 684, 195, 3091), ("2026-02-27", 730, 273, 3130)],
)
def test_the_counts_are_those_counted_by_hand(day: str, persons: int, others: int, further_names: int) -> None:
    edition = read(day)
    kinds = Counter(one.content for one in edition.statements if one.property is Property.KIND)
    assert (kinds["person"], kinds["group"]) == (persons, others)
    further = [one for one in edition.statements if one.property in NAME_PROPERTIES[1:]]
    assert len(further) == further_names
    assert edition.issued is not None
    assert edition.issued.isoformat() == day


def test_every_original_script_is_met() -> None:
    """Names by the script of most of their letters, as the data's own counts have it."""
    scripts: Counter[str] = Counter()
    for one in read("2026-02-27").statements:
        if one.property in NAME_PROPERTIES:
            content = one.content
            assert not isinstance(content, str)
            letters = Counter(unicodedata.name(one).split()[0] for one in content["text"] if one.isalpha())
            scripts.update([letters.most_common(1)[0][0]])
    assert (scripts["ARABIC"], scripts["CYRILLIC"], scripts["CJK"]) == (372, 11, 4)


@pytest.mark.parametrize("day", EDITIONS)
def test_names_birth_dates_and_simple_values_equal_a_naive_reading(day: str) -> None:
    seen, hasty = as_naive(read(day)), naive(day)
    assert {kind for _, kind, _ in hasty} == KINDS
    only_hasty = hasty - seen
    assert only_hasty == {one for one in only_hasty if one[1] == "born"}
    assert len(only_hasty) <= 1  # a year whose month stands in the note beside it: the reader says year and month
    only_reader = {one for one in seen - hasty if one[1] in KINDS}
    assert {kind for _, kind, _ in only_reader} <= {"born"}
    words = {
        (one.reference, "born", one.content)
        for one in read(day).statements
        if one.property is Property.BORN and (one.original.startswith("EXACT") or day == "2024-11-30")
    }
    assert only_reader <= words  # dates that the list gives in words, and in 2024 as nameless aliases


def test_between_two_editions_the_difference_is_that_of_the_two_files() -> None:
    before, after = read("2025-08-02"), read("2026-02-27")
    changes = difference(before.source, 1, {one.id: one.marking for one in before.statements}, after.statements)
    held = {one.id: one for one in before.statements}
    added = as_naive(Edition(after.source, None, after.document, changes.adds))
    removed = as_naive(Edition(after.source, None, after.document, tuple(held[id_] for id_ in changes.removes)))
    hasty_before, hasty_after = naive("2025-08-02"), naive("2026-02-27")
    simple = KINDS - {"born", "number", "name"}  # values whose statement holds no more than the naive tuple
    assert {one for one in added if one[1] in simple} == {one for one in hasty_after - hasty_before if one[1] in simple}
    assert {one for one in removed if one[1] in simple} == {
        one for one in hasty_before - hasty_after if one[1] in simple
    }
    for kind in ("name", "number", "born"):
        assert {one for one in hasty_after - hasty_before if one[1] == kind} <= added
        assert {one for one in hasty_before - hasty_after if one[1] == kind} <= removed
    assert not changes.amends


def test_entries_added_and_delisted_are_those_of_the_two_files() -> None:
    def references(edition: Edition) -> set[str]:
        return {one.reference for one in edition.statements}

    before, after = references(read("2025-08-02")), references(read("2026-02-27"))
    assert (len(after - before), len(before - after)) == (127, 3)


def test_a_malformed_file_is_refused_with_line_and_column() -> None:
    assert PUBLISHER.marking is not None
    with pytest.raises(lists.MalformedDocument) as caught:
        PUBLISHER.reader()(
            DATA / "un_sc" / "malformed-2025-08-16.xml", source=SourceName("un_sc"), marking=PUBLISHER.marking
        )
    assert caught.value.arguments["line"] == 53
    assert caught.value.arguments["column"] == 11
    assert "Char" in str(caught.value.arguments["reason"])


def test_the_editions_are_plausible_after_each_other() -> None:
    counts = [len({one.reference for one in read(day).statements}) for day in EDITIONS]
    assert PUBLISHER.bounds.hold(0, counts[0]) is None
    assert all(PUBLISHER.bounds.hold(*pair) is None for pair in pairwise(counts))
