"""Dates of birth in the many forms of the list, day first, and several in one cell.

``a) 12/06/1951; b) 1952``, ``1951 or 1952``, ``12 Jun. 1951 (this aka only, alt DOB 1952)``. A remark in brackets is a
birth note. Words without a year of four figures, and a year of another calendar, are kept in words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from acordo.facts import Property
from acordo.lists.au_dfat.lettered import lettered
from acordo.lists.printed_dates import Flaw, Order, printed_date, say_dates

if TYPE_CHECKING:
    from acordo.lists.stating import Stating

_ONE_NAME_ONLY = "this aka only"
_ANOTHER = re.compile(
    r"[;.,]?\s*\(?(?:(?:for\s+)?this aka only,?\s*)?\b(?:alt\.?\s+)?(?:DOB|born)\b\s*:?\s*", re.IGNORECASE
)
_BETWEEN = re.compile(
    r"""\s*(?:;|>>|,?\s+or\s)\s*           # 1951 or 1952
    |(?<=[0-9]{4}),\s*(?=[0-9])            # 1951, 1952
    |(?<=[0-9]{4})\s+(?=[0-9]{1,2}/)       # 7/06/1951 17/06/1951
    |(?<=\))\s+(?=[0-9])                   # 1951 (as one) 1952 (as another)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_REMARK = re.compile(r"(.*?[0-9]{4})\s*,?\s*\((.*?)\)?")
_YEAR = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")
_BETWEEN_MONTHS = re.compile(r"between ([a-z]{3,9})\.? and ([a-z]{3,9})\.? ([0-9]{4})", re.IGNORECASE)
_AROUND = " .,;"


def read_births(text: str, path: str, stating: Stating) -> None:
    """Say each date of birth that a cell holds, and what it says beside them."""
    if _ONE_NAME_ONLY in text:
        stating.say(Property.BIRTH_NOTE, text)
    for part in lettered(text):
        for one in _BETWEEN.split(_ANOTHER.sub("; ", part)):
            bare = _unwrapped(one.strip(_AROUND))
            remark = _REMARK.fullmatch(bare)
            _say((remark[1] if remark else bare).strip(_AROUND), path, stating, told=remark is not None)
            if remark and _ONE_NAME_ONLY not in text:
                stating.say(Property.BIRTH_NOTE, bare)


def _unwrapped(text: str) -> str:
    """Without the brackets around all of it, or one that was left of a remark."""
    if text.startswith("(") or text.count(")") > text.count("("):
        return text.removeprefix("(").removesuffix(")")
    return text


def _say(text: str, path: str, stating: Stating, *, told: bool) -> None:
    """Say a date, or words in its place, unless a note tells them with their remark."""
    if not _YEAR.search(text) or printed_date(text, Order.DAY_FIRST).flaw is Flaw.OTHER_CALENDAR:
        stating.say(Property.BIRTH_NOTE, "" if told else text)
        return
    say_dates(stating, Property.BORN, _BETWEEN_MONTHS.sub(r"\1 \3 to \2 \3", text), Order.DAY_FIRST, path)
