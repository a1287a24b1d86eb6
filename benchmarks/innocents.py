"""Innocents of one culture at a time (decision 42): people by the fixed mapping of their nationality, the gazette."""

from __future__ import annotations

import csv
import random
from typing import TYPE_CHECKING

from benchmarks.learn_words import half
from benchmarks.namesakes import Namesakes
from benchmarks.nationalities import CULTURES, culture
from benchmarks.persons import Question, key
from benchmarks.sources import DATA, lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from acordo.matching import Listed

NAMESAKES = "perhaps listed:"


def by_culture(entries: Sequence[Listed], many: int, *, learn: bool = False, seed: int = 17) -> list[Question]:
    """``many`` people of each culture, as many invented travellers among them as there are, at most half.

    The column says the culture and whether the person is invented. People with an article who may be listed themselves
    (``namesakes``) stand in columns of their own. The Mozambican gazette is only reported.
    """
    namesakes = Namesakes(entries)
    listed = {key(name.text) for entry in entries for name in entry.names}
    draw = random.Random(seed)
    pools: dict[str, dict[str, list[str]]] = {one: {"travellers": [], "people": []} for one in CULTURES}
    nations: dict[str, str] = {}
    with (DATA / "names/synthetic-travellers.csv").open(encoding="utf-8") as text:
        for row in csv.DictReader(text):
            if (found := culture(row["nationality"])) in pools and half(row["full_name"]) is learn:
                pools[found]["travellers"].append(row["full_name"])
    for line in lines(DATA / "names/wikipedia-people.tsv.gz"):
        name, _, nation = line.partition("\t")
        if (found := culture(nation)) in pools and half(line) is learn:
            pools[found]["people"].append(name)
            nations[name] = nation
    asked: list[Question] = []
    for found, pool in pools.items():
        some = _clean(pool["travellers"], listed, draw)[: many // 2]
        asked += [Question(name, -1, f"{found}, invented") for name in some]
        people = _clean(draw.sample(pool["people"], min(len(pool["people"]), 2 * many)), listed, draw)
        people = people[: many - len(some)]
        apart = {name for name in people if namesakes.holds(name, nations[name])}
        asked += [Question(name, -1, f"{found}, Wikipedia") for name in people if name not in apart]
        asked += [Question(name, -1, f"{NAMESAKES} {found}") for name in people if name in apart]
    if not learn:
        with (DATA / "names/mozambique-gazette.csv").open(encoding="utf-8") as text:
            names = _clean(list(dict.fromkeys(row["name"] for row in csv.DictReader(text))), listed, draw)
        asked += [Question(name, -1, "gazette") for name in names[:many]]
    return asked


def _clean(names: list[str], listed: set[tuple[str, ...]], draw: random.Random) -> list[str]:
    draw.shuffle(names)
    return [name for name in names if len(words := key(name)) > 1 and words not in listed]
