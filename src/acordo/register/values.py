"""How a kept statement becomes a value with its provenance, and what a set of values says of its entry."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from acordo.facts import NAME_PROPERTIES, Kind, Property
from acordo.register.words import EditionView, Value

if TYPE_CHECKING:
    from collections.abc import Iterable

    from acordo.register import models


def value_of(row: models.Statement, markings: dict[int, str], editions: dict[int, EditionView]) -> Value:
    """A statement as it is shown: its value, its marking, and the editions that first and last stated it."""
    return Value(
        property=Property(row.property),
        content=json.loads(row.value),
        language=row.language,
        original=row.original,
        marking=markings[row.marking_id],
        first_seen=editions[row.since],
        last_seen=_last_before(editions, row.until) if row.until in editions else None,
    )


def _last_before(editions: dict[int, EditionView], until: int) -> EditionView:
    return editions[max(number for number in editions if number < until)]


_PLACES = {property_: place for place, property_ in enumerate(Property)}


def order(value: Value) -> tuple[int, str]:
    """Where a value stands among others: by what it says of the entry, then by its text."""
    return _PLACES[value.property], value.text


def kind_of(values: Iterable[Value]) -> Kind:
    """What kind of party these values describe."""
    return next((Kind(value.text) for value in values if value.property is Property.KIND), Kind.UNKNOWN)


def title_of(values: Iterable[Value]) -> str:
    """The best name among these values; empty where none is a name."""
    names = [value for value in values if value.property in NAME_PROPERTIES]
    return min(names, key=order).text if names else ""
