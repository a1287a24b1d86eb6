"""What is said of an entry that a search found: what it is called, and which of its names met the question."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from acordo.facts import NAME_PROPERTIES, Kind, Property, Reference, SourceName, entry_id
from acordo.register import models, store
from acordo.register.searchable import meets
from acordo.register.visibility import seen_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from acordo.register.searchable import Word

_RANKS = {str(property_): rank for rank, property_ in enumerate(NAME_PROPERTIES)}


@dataclass(frozen=True, slots=True)
class FoundEntry:
    """An entry that was found; ``met`` is the name that met the question, empty where a number did."""

    entry_id: str
    source: SourceName
    source_title: str
    reference: Reference
    kind: Kind
    title: str
    listed: bool
    met: str
    met_property: Property | None


def described(keys: Sequence[int], words: tuple[Word, ...], permitted: frozenset[int]) -> tuple[FoundEntry, ...]:
    """The entries under these keys, in the same order, as this officer may see them."""
    rows = {row.pk: row for row in models.Entry.objects.select_related("source").filter(pk__in=keys)}
    stated: dict[int, list[models.Statement]] = defaultdict(list)
    told = models.Statement.objects.filter(entry_id__in=keys, property__in=[*NAME_PROPERTIES, Property.KIND])
    for statement in seen_of(list(told), permitted):
        if statement.since <= rows[statement.entry_id].source.edition:
            stated[statement.entry_id].append(statement)
    return tuple(_described(rows[key], stated[key], words, permitted) for key in keys)


def _described(
    row: models.Entry, stated: list[models.Statement], words: tuple[Word, ...], permitted: frozenset[int]
) -> FoundEntry:
    now = [one for one in stated if one.until is None or one.until > row.source.edition]
    names = sorted((_RANKS[one.property], _text(one)) for one in now or stated if one.property in _RANKS)
    met = next(((rank, text) for rank, text in names if words and meets(words, text)), None)
    kinds = [json.loads(one.value) for one in now or stated if one.property == Property.KIND]
    name = SourceName(row.source.name)
    return FoundEntry(
        entry_id=entry_id(name, Reference(row.reference)),
        source=name,
        source_title=row.source.title,
        reference=Reference(row.reference),
        kind=Kind(kinds[0]) if kinds else Kind.UNKNOWN,
        title=names[0][1] if names else "",
        listed=bool(now) or _stated_still(row, permitted),
        met=met[1] if met else "",
        met_property=NAME_PROPERTIES[met[0]] if met else None,
    )


def _stated_still(row: models.Entry, permitted: frozenset[int]) -> bool:
    """The edition in force states anything of the entry that may be seen, though neither its name nor its kind."""
    return store.visible_of([row.pk], row.source.edition).filter(marking_id__in=permitted).exists()


def _text(statement: models.Statement) -> str:
    return str(json.loads(statement.value)["text"])
