"""A marking: classification, releasability, handling, TLP and expiry of one value."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum, StrEnum

from acordo.errors import Invalid

EVERYONE = "*"


class UnreadableMarking(Invalid):
    """A text is not a marking."""

    code = "markings.unreadable"
    sentence = "{text!r} is not a marking: {reason}. Write for example 'TLP:CLEAR', 'SECRET//REL TO ALDER, BIRCH' or 'ORIGINATOR ONLY'."


class WidenedMarking(Invalid):
    """A recipient tried to permit more than the originator did."""

    code = "markings.widened"
    sentence = "Only the originator may widen a marking; {what} would permit more than was received."


class Level(IntEnum):
    """Classification, in one order to which national levels are mapped."""

    UNCLASSIFIED = 0
    RESTRICTED = 1
    CONFIDENTIAL = 2
    SECRET = 3
    TOP_SECRET = 4


class Tlp(StrEnum):
    """Traffic Light Protocol 2.0 (FIRST, 2022), from widest to narrowest."""

    CLEAR = "CLEAR"
    GREEN = "GREEN"
    AMBER = "AMBER"
    AMBER_STRICT = "AMBER+STRICT"
    RED = "RED"


class Handling(StrEnum):
    """Europol's handling codes: restrictions that the provider puts on use."""

    H0 = "H0"
    H1 = "H1"
    H2 = "H2"
    H3 = "H3"


@dataclass(frozen=True, slots=True)
class Marking:
    """This value belongs to ``originator`` and may go to ``releasable_to``, no further than the rest allows.

    ``releasable_to`` holds the codes of services; empty means the originator alone, ``EVERYONE`` means all.
    ``expires`` is the last day of use.
    """

    originator: str
    releasable_to: frozenset[str] = frozenset()
    level: Level = Level.UNCLASSIFIED
    no_foreign: bool = False
    orcon: bool = False
    tlp: Tlp | None = None
    handling: frozenset[Handling] = frozenset()
    caveats: frozenset[str] = frozenset()
    expires: date | None = None

    def canonical(self) -> str:
        """One text for one marking, so that equal markings can be interned and compared as text."""
        return json.dumps(
            {
                "caveats": sorted(self.caveats),
                "expires": self.expires.isoformat() if self.expires else None,
                "handling": sorted(self.handling),
                "level": self.level.name,
                "no_foreign": self.no_foreign,
                "orcon": self.orcon,
                "originator": self.originator,
                "releasable_to": sorted(self.releasable_to),
                "tlp": self.tlp,
            },
            ensure_ascii=False,
            sort_keys=True,
            separators=(",", ":"),
        )

    @classmethod
    def from_canonical(cls, text: str) -> Marking:
        """The marking that ``canonical`` wrote."""
        held = json.loads(text)
        return cls(
            originator=held["originator"],
            releasable_to=frozenset(held["releasable_to"]),
            level=Level[held["level"]],
            no_foreign=held["no_foreign"],
            orcon=held["orcon"],
            tlp=Tlp(held["tlp"]) if held["tlp"] else None,
            handling=frozenset(Handling(code) for code in held["handling"]),
            caveats=frozenset(held["caveats"]),
            expires=date.fromisoformat(held["expires"]) if held["expires"] else None,
        )

    def __str__(self) -> str:
        parts = [self.level.name.replace("_", " ")] if self.level or self.tlp is None else []
        if self.tlp:
            parts.append(f"TLP:{self.tlp}")
        parts += sorted(self.handling)
        if self.orcon:
            parts.append("ORCON")
        if self.no_foreign:
            parts.append("NOFORN")
        if not self.releasable_to:
            parts.append("ORIGINATOR ONLY")
        elif EVERYONE not in self.releasable_to:
            parts.append("REL TO " + ", ".join(sorted(code.upper() for code in self.releasable_to)))
        parts += sorted(self.caveats)
        if self.expires:
            parts.append(f"UNTIL {self.expires.isoformat()}")
        return "//".join(parts)

    @classmethod
    def parse(cls, text: str, originator: str) -> Marking:
        """Read a marking as ``str`` writes it: parts divided by ``//``.

        Raises:
            UnreadableMarking: a part is not known. Unknown words are never taken as free caveats, since a
                misspelt ``NOFORN`` would then permit what it meant to forbid; a caveat is written ``CAVEAT word``.
        """
        marking = cls(originator=originator)
        restricted = False
        for part in (part.strip() for part in text.split("//")):
            upper = " ".join(part.upper().split())
            if upper.replace(" ", "_") in Level.__members__:
                marking = replace(marking, level=Level[upper.replace(" ", "_")])
            elif upper.startswith("TLP:") and upper[4:] in set(Tlp):
                marking = replace(marking, tlp=Tlp(upper[4:]))
            elif upper in set(Handling):
                marking = replace(marking, handling=marking.handling | {Handling(upper)})
            elif upper == "ORCON":
                marking = replace(marking, orcon=True)
            elif upper in {"NOFORN", "NF", "N/F"}:
                marking = replace(marking, no_foreign=True)
            elif upper == "ORIGINATOR ONLY":
                restricted = True
            elif upper.startswith("REL TO "):
                codes = frozenset(code.strip().lower() for code in part[7:].split(",") if code.strip())
                marking = replace(marking, releasable_to=marking.releasable_to | codes)
            elif upper.startswith("CAVEAT "):
                marking = replace(marking, caveats=marking.caveats | {upper})
            elif upper.startswith("UNTIL "):
                try:
                    marking = replace(marking, expires=date.fromisoformat(upper[6:]))
                except ValueError as error:
                    raise UnreadableMarking(text=text, reason=f"{upper[6:]} is not a day") from error
            else:
                raise UnreadableMarking(text=text, reason=f"{part!r} is not known")
        if restricted and marking.releasable_to:
            raise UnreadableMarking(text=text, reason="it names recipients and says originator only")
        if marking.tlp in {Tlp.CLEAR, Tlp.GREEN} and not marking.releasable_to and not restricted:
            marking = replace(marking, releasable_to=frozenset({EVERYONE}))
        return marking

    def narrowed(self, other: Marking) -> Marking:
        """This marking with everything that ``other`` forbids forbidden as well; the originator stays.

        Whatever is refused under either is refused under the result.
        """
        return replace(
            self,
            releasable_to=_both(self.releasable_to, other.releasable_to),
            level=max(self.level, other.level),
            no_foreign=self.no_foreign or other.no_foreign,
            orcon=self.orcon or other.orcon,
            tlp=max((tlp for tlp in (self.tlp, other.tlp) if tlp), key=list(Tlp).index, default=None),
            handling=self.handling | other.handling,
            caveats=self.caveats | other.caveats,
            expires=min((day for day in (self.expires, other.expires) if day), default=None),
        )


def _both(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    if EVERYONE in one:
        return other
    if EVERYONE in other:
        return one
    return one & other


def originator_only(originator: str) -> Marking:
    """What a value without a marking counts as."""
    return Marking(originator=originator)


CLEAR = Marking(originator="public", releasable_to=frozenset({EVERYONE}), tlp=Tlp.CLEAR)
"""Published to all: the marking of a public list."""
