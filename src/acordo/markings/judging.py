"""``judge``: may this use be made of a value so marked?

The rules, in the order they are asked; the first that forbids gives the reason:

1. expired: the last day of use has passed;
2. level: the classification is above the reader's clearance;
3. originator only / releasable to: the reader's service is neither the originator nor named;
4. TLP:RED is for those named, so "everyone" does not satisfy it;
5. NOFORN: it stays with the originator's own service;
6. leaving the service (release, extract): ORCON, H2 and H3, TLP:RED and TLP:AMBER+STRICT, and whatever another
   service originated, need the originator's consent;
7. evidence: H1 is not used in court without leave.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from acordo.markings.marking import EVERYONE, Handling, Level, Marking, Tlp

if TYPE_CHECKING:
    from datetime import date


class UseKind(StrEnum):
    """What is about to be done with the value."""

    READ = "read"
    SCREEN = "screen"
    EVIDENCE = "evidence"
    EXTRACT = "extract"
    RELEASE = "release"


class Reason(StrEnum):
    """Why a use is refused; the tags never change their meaning."""

    EXPIRED = "expired"
    LEVEL = "level"
    ORIGINATOR_ONLY = "originator-only"
    NOT_RELEASABLE = "not-releasable"
    NOFORN = "noforn"
    CONSENT = "consent"
    HANDLING = "handling"


@dataclass(frozen=True, slots=True)
class Use:
    """``service`` does ``kind`` on ``day`` with ``clearance``; for a release, ``service`` is the recipient.

    ``holder`` is the service whose desk decides; ``consents`` holds the originators who agreed to this very use.
    """

    kind: UseKind
    service: str
    holder: str
    day: date
    clearance: Level = Level.UNCLASSIFIED
    consents: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Permitted:
    """The marking allows the use."""


@dataclass(frozen=True, slots=True)
class Refused:
    """The marking forbids the use, for this reason."""

    reason: Reason


Verdict = Permitted | Refused

_LEAVING = frozenset({UseKind.EXTRACT, UseKind.RELEASE})


@lru_cache(maxsize=65536)
def judge(marking: Marking, use: Use) -> Verdict:
    """May ``use`` be made of a value marked ``marking``? Equal questions are answered once."""
    reason = _objection(marking, use)
    return Refused(reason) if reason else Permitted()


def _objection(marking: Marking, use: Use) -> Reason | None:
    if marking.expires is not None and use.day > marking.expires:
        return Reason.EXPIRED
    if marking.level > use.clearance:
        return Reason.LEVEL
    if use.service != marking.originator:
        objection = _objection_to_another(marking, use)
        if objection:
            return objection
    if use.kind is UseKind.EVIDENCE and Handling.H1 in marking.handling and marking.originator not in use.consents:
        return Reason.HANDLING
    return None


def _objection_to_another(marking: Marking, use: Use) -> Reason | None:
    """Rules 3 to 6: what stands against a service that is not the originator."""
    if not marking.releasable_to:
        return Reason.ORIGINATOR_ONLY
    named = use.service in marking.releasable_to
    if not named and (EVERYONE not in marking.releasable_to or marking.tlp is Tlp.RED):
        return Reason.NOT_RELEASABLE
    if marking.no_foreign:
        return Reason.NOFORN
    if use.kind in _LEAVING and _needs_consent(marking, use) and marking.originator not in use.consents:
        return Reason.CONSENT
    return None


def _needs_consent(marking: Marking, use: Use) -> bool:
    public = EVERYONE in marking.releasable_to
    foreign = marking.originator != use.holder and not public
    bound = marking.orcon or marking.tlp in {Tlp.RED, Tlp.AMBER_STRICT} or marking.handling & {Handling.H2, Handling.H3}
    return foreign or bool(bound)
