"""One entity: each value of it said by the rule of its property."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from acordo.facts import PartialDate, Property, Sex, UnreadableDate, country_code
from acordo.lists.ftm.properties import IGNORED, RULES, Form, Rule

if TYPE_CHECKING:
    from collections.abc import Callable

    from acordo.lists.stating import Stating

PART_ORDER = ("firstName", "secondName", "middleName", "fatherName", "lastName", "nameSuffix")
"""In which order the parts of a name make the whole one."""
_SEXES = {"male": Sex.MALE, "female": Sex.FEMALE}
_OTHER_SEXES = frozenset({"other"})  # FollowTheMoney's third choice, kept as given
_PARTS = tuple(name for name, rule in RULES.items() if rule.form is Form.NAME_PART)
_OTHER_NAMES = tuple((name, rule.property) for name, rule in RULES.items() if rule.form is Form.NAME and name != "name")
_NAMING = frozenset({Form.NAME, Form.NAME_PART})
_RUNNING_TEXT = frozenset({"notes", "summary", "description"})
_PARTS_REASON = "parts of the name; the whole name is read"


def read_party(properties: dict[str, Any], caption: str, stating: Stating) -> None:
    """Say everything the properties of one entity hold."""
    held = {name: _texts(name, values, stating) for name, values in properties.items()}
    _names(held, caption, stating)
    for name, texts in held.items():
        if name in _SAYERS:
            say, rule = _SAYERS[name]
            for text in texts:
                say(name, rule, text, stating)
        elif name in IGNORED:
            stating.tally.ignore(f"properties.{name}", IGNORED[name])
        elif name not in RULES:
            stating.alarm(f"properties.{name}", "; ".join(texts))


def _texts(name: str, values: Any, stating: Stating) -> list[str]:
    """The texts of a property, each once and on one line; a number is its figures, anything else an alarm."""
    texts: dict[str, None] = {}
    for value in values if isinstance(values, list) else [values]:
        if isinstance(value, str):
            text = " ".join(value.split()) if name not in _RUNNING_TEXT else value.strip()
            if text:
                texts[text] = None
        elif isinstance(value, int | float) and not isinstance(value, bool):
            texts[str(value)] = None
        elif value is not None:
            stating.alarm(f"properties.{name}", f"not a text: {value}")
    return list(texts)


def _names(held: dict[str, list[str]], caption: str, stating: Stating) -> None:
    whole = held.get("name") or _joined(held, stating)
    first = caption if caption in whole else whole[0] if whole else ""
    stating.say(Property.PRIMARY_NAME, {"text": first})
    for name in whole:
        if name != first:
            stating.say(Property.GOOD_ALIAS, {"text": name})
    for property_name, property_ in _OTHER_NAMES:
        for name in held.get(property_name, ()):
            stating.say(property_, {"text": name})
    if any(map(held.get, _PARTS)) and held.get("name"):
        stating.tally.ignore(f"properties.{', '.join(_PARTS)}", _PARTS_REASON)


def _joined(held: dict[str, list[str]], stating: Stating) -> list[str]:
    """The name put together from its parts, for an entity that has no whole one."""
    parts = [held[name][0] for name in PART_ORDER if held.get(name)]
    if not parts and not any(held.get(name) for name, _ in _OTHER_NAMES):
        stating.alarm("properties.name", "an entity without a name")
    return [" ".join(parts)] if parts else []


def _say_text(_name: str, rule: Rule, text: str, stating: Stating) -> None:
    stating.say(rule.property, text)


def _say_labelled(name: str, rule: Rule, text: str, stating: Stating) -> None:
    stating.say(rule.property, f"{name}: {text}")


def _say_sex(name: str, rule: Rule, text: str, stating: Stating) -> None:
    if text not in _SEXES and text not in _OTHER_SEXES:
        stating.alarm(f"properties.{name}", text)
    stating.say(rule.property, _SEXES.get(text, text))


def _say_country(_name: str, rule: Rule, text: str, stating: Stating) -> None:
    country = _country(text)
    stating.say(rule.property, country, original=text if country != text else "")


def _say_birth_place(_name: str, rule: Rule, text: str, stating: Stating) -> None:
    stating.say(rule.property, {"city": text})


def _say_birth_country(_name: str, rule: Rule, text: str, stating: Stating) -> None:
    country = _country(text)
    stating.say(rule.property, {"country": country}, original=text if country != text else "")


def _say_address(_name: str, rule: Rule, text: str, stating: Stating) -> None:
    stating.say(rule.property, {"street": text})


def _say_document(_name: str, rule: Rule, text: str, stating: Stating) -> None:
    stating.say(rule.property, {"number": text, "type": rule.type})


def _country(text: str) -> str:
    """A code in upper case; a country written out stays as it is printed."""
    return (country_code(text) or text) if len(text) <= 4 else text


def _say_date(name: str, rule: Rule, text: str, stating: Stating) -> None:
    written = _date_written(text)
    if written:
        stating.say(rule.property, written, original=text if written != text else "")
    else:
        stating.alarm(f"properties.{name}", text)
        stating.say(Property.BIRTH_NOTE if rule.property is Property.BORN else Property.NOTE, f"{name}: {text}")


@lru_cache(maxsize=65536)
def _date_written(text: str) -> str:
    """A day, month or year; a time of day behind it says nothing of a birth and falls away. Empty: no date."""
    day = text[:10] if len(text) > 10 and text[10] in "T " else text
    try:
        return str(PartialDate.parse(day))
    except UnreadableDate:
        return ""


_SAYING: dict[Form, Callable[[str, Rule, str, Stating], None]] = {
    Form.TEXT: _say_text,
    Form.LABELLED: _say_labelled,
    Form.DATE: _say_date,
    Form.SEX: _say_sex,
    Form.COUNTRY: _say_country,
    Form.BIRTH_PLACE: _say_birth_place,
    Form.BIRTH_COUNTRY: _say_birth_country,
    Form.ADDRESS: _say_address,
    Form.DOCUMENT: _say_document,
}
_SAYERS = {name: (_SAYING[rule.form], rule) for name, rule in RULES.items() if rule.form not in _NAMING}
