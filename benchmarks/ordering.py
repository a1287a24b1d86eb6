"""Whether scores order: of the hits in each tenth of the scale, the share that is right."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from acordo.matching import THRESHOLD
from benchmarks.cells import Cell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.asking import Answers

EDGES = (0.5, 0.6, 0.7, 0.8, 0.9, 1.01)


def precision(answers: Sequence[Answers]) -> list[tuple[str, Cell]]:
    """The best hit of each question (innocents among them), by its score."""
    scores, right = [], []
    for some in answers:
        for i in range(len(some.questions)):
            mine = slice(some.at[i], some.at[i + 1])
            if some.at[i] < some.at[i + 1]:
                best = int(np.argmax(some.scores[mine]))
                scores.append(float(some.scores[mine][best]))
                right.append(bool(some.right[mine][best]))
    score, true = np.array(scores), np.array(right)
    return [
        (f"{low:.1f} to {min(high, 1.0):.1f}", Cell.of(true[(score >= low) & (score < high)]))
        for low, high in pairwise(EDGES)
        if low >= THRESHOLD
    ]
