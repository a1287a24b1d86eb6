"""Names of the Advanced layout: parts of a type and a script each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from acordo.facts import Kind, Property
from acordo.lists.us_ofac.categories import say_alias
from acordo.lists.us_ofac.names import ReadName, of_person

if TYPE_CHECKING:
    from acordo.lists.stating import Stating
    from acordo.lists.us_ofac.reference_sets import ReferenceSets
    from acordo.lists.xml import Taker

_GIVEN, _FAMILY, _WHOLE = "given", "family", "whole"
_PART_TYPES = {
    "First Name": _GIVEN,
    "Middle Name": _GIVEN,
    "Patronymic": _GIVEN,
    "Nickname": _GIVEN,
    "Last Name": _FAMILY,
    "Matronymic": _FAMILY,
    "Maiden Name": _FAMILY,
    "Entity Name": _WHOLE,
    "Vessel Name": _WHOLE,
    "Aircraft Name": _WHOLE,
}
"""The parts of a person's name in the order in which people read them, and the names of everything else."""
_ORDER = {type_: place for place, type_ in enumerate(_PART_TYPES)}
_LATIN = "Latin"
_PRIMARY = "Name"
_KEY_REASON = "the publisher's number of one value, which names no party"
_SCRIPT_REASON = "says how sure the script is, which the letters themselves show"
_ACRONYM_REASON = "says that a part of a name is an acronym, which changes no letter of it"
_YES = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class _Part:
    type: str
    value: str
    script: str


def say_names(identity: Taker, kind: Kind, sets: ReferenceSets, stating: Stating) -> str:
    """Say all names of an identity; the primary one as it was printed."""
    types = _part_types(identity, sets)
    primary = ""
    for alias in identity.many("Alias"):
        alias.ignore_attribute("FixedRef", _KEY_REASON)
        type_ = sets.value("AliasType", alias.attribute("AliasTypeID"), stating.reference)
        main, weak = _choice(alias, "Primary", stating), _choice(alias, "LowQuality", stating)
        note = alias.text("Comment")
        for documented in alias.many("DocumentedName"):
            name, script = _documented(documented, types, kind, sets, stating)
            if not name.text:
                stating.alarm(documented.path, "a name without a part")
            elif script != _LATIN:
                said = "; ".join(part for part in ("weak" if weak else "", note) if part)
                stating.say(Property.ORIGINAL_NAME, {**name.content, "note": said}, original=name.printed)
            elif main and not primary:
                primary = name.printed or name.text
                stating.say(Property.PRIMARY_NAME, {**name.content, "note": note}, original=name.printed)
            else:
                say_alias(
                    "a.k.a." if type_ == _PRIMARY else type_,
                    name,
                    weak=weak,
                    note=note,
                    path=f"{alias.path}/@AliasTypeID",
                    stating=stating,
                )
        alias.close()
    return primary


def _part_types(identity: Taker, sets: ReferenceSets) -> dict[str, str]:
    """The type of each part's group, by the group's number."""
    found: dict[str, str] = {}
    for groups in identity.many("NamePartGroups"):
        for master in groups.many("MasterNamePartGroup"):
            for group in master.many("NamePartGroup"):
                type_ = group.attribute("NamePartTypeID")
                found[group.attribute("ID")] = sets.value("NamePartType", type_, identity.reference)
                group.close()
            master.close()
        groups.close()
    return found


def _documented(
    documented: Taker, types: dict[str, str], kind: Kind, sets: ReferenceSets, stating: Stating
) -> tuple[ReadName, str]:
    """A name and its script; that of several scripts is the first which is not Latin."""
    for name in ("ID", "FixedRef"):
        documented.ignore_attribute(name, _KEY_REASON)
    sets.value("DocNameStatus", documented.attribute("DocNameStatusID"), stating.reference)
    parts: list[_Part] = []
    for block in documented.many("DocumentedNamePart"):
        ends = block.attribute("LeadingChars"), block.attribute("TrailingChars")
        for value in block.many("NamePartValue"):
            text = f"{ends[0]}{value.own_text()}{ends[1]}"
            parts.append(_Part(_type(value, types, stating), text, _script(value, sets, stating)))
            value.close()
        block.close()
    documented.close()
    scripts = [part.script for part in parts]
    return _read(parts, kind), next((one for one in scripts if one != _LATIN), _LATIN)


def _type(value: Taker, types: dict[str, str], stating: Stating) -> str:
    group = value.attribute("NamePartGroupID")
    type_ = types.get(group, "")
    if type_ not in _PART_TYPES:
        stating.alarm(f"{value.path}/@NamePartGroupID", f"{group} {type_}".strip())
    return type_


def _script(value: Taker, sets: ReferenceSets, stating: Stating) -> str:
    value.ignore_attribute("ScriptStatusID", _SCRIPT_REASON)
    value.ignore_attribute("Acronym", _ACRONYM_REASON)
    return sets.value("Script", value.attribute("ScriptID"), stating.reference)


def _read(parts: list[_Part], kind: Kind) -> ReadName:
    if kind is not Kind.PERSON:
        return ReadName(" ".join(part.value for part in parts if part.value))
    ordered = sorted(parts, key=lambda part: _ORDER.get(part.type, len(_ORDER)))
    family = " ".join(part.value for part in ordered if _PART_TYPES.get(part.type) == _FAMILY)
    given = " ".join(part.value for part in ordered if _PART_TYPES.get(part.type) != _FAMILY)
    return of_person(family, given)


def _choice(alias: Taker, name: str, stating: Stating) -> bool:
    """A yes or no; another word is an alarm, and counts as a primary name or as low quality would: no."""
    said = alias.attribute(name)
    if said not in _YES:
        stating.alarm(f"{alias.path}/@{name}", said or "absent")
    return _YES.get(said, name == "LowQuality")
