from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acordo.facts import PartialDate, UnreadableDate
from tests.facts.strategies import partial_dates


@given(partial_dates)
def test_what_is_written_is_read_back(given_date: PartialDate) -> None:
    assert PartialDate.parse(str(given_date)) == given_date


@given(partial_dates)
def test_the_first_day_is_never_after_the_last(given_date: PartialDate) -> None:
    assert given_date.earliest <= given_date.latest
    assert (given_date.earliest == given_date.latest) or not given_date.exact


@given(st.text(max_size=24))
def test_any_text_is_a_date_or_unreadable(text: str) -> None:
    try:
        read = PartialDate.parse(text)
    except UnreadableDate:
        return
    assert str(read) == text.strip()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1988-13",
        "1988-02-30",
        "1988-00-01",
        "1988-01-00",
        "0000",
        "00/00/1965",
        "1988/1964",
        "1988/",
        "/1988",
        "1/2/3",
        "١٩٨٨",
    ],
)
def test_what_is_no_date_is_said_to_be_none(text: str) -> None:
    with pytest.raises(UnreadableDate, match="is not a date"):
        PartialDate.parse(text)


def test_the_last_day_of_february_is_known() -> None:
    assert PartialDate.parse("2000-02").latest.day == 29
    assert PartialDate.parse("1900-02").latest.day == 28
    assert PartialDate.parse("1964/2008").latest.year == 2008


def test_a_day_without_its_month_is_no_date() -> None:
    with pytest.raises(UnreadableDate):
        PartialDate(1988, None, 3)
