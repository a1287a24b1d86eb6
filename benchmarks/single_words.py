"""Single words across scripts: the gold pair against 1,000 random others (decision 42).

A native form is asked of 1,000 Latin words among which its own form is one. The threshold is set so that one in a
hundred of all wrong pairs is at or above it; the share of gold pairs at or above it is told.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from rapidfuzz.distance import JaroWinkler

from acordo.facts import Kind, Property
from acordo.matching import Index, Listed, ListedName
from acordo.matching.answering import Asked, find
from acordo.matching.units import units_of
from acordo.names import analyse
from benchmarks.cells import Cell
from benchmarks.learn_letters import single_names
from benchmarks.sources import DATA

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

BLOCK = 1_000
_PORTION = 100


@dataclass(frozen=True, slots=True)
class Gold:
    """A native form and its Latin form."""

    native: str
    latin: str


def drawn(script: str, blocks: int, seed: int = 13, size: int = BLOCK) -> list[list[Gold]]:
    """Blocks of gold pairs; within a block each Latin and each native form stands once."""
    pool = [
        Gold(native, latin)
        for latin, native, _ in single_names(DATA / f"names/transliteration/{script}-dev.tsv.gz")
        if len(latin) > 1 and len(native) > 1 and native.isalpha()
    ]
    random.Random(seed).shuffle(pool)
    found: list[list[Gold]] = [[] for _ in range(blocks)]
    for block in found:
        natives: set[str] = set()
        latins: set[str] = set()
        while pool and len(block) < size:
            gold = pool.pop()
            if gold.native not in natives and gold.latin not in latins:
                block.append(gold)
                natives.add(gold.native)
                latins.add(gold.latin)
    return found


def ours(block: Sequence[Gold]) -> NDArray[Any]:
    """The score of every native form against every Latin form, as ``compare`` lays a pair."""
    index = Index.build(
        Listed(f"{i:04}", Kind.PERSON, (ListedName(gold.latin, Property.PRIMARY_NAME),)) for i, gold in enumerate(block)
    )
    held = index._held  # noqa: SLF001 - the benchmark looks behind the door on purpose
    names = [analyse(gold.native) for gold in block]
    asked = [
        Asked(i, gold.native, name, units_of(name, listed=False))
        for i, (gold, name) in enumerate(zip(block, names, strict=True))
    ]
    scores = np.zeros((len(block), len(block)))
    for start in range(0, len(block), _PORTION):
        part = asked[start : start + _PORTION]
        found = find(held, part, np.ones(len(block), np.uint8), -1.0, len(block), every=True)
        for i in range(len(part)):
            entries = held.entry_of[found.names[i, : found.counts[i]]]
            scores[start + i, entries] = found.scores[i, : found.counts[i]]
    return scores


def romanised(block: Sequence[Gold]) -> NDArray[Any]:
    """The plain peer: letters by a table, then Jaro-Winkler."""
    native = ["".join(token.roman for token in analyse(gold.native).tokens) for gold in block]
    return np.array([[JaroWinkler.similarity(one, gold.latin) for gold in block] for one in native])


def found_at(scores: Sequence[NDArray[Any]], rate: float = 0.01) -> Cell:
    """Gold pairs at or above the threshold that ``rate`` of the wrong pairs reach; what scores 0 is never found."""
    wrong = np.concatenate([block[~np.eye(len(block), dtype=bool)] for block in scores])
    threshold = float(np.quantile(wrong, 1 - rate))
    right = np.concatenate([np.diag(block) for block in scores])
    return Cell.of((right >= threshold) & (right > 0))


def report(blocks: int = 2) -> None:
    """Print both scripts, ours and the plain peer's."""
    methods: tuple[tuple[str, Callable[[Sequence[Gold]], NDArray[Any]]], ...] = (
        ("acordo", ours),
        ("romanised, Jaro-Winkler", romanised),
    )
    for script in ("arabic", "russian"):
        golds = drawn(script, blocks)
        for title, method in methods:
            print(f"  {script:8} {title:24} {found_at([method(block) for block in golds])}")


if __name__ == "__main__":
    report()
