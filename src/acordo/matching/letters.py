"""Words as rows of small numbers, for the kernels.

Codes: 0 nothing, 1-26 ``a``-``z``, 27-36 figures, 37-70 the folded Arabic letters, 71-74 the Arabic letters that read
differently at the beginning of a word (``ا و ي ع``). A word longer than ``LONGEST`` letters is cut.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from acordo.names import ARABIC_LETTERS

if TYPE_CHECKING:
    from collections.abc import Sequence

Codes = NDArray[np.uint8]
Offsets = NDArray[np.int64]

LONGEST = 28
"""Letters of a word that are looked at."""
ALPHABET = 75
LATIN_END = 26
FIRST_ARABIC = 37
_INITIAL = "اويع"

CODE_OF: dict[str, int] = {
    **{letter: 1 + i for i, letter in enumerate("abcdefghijklmnopqrstuvwxyz")},
    **{letter: 27 + i for i, letter in enumerate("0123456789")},
    **{letter: FIRST_ARABIC + i for i, letter in enumerate(ARABIC_LETTERS)},
    **{"^" + letter: FIRST_ARABIC + len(ARABIC_LETTERS) + i for i, letter in enumerate(_INITIAL)},
}


class _Codes(dict[int, int | None]):
    """For ``str.translate``: letters become their codes, whatever has none goes."""

    def __missing__(self, key: int) -> None:
        return None


_CODES = _Codes({ord(letter): code for letter, code in CODE_OF.items() if len(letter) == 1})


def encoded(word: str) -> bytes:
    """The codes of one word; letters without a code are left out."""
    codes = word.translate(_CODES).encode("latin-1")[:LONGEST]
    if codes and codes[0] >= FIRST_ARABIC:
        return bytes([CODE_OF.get("^" + word[0], codes[0])]) + codes[1:]
    return codes


def gram(text: str) -> tuple[int, ...]:
    """The codes of a run of letters as a cost table writes it; ``^`` marks the beginning of a word."""
    codes: list[int] = []
    marked = False
    for letter in text:
        if letter == "^":
            marked = True
            continue
        codes.append(CODE_OF["^" + letter] if marked else CODE_OF[letter])
        marked = False
    return tuple(codes)


def packed(words: Sequence[str]) -> tuple[Codes, Offsets]:
    """All words one after another, and where each begins (one more offset than words)."""
    rows = [encoded(word) for word in words]
    offsets = np.zeros(len(rows) + 1, np.int64)
    np.cumsum([len(row) for row in rows], out=offsets[1:])
    return np.frombuffer(bytearray(b"".join(rows)), np.uint8), offsets
