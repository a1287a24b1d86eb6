"""The cast of every test: three nodes, officers with one role each, and invented subjects only.

``alder`` shares with ``birch``; ``cedar`` must see nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from acordo import clock
from acordo.facts import Document, Edition, Json, Property, Reference, SourceName, Statement
from acordo.journal.words import Actor, Purpose, Role
from acordo.markings import CLEAR, Level, Marking, originator_only

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

ALDER, BIRCH, CEDAR = "alder", "birch", "cedar"
BIRCH_ONLY = originator_only(BIRCH)
ALDER_SECRET = Marking(ALDER, level=Level.SECRET)
TOP = Marking(ALDER, level=Level.TOP_SECRET)
LISTING = SourceName("listing")


def actor(role: Role = Role.CHIEF, *, service: str = ALDER, clearance: Level = Level.SECRET) -> Actor:
    """An officer who has no account: enough for acts, which need who, why and by what right."""
    return Actor(
        officer=clock.new_id(),
        person=clock.new_id(),
        name=f"Officer {role}",
        username=role.value,
        role=role,
        clearance=clearance,
        service=service,
        purpose=Purpose.INQUIRY,
        language="en",
    )


def name(text: str) -> dict[str, str]:
    """The value of a name."""
    return {"text": text}


def edition(
    stated: Mapping[str, Sequence[tuple[Property, Json]]],
    *,
    issued: date | None = None,
    source: SourceName = LISTING,
    marking: Marking = CLEAR,
    digest: str = "",
) -> Edition:
    """An edition that states, of each reference, these properties with these values."""
    statements = tuple(
        Statement.of(source, Reference(reference), property_, content, marking)
        for reference, facts in stated.items()
        for property_, content in facts
    )
    return Edition(source, issued, Document("listing.xml", digest or f"{hash(statements):x}", 1), statements)
