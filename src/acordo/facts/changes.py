"""A change set: what must happen to one state of a source to reach another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from acordo.facts.statement import SourceName, Statement
    from acordo.markings import Marking


@dataclass(frozen=True, slots=True)
class Amendment:
    """The statement stays; its marking becomes another."""

    statement: bytes
    marking: Marking


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """What to add, remove and amend, on top of the edition numbered ``base_edition`` (0: nothing held yet).

    Applied to any other edition it is a conflict.
    """

    source: SourceName
    base_edition: int
    adds: tuple[Statement, ...] = ()
    removes: frozenset[bytes] = frozenset()
    amends: tuple[Amendment, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.adds or self.removes or self.amends)


def difference(
    source: SourceName, base_edition: int, before: Mapping[bytes, Marking], after: Iterable[Statement]
) -> ChangeSet:
    """What turns the statements held (``before``: id to marking) into ``after``; repeats in ``after`` count once."""
    adds: dict[bytes, Statement] = {}
    amends: dict[bytes, Amendment] = {}
    kept: set[bytes] = set()
    for statement in after:
        id_ = statement.id
        held = before.get(id_)
        if held is not None:
            kept.add(id_)
            if held is not statement.marking and held != statement.marking:
                amends[id_] = Amendment(id_, statement.marking)
        else:
            adds.setdefault(id_, statement)
    return ChangeSet(
        source, base_edition, tuple(adds.values()), frozenset(before.keys() - kept), tuple(amends.values())
    )


def applied(before: Mapping[bytes, Marking], changes: ChangeSet) -> dict[bytes, Marking]:
    """The statements held after the change, by id, with their markings."""
    after = {id_: marking for id_, marking in before.items() if id_ not in changes.removes}
    after.update((amendment.statement, amendment.marking) for amendment in changes.amends)
    after.update((statement.id, statement.marking) for statement in changes.adds)
    return after
