"""The end of the journal, for the upkeep of an installation: read without an officer, and without a line.

Nothing of what was done is told: numbers, moments and whether the lines hold.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING

from acordo.journal.acts import as_actor
from acordo.journal.chain import GENESIS, Line, Proof, verify
from acordo.journal.models import ActLine, ActPayload, Head, Officer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from acordo.journal.words import Actor, Purpose


def head() -> int:
    """The number of the last line."""
    return Head.objects.get(id=1).number


def last_moment() -> datetime | None:
    """When the last act was done, as its line says; None where there is none."""
    chained = ActLine.objects.filter(number=head()).values_list("chained", flat=True).first()
    return datetime.fromisoformat(json.loads(bytes(chained))["at"]) if chained else None


def proof_of_tail(most: int) -> Proof:
    """Verify the last lines, ``most`` at the most, against the line before them.

    Raises:
        BrokenChain: names the first line that does not hold.
    """
    last = Head.objects.get(id=1)
    start = max(0, last.number - most)
    before = ActLine.objects.filter(number=start).values_list("digest", flat=True).first() if start else GENESIS
    return verify(_lines(start, last.number), (last.number, bytes(last.digest)), (start, bytes(before or b"")))


def officer_acting(officer: UUID, purpose: Purpose, service: str) -> Actor | None:
    """An officer for whom long work is done, as of now; None where he or she has left."""
    held = Officer.objects.select_related("person").filter(pk=officer, is_active=True).first()
    return as_actor(held, purpose, service) if held else None


def _lines(after: int, last: int) -> Iterator[Line]:
    beside = {
        row.number: row for row in ActPayload.objects.filter(number__gt=after, number__lte=last).order_by("number")
    }
    nothing = ActPayload()
    for row in ActLine.objects.filter(number__gt=after, number__lte=last).order_by("number"):
        own = beside.get(row.number, nothing)
        digest, previous, chained = bytes(row.digest), bytes(row.previous), bytes(row.chained)
        yield Line(row.number, previous, digest, chained, _bytes(own.salt), _bytes(own.payload), own.purged_under)


def _bytes(value: bytes | memoryview | None) -> bytes | None:
    return None if value is None else bytes(value)
