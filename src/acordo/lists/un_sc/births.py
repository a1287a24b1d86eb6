"""Dates of birth as the list gives them: a day, a year, about a year, between two years, or only in words.

Where the publisher gives words and no date, ``Nov. 1973`` and ``Between Aug. and Sep. 1977`` are read as what they say;
other words (``30-35 years old``, a date of another calendar) are kept as a birth note and not interpreted.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from acordo.facts import PartialDate, Property, UnreadableDate
from acordo.lists.un_sc.categories import DATE_TYPES

if TYPE_CHECKING:
    from acordo.lists.stating import Stating
    from acordo.lists.xml import Taker

_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}
_MONTH = r"([A-Za-z]{3})[a-z]*\.?"
_MONTH_ALONE = re.compile(_MONTH)
_MONTH_AND_YEAR = re.compile(rf"{_MONTH} ([0-9]{{4}})")
_BETWEEN_MONTHS = re.compile(rf"[Bb]etween {_MONTH} and {_MONTH} ([0-9]{{4}})")
_ZONE = re.compile(r"(Z|[+-][0-9]{2}:[0-9]{2})$")
_YEARS = re.compile(r"([0-9]{4}) ?- ?([0-9]{4})")

_ABSENT = "null"
_ABSENT_REASON = "the word null, which the publisher's export wrote where it held no date"


def read_birth(block: Taker, stating: Stating) -> None:
    """Take one ``INDIVIDUAL_DATE_OF_BIRTH``."""
    kind, note = block.text("TYPE_OF_DATE"), block.text("NOTE")
    day, year = block.text("DATE"), block.text("YEAR")
    first, last = block.text("FROM_YEAR"), block.text("TO_YEAR")
    block.close()
    printed = " ".join(part for part in (kind, day, year, first, last, note) if part)
    if not printed:
        return
    if kind not in DATE_TYPES:
        stating.alarm(f"{block.path}/TYPE_OF_DATE", printed)
        stating.say(Property.BIRTH_NOTE, printed)
        return
    month = _month(note, _MONTH_ALONE)
    about = "~" if kind == "APPROXIMATELY" or note.lower() == "approximately" else ""
    dates = [f"{_ZONE.sub('', day)}{about}"] if day else []
    if year:
        dates.append(f"{year}-{month}{about}" if month else f"{year}{about}")
    if first or last:
        dates.append(f"{first}{about}/{last}{about}")
    used = bool(about and kind != "APPROXIMATELY") or bool(year and month)
    if not dates and note:
        dates = _in_words(note)
        used = bool(dates)
    if not dates and not note:
        stating.alarm(f"{block.path}/TYPE_OF_DATE", f"{printed}, and no date")
    said = [date for date in dates if _say(date, printed, block.path, stating)]
    if note and not used:
        stating.say(Property.BIRTH_NOTE, ": ".join((*said[:1], note)))


def alias_birth(printed: str, path: str, stating: Stating) -> str:
    """The date of birth given with a further name, in the text form of a partial date; as printed where unreadable."""
    if printed == _ABSENT:
        stating.tally.ignore(f"{path}/DATE_OF_BIRTH", _ABSENT_REASON)
        return ""
    if not printed:
        return ""
    span = _YEARS.fullmatch(printed)
    text = f"{span[1]}/{span[2]}" if span else _ZONE.sub("", printed)
    try:
        return str(PartialDate.parse(text))
    except UnreadableDate:
        stating.alarm(f"{path}/DATE_OF_BIRTH", printed)
        return printed


def is_date(text: str) -> bool:
    """The text is the text form of a partial date."""
    try:
        PartialDate.parse(text)
    except UnreadableDate:
        return False
    return True


def _say(text: str, printed: str, path: str, stating: Stating) -> bool:
    try:
        written = str(PartialDate.parse(text))
    except UnreadableDate:
        stating.alarm(path, printed)
        stating.say(Property.BIRTH_NOTE, printed)
        return False
    stating.say(Property.BORN, written, original="" if written in printed.split() else printed)
    return True


def _in_words(note: str) -> list[str]:
    month = _month(note, _MONTH_AND_YEAR)
    if month:
        return [f"{note[-4:]}-{month}"]
    between = _BETWEEN_MONTHS.fullmatch(note)
    if between and between[1].lower() in _MONTHS and between[2].lower() in _MONTHS:
        first, last, year = _MONTHS[between[1].lower()], _MONTHS[between[2].lower()], between[3]
        return [f"{year}-{first:02d}/{year}-{last:02d}"]
    return []


def _month(note: str, pattern: re.Pattern[str]) -> str:
    """The two digits of the English month that ``note`` names, if it is nothing but ``pattern``; else empty."""
    found = pattern.fullmatch(note)
    number = _MONTHS.get(found[1].lower()) if found else None
    return f"{number:02d}" if number else ""
