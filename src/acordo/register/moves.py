"""Entries whose publisher gave them another reference: the same content under another key is no new party.

Two entries are the same content when they say the same names, kind and values, apart from what only orders or dates
the publication. Where several entries say the same, nobody can tell which became which, and nothing is said.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from acordo.facts import NAME_PROPERTIES, Property

if TYPE_CHECKING:
    from collections.abc import Iterable

    Value = tuple[str, str, str]
    """The reference, the property, and the value as canonical JSON."""

_OF_THE_PUBLICATION = frozenset(
    {
        Property.PUBLISHER_NUMBER,
        Property.PUBLISHER_VERSION,
        Property.SORT_KEY,
        Property.LIST_TYPE,
        Property.LISTED_ON,
        Property.AMENDED_ON,
        Property.SUBMITTED_ON,
        Property.LEGAL_BASIS,
    }
)
_NAMES = frozenset(map(str, NAME_PROPERTIES))


def moves(gone: Iterable[Value], come: Iterable[Value]) -> tuple[tuple[str, str], ...]:
    """Which of the references that are gone came back as which new one: pairs of the earlier and the later."""
    earlier, later = _by_content(gone), _by_content(come)
    return tuple(sorted((earlier[content], later[content]) for content in earlier.keys() & later.keys()))


def _by_content(values: Iterable[Value]) -> dict[frozenset[tuple[str, str]], str]:
    """Content to reference, for the contents that name a party and stand under one reference alone."""
    contents: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for reference, property_, value in values:
        if property_ not in _OF_THE_PUBLICATION:
            contents[reference].add((property_, value))
    frozen = {reference: frozenset(content) for reference, content in contents.items()}
    often = Counter(frozen.values())
    return {
        content: reference
        for reference, content in frozen.items()
        if often[content] == 1 and any(property_ in _NAMES for property_, _ in content)
    }
