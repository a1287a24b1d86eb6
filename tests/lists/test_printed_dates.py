from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acordo.facts import Property, Reference, SourceName
from acordo.lists.printed_dates import Flaw, Order, printed_date, say_dates, say_day
from acordo.lists.stating import Stating, Tally
from acordo.markings import Marking


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("1965", "1965"),
        ("15/03/1965", "1965-03-15"),
        ("15-03-1965", "1965-03-15"),
        ("15.3.1965", "1965-03-15"),
        ("1965-03-15", "1965-03-15"),
        ("00/00/1965", "1965"),
        ("00/03/1965", "1965-03"),
        ("03/1965", "1965-03"),
        ("1965-03", "1965-03"),
        ("15 Mar 1965", "1965-03-15"),
        ("15th March 1965", "1965-03-15"),
        ("Mar 1965", "1965-03"),
        ("Sept. 1965", "1965-09"),
        ("March 15, 1965", "1965-03-15"),
        ("circa 1965", "1965~"),
        ("c. 1965", "1965~"),
        ("Approximately Mar 1965", "1965-03~"),
        ("1965 (approximately)", "1965~"),
        ("1965 to 1968", "1965/1968"),
        ("between 1965 and 1968", "1965/1968"),
        ("1965-1968", "1965/1968"),
        ("circa 1965 to circa 1968", "1965~/1968~"),
        ("circa 1965-1968", "1965~/1968~"),
        ("circa 1965 to 1968", "1965~/1968~"),
        ("between circa 1965 and 1968", "1965~/1968"),
        ("01 Jan 1965 to 31 Dec 1967", "1965-01-01/1967-12-31"),
    ],
)
def test_dates_are_read_as_lists_print_them(text: str, written: str) -> None:
    printed = printed_date(text, Order.DAY_FIRST)
    assert (str(printed.date), printed.flaw) == (written, None)


@pytest.mark.parametrize("text", ["30/02/1965", "31 April 1965", "15/13/1965", "10/00/1965", "1965-02-30"])
def test_what_is_no_day_of_the_calendar_keeps_its_year(text: str) -> None:
    printed = printed_date(text, Order.DAY_FIRST)
    assert (str(printed.date), printed.flaw) == ("1965", Flaw.NO_SUCH_DAY)


@pytest.mark.parametrize("text", ["1389", "12/08/1389", "1385 AH", "15 رجب 1395 هـ", "1342 (Hijri)"])
def test_another_calendar_is_never_converted(text: str) -> None:
    printed = printed_date(text, Order.DAY_FIRST)
    assert (printed.date, printed.flaw) == (None, Flaw.OTHER_CALENDAR)


@pytest.mark.parametrize(
    "text", ["unknown", "15/03/65", "0000", "1968 to 1965 or so", "99999", "in the sixties", "1/2"]
)
def test_what_is_no_date_is_told_as_such(text: str) -> None:
    printed = printed_date(text, Order.DAY_FIRST)
    assert (printed.date, printed.flaw) == (None, Flaw.NOT_A_DATE)


@given(st.dates(date(1600, 1, 1), date(2100, 12, 31)))
def test_the_order_of_the_list_decides_and_not_the_figures(day: date) -> None:
    expected = day.isoformat()
    assert str(printed_date(day.strftime("%d/%m/%Y"), Order.DAY_FIRST).date) == expected
    assert str(printed_date(day.strftime("%m/%d/%Y"), Order.MONTH_FIRST).date) == expected
    assert str(printed_date(expected, Order.YEAR_FIRST).date) == expected
    swapped = printed_date(day.strftime("%m/%d/%Y"), Order.DAY_FIRST)
    if day.day > 12:
        assert swapped.flaw is Flaw.NO_SUCH_DAY
    else:
        assert swapped.flaw is None


@given(st.text(max_size=60), st.sampled_from(Order))
def test_no_text_is_too_odd(text: str, order: Order) -> None:
    printed = printed_date(text, order)
    assert (printed.date is None) == (printed.flaw is not None) or printed.flaw in {Flaw.NO_SUCH_DAY, None}


def _stating() -> Stating:
    return Stating(SourceName("harbour"), Reference("hb-1"), Marking.parse("TLP:CLEAR", "harbour"), Tally())


def test_a_flawed_birth_date_is_an_alarm_and_stays_as_printed() -> None:
    stating = _stating()
    say_dates(stating, Property.BORN, "30/02/1965", Order.DAY_FIRST, "/DOB")
    said = [(one.property, one.content, one.original) for one in stating.statements]
    assert said == [(Property.BORN, "1965", "30/02/1965"), (Property.BIRTH_NOTE, "30/02/1965", "")]
    assert [(alarm.path, alarm.count) for alarm in stating.tally.alarms] == [("/DOB", 1)]


def test_a_day_of_listing_must_be_whole() -> None:
    stating = _stating()
    say_day(stating, Property.LISTED_ON, "03/1965", Order.DAY_FIRST, "/LISTED")
    say_day(stating, Property.LISTED_ON, "15/03/1965", Order.DAY_FIRST, "/LISTED")
    said = [(one.property, one.content) for one in stating.statements]
    assert said == [(Property.NOTE, "LISTED: 03/1965"), (Property.LISTED_ON, "1965-03-15")]
    assert [alarm.path for alarm in stating.tally.alarms] == ["/LISTED"]
