"""A name as units: everything in it that may meet a word of another name.

Each word that names; each two neighbours joined, particles between them skipped; a particle with what follows it;
all forms of *abd* with the name they serve; a word without its article; and, of a listed name, the last joined to
the first. A unit carries a mask: which words of the name it covers. So *Abdul Rahman*, *Abdurrahman* and
*Abd al-Rahman* share a unit though they share no word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from acordo.matching import policy
from acordo.names import Name, Role, Token, fold
from acordo.names.mrz import printed

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_WORDS = 20
"""Words of a name that are compared; what follows is read by no kernel."""

_ABD = {"abd", "abdul", "abdel", "abdal", "abdol", "abdoul", "abdool", "abdu", "abdulo", "عبد"}
_ABD_JOINED = re.compile(r"^abd(?:ou|[uoea])?(?:l(?=[^l])|([rsztdnj])(?=\1))?(.{3,})$")
_ABD_ARABIC = re.compile("^عبد(?:ال)?(.{3,})$")
_PATRONYMIC = re.compile(
    r".{2,}(?:[oaei]v(?:i[ct]|y[ct])(?:h|j|s|sh|ch|sch)?|[oaei][vwu]n[ae]|[ei]chna)|"
    r"(?:il[iy]i?|kuzmi|fomi|luki|nikiti)(?:ch?|t[cjs]h?)|.{2,}(?:و?في?تش|وفنا|يفنا)"
)
_ARTICLE = re.compile(r"^[ae]l(?=.{4})")


@dataclass(frozen=True, slots=True)
class Units:
    """A name ready for the kernels.

    ``words`` are the letters of each word that weighs something (at most ``MOST_WORDS``), ``tokens`` the tokens they
    came from, ``weights`` what each weighs by its role. ``units`` are (letters, mask of words).
    """

    words: tuple[str, ...]
    tokens: tuple[Token, ...]
    weights: tuple[float, ...]
    units: tuple[tuple[str, int], ...]


def units_of(name: Name, *, listed: bool) -> Units:
    """The units of a name; ``listed`` adds the last word joined to the first."""
    bases = [(i, token) for i, token in enumerate(name.tokens) if token.role is not Role.PARTICLE][:MOST_WORDS]
    words = [_bare(token) for _, token in bases]
    units: dict[tuple[str, int], None] = {(word, 1 << i): None for i, word in enumerate(words)}
    for i, (place, token) in enumerate(bases):
        if token.role is Role.BASE:
            for other in (*_other_forms(words[i]), *_as_printed(token.text)):
                units[other, 1 << i] = None
        if place and name.tokens[place - 1].role is Role.PARTICLE and token.role is Role.BASE:
            units[name.tokens[place - 1].letters + words[i], 1 << i] = None
        if i:
            units.update(dict.fromkeys(_joined(words[i - 1], words[i], 3 << (i - 1))))
    if listed and len(words) > 2:
        units[words[-1] + words[0], 1 | 1 << (len(words) - 1)] = None
    weights = [policy.ROLE_WEIGHT[token.role] for _, token in bases]
    for place in _patronymic(words):
        weights[place] *= policy.PATRONYMIC
    return Units(tuple(words), tuple(token for _, token in bases), tuple(weights), tuple(units))


def _patronymic(words: Sequence[str]) -> list[int]:
    """Which word of three or more is a Slavic patronymic: the second of *given, patronymic, family*, else the last."""
    if len(words) < 3:
        return []
    places = (*range(1, len(words) - 1), len(words) - 1)
    return [place for place in places if _PATRONYMIC.fullmatch(words[place])][:1]


def _bare(token: Token) -> str:
    """The letters of a word without the Arabic article written to it."""
    letters = token.letters
    return letters[2:] if letters.startswith("ال") and len(letters) > 4 else letters


def _joined(one: str, other: str, mask: int) -> list[tuple[str, int]]:
    joined = [(one + other, mask)]
    if one in _ABD:
        joined.append((("عبد" if one == "عبد" else "abd") + other, mask))
    return joined


@lru_cache(maxsize=16_384)
def _as_printed(text: str) -> tuple[str, ...]:
    """The word as a passport's lines print it, where that has two letters for one of its: *Löfgren*, LOEFGREN."""
    said = text if text.isascii() else printed(text)
    return (fold(said),) if said.isascii() and not text.isascii() and fold(said) != fold(text) else ()


@lru_cache(maxsize=65_536)
def _other_forms(word: str) -> tuple[str, ...]:
    forms = []
    if found := _ABD_JOINED.match(word):
        forms.append("abd" + found[2])
    if found := _ABD_ARABIC.match(word):
        forms.append("عبد" + found[1])
    if _ARTICLE.match(word):
        forms.append(word[2:])
    return tuple(forms)
