"""A slip of the pen in the main table: one row bears the number of another entry.

It is mended only where the other tables prove it: exactly one number is used twice, exactly one number of the tables
beside it has no row, and of the two rows exactly one stands out of the order in which the publisher numbers while the
missing number fits its place. Anything less stays what it is, two entries under one reference.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


@dataclass(frozen=True, slots=True)
class Slip:
    """The row at ``place`` (from 0) bears another entry's number where ``meant`` is."""

    place: int
    meant: str


def miswritten(numbers: Sequence[str], beside: Collection[str]) -> Slip | None:
    """The slip in the numbers of the main table, in the order of its rows, given those of the tables beside it."""
    twice = [number for number, count in Counter(numbers).items() if count > 1]
    orphans = sorted(set(beside) - set(numbers))
    if len(twice) != 1 or len(orphans) != 1 or numbers.count(twice[0]) > 2:
        return None
    meant = orphans[0]
    places = [place for place, number in enumerate(numbers) if number == twice[0]]
    out_of_order = [place for place in places if not _fits(numbers, place, twice[0])]
    if len(out_of_order) == 1 and _fits(numbers, out_of_order[0], meant):
        return Slip(out_of_order[0], meant)
    return None


def _fits(numbers: Sequence[str], place: int, number: str) -> bool:
    """A number stands between those of the rows before and after it."""
    around = [*numbers[max(place - 1, 0) : place], number, *numbers[place + 1 : place + 2]]
    if not all(one.isascii() and one.isdigit() for one in around):
        return False
    values = [int(one) for one in around]
    return values == sorted(set(values))
