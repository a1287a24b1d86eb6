"""The names of an identity: put together from their parts, with their spellings in other scripts.

A person's parts stand as people read them, given names before the family name; the printed order is kept beside the
name where it is another. A part may bear spellings of its own (``spelling-variant``), each of a language and script.
The spellings of one language and script make further names: the first of each part together, then the second of each,
and so on. A part that has no more of them gives its first, one that has none another spelling in that script, or else
its printed form. So each spelling is in a name, and the names are no more than the spellings.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from acordo.facts import Kind, Property
from acordo.lists.ch_seco.categories import (
    LANGUAGES,
    LATIN,
    NAME_TYPES,
    NOTHING,
    PLAIN_VARIANT,
    QUALITIES,
    READING_ORDER,
    TITLE,
)

if TYPE_CHECKING:
    from acordo.lists.stating import Stating
    from acordo.lists.xml import Taker

_NUMBER_REASON = "the publisher's number of this element, to which nothing else in the file refers"
_LANGUAGE_REASON = "the language in which this edition is written"
_NOTHING_REASON = "a dash, written where there is nothing to say"
_LAST = 10**6


@dataclass(frozen=True, slots=True)
class _Part:
    """``order`` is the printed one; ``spellings`` are by language and script, each a text and what it is called."""

    kind: str
    order: int
    value: str
    spellings: dict[tuple[str, str], list[tuple[str, str]]]

    def spelt(self, language: str, script: str, row: int) -> tuple[str, str]:
        """The spelling of that row, or what stands for it."""
        own = self.spellings.get((language, script), [])
        others = [one for (_, other), spellings in self.spellings.items() if other == script for one in spellings]
        return own[row] if row < len(own) else next(iter(own + others), (self.value, ""))


@dataclass(frozen=True, slots=True)
class Name:
    """One name with its class; ``primary`` where the publisher calls it so."""

    content: dict[str, str]
    class_: Property
    primary: bool
    language: str = ""
    original: str = ""


def read_name(block: Taker, kind: Kind, stating: Stating) -> list[Name]:
    """Take one ``name``: it, and then those that its spellings make. Titles in it are said at once."""
    block.ignore_attribute("ssid", _NUMBER_REASON)
    block.ignore_attribute("lang", _LANGUAGE_REASON)
    type_, quality = block.attribute("name-type"), block.attribute("quality")
    parts = [part for one in block.many("name-part") if (part := _part(one, stating)) is not None]
    remark = "; ".join(block.texts("remark"))
    block.close()
    class_, note = _class(type_, quality, block.path, stating)
    note = "; ".join(one for one in (note, remark) if one)
    printed = sorted(parts, key=lambda part: part.order)
    read = sorted(printed, key=_reading_rank) if kind is Kind.PERSON else printed
    if not read:
        stating.alarm(f"{block.path}/name-part", "a name without parts")
        return []
    text = " ".join(part.value for part in read)
    as_printed = " ".join(part.value for part in printed)
    divided = _divided([part.value for part in read])
    original = as_printed if as_printed != text else ""
    primary = type_ == "primary-name"
    return [
        Name({"text": text, "note": note, **divided}, class_, primary, original=original),
        *_spelt(read, class_, note),
    ]


def _class(type_: str, quality: str, path: str, stating: Stating) -> tuple[Property, str]:
    """The class of a name, and what must be noted of it since no class says it."""
    class_, notes = NAME_TYPES.get(type_), []
    if class_ is None:
        stating.alarm(f"{path}/@name-type", type_ or "absent")
        class_, notes = Property.LOW_ALIAS, [f"name type: {type_ or 'not stated'}"]
    if quality not in QUALITIES:
        stating.alarm(f"{path}/@quality", quality or "absent")
        notes.append(f"quality: {quality or 'not stated'}")
    if quality == "good":
        return class_, "; ".join(notes)
    if class_ is Property.FORMER_NAME:
        return class_, "; ".join(notes or ["low quality"])
    return Property.LOW_ALIAS, "; ".join(notes)


def _part(block: Taker, stating: Stating) -> _Part | None:
    """One part; None for a title, which is said, and for one without a value."""
    kind, order = block.attribute("name-part-type"), block.attribute("order")
    value = _worded(block.text("value"), block.path, stating)
    spellings: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for one in block.many("spelling-variant"):
        key, spelling = _spelling(one, stating)
        if spelling[0]:
            spellings.setdefault(key, []).append(spelling)
    block.close()
    if kind == TITLE:
        for text in dict.fromkeys([value, *(text for texts in spellings.values() for text, _ in texts)]):
            stating.say(Property.TITLE, text)
        return None
    if kind not in READING_ORDER:
        stating.alarm(f"{block.path}/@name-part-type", f"{kind or 'absent'}: {value}")
    if not (order.isascii() and order.isdecimal() and len(order) < len(str(_LAST))):
        stating.alarm(f"{block.path}/@order", order or "absent")
        order = str(_LAST)
    if not value and spellings:
        value = next(iter(spellings.values()))[0][0]
    return _Part(kind, int(order), value, spellings) if value else None


def _reading_rank(part: _Part) -> int:
    return READING_ORDER.index(part.kind if part.kind in READING_ORDER else "other")


def _spelling(block: Taker, stating: Stating) -> tuple[tuple[str, str], tuple[str, str]]:
    """One spelling: its language and script, its text and what it is called, where that says something."""
    language, script = block.attribute("lang").lower(), block.attribute("script").upper()
    type_, text = block.attribute("spelling-variant-type"), _worded(block.own_text(), block.path, stating)
    block.ignore_attribute("ssid", _NUMBER_REASON)
    block.close()
    if language and not (len(language) == 3 and language.isascii() and language.isalpha()):
        stating.alarm(f"{block.path}/@lang", language)
        language = ""
    if not (len(script) == 4 and script.isascii() and script.isalpha()):
        stating.alarm(f"{block.path}/@script", script or "absent")
        script = LATIN if text.isascii() else script
    return (LANGUAGES.get(language, language), script), (text, "" if type_ == PLAIN_VARIANT else type_)


def _spelt(parts: list[_Part], class_: Property, note: str) -> list[Name]:
    """The names that the spellings of the parts make; none twice."""
    found: dict[tuple[str, str], Name] = {}
    for language, script in dict.fromkeys(key for part in parts for key in part.spellings):
        for row in range(max(len(part.spellings.get((language, script), ())) for part in parts)):
            spelt = [part.spelt(language, script, row) for part in parts]
            values, types = [text for text, _ in spelt], dict.fromkeys(type_ for _, type_ in spelt if type_)
            notes = [f"spelling: {', '.join(types)}"] if types else []
            content = {
                "text": " ".join(values),
                "note": "; ".join([*notes, note]).removesuffix("; "),
                **_divided(values),
            }
            other = script != LATIN and class_ is Property.GOOD_ALIAS
            named = Property.ORIGINAL_NAME if other else class_
            found.setdefault((content["text"], language), Name(content, named, primary=False, language=language))
    return list(found.values())


def _divided(values: list[str]) -> dict[str, str]:
    """The parts of a name; one that is not divided has none, and what follows a sixth stands in the whole alone."""
    return {f"part{number}": value for number, value in enumerate(values[:6], start=1)} if len(values) > 1 else {}


def _worded(text: str, path: str, stating: Stating) -> str:
    if text == NOTHING:
        stating.tally.ignore(path, _NOTHING_REASON)
        return ""
    return text
