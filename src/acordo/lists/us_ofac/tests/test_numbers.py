from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acordo.lists.us_ofac.numbers import Slip, miswritten

_ordered = st.lists(st.integers(1, 10_000), min_size=3, max_size=20, unique=True).map(
    lambda numbers: [str(number) for number in sorted(numbers)]
)


@given(_ordered, st.data())
def test_a_row_that_bears_anothers_number_is_found_where_the_other_tables_prove_it(
    numbers: list[str], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(numbers) - 1))
    other = data.draw(
        st.sampled_from([number for at, number in enumerate(numbers) if abs(at - place) > 1])
        if len(numbers) > 3
        else st.just(numbers[place])
    )
    written = [other if at == place else number for at, number in enumerate(numbers)]
    slip = miswritten(written, numbers)
    if other == numbers[place]:
        assert slip is None
    else:
        assert slip == Slip(place, numbers[place])


@given(_ordered)
def test_whole_tables_have_no_slip(numbers: list[str]) -> None:
    assert miswritten(numbers, numbers) is None
    assert miswritten(numbers, [*numbers, "99999"]) is None


@pytest.mark.parametrize(
    ("numbers", "beside"),
    [
        (["1", "2", "3", "1"], ["1", "2", "3"]),  # no number without a row
        (["1", "2", "3", "1"], ["4", "5"]),  # two of them
        (["1", "2", "1", "1"], ["4"]),  # three rows
        (["1", "2", "3", "1"], ["2"]),
        (["1", "5", "3", "1"], ["2"]),  # it does not fit the place
        (["1", "1", "3"], ["2"]),  # neither row stands out of the order
        (["1", "2", "x", "1"], ["4"]),  # no numbers
    ],
)
def test_anything_less_is_no_slip(numbers: list[str], beside: list[str]) -> None:
    assert miswritten(numbers, beside) is None
