"""The publisher's own table, where it is at hand, against an independent and naive reading of it."""

from __future__ import annotations

import csv

from acordo import lists
from acordo.facts import Edition, Property
from tests.lists.specimens import DATA, births_by_reference, names_by_reference, needs_data, read, said

pytestmark = needs_data

FILE = DATA / "ae_local" / "local-terrorist-list-2025.csv"
PUBLISHER = lists.publisher("ae_local")


def edition() -> Edition:
    return read("ae_local", FILE)


def naive() -> list[list[str]]:
    with FILE.open(encoding="utf-8-sig", newline="") as file:
        rows = [[" ".join(cell.split()) for cell in row] for row in csv.reader(file)]
    return [["" if cell == "-" else cell for cell in row] for row in rows if row[0].isdigit()]


def bare(name: str) -> str:
    return name if "(" not in name else name.partition("(")[0].strip() or name.strip("() ")


def test_nothing_is_left_over() -> None:
    assert edition().alarms == ()
    assert {one.path: one.count for one in edition().ignored} == {"/known as": 91, "/number": 155, "/title": 2}


def test_the_counts_are_those_counted_by_hand() -> None:
    assert said(edition(), Property.KIND) == ["person"] * 155
    assert len(births_by_reference(edition())) == 90
    assert len({one.reference for one in edition().statements}) == 155


def test_names_and_birth_dates_are_those_of_a_naive_reading() -> None:
    order = list(dict.fromkeys(one.reference for one in edition().statements))
    names, births = names_by_reference(edition()), births_by_reference(edition())
    for reference, row in zip(order, naive(), strict=True):
        printed = {bare(name) for cell in (row[5], row[6], row[9]) for name in cell.split("، ") if cell}
        asides = {name for name in names[reference] - printed if any(f"{name})" in cell for cell in (row[5], row[9]))}
        assert names[reference] - asides == printed or "<" in row[5]
        born = "-".join(reversed(row[7].replace("/", "-").split("-")))
        assert births[reference] == ({born} if born else set())


def test_documents_and_decisions_are_those_of_a_naive_reading() -> None:
    numbers = {
        one["number"] for one in said(edition(), Property.DOCUMENT) if not isinstance(one, str) if "number" in one
    }
    printed = {row[14] for row in naive()}
    assert {one for one in printed if one and ":" not in one} <= numbers
    assert all(any(number in one for one in printed) for number in numbers)
    assert said(edition(), Property.LEGAL_BASIS) == [row[18] for row in naive()]


def test_the_edition_is_plausible() -> None:
    assert PUBLISHER.bounds.hold(0, 155) is None
