"""One party of the list: each element of it taken once, and said as statements."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from acordo.facts import Property
from acordo.lists.un_sc.births import alias_birth, is_date, read_birth
from acordo.lists.un_sc.categories import LIST_TYPES, PROGRAMMES, QUALITIES, SEXES

if TYPE_CHECKING:
    from collections.abc import Collection

    from acordo.lists.stating import Stating
    from acordo.lists.xml import Taker

_LANGUAGE = "en"  # the edition fetched is the English one; only its running text is surely in that language
_PARTS = {"part1": "FIRST_NAME", "part2": "SECOND_NAME", "part3": "THIRD_NAME", "part4": "FOURTH_NAME"}
_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T.*|Z|[+-][0-9]{2}:[0-9]{2})?")
_ABSENT = "na"  # in small letters; in capitals it is a name
_ABSENT_REASON = "the word na, which the publisher writes where it has nothing to say"
_SORTING = "orders the publisher's own page and says nothing of the party"


def read_party(party: Taker, stating: Stating) -> None:
    """Take everything an ``INDIVIDUAL`` or ``ENTITY`` says, but its reference, which is taken already."""
    _names(party, stating)
    for value in _values(party, "TITLE"):
        stating.say(Property.TITLE, value)
    _category(party, "GENDER", Property.SEX, SEXES, stating)
    for block in party.many("INDIVIDUAL_DATE_OF_BIRTH"):
        read_birth(block, stating)
    for block in party.many("INDIVIDUAL_PLACE_OF_BIRTH"):
        stating.say(Property.BIRTH_PLACE, _place(block))
    for tag in ("NATIONALITY", "NATIONALITY2"):
        for value in _values(party, tag):
            stating.say(Property.NATIONALITY, _unless_absent(value, f"{party.path}/{tag}", stating))
    for value in _values(party, "DESIGNATION"):
        stating.say(Property.POSITION, value)
    for block in party.many("INDIVIDUAL_DOCUMENT"):
        stating.say(Property.DOCUMENT, _document(block))
    for block in (*party.many("INDIVIDUAL_ADDRESS"), *party.many("ENTITY_ADDRESS")):
        stating.say(Property.ADDRESS, _address(block))
    _listing(party, stating)
    party.ignore("SORT_KEY", _SORTING)
    party.ignore("SORT_KEY_LAST_MOD", _SORTING)
    party.close()


def _names(party: Taker, stating: Stating) -> None:
    parts = {part: _unless_absent(party.text(tag), f"{party.path}/{tag}", stating) for part, tag in _PARTS.items()}
    whole = " ".join(part for part in parts.values() if part)
    if not whole:
        stating.alarm(f"{party.path}/FIRST_NAME", "an entry without a name")
    divided = sum(map(bool, parts.values())) > 1
    stating.say(Property.PRIMARY_NAME, {"text": whole, **parts} if divided else {"text": whole})
    for name in party.texts("NAME_ORIGINAL_SCRIPT"):
        stating.say(Property.ORIGINAL_NAME, {"text": name})
    for block in (*party.many("INDIVIDUAL_ALIAS"), *party.many("ENTITY_ALIAS")):
        _alias(block, stating)


def _alias(block: Taker, stating: Stating) -> None:
    """A further name. One without a name but with a date is how the 2024 export wrote a further birth date."""
    name, quality, note = block.text("ALIAS_NAME"), block.text("QUALITY"), block.text("NOTE")
    born = alias_birth(block.text("DATE_OF_BIRTH"), block.path, stating)
    city, country = block.text("CITY_OF_BIRTH"), block.text("COUNTRY_OF_BIRTH")
    block.close()
    if not name:
        stating.say(Property.BORN if is_date(born) else Property.BIRTH_NOTE, born)
        stating.say(Property.BIRTH_PLACE, {"city": city, "country": country})
        if quality or note:
            stating.alarm(f"{block.path}/ALIAS_NAME", f"no name, but {quality} {note}")
            stating.say(Property.NOTE, note)
        return
    class_ = QUALITIES.get(quality)
    if class_ is None:
        stating.alarm(f"{block.path}/QUALITY", f"{quality}: {name}")
        class_, note = Property.LOW_ALIAS, f"{quality or 'no quality stated'}. {note}".strip()
    content = {"text": name, "note": note, "born": born, "birth_city": city, "birth_country": country}
    stating.say(class_, content)


def _listing(party: Taker, stating: Stating) -> None:
    stating.say(Property.PUBLISHER_NUMBER, party.text("DATAID"))
    stating.say(Property.PUBLISHER_VERSION, party.text("VERSIONNUM"))
    _category(party, "UN_LIST_TYPE", Property.PROGRAMME, PROGRAMMES, stating)
    for value in _values(party, "LIST_TYPE"):
        _known(value, f"{party.path}/LIST_TYPE", LIST_TYPES, stating)
        stating.say(Property.LIST_TYPE, value)
    for tag, property_ in (
        ("LISTED_ON", Property.LISTED_ON),
        ("DELISTED_ON", Property.DELISTED_ON),
        ("SUBMITTED_ON", Property.SUBMITTED_ON),
    ):
        _day(party.text(tag), f"{party.path}/{tag}", property_, stating)
    for value in _values(party, "LAST_DAY_UPDATED"):
        _day(value, f"{party.path}/LAST_DAY_UPDATED", Property.AMENDED_ON, stating)
    for value in party.texts("SUBMITTED_BY"):
        stating.say(Property.SUBMITTED_BY, value)
    stating.say(Property.NARRATIVE, party.lines("COMMENTS1"), language=_LANGUAGE)


def _unless_absent(given: str, path: str, stating: Stating) -> str:
    if given == _ABSENT:
        stating.tally.ignore(path, _ABSENT_REASON)
        return ""
    return given


def _values(party: Taker, tag: str) -> list[str]:
    """The texts of an element that wraps each of its values in ``VALUE``."""
    found: list[str] = []
    for block in party.many(tag):
        found += block.texts("VALUE")
        block.close()
    return found


def _category(
    party: Taker, tag: str, property_: Property, choices: Collection[str] | dict[str, str], stating: Stating
) -> None:
    """Say one of a closed list of choices; another one is an alarm and said as given."""
    given = party.text(tag)
    if given:
        _known(given, f"{party.path}/{tag}", choices, stating)
        stating.say(property_, choices.get(given, given) if isinstance(choices, dict) else given)


def _known(given: str, path: str, choices: Collection[str], stating: Stating) -> None:
    if given not in choices:
        stating.alarm(path, given)


def _day(given: str, path: str, property_: Property, stating: Stating) -> None:
    if not given:
        return
    found = _DAY.fullmatch(given)
    try:
        day = date.fromisoformat(found[1] if found else "").isoformat()
    except ValueError:
        stating.alarm(path, given)
        stating.say(Property.NOTE, f"{path.rpartition('/')[2]}: {given}")
    else:
        stating.say(property_, day, original=given if given != day else "")


def _place(block: Taker) -> dict[str, str]:
    place = {
        "street": block.text("STREET"),
        "city": block.text("CITY"),
        "region": block.text("STATE_PROVINCE"),
        "country": block.text("COUNTRY"),
        "note": block.text("NOTE"),
    }
    block.close()
    return place


def _address(block: Taker) -> dict[str, str]:
    postal_code = block.text("ZIP_CODE")
    return {**_place(block), "postal_code": postal_code}


def _document(block: Taker) -> dict[str, str]:
    document = {
        "number": block.text("NUMBER"),
        "type": block.text("TYPE_OF_DOCUMENT"),
        "type2": block.text("TYPE_OF_DOCUMENT2"),
        "country": block.text("ISSUING_COUNTRY"),
        "issued_in": block.text("COUNTRY_OF_ISSUE"),
        "city": block.text("CITY_OF_ISSUE"),
        "issued": block.text("DATE_OF_ISSUE"),
        "note": block.text("NOTE"),
    }
    block.close()
    return document
