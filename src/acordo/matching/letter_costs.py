# ruff: noqa: ANN001, ANN201, ANN202, C901, PLR0912, PLR0915, D417, PLR1730, SIM110 - kernels: their types are the compiler's
# mypy: disable-error-code="no-untyped-def, no-untyped-call"
"""What it costs to write one run of letters for another, and so one word for another.

The table (``tables/letters-*.tsv``) is learnt by ``benchmarks/learn.py`` from names that are written in two ways; the
costs of plain slips (a letter more, less, other, two letters swapped) stand below, by hand, and the lesser of both
counts. A cost is in nats above the best way to write the run, so that equal Latin letters cost nothing.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from acordo.matching import policy
from acordo.matching.kernels import kernel
from acordo.matching.letters import ALPHABET, CODE_OF, FIRST_ARABIC, LATIN_END, LONGEST, gram

if TYPE_CHECKING:
    from numpy.typing import NDArray

NEVER = np.float32(99.0)
_SWAPPED = np.float32(policy.SWAPPED)
_VOWELS = "aeiouy"
_CLOSING = np.float32(policy.CLOSING_VOWEL)
_LEFT_OUT = np.float32(policy.VOWEL_LEFT_OUT)
_VOWEL = np.zeros(ALPHABET, np.bool_)
_VOWEL[[CODE_OF[letter] for letter in "aeiou"]] = True
_WEAK_ARABIC = ("ا", "و", "ي", "ى", "ة", "ع", "ه", "^ا", "^و", "^ي", "^ع")


class LetterCosts(NamedTuple):
    """Dense tables for the kernel: run of 1-2 letters → row, run of 1-3 letters → column, their cost.

    ``row1[code]``, ``row2[code, code]``, ``column1``, ``column2``, ``column3``: -1 where no such run is priced;
    ``cost[row, column]``; column 0 is *nothing* (the run is left out); ``extra[code]``: one letter more;
    ``unwritten[code]``: a Latin letter that an Arabic form does not write.
    """

    row1: NDArray[Any]
    row2: NDArray[Any]
    column1: NDArray[Any]
    column2: NDArray[Any]
    column3: NDArray[Any]
    cost: NDArray[Any]
    extra: NDArray[Any]
    unwritten: NDArray[Any]


def table_rows(name: str) -> list[list[str]]:
    """The rows of a table of this package; lines that begin with ``#`` are its provenance."""
    text = (files("acordo.matching") / "tables" / name).read_text("utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


@cache
def letter_costs() -> LetterCosts:
    """The costs as shipped."""
    prices: dict[tuple[tuple[int, ...], tuple[int, ...]], float] = {}
    for name in ("letters-latin.tsv", "letters-arabic.tsv", "letters-by-hand.tsv"):
        for source, target, cost, *_ in table_rows(name):
            read = gram(source), gram(target)
            if not source:
                continue
            for pair in (read, read[::-1]) if name != "letters-arabic.tsv" and read[1] else (read,):
                if len(pair[0]) <= 2:
                    prices[pair] = min(prices.get(pair, 99.0), float(cost))
    for runs, price in _slips().items():
        prices[runs] = min(prices.get(runs, 99.0), price)
    return _dense(prices)


def _slips() -> dict[tuple[tuple[int, ...], tuple[int, ...]], float]:
    """Plain slips of the pen, within Latin and within Arabic, and letters that a Latin form adds to an Arabic one."""
    latin = range(1, LATIN_END + 11)
    arabic = range(FIRST_ARABIC, ALPHABET)
    vowels = {CODE_OF[letter] for letter in _VOWELS}
    weak = {CODE_OF[letter] for letter in _WEAK_ARABIC}
    prices: dict[tuple[tuple[int, ...], tuple[int, ...]], float] = {}
    for letters, soft, costs in ((latin, vowels, policy.LATIN_SLIPS), (arabic, weak, policy.ARABIC_SLIPS)):
        for one in letters:
            figure = LATIN_END < one < FIRST_ARABIC
            prices[(one,), ()] = costs.figure if figure else costs.soft_lost if one in soft else costs.hard_lost
            prices[(one, one), (one,)] = prices[(one,), (one, one)] = costs.figure if figure else costs.doubled
            for other in letters:
                if one == other:
                    prices[(one,), (one,)] = 0.0
                    continue
                both = (one in soft) + (other in soft)
                any_figure = figure or LATIN_END < other < FIRST_ARABIC
                prices[(one,), (other,)] = (
                    costs.figure if any_figure else (costs.hard_changed, costs.crossed, costs.soft_changed)[both]
                )
    for letter in _INITIAL_PAIRS:
        plain, initial = CODE_OF[letter], CODE_OF["^" + letter]
        prices[(plain,), (initial,)] = prices[(initial,), (plain,)] = 0.0
    return prices


_INITIAL_PAIRS = "اويع"


def _dense(prices: dict[tuple[tuple[int, ...], tuple[int, ...]], float]) -> LetterCosts:
    rows = {run: i for i, run in enumerate(sorted({source for source, _ in prices}))}
    columns = {(): 0} | {run: 1 + i for i, run in enumerate(sorted({t for _, t in prices if t}))}
    row1, row2 = np.full(ALPHABET, -1, np.int16), np.full((ALPHABET, ALPHABET), -1, np.int16)
    for run, i in rows.items():
        (row1 if len(run) == 1 else row2)[run if len(run) > 1 else run[0]] = i
    of_length = [np.full((ALPHABET,) * size, -1, np.int16) for size in (1, 2, 3)]
    for run, i in columns.items():
        if run:
            of_length[len(run) - 1][run] = i
    cost = np.full((len(rows), len(columns)), NEVER, np.float32)
    for (source, target), price in prices.items():
        cost[rows[source], columns[target]] = price
    extra = np.full(ALPHABET, NEVER, np.float32)
    for code in range(1, ALPHABET):
        extra[code] = cost[row1[code], 0]
    return LetterCosts(row1, row2, of_length[0], of_length[1], of_length[2], cost, extra, _unwritten())


def _unwritten() -> NDArray[Any]:
    """What it costs that an Arabic form does not write a Latin letter: as learnt, else as below."""
    prices = np.full(ALPHABET, NEVER, np.float32)
    for letter, code in CODE_OF.items():
        if code < FIRST_ARABIC:
            prices[code] = 1.9 if letter in "aeiou" else 2.6 if letter in "hyw" else 4.4
    for source, target, cost, *_ in table_rows("letters-arabic.tsv"):
        if not source and len(target) == 1:
            prices[CODE_OF[target]] = min(prices[CODE_OF[target]], float(cost))
    return prices


@kernel
def _vowelless(word):
    """A Latin word of three letters or more in which no vowel stands after the first letter."""
    if len(word) < 3 or word[0] > LATIN_END:
        return False
    for i in range(1, len(word)):
        if word[i] > LATIN_END or _VOWEL[word[i]]:
            return False
    return True


@kernel
def word_cost(one, other, costs, bound, grid):
    """The least cost of writing one word as the other; ``NEVER`` when it exceeds ``bound``.

    Args:
        one, other: codes; Arabic is read as the source where only one of them is Arabic.
        costs: a ``LetterCosts``.
        bound: where to stop looking.
        grid: float32 scratch of at least (2 * LONGEST + 3, 2 * LONGEST + 5).
    """
    if len(one) == 0 or len(other) == 0:
        return NEVER
    if other[0] >= 37 and one[0] < 37:
        one, other = other, one
    if _vowelless(other) and not _vowelless(one):
        one, other = other, one
    crossed = one[0] >= 37 and other[0] < 37
    bare = not crossed and _vowelless(one) and other[0] < 37
    n, m = len(one), len(other)
    for i in range(n + 1):
        for j in range(m + 1):
            grid[i, j] = NEVER
    grid[0, 0] = 0.0
    for i in range(n + 1):
        least = NEVER
        row1 = costs.row1[one[i]] if i < n else -1
        row2 = costs.row2[one[i], one[i + 1]] if i + 1 < n else -1
        for j in range(m + 1):
            here = grid[i, j]
            if here > bound:
                continue
            least = min(least, here)
            column1 = column2 = column3 = -1
            if j < m:
                column1 = costs.column1[other[j]]
                more = here + (costs.unwritten[other[j]] if crossed else costs.extra[other[j]])
                if bare and _VOWEL[other[j]]:
                    more = here + _LEFT_OUT
                if crossed and j == m - 1 and j > 2 and _VOWEL[other[j]] and not _VOWEL[other[j - 1]]:
                    more = min(more, here + _CLOSING)
                grid[i, j + 1] = min(grid[i, j + 1], more)
                if j + 1 < m:
                    column2 = costs.column2[other[j], other[j + 1]]
                    if j + 2 < m:
                        column3 = costs.column3[other[j], other[j + 1], other[j + 2]]
                    if i + 1 < n and one[i] == other[j + 1] and one[i + 1] == other[j]:
                        price = here + _SWAPPED
                        if price < grid[i + 2, j + 2]:
                            grid[i + 2, j + 2] = price
            for size in range(1, 3):
                row = row1 if size == 1 else row2
                if row < 0:
                    continue
                below = i + size
                price = here + costs.cost[row, 0]
                grid[below, j] = min(grid[below, j], price)
                if column1 >= 0:
                    price = here + costs.cost[row, column1]
                    grid[below, j + 1] = min(grid[below, j + 1], price)
                if column2 >= 0:
                    price = here + costs.cost[row, column2]
                    grid[below, j + 2] = min(grid[below, j + 2], price)
                if column3 >= 0:
                    price = here + costs.cost[row, column3]
                    grid[below, j + 3] = min(grid[below, j + 3], price)
        if least >= NEVER and i < n:
            ahead = NEVER
            for j in range(m + 1):
                ahead = min(ahead, grid[i + 1, j])
            if ahead > bound:
                return NEVER
    return grid[n, m] if grid[n, m] <= bound else NEVER


def scratch() -> NDArray[Any]:
    """A grid for ``word_cost``."""
    return np.empty((2 * LONGEST + 3, 2 * LONGEST + 5), np.float32)
