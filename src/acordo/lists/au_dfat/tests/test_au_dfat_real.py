"""The publisher's own file, where it is at hand, against an independent and naive reading of it.

The naive reading uses another parser and none of the reader's code. No name stands in this source.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from datetime import datetime
from functools import cache
from typing import Any

import openpyxl
import pytest

from acordo import lists
from acordo.facts import NAME_PROPERTIES, Edition, Property
from tests.lists.specimens import DATA, births_by_reference, names_by_reference, needs_data, read, said

pytestmark = needs_data

BOOK = DATA / "au_dfat" / "regulation8-2024-12.xlsx"


@cache
def rows() -> list[tuple[str, dict[str, Any]]]:
    """The rows under their headings with the number of their entry, as a hasty reader sees them."""
    with BOOK.open("rb") as file:
        table = list(openpyxl.load_workbook(file, read_only=True).worksheets[0].iter_rows(values_only=True))
    found = [dict(zip(map(str, table[0][:12]), row[:12], strict=True)) for row in table[1:] if row[0] is not None]
    return [(re.sub("[a-z].*", "", str(row["Reference"]).strip()), row) for row in found]


def edition() -> Edition:
    return read("au_dfat", BOOK)


def squeezed(cell: Any) -> str:
    return " ".join(str(cell or "").split())


def words_of(name: str) -> str:
    """The words of a name, in whatever order, without the remark that it was listed so."""
    bare = re.sub(r"\((previously|formerly) listed as.*\)", "", name, flags=re.IGNORECASE)
    return " ".join(sorted(bare.replace(",", " ").split()))


def test_one_month_is_misspelt_and_nothing_else_is_left_over() -> None:
    (alarm,) = edition().alarms
    assert (alarm.path, alarm.count) == ("/Date of Birth", 1)
    assert alarm.example.endswith("not a date in a form that this list uses")


def test_the_counts_are_those_counted_by_hand() -> None:
    assert Counter(said(edition(), Property.KIND)) == {"person": 2316, "group": 746}
    further = {one.path: one.count for one in edition().ignored}["/Reference"]
    assert further == 6491
    assert sum(len(names) - 1 for names in names_by_reference(edition()).values()) == 6456  # 35 rows repeat a name
    in_words_only = {one.reference for one in edition().statements if one.property is Property.BIRTH_NOTE}
    born = births_by_reference(edition()).keys()
    assert (len(born), len(in_words_only - born)) == (2222, 2)


def test_names_equal_a_naive_reading() -> None:
    naive: dict[str, set[str]] = defaultdict(set)
    for reference, row in rows():
        naive[reference].add(words_of(squeezed(row["Name of Individual or Entity"])))
    seen = {reference: set(map(words_of, names)) for reference, names in names_by_reference(edition()).items()}
    assert seen == naive


def test_whole_days_of_birth_equal_a_naive_reading() -> None:
    """Cells that hold a day are days of the entry; what is written otherwise has the same years."""
    seen: dict[str, set[str]] = dict(births_by_reference(edition()).items())
    naive = {
        (reference, row["Date of Birth"]) for reference, row in rows() if isinstance(row["Date of Birth"], datetime)
    }
    assert len(naive) > 1000
    assert {(one, day) for one, day in naive if f"{day:%Y-%m-%d}" not in seen[one]} == set()


def test_years_of_birth_equal_a_naive_reading() -> None:
    naive: dict[str, set[str]] = defaultdict(set)
    for reference, row in rows():
        naive[reference] |= set(re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", squeezed(row["Date of Birth"])))
    seen: dict[str, set[str]] = defaultdict(set)
    for one in edition().statements:
        if one.property is Property.BORN:
            seen[one.reference] |= set(re.findall(r"\d{4}", str(one.content)))
    assert {one for one, years in naive.items() if years != seen[one]} == set()
    assert seen.keys() <= naive.keys()


@pytest.mark.parametrize(
    "heading", ["Place of Birth", "Citizenship", "Address", "Listing Information", "Additional Information"]
)
def test_every_word_of_a_cell_stands_in_its_entry(heading: str) -> None:
    kept: dict[str, list[str]] = defaultdict(list)
    for one in edition().statements:
        content = one.content
        kept[one.reference] += [content] if isinstance(content, str) else content.values()
        kept[one.reference].append(one.original)
    whole = {reference: " ".join(" ".join(texts).split()) for reference, texts in kept.items()}
    texts = [(reference, squeezed(row[heading])) for reference, row in rows() if not isinstance(row[heading], datetime)]
    texts = [(reference, text) for reference, text in texts if text.lower() not in {"na", "n/a"}]
    assert [reference for reference, text in texts if text.strip(" ,;") not in whole[reference]] == []


def test_committees_equal_a_naive_reading() -> None:
    naive = {(reference, squeezed(row["Committees"])) for reference, row in rows()}
    assert {(one.reference, one.content) for one in edition().statements if one.property is Property.PROGRAMME} == naive


def test_the_list_is_plausible_and_every_entry_has_one_primary_name() -> None:
    references = [one.reference for one in edition().statements if one.property is Property.PRIMARY_NAME]
    assert len(references) == len(set(references)) == len({one.reference for one in edition().statements})
    assert lists.publisher("au_dfat").bounds.hold(0, len(references)) is None
    assert {one.reference for one in edition().statements if one.property in NAME_PROPERTIES} == set(references)
