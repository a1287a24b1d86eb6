"""One way to ask the index, for one name and for a million: mask, search base and difference, check live, explain."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from acordo.engines.search import Search
from acordo.facts import split_entry_id
from acordo.markings import UseKind
from acordo.register import index as register_index
from acordo.register import queries as register
from acordo.register import standing
from acordo.screening.words import HitView, SourceAsked

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from acordo.journal.words import Actor
    from acordo.matching import Hit, Index, Query
    from acordo.register.standing import Standing
    from acordo.register.words import SourceView


@dataclass(frozen=True, slots=True)
class Asked:
    """What can be asked by one officer at one register number; ``some`` says that not every source is asked."""

    at: Standing
    index: register_index.Current
    permitted: frozenset[int]
    sources: dict[str, SourceView]
    some: bool = False

    @property
    def searched(self) -> int:
        """How many entries are searched, of those the officer may see."""
        return sum(source.entries for source in self.sources.values())

    @property
    def sources_asked(self) -> tuple[SourceAsked, ...]:
        """The sources in force, as they stand."""
        return tuple(
            SourceAsked(
                name=source.name,
                title=source.title,
                edition=source.edition,
                issued=source.issued,
                checked_at=source.checked_at,
                freshness=source.freshness,
                entries=source.entries,
            )
            for source in self.sources.values()
            if source.edition
        )

    def among(self, names: Collection[str]) -> Asked:
        """The same, asked of these sources alone; entries of the others count as absent before anything is scored."""
        return replace(self, sources={name: self.sources[name] for name in self.sources if name in names}, some=True)

    def hits(self, queries: Sequence[Query], threshold: float, limit: int) -> list[list[Hit]]:
        """The hits of each query, best first; entries no longer listed at this moment are left out."""
        return self.checked(queries, self._found(queries, threshold, limit, frozenset()), threshold, limit)

    def checked(
        self, queries: Sequence[Query], found: list[list[Hit]], threshold: float, limit: int
    ) -> list[list[Hit]]:
        """What ``search`` found for these queries, less the entries that are no longer listed at this moment.

        Where one that is left out took the place of another below it, the query is asked again without it.
        """
        gone: frozenset[str] = frozenset()
        places = list(range(len(found)))
        while places:
            ids = {hit.entry_id for place in places for hit in found[place]}
            gone |= ids - register_index.still_listed(ids) if ids else ids
            full = [place for place in places if len(found[place]) == limit]
            for place in places:
                found[place] = [hit for hit in found[place] if hit.entry_id not in gone]
            places = [place for place in full if len(found[place]) < limit]
            again = self._found([queries[place] for place in places], threshold, limit, gone)
            for place, hits in zip(places, again, strict=True):
                found[place] = hits
        return found

    def _found(self, queries: Sequence[Query], threshold: float, limit: int, gone: frozenset[str]) -> list[list[Hit]]:
        """What base and difference give together, unchecked, with some entries counted as absent."""
        return self.search.hits(queries, threshold, limit, gone=gone) if queries else []

    @property
    def search(self) -> Search:
        """What is asked, without the register."""
        index = self.index
        old, new = _absent(index, frozenset(self.sources)) if self.some else (index.superseded, frozenset[str]())
        return Search(index.base, index.recent, self.permitted, old, new)

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
    """What this officer can ask now; cheap to ask again while neither the register nor the day moves."""
    at = standing.now()
    return Asked(
        at=at,
        index=register_index.current(compiling, at),
        permitted=register.permitted_markings(actor, UseKind.SCREEN, at),
        sources={source.name: source for source in register.sources(actor, at)},
    )


@lru_cache(maxsize=4)
def _absent(index: register_index.Current, names: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """What counts as absent in base and difference where only these sources are asked."""

    def elsewhere(one: Index | None) -> Iterator[str]:
        return (id_ for id_ in (one.entry_ids if one else ()) if split_entry_id(id_)[0] not in names)

    return index.superseded.union(elsewhere(index.base)), frozenset(elsewhere(index.recent))
