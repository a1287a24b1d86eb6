"""The names of a party, which of them is the primary one, and what the list says with them.

The layout marks no primary name. Of the names of a party it is the first by these signs: ``strong``; in Latin letters;
divided into first and last name; the lowest number of the publisher, so the one entered first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from acordo.facts import Kind, Property
from acordo.lists.eu_fsf.acts import beside
from acordo.lists.eu_fsf.categories import LANGUAGES, SEXES, STRENGTHS

if TYPE_CHECKING:
    from acordo.lists.eu_fsf.acts import Acts
    from acordo.lists.stating import Stating
    from acordo.lists.xml import Taker

_PARTS = (("part1", "firstName"), ("part2", "middleName"), ("part3", "lastName"))
_LATIN = re.compile("[A-Za-zªºÀ-ʯḀ-ỿ]")
_LETTER = re.compile(r"[^\W\d_]")
_WEAK = "a name that the publisher does not mark as strong"
_GENDER_REASON = "a gender at a body or firm; the field is meant for persons"


@dataclass(frozen=True, slots=True)
class _Name:
    """One name; ``rank`` is the lower, the more it is the primary one."""

    content: dict[str, str]
    class_: Property
    language: str
    rank: tuple[bool, bool, bool, int]


def say_names(blocks: list[Taker], kind: Kind, acts: Acts, stating: Stating) -> None:
    """Take the ``nameAlias`` elements of a party, and say its names, titles, functions and sex, each once."""
    found = [_name(block, acts, stating) for block in blocks]
    about = dict.fromkeys(one for block in blocks for one in _about(block, kind, stating))
    named = [name for name in found if name.content["text"]]
    if named:
        primary = min(named, key=lambda name: name.rank)
        _say_primary(primary, stating)
        for name in named:
            if name is not primary:
                stating.say(name.class_, name.content, language=name.language)
    else:
        stating.alarm("/export/sanctionEntity/nameAlias", "an entry without a name")
    for property_, value in about:
        stating.say(property_, value)
    for block in blocks:
        block.close()


def is_latin(text: str) -> bool:
    """More of its letters are Latin than are not, or it has none at all."""
    if text.isascii():
        return True
    latin, letters = len(_LATIN.findall(text)), len(_LETTER.findall(text))
    return 2 * latin > letters or not letters


def _say_primary(name: _Name, stating: Stating) -> None:
    note = "; ".join(
        note for note in (name.content["note"], _WEAK if name.class_ is Property.LOW_ALIAS else "") if note
    )
    stating.say(Property.PRIMARY_NAME, name.content | {"note": note}, language=name.language)


def _name(block: Taker, acts: Acts, stating: Stating) -> _Name:
    parts = {part: block.attribute(name) for part, name in _PARTS}
    given = [part for part in parts.values() if part]
    text = block.attribute("wholeName") or " ".join(given)
    if not text:
        stating.alarm(f"{block.path}/@wholeName", "absent")
    strength, number = block.attribute("strong"), block.attribute("logicalId")
    language = _language(block, stating)
    note = beside(block, acts, stating)
    class_ = STRENGTHS.get(strength)
    if class_ is None:
        stating.alarm(f"{block.path}/@strong", f"{strength or 'absent'}: {text}")
        class_, note = (
            Property.LOW_ALIAS,
            "; ".join(one for one in (f"strong: {strength or 'not stated'}", note) if one),
        )
    latin = is_latin(text)
    rank = (class_ is Property.LOW_ALIAS, not latin, not (parts["part1"] and parts["part3"]), _entered(number))
    if class_ is Property.GOOD_ALIAS and not latin:
        class_ = Property.ORIGINAL_NAME
    return _Name({"text": text, "note": note, **(parts if len(given) > 1 else {})}, class_, language, rank)


def _entered(number: str) -> int:
    """When a name was entered, by the publisher's running number; last where that is none."""
    return int(number) if number.isascii() and number.isdecimal() and len(number) < 20 else 10**20


def _language(block: Taker, stating: Stating) -> str:
    printed = block.attribute("nameLanguage")
    language = printed.lower()
    if language in LANGUAGES or not language:
        return language
    stating.alarm(f"{block.path}/@nameLanguage", printed)
    stating.say(Property.NOTE, f"Language of a name: {printed}")
    return ""


def _about(block: Taker, kind: Kind, stating: Stating) -> list[tuple[Property, str]]:
    """Title, function and sex, which the layout gives with a name and which are the party's."""
    title, function, gender = map(block.attribute, ("title", "function", "gender"))
    if kind is not Kind.PERSON:
        if gender:
            stating.tally.ignore(f"{block.path}/@gender", _GENDER_REASON)
        notes = (("Title", title), ("Function", function))
        return [(Property.NOTE, f"{label}: {text}") for label, text in notes if text]
    if gender and gender not in SEXES:
        stating.alarm(f"{block.path}/@gender", gender)
    return [
        (Property.TITLE, title),
        (Property.POSITION, function),
        (Property.SEX, SEXES.get(gender, gender)),
    ]
