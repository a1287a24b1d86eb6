# ruff: noqa: ANN001, ANN202, C901, PLR0912 - kernels: their types are the compiler's

# mypy: disable-error-code="no-untyped-def, no-untyped-call, untyped-decorator"
"""Learn what one run of letters costs for another: a joint multigram model by expectation and maximisation.

After Bisani and Ney, *Joint-sequence models for grapheme-to-phoneme conversion* (2008): a pair of words is cut into
pieces of one or two source letters beside none to three target letters; the probability of a piece is estimated over
all cuts of all pairs. The cost of a piece is its surprise above the best piece with the same source.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import numpy as np
from numba import njit

from acordo.errors import AcordoError
from acordo.matching.letters import CODE_OF, packed
from acordo.names import Role, Script, Token, analyse
from benchmarks.sources import DATA, lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray
from typing import Any

SIZE = 75
Pair = tuple[str, str, float]


@njit(cache=True)
def _code(word, start, size):
    value = 0
    for i in range(start, start + size):
        value = value * SIZE + word[i]
    return value


@njit(cache=True)
def _expect(sources, source_at, targets, target_at, weights, model, counts, most):
    """Add each pair's expected pieces to ``counts[source run][target run]``; returns the log-likelihood a pair."""
    likelihoods = np.zeros(len(weights))
    forward = np.zeros((40, 40))
    backward = np.zeros((40, 40))
    for pair in range(len(weights)):
        one = sources[source_at[pair] : source_at[pair + 1]]
        other = targets[target_at[pair] : target_at[pair + 1]]
        n, m = len(one), len(other)
        forward[: n + 1, : m + 1] = 0
        backward[: n + 1, : m + 1] = 0
        forward[0, 0] = 1
        backward[n, m] = 1
        for i in range(n + 1):
            for j in range(m + 1):
                if forward[i, j] == 0:
                    continue
                for a in range(min(2, n - i) + 1):
                    for b in range(min(most, m - j) + 1):
                        if a + b and (a or b == 1) and (a < 2 or b):
                            p = model[_row(one, i, a), _column(other, j, b)]
                            forward[i + a, j + b] += forward[i, j] * p
        total = forward[n, m]
        likelihoods[pair] = np.log(total + 1e-300) / (n + m)
        if total <= 0:
            continue
        for i in range(n, -1, -1):
            for j in range(m, -1, -1):
                for a in range(min(2, n - i) + 1):
                    for b in range(min(most, m - j) + 1):
                        if a + b and (a or b == 1) and (a < 2 or b):
                            row, column = _row(one, i, a), _column(other, j, b)
                            inside = model[row, column] * backward[i + a, j + b]
                            backward[i, j] += inside
                            counts[row, column] += weights[pair] * forward[i, j] * inside / total
    return likelihoods


@njit(cache=True)
def _row(word, start, size):
    return 0 if size == 0 else word[start] if size == 1 else SIZE + _code(word, start, 2)


@njit(cache=True)
def _column(word, start, size):
    if size == 0:
        return 0
    if size == 1:
        return word[start]
    return 27 + word[start] * 27 + word[start + 1] if size == 2 else 756 + _three(word, start)


@njit(cache=True)
def _three(word, start):
    return (word[start] * 27 + word[start + 1]) * 27 + word[start + 2]


def _shape(most: int) -> tuple[int, int]:
    return SIZE + SIZE * SIZE, 756 + (27**3 if most > 2 else 0)


def learn(pairs: Sequence[Pair], most: int, rounds: int) -> NDArray[Any]:
    """The joint probability of each piece; pairs that no round explains well fall away."""
    sources, source_at = packed([pair[0] for pair in pairs])
    targets, target_at = packed([pair[1] for pair in pairs])
    weights = np.array([pair[2] for pair in pairs])
    rows, columns = _shape(most)
    model = np.full((rows, columns), 1e-7)
    model[:SIZE, :27] = 1e-3
    model[SIZE:, :] *= 0.02
    for letter in range(1, 27):
        model[letter, letter] = 0.02
    for _ in range(rounds):
        counts = np.zeros((rows, columns))
        likelihoods = _expect(sources, source_at, targets, target_at, weights, model, counts, most)
        model = counts / counts.sum()
        model[model < 1e-9] = 0
        if _ == rounds // 3:
            weights[likelihoods < np.quantile(likelihoods, 0.12)] = 0
    return model


def _runs() -> dict[int, str]:
    letters = {code: letter for letter, code in CODE_OF.items()}
    return {0: ""} | letters


def table(model: NDArray[Any], dearest: float, least: float) -> list[tuple[str, str, float]]:
    """The pieces that are worth shipping: source run, target run, cost."""
    named = _runs()
    best = model.max(axis=1)
    rows: list[tuple[str, str, float]] = []
    for row, column in zip(*np.nonzero(model), strict=True):
        source = _letters(int(row), named)
        target = _target(int(column), named)
        if source is None:
            continue
        if row == 0:
            reference = 0.0
        elif row < SIZE:
            reference = np.log(best[row])
        else:
            one, other = divmod(int(row) - SIZE, SIZE)
            apart = np.log(best[one]) + np.log(best[other]) if best[one] and best[other] else -99.0
            reference = max(np.log(best[row]), apart)
        cost = max(0.0, float(reference - np.log(model[row, column])))
        if source != target and cost <= dearest:
            rows.append((source, target, round(max(cost, least), 2)))
    return sorted(rows)


def _letters(row: int, named: dict[int, str]) -> str | None:
    if row < SIZE:
        return named[row]
    one, other = divmod(row - SIZE, SIZE)
    return named.get(one, "") + named.get(other, "")


def _target(column: int, named: dict[int, str]) -> str:
    if column < 27:
        return named[column]
    if column < 756:
        one, other = divmod(column - 27, 27)
        return named[one] + named[other]
    one, rest = divmod(column - 756, 729)
    return named[one] + named[rest // 27] + named[rest % 27]


def _letters_only(word: str) -> str:
    try:
        return "".join(token.letters for token in analyse(word).tokens)
    except AcordoError:
        return ""


def single_names(path: Path) -> Iterable[tuple[str, str, int]]:
    """Latin form, native form, count of a transliteration file."""
    for line in lines(path):
        latin, native, count = line.split("\t")
        yield _letters_only(latin), native.replace(" ", ""), int(count)


def arabic_pairs(kept: Callable[[str], bool]) -> list[Pair]:
    """Arabic → Latin: single names of everybody, and words of the listed that ``kept`` accepts."""
    pairs = listed_pairs(kept, Script.ARABIC)
    for latin, native, count in single_names(DATA / "names/transliteration/arabic-train.tsv.gz"):
        read = analyse(native).tokens if native.isalpha() else ()
        if latin.isalpha() and len(read) == 1 and read[0].script is Script.ARABIC:
            letters = read[0].letters
            letters = letters[2:] if letters.startswith("ال") and not latin.startswith(("al", "el")) else letters
            pairs.append((letters, latin, min(count, 50) ** 0.5))
    return [pair for pair in pairs if 1 < len(pair[0]) <= 14 and len(pair[1]) <= 18]


def listed_pairs(kept: Callable[[str], bool], script: Script) -> list[Pair]:
    """Words of listed names beside their native forms, paired by place; only people that ``kept`` accepts.

    Words are paired where both names have as many of them and their lengths could fit.
    """
    pairs: Counter[tuple[str, str]] = Counter()
    for line in list(lines(DATA / "names/cross-script-pairs.tsv.gz"))[1:]:
        _, _, kind, _, latin, native = line.split("\t")
        if kind != "person" or not kept(latin):
            continue
        one, other = _content(native), _content(latin)
        if len(one) != len(other) or not any(token.script is script for token in one):
            continue
        for source, target in zip(one, other, strict=True):
            word = source.letters
            word = word.removeprefix("ال")
            if source.script is script and target.letters.isalpha() and 1 < len(word) <= 14:
                pairs[word, target.letters] += 1
    return [(one, other, 25.0 * count**0.5) for (one, other), count in sorted(pairs.items()) if len(other) <= 18]


def _content(text: str) -> list[Token]:
    try:
        return [token for token in analyse(text).tokens if token.role is Role.BASE]
    except AcordoError:
        return []


def latin_pairs() -> list[Pair]:
    """Latin → Latin: forms that share a native form, and romanised Russian; both ways round."""
    pairs: Counter[tuple[str, str]] = Counter()
    for script in ("arabic", "russian"):
        forms: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for latin, native, count in single_names(DATA / f"names/transliteration/{script}-train.tsv.gz"):
            if not latin.isalpha():
                continue
            forms[native].append((count, latin))
            if script == "russian":
                roman = _letters_only(native)
                pairs[roman, latin] += min(count, 20) ** 0.5
                pairs[latin, roman] += min(count, 20) ** 0.5
        for alike in forms.values():
            alike.sort(reverse=True)
            for i, (count, one) in enumerate(alike[:8]):
                for less, other in alike[i + 1 : 8]:
                    weight = min(count, less, 20) ** 0.5
                    pairs[one, other] += weight
                    pairs[other, one] += weight
    return [
        (one, other, weight)
        for (one, other), weight in sorted(pairs.items())
        if one and other and one.isalpha() and abs(len(one) - len(other)) <= 4 and max(len(one), len(other)) <= 18
    ]
