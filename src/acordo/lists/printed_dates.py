"""Dates as publishers print them, turned into partial dates, or told why not.

* Each list states in which **order** its figures stand; nothing is guessed from the figures themselves.
* 00 for a day or a month is how lists write "not known": ``00/00/1965`` is the year 1965.
* What is no day of the calendar (30 February, month 13, a day without its month) keeps its year, which is surely
  printed, and is told as a **flaw**, so that the reader raises an alarm and keeps the text as printed.
* A year of another calendar (Hijri, Solar Hijri) is never converted: both need a day to do it rightly.
* "circa" and its like make the date "about"; a span stays a span.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from acordo.facts import PartialDate, Property, UnreadableDate

if TYPE_CHECKING:
    from acordo.lists.stating import Stating


class Order(StrEnum):
    """In which order a list prints the figures of a day."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"
    YEAR_FIRST = "year-first"


class Flaw(StrEnum):
    """Why a printed date is not read, or only its year."""

    NO_SUCH_DAY = "no such day in the calendar"
    OTHER_CALENDAR = "a year of another calendar, which is not converted"
    NOT_A_DATE = "not a date in a form that this list uses"


@dataclass(frozen=True, slots=True)
class Printed:
    """What a printed text says: the date, None where none can be read, and what is wrong with it, None if nothing."""

    date: PartialDate | None
    flaw: Flaw | None = None


_EARLIEST, _LATEST = 1600, 2100
_LONG = "january february march april may june july august september october november december"
_MONTH = {name: number for number, name in enumerate(_LONG.split(), start=1)}
_MONTH |= {name[:3]: number for name, number in _MONTH.items()} | {"sept": 9}
_ABOUT_WORDS = r"circa|approximately|approx\.?|about|around|ca?\.?|env\.?|vers|cerca\s+de|около|примерно|حوالي"
_ABOUT = re.compile(rf"^(?:{_ABOUT_WORDS})\s+(?=[0-9a-z])", re.IGNORECASE)
_ABOUT_AFTER = re.compile(r"\s*(?:\((?:circa|approximately|approx\.?)\)|\bcirca|~)$", re.IGNORECASE)
_OTHER_CALENDAR = re.compile(r"(?:\bA\.?\s?H\.?\b|\bhijri\b|هـ|ه‍|هجري|\bH\.Sh?\.)", re.IGNORECASE)
_SPAN = (
    re.compile(r"(?:between\s+)?(.+?)\s+(?:to|and|until)\s+(.+)", re.IGNORECASE),
    re.compile(r"([0-9]{4})\s*[-–/]\s*([0-9]{4})"),
)
_FIGURES = re.compile(r"([0-9]{1,4})\s*([/.-])\s*([0-9]{1,2})\s*\2\s*([0-9]{1,4})")
_MONTH_YEAR = re.compile(r"([0-9]{1,2})\s*[/.-]\s*([0-9]{4})|([0-9]{4})\s*[/.-]\s*([0-9]{1,2})")
_WORDED = re.compile(
    r"(?:([0-9]{1,2})(?:st|nd|rd|th)?[\s.-]+)?([a-z]+)[\s.,-]+(?:([0-9]{1,2}),?\s+)?([0-9]{4})", re.IGNORECASE
)
_YEAR = re.compile(r"[0-9]{4}")


@lru_cache(maxsize=65536)
def printed_date(text: str, order: Order) -> Printed:
    """What ``text`` says, its figures standing in ``order``; an empty text is no date and has no flaw."""
    text = " ".join(text.split())
    if not text:
        return Printed(None)
    if _OTHER_CALENDAR.search(text):
        return Printed(None, Flaw.OTHER_CALENDAR)
    bare = _ABOUT.sub("", text)
    for pattern in _SPAN:
        if found := pattern.fullmatch(bare):
            return _span(found[1], found[2], order, about=bare != text)
    return _one(text, order)


def say_dates(stating: Stating, property_: Property, text: str, order: Order, path: str) -> None:
    """State the date that ``text`` prints; one with a flaw is an alarm at ``path``, and kept as printed in a note.

    The note of a birth date is ``BIRTH_NOTE``; that of another date is ``NOTE``.
    """
    printed = printed_date(text, order)
    if printed.date is not None:
        written = str(printed.date)
        stating.say(property_, written, original="" if written == text else text)
    if printed.flaw is not None:
        stating.alarm(path, f"{text}: {printed.flaw}")
        note = Property.BIRTH_NOTE if property_ is Property.BORN else Property.NOTE
        stating.say(note, text if property_ is Property.BORN else f"{path.rpartition('/')[2]}: {text}")


def say_day(stating: Stating, property_: Property, text: str, order: Order, path: str) -> None:
    """State a whole day, as of a listing; whatever is no whole day is an alarm at ``path`` and kept as a note."""
    printed = printed_date(text, order)
    if printed.date is not None and printed.date.exact and printed.flaw is None:
        written = str(printed.date)
        stating.say(property_, written, original="" if written == text else text)
    elif text:
        stating.alarm(path, f"{text}: {printed.flaw or Flaw.NOT_A_DATE}")
        stating.say(Property.NOTE, f"{path.rpartition('/')[2]}: {text}")


def _span(first: str, last: str, order: Order, *, about: bool) -> Printed:
    """A span; ``about`` where that is said before it, and so of both its ends."""
    begin, end = _one(first, order), _one(last, order)
    if begin.date is None or end.date is None:
        return Printed(None, begin.flaw or end.flaw)
    ends = [replace(date, circa=date.circa or about) for date in (begin.date, end.date)]
    try:
        return Printed(replace(ends[0], end=ends[1]), begin.flaw or end.flaw)
    except UnreadableDate:
        return Printed(None, Flaw.NO_SUCH_DAY)


def _one(text: str, order: Order) -> Printed:
    """One date, which may be "about"."""
    bare = _ABOUT_AFTER.sub("", _ABOUT.sub("", text))
    printed = _plain(bare, order)
    if bare != text and printed.date is not None:
        return replace(printed, date=replace(printed.date, circa=True))
    return printed


def _plain(text: str, order: Order) -> Printed:
    if _YEAR.fullmatch(text):
        return _dated(int(text), 0, 0)
    if found := _FIGURES.fullmatch(text):
        return _ordered((found[1], found[3], found[4]), order)
    if found := _MONTH_YEAR.fullmatch(text):
        return _dated(int(found[2] or found[3]), int(found[1] or found[4]), 0)
    found = _WORDED.fullmatch(text)
    month = _MONTH.get(found[2].lower()) if found else None
    if found and month and not (found[1] and found[3]):
        return _dated(int(found[4]), month, int(found[1] or found[3] or 0))
    return Printed(None, Flaw.NOT_A_DATE)


def _ordered(figures: tuple[str, str, str], order: Order) -> Printed:
    first, second, third = figures
    if order is Order.YEAR_FIRST or len(first) == 4:
        year, month, day = first, second, third
    elif order is Order.DAY_FIRST:
        day, month, year = first, second, third
    else:
        month, day, year = first, second, third
    if len(year) != 4:
        return Printed(None, Flaw.NOT_A_DATE)
    return _dated(int(year), int(month), int(day))


def _dated(year: int, month: int, day: int) -> Printed:
    """A date from its figures, 0 for what is not known."""
    if not _EARLIEST <= year <= _LATEST:
        return Printed(None, Flaw.OTHER_CALENDAR if 1200 <= year < _EARLIEST else Flaw.NOT_A_DATE)
    if day and not month:
        return Printed(PartialDate(year), Flaw.NO_SUCH_DAY)
    try:
        return Printed(PartialDate(year, month or None, day or None))
    except UnreadableDate:
        return Printed(PartialDate(year), Flaw.NO_SUCH_DAY)
