# ruff: noqa: ANN001, ANN201, ANN202 - kernels: their types are the compiler's
# mypy: disable-error-code="no-untyped-def, no-untyped-call"
"""From names asked to names found: candidates, alignment, score, the best name of each entry.

One kernel for one name and for a million: the caller decides how many it hands over at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from acordo.matching import policy
from acordo.matching.alignment import (
    FEATURES,
    MOST_PAIRS,
    MOST_RECORDS,
    ORGANISATION,
    WEAK,
    Chains,
    Scratch,
    lay,
)
from acordo.matching.candidates import candidates
from acordo.matching.kernels import kernel
from acordo.matching.letter_costs import room_for_grid
from acordo.matching.letters import LONGEST

if TYPE_CHECKING:
    from numpy.typing import NDArray


_THRESHOLD = np.float32(policy.THRESHOLD)


class Found(NamedTuple):
    """For each name asked, its listed names best first, one an entry.

    ``names[q, :counts[q]]`` at ``scores``; ``records[q, i, :record_counts[q, i]]`` says which words met;
    ``features`` is what the score was made of (no rows unless asked for).
    """

    counts: NDArray[np.int32]
    names: NDArray[np.int32]
    scores: NDArray[np.float32]
    records: NDArray[np.float32]
    record_counts: NDArray[np.int32]
    features: NDArray[np.float32]


def room_for(queries: int, kept: int, *, features: bool) -> Found:
    """Room for the answers to ``queries`` names, ``kept`` candidates each."""
    return Found(
        np.zeros(queries, np.int32),
        np.zeros((queries, kept), np.int32),
        np.zeros((queries, kept), np.float32),
        np.zeros((queries, kept, MOST_RECORDS, 4), np.float32),
        np.zeros((queries, kept), np.int32),
        np.zeros((queries if features else 0, kept, len(FEATURES)), np.float32),
    )


@kernel
def score_names(
    asked, asked_codes, asked_code_at, near, listed, codes, code_at, postings, totals, entry_of, allowed, costs,
    coefficients, least_whole, threshold, cost_weight, beyond, every, found,
):  # fmt: skip
    """Answer every name of ``asked``; see ``Found``. ``every``: lay all listed names beside it, near or not."""
    names = len(entry_of)
    kept = found.names.shape[1]
    score = np.zeros(names, np.float32)
    stamp = np.full(names, -1, np.int32)
    touched = np.empty(names, np.int32)
    head = np.full(len(code_at), -1, np.int32)
    best = np.empty(kept, np.int32)
    ranks = np.empty(kept, np.float32)
    scratch = _scratch()
    records = np.empty((kept, MOST_RECORDS, 4), np.float32)
    counts = np.empty(kept, np.int32)
    features = np.empty((kept, coefficients.shape[1]), np.float32)
    scores = np.empty(kept, np.float32)
    for query in range(len(asked.base_at) - 1):
        many = candidates(
            query, asked, near, postings, totals, allowed, cost_weight, beyond, score, stamp, touched, best, ranks
        )
        if every:
            many = min(names, kept)
            best[:many] = np.arange(many)
        chains = _chains(query, asked, near, head)
        for i in range(many):
            counts[i] = lay(
                query, asked, asked_codes, asked_code_at, best[i], listed, codes, code_at, chains, costs, cost_weight,
                scratch, records[i], features[i],
            )  # fmt: skip
            scores[i] = _score(features[i], listed.flags[best[i]], coefficients, least_whole)
        _unchain(query, asked, near, head)
        _best_of_each(query, many, best, scores, records, counts, features, entry_of, threshold, found)


@kernel
def _scratch():
    return Scratch(
        np.empty((MOST_PAIRS, 5), np.float32),
        np.zeros(5, np.float32),
        np.zeros(2, np.uint32),
        np.zeros(8, np.float32),
        np.empty(2 * LONGEST, np.uint8),
        room_for_grid(),
    )


@kernel
def _chains(query, asked, near, head):
    """Chain every near link of the query's units to the listed word it leads to."""
    links = 0
    for unit in range(asked.unit_at[query], asked.unit_at[query + 1]):
        links += near.at[asked.unit_word[unit] + 1] - near.at[asked.unit_word[unit]]
    following = np.empty(links, np.int32)
    units = np.empty(links, np.int32)
    costs = np.empty(links, np.float32)
    link = 0
    for unit in range(asked.unit_at[query], asked.unit_at[query + 1]):
        word = asked.unit_word[unit]
        for at in range(near.at[word], near.at[word + 1]):
            following[link] = head[near.word[at]]
            head[near.word[at]] = link
            units[link] = unit
            costs[link] = near.cost[at]
            link += 1
    return Chains(head, following, units, costs)


@kernel
def _unchain(query, asked, near, head):
    for unit in range(asked.unit_at[query], asked.unit_at[query + 1]):
        word = asked.unit_word[unit]
        for at in range(near.at[word], near.at[word + 1]):
            head[near.word[at]] = -1


@kernel
def _score(features, flags, coefficients, least_whole):
    """The logistic function of the features' sum; every word the same in both names is never below the least."""
    row = 1 if flags & ORGANISATION else 0
    total = np.float32(0.0)
    for k in range(len(features)):
        total += coefficients[row, k] * features[k]
    score = np.float32(1.0 / (1.0 + np.exp(-total)))
    if features[1] == 0:
        # No word is near: such names are laid beside each other only by ``every``, and only to be put in order.
        score *= _THRESHOLD * np.float32(0.99)
    if features[-1] > 0:
        score = max(score, least_whole[1 if flags & WEAK else 0])
    if features[-1] > 1 and not flags & WEAK:
        score = max(score, least_whole[2])
    return score


@kernel
def _best_of_each(query, many, best, scores, records, counts, features, entry_of, threshold, found):
    """Keep the best name of each entry at or above the threshold, best first."""
    order = np.argsort(-scores[:many], kind="mergesort")
    kept = 0
    for place in order:
        if scores[place] < threshold:
            break
        entry = entry_of[best[place]]
        again = False
        for i in range(kept):
            if entry_of[found.names[query, i]] == entry:
                again = True
                break
        if again:
            continue
        found.names[query, kept] = best[place]
        found.scores[query, kept] = scores[place]
        found.record_counts[query, kept] = counts[place]
        for i in range(counts[place]):
            for j in range(4):
                found.records[query, kept, i, j] = records[place, i, j]
        if len(found.features):
            for j in range(features.shape[1]):
                found.features[query, kept, j] = features[place, j]
        kept += 1
    found.counts[query] = kept
