# ruff: noqa: ANN001, ANN201, ANN202, C901, PLR0912, PLR0915, D417, SIM110 - kernels: their types are the compiler's
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
_LEFT_OUT = np.float32(policy.VOWEL_LEFT_OUT)
_VOWEL = np.zeros(ALPHABET, np.bool_)
_VOWEL[[CODE_OF[letter] for letter in "aeiou"]] = True
_LETTERED = _VOWEL.copy()
_LETTERED[LATIN_END + 1 :] = True
"""What does not stand after the first letter of a Latin word without vowels."""
_WEAK_ARABIC = ("ا", "و", "ي", "ى", "ة", "ع", "ه", "^ا", "^و", "^ي", "^ع")


class LetterCosts(NamedTuple):
    """Dense tables for the kernel: run of 1-2 letters → row, run of 1-3 letters → column, their cost.

    ``row1[code]``, ``row2[code, code]``, ``column1``, ``column2``, ``column3``: -1 where no such run is priced;
    ``cost[row, column]``; column 0 is *nothing* (the run is left out), which ``lost[row]`` repeats;
    ``sizes[row, code]`` has the bit ``1 << k`` where a run of ``k + 1`` letters that begins with ``code`` is priced:
    few are. No run holds the code 0. ``extra[code]``: one letter more; ``unwritten[code]``: a Latin letter that an
    Arabic form does not write.
    """

    row1: NDArray[Any]
    row2: NDArray[Any]
    column1: NDArray[Any]
    column2: NDArray[Any]
    column3: NDArray[Any]
    cost: NDArray[Any]
    lost: NDArray[Any]
    sizes: NDArray[Any]
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
    targets = sorted({target for _, target in prices if target}, key=lambda run: (len(run), run))
    columns = {(): 0} | {run: 1 + i for i, run in enumerate(targets)}
    row1, row2 = np.full(ALPHABET, -1, np.int16), np.full((ALPHABET, ALPHABET), -1, np.int16)
    for run, i in rows.items():
        (row1 if len(run) == 1 else row2)[run if len(run) > 1 else run[0]] = i
    of_length = [np.full((ALPHABET,) * size, -1, np.int16) for size in (1, 2, 3)]
    for run, i in columns.items():
        if run:
            of_length[len(run) - 1][run] = i
    cost = np.full((len(rows), len(columns)), NEVER, np.float32)
    sizes = np.zeros((len(rows), ALPHABET), np.uint8)
    for (source, target), price in prices.items():
        cost[rows[source], columns[target]] = price
        if target:
            sizes[rows[source], target[0]] |= 1 << (len(target) - 1)
    extra = np.full(ALPHABET, NEVER, np.float32)
    for code in range(1, ALPHABET):
        extra[code] = cost[row1[code], 0]
    lost = cost[:, 0].copy()
    return LetterCosts(row1, row2, of_length[0], of_length[1], of_length[2], cost, lost, sizes, extra, _unwritten())


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


class Grid(NamedTuple):
    """Room for one ``word_cost``: the cells, and the letters of the two words as source and target."""

    cells: NDArray[Any]
    letters: NDArray[Any]


@kernel
def room_for_grid():
    """Room for ``word_cost``; every word has ``LONGEST`` letters at most, the cells reach three beyond."""
    return Grid(np.empty((2 * LONGEST + 4, 2 * LONGEST + 5), np.float32), np.zeros((2, 2 * LONGEST + 5), np.uint8))


@kernel
def _vowelless(word):
    """A Latin word of three letters or more in which no vowel stands after the first letter."""
    if len(word) < 3 or word[0] > LATIN_END:
        return False
    for i in range(1, len(word)):
        if _LETTERED[word[i]]:
            return False
    return True


@kernel
def word_cost(one, other, costs, bound, grid):
    """The least cost of writing one word as the other; ``NEVER`` when it exceeds ``bound``.

    Only the cells that may lie on such a way are looked at: in each row those from ``low`` to ``high``.

    Args:
        one, other: codes; Arabic is read as the source where only one of them is Arabic.
        costs: a ``LetterCosts``.
        bound: where to stop looking.
        grid: a ``Grid``.
    """
    n, m = len(one), len(other)
    if n == 0 or m == 0:
        return NEVER
    bare_one = n >= 3 and not _LETTERED[one[1]] and _vowelless(one)
    bare_other = m >= 3 and not _LETTERED[other[1]] and _vowelless(other)
    turned = other[0] >= FIRST_ARABIC and one[0] < FIRST_ARABIC
    turned = not bare_one if turned else bare_other and not bare_one
    cells, letters = grid.cells, grid.letters
    row = 1 if turned else 0
    for i in range(n):
        letters[row, i] = one[i]
    for i in range(m):
        letters[1 - row, i] = other[i]
    if turned:
        n, m = m, n
    for i in range(2):
        letters[0, n + i] = 0
        letters[1, m + i] = 0
    crossed = letters[0, 0] >= FIRST_ARABIC and letters[1, 0] < FIRST_ARABIC
    bare = (bare_other if turned else bare_one) and letters[1, 0] < FIRST_ARABIC
    for j in range(m + 1):
        cells[0, j] = NEVER
        cells[1, j] = NEVER
    cells[0, 0] = 0.0
    low, high, next_low, next_high, last_low, last_high = 0, 0, m, -1, m, -1
    for i in range(n + 1):
        if high < 0 and next_high < 0:
            return NEVER
        for j in range(m + 1):
            cells[i + 2, j] = NEVER
        written, following = letters[0, i], letters[0, i + 1]
        row1, row2 = costs.row1[written], costs.row2[written, following]
        j = low
        while j <= high:
            here = cells[i, j]
            if here > bound:
                j += 1
                continue
            first, second = letters[1, j], letters[1, j + 1]
            if j < m:
                more = costs.unwritten[first] if crossed else costs.extra[first]
                if bare and _VOWEL[first]:
                    more = _LEFT_OUT
                cells[i, j + 1] = min(cells[i, j + 1], here + more)
                high = max(high, j + 1)
                if written == second and following == first and second:
                    cells[i + 2, j + 2] = min(cells[i + 2, j + 2], here + _SWAPPED)
                    last_low, last_high = min(last_low, j), max(last_high, j + 2)
            for size in range(1, 3):
                row = row1 if size == 1 else row2
                if row < 0:
                    continue
                below, reach = i + size, j
                cells[below, j] = min(cells[below, j], here + costs.lost[row])
                sizes = costs.sizes[row, first]
                if sizes & 1:
                    price = here + costs.cost[row, costs.column1[first]]
                    cells[below, j + 1] = min(cells[below, j + 1], price)
                    reach = j + 1
                if sizes & 2:
                    column = costs.column2[first, second]
                    if column >= 0:
                        price = here + costs.cost[row, column]
                        cells[below, j + 2] = min(cells[below, j + 2], price)
                        reach = j + 2
                if sizes & 4 and j + 2 < m:
                    column = costs.column3[first, second, letters[1, j + 2]]
                    if column >= 0:
                        price = here + costs.cost[row, column]
                        cells[below, j + 3] = min(cells[below, j + 3], price)
                        reach = j + 3
                if size == 1:
                    next_low, next_high = min(next_low, j), max(next_high, reach)
                else:
                    last_low, last_high = min(last_low, j), max(last_high, reach)
            j += 1
        low, high, next_low, next_high, last_low, last_high = next_low, next_high, last_low, last_high, m, -1
    return cells[n, m] if cells[n, m] <= bound else NEVER
