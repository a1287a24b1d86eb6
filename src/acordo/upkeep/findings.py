"""What a check finds: a sentence on how something is, and, where it is not well, a sentence on what to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Health(StrEnum):
    """How something is: well, worth a look, or wrong."""

    FINE = "fine"
    LOOK = "look"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; ``sentence`` and ``remedy`` are messages with the same arguments."""

    about: str
    health: Health
    sentence: str
    remedy: str
    arguments: dict[str, str | int | float]


def fine(about: str, sentence: str, /, **arguments: str | float) -> Finding:
    """It is well."""
    return Finding(about, Health.FINE, sentence, "", arguments)


def look(about: str, sentence: str, remedy: str, /, **arguments: str | float) -> Finding:
    """It works, and somebody should look."""
    return Finding(about, Health.LOOK, sentence, remedy, arguments)


def wrong(about: str, sentence: str, remedy: str, /, **arguments: str | float) -> Finding:
    """It is wrong."""
    return Finding(about, Health.WRONG, sentence, remedy, arguments)
