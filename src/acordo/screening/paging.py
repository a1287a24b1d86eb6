"""Pages of a long file of hits without reading what lies before them.

Beside the file lie its marks: for every hundredth hit or so, which hit it is and at which byte its line begins. They
are made once, when a page is asked for first, and hold nothing but numbers.
"""

from __future__ import annotations

import json
import os
from array import array
from bisect import bisect_right
from typing import TYPE_CHECKING

from acordo.screening.hit_lines import read_line

if TYPE_CHECKING:
    from pathlib import Path

    from acordo.screening.words import BatchHit

_EVERY = 100
_BYTES = 8


def page(lines: Path, marks: Path, start: int, count: int) -> list[BatchHit]:
    """The hits from number ``start`` on, counted from 0, ``count`` of them at most."""
    if not marks.is_file():
        _mark(lines, marks)
    at, offset = _before(marks, start)
    found: list[BatchHit] = []
    with lines.open("rb") as file:
        file.seek(offset)
        for line in file:
            for hit in read_line(line):
                if start <= at < start + count:
                    found.append(hit)
                at += 1
            if at >= start + count:
                break
    return found


def _before(marks: Path, start: int) -> tuple[int, int]:
    """The last mark at or before a hit: its number, and the byte where its line begins."""
    held = array("Q")
    held.frombytes(marks.read_bytes())
    place = bisect_right(held[0::2], max(start, 0)) - 1
    return (held[2 * place], held[2 * place + 1]) if place >= 0 else (0, 0)


def _mark(lines: Path, marks: Path) -> None:
    """Go through the file once and note where its hits lie."""
    held = array("Q", (0, 0))
    hits = offset = 0
    with lines.open("rb") as file:
        for line in file:
            if hits - held[-2] >= _EVERY:
                held.extend((hits, offset))
            hits += len(json.loads(line)["hits"])
            offset += len(line)
    aside = marks.with_name(f".{marks.name}.{os.getpid()}")
    aside.write_bytes(held.tobytes())
    aside.replace(marks)
