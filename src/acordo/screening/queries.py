"""The readers of the room."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from acordo.errors import Missing
from acordo.facts import SourceName
from acordo.journal import permits
from acordo.journal.gate import witness
from acordo.journal.words import Role
from acordo.register import queries as register
from acordo.screening.models import Screening
from acordo.screening.words import ScreeningView, read_hit, read_query, read_source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from acordo.journal.words import Actor
    from acordo.screening.words import HitView, SourceAsked

READ = permits.declare("screening.read", Role, "read a screening that was done")


class NoSuchScreening(Missing):
    """It does not exist, or was purged."""

    code = "screening.no_such_screening"
    sentence = "There is no screening {id} here. Check the address, or screen the name again."


def screening(actor: Actor, id_: UUID) -> ScreeningView:
    """A screening as it was answered, less what this officer may not see.

    A hit is shown to whoever may see the name that met; a count of entries only to the officer who asked, and to one
    who sees the same.

    Raises:
        NoSuchScreening: there is none.
    """
    row = Screening.objects.filter(pk=id_).first()
    if row is None:
        raise NoSuchScreening(id=str(id_))
    sources = tuple(read_source(source) for source in row.sources)
    seen = sources if row.officer == actor.officer else _seen_sources(actor, sources)
    hits = tuple(_seen_hits(actor, [read_hit(hit) for hit in row.hits]))
    witness(actor, READ, {"screening": str(id_)})
    return ScreeningView(
        id=row.pk,
        at=row.at,
        officer=row.officer,
        purpose=row.purpose,
        query=read_query(row.query),
        hits=hits,
        searched=row.searched if seen == sources else None,
        sources=seen,
        policy=row.policy,
        register_number=row.register_number,
    )


def _seen_hits(actor: Actor, hits: list[HitView]) -> Iterator[HitView]:
    """The hits on names that this officer may see, under titles that he or she may see."""
    names = register.entry_names(actor, [hit.entry_id for hit in hits])
    for hit in hits:
        seen = names.get(hit.entry_id, frozenset())
        if hit.matched_name in seen:
            yield hit if hit.title in seen else replace(hit, title=hit.matched_name)


def _seen_sources(actor: Actor, asked: tuple[SourceAsked, ...]) -> tuple[SourceAsked, ...]:
    """The sources that another officer sees now, each with its count only where it is the same for him or her."""
    counts = {source.name: source.entries for source in register.sources(actor)}
    return tuple(
        source if counts[SourceName(source.name)] == source.entries else replace(source, entries=None)
        for source in asked
        if source.name in counts
    )
