"""What each word of a name says of its bearer: given, father's, family name, patronymic, nisba, kunya, honorific.

A guess from the words, their endings and their places, for a reader; it makes no hit and ends none. Customs of naming
that it knows: Arabic chains (given, father, grandfather, nisba), Russian and Turkic patronymics, Portuguese names (what
follows *de* or *dos* is family), Swahili *bin*, *binti* and *wa*, and a family name before a comma.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

from acordo.names.roles import Role
from acordo.names.scripts import Script

if TYPE_CHECKING:
    from collections.abc import Sequence

    from acordo.names.reading import Name, Token


class Part(StrEnum):
    """What a word says of who bears it."""

    GIVEN = "given"
    FATHER = "father"
    FAMILY = "family"
    PATRONYMIC = "patronymic"
    KUNYA = "kunya"
    NISBA = "nisba"
    HONORIFIC = "honorific"
    PARTICLE = "particle"
    INITIAL = "initial"
    LEGAL_FORM = "legal_form"
    NUMBER = "number"


_BY_ROLE = {
    Role.TITLE: Part.HONORIFIC,
    Role.PARTICLE: Part.PARTICLE,
    Role.INITIAL: Part.INITIAL,
    Role.KUNYA: Part.KUNYA,
    Role.LEGAL_FORM: Part.LEGAL_FORM,
    Role.NUMBER: Part.NUMBER,
}
_CHILD = "bin ben ibn bint binti ebn bn uld ould walad wa بن ابن بنت ولد"
_BEHIND = "oglu ogli oglou ogly oghlu ugli kyzy qizi kizi kyzi uulu ulu zoda اوغلو"
_OF = "de da do dos das di del della dei du des von van der den af av zu"
_THE = "al el ul ur ar as ad an at az ash il ال"
_CHILD_OF, _BEHIND_FATHER, _OF_A_FAMILY, _ARTICLES = (
    frozenset(words.split()) for words in (_CHILD, _BEHIND, _OF, _THE)
)
_PATRONYMIC = re.compile(r"..(?:[oeiy]v[iy](?:ch|t?sch)|[oei]vna|ichna|inichna|vich)$")
_NISBA = re.compile(r"^.{2,}(?:i|y|iy|ee|iyya|iyah)$|^..+(?:ي|ى|ية)$")


def parts_of(name: Name) -> tuple[Part, ...]:
    """The part that each word of a name is, in the order of its words."""
    parts: list[Part | None] = [_BY_ROLE.get(token.role) for token in name.tokens]
    for place, token in enumerate(name.tokens):
        if parts[place] is None:
            before = name.tokens[place - 1] if place else None
            parts[place] = _by_itself(token, before) or _by_what_follows(name.tokens[place + 1 : place + 2])
    _by_place(name, parts)
    return tuple(part or Part.GIVEN for part in parts)


def _by_itself(token: Token, before: Token | None) -> Part | None:
    """What a word's ending says, and the word before it."""
    said = before.letters if before and before.role in {Role.PARTICLE, Role.KUNYA} else ""
    article = said in _ARTICLES or (token.script is Script.ARABIC and token.letters.startswith("ال"))
    if before and before.role is Role.KUNYA:
        return Part.KUNYA
    if article and _NISBA.match(token.letters):
        return Part.NISBA
    if said in _CHILD_OF:
        return Part.FATHER
    if said in _OF_A_FAMILY:
        return Part.FAMILY
    return Part.PATRONYMIC if _PATRONYMIC.search(token.letters) else None


def _by_what_follows(following: Sequence[Token]) -> Part | None:
    return Part.FATHER if following and following[0].letters in _BEHIND_FATHER else None


def _by_place(name: Name, parts: list[Part | None]) -> None:
    """The first word left is the given name, the last one the family's; between them an Arabic chain has fathers."""
    open_ = [place for place, part in enumerate(parts) if part is None]
    if not open_:
        return
    comma = name.text.partition(",")[0].split() if "," in name.text else []
    if comma and len(comma) < len(parts):
        for place in open_:
            parts[place] = Part.FAMILY if place < len(comma) else Part.GIVEN
        return
    chain = Script.ARABIC in name.scripts or any(part in {Part.FATHER, Part.NISBA, Part.KUNYA} for part in parts)
    if len(open_) > 1 and Part.NISBA not in parts:
        parts[open_[-1]] = Part.FAMILY
    for place in open_[1:]:
        parts[place] = parts[place] or (Part.FATHER if chain else Part.GIVEN)
