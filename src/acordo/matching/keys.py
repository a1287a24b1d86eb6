# ruff: noqa: ANN001, ANN201, ANN202 - kernels: their types are the compiler's
# mypy: disable-error-code="no-untyped-def, no-untyped-call"
"""Under which keys a word can be found: the words that share one are worth a closer look.

* the word itself, and the word less one letter (four letters or more): one slip of the pen;
* its consonants in nine classes, vowels and ``h`` left out, in up to eight readings (``c`` as in *cat* or *cent*,
  ``w`` sounded or not, ``kh`` heard or not, two readings of ``ث ذ ظ ض غ خ ج``): one name in two scripts;
* those consonants less one, where there are five or more;
* of a word that stands so in a listed name its first three, four and five letters, so that a word that was cut is
  found; only the last word asked is looked up by them.

A key is a 64-bit FNV-1a hash (Fowler, Noll, Vo); a clash costs a needless look, never an answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from acordo.matching.kernels import kernel
from acordo.matching.letters import ALPHABET, CODE_OF, LONGEST

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_KEYS = 84
BUCKET_BITS = 16
"""Leading bits of a key by which ``WordArrays.buckets`` finds its place."""
SHORTEST_CUT, LONGEST_BEGINNING = 3, 5
"""Letters of the beginnings that are keys."""
_B, _F, _T, _S, _K, _L, _R, _M, _N = range(1, 10)
_KS = 10 * _K + _S
_SILENT = 0
_READINGS: dict[str, tuple[int, ...]] = {
    "b": (_B,), "p": (_B,), "f": (_F,), "v": (_F, _SILENT), "w": (_SILENT, _F), "t": (_T,), "d": (_T,), "s": (_S,),
    "z": (_S,), "j": (_S, _SILENT), "x": (_S, _KS), "c": (_K, _S), "k": (_K,), "q": (_K,), "g": (_K,), "l": (_L,),
    "r": (_R,), "m": (_M,), "n": (_N,),
    "ب": (_B,), "پ": (_B,), "ف": (_F,), "ت": (_T,), "ط": (_T,), "د": (_T,), "ث": (_T, _S), "ذ": (_S, _T),
    "ظ": (_S, _T), "ض": (_T, _S), "س": (_S,), "ش": (_S,), "ص": (_S,), "ز": (_S,), "چ": (_S,), "ژ": (_S,),
    "ج": (_S, _K), "غ": (_K, _SILENT), "خ": (_K, _SILENT), "ق": (_K,), "ك": (_K,), "گ": (_K,), "ل": (_L,),
    "ر": (_R,), "م": (_M,), "ن": (_N,), "و": (_SILENT, _F), "^و": (_SILENT, _F), "ة": (_SILENT, _T),
}  # fmt: skip
_READINGS.update({figure: (11 + int(figure),) for figure in "0123456789"})
_PAIRS: dict[str, tuple[int, ...]] = {
    "kh": (_K, _SILENT), "gh": (_K, _SILENT), "ch": (_S, _K), "sh": (_S,), "th": (_T, _S), "dh": (_T, _S),
    "ph": (_F,), "dj": (_S,), "zh": (_S,), "ts": (_S,), "tz": (_S,), "dz": (_S,), "ck": (_K,), "cz": (_S,), "sz": (_S,),
    "ge": (_K, _S), "gi": (_K, _S), "gy": (_K, _S), "ks": (_KS, _S), "ca": (_K,), "co": (_K,), "cu": (_K,),
}  # fmt: skip

_SINGLE_READINGS = np.full((ALPHABET, 2), -1, np.int8)
for _letter, _classes in _READINGS.items():
    _SINGLE_READINGS[CODE_OF[_letter], : len(_classes)] = _classes
_PAIR_READINGS = np.full((ALPHABET, ALPHABET, 2), -1, np.int8)
for _letters, _classes in _PAIRS.items():
    _PAIR_READINGS[CODE_OF[_letters[0]], CODE_OF[_letters[1]], : len(_classes)] = _classes

_OFFSET = np.uint64(14695981039346656037)
_PRIME = np.uint64(1099511628211)


@kernel
def _hash(salt, codes, length, skipped):
    value = (_OFFSET ^ np.uint64(salt)) * _PRIME
    for i in range(length):
        if i != skipped:
            value = (value ^ np.uint64(codes[i])) * _PRIME
    return value ^ (value >> np.uint64(29))


@kernel
def _readings(codes, rows, lengths):
    """Fill ``rows[8, 2 * LONGEST]`` with the consonant classes of each reading; returns how many readings."""
    count = 1
    lengths[0] = 0
    i = 0
    while i < len(codes):
        first = codes[i]
        step = 1
        one, other = _SINGLE_READINGS[first, 0], _SINGLE_READINGS[first, 1]
        if i + 1 < len(codes):
            second = codes[i + 1]
            if _PAIR_READINGS[first, second, 0] >= 0:
                one, other = _PAIR_READINGS[first, second, 0], _PAIR_READINGS[first, second, 1]
                step = 2
            elif first == second and first <= 26:
                i += 1
                continue
        i += step
        if one < 0:
            continue
        branches = count if other >= 0 and count <= 4 else 0
        for row in range(branches):
            rows[count + row, : lengths[row]] = rows[row, : lengths[row]]
            lengths[count + row] = lengths[row]
        for row in range(count + branches):
            heard = one if row < count else other
            if heard >= 54 and heard == 54:
                rows[row, lengths[row]] = 5
                rows[row, lengths[row] + 1] = 4
                lengths[row] += 2
            elif heard > 0:
                rows[row, lengths[row]] = heard
                lengths[row] += 1
        count += branches
    return count


@kernel
def keys_of(codes, keys, rows, lengths, slim):
    """Write the keys of one word into ``keys[MOST_KEYS]``; returns how many, repeats included.

    ``slim`` leaves out the keys less one letter: enough for words that were only joined from two.
    """
    length = len(codes)
    keys[0] = _hash(1, codes, length, -1)
    count = 1
    if length >= 4 and not slim:
        for i in range(length):
            keys[count] = _hash(1, codes, length, i)
            count += 1
    readings = _readings(codes, rows, lengths)
    for row in range(readings):
        if lengths[row] > 0:
            keys[count] = _hash(2, rows[row], lengths[row], -1)
            count += 1
    for row in range(0 if slim else min(readings, 2)):
        if lengths[row] >= 5:
            for i in range(min(lengths[row], 14)):
                keys[count] = _hash(2, rows[row], lengths[row], i)
                count += 1
    return count


@kernel
def beginning_key(codes):
    """The key of the words that begin as these three letters or more do."""
    return _hash(3, codes, min(len(codes), LONGEST_BEGINNING), -1)


@kernel
def _all_keys(codes, offsets, whole, keys, words):
    """Distinct keys of every word: first pass (``keys`` empty) counts, second writes; returns the count."""
    one = np.empty(MOST_KEYS, np.uint64)
    rows = np.zeros((8, 2 * LONGEST + 2), np.uint8)
    lengths = np.zeros(8, np.int64)
    total = 0
    for word in range(len(offsets) - 1):
        letters = codes[offsets[word] : offsets[word + 1]]
        count = keys_of(letters, one, rows, lengths, word >= whole)
        if word < whole:
            for size in range(SHORTEST_CUT, min(len(letters) - 1, LONGEST_BEGINNING) + 1):
                one[count] = beginning_key(letters[:size])
                count += 1
        distinct = np.unique(one[:count])
        if len(keys):
            keys[total : total + len(distinct)] = distinct
            words[total : total + len(distinct)] = word
        total += len(distinct)
    return total


def all_keys(codes: NDArray[Any], offsets: NDArray[Any], whole: int) -> tuple[NDArray[Any], NDArray[Any]]:
    """Every (key, word) pair, sorted by key, then word; words from ``whole`` on were joined and have few keys."""
    total = _all_keys(codes, offsets, whole, np.empty(0, np.uint64), np.empty(0, np.int32))
    keys, words = np.empty(total, np.uint64), np.empty(total, np.int32)
    _all_keys(codes, offsets, whole, keys, words)
    order = np.lexsort((words, keys))
    return keys[order], words[order]
