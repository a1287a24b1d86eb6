"""A portion of a file is asked: by this process, or in pieces by several; the answers are the same.

What is done here needs no register, so that a process without one can do it. Rows without hits are only counted: there
are many of them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from acordo.screening.tables import BadRow, Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from acordo.engines.here import Here
    from acordo.engines.search import Search
    from acordo.matching import Hit
    from acordo.screening.tables import Fields, QueryReader

PIECE = 1_000
"""Rows that a process is given at once."""
MANY = 4 * PIECE
"""A portion of fewer rows is asked by this process alone: to start others takes longer."""
ALONE = 20_000
"""So are this many first rows of a file: what the others cost to start is earned only by a long one."""

Rows = list[tuple[int, "Fields"]]


@dataclass(frozen=True, slots=True)
class Answered:
    """What some rows gave: how many names they asked, the rows that have hits, and those that cannot be asked."""

    names: int
    met: list[tuple[Row, list[Hit]]]
    refused: list[BadRow]


@dataclass(frozen=True, slots=True)
class Asking:
    """What is done with rows: they are read, and asked in ``threads`` of this process, all cores where None."""

    reader: QueryReader
    search: Search
    threshold: float
    limit: int
    threads: int | None = None

    def __call__(self, rows: Sequence[tuple[int, Fields]]) -> Answered:
        """Read these rows and ask them."""
        read = [self.reader.read(number, fields) for number, fields in rows]
        asked = [row for row in read if isinstance(row, Row)]
        found = self.search.hits([row.query for row in asked], self.threshold, self.limit, threads=self.threads)
        return Answered(
            sum(len(row.query.names) for row in asked),
            [(row, hits) for row, hits in zip(asked, found, strict=True) if hits],
            [row for row in read if isinstance(row, BadRow)],
        )


def asked(rows: Rows, asking: Asking, here: Here) -> Answered:
    """Ask a portion. The processes are started beside the first large one after ``ALONE``, and do those after it."""
    if not here.started:
        if len(rows) >= MANY and rows[-1][0] > ALONE:
            here.start()
        return asking(rows)
    pieces = [rows[start : start + PIECE] for start in range(0, len(rows), PIECE)]
    return _together(here.answers(replace(asking, threads=1), pieces))


def _together(parts: Iterable[Answered]) -> Answered:
    whole = Answered(0, [], [])
    for part in parts:
        whole = Answered(whole.names + part.names, whole.met + part.met, whole.refused + part.refused)
    return whole
