"""A marking: classification, releasability, handling, TLP and expiry of one value."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, Any

from acordo.errors import Invalid

if TYPE_CHECKING:
    from collections.abc import Callable

EVERYONE = "*"


class UnreadableMarking(Invalid):
    """A text is not a marking."""

    code = "markings.unreadable"
    sentence = (
        "{text!r} is not a marking: {reason}. "
        "Write for example 'TLP:CLEAR', 'SECRET//REL TO ALDER, BIRCH' or 'ORIGINATOR ONLY'."
    )


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


_PUBLIC = frozenset({Tlp.CLEAR, Tlp.GREEN})
_REPEATABLE = frozenset({"handling", "caveats"})  # several restrictions of one kind; two of any other kind contradict
_EVERYONE_WRITTEN = "EVERYONE"


@dataclass(frozen=True, slots=True)
class Marking:
    """This value belongs to ``originator`` and may go to ``releasable_to``, no further than the rest allows.

    ``releasable_to`` holds the codes of services in lower case; empty means the originator alone, ``EVERYONE`` means
    all. ``caveats`` are words in upper case. ``expires`` is the last day of use.
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
        elif not (self.tlp in _PUBLIC and self.releasable_to == {EVERYONE}):
            parts.append("REL TO " + ", ".join(sorted(map(_recipient_written, self.releasable_to))))
        parts += [f"CAVEAT {caveat}" for caveat in sorted(self.caveats)]
        if self.expires:
            parts.append(f"UNTIL {self.expires.isoformat()}")
        return "//".join(parts)

    @classmethod
    def parse(cls, text: str, originator: str) -> Marking:
        """Read a marking as ``str`` writes it: parts divided by ``//``.

        Raises:
            UnreadableMarking: a part is not known, or says again what another part said, so that the order of
                parts would decide. Unknown words are never taken as free caveats, since a misspelt ``NOFORN``
                would then permit what it meant to forbid; a caveat is written ``CAVEAT word``.
        """
        fields: dict[str, Any] = {}
        for part in (" ".join(part.upper().split()) for part in text.split("//")):
            name, value = _read_part(part, text)
            if name in fields and name not in _REPEATABLE:
                raise UnreadableMarking(text=text, reason=f"{part!r} says for the second time what was said before it")
            fields[name] = fields[name] | value if name in fields else value
        if "releasable_to" not in fields and fields.get("tlp") in _PUBLIC:
            fields["releasable_to"] = frozenset({EVERYONE})
        return cls(originator=originator, **fields)

    def narrowed(self, other: Marking) -> Marking:
        """This marking with everything that ``other`` forbids forbidden as well; the originator stays.

        Whatever is refused under either is refused under the result.
        """
        return replace(
            self,
            releasable_to=_both(_reached(self), _reached(other)),
            level=max(self.level, other.level),
            no_foreign=self.no_foreign or other.no_foreign,
            orcon=self.orcon or other.orcon,
            tlp=max((tlp for tlp in (self.tlp, other.tlp) if tlp), key=list(Tlp).index, default=None),
            handling=self.handling | other.handling,
            caveats=self.caveats | other.caveats,
            expires=min((day for day in (self.expires, other.expires) if day), default=None),
        )


def _recipient_written(code: str) -> str:
    return _EVERYONE_WRITTEN if code == EVERYONE else code.upper()


def _recipients(text: str) -> frozenset[str]:
    codes = [code.strip() for code in text.split(",")]
    if not all(codes):
        raise ValueError
    return frozenset(EVERYONE if code == _EVERYONE_WRITTEN else code.lower() for code in codes)


_WHOLE_PARTS: dict[str, tuple[str, Any]] = {
    **{level.name.replace("_", " "): ("level", level) for level in Level},
    **{f"TLP:{tlp}": ("tlp", tlp) for tlp in Tlp},
    **{str(code): ("handling", frozenset({code})) for code in Handling},
    "ORCON": ("orcon", True),
    **dict.fromkeys(("NOFORN", "NF", "N/F"), ("no_foreign", True)),
    "ORIGINATOR ONLY": ("releasable_to", frozenset()),
}
_BEGUN_PARTS: tuple[tuple[str, str, Callable[[str], Any]], ...] = (
    ("REL TO ", "releasable_to", _recipients),
    ("CAVEAT ", "caveats", lambda word: frozenset({word})),
    ("UNTIL ", "expires", date.fromisoformat),
)


def _read_part(part: str, text: str) -> tuple[str, Any]:
    """The field of the marking that a part states, and its value."""
    if part in _WHOLE_PARTS:
        return _WHOLE_PARTS[part]
    for beginning, name, read in _BEGUN_PARTS:
        if part.startswith(beginning):
            try:
                return name, read(part.removeprefix(beginning))
            except ValueError as error:
                raise UnreadableMarking(text=text, reason=f"{part!r} is not complete, or no such day") from error
    raise UnreadableMarking(text=text, reason=f"{part!r} is not known")


def _reached(marking: Marking) -> frozenset[str]:
    """Who a marking reaches: under TLP:RED those named and nobody else, so "everyone" falls away."""
    return marking.releasable_to - {EVERYONE} if marking.tlp is Tlp.RED else marking.releasable_to


def _both(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    return one & other | (other if EVERYONE in one else frozenset()) | (one if EVERYONE in other else frozenset())


def originator_only(originator: str) -> Marking:
    """What a value without a marking counts as."""
    return Marking(originator=originator)


CLEAR = Marking(originator="public", releasable_to=frozenset({EVERYONE}), tlp=Tlp.CLEAR)
"""Published to all: the marking of a public list."""
