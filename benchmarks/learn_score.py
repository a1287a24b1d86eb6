"""Learn the coefficients of the score: a logistic model over what an alignment saw.

Right pairs are names that were hidden and asked; wrong pairs are the best candidates of innocents, of near misses (a
word of a listed name exchanged; the given name of one listed person with the family name of another) and of the wrong
people. The worst wrong pairs are chosen anew in each round under the model of the round before.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from acordo.facts import Kind, Property
from acordo.matching.alignment import FEATURES
from acordo.names import Role, Script, analyse
from benchmarks.learn_words import half
from benchmarks.persons import Question, key

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from acordo.matching import Listed
    from benchmarks.asking import Answers

Floats = NDArray[Any]
ORGANISATIONS = 1_000_000
"""Clusters of organisations are numbered from here."""
_NOT_LEARNT = {"organisation", "likeness", "whole"}
PERSON = [i for i, feature in enumerate(FEATURES) if feature not in _NOT_LEARNT | {"numbers"}]
ORGANISATION = [i for i, feature in enumerate(FEATURES) if feature not in _NOT_LEARNT]
_ROUNDS = 8
_FAIR = {"low": 0.5, "initials": 0.3, "all initials": 0.15, "truncated": 0.3, "homoglyph": 0.1, "no vowels": 0.15}
"""What a right pair of a column weighs beside the others, before columns of many are brought down; by hand."""
_ALIKE = 60
"""Percent."""


def near_misses(entries: Sequence[Listed], keep: Callable[[str], bool], many: int, seed: int) -> list[Question]:
    """Names that are almost a listed person's and are nobody's: crossed pairs and exchanged words.

    A word is exchanged only for one that is spelt otherwise (less than ``_ALIKE`` of its letters in common), and what
    comes out is the whole name of nobody listed.
    """
    draw = random.Random(seed)
    listed = {key(name.text) for entry in entries for name in entry.names}
    pool = []
    for entry in entries:
        if entry.kind is not Kind.PERSON or not keep(entry.entry_id):
            continue
        for given in entry.names[:2]:
            name = analyse(given.text)
            base = [i for i, token in enumerate(name.tokens) if token.role is Role.BASE]
            if name.scripts == {Script.LATIN} and given.property is not Property.LOW_ALIAS and len(base) > 1:
                pool.append(([token.text for token in name.tokens], base))
    found: list[Question] = []
    while len(found) < many:
        (words, base), (others, other_base) = draw.choice(pool), draw.choice(pool)
        if words == others:
            continue
        if draw.random() < 0.5 or len(base) < 3:
            found.append(Question(f"{words[base[0]]} {others[other_base[-1]]}", -1, "crossed"))
        else:
            words, place, other = list(words), draw.choice(base), others[draw.choice(other_base)]
            if fuzz.ratio(words[place].lower(), other.lower()) < _ALIKE:
                words[place] = other
                found.append(Question(" ".join(words), -1, "swapped"))
        if found and key(found[-1].text) in listed:
            found.pop()
    return found


def hide_of_organisations(
    entries: Sequence[Listed], seed: int = 5
) -> tuple[list[Listed], list[tuple[Question, bool]], dict[str, int]]:
    """Hide one alias of each organisation and ask it; the flag says whether it is learnt from."""
    draw = random.Random(seed)
    by_id = {entry.entry_id: entry for entry in entries}
    parent = {entry.entry_id: entry.entry_id for entry in entries if entry.kind is not Kind.PERSON}

    def root(entry_id: str) -> str:
        while parent[entry_id] != entry_id:
            entry_id = parent[entry_id]
        return entry_id

    first: dict[tuple[str, ...], str] = {}
    for entry_id in parent:
        for name in by_id[entry_id].names:
            parent[root(entry_id)] = root(first.setdefault(key(name.text), entry_id))
    groups: dict[str, list[str]] = defaultdict(list)
    for entry_id in parent:
        groups[root(entry_id)].append(entry_id)
    questions, cluster_of = [], {}
    for number, (leader, group) in enumerate(sorted(groups.items()), ORGANISATIONS):
        cluster_of.update(dict.fromkeys(group, number))
        names = {key(name.text): name.text for entry_id in group for name in by_id[entry_id].names}
        if len(names) > 1:
            hidden = draw.choice(sorted(names))
            questions.append((Question(names[hidden], number, "organisation"), half(leader)))
            for entry_id in group:
                kept = tuple(name for name in by_id[entry_id].names if key(name.text) != hidden)
                by_id[entry_id] = replace(by_id[entry_id], names=kept)
    return list(by_id.values()), questions, cluster_of


def fit(rows: Floats, right: Floats, weights: Floats, ridge: float = 2.0) -> Floats:
    """Logistic regression by Newton's method."""
    found = np.zeros(rows.shape[1])
    for _ in range(40):
        likely = 1 / (1 + np.exp(-np.clip(rows @ found, -30, 30)))
        slope = rows.T @ (weights * (likely - right)) + ridge * found
        curve = (rows * (weights * likely * (1 - likely))[:, None]).T @ rows + ridge * np.eye(len(found))
        step = np.linalg.solve(curve, slope)
        found -= step
        if np.abs(step).max() < 1e-6:
            break
    return found


def learn_score(
    right: Answers, wrong: Sequence[tuple[Answers, float]], chosen: Sequence[int], wrong_people: float
) -> Floats:
    """The coefficients of the chosen features; ``wrong`` has its weight a pair, ``wrong_people`` that of ``right``."""
    model = np.zeros(len(chosen))
    model[chosen.index(FEATURES.index("agreement"))] = 1.0
    model[chosen.index(FEATURES.index("left_listed"))] = -0.5
    counts = Counter(question.column for question in right.questions)
    fair = {c: _FAIR.get(c, 1.0) * (len(right.questions) / n / 5) ** 0.5 for c, n in counts.items()}
    for _ in range(_ROUNDS):
        rows, truth, weights = [], [], []
        scores = right.features[:, chosen] @ model
        for i, question in enumerate(right.questions):
            mine = np.arange(right.at[i], right.at[i + 1])
            for is_right, weight in ((True, fair[question.column]), (False, wrong_people)):
                some = mine[right.right[mine] == is_right]
                if len(some):
                    rows.append(right.features[some[np.argmax(scores[some])], chosen])
                    truth.append(float(is_right))
                    weights.append(weight)
        for answers, weight in wrong:
            scores = answers.features[:, chosen] @ model
            for i in range(len(answers.questions)):
                mine = np.arange(answers.at[i], answers.at[i + 1])
                for worst in mine[np.argsort(-scores[mine])[:2]]:
                    rows.append(answers.features[worst, chosen])
                    truth.append(0.0)
                    weights.append(weight)
        model = fit(np.array(rows, np.float64), np.array(truth), np.array(weights))
    return model


def score(answers: Answers, model: Floats, chosen: Sequence[int]) -> Floats:
    """The scores of all candidates under a model, in log odds; a whole name the same is always high."""
    scores = answers.features[:, chosen].astype(np.float64) @ model
    return np.where(answers.features[:, FEATURES.index("whole")] > 0, np.maximum(scores, 8.0), scores)
