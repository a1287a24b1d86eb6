"""Which letters our fonts hold, read from the fonts themselves (OpenType, table ``cmap``, formats 4 and 12)."""

from __future__ import annotations

import struct
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

FONTS = Path(__file__).parent / "fonts"


@cache
def held() -> frozenset[int]:
    """The code points for which at least one font has a letter."""
    return frozenset(point for path in sorted(FONTS.glob("*.ttf")) for point in _letters(path.read_bytes()))


def _letters(font: bytes) -> Iterator[int]:
    table = _table(font, b"cmap")
    for index in range(_short(table, 2)):
        platform, encoding, start = struct.unpack_from(">HHL", table, 4 + 8 * index)
        form = _short(table, start)
        if (platform, encoding) in {(0, 3), (3, 1)} and form == 4:
            yield from _segments(table[start:])
        elif (platform, encoding) in {(0, 4), (3, 10)} and form == 12:
            yield from _groups(table[start:])


def _table(font: bytes, name: bytes) -> bytes:
    for index in range(_short(font, 4)):
        tag, _, start, length = struct.unpack_from(">4sLLL", font, 12 + 16 * index)
        if tag == name:
            return font[start : start + length]
    return b"\0\0\0\0"


def _segments(table: bytes) -> Iterator[int]:
    """Format 4: an end, a start, a difference and an offset for each segment; glyph 0 means that there is none."""
    count = _short(table, 6) // 2
    for index in range(count):
        end, start = _short(table, 14 + 2 * index), _short(table, 16 + 2 * (count + index))
        delta, at = _short(table, 16 + 2 * (2 * count + index)), 16 + 2 * (3 * count + index)
        offset = _short(table, at)
        for point in range(start, min(end, 0xFFFE) + 1):
            glyph = _short(table, at + offset + 2 * (point - start)) if offset else point + delta
            if glyph & 0xFFFF:
                yield point


def _groups(table: bytes) -> Iterator[int]:
    """Format 12: first, last and the first one's glyph for each group."""
    (count,) = struct.unpack_from(">L", table, 12)
    for index in range(count):
        first, last, _ = struct.unpack_from(">LLL", table, 16 + 12 * index)
        yield from range(first, last + 1)


def _short(table: bytes, at: int) -> int:
    return int.from_bytes(table[at : at + 2], "big")
