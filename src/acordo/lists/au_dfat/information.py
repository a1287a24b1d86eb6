"""The column "Additional Information": running text in which some parts bear a label, ``Title: a) Mullah``.

The whole text is the narrative. What stands behind a known label is read besides, up to the end of its sentence; what
no rule finds stays in the text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from acordo.facts import Property
from acordo.lists.au_dfat.categories import NOTHING, SEXES
from acordo.lists.au_dfat.lettered import lettered

if TYPE_CHECKING:
    from acordo.lists.stating import Stating

_LABELS = (
    r"Title|Designation|Last known position|Position|Gender|Sex|Passport(?: [Nn]o\.?| [Nn]umber)?"
    r"|National [Ii]dentification(?: [Nn]o\.?| [Nn]umber)?|Believed status/\s?location|Other information"
    r"|Address|POB|DOB"
)
_END = rf"(?=(?<![A-Z])(?<!\b[Nn][or])\.(?:\s+[A-Z]|\s*$)|\n|\s+(?:{_LABELS}):|$)"
_SAID = {
    Property.TITLE: re.compile(rf"\bTitle:\s*(.+?){_END}"),
    Property.POSITION: re.compile(rf"\b(?:Designation|Last known position|Position):\s*(.+?){_END}"),
    Property.MOTHER_NAME: re.compile(rf"\bMother[’']s name:\s*([^,;]+?){_END}"),
    Property.FATHER_NAME: re.compile(rf"\bFather[’']s name:\s*([^,;]+?){_END}"),
    Property.IMO_NUMBER: re.compile(r"\bIMO\)?(?: Identification)? [Nn]umber:\s*([0-9]{7})\b"),
    Property.REGISTRATION_NUMBER: re.compile(
        r"\b(?:Company identification number|State registration number|Registration ID):\s*([0-9][0-9-]{4,})"
    ),
    Property.EMAIL: re.compile(r"([\w.+-]+@[\w-]+(?:\.[\w-]+)+)"),
    Property.WEBSITE: re.compile(r"((?:https?://|\bwww\.)[^\s,;)]+)"),
}
_DOCUMENTS = {
    "Passport": re.compile(rf"\b[Pp]assport(?: [Nn]o\.?| [Nn]umber)?:\s*(.+?){_END}"),
    "National identification": re.compile(rf"\b[Nn]ational [Ii]dentification (?:[Nn]o\.?|[Nn]umber):\s*(.+?){_END}"),
}
_NUMBER = re.compile(r"\b(?:[A-Z] )?(?=[A-Z0-9/-]*[0-9]{4})[A-Z0-9][A-Z0-9/-]{4,}\b")
_SEX = re.compile(r"\b(?:Gender|Sex):\s*(\w+)")
_AROUND = " .,;"


def read_information(text: str, path: str, stating: Stating) -> None:
    """Say the text, and what stands in it behind the labels we know."""
    stating.say(Property.NARRATIVE, text, language="en")
    for property_, pattern in _SAID.items():
        for found in pattern.findall(text):
            for one in lettered(found):
                stating.say(property_, _said(one))
    for given in _SEX.findall(text):
        sex = SEXES.get(given.lower())
        if sex is None:
            stating.alarm(f"{path}/Gender", given)
        stating.say(Property.SEX, sex or given)
    for type_, pattern in _DOCUMENTS.items():
        for found in pattern.findall(text):
            for one in lettered(found):
                _document(type_, _said(one), stating)


def _said(text: str) -> str:
    bare = text.strip(_AROUND)
    return "" if bare.lower() in NOTHING else bare


def _document(type_: str, text: str, stating: Stating) -> None:
    """A document whose number is told from the words around it; without one it stays in the text."""
    if number := _NUMBER.search(text):
        note = text if text != number[0] else ""
        stating.say(Property.DOCUMENT, {"number": number[0], "type": type_, "note": note})
