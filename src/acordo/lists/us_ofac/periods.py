"""Dates of the Advanced layout: days, and periods between a start and an end that may each be a period again.

A period from 1 January to 31 December is a year, or years; one of whole months is a month, or months; so "1962" and
"01 Jan 1962 to 31 Dec 1962", which other layouts tell apart, are one. A start or end called approximate makes the date
"about". A date of another calendar than the Gregorian is not converted.
"""

from __future__ import annotations

import calendar
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from acordo.facts import PartialDate

if TYPE_CHECKING:
    from acordo.lists.us_ofac.reference_sets import ReferenceSets
    from acordo.lists.xml import Taker

_GREGORIAN = "Gregorian"
_FIXED = ("YearFixed", "MonthFixed", "DayFixed")
_FIXED_REASON = "says which figures of a period are fixed; the figures themselves are read"
_YES = {"true": True, "false": False}


class UnreadablePeriod(ValueError):
    """A period has no date of our calendar; the text says what it has."""


def day_text(block: Taker, sets: ReferenceSets) -> str:
    """The day that an element with ``Year``, ``Month`` and ``Day`` states, in its text form.

    Raises:
        UnreadablePeriod: it is no day of the Gregorian calendar.
    """
    _require_calendar(block, sets)
    return _point(block).isoformat()


def period_text(block: Taker, sets: ReferenceSets) -> str:
    """The text form of the partial date that a ``DatePeriod`` states; empty where it states none.

    Raises:
        UnreadablePeriod: it is no period of the Gregorian calendar.
    """
    _require_calendar(block, sets)
    _leave_fixed(block)
    start, end = _boundary(block, "Start"), _boundary(block, "End")
    block.close()
    points = [*start[0], *end[0]]
    if not points:
        return ""
    first, last = points[0], points[-1]
    if last < first:
        raise UnreadablePeriod(f"it ends on {last} before it begins on {first}")
    return str(partial(first, last, circa=start[1] or end[1]))


def partial(first: date, last: date, *, circa: bool) -> PartialDate:
    """The shortest partial date whose days are those from ``first`` to ``last``."""
    begin, end = PartialDate(first.year, first.month, first.day, circa), PartialDate(last.year, last.month, last.day)
    end = replace(end, circa=circa)
    if first == last:
        return begin
    if first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]:
        begin, end = replace(begin, day=None), replace(end, day=None)
        if (first.month, last.month) == (1, 12):
            begin, end = replace(begin, month=None), replace(end, month=None)
    return begin if begin == end else replace(begin, end=end)


def _require_calendar(block: Taker, sets: ReferenceSets) -> None:
    stated = sets.value("CalendarType", block.attribute("CalendarTypeID"), block.reference)
    if stated != _GREGORIAN:
        raise UnreadablePeriod(f"a date of the calendar {stated or 'not stated'}, which is not converted")


def _leave_fixed(block: Taker) -> None:
    for name in _FIXED:
        block.ignore_attribute(name, _FIXED_REASON)


def _boundary(period: Taker, tag: str) -> tuple[list[date], bool]:
    """The first and last day of a start or an end, and whether it is approximate."""
    found: list[date] = []
    circa = False
    for block in period.many(tag):
        approximate = block.attribute("Approximate")
        if approximate not in _YES:
            raise UnreadablePeriod(f"its {tag} is approximate {approximate!r}")
        circa = circa or _YES[approximate]
        _leave_fixed(block)
        found += [_point(one) for one in (*block.many("From"), *block.many("To"))]
        block.close()
    return found, circa


def _point(block: Taker) -> date:
    figures = tuple(block.text(part) for part in ("Year", "Month", "Day"))
    block.close()
    try:
        return date(*map(int, figures))
    except ValueError as error:
        raise UnreadablePeriod("-".join(figures)) from error
