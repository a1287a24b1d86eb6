"""One party of the list: each element and attribute of it taken once, and said as statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from acordo.facts import Kind, Property
from acordo.lists.eu_fsf.acts import Acts, say_information
from acordo.lists.eu_fsf.births import read_birth
from acordo.lists.eu_fsf.categories import NO_REMARK, SUBJECTS
from acordo.lists.eu_fsf.names import say_names
from acordo.lists.eu_fsf.papers import read_address, read_citizenship, read_identification
from acordo.lists.printed_dates import Order, say_day

if TYPE_CHECKING:
    from acordo.lists.stating import Stating
    from acordo.lists.xml import Taker

_LANGUAGE = "en"  # the edition fetched is the English one
_NO_REMARK_REASON = "the word none, which the publisher writes where it has nothing to say"
_DAYS = (("designationDate", Property.LISTED_ON), ("delistingDate", Property.DELISTED_ON))
_BLOCKS = (
    ("birthdate", read_birth),
    ("citizenship", read_citizenship),
    ("identification", read_identification),
    ("address", read_address),
)
_NOTES = (("designationDetails", "Designation"), ("unitedNationId", "United Nations reference"))


def read_party(entities: list[Taker], stating: Stating) -> None:
    """Take everything the entities of one reference say, but their references and numbers, which are taken already."""
    kind = _kind(entities, stating)
    stating.say(Property.KIND, kind)
    acts = Acts(stating)
    for block in _all(entities, "regulation"):
        acts.regulation(block)
    say_names(_all(entities, "nameAlias"), kind, acts, stating)
    for tag, reading in _BLOCKS:
        for block in _all(entities, tag):
            reading(block, acts, stating)
    for entity in entities:
        _listing(entity, stating)
        entity.close()


def _all(entities: list[Taker], tag: str) -> list[Taker]:
    return [block for entity in entities for block in entity.many(tag)]


def _kind(entities: list[Taker], stating: Stating) -> Kind:
    """What the party is; UNKNOWN, with the words of the file in a note, where no table has it."""
    found: dict[Kind, None] = {}
    for entity in entities:
        for block in entity.many("subjectType"):
            printed = block.attribute("code"), block.attribute("classificationCode")
            block.close()
            if printed not in SUBJECTS:
                stating.alarm(block.path, " ".join(printed))
                stating.say(Property.NOTE, f"Subject type: {' '.join(printed)}".strip())
            found[SUBJECTS.get(printed, Kind.UNKNOWN)] = None
    if len(found) != 1:
        stating.alarm(f"{entities[0].path}/subjectType", ", ".join(found) or "absent")
    return next(iter(found), Kind.UNKNOWN)


def _listing(entity: Taker, stating: Stating) -> None:
    for name, property_ in _DAYS:
        say_day(stating, property_, entity.attribute(name), Order.YEAR_FIRST, f"{entity.path}/{name}")
    for name, label in _NOTES:
        text = entity.attribute(name)
        stating.say(Property.NOTE, f"{label}: {text}" if text else "")
    say_information(entity, stating)
    while text := entity.lines("remark"):
        if text == NO_REMARK:
            stating.tally.ignore(f"{entity.path}/remark", _NO_REMARK_REASON)
        else:
            stating.say(Property.NARRATIVE, text, language=_LANGUAGE)
