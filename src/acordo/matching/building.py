"""Entries become an index: names are read, words numbered, keys made.

Entries are taken in the order of their ids, so that the same entries give the same index. A name that cannot be read
is left out; its entry stays, found by its other names or by none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from acordo.facts import NAME_PROPERTIES, Kind, Property
from acordo.matching import policy
from acordo.matching.candidates import NameArrays, Postings
from acordo.matching.compiling import compiled, flags_of, numbered, offsets_of
from acordo.matching.frequencies import smoothed_information
from acordo.matching.held import KINDS, Held, Texts, beside_text
from acordo.matching.units import Units, units_of
from acordo.matching.words import Words
from acordo.names import UnreadableName, analyse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from acordo.matching.model import Listed

_ORGANISATIONS = {Kind.GROUP, Kind.COMPANY, Kind.VESSEL, Kind.AIRCRAFT}


def build(listed: Iterable[Listed]) -> Held:
    """Make everything an index holds."""
    entries = sorted(listed, key=lambda entry: entry.entry_id)
    units: list[Units] = []
    flags: list[int] = []
    rows: list[tuple[int, int, int, str]] = []
    for number, entry in enumerate(entries):
        for given in dict.fromkeys(entry.names):
            try:
                name = analyse(given.text)
            except UnreadableName:
                continue
            units.append(units_of(name, listed=True))
            weak, organisation = given.property is Property.LOW_ALIAS, entry.kind in _ORGANISATIONS
            flags.append(flags_of(name, weak=weak, organisation=organisation))
            rows.append((number, NAME_PROPERTIES.index(given.property), given.marking, given.text))
    base_count = len(numbered(units, composite=False))
    words = numbered(units, composite=True)
    said = smoothed_information(words[:base_count])
    says = np.full(len(words), policy.MOST_INFORMATION, np.float32)
    says[:base_count] = said[0]
    number_of = {word: i for i, word in enumerate(words)}
    names = compiled(units, flags, number_of, said)
    return Held(
        Words.of(words, base_count),
        names,
        postings_of(names, len(words), says),
        totals_of(names),
        np.array([row[0] for row in rows], np.int32),
        np.array([row[1] for row in rows], np.uint8),
        np.array([row[2] for row in rows], np.int64),
        np.array([KINDS.index(entry.kind) for entry in entries], np.uint8),
        Texts.of([row[3] for row in rows]),
        Texts.of([entry.entry_id for entry in entries]),
        Texts.of([beside_text(entry) for entry in entries]),
    )


def postings_of(names: NameArrays, words: int, says: NDArray[np.float32]) -> Postings:
    """Which names hold each word; ``says`` is what each word says, in nats."""
    holders = np.repeat(np.arange(len(names.unit_at) - 1, dtype=np.int32), np.diff(names.unit_at))
    pairs = np.unique(names.unit_word.astype(np.int64) << 32 | holders)
    word = pairs >> 32
    at = offsets_of(np.bincount(word, minlength=words).tolist())
    return Postings(at, (pairs & 0xFFFFFFFF).astype(np.int32), says)


def totals_of(names: NameArrays) -> NDArray[np.float32]:
    """What each name says in all, in nats."""
    sums = np.concatenate([[0.0], np.cumsum(names.base_information, dtype=np.float64)])
    totals: NDArray[np.float32] = (sums[names.base_at[1:]] - sums[names.base_at[:-1]]).astype(np.float32)
    return totals
