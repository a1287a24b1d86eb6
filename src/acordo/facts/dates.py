"""Dates as lists give them: a day, a month, a year, about a year, or a span.

Text form: the part of the Extended Date/Time Format that lists need (ISO 8601-2:2019, levels 0 and 1):
``1988-06-15``, ``1988-06``, ``1988``, ``1988~`` (circa), ``1964/2008`` (a span: some time from … to …).
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date

from acordo.errors import Invalid

_ONE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?(~)?")


class UnreadableDate(Invalid):
    """A text is not a partial date."""

    code = "facts.unreadable_date"
    sentence = "{text!r} is not a date. Write 1988-06-15, 1988-06, 1988, 1988~ for about 1988, or 1964/2008 for a span."


@dataclass(frozen=True, slots=True)
class PartialDate:
    """Some day that is known to lie from ``earliest`` to ``latest``, both included.

    ``month`` and ``day`` are None where unknown. ``circa`` says that the source wrote "about". For a span, ``end``
    is its last part and the other fields are its first.
    """

    year: int
    month: int | None = None
    day: int | None = None
    circa: bool = False
    end: PartialDate | None = None

    def __post_init__(self) -> None:
        if not _in_the_calendar(self):
            raise UnreadableDate(text=_written(self))

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read the text form.

        Raises:
            UnreadableDate: the text has another form, or is no date of the calendar (30 February, month 0).
        """
        first, divider, last = text.strip().partition("/")
        begin = cls._one(first, text)
        return replace(begin, end=cls._one(last, text)) if divider else begin

    @classmethod
    def _one(cls, part: str, whole: str) -> PartialDate:
        found = _ONE.fullmatch(part)
        if not found:
            raise UnreadableDate(text=whole)
        year, month, day, circa = found.groups()
        try:
            return cls(int(year), int(month) if month else None, int(day) if day else None, bool(circa))
        except UnreadableDate as error:
            raise UnreadableDate(text=whole) from error

    @property
    def earliest(self) -> date:
        """The first day it can be, "about" not widened."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """The last day it can be, "about" not widened."""
        if self.end is not None:
            return self.end.latest
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @property
    def exact(self) -> bool:
        """It is known to the day."""
        return self.day is not None and not self.circa and self.end is None

    def __str__(self) -> str:
        return _written(self)


def _in_the_calendar(given: PartialDate) -> bool:
    if given.day is not None and given.month is None:
        return False
    try:
        date(given.year, 1 if given.month is None else given.month, 1 if given.day is None else given.day)
    except ValueError:
        return False
    return given.end is None or (given.end.end is None and given.end.latest >= given.earliest)


def _written(given: PartialDate) -> str:
    text = f"{given.year:04d}"
    if given.month is not None:
        text += f"-{given.month:02d}"
    if given.day is not None:
        text += f"-{given.day:02d}"
    if given.circa:
        text += "~"
    return f"{text}/{_written(given.end)}" if given.end is not None else text
