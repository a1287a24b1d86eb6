"""How many are found, and how many innocents are stopped: hidden names at fixed false-positive rates.

Decisions 41-43: every person of the UN, OFAC and EU files is a cluster; one name (or one script) of each is hidden in
the whole cluster and asked; any entry of the cluster is right. Innocents of many cultures are asked too. A recall is
read at the threshold at which a given share of innocents has any hit, beside the peers in the same run; near misses,
spoilt names, F1 and false hits at the shipped threshold. Only the half of the people that nothing was learnt from is
reported.

``python -m benchmarks.recall [--no-peers] [--errors FILE]``: the file, outside the repository, gets the worst misses
and false hits of each column.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from acordo.facts import Kind
from acordo.matching import THRESHOLD, Index, Listed, compare
from benchmarks import (
    innocents,
    learn_score,
    lists,
    ordering,
    organisations,
    persons,
    perturbed,
    single_words,
    travellers,
    worst,
)
from benchmarks.asking import Answers, ask
from benchmarks.cells import Cell
from benchmarks.learn_words import half
from benchmarks.nationalities import CULTURES
from benchmarks.peers import beside
from benchmarks.sources import DATA, present

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_KINDS = {
    "Person": Kind.PERSON,
    "Company": Kind.COMPANY,
    "Organization": Kind.GROUP,
    "LegalEntity": Kind.GROUP,
    "Vessel": Kind.VESSEL,
}
_RATES = (0.005, 0.01)
_INNOCENTS, _EACH_CULTURE, _EACH_WAY, _NEAR_MISSES, _FIRMS = 10_000, 3_000, 1_000, 6_000, 3_000
_PEER_QUESTIONS, _PEER_INNOCENTS, _PEER_PAIRS = 200, 1_500, 200
_ALL = -1.0


@dataclass(frozen=True, slots=True)
class Bench:
    """The three lists with what was hidden taken out, and their index."""

    entries: list[Listed]
    left: list[Listed]
    cluster_of: dict[str, int]
    index: Index

    def ask(self, questions: Sequence[persons.Question], kind: Kind = Kind.PERSON) -> Answers:
        """Every candidate of every question."""
        return ask(self.index, questions, self.cluster_of, kind)

    def entries_of(self, answers: Answers) -> NDArray[Any]:
        """For each row of the answers the number of its entry in ``left``."""
        held = self.index._held  # noqa: SLF001 - the benchmark looks behind the door on purpose
        place = {entry.entry_id: i for i, entry in enumerate(self.left)}
        numbers = np.array([place[entry_id] for entry_id in held.entry_ids])
        found: NDArray[Any] = numbers[held.entry_of[answers.names]]
        return found

    def texts_of(self, answers: Answers) -> list[str]:
        """For each row of the answers the listed name."""
        held = self.index._held  # noqa: SLF001
        return [held.texts[int(name)] for name in answers.names]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--no-peers", action="store_true")
    asked.add_argument("--errors", type=worst.destination)
    wanted = asked.parse_args()
    if not present():
        print("skipped: ../shared/data is absent")
        return
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    entries = lists.all_entries()
    left, questions, cluster_of = persons.hide(entries)
    bench = Bench(entries, left, cluster_of, Index.build(left))
    rows = persons.clusters()
    questions = [question for question in questions if not persons.learnt_from(rows[question.cluster])]
    clean = bench.ask(persons.innocents(entries, learn=False, many=_INNOCENTS))
    right = bench.ask(questions)
    cultures = bench.ask(innocents.by_culture(entries, _EACH_CULTURE))
    _recall("hidden names", right, clean, persons.COLUMNS)
    _fires("false hits", clean)
    _fires("false hits by culture", cultures)
    for culture in CULTURES:
        best = cultures.best(cultures.scores)[np.char.startswith(cultures.columns(), culture)]
        print(f"  {culture}, all {Cell.of(best >= THRESHOLD)}")
        either = cultures.best(cultures.scores)[np.char.find(cultures.columns(), culture) >= 0]
        print(f"  {culture}, with those who may be listed {Cell.of(either >= THRESHOLD)}")
    near = bench.ask(learn_score.near_misses(left, lambda entry_id: not half(entry_id), _NEAR_MISSES, seed=2))
    _fires("near misses that fire", near)
    spoilt = bench.ask(perturbed.perturbed(left, cluster_of, learn=False, many=_EACH_WAY))
    _found("spoilt names", spoilt)
    _spoilt_pairs(bench, _some(spoilt, _PEER_PAIRS), peers=not wanted.no_peers)
    print("single words at 1 % of wrong pairs")
    single_words.report()
    print("beside the name")
    travellers.report(bench.index, left, questions)
    print("of the best hits, by score, right are")
    for tenth, cell in ordering.precision([right, clean]):
        print(f"  {tenth} {cell}")
    _pairs(peers=not wanted.no_peers)
    if wanted.errors:
        by_id = {entry.entry_id: entry for entry in left}
        told = worst.misses(right, rows, by_id) + worst.misses(spoilt, rows, by_id)
        for answers in (clean, cultures, near):
            told += worst.false_hits(answers, bench.texts_of(answers))
        wanted.errors.write_text("\n".join(told) + "\n", "utf-8")
    if not wanted.no_peers:
        _beside(bench, right, clean)
    _organisations(entries, peers=not wanted.no_peers)


def _recall(title: str, right: Answers, clean: Answers, columns: Sequence[str]) -> None:
    """The share found at each rate of false hits, at the shipped threshold, and among the candidates at all."""
    stopped = clean.best(clean.scores)
    points = [(f"at FPR {rate:.1%}", float(np.quantile(stopped, 1 - rate))) for rate in _RATES]
    best, mine = right.best(right.scores, right=True), right.columns()
    for name, threshold in [*points, (f"at the shipped threshold {THRESHOLD}", THRESHOLD), ("the ceiling", _ALL)]:
        print(f"{title}: acordo {name}")
        for column in columns:
            print(f"  {column:9} {Cell.of(best[mine == column] >= threshold)}")


def _fires(title: str, answers: Answers) -> None:
    best, columns = answers.best(answers.scores), answers.columns()
    print(f"{title}, at the shipped threshold: {Cell.of(best >= THRESHOLD)}")
    for column in dict.fromkeys(columns.tolist()):
        print(f"  {column:22} {Cell.of(best[columns == column] >= THRESHOLD)}")


def _found(title: str, answers: Answers) -> None:
    best, columns = answers.best(answers.scores, right=True), answers.columns()
    print(f"{title}, found at the shipped threshold (among the candidates)")
    for column in dict.fromkeys(columns.tolist()):
        mine = best[columns == column]
        print(f"  {column:12} {Cell.of(mine >= THRESHOLD)} ({Cell.of(mine > _ALL).share:.3f})")


def _spoilt_pairs(bench: Bench, spoilt: Answers, *, peers: bool) -> None:
    """The spoilt name beside the names of its own person, each at its shipped threshold, as a pair."""
    names: dict[int, list[list[str]]] = {}
    for entry in bench.left:
        if entry.entry_id in bench.cluster_of and entry.names:
            names.setdefault(bench.cluster_of[entry.entry_id], []).append([name.text for name in entry.names])
    told: dict[str, list[bool]] = {}
    for question in spoilt.questions:
        mine = dict.fromkeys(text for some in names[question.cluster] for text in some)
        told.setdefault(question.column, []).append(any(compare(question.text, text).match for text in mine))
    theirs: dict[str, list[bool]] = {}
    if peers and not beside.absent():
        lines = [json.dumps(["Person", question.text, names[question.cluster]]) for question in spoilt.questions]
        for question, scores in zip(spoilt.questions, beside.scored(lines), strict=True):
            theirs.setdefault(question.column, []).append(max(scores) >= beside.ITS_THRESHOLD)
    print(f"spoilt names as pairs: acordo; {beside.LOGIC_V2} at {beside.ITS_THRESHOLD}")
    for column, flags in told.items():
        print(f"  {column:12} {Cell.of(flags)}; {Cell.of(theirs.get(column, []))}")


def _some(answers: Answers, most: int) -> Answers:
    """At most ``most`` questions of each column, evenly from among them."""
    columns = answers.columns()
    kept: list[int] = []
    for column in dict.fromkeys(columns.tolist()):
        mine = np.flatnonzero(columns == column)
        kept += mine[np.linspace(0, len(mine) - 1, min(most, len(mine))).astype(int)].tolist()
    rows = np.concatenate([np.arange(answers.at[i], answers.at[i + 1]) for i in kept])
    at = np.concatenate([[0], np.cumsum([answers.at[i + 1] - answers.at[i] for i in kept])])
    some = replace(answers, questions=[answers.questions[i] for i in kept], at=at)
    return replace(
        some,
        features=answers.features[rows],
        scores=answers.scores[rows],
        right=answers.right[rows],
        names=answers.names[rows],
    )


def _beside(bench: Bench, right: Answers, clean: Answers, schema: str = "Person") -> None:
    """The peers on a draw of the same questions and innocents; ours on exactly that draw as well."""
    if beside.absent():
        print("peer absent: nomenklatura logic-v2 (make peers)")
    each = _PEER_INNOCENTS // len(set(clean.columns().tolist()))
    some, calm = _some(right, _PEER_QUESTIONS), _some(clean, each)
    columns = list(dict.fromkeys(some.columns().tolist()))
    ours = beside.Best(calm.best(calm.scores).tolist(), some.best(some.scores, right=True).tolist())
    people = [replace(entry, names=entry.names if _fits(entry, schema) else ()) for entry in bench.left]
    found = beside.ask_peers(people, some, bench.entries_of(some), bench.cluster_of, schema)
    calmed = beside.ask_peers(people, calm, bench.entries_of(calm), bench.cluster_of, schema)
    found["acordo, the same draw"], calmed["acordo, the same draw"] = ours, ours
    for peer, best in found.items():
        for rate in _RATES:
            threshold = float(np.quantile(calmed[peer].any, 1 - rate))
            cells = beside.recall_at(best, some.columns().tolist(), threshold)
            print(f"{peer} at FPR {rate:.1%} of {len(calm.questions)} innocents")
            for column in columns:
                print(f"  {column:9} {cells[column]}")
        if peer == beside.LOGIC_V2:
            print(f"{peer} at its own {beside.ITS_THRESHOLD}: innocents stopped")
            print(f"  {Cell.of(score >= beside.ITS_THRESHOLD for score in calmed[peer].any)}")


def _fits(entry: Listed, schema: str) -> bool:
    return (entry.kind is Kind.PERSON) is (schema == "Person")


def _organisations(entries: list[Listed], *, peers: bool) -> None:
    left, questions, cluster_of = organisations.questions(entries)
    bench = Bench(entries, left, cluster_of, Index.build(left))
    right = bench.ask(questions, Kind.COMPANY)
    clean = bench.ask(
        persons.innocents(entries, learn=False, many=_FIRMS)[:_FIRMS] + organisations.firms(entries, _FIRMS),
        Kind.COMPANY,
    )
    _recall("organisations", right, clean, ("latin", "other"))
    _fires("organisations, false hits", clean)
    another = right.best(right.scores, right=False)
    print(f"organisations that find another one too: {Cell.of(another >= THRESHOLD)}")
    if peers:
        _beside(bench, right, clean, "Organization")


def _pairs(*, peers: bool = True) -> None:
    """F1 of ``compare`` at the shipped threshold over hand-labelled pairs."""
    counted: dict[str, Counter[str]] = {"all": Counter(), "person": Counter(), "other": Counter()}
    with (DATA / "names/labelled-pairs.csv").open(encoding="utf-8") as text:
        rows = list(csv.DictReader(text))
    for row in rows:
        told = compare(row["name1"], row["name2"], _KINDS.get(row["schema"])).match
        _count(counted, row, told=told)
    _f1("acordo", counted)
    if not beside.absent() and peers:
        theirs: dict[str, Counter[str]] = {group: Counter() for group in counted}
        lines = [json.dumps([row["schema"], row["name1"], [[row["name2"]]]]) for row in rows]
        for row, scores in zip(rows, beside.scored(lines), strict=True):
            _count(theirs, row, told=scores[0] >= beside.ITS_THRESHOLD)
        _f1(f"{beside.LOGIC_V2} at {beside.ITS_THRESHOLD}", theirs)


def _count(counted: dict[str, Counter[str]], row: dict[str, str], *, told: bool) -> None:
    for group in ("all", "person" if row["schema"] == "Person" else "other"):
        counted[group][f"{told}{row['is_match'] == 'true'}"] += 1


def _f1(title: str, counted: dict[str, Counter[str]]) -> None:
    for group, cells in counted.items():
        right = 2 * cells["TrueTrue"]
        f1 = right / (right + cells["TrueFalse"] + cells["FalseTrue"])
        print(f"labelled pairs, {group}: {title} F1 {f1:.3f} of {sum(cells.values())}")


if __name__ == "__main__":
    main()
