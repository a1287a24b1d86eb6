"""Local spellings: the must-hit pairs of ``tests/matching/spellings.tsv`` beside the plain peers and logic-v2.

Each pair of words is asked together with the next one of its language and group. The second forms are the list, 2,000
names of the Mozambican gazette (its open half) are the innocents; the thresholds of the peers are set so that a given
share of these has any hit. Groups: names of the table by a hash of the name (the rules were made looking at *made from*
only), and pairs by orthography alone, which stand in no table. ``without the table`` takes the rows away, so that only
rules and letters remain: that is what a name does which nobody wrote down.

``python -m benchmarks.local [--no-peers]``
"""

from __future__ import annotations

import csv
import hashlib
import json
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from acordo.facts import Kind, Property
from acordo.matching import THRESHOLD, Index, Listed, ListedName, Query, classes, compare
from acordo.matching.letter_costs import table_rows
from acordo.names import analyse
from benchmarks.cells import Cell
from benchmarks.learn_words import words_of
from benchmarks.peers import beside
from benchmarks.peers.plain import Grams, TokenSort, portions
from benchmarks.sources import DATA, HERE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_CASES = HERE.parent / "tests/matching/spellings.tsv"
_RATES = (0.005, 0.01)
_PEER_INNOCENTS, _WIDE = 200, 25
MADE_FROM, REPORTED, ORTHOGRAPHY, FULL = "made from", "reported", "orthography", "full names"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two writings of one name, of a group."""

    one: str
    other: str
    group: str


def pairs() -> list[Pair]:
    """Full names, and single words two and two within their language and group."""
    named = {analyse(row[0]).tokens[0].letters: row[1] for row in table_rows("spellings.tsv")}
    rows = [line.split("\t") for line in _CASES.read_text("utf-8").splitlines() if not line.startswith("#")]
    held: dict[tuple[str, str], list[list[str]]] = {}
    found: list[Pair] = []
    for row in rows:
        if row[3] != "hit":
            continue
        if " " in row[0]:
            found.append(Pair(row[0], row[1], FULL))
        else:
            held.setdefault((row[2], _group(named.get(analyse(row[0]).tokens[0].letters))), []).append(row)
    for (_, group), words in held.items():
        for here, there in zip(words, [*words[1:], *words[:1]], strict=True):
            if here is not there:
                found.append(Pair(f"{here[0]} {there[0]}", f"{here[1]} {there[1]}", group))
    return found


def _group(name: str | None) -> str:
    if name is None:
        return ORTHOGRAPHY
    return MADE_FROM if hashlib.sha256(name.encode()).digest()[0] < 128 else REPORTED


def innocents() -> list[str]:
    """The names of the gazette; counted, never shown."""
    with (DATA / "names/mozambique-gazette.csv").open(encoding="utf-8") as text:
        return [name for name in dict.fromkeys(row["name"] for row in csv.DictReader(text)) if words_of(name)]


@contextmanager
def without_the_table() -> Iterator[None]:
    """Only rules and letters: no row of ``spellings.tsv`` counts."""
    kept = classes.rows, classes._plain_rows  # noqa: SLF001 - the benchmark looks behind the door on purpose
    classes.rows = classes._plain_rows = dict  # type: ignore[assignment]  # noqa: SLF001
    classes.class_of.cache_clear()
    try:
        yield
    finally:
        classes.rows, classes._plain_rows = kept  # noqa: SLF001
        classes.class_of.cache_clear()


def ours(asked: Sequence[Pair], clean: Sequence[str]) -> tuple[list[float], list[float]]:
    """The score of each pair, and the best score of each innocent."""
    index = Index.build(
        Listed(f"made/{i:04}", Kind.PERSON, (ListedName(pair.other, Property.PRIMARY_NAME),))
        for i, pair in enumerate(asked)
    )
    right = [compare(pair.one, pair.other).score for pair in asked]
    told = index.screen_many([Query((name,)) for name in clean], threshold=0.0, limit=1)
    return right, [max((hit.score for hit in hits), default=0.0) for hits in told]


def plain_peer(
    kind: type[TokenSort | Grams], asked: Sequence[Pair], clean: Sequence[str]
) -> tuple[list[float], list[float]]:
    """The same of a plain peer."""
    peer = kind([pair.other for pair in asked])
    rows = [row for portion in portions([pair.one for pair in asked]) for row in peer.scores(portion)]
    best = [float(row.max()) for portion in portions(list(clean)) for row in peer.scores(portion)]
    return [float(row[i]) for i, row in enumerate(rows)], best


def logic_v2(asked: Sequence[Pair], clean: Sequence[str]) -> tuple[list[float], list[float]]:
    """The same of logic-v2: each pair, and each innocent against what token sort puts first."""
    lines = [json.dumps(["Person", pair.one, [[pair.other]]]) for pair in asked]
    peer = TokenSort([pair.other for pair in asked])
    for portion in portions(list(clean)):
        for name, row in zip(portion, peer.scores(portion), strict=True):
            wide = np.argpartition(-row, _WIDE)[:_WIDE].tolist()
            lines.append(json.dumps(["Person", name, [[asked[i].other] for i in wide]]))
    scores = [max(some) for some in beside.scored(lines)]
    return scores[: len(asked)], scores[len(asked) :]


def _tell(title: str, asked: Sequence[Pair], right: Sequence[float], clean: Sequence[float], shipped: float) -> None:
    points = [(f"at FPR {rate:.1%}", float(np.quantile(clean, 1 - rate))) for rate in _RATES]
    for point, threshold in [*points, (f"at {shipped}", shipped)]:
        fires = Cell.of(score >= threshold for score in clean)
        told = "; ".join(
            f"{group} {Cell.of(s >= threshold for s, pair in zip(right, asked, strict=True) if pair.group == group)}"
            for group in (MADE_FROM, REPORTED, ORTHOGRAPHY, FULL)
        )
        print(f"  {title:28} {point:12} {told}; innocents {fires}")


def report(*, peers: bool = True) -> None:
    """Print every method beside every other."""
    asked, clean = pairs(), innocents()
    _tell("acordo", asked, *ours(asked, clean), THRESHOLD)
    with without_the_table():
        _tell("acordo without the table", asked, *ours(asked, clean), THRESHOLD)
    for kind in (TokenSort, Grams):
        _tell(kind.title, asked, *plain_peer(kind, asked, clean), 85.0 if kind is TokenSort else 0.8)
    if not peers or beside.absent():
        print("  logic-v2: peer absent")
        return
    _tell(beside.LOGIC_V2, asked, *logic_v2(asked, clean[:_PEER_INNOCENTS]), beside.ITS_THRESHOLD)


if __name__ == "__main__":
    report(peers="--no-peers" not in sys.argv)
