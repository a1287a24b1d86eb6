"""Several values in one cell: ``(1) Sirte (2) Misrata``, ``(1-3) Libya (4) Morocco``, ``(1) to (3) Libya (4) …``."""

from __future__ import annotations

import re
from functools import lru_cache

_MARK = re.compile(r"\(([0-9]{1,2})(?:(?:-|\) to \()([0-9]{1,2}))?\)\s*")
_BETWEEN = " .;,"
_NOTHING = frozenset({"", "-", "- -", "N/A"})
_MOST = 99


@lru_cache(maxsize=4096)
def numbered(text: str) -> tuple[str, ...]:
    """The values of a cell in their order, one that stands for several as often as that.

    A cell that is not numbered from 1 on is one value. What divides two values (blank, point, semicolon, comma) falls
    away; a dash is an empty one.
    """
    marks = _marks(text)
    if not marks:
        return (text,) if text else ()
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    found: list[str] = []
    for mark, end in zip(marks, ends, strict=True):
        value = text[mark.end() : end].strip(_BETWEEN)
        times = int(mark[2]) - int(mark[1]) + 1 if mark[2] else 1
        found += ["" if value in _NOTHING else value] * times
    return tuple(found)


def _marks(text: str) -> list[re.Match[str]]:
    """The numbers that count on from 1 at the beginning; another figure in brackets belongs to its value."""
    found: list[re.Match[str]] = []
    awaited = 1
    for mark in _MARK.finditer(text):
        last = int(mark[2] or mark[1])
        if int(mark[1]) == awaited <= last <= _MOST and (found or mark.start() == 0):
            found.append(mark)
            awaited = last + 1
    return found
