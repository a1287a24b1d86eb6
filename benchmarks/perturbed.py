"""Listed names spoilt in one way each; every one should still find its entry.

* **initials**: the first word becomes an initial (``A. Nhacudima``).
* **all initials**: every word but the last does.
* **truncated**: a field that is too short: the name is cut after 70 % of its characters, at least three letters into
  its second word.
* **homoglyph**: one to three Latin letters become the Cyrillic letters that look the same, or ``o`` a zero.
* **no vowels**: every vowel that does not begin a word is left out.
* **cut at 39**: the family name first, and the name cut after 39 characters, as a passport's line is; only longer
  names, and only reported.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from acordo.facts import Kind, Property
from acordo.names import Role, Script, analyse
from benchmarks.learn_words import half
from benchmarks.persons import Question

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from acordo.matching import Listed

_LOOKALIKES = dict(zip("aceopxyACEOPXYKMTBH", "асеорхуАСЕОРХУКМТВН", strict=True))
WAYS = ("initials", "all initials", "truncated", "homoglyph", "no vowels", "cut at 39")
_LINE = 39


def perturbed(
    entries: Sequence[Listed], cluster_of: Mapping[str, int], *, learn: bool, many: int, seed: int = 11
) -> list[Question]:
    """``many`` names of each way, from Latin names of two words or more that are no weak alias; split by person."""
    draw = random.Random(seed)
    pool = [
        (text, cluster_of[entry.entry_id])
        for entry in entries
        if entry.kind is Kind.PERSON and half(entry.entry_id) is learn and entry.entry_id in cluster_of
        for text in [name.text for name in entry.names if name.property is not Property.LOW_ALIAS][:2]
        if _plain(text)
    ]
    found = []
    for way, spoil in _SPOILERS.items():
        if learn and way == WAYS[-1]:
            continue
        asked = ((spoil(text, draw), text, cluster) for text, cluster in _drawn(way, pool, many, draw))
        told = [Question(spoilt, cluster, way) for spoilt, text, cluster in asked if spoilt and spoilt != text]
        found += told[:many]
    return found


def _drawn(way: str, pool: list[tuple[str, int]], many: int, draw: random.Random) -> list[tuple[str, int]]:
    """Names to spoil: of the long ones there are so few that all are taken."""
    return pool if way == WAYS[-1] else draw.sample(pool, min(len(pool), 3 * many))


def _plain(text: str) -> bool:
    name = analyse(text)
    return name.scripts == {Script.LATIN} and len(name.base) > 1


def _words(text: str) -> list[str]:
    """The words in the order given and family; ``FAMILY, Given`` is turned."""
    last, comma, first = text.partition(",")
    return [token.text for token in analyse(f"{first} {last}" if comma else text).tokens]


def _initials(text: str, _: random.Random) -> str:
    words = _words(text)
    return " ".join([words[0][0].upper() + ".", *words[1:]])


def _all_initials(text: str, _: random.Random) -> str:
    tokens = analyse(" ".join(_words(text))).tokens
    kept = [token.text if token.role is not Role.BASE else token.text[0].upper() + "." for token in tokens[:-1]]
    return " ".join([*kept, tokens[-1].text])


def _truncated(text: str, _: random.Random) -> str:
    words = _words(text)
    whole = " ".join(words)
    cut = whole[: max(int(len(whole) * 0.7), len(words[0]) + 4)].rstrip()
    return cut if len(cut) < len(whole) else ""


def _homoglyph(text: str, draw: random.Random) -> str:
    letters = list(text)
    places = [i for i, letter in enumerate(letters) if letter in _LOOKALIKES]
    for i in draw.sample(places, min(len(places), draw.randint(1, 3))):
        letters[i] = "0" if letters[i] == "o" and draw.random() < 0.2 else _LOOKALIKES[letters[i]]
    return "".join(letters)


def _no_vowels(text: str, _: random.Random) -> str:
    words = [word[0] + "".join(letter for letter in word[1:] if letter.lower() not in "aeiou") for word in _words(text)]
    return " ".join(words)


def _cut_at_39(text: str, _: random.Random) -> str:
    words = _words(text)
    whole = " ".join([words[-1], *words[:-1]])
    return whole[:_LINE].rstrip() if len(whole) > _LINE else ""


_SPOILERS: dict[str, Callable[[str, random.Random], str]] = dict(
    zip(WAYS, (_initials, _all_initials, _truncated, _homoglyph, _no_vowels, _cut_at_39), strict=True)
)
