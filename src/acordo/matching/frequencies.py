"""How much a word says: what few people bear says much.

``tables/words.tsv`` (learnt by ``benchmarks/learn.py``) holds the share of people who bear each word, mostly innocents
of many cultures, some listed. A listed word also borrows from its near spellings, so that a rare spelling of Mohammed
is not rare. Never read from the loaded list.
"""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from acordo.matching import policy
from acordo.matching.letter_costs import table_rows
from acordo.matching.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_CHUNK = 2048
_THREADS = 2


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
    parts = [words[start : start + _CHUNK] for start in range(0, len(words), _CHUNK)]
    _table()
    with ThreadPoolExecutor(_THREADS) as pool:
        said: list[NDArray[np.float32]] = list(pool.map(_smoothed, parts))
    return np.concatenate([np.empty(0, np.float32), *said])


def _smoothed(words: Sequence[str]) -> NDArray[np.float32]:
    table, share = _table()
    near = table.near(words)
    inside = np.arange(near.words.shape[1]) < near.counts[:, None]
    lent = np.where(inside, share[near.words] * np.exp(-policy.SMOOTHING * near.costs.astype(np.float64)), 0.0)
    said: NDArray[np.float32] = -np.log(np.clip(lent.sum(axis=1), math.exp(-policy.MOST_INFORMATION), 1.0))
    return said.astype(np.float32)
