"""Says what a label labels, by the rule of the label."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from acordo.facts import Property, Sex, country_code
from acordo.lists.printed_dates import Order, printed_date, say_dates, say_day
from acordo.lists.us_ofac.labels import Form, Labelled, labelled

if TYPE_CHECKING:
    from acordo.lists.stating import Stating

ORDER = Order.DAY_FIRST  # "05 Jun 1950": the months are words, so that only 00 would need an order
SEXES = {"Male": Sex.MALE, "Female": Sex.FEMALE}
_TELLING = frozenset(
    {
        "citizen",
        "Citizenship Country",
        "Aircraft Operator",
        "Previous Aircraft Tail Number",
        "Other Vessel Call Sign",
        "Other Vessel Flag",
        "Other Vessel Type",
        "Registration Country",
    }
)
"""Labels that say more than the property does; they stay in the text as printed."""
_IMO = re.compile(r"(IMO:?\s*)?([0-9]{7})")
_DATE = r"(?:[0-9]{1,2} )?(?:[A-Z][a-z]{2} )?[0-9]{4}"
_SPAN = rf"{_DATE}(?: to {_DATE})?"
_TAIL = re.compile(
    r"(?P<number>.*?)"
    r"(?:\s*\((?P<country>[^()0-9]*(?:\([^()]*\)[^()]*)?)\))?"
    rf"(?:,?\s*issued (?P<issued>{_SPAN})(?: in (?P<city>[^;]+?))?)?"
    rf"(?:,?\s*expires (?P<expires>{_SPAN}))?"
    r"(?:,?\s*(?P<note>(?:issued (?:in|under|by)|expired|and|at) .+))?"
)


@dataclass(frozen=True, slots=True)
class Value:
    """What stands behind a label, and what the publisher says with it."""

    text: str
    country: str = ""
    issued: str = ""
    expires: str = ""
    note: str = ""
    further: dict[str, str] = field(default_factory=dict)

    @property
    def whole(self) -> str:
        """All of it on one line, for a rule that divides nothing."""
        country = f"({self.country})" if self.country else ""
        issued = f"issued {self.issued}" if self.issued else ""
        expires = f"expires {self.expires}" if self.expires else ""
        return " ".join(part for part in (self.text, country, issued, expires, self.note) if part)


def say_labelled(label: str, value: Value, path: str, stating: Stating) -> None:
    """Say what ``label`` labels; an unknown label is an alarm, and its value kept in a note."""
    known = labelled(f"{label} {value.text}".strip())
    if known is None:
        stating.alarm(path, f"{label} {value.whole}")
        stating.say(Property.NOTE, f"{label.rstrip(' :-')}: {value.whole}")
        return
    text = known.value
    say_known(known, Value(text, value.country, value.issued, value.expires, value.note, value.further), path, stating)


def say_known(known: Labelled, value: Value, path: str, stating: Stating) -> None:
    """Say a value by a rule that is known."""
    rule = known.rule
    match rule.form:
        case Form.DOCUMENT:
            say_document(known.label, value, path, stating)
        case Form.REGISTER:
            _say_register(known.label, value, path, stating)
        case Form.DATE:
            say_dates(stating, rule.property, value.whole, ORDER, path)
        case Form.DAY:
            say_day(stating, rule.property, value.whole, ORDER, path)
        case Form.PLACE:
            stating.say(rule.property, {"city": value.whole})
        case Form.SEX:
            if value.whole and value.whole not in SEXES:
                stating.alarm(path, f"{known.label} {value.whole}")
            stating.say(rule.property, SEXES.get(value.whole, value.whole))
        case Form.LABELLED:
            stating.say(rule.property, f"{known.label}: {value.whole}" if value.whole else known.label)
        case Form.TEXT:
            original = f"{known.label} {value.whole}" if known.label in _TELLING or rule.behind else ""
            stating.say(rule.property, f"{value.whole}{rule.behind}" if value.whole else "", original=original)


def say_document(type_: str, value: Value, path: str, stating: Stating) -> None:
    """Say a numbered document or an entry of a register."""
    content = {
        "number": value.text,
        "type": type_,
        "country": value.country,
        "issued": _day(value.issued, path, stating),
        "expires": _day(value.expires, path, stating),
        "note": value.note,
    }
    stating.say(Property.DOCUMENT, {**value.further, **content})


def divided(text: str) -> Value:
    """A remark's "A123 (Iran) issued 1 Jan 2000 expires 31 Dec 2009" as its parts."""
    found = _TAIL.fullmatch(text)
    if not found:
        return Value(text)
    said = {name: part or "" for name, part in found.groupdict().items()}
    country, further = said["country"], {"city": said["city"]}
    if country and country_code(country) is None:  # the chamber of a town, most often
        country, further = "", {**further, "issued_in": country}
    return Value(said["number"], country, said["issued"], said["expires"], said["note"], further)


def _say_register(label: str, value: Value, path: str, stating: Stating) -> None:
    found = _IMO.fullmatch(value.whole)
    if found and (found[1] or _checks(found[2])):
        stating.say(Property.IMO_NUMBER, found[2], original=f"{label} {value.whole}")
    else:
        say_document(label, value, path, stating)


def _checks(number: str) -> bool:
    """Whether the last of seven figures is the check digit of a ship's number (IMO Resolution A.1117)."""
    weighed = sum(int(figure) * weight for figure, weight in zip(number, range(7, 1, -1), strict=False))
    return weighed % 10 == int(number[-1])


def _day(text: str, path: str, stating: Stating) -> str:
    """A document's date in the text form of a partial date; as printed, with an alarm, where it is none."""
    printed = printed_date(text, ORDER)
    if printed.flaw is not None:
        stating.alarm(path, f"{text}: {printed.flaw}")
        return text
    return str(printed.date) if printed.date is not None else ""
