"""One way to ask the index, for one name and for a million: mask, search base and difference, check live, explain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from acordo.facts import split_entry_id
from acordo.markings import UseKind
from acordo.register import index as register_index
from acordo.register import queries as register
from acordo.screening.words import HitView

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from acordo.journal.words import Actor
    from acordo.matching import Hit, Query
    from acordo.register.words import SourceView


@dataclass(frozen=True, slots=True)
class Asked:
    """What can be asked by one officer at one register number."""

    index: register_index.Current
    permitted: frozenset[int]
    sources: dict[str, SourceView]

    @property
    def searched(self) -> int:
        """How many entries are searched, of those the officer may see."""
        return sum(source.entries for source in self.sources.values())

    def hits(self, queries: Sequence[Query], threshold: float, limit: int) -> Iterator[list[Hit]]:
        """The hits of each query, best first; entries no longer listed at this moment are left out."""
        base = self.index.base.screen_many(
            queries, threshold=threshold, limit=limit, permitted=self.permitted, without=self.index.superseded
        )
        found = list(base)
        if self.index.recent is not None:
            recent = self.index.recent.screen_many(queries, threshold=threshold, limit=limit, permitted=self.permitted)
            found = [sorted(a + b, key=_order)[:limit] for a, b in zip(found, recent, strict=True)]
        listed = register_index.still_listed({hit.entry_id for hits in found for hit in hits})
        for hits in found:
            yield [hit for hit in hits if hit.entry_id in listed]

    def shown(self, hits: Sequence[Hit], titles: dict[str, str]) -> Iterator[HitView]:
        """Hits with whose entry they are, and of which issue date."""
        for hit in hits:
            source = self.sources[split_entry_id(hit.entry_id)[0]]
            yield HitView(
                entry_id=hit.entry_id,
                score=hit.score,
                matched_name=hit.matched_name,
                query_name=hit.query_name,
                property=hit.property,
                title=titles.get(hit.entry_id, hit.matched_name),
                source=source.name,
                source_title=source.title,
                publisher=source.publisher,
                issued=source.issued,
                findings=tuple(hit.findings),
            )


def asked_by(actor: Actor, compiling: Callable[[], None] = lambda: None) -> Asked:
    """What this officer can ask now."""
    return Asked(
        index=register_index.current(compiling),
        permitted=register.permitted_markings(actor, UseKind.SCREEN),
        sources={source.name: source for source in register.sources(actor)},
    )


def _order(hit: Hit) -> tuple[float, str]:
    return -hit.score, hit.entry_id
