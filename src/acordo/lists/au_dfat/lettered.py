"""Several values in one cell: ``a) Kabul b) Pakistan``. The list writes the letters in either case."""

from __future__ import annotations

import re
from functools import lru_cache

_MARK = re.compile(r"(?<![^\s;,.])([A-Za-z])\)\s*")
_BETWEEN = " ;,\n"


@lru_cache(maxsize=4096)
def lettered(text: str) -> tuple[str, ...]:
    """The values of a cell in their order; a cell whose letters do not count on from a is one value.

    The first may lack its letter, and a letter may stand twice. What divides two values (blank, semicolon, comma)
    falls away.
    """
    marks = _marks(text)
    ends = [*(mark.start() for mark in marks), len(text)]
    begins = [0, *(mark.end() for mark in marks)]
    found = (text[begin:end].strip(_BETWEEN) for begin, end in zip(begins, ends, strict=True))
    return tuple(value for value in found if value)


def _marks(text: str) -> list[re.Match[str]]:
    found: list[re.Match[str]] = []
    last = "a" if not text[:2].lower().startswith("a)") else ""
    for mark in _MARK.finditer(text):
        letter = mark[1].lower()
        if letter == (chr(ord(last) + 1) if last else "a") or (found and letter == last):
            found.append(mark)
            last = letter
    return found
