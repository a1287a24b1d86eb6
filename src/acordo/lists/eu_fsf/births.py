"""Dates and places of birth as the list gives them.

A whole day stands in ``birthdate`` and again in figures, ``dayOfMonth`` to ``year``; less than a day stands in figures
alone, a span in ``yearRangeFrom`` and ``yearRangeTo``. Figures of the Islamic calendar are kept in words; where the
publisher gives the Gregorian day beside them, that is the date.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from acordo.facts import Property
from acordo.lists.eu_fsf.acts import beside
from acordo.lists.eu_fsf.categories import CALENDARS, TRUTHS
from acordo.lists.eu_fsf.papers import country, worded
from acordo.lists.printed_dates import Order, say_dates

if TYPE_CHECKING:
    from acordo.lists.eu_fsf.acts import Acts
    from acordo.lists.stating import Stating
    from acordo.lists.xml import Taker

_GREGORIAN = "GREGORIAN"
_NO_DATE_REASON = "circa beside no date at all"


def read_birth(block: Taker, acts: Acts, stating: Stating) -> None:
    """Take one ``birthdate``: a date, a place, or both."""
    said = _dates(block, stating)
    _place(block, stating)
    note = beside(block, acts, stating)
    stating.say(Property.BIRTH_NOTE, ": ".join(part for part in (said, note) if part) if note else "")
    block.close()


def _dates(block: Taker, stating: Stating) -> str:
    """Say the dates; the first of them is given back as it was printed."""
    day = block.attribute("birthdate")
    figures = [block.attribute(name) for name in ("year", "monthOfYear", "dayOfMonth")]
    first, last = block.attribute("yearRangeFrom"), block.attribute("yearRangeTo")
    calendar, circa = block.attribute("calendarType") or _GREGORIAN, block.attribute("circa")
    if circa not in TRUTHS:
        stating.alarm(f"{block.path}/@circa", circa)
        stating.say(Property.BIRTH_NOTE, f"circa: {circa}")
    about = "circa " if TRUTHS.get(circa) else ""
    if calendar not in CALENDARS:
        stating.alarm(f"{block.path}/@calendarType", calendar)
    if calendar != _GREGORIAN:
        words = " to ".join(filter(None, (first, last))) or "-".join(filter(None, figures))
        stating.say(Property.BIRTH_NOTE, f"{about}{words} ({calendar} calendar)" if words else "")
        figures, first, last = [], "", ""
    one = day or _in_figures(figures)
    printed = [f"{about}{one}"] if one else []
    if first or last:
        printed.append(f"{about}{first} to {about}{last}")
    for text in printed:
        say_dates(stating, Property.BORN, text, Order.YEAR_FIRST, block.path)
    if about and not printed:
        stating.tally.ignore(f"{block.path}/@circa", _NO_DATE_REASON)
    return printed[0] if printed else ""


def _in_figures(figures: list[str]) -> str:
    """The figures of a date as one text, 00 standing for a month that is missing before a day."""
    year, month, day = figures or ("", "", "")
    if day:
        return f"{year}-{month or '00'}-{day}"
    return f"{year}-{month}" if month else year


def _place(block: Taker, stating: Stating) -> None:
    """Say the place; the layout has one field for a town and one for what is no town or lies in it."""
    city, within = worded(block, "city", stating), worded(block, "place", stating)
    code = worded(block, "zipCode", stating)
    stating.say(
        Property.BIRTH_PLACE,
        {
            "street": within if city else "",
            "city": city or within,
            "region": worded(block, "region", stating),
            "country": country(block, stating),
            "note": f"postal code {code}" if code else "",
        },
    )
