"""The publisher's own files, where they are at hand, against an independent and naive reading of them.

The naive reading uses another parser and none of the reader's code. No name stands in this source.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from functools import cache
from itertools import takewhile

import openpyxl
import pytest

from acordo import lists
from acordo.facts import NAME_PROPERTIES, Edition, Property
from tests.lists.specimens import DATA, births_by_reference, names_by_reference, needs_data, read, said

pytestmark = needs_data

BOOK = DATA / "uk_ofsi" / "conlist-2022-12.xlsx"
SAMPLE = DATA / "samples" / "hmt.csv"


@cache
def rows(of: str) -> list[dict[str, str]]:
    """The rows under their headings, as a hasty reader sees them."""
    if of == "book":
        with BOOK.open("rb") as file:
            sheet = openpyxl.load_workbook(file, read_only=True).worksheets[0]
            table = [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]
    else:
        with SAMPLE.open(encoding="utf-8-sig", newline="") as file:
            table = list(csv.reader(file))
    return [dict(zip(table[1], (" ".join(cell.split()) for cell in row), strict=True)) for row in table[2:]]


def edition(of: str) -> Edition:
    return read("uk_ofsi", BOOK if of == "book" else SAMPLE)


def as_written(printed: str) -> str:
    """A date of birth as the hasty reader writes it: the figures turned round, up to the first that is nothing."""
    return "-".join(takewhile(lambda part: part.strip("0"), reversed(printed.split("/"))))


def test_nothing_of_the_list_is_left_over() -> None:
    assert edition("book").alarms == ()
    assert [(one.path, one.count) for one in edition("book").ignored] == [("/DOB", 2)]


def test_the_sample_holds_one_day_that_is_none() -> None:
    assert [(one.path, one.count) for one in edition("sample").alarms] == [("/DOB", 1)]
    assert "no such day" in edition("sample").alarms[0].example


def test_the_counts_are_those_counted_by_hand() -> None:
    read_ = edition("book")
    assert Counter(said(read_, Property.KIND)) == {"person": 2771, "group": 644, "vessel": 15}
    assert sum(len(names) - 1 for names in names_by_reference(read_).values()) == 8018
    assert len(births_by_reference(read_)) == 2411
    assert str(read_.issued) == "2022-05-04"


@pytest.mark.parametrize("of", ["book", "sample"])
def test_names_equal_a_naive_reading(of: str) -> None:
    naive: dict[str, set[str]] = defaultdict(set)
    for row in rows(of):
        parts = [row[f"Name {number}"] for number in range(1, 7)]
        naive[row["Group ID"]].add(" ".join(part for part in parts if part))
        naive[row["Group ID"]] |= {row["Name Non-Latin Script"]} - {""}
    assert names_by_reference(edition(of)) == naive


@pytest.mark.parametrize("of", ["book", "sample"])
def test_birth_dates_equal_a_naive_reading(of: str) -> None:
    naive: dict[str, set[str]] = defaultdict(set)
    for row in rows(of):
        if row["DOB"].strip("0/"):
            naive[row["Group ID"]].add(as_written(row["DOB"]))
    assert births_by_reference(edition(of)) == naive


@pytest.mark.parametrize(
    ("heading", "property_"),
    [("Regime", Property.PROGRAMME), ("Other Information", Property.NARRATIVE)],
)
def test_values_that_stand_alone_equal_a_naive_reading(heading: str, property_: Property) -> None:
    naive = {(row["Group ID"], row[heading]) for row in rows("book")}
    seen = {
        (one.reference, " ".join(str(one.content).split()))
        for one in edition("book").statements
        if one.property is property_
    }
    assert seen == naive


@pytest.mark.parametrize(
    "heading", ["Title", "Nationality", "Position", "Passport Number", "Passport Details", "Country"]
)
def test_every_word_of_a_cell_stands_in_its_group(heading: str) -> None:
    kept: dict[str, list[str]] = defaultdict(list)
    for one in edition("book").statements:
        kept[one.reference].append(f"{one.value} {one.original}")
    whole = {reference: " ".join(texts).replace('\\"', '"') for reference, texts in kept.items()}
    assert [row["Group ID"] for row in rows("book") if row[heading] not in whole[row["Group ID"]]] == []


def test_the_list_is_plausible_and_every_entry_has_a_name() -> None:
    read_ = edition("book")
    references = {one.reference for one in read_.statements}
    assert lists.publisher("uk_ofsi").bounds.hold(0, len(references)) is None
    assert {one.reference for one in read_.statements if one.property in NAME_PROPERTIES} == references
    assert len(references - {one.reference for one in read_.statements if one.property is Property.PRIMARY_NAME}) == 2
