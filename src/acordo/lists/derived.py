"""References for entries to which their publisher gives no key of its own (decision 1).

A derived reference is made of fields that stay the same from edition to edition. Two entries of one edition with the
same fields are told apart by what else they say: each of them bears it behind the reference, so that the order of a
file decides nothing, and no reference passes from one of them to the other when a file is put in another order. An
entry that gets a namesake changes its reference by that, which the register tells as a move. Only entries that say the
very same are counted.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from typing import TYPE_CHECKING

from acordo.facts import Reference, canonical_json
from acordo.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_LENGTH = 13
"""Letters of five bits each: 65 bits, by which a million entries collide once in thirty million editions."""
_FURTHER = 6


def reference(*fields: str, prefix: str = "") -> Reference:
    """A short text that is the same for the same fields, whatever their case, marks and blanks.

    ``prefix`` stands before it, for people: a schedule, a kind.
    """
    said = canonical_json([fold(field) for field in fields])
    digest = base64.b32encode(hashlib.sha256(said.encode()).digest()).decode().lower()
    return Reference(f"{prefix}-{digest[:_LENGTH]}" if prefix else digest[:_LENGTH])


def told_apart(references: Sequence[Reference], further: Iterable[Sequence[str]]) -> list[Reference]:
    """The references of one edition's entries, each once; one that no other entry shares stays as it is.

    Those that are shared get the entry's ``further`` fields behind them; those that are the same even so are counted.
    """
    shared = Counter(references)
    whole = [
        one if shared[one] == 1 else Reference(f"{one}-{reference(*more)[:_FURTHER]}")
        for one, more in zip(references, further, strict=True)
    ]
    taken: Counter[Reference] = Counter()
    found = []
    for one in whole:
        taken[one] += 1
        found.append(one if taken[one] == 1 else Reference(f"{one}-{taken[one]}"))
    return found
