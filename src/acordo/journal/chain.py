"""The chain of act lines, as bytes; no database.

A line's bytes are written once and never serialised again. They hold its number, moment, act, officer, person,
purpose, the digest of the line before, and SHA-256(salt ‖ payload) of what was done to whom. The payload and its salt
lie beside the chain, so that retention can purge a name without breaking the proof.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from acordo.errors import Unproved
from acordo.facts import canonical_json

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from acordo.journal.words import Actor

GENESIS = bytes(32)
"""What the first line names as the line before it."""


PURGE = "journal.purge"
"""The act whose line alone can answer for a payload that is gone."""


class BrokenChain(Unproved):
    """The journal was changed from outside."""

    code = "journal.broken"
    sentence = (
        "The journal does not hold at line {number}: {reason}. Lines before it are proved. Stop writing, keep a copy "
        "of the database, and compare it with the last backup or checkpoint."
    )


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it lies in the database; ``payload`` and ``salt`` are None once purged."""

    number: int
    previous: bytes
    digest: bytes
    chained: bytes
    salt: bytes | None
    payload: bytes | None
    purged_under: int | None


@dataclass(frozen=True, slots=True)
class Proof:
    """The chain holds: how many lines, how many of them purged, and the digest of the last."""

    lines: int
    purged: int
    head: bytes


_GONE = "what was done is missing, and no act purged it"


def forge_line(number: int, previous: bytes, act: str, actor: Actor, at: datetime, about: dict[str, Any]) -> Line:
    """The next line after ``previous``; ``about`` is what was done, and is only bound by its salted digest."""
    payload = canonical_json(about).encode()
    salt = secrets.token_bytes(16)
    chained = canonical_json(
        {
            "act": act,
            "at": at.isoformat(timespec="microseconds"),
            "number": number,
            "officer": str(actor.officer),
            "payload": hashlib.sha256(salt + payload).hexdigest(),
            "person": str(actor.person),
            "previous": previous.hex(),
            "purpose": actor.purpose,
            "role": actor.role,
        }
    ).encode()
    return Line(number, previous, hashlib.sha256(chained).digest(), chained, salt, payload, None)


def verify(lines: Iterable[Line], head: tuple[int, bytes], after: tuple[int, bytes] = (0, GENESIS)) -> Proof:
    """Prove that lines, given in order, are one unbroken chain from ``after`` to ``head`` (number, digest each).

    Raises:
        BrokenChain: names the first line that does not hold, and why.
    """
    (before, previous), purged = after, 0
    expected = before + 1
    awaited: dict[int, int] = {}
    for line in lines:
        reason = _flaw(line, expected, previous)
        if reason:
            raise BrokenChain(number=expected, reason=reason)
        if line.payload is None and line.purged_under is not None:
            purged += 1
            awaited.setdefault(line.purged_under, line.number)
        if line.number in awaited and json.loads(line.chained)["act"] == PURGE:
            del awaited[line.number]
        expected, previous = expected + 1, line.digest
    if head != (expected - 1, previous):
        reason = f"the journal says that its last line is number {head[0]}; the lines end with {expected - 1}"
        raise BrokenChain(number=expected, reason=reason)
    if awaited:
        raise BrokenChain(number=min(awaited.values()), reason=_GONE)
    return Proof(expected - 1 - before, purged, previous)


def _flaw(line: Line, expected: int, previous: bytes) -> str | None:
    """Why a line does not hold; None where it does."""
    if line.number != expected:
        return f"line {expected} is missing; the next one found is {line.number}"
    if hashlib.sha256(line.chained).digest() != line.digest:
        return "its bytes were changed"
    try:
        said = json.loads(line.chained)
        number, follows, bound, _ = said["number"], said["previous"], said["payload"], said["act"]
    except (ValueError, KeyError, TypeError):
        return "its bytes are not a line"
    if number != expected or line.previous != previous or follows != previous.hex():
        return "it does not follow the line before it"
    return _payload_flaw(line, bound)


def _payload_flaw(line: Line, bound: str) -> str | None:
    if line.payload is None or line.salt is None:
        later = line.purged_under is not None and line.purged_under > line.number
        return None if later and line.payload is line.salt else _GONE
    changed = hashlib.sha256(line.salt + line.payload).hexdigest() != bound
    return "what was done was changed" if changed else None
