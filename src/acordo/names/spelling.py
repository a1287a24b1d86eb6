"""How one name is spelt in Portuguese, Swahili, Makua, Makonde, Mwani and English, by rule.

The spellings of northern Mozambique write one sound by several orthographies: *Rachide*, *Raxide*, *Rashidi*, *Rashid*.
``plain`` brings a word to a form that they share; ``rules_between`` says by which rules two words became one. Source:
the orthographies of Portuguese (1990 and before), Swahili, and of the Mozambican languages (NELIMO), as general
linguistic knowledge. Names that differ by more than spelling (*Amisse*, *Khamis*) are rows of a table, not rules.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from acordo.wording import mark

LEAST = 4
"""A shorter plain form says too little to make two words one."""


class Rule(StrEnum):
    """A rule; the value is what a person reads of it."""

    SH = mark("Portuguese writes ch or x for sh")
    K = mark("c, qu and k are one sound")
    J = mark("g before e or i, dj and j are one sound")
    S = mark("c before e or i is an s")
    SOFT_N = mark("Portuguese nh and lh are ny and ly")
    W = mark("w and u, y and i are one sound")
    LONG = mark("ou, oo and u, ee and i are one sound")
    SILENT_H = mark("h is silent in Portuguese")
    DOUBLED = mark("a letter may be doubled")
    O_U = mark("unstressed o and u, e and i are one sound")
    ENDING = mark("-ov and -ova, -sky and -skaya are one family name")
    CLOSING = mark("a vowel is added at the end in Portuguese and Swahili")


_RUNS: tuple[tuple[str, str, Rule], ...] = (
    ("(?<=[a-z][a-z][oe]v)a$", "", Rule.ENDING),
    ("(?<=[a-z][a-z]sk)(?:iy|ii|yi|yy|ij|yj|oy|oi|y|i|a|aya|aia|aja)$", "", Rule.ENDING),
    ("tch|sch|sh|ch|x", "X", Rule.SH),
    ("qu(?=[ei])|q(?=u[ao])|q|ck|c(?![eiy])", "k", Rule.K),
    ("c(?=[eiy])", "s", Rule.S),
    ("gu(?=[ei])", "g", Rule.J),
    ("dj|g(?=[eiy])", "j", Rule.J),
    ("nh(?=[aeiou])", "ni", Rule.SOFT_N),
    ("lh(?=[aeiou])", "li", Rule.SOFT_N),
    ("ph", "f", Rule.SILENT_H),
    ("ou|oo", "u", Rule.LONG),
    ("ee", "i", Rule.LONG),
    ("h", "", Rule.SILENT_H),
    ("w", "u", Rule.W),
    ("y", "i", Rule.W),
    ("o", "u", Rule.O_U),
    ("e", "i", Rule.O_U),
)
_DOUBLED = re.compile(r"([^eo])\1+")
_CLOSING = re.compile(r"(?<=[^aiu])[iu]$")


@lru_cache(maxsize=131_072)
def plain(letters: str, without: Rule | None = None) -> str:
    """The form that spellings of one name share, of a word in Latin letters; ``without`` leaves one rule out."""
    run = _runs(without)
    single = letters if without is Rule.DOUBLED else _DOUBLED.sub(r"\1", letters)
    said = run[0].sub(lambda found: run[1][found.lastindex or 0], single)
    if without is not Rule.CLOSING and len(said) > LEAST:
        said = _CLOSING.sub("", said)
    return said.lower() if without is None else said


@lru_cache(maxsize=32)
def _runs(without: Rule | None) -> tuple[re.Pattern[str], tuple[str, ...]]:
    kept = [(pattern, said) for pattern, said, rule in _RUNS if rule is not without]
    return re.compile("|".join(f"({pattern})" for pattern, _ in kept)), ("", *(said for _, said in kept))


def rules_between(one: str, other: str) -> tuple[Rule, ...]:
    """The rules without which two words would not have one plain form; none where they have none in common."""
    if plain(one) != plain(other) or len(plain(one)) < LEAST or one == other:
        return ()
    return tuple(rule for rule in Rule if plain(one, rule) != plain(other, rule))
