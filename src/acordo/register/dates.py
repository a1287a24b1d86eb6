"""Dates and times in the words of the reader's language.

A partial date says what is known and no more: "about 1971", "between 1964 and 2008", "June 1988".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, ngettext

from acordo import clock

if TYPE_CHECKING:
    from datetime import date, datetime

    from acordo.facts import PartialDate


def day_in_words(day: date) -> str:
    """A day: 15 June 1988, 15 de Junho de 1988, 15 июня 1988."""
    return date_format(day, "DATE_FORMAT")


def in_words(given: PartialDate) -> str:
    """A partial date as a person says it."""
    if given.end is not None:
        return gettext("between {first} and {last}").format(first=_known(given), last=_known(given.end))
    return gettext("about {date}").format(date=_known(given)) if given.circa else _known(given)


def _known(given: PartialDate) -> str:
    if given.day is not None:
        return day_in_words(given.earliest)
    if given.month is not None:
        said = date_format(given.earliest, "YEAR_MONTH_FORMAT")
        return said[0].lower() + said[1:] if get_language() == "ru" else said
    return str(given.year)


def age_in_words(moment: datetime) -> str:
    """How long ago a moment was, in the largest unit that says enough."""
    minutes = max(0, int((clock.now() - moment).total_seconds() // 60))
    hours, days = minutes // 60, minutes // (24 * 60)
    if minutes < 2:
        return gettext("just now")
    if hours < 1:
        return ngettext("{count} minute ago", "{count} minutes ago", minutes).format(count=minutes)
    if days < 2:
        return ngettext("{count} hour ago", "{count} hours ago", hours).format(count=hours)
    return ngettext("{count} day ago", "{count} days ago", days).format(count=days)
