# ruff: noqa: ANN001, ANN201, ANN202, D417, SIM110 - kernels: their types are the compiler's
# mypy: disable-error-code="no-untyped-def, no-untyped-call"
"""Which listed names are worth comparing in full: word by word, through the near words of the query.

The worth of each near word is added to every listed name that holds it, once a unit; what the listed name holds beyond
counts against it; the best ``policy.CANDIDATES`` remain. The last word asked may have been cut: listed words that begin
with it count by its letters. Names that this query may not see have been masked before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from acordo.matching import policy
from acordo.matching.kernels import kernel
from acordo.matching.keys import BUCKET_BITS, SHORTEST_CUT, beginning_key
from acordo.matching.letters import LATIN_END

if TYPE_CHECKING:
    from numpy.typing import NDArray

_EACH_INITIAL = np.float32(policy.INITIAL)
_EACH_LETTER = np.float32(policy.CUT_LETTER)


class NameArrays(NamedTuple):
    """Names as the kernels read them; ragged rows by offsets (one more offset than rows).

    Per name: its base words (numbers of words, information times weight by role,
    role: 0 names, 1 is a number, 2 is a legal form) and its units (number of a
    word, mask of base words). ``flags``: see ``flags_of``.
    """

    base_at: NDArray[np.int64]
    base_word: NDArray[np.int32]
    base_information: NDArray[np.float32]
    base_role: NDArray[np.uint8]
    unit_at: NDArray[np.int64]
    unit_word: NDArray[np.int32]
    unit_mask: NDArray[np.uint32]
    flags: NDArray[np.uint8]


class Postings(NamedTuple):
    """Word → names that hold it as a unit, and what the word says by itself (nats)."""

    at: NDArray[np.int64]
    name: NDArray[np.int32]
    information: NDArray[np.float32]


class NearLinks(NamedTuple):
    """Near words of the query's distinct words: those of word ``w`` lie from ``at[w]`` to ``at[w + 1]``."""

    at: NDArray[np.int64]
    word: NDArray[np.int32]
    cost: NDArray[np.float32]


@kernel
def mask_information(mask, first, informations):
    """What the words of a mask say together."""
    total = np.float32(0.0)
    i = 0
    while mask:
        if mask & np.uint32(1):
            total += informations[first + i]
        mask >>= np.uint32(1)
        i += 1
    return total


@kernel
def _beginning_so(letters, words):
    """Where in ``words.key_words`` stand the words whose beginning has the key of these letters."""
    if len(letters) < SHORTEST_CUT:
        return 0, 0
    key = beginning_key(letters)
    top = np.int64(key >> np.uint64(64 - BUCKET_BITS))
    start, end = words.buckets[top], words.buckets[top + 1]
    while start < end and words.keys[start] < key:
        start += 1
    stop = start
    while stop < end and words.keys[stop] == key:
        stop += 1
    return start, stop


@kernel
def begins(word, letters):
    """Whether a word begins with these letters and goes on."""
    if len(word) <= len(letters):
        return False
    for i in range(len(letters)):
        if word[i] != letters[i]:
            return False
    return True


@kernel
def _initials(query, asked, asked_codes, asked_code_at):
    """The Latin initials of a name asked, as bits."""
    bits = np.uint32(0)
    for i in range(asked.base_at[query], asked.base_at[query + 1]):
        word = asked.base_word[i]
        start = asked_code_at[word]
        if asked_code_at[word + 1] - start == 1 and asked_codes[start] <= LATIN_END:
            bits |= np.uint32(1) << np.uint32(asked_codes[start])
    return bits


@kernel
def _met_initials(initials, name, listed, words):
    """How many of them begin a word of the listed name, and what those words say."""
    met = 0
    says = np.float32(0.0)
    for i in range(listed.base_at[name], listed.base_at[name + 1]):
        start = words.offsets[listed.base_word[i]]
        if start == words.offsets[listed.base_word[i] + 1] or words.codes[start] > LATIN_END:
            continue
        bit = np.uint32(1) << np.uint32(words.codes[start])
        if initials & bit:
            initials &= ~bit
            met += 1
            says += listed.base_information[i]
    return met, says


@kernel
def _add(worth, word, unit, postings, allowed, score, stamp, touched, seen):
    """Add the worth of a listed word to every name that holds it, once a unit; returns how many names were seen."""
    for place in range(postings.at[word], postings.at[word + 1]):
        name = postings.name[place]
        if not allowed[name] or stamp[name] == unit:
            continue
        if stamp[name] < 0:
            touched[seen] = name
            seen += 1
        stamp[name] = unit
        score[name] += worth
    return seen


@kernel
def _rank(rank, name, kept, best, ranks):
    """Put a name in its place among the best, the lower number first among equals; returns how many there are."""
    most = len(best)
    if kept == most and rank <= ranks[most - 1]:
        return kept
    place = kept if kept < most else most - 1
    while place > 0 and (ranks[place - 1] < rank or (ranks[place - 1] == rank and best[place - 1] > name)):
        ranks[place] = ranks[place - 1]
        best[place] = best[place - 1]
        place -= 1
    ranks[place] = rank
    best[place] = name
    return min(kept + 1, most)


@kernel
def candidates(
    query, asked, asked_codes, asked_code_at, near, listed, words, postings, totals, allowed, cost_weight, beyond,
    score, stamp, touched, best, ranks,
):  # fmt: skip
    """Write the best listed names for name ``query`` of ``asked`` into ``best``; returns how many.

    Args:
        query: the number of the name asked.
        asked, asked_codes, asked_code_at: ``NameArrays`` of the names asked, and the letters of their words, which
            number ``near``.
        near, postings: see the classes.
        listed, words: the listed names, and the ``WordArrays`` of their words.
        totals: what each listed name says in all.
        allowed: uint8 a listed name; 0 is as if it were absent.
        cost_weight, beyond: from the policy.
        score, stamp: scratch, a listed name each; score zero and stamp -1 at entry and exit.
        touched: scratch of names seen.
        best, ranks: out, the names and their ranks, best first.
    """
    seen = 0
    first = asked.base_at[query]
    last = asked.unit_at[query] + asked.base_at[query + 1] - first - 1
    for unit in range(asked.unit_at[query], asked.unit_at[query + 1]):
        word = asked.unit_word[unit]
        mask = asked.unit_mask[unit]
        single = (mask & (mask - np.uint32(1))) == 0
        says = mask_information(mask, first, asked.base_information)
        share = np.float32(1.0) if single else np.float32(0.5)
        for at in range(near.at[word], near.at[word + 1]):
            other = near.word[at]
            worth = (min(says, postings.information[other]) - cost_weight * near.cost[at]) * share
            if worth < 0.3:
                continue
            seen = _add(worth, other, unit, postings, allowed, score, stamp, touched, seen)
        if unit == last and unit > asked.unit_at[query]:
            letters = asked_codes[asked_code_at[word] : asked_code_at[word + 1]]
            start, end = _beginning_so(letters, words)
            for at in range(start, end):
                other = words.key_words[at]
                if begins(words.codes[words.offsets[other] : words.offsets[other + 1]], letters):
                    worth = min(says, _EACH_LETTER * len(letters), postings.information[other])
                    seen = _add(worth, other, unit, postings, allowed, score, stamp, touched, seen)
    initials = _initials(query, asked, asked_codes, asked_code_at)
    kept = 0
    for i in range(seen):
        name = touched[i]
        got = score[name]
        score[name] = 0.0
        stamp[name] = -1
        left = totals[name] - got
        if initials:
            met, says = _met_initials(initials, name, listed, words)
            got += _EACH_INITIAL * met
            left -= says
        kept = _rank(got - beyond * max(np.float32(0.0), left), name, kept, best, ranks)
    return kept
