"""Make the large inputs of the speed benchmarks from fixed seeds.

A register of 30,000 entries and 80,000 names, and a million names to ask. Every name is put together from words of
the public lists and of Wikipedia names.
"""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

from acordo.facts import Kind
from acordo.matching import Listed, ListedName, Query
from benchmarks import lists
from benchmarks.learn_words import wikipedia

if TYPE_CHECKING:
    from collections.abc import Iterator

ENTRIES, NAMES, ASKED = 30_000, 80_000, 1_000_000


def register(seed: int = 1) -> list[Listed]:
    """30,000 entries with 80,000 names: the three lists, and the same again with their words exchanged."""
    draw = random.Random(seed)
    real = lists.all_entries()
    words = [word for entry in real for name in entry.names for word in name.text.split()]
    entries = list(real)
    held = sum(len(entry.names) for entry in entries)
    number = 0
    while len(entries) < ENTRIES:
        model = draw.choice(real)
        room = NAMES - held - (ENTRIES - len(entries) - 1)
        names = tuple(
            ListedName(_exchanged(name.text, words, draw), name.property)
            for name in model.names[: max(1, min(room, 4))]
        )
        number += 1
        entries.append(replace(model, entry_id=f"made/{number:05d}", names=names))
        held += len(names)
    while held < NAMES:
        at = draw.randrange(len(real), len(entries))
        entry = entries[at]
        more = ListedName(_exchanged(entry.names[0].text, words, draw), entry.names[0].property)
        entries[at] = replace(entry, names=(*entry.names, more))
        held += 1
    return entries


def _exchanged(text: str, words: list[str], draw: random.Random) -> str:
    """The same number of words, each from anywhere in the lists."""
    made = " ".join(draw.choice(words) for _ in text.split())
    return made if any(letter.isalpha() for letter in made) else "Invented " + made


def asked(many: int = ASKED, seed: int = 2) -> Iterator[Query]:
    """Names of people, in an order of their own."""
    names = [name for name in wikipedia(lambda _: True) if any(letter.isalpha() for letter in name)]
    random.Random(seed).shuffle(names)
    for name in names[:many]:
        yield Query((name,), kind=Kind.PERSON)


if __name__ == "__main__":
    made = register()
    print(f"{len(made):,} entries, {sum(len(entry.names) for entry in made):,} names")
