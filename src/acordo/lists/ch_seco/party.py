"""One target that is on the list: what it is, and everything it says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from acordo.facts import Kind, Property
from acordo.lists.ch_seco.categories import KINDS, OBJECTS, RELATIONS, SEXES
from acordo.lists.ch_seco.changes import say_changes
from acordo.lists.ch_seco.identity import read_identity

if TYPE_CHECKING:
    from acordo.lists.ch_seco.changes import Change
    from acordo.lists.ch_seco.names import Name
    from acordo.lists.ch_seco.places import Places
    from acordo.lists.ch_seco.programmes import Programmes
    from acordo.lists.stating import Stating
    from acordo.lists.xml import Taker

_LANGUAGE = "en"  # the edition fetched is the English one
_NUMBER_REASON = "the publisher's number of this element, to which nothing else in the file refers"
_OBJECT = "object"
_IMO = re.compile(r"IMO [Nn]umber ?: ?([0-9]{7})\.?")
_LOW = "low quality"


def read_party(target: Taker, changes: list[Change], programmes: Programmes, places: Places, stating: Stating) -> None:
    """Take everything a target says, but its ``ssid`` and its changes, which are taken already."""
    bodies = [body for tag in (*KINDS, _OBJECT) for body in target.many(tag)]
    kinds = [_kind(body, stating) for body in bodies]
    if len(bodies) != 1:
        stating.alarm(f"{target.path}/individual, entity, object", f"{len(bodies)} of them")
    stating.say(Property.KIND, kinds[0] if kinds else Kind.UNKNOWN)
    sets = [one for one in (target.attribute("sanctions-set-id"), *target.texts("sanctions-set-id")) if one]
    programmes.say(sets, f"{target.path}/sanctions-set-id", stating)
    names: list[tuple[bool, Name]] = []
    for body, kind in zip(bodies, kinds, strict=True):
        names += _body(body, kind, places, stating)
    _say_names(names, target.path, stating)
    for identifier in target.texts("foreign-identifier"):
        stating.say(Property.NOTE, f"Foreign identifier: {identifier}")
    _attributes(target, stating)
    say_changes(changes, stating)
    target.close()


def _kind(body: Taker, stating: Stating) -> Kind:
    tag = body.path.rpartition("/")[2]
    if tag != _OBJECT:
        return KINDS[tag]
    printed = body.attribute("object-type")
    if printed in OBJECTS:
        return OBJECTS[printed]
    stating.alarm(f"{body.path}/@object-type", printed or "absent")
    stating.say(Property.NOTE, f"Object type: {printed}" if printed else "")
    return Kind.UNKNOWN


def _body(body: Taker, kind: Kind, places: Places, stating: Stating) -> list[tuple[bool, Name]]:
    """Take what stands in ``individual``, ``entity`` or ``object``; its names are given back, main or not."""
    body.ignore_attribute("ssid", _NUMBER_REASON)
    sex = body.attribute("sex")
    if sex and sex.lower() not in SEXES:
        stating.alarm(f"{body.path}/@sex", sex)
    stating.say(Property.SEX, SEXES.get(sex.lower(), sex))
    identities = [read_identity(block, kind, places, stating) for block in body.many("identity")]
    for block in body.many("justification"):
        stating.say(Property.NARRATIVE, _text(block), language=_LANGUAGE)
    for block in body.many("relation"):
        _relation(block, stating)
    for block in body.many("other-information"):
        _information(_text(block), kind, stating)
    _attributes(body, stating)
    body.close()
    return [(main, name) for main, names in identities for name in names]


def _say_names(names: list[tuple[bool, Name]], path: str, stating: Stating) -> None:
    """The first primary name of the main identity is the primary one; those of other identities are aliases."""
    called = [name for main, name in names if main and name.primary] or [name for _, name in names if name.primary]
    if not any(main and name.primary for main, name in names):
        stating.alarm(f"{path}/identity", "no primary name in a main identity")
    primary = next(iter(called or [name for _, name in names]), None)
    for _, name in names:
        if name is primary:
            low = name.class_ is Property.LOW_ALIAS
            note = "; ".join(one for one in (_LOW if low else "", name.content["note"]) if one)
            stating.say(Property.PRIMARY_NAME, name.content | {"note": note}, original=name.original)
        else:
            stating.say(name.class_, name.content, language=name.language, original=name.original)


def _relation(block: Taker, stating: Stating) -> None:
    """Another target by its reference, with the kind of relation and what is remarked on it."""
    body = block.attribute("target-id"), block.attribute("relation-type"), "; ".join(block.texts("remark"))
    block.ignore_attribute("ssid", _NUMBER_REASON)
    block.close()
    other, type_, remark = body
    if type_ not in RELATIONS:
        stating.alarm(f"{block.path}/@relation-type", f"{type_ or 'absent'}: {other}")
    stating.say(Property.LINKED_TO, ", ".join(word for word in (other, type_, remark) if word))


def _information(text: str, kind: Kind, stating: Stating) -> None:
    found = _IMO.fullmatch(text) if kind is Kind.VESSEL else None
    if found:
        stating.say(Property.IMO_NUMBER, found[1], original=text)
    else:
        stating.say(Property.NOTE, text)


def _attributes(block: Taker, stating: Stating) -> None:
    for one in block.many("generic-attribute"):
        one.ignore_attribute("ssid", _NUMBER_REASON)
        words = one.attribute("name"), one.own_text()
        one.close()
        stating.say(Property.NOTE, ": ".join(word for word in words if word))


def _text(block: Taker) -> str:
    block.ignore_attribute("ssid", _NUMBER_REASON)
    text = block.own_lines()
    block.close()
    return text
