"""How much a word says: what few people bear says much.

``tables/words.tsv`` (learnt by ``benchmarks/learn.py``) holds the share of people who bear each word, mostly innocents
of many cultures, some listed, and beside it the share within a culture that uses it much more. A listed word also
borrows from its near spellings, so that a rare spelling of Mohammed is not rare. Never read from the loaded list.

A name is read as of the culture in which it says least: that a Sergei has a Russian family name is no news.
"""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray  # noqa: TC002 - the fields of a tuple say it at run time

from acordo.matching import policy
from acordo.matching.letter_costs import table_rows
from acordo.matching.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

_CHUNK = 2048
_THREADS = 2
_LEAST = math.exp(-policy.MOST_INFORMATION)


class Shares(NamedTuple):
    """``share[0, place[word]]`` among all people, the rows below among those of each culture; the last column is 0."""

    place: dict[str, int]
    share: NDArray[np.float64]
    says: NDArray[np.float32]


@cache
def shares() -> Shares:
    """The table as shipped; ``says`` is its information in nats."""
    rows = table_rows("words.tsv")
    apart = [dict(cell.split("=") for cell in row[2:]) for row in rows]
    cultures = sorted({culture for cells in apart for culture in cells})
    share = np.zeros((1 + len(cultures), len(rows) + 1))
    share[:, :-1] = [float(row[1]) for row in rows]
    for number, cells in enumerate(apart):
        for culture, told in cells.items():
            share[1 + cultures.index(culture), number] = float(told)
    share *= 1e-6
    says = -np.log(np.clip(share, _LEAST, 1.0)).astype(np.float32)
    return Shares({row[0]: number for number, row in enumerate(rows)}, share, says)


@cache
def _words() -> Words:
    return Words.of(list(shares().place))


def information(words: Sequence[str]) -> NDArray[np.float32]:
    """What each word says by its own spelling alone, in nats: a row for all people, and one for each culture."""
    table = shares()
    said: NDArray[np.float32] = table.says[:, [table.place.get(word, -1) for word in words]]
    return said


def smoothed_information(words: Sequence[str]) -> NDArray[np.float32]:
    """The same with the shares that near spellings lend."""
    parts = [words[start : start + _CHUNK] for start in range(0, len(words), _CHUNK)]
    _words()
    with ThreadPoolExecutor(_THREADS) as pool:
        said: list[NDArray[np.float32]] = list(pool.map(_smoothed, parts))
    return np.concatenate([np.empty((len(shares().share), 0), np.float32), *said], axis=1)


def _smoothed(words: Sequence[str]) -> NDArray[np.float32]:
    near = _words().near(words)
    inside = np.arange(near.words.shape[1]) < near.counts[:, None]
    weight = np.exp(-policy.SMOOTHING * near.costs[inside].astype(np.float64))
    lent = shares().share[:, near.words[inside]] * weight
    at = np.concatenate([[0], np.cumsum(near.counts)])
    sums = np.concatenate([np.zeros((len(lent), 1)), np.cumsum(lent, axis=1)], axis=1)
    said: NDArray[np.float32] = -np.log(np.clip(sums[:, at[1:]] - sums[:, at[:-1]], _LEAST, 1.0))
    return said.astype(np.float32)


def as_of_one_culture(
    says: NDArray[np.float32], weights: NDArray[np.float32], at: NDArray[np.int64]
) -> NDArray[np.float32]:
    """What each word of each name says in the culture in which its name says least.

    Args:
        says: as ``information``, a column for each word of each name in turn.
        weights: what each of these words weighs by its role.
        at: where each name begins, and where the last ends.
    """
    weighted = (says * weights).astype(np.float64)
    sums = np.concatenate([np.zeros((len(weighted), 1)), np.cumsum(weighted, axis=1)], axis=1)
    totals = sums[:, at[1:]] - sums[:, at[:-1]]
    totals[1:] += policy.OF_A_CULTURE
    chosen = np.argmin(totals, axis=0)
    owner = np.repeat(np.arange(len(at) - 1), np.diff(at))
    held = np.concatenate([[0.0], np.cumsum(weights, dtype=np.float64)])
    per_weight = np.where(chosen > 0, policy.OF_A_CULTURE, 0.0) / np.maximum(held[at[1:]] - held[at[:-1]], 1e-6)
    told: NDArray[np.float32] = weighted[chosen[owner], np.arange(len(owner))] + per_weight[owner] * weights
    return told.astype(np.float32)
