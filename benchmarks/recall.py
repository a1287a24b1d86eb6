"""How many are found, and how many innocents are stopped: hidden names at fixed false-positive rates.

Decisions 41-43: every person of the UN, OFAC and EU files is a cluster; one name (or one script) of each is hidden in
the whole cluster and asked; any entry of the cluster is right. Innocents of many cultures are asked too. A recall is
read at the threshold at which a given share of innocents has any hit, beside two plain peers in the same run. Only the
half of the people that nothing was learnt from is reported.
"""

from __future__ import annotations

import csv
import math
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

import numpy as np
from rapidfuzz import fuzz, process

from acordo.errors import AcordoError
from acordo.facts import Kind
from acordo.matching import THRESHOLD, Index, Listed, compare
from acordo.names import analyse
from benchmarks import learn_score, lists, persons
from benchmarks.asking import Answers, ask
from benchmarks.learn_words import half
from benchmarks.sources import DATA, present

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from benchmarks.persons import Question

_KINDS = {
    "Person": Kind.PERSON,
    "Company": Kind.COMPANY,
    "Organization": Kind.GROUP,
    "LegalEntity": Kind.GROUP,
    "Vessel": Kind.VESSEL,
}
_RATES = (0.005, 0.01)
_PEER_QUESTIONS, _PEER_INNOCENTS = 120, 1_000


def interval(hits: int, n: int) -> str:
    """A share with its 95 % interval (Wilson 1927)."""
    if n == 0:
        return "-"
    share, z = hits / n, 1.96
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half_width = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return f"{share:.3f} [{middle - half_width:.3f}, {middle + half_width:.3f}] n={n}"


def main() -> None:
    if not present():
        print("skipped: ../shared/data is absent")
        return
    entries = lists.all_entries()
    left, questions, cluster_of = persons.hide(entries)
    rows = persons.clusters()
    questions = [question for question in questions if not persons.learnt_from(rows[question.cluster])]
    innocents = persons.innocents(entries, learn=False, many=10_000)
    index = Index.build(left)
    right = ask(index, questions, cluster_of, Kind.PERSON)
    wrong = ask(index, innocents, cluster_of, Kind.PERSON)
    near = learn_score.near_misses(left, lambda entry_id: not half(entry_id), 3_000, seed=2)
    missed = ask(index, near, cluster_of, Kind.PERSON)
    stopped = wrong.best(wrong.scores)
    for rate in _RATES:
        _report(f"acordo at FPR {rate:.1%}", right, float(np.quantile(stopped, 1 - rate)))
    _report(f"acordo at its shipped threshold {THRESHOLD}", right, THRESHOLD)
    _report("acordo, the ceiling: among the candidates", right, -1.0)
    _false_hits(wrong, stopped, "false hits at the shipped threshold")
    _false_hits(missed, missed.best(missed.scores), "near misses that fire at the shipped threshold")
    _peers(left, questions, innocents, cluster_of)
    print("peer absent: nomenklatura (benchmarks/peers)")
    _pairs()


def _report(title: str, answers: Answers, threshold: float) -> None:
    best = answers.best(answers.scores, right=True)
    columns = answers.columns()
    print(title)
    for column in persons.COLUMNS:
        mine = columns == column
        print(f"  {column:9} {interval(int((best[mine] >= threshold).sum()), int(mine.sum()))}")


def _false_hits(answers: Answers, best: NDArray[Any], title: str) -> None:
    columns = answers.columns()
    print(f"{title}: {interval(int((best >= THRESHOLD).sum()), len(best))}")
    for column in sorted(set(columns.tolist())):
        mine = columns == column
        print(f"  {column:11} {interval(int((best[mine] >= THRESHOLD).sum()), int(mine.sum()))}")


def _peers(
    left: Sequence[Listed], questions: Sequence[Question], innocents: Sequence[Question], cluster_of: dict[str, int]
) -> None:
    """Plain token sort, and plain overlap of character 3-grams weighted by rarity, on a draw of the same questions."""
    names, owners = [], []
    for entry in left:
        if entry.kind is Kind.PERSON:
            for name in entry.names:
                names.append(_plain(name.text))
                owners.append(cluster_of.get(entry.entry_id, -2))
    owner = np.array(owners)
    drawn: list[Question] = []
    for column in persons.COLUMNS:
        drawn += [question for question in questions if question.column == column][:_PEER_QUESTIONS]
    clean = innocents[:: max(1, len(innocents) // _PEER_INNOCENTS)]
    for title, scorer in (("rapidfuzz token sort", _token_sort), ("character 3-grams, tf-idf", _Grams(names).scores)):
        stopped = [scorer(_plain(question.text), names).max() for question in clean]
        for rate in _RATES:
            threshold = np.quantile(stopped, 1 - rate)
            found: dict[str, list[bool]] = defaultdict(list)
            for question in drawn:
                scores = scorer(_plain(question.text), names)
                found[question.column].append(bool((scores[owner == question.cluster] >= threshold).any()))
            print(f"{title} at FPR {rate:.1%} of {len(clean)} innocents")
            for column in persons.COLUMNS:
                print(f"  {column:9} {interval(sum(found[column]), len(found[column]))}")


def _plain(text: str) -> str:
    try:
        return " ".join(token.roman for token in analyse(text).tokens)
    except AcordoError:
        return ""


def _token_sort(asked: str, names: Sequence[str]) -> NDArray[Any]:
    scores: NDArray[Any] = process.cdist(
        [" ".join(sorted(asked.split()))], [*_sorted(tuple(names))], scorer=fuzz.ratio
    )[0]
    return scores


_SORTED: dict[int, list[str]] = {}


def _sorted(names: tuple[str, ...]) -> list[str]:
    if len(names) not in _SORTED:
        _SORTED[len(names)] = [" ".join(sorted(name.split())) for name in names]
    return _SORTED[len(names)]


class _Grams:
    """Cosine of 3-gram vectors, each gram weighted by its rarity among the names."""

    def __init__(self, names: Sequence[str]) -> None:
        counts = [Counter(self._of(name)) for name in names]
        holders: Counter[str] = Counter()
        for count in counts:
            holders.update(count.keys())
        self._weight = {gram: math.log(len(names) / held) for gram, held in holders.items()}
        self._postings: dict[str, tuple[NDArray[Any], NDArray[Any]]] = {}
        collected: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for i, count in enumerate(counts):
            norm = math.sqrt(sum((n * self._weight[gram]) ** 2 for gram, n in count.items())) or 1.0
            for gram, n in count.items():
                collected[gram].append((i, n * self._weight[gram] / norm))
        for gram, held_by in collected.items():
            at, weights = zip(*held_by, strict=True)
            self._postings[gram] = np.array(at), np.array(weights)
        self._size = len(names)

    @staticmethod
    def _of(name: str) -> list[str]:
        return [f" {word} "[i : i + 3] for word in name.split() for i in range(len(word))]

    def scores(self, asked: str, _: Sequence[str]) -> NDArray[Any]:
        count = Counter(gram for gram in self._of(asked) if gram in self._weight)
        norm = math.sqrt(sum((n * self._weight[gram]) ** 2 for gram, n in count.items())) or 1.0
        scores = np.zeros(self._size)
        for gram, n in count.items():
            at, weights = self._postings[gram]
            scores[at] += n * self._weight[gram] / norm * weights
        return scores


def _pairs() -> None:
    """F1 of ``compare`` at the shipped threshold over hand-labelled pairs."""
    counted: dict[str, Counter[str]] = {"all": Counter(), "person": Counter(), "other": Counter()}
    with (DATA / "names/labelled-pairs.csv").open(encoding="utf-8") as text:
        for row in csv.DictReader(text):
            told = compare(row["name1"], row["name2"], _KINDS.get(row["schema"])).match
            cell = f"{told}{row['is_match'] == 'true'}"
            for group in ("all", "person" if row["schema"] == "Person" else "other"):
                counted[group][cell] += 1
    for group, cells in counted.items():
        right = 2 * cells["TrueTrue"]
        f1 = right / (right + cells["TrueFalse"] + cells["FalseTrue"])
        print(f"labelled pairs, {group}: F1 {f1:.3f} of {sum(cells.values())} at {THRESHOLD}")


if __name__ == "__main__":
    main()
