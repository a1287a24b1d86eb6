"""The column "Other Information": a text with labelled parts, ``(UN Ref):QDe.001 … (Phone number):…``.

The whole text is the narrative. The labels that are known are read besides; what no label says stays in the text.
"""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING

from acordo.facts import Property
from acordo.lists.printed_dates import Order, say_dates
from acordo.lists.uk_ofsi.categories import SEXES
from acordo.lists.uk_ofsi.numbered import numbered

if TYPE_CHECKING:
    from acordo.lists.stating import Stating

_LISTS = {
    "Business Reg No": Property.REGISTRATION_NUMBER,
    "Current owners": Property.OWNER,
    "Flag of ship": Property.FLAG,
    "IMO number": Property.IMO_NUMBER,
    "Parent company": Property.LINKED_TO,
    "Subsidiaries": Property.LINKED_TO,
    "Tonnage of ship": Property.TONNAGE,
    "Type of ship": Property.VESSEL_TYPE,
}
"""Labels whose values are said as they stand, each of the numbered ones by itself."""

_NOTES = ("Length of ship", "Previous flags", "Type of entity")
_SHAPED = ("Email address", "Gender", "Phone number", "UK Sanctions List Ref", "UN Ref", "Website", "Year built")
_TEXT = "UK Statement of Reasons"
_LABEL = re.compile(rf"\(({'|'.join(map(re.escape, (*_LISTS, *_NOTES, *_SHAPED, _TEXT)))})\):")

_UK_REFERENCE = re.compile(r"[A-Z]{3}[0-9]{4}\b")
_UN_REFERENCE = re.compile(r"[A-Z]{2,3}[ieIE]\.[0-9]{3}\b")
_KIND_OF_LINE = re.compile(r"\((?:Fax|Tel)\):")
_BETWEEN_PHONES = re.compile(r"\.\s+")
_BETWEEN_SITES = re.compile(r"[,;]\s+")
_BETWEEN_ADDRESSES = re.compile(r"[,;]?\s+")


def read_information(text: str, path: str, stating: Stating) -> None:
    """Say the text, and each part of it that bears a known label."""
    stating.say(Property.NARRATIVE, text, language="en")
    labels = list(_LABEL.finditer(text))
    for label, after in zip_longest(labels, labels[1:]):
        end = after.start() if after else len(text)
        _part(label[1], " ".join(text[label.end() : end].split()), f"{path}/{label[1]}", stating)


def _part(label: str, value: str, path: str, stating: Stating) -> None:
    if label in _LISTS:
        for one in numbered(value):
            stating.say(_LISTS[label], one, original=value if one != value else "")
    elif label in _NOTES and value:
        stating.say(Property.NOTE, f"{label}: {value}")
    elif label in {"Email address", "Website"}:
        _reached(label, value, stating)
    elif label == "Phone number":
        _phones(value, stating)
    elif label == "Year built":
        say_dates(stating, Property.BUILT_ON, value, Order.DAY_FIRST, path)
    elif label == "Gender":
        _sex(value, path, stating)
    elif label == "UK Sanctions List Ref" and (found := _UK_REFERENCE.match(value)):
        stating.say(Property.PUBLISHER_NUMBER, found[0])
    elif label == "UN Ref" and (found := _UN_REFERENCE.match(value)):
        stating.say(Property.NOTE, f"United Nations reference: {found[0]}")


def _sex(value: str, path: str, stating: Stating) -> None:
    if value and value not in SEXES:
        stating.alarm(path, value)
    stating.say(Property.SEX, SEXES.get(value, value))


def _reached(label: str, value: str, stating: Stating) -> None:
    """Sites and electronic addresses, which the list also writes under each other's label."""
    between = _BETWEEN_ADDRESSES if label == "Email address" else _BETWEEN_SITES
    for part in numbered(value):
        for one in between.split(part):
            bare = one.strip(" .;,")
            stating.say(
                Property.EMAIL if "@" in bare else Property.WEBSITE, bare, original=value if one != value else ""
            )


def _phones(value: str, stating: Stating) -> None:
    for lines in _KIND_OF_LINE.split(value):
        for part in numbered(lines.strip(" .;,")):
            for one in _BETWEEN_PHONES.split(part):
                stating.say(Property.PHONE, one, original=value if one != value else "")
