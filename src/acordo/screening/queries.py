"""The readers of the room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from acordo.errors import Missing
from acordo.journal import permits
from acordo.journal.gate import witness
from acordo.journal.words import Role
from acordo.register import queries as register
from acordo.screening.models import Screening
from acordo.screening.words import ScreeningView, read_hit, read_query

if TYPE_CHECKING:
    from uuid import UUID

    from acordo.journal.words import Actor

READ = permits.declare("screening.read", Role, "read a screening that was done")


class NoSuchScreening(Missing):
    """It does not exist, or was purged."""

    code = "screening.no_such_screening"
    sentence = "There is no screening {id} here. Check the address, or screen the name again."


def screening(actor: Actor, id_: UUID) -> ScreeningView:
    """A screening as it was answered, less the hits whose entries this officer may no longer see.

    Raises:
        NoSuchScreening: there is none.
    """
    row = Screening.objects.filter(pk=id_).first()
    if row is None:
        raise NoSuchScreening(id=str(id_))
    hits = tuple(read_hit(hit) for hit in row.hits)
    seen = register.ever_seen(actor, [hit.entry_id for hit in hits])
    witness(actor, READ, {"screening": str(id_)})
    return ScreeningView(
        id=row.pk,
        at=row.at,
        officer=row.officer,
        purpose=row.purpose,
        query=read_query(row.query),
        hits=tuple(hit for hit in hits if hit.entry_id in seen),
        searched=row.searched,
        policy=row.policy,
        register_number=row.register_number,
    )
