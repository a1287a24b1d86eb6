"""Learn how common each single word of a name is, among innocents and among the listed."""

from __future__ import annotations

import csv
import hashlib
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from acordo.errors import AcordoError
from acordo.names import analyse
from benchmarks.learn_letters import single_names
from benchmarks.nationalities import culture
from benchmarks.sources import DATA, lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

KEPT = 48_000
"""Words that are shipped: the most frequent."""
APART = 1.5
"""A culture's own share of a word is shipped where it is this many times the share among all."""


def half(text: str) -> bool:
    """True for the half of the people that is learnt from; what is reported is measured on the other half."""
    return hashlib.sha256(text.encode()).digest()[0] < 128


def words_of(text: str) -> set[str]:
    """The letters of each word of a name, the Arabic article taken off."""
    try:
        return {bare(token.letters) for token in analyse(text).tokens}
    except AcordoError:
        return set()


def bare(letters: str) -> str:
    """An Arabic word without its article."""
    return letters[2:] if letters.startswith("ال") and len(letters) > 4 else letters


def counted(names: Iterable[str]) -> tuple[Counter[str], int]:
    """How many names hold each word, and how many names there are."""
    counts: Counter[str] = Counter()
    total = 0
    for name in names:
        counts.update(words_of(name))
        total += 1
    return counts, total


def wikipedia(keep: Callable[[str], bool]) -> Iterable[str]:
    """Full names of people with an article."""
    return (line.split("\t")[0] for line in lines(DATA / "names/wikipedia-people.tsv.gz") if keep(line))


def travellers(keep: Callable[[str], bool]) -> Iterable[str]:
    """Invented travellers of many cultures."""
    with (DATA / "names/synthetic-travellers.csv").open(encoding="utf-8") as text:
        return [row["full_name"] for row in csv.DictReader(text) if keep(row["full_name"])]


def shares(listed: Iterable[str], organisations: Iterable[str]) -> dict[str, float]:
    """The share of people who bear each word: 0.85 innocents, 0.15 the listed half that is learnt from.

    The words of organisations are added with a weight of their own, so that *company* and *trading* say little.
    """
    mixture: defaultdict[str, float] = defaultdict(float)
    for weight, (counts, total) in (
        (0.50, counted(wikipedia(half))),
        (0.25, counted(travellers(half))),
        (0.15, counted(listed)),
        (0.15, counted(organisations)),
    ):
        for word, count in counts.items():
            if count > 1:
                mixture[word] += weight * count / total
    with (DATA / "names/portugal-given-2017.csv").open(encoding="utf-8") as text:
        given = [(row["nome"], int(row["numero"])) for row in csv.DictReader(text)]
    _add(mixture, 0.05, given)
    census = [line.split(",")[:3] for line in lines(DATA / "names/us-census-surnames-2020.csv.gz")][1:]
    _add(mixture, 0.05, [(name, int(count)) for name, _, count in census if count.isdigit() and int(count) > 300])
    for script in ("arabic", "russian"):
        path = DATA / f"names/transliteration/{script}-train.tsv.gz"
        natives: Counter[str] = Counter()
        for _, native, count in single_names(path):
            natives[native] += count
        _add(mixture, 0.05, [(native, count) for native, count in natives.items() if count > 2])
    kept = sorted(mixture.items(), key=lambda pair: (-pair[1], pair[0]))[:KEPT]
    return {word: share for word, share in kept if word}


def cultures(overall: Mapping[str, float]) -> dict[str, dict[str, float]]:
    """For each word that a culture uses at least ``APART`` times as often as people at large: its share there.

    Of each culture half its count comes from Wikipedia, half from invented travellers, where it has both.
    """
    told: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for found, sources in sorted(_names_of_cultures().items()):
        share: defaultdict[str, float] = defaultdict(float)
        for counts, total in (counted(names) for names in sources.values()):
            for word, count in counts.items():
                if count > 1:
                    share[word] += count / total / len(sources)
        for word, value in share.items():
            if word in overall and value >= APART * overall[word]:
                told[word][found] = value
    return told


def _names_of_cultures() -> dict[str, dict[str, list[str]]]:
    """Culture, then source, then names of the half that is learnt from."""
    names: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for line in lines(DATA / "names/wikipedia-people.tsv.gz"):
        name, _, nation = line.partition("\t")
        if (found := culture(nation)) and half(line):
            names[found]["wikipedia"].append(name)
    with (DATA / "names/synthetic-travellers.csv").open(encoding="utf-8") as text:
        for row in csv.DictReader(text):
            if (found := culture(row["nationality"])) and half(row["full_name"]):
                names[found]["travellers"].append(row["full_name"])
    return {found: dict(sources) for found, sources in names.items()}


def _add(mixture: defaultdict[str, float], weight: float, counts: list[tuple[str, int]]) -> None:
    total = sum(count for _, count in counts)
    for name, count in counts:
        for word in words_of(name):
            mixture[word] += weight * count / total
