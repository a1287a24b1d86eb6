"""Two indexes merged are the index of what both hold, to the last figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from acordo.facts import Kind, Property
from acordo.matching import Listed, ListedName, policy
from acordo.matching.building import build
from acordo.matching.merging import merged
from tests.matching.strategies import registers

if TYPE_CHECKING:
    from acordo.matching.held import Held

NUMBERS = st.frozensets(st.integers(0, 5))


def _require_same(one: Held, other: Held) -> None:
    for (name, array), (also, wanted) in zip(one.arrays().items(), other.arrays().items(), strict=True):
        assert (name, array.dtype, array.shape) == (also, wanted.dtype, wanted.shape)
        assert np.array_equal(array, wanted), name


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(registers(), registers(), NUMBERS, NUMBERS)
def test_what_is_merged_is_what_is_built_of_the_same_entries(
    before: list[Listed], after: list[Listed], gone: frozenset[int], changed: frozenset[int]
) -> None:
    absent = frozenset(f"made/{number}" for number in gone | changed)
    recent = [entry for entry in after if entry.entry_id in {f"made/{number}" for number in changed}]
    left = [entry for entry in before if entry.entry_id not in absent]
    _require_same(merged(build(before), absent, build(recent)), build([*left, *recent]))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(registers(), min_size=1, max_size=4))
def test_lists_that_come_one_after_another_give_the_index_of_all(lists: list[list[Listed]]) -> None:
    named = [
        [Listed(f"{number}/{entry.entry_id}", entry.kind, entry.names, entry.born) for entry in entries]
        for number, entries in enumerate(lists)
    ]
    held = build([])
    for entries in named:
        held = merged(held, frozenset(), build(entries))
    _require_same(held, build([entry for entries in named for entry in entries]))


def test_a_word_that_no_name_bears_any_more_by_itself_is_weighed_as_joined_ones_are() -> None:
    def entry(id_: str, text: str) -> Listed:
        return Listed(id_, Kind.PERSON, (ListedName(text, Property.PRIMARY_NAME),))

    base = build([entry("a", "Zulmira Kanthu"), entry("b", "Zulmirakanthu Quelimo")])
    left = merged(base, frozenset({"b"}), build([]))
    assert left.postings.information.max() == np.float32(policy.MOST_INFORMATION)
    _require_same(left, build([entry("a", "Zulmira Kanthu")]))
