"""Two plain matchers over all listed names: token sort, and overlap of character 3-grams weighted by rarity."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

import numpy as np
from rapidfuzz import fuzz, process

from acordo.errors import AcordoError
from acordo.names import analyse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_PORTION = 64


def plain(text: str) -> str:
    """A name in small Latin letters, by a plain table; empty where it cannot be read."""
    try:
        return " ".join(token.roman for token in analyse(text).tokens)
    except AcordoError:
        return ""


class TokenSort:
    """The ratio of two names whose words stand in alphabetical order."""

    title = "rapidfuzz token sort"

    def __init__(self, names: Sequence[str]) -> None:
        self._names = [_in_order(name) for name in names]

    def scores(self, asked: Sequence[str]) -> NDArray[Any]:
        """A row for each name asked, a column for each listed name."""
        rows: NDArray[Any] = process.cdist([_in_order(name) for name in asked], self._names, scorer=fuzz.ratio)
        return rows


def _in_order(name: str) -> str:
    return " ".join(sorted(plain(name).split()))


class Grams:
    """The cosine of 3-gram vectors, each gram weighted by its rarity among the names."""

    title = "character 3-grams, tf-idf"

    def __init__(self, names: Sequence[str]) -> None:
        counts = [Counter(_grams(plain(name))) for name in names]
        holders: Counter[str] = Counter()
        for count in counts:
            holders.update(count.keys())
        self._weight = {gram: math.log(len(names) / held) for gram, held in holders.items()}
        self._size = len(names)
        self._postings: dict[str, tuple[NDArray[Any], NDArray[Any]]] = {}
        collected: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for i, count in enumerate(counts):
            norm = self._norm(count)
            for gram, n in count.items():
                collected[gram].append((i, n * self._weight[gram] / norm))
        for gram, held_by in collected.items():
            at, weights = zip(*held_by, strict=True)
            self._postings[gram] = np.array(at), np.array(weights)

    def _norm(self, count: Counter[str]) -> float:
        return math.sqrt(sum((n * self._weight[gram]) ** 2 for gram, n in count.items())) or 1.0

    def scores(self, asked: Sequence[str]) -> NDArray[Any]:
        """A row for each name asked, a column for each listed name."""
        return np.array([self._row(name) for name in asked])

    def _row(self, name: str) -> NDArray[Any]:
        count = Counter(gram for gram in _grams(plain(name)) if gram in self._weight)
        norm = self._norm(count)
        scores = np.zeros(self._size)
        for gram, n in count.items():
            at, weights = self._postings[gram]
            scores[at] += n * self._weight[gram] / norm * weights
        return scores


def _grams(name: str) -> list[str]:
    return [f" {word} "[i : i + 3] for word in name.split() for i in range(len(word))]


def portions(names: Sequence[str]) -> list[Sequence[str]]:
    """Names a few at a time, so that a table of all scores never has to be held."""
    return [names[start : start + _PORTION] for start in range(0, len(names), _PORTION)]
