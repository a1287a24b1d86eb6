"""Who acts, and what for: the closed choices of the gate."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from acordo.wording import mark

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from acordo.markings import Level


class Role(StrEnum):
    """What an officer's office lets him or her do."""

    SCREENER = "screener"
    ANALYST = "analyst"
    APPROVER = "approver"
    RELEASING = "releasing"
    LIAISON = "liaison"
    CHIEF = "chief"
    INSPECTOR = "inspector"
    OPERATOR = "operator"


class Purpose(StrEnum):
    """Why an act is done; stated by the officer, written on every line of the journal."""

    BORDER = "border"
    INQUIRY = "inquiry"
    COOPERATION = "cooperation"
    UPKEEP = "upkeep"
    OVERSIGHT = "oversight"
    TRAINING = "training"


ROLE_LABELS = {
    Role.SCREENER: mark("Screening officer"),
    Role.ANALYST: mark("Analyst"),
    Role.APPROVER: mark("Approving officer"),
    Role.RELEASING: mark("Releasing officer"),
    Role.LIAISON: mark("Liaison officer"),
    Role.CHIEF: mark("Chief of the desk"),
    Role.INSPECTOR: mark("Inspector"),
    Role.OPERATOR: mark("Operator"),
}

PURPOSE_LABELS = {
    Purpose.BORDER: mark("Border and visa control"),
    Purpose.INQUIRY: mark("Inquiry in a case"),
    Purpose.COOPERATION: mark("Cooperation with a partner"),
    Purpose.UPKEEP: mark("Upkeep of lists and system"),
    Purpose.OVERSIGHT: mark("Oversight and inspection"),
    Purpose.TRAINING: mark("Training"),
}


@dataclass(frozen=True, slots=True)
class Actor:
    """An officer acting now, for a purpose, in a role, for a service.

    ``program`` is the label of the token by which a program acts for the officer; empty where the officer acts.
    """

    officer: UUID
    person: UUID
    name: str
    username: str
    role: Role
    clearance: Level
    service: str
    purpose: Purpose
    language: str
    program: str = ""


@dataclass(frozen=True, slots=True)
class TokenView:
    """A valid token: what it is called, what it is for, and for whom it acts; ``expires_at`` is None where never."""

    label: str
    purpose: Purpose
    username: str
    issued_at: datetime
    expires_at: datetime | None
