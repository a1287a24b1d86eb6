"""Tables in which several rows make one entry: what each of them repeats is read and stated once.

Rows that contradict each other are all kept, since nobody says which is right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from acordo.facts import Statement
    from acordo.lists.rows import RowTaker


class Repeats:
    """What the rows of one entry have said so far."""

    def __init__(self) -> None:
        self._told: set[tuple[str, ...]] = set()

    def new(self, row: RowTaker, *headings: str, lines: bool = False) -> tuple[str, ...]:
        """Take the cells under these headings, with their line breaks if ``lines``.

        None come where all are empty, or where another row of the entry has said the same.
        """
        cells = tuple(row.lines(one) if lines else row.text(one) for one in headings)
        told = (headings[0], *cells)
        if not any(cells) or told in self._told:
            return ()
        self._told.add(told)
        return cells


def once(statements: Iterable[Statement]) -> list[Statement]:
    """Each statement of one entry once, as it was said first."""
    found: dict[tuple[str, str, str], Statement] = {}
    for one in statements:
        found.setdefault((one.property, one.value, one.language), one)
    return list(found.values())
