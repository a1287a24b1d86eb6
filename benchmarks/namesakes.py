"""Which people with an article may themselves be listed, by a rule that shares nothing with the matcher.

A person is put apart where the consonants of all words, in whatever order, are those of a listed name of the same
country, or of one whose country the list does not say. Vowels and ``h j w y`` are left out, letters that transliterate
one sound are one (``c g k q``, ``s z x sh ch zh ts``, ``b p``, ``d t``, ``f v``), articles, *bin* and patronymics are
left out where two words remain. It is coarse on purpose: whom it puts apart is not counted as innocent, nor as found.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from anyascii import anyascii

from acordo.facts import Kind
from benchmarks.nationalities import country

if TYPE_CHECKING:
    from collections.abc import Iterable

    from acordo.matching import Listed

_LEFT_OUT = {"al", "el", "ul", "as", "ash", "bin", "ben", "ibn", "abd", "abdul", "abdel", "van", "de"}
_PATRONYMIC = re.compile(r".{2,}(?:[oeay]v(?:ic|yc|its|its)(?:h|j|)|[oea]vna|ivna|[ea]una|[oe]wna)")
_SOUNDS = (
    (re.compile("shch|sch|sh|ch|zh|ts|tz|tj|sj|dj|dzh|[zxc](?=[eiy])|[sxz]"), "s"),
    (re.compile("kh|gh|ck|[cgkq]"), "k"),
    (re.compile("ph|[fv]"), "f"),
    (re.compile("[dt]"), "t"),
    (re.compile("[bp]"), "b"),
    (re.compile("[aeiouyhjw]"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
)
_WORD = re.compile("[a-z]+")


def consonants(name: str) -> tuple[str, ...]:
    """The consonants of each word that tells, in alphabetical order; none where fewer than two words do."""
    words = _WORD.findall(re.sub("['`’‘ʿʾ]", "", anyascii(name).lower()))
    told = [word for word in words if word not in _LEFT_OUT]
    told = told if len(told) > 1 else words
    bare = [word for word in told if not _PATRONYMIC.fullmatch(word)]
    found = sorted(filter(None, map(_heard, bare if len(bare) > 1 else told)))
    return tuple(found) if len(found) > 1 and sum(map(len, found)) > 3 else ()


def _heard(word: str) -> str:
    for sound, letter in _SOUNDS:
        word = sound.sub(letter, word)
    return word


class Namesakes:
    """The listed people by their consonants."""

    def __init__(self, entries: Iterable[Listed]) -> None:
        self._countries: dict[tuple[str, ...], set[str]] = {}
        for entry in entries:
            if entry.kind is Kind.PERSON:
                for name in entry.names:
                    if key := consonants(name.text):
                        self._countries.setdefault(key, set()).update(entry.nationalities or ("",))

    def holds(self, name: str, nation: str) -> bool:
        """Somebody listed may be the person; ``nation`` as the article tells it."""
        found = self._countries.get(consonants(name), set())
        return "" in found or country(nation) in found
