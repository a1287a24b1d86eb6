"""What birth date and nationality do: to false hits, and to recall (decision 42).

* Innocents are the invented travellers, with their birth date and nationality; the lists state theirs.
* A listed person is asked with the birth date and nationality that *another list* states for them, and only the other
  lists' entries count as found; or, where one list alone knows the person, with its own date distorted by
  ``DISTORTIONS``.
"""

from __future__ import annotations

import csv
import random
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from acordo.facts import Kind, PartialDate
from acordo.matching import THRESHOLD, Query
from benchmarks.cells import Cell
from benchmarks.learn_words import half
from benchmarks.nationalities import country
from benchmarks.persons import clusters, key
from benchmarks.sources import DATA

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from acordo.matching import Index, Listed
    from benchmarks.persons import Question

DISTORTIONS = (
    ("as stated", 0.70),
    ("year only", 0.10),
    ("1 January", 0.05),
    ("day and month swapped", 0.05),
    ("a year off", 0.05),
    ("three years off", 0.03),
    ("ten years off", 0.02),
)
"""How a birth date is known at a post, and how often: by hand, after the disagreements between the lists."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A query and the entries that answer it."""

    query: Query
    right: frozenset[str]
    column: str


def report(index: Index, left: Sequence[Listed], questions: Sequence[Question]) -> None:
    """Print false hits and recall, name only and with what stands beside it."""
    bare = travellers(left)
    print(f"  travellers stopped, name only: {_stopped(index, [_name_only(query) for query in bare])}")
    print(f"  … with birth date and nationality: {_stopped(index, bare)}")
    asked = people(left, questions)
    for column in ("another list's date", "distorted date"):
        mine = [one for one in asked if one.column == column]
        names = [replace(one, query=_name_only(one.query)) for one in mine]
        print(f"  recall, {column}: name only {_found(index, names)}; with date and nationality {_found(index, mine)}")


def travellers(entries: Sequence[Listed], *, learn: bool = False) -> list[Query]:
    """One half of the invented travellers whose whole name is on no list."""
    listed = {key(name.text) for entry in entries for name in entry.names}
    found = []
    with (DATA / "names/synthetic-travellers.csv").open(encoding="utf-8") as text:
        for row in csv.DictReader(text):
            words = key(row["full_name"])
            if half(row["full_name"]) is learn and len(words) > 1 and words not in listed:
                born = PartialDate.parse(row["date_of_birth"]) if row["date_of_birth"] else None
                nation = country(row["nationality"])
                found.append(Query((row["full_name"],), born=born, nationality=nation, kind=Kind.PERSON))
    return found


def people(entries: Sequence[Listed], questions: Iterable[Question], seed: int = 29) -> list[Asked]:
    """The questions whose person has a birth date on some list."""
    draw = random.Random(seed)
    by_id = {entry.entry_id: entry for entry in entries}
    rows = clusters()
    found = []
    for question in questions:
        cluster = rows[question.cluster]
        dated = [entry_id for entry_id in cluster if by_id[entry_id].born and by_id[entry_id].names]
        if not dated:
            continue
        source = by_id[draw.choice(dated)]
        others = frozenset(
            entry_id for entry_id in cluster if _list(entry_id) != _list(source.entry_id) and by_id[entry_id].names
        )
        born = draw.choice(source.born)
        column = "another list's date" if others else "distorted date"
        if not others:
            others, born = frozenset(cluster), _distorted(born, draw)
        nation = source.nationalities[0] if source.nationalities else None
        query = Query((question.text,), born=born, nationality=nation, kind=Kind.PERSON)
        found.append(Asked(query, others, column))
    return found


def _list(entry_id: str) -> str:
    return entry_id.partition("/")[0]


def _distorted(born: PartialDate, draw: random.Random) -> PartialDate:
    how = draw.choices([name for name, _ in DISTORTIONS], [share for _, share in DISTORTIONS])[0]
    off = draw.choice([-1, 1])
    shifts = {"a year off": off, "three years off": 3 * off, "ten years off": 10 * off}
    if how in shifts:
        return PartialDate(born.year + shifts[how], born.month, None if born.month == 2 else born.day)
    if how == "year only":
        return PartialDate(born.year)
    if how == "1 January":
        return PartialDate(born.year, 1, 1)
    if how == "day and month swapped" and born.month and born.day and born.day <= 12:
        return PartialDate(born.year, born.day, born.month)
    return born


def _name_only(query: Query) -> Query:
    return replace(query, born=None, nationality=None)


def _stopped(index: Index, queries: Sequence[Query]) -> Cell:
    return Cell.of(index.screen_many(queries, threshold=THRESHOLD, limit=1))


def _found(index: Index, asked: Sequence[Asked]) -> Cell:
    hits = index.screen_many([one.query for one in asked], limit=24)
    return Cell.of(any(hit.entry_id in one.right for hit in some) for one, some in zip(asked, hits, strict=True))
