"""Ask an index many names and look behind its answers: what each candidate was made of, and whose it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from acordo.matching.answering import Asked, find
from acordo.matching.units import units_of
from acordo.names import analyse

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from acordo.facts import Kind
    from acordo.matching import Index
    from benchmarks.persons import Question

_CHUNK = 1_000


@dataclass(frozen=True, slots=True)
class Answers:
    """Candidates of each question in turn.

    Those of question ``i`` are rows ``at[i]`` to ``at[i + 1]``; ``right`` where the candidate is the one asked for;
    ``scores`` as the shipped policy gives them; ``names`` the candidate's number in the index.
    """

    questions: Sequence[Question]
    features: NDArray[np.float32]
    scores: NDArray[np.float32]
    right: NDArray[np.bool_]
    names: NDArray[np.int32]
    at: NDArray[np.int64]

    def best(self, scores: NDArray[Any], *, right: bool | None = None) -> NDArray[np.float64]:
        """The highest score of each question's candidates (of the right or wrong ones only); -99 where none."""
        found = np.full(len(self.questions), -99.0)
        owner = np.repeat(np.arange(len(self.questions)), np.diff(self.at))
        chosen = np.ones(len(owner), np.bool_) if right is None else self.right == right
        np.maximum.at(found, owner[chosen], scores[chosen])
        return found

    def columns(self) -> NDArray[Any]:
        """The column of each question."""
        return np.array([question.column for question in self.questions])


def ask(index: Index, questions: Sequence[Question], cluster_of: Mapping[str, int], kind: Kind | None) -> Answers:
    """Every candidate of every question, whatever its score."""
    held = index._held  # noqa: SLF001 - the benchmark looks behind the door on purpose
    allowed = index._allowed(None, frozenset(), kind)  # noqa: SLF001
    clusters = np.array([cluster_of.get(entry_id, -2) for entry_id in held.entry_ids])
    features, scores, right, names_found, counts = [], [], [], [], []
    for start in range(0, len(questions), _CHUNK):
        part = questions[start : start + _CHUNK]
        names = [analyse(question.text) for question in part]
        asked = [
            Asked(i, question.text, name, units_of(name, listed=False))
            for i, (question, name) in enumerate(zip(part, names, strict=True))
        ]
        found = find(held, asked, allowed, -1.0, features=True)
        for i, question in enumerate(part):
            count = found.counts[i]
            whose = clusters[held.entry_of[found.names[i, :count]]]
            features.append(found.features[i, :count].copy())
            scores.append(found.scores[i, :count].copy())
            right.append((whose == question.cluster) & (question.cluster >= 0))
            names_found.append(found.names[i, :count].copy())
            counts.append(count)
    at = np.concatenate([[0], np.cumsum(counts)])
    return Answers(
        questions,
        np.concatenate(features),
        np.concatenate(scores),
        np.concatenate(right),
        np.concatenate(names_found),
        at,
    )
