# ruff: noqa: ANN001, ANN202, C901, PLR0912 - kernels: their types are the compiler's
# mypy: disable-error-code="no-untyped-def, no-untyped-call"
"""A vocabulary: distinct words, and for any word the ones that are near it.

Near words share a key (``keys``) and cost little to write for each other (``letter_costs``). The same code serves the
words of the loaded list and those of the shipped frequencies.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from acordo.matching import policy
from acordo.matching.kernels import kernel
from acordo.matching.keys import MOST_KEYS, all_keys, keys_of
from acordo.matching.letter_costs import NEVER, LetterCosts, letter_costs, room_for_grid, table_rows, word_cost
from acordo.matching.letters import LATIN_END, LONGEST, packed
from acordo.names import analyse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_BUCKET_BITS = 16
MOST_NEAR = 320
"""Near words kept for one word, the nearest first."""
_MOST_SEEN = 8192


class WordArrays(NamedTuple):
    """What the kernels read.

    The words' codes, their keys, the set of their letters as bits, and the row of ``same-names.tsv`` of each (-1:
    none) with its way back.
    """

    codes: NDArray[np.uint8]
    offsets: NDArray[np.int64]
    keys: NDArray[np.uint64]
    key_words: NDArray[np.int32]
    buckets: NDArray[np.int64]
    letters: NDArray[np.uint32]
    same: NDArray[np.int32]
    same_words: NDArray[np.int32]
    same_offsets: NDArray[np.int64]


class Near(NamedTuple):
    """Near words of several words: those of word ``i`` are ``words[i, :counts[i]]`` at ``costs[i, :counts[i]]``."""

    words: NDArray[np.int32]
    costs: NDArray[np.float32]
    counts: NDArray[np.int32]


@cache
def same_name_rows() -> dict[str, int]:
    """The letters of each form of a name, and the number of its row."""
    return {
        analyse(form).tokens[0].letters: row for row, forms in enumerate(table_rows("same-names.tsv")) for form in forms
    }


@dataclass(frozen=True, slots=True)
class Words:
    """Distinct words with their keys."""

    arrays: WordArrays

    def __len__(self) -> int:
        return len(self.arrays.offsets) - 1

    @classmethod
    def of(cls, words: Sequence[str], whole: int | None = None) -> Words:
        """Make the keys of ``words`` (letters, distinct), of which only the first ``whole`` stand so in a name."""
        codes, offsets = packed(words)
        rows = same_name_rows()
        same = np.array([rows.get(word, -1) for word in words], np.int32)
        return cls.of_packed(codes, offsets, same, len(words) if whole is None else whole)

    @classmethod
    def of_packed(
        cls, codes: NDArray[np.uint8], offsets: NDArray[np.int64], same: NDArray[np.int32], whole: int
    ) -> Words:
        """As ``of``, of words already packed, with their rows of ``same-names.tsv``."""
        keys, key_words = all_keys(codes, offsets, whole)
        edges = np.arange((1 << _BUCKET_BITS) + 1, dtype=np.uint64)
        tops = keys >> np.uint64(64 - _BUCKET_BITS)
        buckets = np.searchsorted(tops, edges).astype(np.int64)
        held = np.flatnonzero(same >= 0)
        held_words = held[np.argsort(same[held], kind="stable")].astype(np.int32)
        rows = len(set(same_name_rows().values()))
        same_offsets = np.searchsorted(same[held_words], np.arange(rows + 2)).astype(np.int64)
        return cls(
            WordArrays(
                codes, offsets, keys, key_words, buckets, _letter_sets(codes, offsets), same, held_words, same_offsets
            )
        )

    def near(self, words: Sequence[str]) -> Near:
        """The words of this vocabulary near each of ``words``, nearest first."""
        codes, offsets = packed(words)
        rows = same_name_rows()
        same = np.array([rows.get(word, -1) for word in words], np.int32)
        return self.near_packed(codes, offsets, len(words), same)

    def near_packed(
        self, codes: NDArray[np.uint8], offsets: NDArray[np.int64], whole: int, same: NDArray[np.int32]
    ) -> Near:
        """As ``near``, of words already packed, with their rows of ``same-names.tsv``."""
        count = len(offsets) - 1
        near = Near(
            np.zeros((count, MOST_NEAR), np.int32),
            np.zeros((count, MOST_NEAR), np.float32),
            np.zeros(count, np.int32),
        )
        _near(codes, offsets, whole, same, self.arrays, letter_costs(), *near, *_limits())
        return near


def _limits() -> tuple[np.float32, np.float32, np.float32]:
    return np.float32(policy.NEAR_WORD), np.float32(policy.NEAR_LETTER), np.float32(policy.SAME_NAME)


@kernel
def _letter_set(codes):
    """The letters of a Latin word as bits; 0 for a word that holds anything else."""
    bits = np.uint32(0)
    for code in codes:
        if code > LATIN_END:
            return np.uint32(0)
        bits |= np.uint32(1) << np.uint32(code)
    return bits


@kernel
def _letter_sets(codes, offsets):
    sets = np.empty(len(offsets) - 1, np.uint32)
    for word in range(len(sets)):
        sets[word] = _letter_set(codes[offsets[word] : offsets[word + 1]])
    return sets


@kernel
def _too_many_apart(one, other, shorter):
    """Two Latin words hold too many letters that the other does not, so that a closer look is wasted."""
    if one == 0 or other == 0:
        return False
    apart = one ^ other
    count = 0
    while apart:
        apart &= apart - np.uint32(1)
        count += 1
    return count > 2 + shorter // 2


@kernel
def _near(codes, offsets, whole, same, held, costs, out_words, out_costs, out_counts, most, each, one_name):
    """Fill the near words of each word; the costs ascend."""
    keys = np.empty(MOST_KEYS, np.uint64)
    rows = np.zeros((8, 2 * LONGEST + 2), np.uint8)
    lengths = np.zeros(8, np.int64)
    grid = room_for_grid()
    stamps = np.full(len(held.offsets) - 1, -1, np.int32)
    seen = np.empty(_MOST_SEEN, np.int32)
    seen_costs = np.empty(_MOST_SEEN, np.float32)
    for word in range(len(offsets) - 1):
        one = codes[offsets[word] : offsets[word + 1]]
        if len(one) == 0:
            continue
        found = 0
        letters = _letter_set(one)
        if same[word] >= 0:
            for at in range(held.same_offsets[same[word]], held.same_offsets[same[word] + 1]):
                other_word = held.same_words[at]
                stamps[other_word] = word
                other = held.codes[held.offsets[other_word] : held.offsets[other_word + 1]]
                cost = word_cost(one, other, costs, one_name, grid)
                seen[found] = other_word
                seen_costs[found] = min(cost, one_name)
                found += 1
        for at in range(keys_of(one, keys, rows, lengths, word >= whole)):
            key = keys[at]
            top = np.int64(key >> np.uint64(64 - _BUCKET_BITS))
            low, high = held.buckets[top], held.buckets[top + 1]
            while low < high:
                middle = (low + high) >> 1
                if held.keys[middle] < key:
                    low = middle + 1
                else:
                    high = middle
            while low < len(held.keys) and held.keys[low] == key:
                other_word = held.key_words[low]
                low += 1
                if stamps[other_word] == word:
                    continue
                stamps[other_word] = word
                start, end = held.offsets[other_word], held.offsets[other_word + 1]
                if _too_many_apart(letters, held.letters[other_word], min(len(one), end - start)):
                    continue
                bound = min(most, each * min(len(one), end - start))
                cost = word_cost(one, held.codes[start:end], costs, bound, grid)
                if cost < NEVER and found < _MOST_SEEN:
                    seen[found] = other_word
                    seen_costs[found] = cost
                    found += 1
        order = np.argsort(seen_costs[:found], kind="mergesort")
        kept = min(found, out_words.shape[1])
        for i in range(kept):
            out_words[word, i] = seen[order[i]]
            out_costs[word, i] = seen_costs[order[i]]
        out_counts[word] = kept


__all__ = ["MOST_NEAR", "LetterCosts", "Near", "WordArrays", "Words", "same_name_rows"]
