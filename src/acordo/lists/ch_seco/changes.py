"""The changes of a target: when it was listed, amended, taken off, and which of them holds today."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from acordo.facts import Property
from acordo.lists.ch_seco.categories import MODIFICATIONS
from acordo.lists.printed_dates import Order, say_day

if TYPE_CHECKING:
    from acordo.lists.stating import Stating
    from acordo.lists.xml import Taker

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_HISTORY_REASON = "how the target read before and after an earlier change; the list in force is read"
_OTHER_DAYS_REASON = "the days on which a change was enacted and published; the one on which it took effect is said"
_DAYS = ("effective-date", "enactment-date", "publication-date")


@dataclass(frozen=True, slots=True)
class Change:
    """One ``modification``: its kind, the day it took effect as printed, where it stands, and what it says besides."""

    kind: str
    day: str
    path: str
    remark: str


def change_of(block: Taker, stating: Stating) -> Change:
    """Take one ``modification``; where it states no day of effect, that of enactment or publication stands for it."""
    kind = block.attribute("modification-type")
    if kind not in MODIFICATIONS:
        stating.alarm(f"{block.path}/@modification-type", kind or "absent")
    block.ignore_attribute("ssid", "the publisher's number of a change")
    days = [day for day in map(block.attribute, _DAYS) if day]
    if len(days) > 1:
        stating.tally.ignore(f"{block.path}/@enactment-date, @publication-date", _OTHER_DAYS_REASON)
    for tag in ("added", "removed"):
        block.ignore(tag, _HISTORY_REASON)
    remark = "; ".join(block.texts("remark"))
    block.close()
    return Change(kind, days[0] if days else "", block.path, remark)


def decisive(changes: list[Change], today: str) -> Change | None:
    """The change that holds on ``today`` (empty where it is not known): the latest that has taken effect.

    Of several on one day the first counts, since the file writes the newest first.
    """
    in_effect = [one for one in changes if not (today and _DAY.fullmatch(one.day[:10]) and one.day[:10] > today)]
    return max(in_effect, key=lambda one: one.day[:10] if _DAY.fullmatch(one.day[:10]) else "", default=None)


def say_changes(changes: list[Change], stating: Stating) -> None:
    """Say the days of listing, amendment and delisting, each once, and what is remarked on them."""
    for one in dict.fromkeys(changes):
        property_ = MODIFICATIONS.get(one.kind)
        if property_ is None:
            words = " ".join(word for word in (one.kind or "a change of no kind", one.day) if word)
            stating.say(Property.NOTE, f"Modification: {words}")
        else:
            say_day(stating, property_, one.day, Order.YEAR_FIRST, f"{one.path}/{one.kind}")
        stating.say(Property.NOTE, f"{one.kind} {one.day}: {one.remark}" if one.remark else "")
