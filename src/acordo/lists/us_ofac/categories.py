"""The closed choices that the layouts share. A value that stands in no table is an alarm, never a guess."""

from __future__ import annotations

from typing import TYPE_CHECKING

from acordo.facts import Kind, Property

if TYPE_CHECKING:
    from acordo.lists.stating import Stating
    from acordo.lists.us_ofac.names import ReadName

KINDS = {
    "individual": Kind.PERSON,
    "entity": Kind.GROUP,
    "vessel": Kind.VESSEL,
    "aircraft": Kind.AIRCRAFT,
}
"""The kinds of parties in small letters. An entity may be a group, a firm, a bank or a body of a state: it is a group,
since the publisher does not say which."""

STRONG, WEAK = "strong", "weak"

_TYPES = {
    "aka": ("a.k.a.", Property.GOOD_ALIAS),
    "fka": ("f.k.a.", Property.FORMER_NAME),
    "nka": ("n.k.a.", Property.GOOD_ALIAS),
}


def kind_of(printed: str, path: str, stating: Stating) -> Kind:
    """The kind of a party; one that is not known is an alarm, and the party is of unknown kind."""
    kind = KINDS.get(printed.lower())
    if kind is None:
        stating.alarm(path, printed or "absent")
        stating.say(Property.NOTE, f"kind: {printed}" if printed else "")
        kind = Kind.UNKNOWN
    stating.say(Property.KIND, kind)
    return kind


def say_alias(type_: str, name: ReadName, *, weak: bool, note: str, path: str, stating: Stating) -> None:
    """Say a further name by its type, "a.k.a." or "aka"; of unknown type, it is an alarm and of low quality."""
    known = _TYPES.get(type_.lower().replace(".", ""))
    if known is None:
        stating.alarm(path, f"{type_}: {name.text}")
        class_, notes = Property.LOW_ALIAS, [type_ or "no type stated", note]
    else:
        printed, class_ = known
        notes = ["n.k.a." if printed == "n.k.a." else "", note]
        if weak and class_ is Property.GOOD_ALIAS:
            class_ = Property.LOW_ALIAS
        elif weak:
            notes = ["weak", note]
    said = "; ".join(part for part in notes if part)
    stating.say(class_, {**name.content, "note": said}, original=name.printed)
