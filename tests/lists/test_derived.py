from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from acordo.lists.derived import reference, told_apart

if TYPE_CHECKING:
    from random import Random

_fields = st.lists(st.text(max_size=12), min_size=1, max_size=4)


def test_case_marks_and_blanks_change_no_reference() -> None:
    assert reference("João", "Nampula") == reference("JOAO ", " nampula")
    assert reference("João", "Nampula") != reference("João Nampula")
    assert reference("João", prefix="ca").startswith("ca-")


@given(_fields, _fields)
def test_the_same_fields_give_the_same_reference(one: list[str], other: list[str]) -> None:
    assert reference(*one) == reference(*one)
    if [field.casefold() for field in one] == [field.casefold() for field in other]:
        assert reference(*one) == reference(*other)


@given(st.lists(st.tuples(_fields, _fields), max_size=12))
def test_every_entry_has_a_reference_of_its_own(entries: list[tuple[list[str], list[str]]]) -> None:
    found = told_apart([reference(*fields) for fields, _ in entries], [further for _, further in entries])
    assert len(set(found)) == len(entries)


_few = st.lists(st.sampled_from("abc"), min_size=1, max_size=1)
_more = st.lists(st.sampled_from("xyz"), min_size=1, max_size=2)
_entries = st.lists(st.tuples(_few, _more), max_size=12)


def _references(entries: list[tuple[list[str], list[str]]]) -> list[str]:
    return list(told_apart([reference(*fields) for fields, _ in entries], [further for _, further in entries]))


@given(_entries, st.randoms(use_true_random=False))
def test_the_order_of_the_entries_decides_no_reference(
    entries: list[tuple[list[str], list[str]]], chance: Random
) -> None:
    moved = list(entries)
    chance.shuffle(moved)
    before, after = (sorted(zip(map(str, one), _references(one), strict=True)) for one in (entries, moved))
    assert before == after


@given(_entries, st.integers(0, 12))
def test_entries_added_or_removed_change_no_reference_but_that_of_a_namesake(
    entries: list[tuple[list[str], list[str]]], kept: int
) -> None:
    whole, part = _references(entries), _references(entries[:kept])
    for (fields, _), before, after in zip(entries[:kept], part, whole, strict=False):
        assert before == after or any(other == fields for other, _ in entries[kept:])


@given(_entries)
def test_namesakes_bear_what_tells_them_apart_and_nobody_the_plain_reference(
    entries: list[tuple[list[str], list[str]]],
) -> None:
    for (fields, _), found in zip(entries, _references(entries), strict=True):
        alone = sum(other == fields for other, _ in entries) == 1
        assert (found == reference(*fields)) is alone
