"""What an officer may see: markings judged once each, and never read back out of a value's past."""

from __future__ import annotations

from typing import TYPE_CHECKING

from acordo import clock
from acordo.config import settings
from acordo.markings import Permitted, Use, UseKind, judge
from acordo.register import standing, store
from acordo.register.standing import Kept, Standing

if TYPE_CHECKING:
    from acordo.journal.words import Actor
    from acordo.markings import Marking
    from acordo.register import models

_markings: Kept[dict[int, Marking]] = Kept()
_permitted: Kept[frozenset[int]] = Kept()


def permitted_markings(actor: Actor, kind: UseKind = UseKind.READ, at: Standing | None = None) -> frozenset[int]:
    """The numbers of the markings under which this officer may make this use today.

    ``at`` is how the register stands, where the caller has just asked.
    """
    at = at or standing.now()
    day = clock.today(settings().time_zone)
    use = Use(kind, actor.service, actor.service, day, actor.clearance)

    def judged() -> frozenset[int]:
        return frozenset(pk for pk, marking in markings(at).items() if isinstance(judge(marking, use), Permitted))

    return _permitted.answer(at, use, judged)


def markings(at: Standing) -> dict[int, Marking]:
    """Every marking that is used, by its number."""
    return _markings.answer(at, None, store.markings)


def whole(permitted: frozenset[int]) -> bool:
    """Nothing in the register is withheld from an officer who has these markings."""
    return permitted.issuperset(markings(standing.now()))


def seen_of(rows: list[models.Statement], permitted: frozenset[int]) -> list[models.Statement]:
    """The rows that may be seen. A value whose marking was once narrower is not read back out of its past."""
    narrowed = {bytes(row.sid) for row in rows if row.marking_id not in permitted}
    return [
        row for row in rows if row.marking_id in permitted and (row.until is None or bytes(row.sid) not in narrowed)
    ]
