"""Names into arrays: words get numbers, names get rows of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from acordo.matching.alignment import ARABIC, CYRILLIC, ORGANISATION, OTHER_SCRIPT, WEAK
from acordo.matching.candidates import NameArrays
from acordo.matching.frequencies import as_of_one_culture
from acordo.names import Name, Role, Script

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from acordo.matching.units import Units

_ROLES = {Role.NUMBER: 1, Role.LEGAL_FORM: 2}
_SCRIPTS = {Script.LATIN: 0, Script.CYRILLIC: CYRILLIC, Script.ARABIC: ARABIC}


def flags_of(name: Name, *, weak: bool = False, organisation: bool = False) -> int:
    """The flags of a name as the kernels read them."""
    flags = (WEAK if weak else 0) | (ORGANISATION if organisation else 0)
    for script in name.scripts:
        flags |= _SCRIPTS.get(script, OTHER_SCRIPT)
    return flags


def numbered(names: Sequence[Units], *, composite: bool) -> list[str]:
    """The distinct words of all units in order of first appearance; only base words unless ``composite``."""
    words: dict[str, None] = {}
    for units in names:
        words.update(dict.fromkeys(units.words))
    if composite:
        for units in names:
            words.update(dict.fromkeys(word for word, _ in units.units))
    return list(words)


def compiled(
    names: Sequence[Units], flags: Sequence[int], number: dict[str, int], says: NDArray[np.float32]
) -> NameArrays:
    """The arrays of names whose words have been numbered; ``says[:, n]`` is the information of base word ``n``."""
    base_at = offsets_of([len(units.words) for units in names])
    unit_counts = [len(units.units) for units in names]
    base_word = np.array([number[word] for units in names for word in units.words], np.int32)
    weights = np.array([weight for units in names for weight in units.weights], np.float32)
    return NameArrays(
        base_at,
        base_word,
        as_of_one_culture(says[:, base_word], weights, base_at),
        np.array([_ROLES.get(token.role, 0) for units in names for token in units.tokens], np.uint8),
        offsets_of(unit_counts),
        np.array([number[word] for units in names for word, _ in units.units], np.int32),
        np.array([mask for units in names for _, mask in units.units], np.uint32),
        np.array(flags, np.uint8),
    )


def offsets_of(counts: Sequence[int] | NDArray[np.int64]) -> NDArray[np.int64]:
    """Where each ragged row begins, and where the last ends."""
    offsets = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=offsets[1:])
    return offsets
