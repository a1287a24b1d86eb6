"""Permits: which role may do which act.

Each room declares its acts when it is loaded; the doors freeze the table before the first request. The table is
total: an act that is not declared cannot be performed, and a role that is not named may not do it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from acordo.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable

    from acordo.journal.words import Actor, Role


class NotPermitted(Refused):
    """The officer's role does not include the act."""

    code = "journal.not_permitted"
    sentence = (
        "The role {role!r} does not permit the act {act!r}. An officer with one of these roles may do it: {roles}."
    )


@dataclass(frozen=True, slots=True)
class ActKind:
    """One thing that can be done: its dotted name, who may do it, and what it means."""

    name: str
    roles: frozenset[Role]
    meaning: str


_table: dict[str, ActKind] = {}
_frozen: list[bool] = []


def declare(name: str, roles: Iterable[Role], meaning: str) -> ActKind:
    """Declare an act; called at import by the room that performs it."""
    if _frozen:
        raise RuntimeError(f"{name} was declared after the doors opened")
    if name in _table:
        raise RuntimeError(f"{name} is declared twice")
    _table[name] = ActKind(name, frozenset(roles), meaning)
    return _table[name]


def freeze() -> None:
    """Close the table."""
    _frozen.append(True)


def table() -> tuple[ActKind, ...]:
    """Every act, by name."""
    return tuple(_table[name] for name in sorted(_table))


def require(actor: Actor, kind: ActKind) -> None:
    """Let the act pass, or raise.

    Raises:
        NotPermitted: the officer's role is not among those the act names.
    """
    if actor.role not in kind.roles:
        raise NotPermitted(role=actor.role.value, act=kind.name, roles=", ".join(sorted(kind.roles)))
