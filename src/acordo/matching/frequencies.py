"""How much a word says: what few people bear says much.

``tables/words.tsv`` (learnt by ``benchmarks/learn.py``) holds the share of people who bear each word, mostly innocents
of many cultures, some listed. A listed word also borrows from its near spellings, so that a rare spelling of Mohammed
is not rare. Never read from the loaded list.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from acordo.matching import policy
from acordo.matching.letter_costs import table_rows
from acordo.matching.words import Words

_CHUNK = 4096


@cache
def shares() -> dict[str, float]:
    """The share of people who bear each word of the table."""
    return {row[0]: float(row[1]) * 1e-6 for row in table_rows("words.tsv")}


@cache
def _table() -> tuple[Words, NDArray[np.float64]]:
    return Words.of(list(shares())), np.array(list(shares().values()))


def information(word: str) -> float:
    """What a word says, in nats, by its own spelling alone."""
    share = shares().get(word)
    return policy.MOST_INFORMATION if share is None else min(policy.MOST_INFORMATION, -math.log(share))


def smoothed_information(words: Sequence[str]) -> NDArray[np.float32]:
    """What each word says, in nats, with the shares its near spellings lend it."""
    table, share = _table()
    floor = math.exp(-policy.MOST_INFORMATION)
    said = np.empty(len(words), np.float32)
    for start in range(0, len(words), _CHUNK):
        part = words[start : start + _CHUNK]
        near = table.near(part)
        lent = share[np.where(np.arange(near.words.shape[1]) < near.counts[:, None], near.words, 0)]
        lent *= np.exp(-policy.SMOOTHING * near.costs.astype(np.float64))
        lent[np.arange(near.words.shape[1]) >= near.counts[:, None]] = 0
        said[start : start + len(part)] = -np.log(np.clip(lent.sum(axis=1), floor, 1.0))
    return said
