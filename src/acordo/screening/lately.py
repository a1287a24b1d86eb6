"""What an officer asked lately: for the first page, and for that officer alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from acordo.screening.models import Screening
from acordo.screening.words import read_query

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from acordo.journal.words import Actor


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of the officer's own, by its first name."""

    id: UUID
    name: str
    at: datetime


def asked_lately(actor: Actor, most: int = 5) -> tuple[Asked, ...]:
    """The officer's own last questions, the latest first."""
    rows = Screening.objects.filter(officer=actor.officer).order_by("-at").values_list("id", "query", "at")[:most]
    return tuple(Asked(id_, read_query(query).names[0], at) for id_, query, at in rows)
