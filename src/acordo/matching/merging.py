"""Two indexes become one, without reading a name again.

What comes out is what ``building.build`` makes of the same entries: their order, the numbers of their words and every
figure are the same. Only words that are alike in all letters that are looked at (``letters.LONGEST``) become one.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from acordo.matching import policy
from acordo.matching.building import postings_of, totals_of
from acordo.matching.candidates import NameArrays
from acordo.matching.compiling import offsets_of
from acordo.matching.held import Held, Texts
from acordo.matching.words import Words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Rows = NDArray[np.int64]


def merged(base: Held, absent: frozenset[str], recent: Held) -> Held:
    """The entries of ``base`` but those ``absent``, and those of ``recent``; no entry may be left in both."""
    entries = _entries(base, absent, recent)
    place = np.full(len(base.kinds) + len(recent.kinds), -1, np.int64)
    place[entries] = np.arange(len(entries))
    entry_of = place[np.concatenate([base.entry_of, recent.entry_of.astype(np.int64) + len(base.kinds)])]
    names = np.flatnonzero(entry_of >= 0)
    names = names[np.argsort(entry_of[names], kind="stable")]
    vocabulary = _both(base, recent)
    arrays, bases, joined = _renumbered(_names(base, recent, vocabulary.number, names), len(vocabulary.information))
    words = vocabulary.of(np.concatenate([bases, joined]), len(bases))
    says = np.full(len(words), policy.MOST_INFORMATION, np.float32)
    says[: len(bases)] = vocabulary.information[bases]
    return Held(
        words,
        arrays,
        postings_of(arrays, len(words), says),
        totals_of(arrays),
        entry_of[names].astype(np.int32),
        np.concatenate([base.properties, recent.properties])[names],
        np.concatenate([base.markings, recent.markings])[names],
        np.concatenate([base.kinds, recent.kinds])[entries],
        _texts(base.texts, recent.texts, names),
        _texts(base.entry_ids, recent.entry_ids, entries),
        _texts(base.beside, recent.beside, entries),
    )


def _entries(base: Held, absent: frozenset[str], recent: Held) -> Rows:
    """The rows of the entries in the order of their ids; those of ``recent`` count on from those of ``base``."""
    ids = [(id_, row) for row, id_ in enumerate(base.entry_ids) if id_ not in absent]
    ids += [(id_, row) for row, id_ in enumerate(recent.entry_ids, len(base.kinds))]
    return np.array([row for _, row in sorted(ids)], np.int64)


class _Vocabulary(NamedTuple):
    """The words of both: those of the base keep their numbers, and ``number`` is that of each recent word.

    Of each word: the row of its letters among those of both, its information, its row of ``same-names.tsv``.
    """

    at: NDArray[np.int64]
    codes: NDArray[np.uint8]
    number: Rows
    row: Rows
    information: NDArray[np.float32]
    same: NDArray[np.int32]

    def of(self, chosen: Rows, whole: int) -> Words:
        """The vocabulary of some of these words, of which the first ``whole`` stand so in a name."""
        at, codes = _gathered(self.at, self.row[chosen], self.codes)
        return Words.of_packed(codes, at, self.same[chosen], whole)


def _both(base: Held, recent: Held) -> _Vocabulary:
    old, new = base.words.arrays, recent.words.arrays
    numbers = {letters: number for number, letters in enumerate(_letters(old.codes, old.offsets))}
    number = np.array([numbers.setdefault(word, len(numbers)) for word in _letters(new.codes, new.offsets)], np.int64)
    count = max(len(base.words), int(number.max(initial=-1)) + 1)
    row = np.arange(count, dtype=np.int64)
    information = np.full(count, policy.MOST_INFORMATION, np.float32)
    same = np.full(count, -1, np.int32)
    met = number >= len(base.words)
    row[number[met]] = np.flatnonzero(met) + len(base.words)
    information[: len(base.words)], same[: len(base.words)] = base.postings.information, old.same
    same[number] = new.same
    information[number] = np.minimum(information[number], recent.postings.information)
    at = _continued(old.offsets, new.offsets)
    return _Vocabulary(at, np.concatenate([old.codes, new.codes]), number, row, information, same)


def _letters(codes: NDArray[np.uint8], offsets: NDArray[np.int64]) -> list[bytes]:
    blob = codes.tobytes()
    return [blob[start:end] for start, end in pairwise(offsets.tolist())]


def _names(base: Held, recent: Held, number: Rows, rows: Rows) -> NameArrays:
    """Some names of both, their words numbered as those of the base."""
    old, new = base.names, recent.names
    base_at, base_word, information, role = _gathered(
        _continued(old.base_at, new.base_at),
        rows,
        np.concatenate([old.base_word, number[new.base_word]]),
        np.concatenate([old.base_information, new.base_information]),
        np.concatenate([old.base_role, new.base_role]),
    )
    unit_at, unit_word, mask = _gathered(
        _continued(old.unit_at, new.unit_at),
        rows,
        np.concatenate([old.unit_word, number[new.unit_word]]),
        np.concatenate([old.unit_mask, new.unit_mask]),
    )
    flags = np.concatenate([old.flags, new.flags])[rows]
    return NameArrays(base_at, base_word, information, role, unit_at, unit_word, mask, flags)


def _renumbered(names: NameArrays, count: int) -> tuple[NameArrays, Rows, Rows]:
    """The names with their words numbered as ``building`` does, and which words stand so in a name or are joined."""
    bases = _as_met(names.base_word)
    number = np.full(count, -1, np.int32)
    number[bases] = np.arange(len(bases))
    joined = _as_met(names.unit_word[number[names.unit_word] < 0])
    number[joined] = np.arange(len(bases), len(bases) + len(joined))
    return names._replace(base_word=number[names.base_word], unit_word=number[names.unit_word]), bases, joined


def _as_met(words: NDArray[Any]) -> Rows:
    """The distinct words in order of first appearance."""
    distinct, first = np.unique(words, return_index=True)
    met: Rows = distinct[np.argsort(first)].astype(np.int64)
    return met


def _texts(base: Texts, recent: Texts, rows: Rows) -> Texts:
    at, blob = _gathered(_continued(base.at, recent.at), rows, np.concatenate([base.blob, recent.blob]))
    return Texts(blob, at)


def _continued(base: NDArray[np.int64], recent: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.concatenate([base, recent[1:] + base[-1]])


def _gathered(at: NDArray[np.int64], rows: Rows, *arrays: NDArray[Any]) -> tuple[NDArray[Any], ...]:
    """Some ragged rows, in the order given: their offsets, then their values."""
    counts = np.diff(at)[rows]
    offsets = offsets_of(counts)
    places = np.repeat(at[:-1][rows] - offsets[:-1], counts) + np.arange(offsets[-1])
    return offsets, *(array[places] for array in arrays)
