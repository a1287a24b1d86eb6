"""What can be asked without the register: two indexes, the markings that may be used, the entries that are absent.

It can be handed to another process: an index that lies in a file goes as its path and is mapped there again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from acordo.matching import Hit, Index, Query


@dataclass(frozen=True, slots=True)
class Search:
    """The base and what changed since; ``absent`` counts as absent in the base, ``absent_since`` in the recent one."""

    base: Index
    recent: Index | None
    permitted: frozenset[int]
    absent: frozenset[str] = frozenset()
    absent_since: frozenset[str] = frozenset()

    def hits(
        self,
        queries: Sequence[Query],
        threshold: float,
        limit: int,
        *,
        gone: frozenset[str] = frozenset(),
        threads: int | None = None,
    ) -> list[list[Hit]]:
        """What both give together, best first; ``gone`` counts as absent in both."""
        if not queries:
            return []

        def within(index: Index, absent: frozenset[str]) -> list[list[Hit]]:
            absent = absent | gone if gone else absent
            if len(queries) == 1:  # in this thread, without those that many are given
                return [
                    index.screen(queries[0], threshold=threshold, limit=limit, permitted=self.permitted, without=absent)
                ]
            many = index.screen_many(
                queries,
                threshold=threshold,
                limit=limit,
                permitted=self.permitted,
                without=absent,
                threads=threads,
            )
            return list(many)

        found = within(self.base, self.absent)
        if self.recent is not None:
            recent = within(self.recent, self.absent_since)
            found = [sorted(a + b, key=_order)[:limit] for a, b in zip(found, recent, strict=True)]
        return found


def _order(hit: Hit) -> tuple[float, str]:
    return -hit.score, hit.entry_id
