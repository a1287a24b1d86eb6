"""Who is one person over the lists, which name of each is hidden, and who is innocent.

* A **cluster** is every entry of one person: entries that share a whole name and no contradicting birth year, or that
  the publisher itself ties together. ``clusters.tsv`` holds them by entry id, so that the unit never moves.
* Half of the clusters are learnt from, half are reported; so are the innocents. The Mozambican gazette is only
  reported.
"""

from __future__ import annotations

import csv
import random
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from acordo.errors import AcordoError
from acordo.facts import Kind, Property
from acordo.names import Name, Script, analyse
from benchmarks.learn_words import half, travellers, wikipedia
from benchmarks.namesakes import Namesakes
from benchmarks.sources import DATA, HERE, lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from acordo.matching import Listed, ListedName

CLUSTERS = HERE / "clusters.tsv"
COLUMNS = ("latin", "cyrillic", "arabic", "low", "typo")


@dataclass(frozen=True, slots=True)
class Question:
    """A name asked: of whom (cluster; -1 innocent), in which column or culture."""

    text: str
    cluster: int
    column: str


def key(text: str) -> tuple[str, ...]:
    """A name whatever its order."""
    try:
        return tuple(sorted(token.letters for token in analyse(text).tokens))
    except AcordoError:
        return ()


def make_clusters(entries: Sequence[Listed]) -> list[list[str]]:
    """Tie the entries of one person together."""
    parent = list(range(len(entries)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    holders = _holders(entries)
    for words, alike in holders.items():
        for other in alike[1:]:
            if words[0] == "un" or _years_meet(entries[alike[0]], entries[other]):
                parent[root(other)] = root(alike[0])
    groups: dict[int, list[str]] = defaultdict(list)
    for i, entry in enumerate(entries):
        if entry.kind is Kind.PERSON:
            groups[root(i)].append(entry.entry_id)
    return sorted(groups.values())


def _holders(entries: Sequence[Listed]) -> dict[tuple[str, ...], list[int]]:
    """Who bears each whole name, and who bears each of the UN's references."""
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i, entry in enumerate(entries):
        if entry.kind is not Kind.PERSON:
            continue
        united = entry.entry_id.partition("+")[2] if entry.entry_id.startswith("eu/") else entry.entry_id[3:]
        if united and not entry.entry_id.startswith("ofac/"):
            holders["un", united].append(i)
        for name in entry.names:
            words = key(name.text)
            if len(words) > 1 and name.property is not Property.LOW_ALIAS:
                holders[words].append(i)
    return holders


def _years_meet(one: Listed, other: Listed) -> bool:
    years, others = ({born.year for born in entry.born} for entry in (one, other))
    return not years or not others or any(abs(a - b) <= 2 for a in years for b in others)


def clusters() -> list[list[str]]:
    """The clusters as kept with the benchmark."""
    return [line.split("\t") for line in lines(CLUSTERS) if not line.startswith("#")]


def learnt_from(cluster: Sequence[str]) -> bool:
    """The cluster is in the half that is learnt from."""
    return half(cluster[0])


def hide(entries: Sequence[Listed], seed: int = 20) -> tuple[list[Listed], list[Question], dict[str, int]]:
    """Hide one name (or one script) in each cluster and ask it; make typos where nothing can be hidden.

    Returns:
        The entries without what was hidden, the questions, and the cluster of each entry.
    """
    draw = random.Random(seed)
    by_id = {entry.entry_id: entry for entry in entries}
    of: dict[str, int] = {}
    questions: list[Question] = []
    for number, cluster in enumerate(clusters()):
        of.update(dict.fromkeys(cluster, number))
        names = [name for entry_id in cluster for name in by_id[entry_id].names]
        column, hidden, asked = _choose(names, draw)
        if not asked:
            continue
        questions.append(Question(asked, number, column))
        for entry_id in cluster:
            kept = tuple(name for name in by_id[entry_id].names if key(name.text) not in hidden)
            by_id[entry_id] = replace(by_id[entry_id], names=kept)
    return list(by_id.values()), questions, of


def _choose(names: list[ListedName], draw: random.Random) -> tuple[str, set[tuple[str, ...]], str]:
    read: dict[tuple[str, ...], tuple[str, Name, Property]] = {}
    for name in names:
        words = key(name.text)
        if words and words not in read:
            read[words] = (name.text, analyse(name.text), name.property)
    by_script: dict[str, list[tuple[str, ...]]] = {"latin": [], "cyrillic": [], "arabic": [], "low": []}
    for words, (_, known, property_) in read.items():
        if property_ is Property.LOW_ALIAS:
            by_script["low"].append(words)
        elif known.scripts == {Script.LATIN} and len(words) > 1 and property_ is not Property.PRIMARY_NAME:
            by_script["latin"].append(words)
        elif Script.CYRILLIC in known.scripts:
            by_script["cyrillic"].append(words)
        elif Script.ARABIC in known.scripts:
            by_script["arabic"].append(words)
    left = any(name.scripts == {Script.LATIN} and p is not Property.LOW_ALIAS for _, name, p in read.values())
    weights = {"latin": 1.0, "cyrillic": 0.5, "arabic": 4.0, "low": 1.0}
    choices = [
        (c, weights[c])
        for c, held in by_script.items()
        if held and left and len(read) > len(held) * (c not in {"latin", "low"})
    ]
    choices = [(c, w) for c, w in choices if len(read) > 1] + [("typo", 0.6)]
    column = draw.choices([c for c, _ in choices], [w for _, w in choices])[0]
    if column == "typo":
        plain = [
            text
            for text, name, p in read.values()
            if p is Property.PRIMARY_NAME and name.scripts == {Script.LATIN} and len(name.tokens) > 1
        ]
        return column, set(), misspelt(draw.choice(plain), draw) if plain else ""
    asked = draw.choice(by_script[column])
    hidden = set(by_script[column]) if column in {"cyrillic", "arabic"} else {asked}
    return column, hidden, read[asked][0]


def misspelt(text: str, draw: random.Random) -> str:
    """A name with one slip of the pen or of the form."""
    words = [token.text for token in analyse(text).tokens]
    place = max(range(len(words)), key=lambda i: (min(len(words[i]), 6), draw.random()))
    word = words[place]
    at = draw.randrange(1, len(word) - 1) if len(word) > 2 else 0
    slip = draw.choice(["swap", "vowel", "double", "drop", "drop_word", "order", "initial", "join"])
    vowels = [i for i, letter in enumerate(word) if letter.lower() in "aeiou"]
    if slip == "swap" and len(word) > 3:
        words[place] = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    elif slip == "vowel" and vowels:
        i = draw.choice(vowels)
        words[place] = word[:i] + draw.choice([v for v in "aeiou" if v != word[i].lower()]) + word[i + 1 :]
    elif slip == "double":
        words[place] = word[:at] + word[at] + word[at:]
    elif slip == "drop_word" and len(words) > 2:
        del words[draw.randrange(len(words))]
    elif slip == "order":
        words = words[1:] + words[:1]
    elif slip == "initial" and len(words) > 2:
        words[0] = words[0][0] + "."
    elif slip == "join" and len(words) > 1:
        words[:2] = [words[0] + words[1].lower()]
    else:
        words[place] = word[:at] + word[at + 1 :]
    return " ".join(words)


def innocents(entries: Sequence[Listed], *, learn: bool, many: int, seed: int = 7) -> list[Question]:
    """People of many cultures who are on no list by their whole name, nor perhaps by another spelling of it."""
    namesakes = Namesakes(entries)
    listed = {key(name.text) for entry in entries for name in entry.names}
    draw = random.Random(seed)
    drawn: list[Question] = []
    nations = dict(line.split("\t")[:2] for line in lines(DATA / "names/wikipedia-people.tsv.gz"))
    for column, source in (("traveller", travellers), ("wikipedia", wikipedia)):
        pool = list(source(lambda text: half(text) is learn))
        names = [
            name
            for name in draw.sample(pool, min(len(pool), many))
            if len(words := key(name)) > 1
            and words not in listed
            and not (column == "wikipedia" and namesakes.holds(name, nations[name]))
        ]
        drawn += [Question(name, -1, column) for name in names[: int(many * 0.45)]]
    if not learn:
        with (DATA / "names/mozambique-gazette.csv").open(encoding="utf-8") as text:
            names = [row["name"] for row in csv.DictReader(text) if (words := key(row["name"])) and words not in listed]
        drawn += [Question(name, -1, "mozambique") for name in draw.sample(names, min(len(names), many // 10))]
    return drawn
