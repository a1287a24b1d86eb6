"""The twenty worst misses and false hits of each column, to a file that is never inside the repository.

They hold names of real people; what they teach is told in words in ``RESULTS.md``.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from acordo.matching import THRESHOLD
from benchmarks.sources import HERE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from acordo.matching import Listed
    from benchmarks.asking import Answers

_MOST = 20


def destination(given: str) -> Path:
    """Where the file may be written.

    Raises:
        SystemExit: it lies inside the repository.
    """
    path = Path(given).resolve()
    if path.is_relative_to(HERE.parent.resolve()):
        raise SystemExit(f"{path} lies inside the repository; real names never go there. Name another place.")
    return path


def misses(answers: Answers, clusters: Sequence[Sequence[str]], by_id: dict[str, Listed]) -> list[str]:
    """The questions whose person scored least, column by column, with that person's names."""
    best, columns = answers.best(answers.scores, right=True), answers.columns()
    told = []
    for column in dict.fromkeys(columns.tolist()):
        places = np.flatnonzero((columns == column) & (best < THRESHOLD))
        told.append(f"# missed, {column}: {len(places)}")
        for i in places[np.argsort(best[places], kind="stable")[:_MOST]]:
            question = answers.questions[i]
            names = [name.text for entry_id in clusters[question.cluster] for name in by_id[entry_id].names]
            told.append(f"{best[i]:.3f}\t{question.text}\t{' | '.join(dict.fromkeys(names))}")
    return told


def false_hits(answers: Answers, names: Sequence[str]) -> list[str]:
    """The innocents that scored highest, column by column, with the listed name; ``names[row]`` is that of a row."""
    best, columns = answers.best(answers.scores, right=False), answers.columns()
    told = []
    for column in dict.fromkeys(columns.tolist()):
        places = np.flatnonzero((columns == column) & (best >= THRESHOLD))
        told.append(f"# false hits, {column}: {len(places)}")
        for i in places[np.argsort(-best[places], kind="stable")[:_MOST]]:
            row = answers.at[i] + int(np.argmax(answers.scores[answers.at[i] : answers.at[i + 1]]))
            told.append(f"{best[i]:.3f}\t{answers.questions[i].text}\t{names[row]}")
    return told
