"""The peers on the same draw: the same index, the same questions, the same innocents, in the same run.

The two plain peers score every listed name. logic-v2 scores *wide candidates*: the entries that any of the three
(ours, token sort, 3-grams) has among its best, so that it is never blamed for what another did not show it. It runs by
subprocess in ``benchmarks/peers/.venv`` (``make peers``); where that is missing the peer is absent.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.cells import Cell
from benchmarks.peers.plain import Grams, TokenSort, portions
from benchmarks.sources import HERE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from acordo.matching import Listed
    from benchmarks.asking import Answers
    from benchmarks.persons import Question

INTERPRETER = HERE / "peers/.venv/bin/python"
LOGIC_V2 = "nomenklatura logic-v2"
ITS_THRESHOLD = 0.7
_WIDE = 25
_PROCESSES = 2


@dataclass(frozen=True, slots=True)
class Best:
    """Of each question: the best score of all candidates, and of the right ones (-1: none)."""

    any: list[float] = field(default_factory=list)
    right: list[float] = field(default_factory=list)


def absent() -> bool:
    """The environment of logic-v2 is not there."""
    return not INTERPRETER.exists()


def ask_peers(
    left: Sequence[Listed], answers: Answers, ours: NDArray[Any], cluster_of: Mapping[str, int], schema: str
) -> dict[str, Best]:
    """Every peer's best scores for the questions of ``answers``; ``ours[row]`` is the entry (in ``left``) of a row."""
    questions = answers.questions
    texts, owners = [], []
    for number, entry in enumerate(left):
        for name in entry.names:
            texts.append(name.text)
            owners.append(number)
    owner = np.array(owners)
    cluster = np.array([cluster_of.get(entry.entry_id, -2) for entry in left])
    wide: list[set[int]] = [set(ours[answers.at[i] : answers.at[i + 1]].tolist()) for i in range(len(questions))]
    found: dict[str, Best] = {}
    for peer in (TokenSort(texts), Grams(texts)):
        best = found[peer.title] = Best()
        done = 0
        for portion in portions([question.text for question in questions]):
            for row in peer.scores(portion):
                right = cluster[owner] == questions[done].cluster
                best.any.append(float(row.max()))
                best.right.append(float(row[right].max()) if right.any() else -1.0)
                wide[done].update(owner[np.argpartition(-row, _WIDE)[:_WIDE]].tolist())
                done += 1
    if not absent():
        found[LOGIC_V2] = _logic_v2(left, questions, wide, cluster, schema)
    return found


def _logic_v2(
    left: Sequence[Listed], questions: Sequence[Question], wide: Sequence[set[int]], cluster: NDArray[Any], schema: str
) -> Best:
    candidates = [sorted(some) for some in wide]
    lines = [
        json.dumps([schema, question.text, [[name.text for name in left[number].names] for number in some]])
        for question, some in zip(questions, candidates, strict=True)
    ]
    best = Best()
    for question, some, scores in zip(questions, candidates, scored(lines), strict=True):
        right = [score for number, score in zip(some, scores, strict=True) if cluster[number] == question.cluster]
        best.any.append(max(scores, default=-1.0))
        best.right.append(max(right, default=-1.0) if question.cluster >= 0 else -1.0)
    return best


def scored(lines: Sequence[str]) -> list[list[float]]:
    """Hand questions to logic-v2; the scores of each one's candidates."""

    def part(some: Sequence[str]) -> list[list[float]]:
        command = [str(INTERPRETER), str(HERE / "peers/logic_v2.py")]
        told = subprocess.run(command, input="\n".join(some), capture_output=True, text=True, check=False)
        if told.returncode:
            sys.exit(f"logic-v2 failed: {told.stderr[-600:]}")
        return [json.loads(line) for line in told.stdout.splitlines()]

    with ThreadPoolExecutor(_PROCESSES) as pool:
        parts = list(pool.map(part, [lines[start::_PROCESSES] for start in range(_PROCESSES)]))
    found: list[list[float]] = [[] for _ in lines]
    for start, scores in enumerate(parts):
        found[start::_PROCESSES] = scores
    return found


def recall_at(right: Best, columns: Sequence[str], threshold: float) -> dict[str, Cell]:
    """The share found at or above a threshold, column by column."""
    told: dict[str, list[bool]] = defaultdict(list)
    for column, score in zip(columns, right.right, strict=True):
        told[column].append(score >= threshold)
    return {column: Cell.of(flags) for column, flags in told.items()}
