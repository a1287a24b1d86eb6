from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from acordo.lists.reading import in_steps


@given(st.integers(0, 700))
def test_every_item_comes_and_the_end_is_told_once(count: int) -> None:
    told: list[tuple[int, int]] = []
    assert list(in_steps(range(count), lambda done, total: told.append((done, total)))) == list(range(count))
    assert told[-1:] == ([(count, count)] if count else [])
    assert len(told) <= 200
    assert sorted(set(told)) == told
    assert list(in_steps(range(count), None)) == list(range(count))
