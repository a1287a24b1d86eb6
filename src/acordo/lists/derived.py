"""References for entries to which their publisher gives no key of its own (decision 1).

A derived reference is made of fields that stay the same from edition to edition. Two entries of one edition with the
same fields are told apart by what else they say, and by counting only where they say the very same: whoever stands
first keeps the plain one, so that a further entry changes no reference of another.
"""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

from acordo.facts import Reference, canonical_json
from acordo.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_LENGTH = 13
"""Letters of five bits each: 65 bits, by which a million entries collide once in thirty million editions."""


def reference(*fields: str, prefix: str = "") -> Reference:
    """A short text that is the same for the same fields, whatever their case, marks and blanks.

    ``prefix`` stands before it, for people: a schedule, a kind.
    """
    said = canonical_json([fold(field) for field in fields])
    digest = base64.b32encode(hashlib.sha256(said.encode()).digest()).decode().lower()
    return Reference(f"{prefix}-{digest[:_LENGTH]}" if prefix else digest[:_LENGTH])


def told_apart(references: Sequence[Reference], further: Iterable[Sequence[str]]) -> list[Reference]:
    """The references of one edition's entries, each once: the first of those that collide keeps it.

    The others get further fields behind it; those that collide even so are counted, in the order of their file.
    """
    taken: dict[Reference, int] = {}
    found: list[Reference] = []
    for one, more in zip(references, further, strict=True):
        own = one if one not in taken else Reference(f"{one}-{reference(*more)[:6]}")
        taken[own] = taken.get(own, 0) + 1
        found.append(own if taken[own] == 1 else Reference(f"{own}-{taken[own]}"))
    return found
