"""``perform``: the only way to write. ``witness``: the line that a reading leaves.

An act goes: permit → work, without a transaction → one short transaction with the writes and, as its last step, the
line in the journal. The head of the journal is locked last and gives the number, so that two acts at once can neither
fork the chain nor leave a gap, and neither waits for the other's work. It is answered once it lies on the disk.
"""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.db import transaction

from acordo import clock
from acordo.journal import chain, flush, lines, permits
from acordo.journal.guard import Gate, opened

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from acordo.journal.permits import ActKind
    from acordo.journal.words import Actor

_last_act: ContextVar[int | None] = ContextVar("last_act", default=None)
Prepared = TypeVar("Prepared")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Act(Generic[Prepared, Result]):
    """What is to be done.

    ``work`` prepares, outside any transaction; in an act that ``stages`` it may lay down bulk rows that nobody sees.
    ``write`` writes, inside the one short transaction. ``about`` says what was done, for the journal's salted payload.
    ``naming``, for the act that writes the number of its own line elsewhere, gets that number once nobody else can
    take it.
    """

    kind: ActKind
    work: Callable[[], Prepared]
    write: Callable[[Prepared], Result]
    about: Callable[[Prepared, Result], Mapping[str, Any]]
    naming: Callable[[Prepared, int], None] | None = None
    stages: bool = False


def perform(actor: Actor, act: Act[Prepared, Result]) -> Result:
    """Do an act, wholly or not at all, and leave its line.

    Raises:
        NotPermitted: the officer's role does not include it; nothing was prepared.
    """
    permits.require(actor, act.kind)
    with opened(Gate.STAGING if act.stages else Gate.SHUT):
        prepared = act.work()
    with opened(Gate.WRITING), transaction.atomic(durable=True):
        result = act.write(prepared)
        about, naming = act.about(prepared, result), act.naming
        _append(actor, act.kind, about, partial(naming, prepared) if naming else None)
    flush.onto_disk()
    return result


def witness(actor: Actor, kind: ActKind, about: Mapping[str, Any]) -> None:
    """Require the permit for a reading, and leave its line: one for each page read.

    Raises:
        NotPermitted: the officer's role does not include it.
    """
    permits.require(actor, kind)
    with opened(Gate.WRITING), transaction.atomic(durable=True):
        _append(actor, kind, about)
    flush.onto_disk()


def _append(actor: Actor, kind: ActKind, about: Mapping[str, Any], naming: Callable[[int], None] | None = None) -> None:
    number, digest = lines.locked_head()
    if naming:
        naming(number + 1)
    done = dict(about) | ({"program": actor.program} if actor.program else {})
    lines.add(chain.forge_line(number + 1, digest, kind.name, actor, clock.now(), done))
    _last_act.set(number + 1)


def last_act() -> int | None:
    """The number of the line that was left last since ``forget_last_act``, so that a log can point to the journal."""
    return _last_act.get()


def forget_last_act() -> None:
    """Begin anew: the next line is the first."""
    _last_act.set(None)
