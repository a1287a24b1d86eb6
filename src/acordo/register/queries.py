"""The readers of the register: sources, entries, their history, and what changed between editions.

Every reader takes the officer who asks. Markings are judged once for each distinct marking, the forbidden ones are
left out in the query itself, and an entry of which nothing may be seen does not exist for that officer.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from acordo.errors import Missing
from acordo.facts import NAME_PROPERTIES, Property, Reference, SourceName, entry_id, split_entry_id
from acordo.journal import permits
from acordo.journal.gate import witness
from acordo.journal.words import Actor, Role
from acordo.register import models, store
from acordo.register.changes import NoSuchStep, changes
from acordo.register.sources import (
    FRESH_FOR,
    USABLE_FOR,
    NoSuchSource,
    editions,
    editions_of,
    freshness,
    marking_of,
    source,
    sources,
    views_of,
)
from acordo.register.viewing import Sight, edition_on, entry_view
from acordo.register.visibility import permitted_markings, seen_of, whole

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from acordo.register.standing import Standing
    from acordo.register.words import EditionView, EntryView, SourceView

__all__ = [
    "FRESH_FOR",
    "USABLE_FOR",
    "NoSuchEntry",
    "NoSuchSource",
    "NoSuchStep",
    "changes",
    "editions",
    "entries",
    "entry",
    "entry_names",
    "freshness",
    "marking_of",
    "permitted_markings",
    "seen_entry",
    "source",
    "sources",
    "titles",
]

READ_ENTRY = permits.declare("register.read_entry", Role, "read an entry with its history")


class NoSuchEntry(Missing):
    """No such entry exists for this officer."""

    code = "register.no_such_entry"
    sentence = "There is no entry {entry_id}. Check the source and the reference, for example un_sc/CDi.001."


def entry(actor: Actor, id_: str, *, as_of: date | None = None) -> EntryView:
    """An entry as its source states it now, or as the edition issued last on or before a day stated it.

    Raises:
        UnreadableEntryId: the text is not source/reference.
        NoSuchEntry: no such entry exists for this officer.
    """
    view = seen_entry(actor, id_, as_of=as_of)
    witness(actor, READ_ENTRY, {"entry": id_, "as_of": as_of.isoformat() if as_of else ""})
    return view


def seen_entry(
    actor: Actor, id_: str, *, as_of: date | None = None, permitted: frozenset[int] | None = None
) -> EntryView:
    """An entry for an act of this room, whose own line names it; under other markings than those for reading, if named.

    Raises:
        UnreadableEntryId: the text is not source/reference.
        NoSuchEntry: no such entry exists for this officer, or nothing of it comes under these markings.
    """
    source_name, reference = split_entry_id(id_)
    row = models.Entry.objects.select_related("source").filter(source__name=source_name, reference=reference).first()
    permitted = permitted_markings(actor) if permitted is None else permitted
    held = views_of([row.source], permitted) if row else ()
    view = (
        _entry_view(row, permitted, as_of, held[0], editions_of(source_name, whole=whole(permitted)))
        if row and held
        else None
    )
    if view is None or row is None:
        raise NoSuchEntry(entry_id=id_)
    return _moved(view, row, permitted)


def entries(actor: Actor, ids: Iterable[str]) -> tuple[EntryView, ...]:
    """Entries that an act has just told of, in this order, for the room that did it: its line names them.

    One that this officer may not see, or that no longer exists, is absent.
    """
    permitted = permitted_markings(actor)
    places = {id_: place for place, id_ in enumerate(ids)}
    rows: dict[str, models.Entry] = {}
    for name, references in _named(places).items():
        held = models.Entry.objects.select_related("source").filter(source__name=name, reference__in=references)
        rows |= {entry_id(name, Reference(row.reference)): row for row in held}
    held_sources = {view.name: view for view in sources(actor)}
    held_editions = {name: editions_of(name, whole=whole(permitted)) for name in held_sources if name in _named(rows)}
    views = (
        _entry_view(rows[id_], permitted, None, held_sources[name], held_editions[name])
        for id_ in sorted(rows, key=lambda id_: places[id_])
        if (name := SourceName(rows[id_].source.name)) in held_sources
    )
    return tuple(view for view in views if view is not None)


def titles(actor: Actor, ids: Iterable[str], at: Standing | None = None) -> dict[str, str]:
    """The best name that this officer may see of each listed entry; entries without one are absent.

    ``at`` is how the register stands, where the caller has just asked.
    """
    permitted = permitted_markings(actor, at=at)
    best: dict[str, tuple[int, str]] = {}
    for name, references in _named(ids).items():
        for reference, property_, value, marking in store.names_of(name, references):
            if marking in permitted:
                id_ = entry_id(name, Reference(reference))
                rank = (NAME_PROPERTIES.index(Property(property_)), json.loads(value)["text"])
                best[id_] = min(rank, best.get(id_, rank))
    return {id_: title for id_, (_, title) in best.items()}


def entry_names(actor: Actor, ids: Iterable[str]) -> dict[str, frozenset[str]]:
    """Every name ever stated of each of these entries that this officer may see; entries without one are absent."""
    permitted = permitted_markings(actor)
    found: dict[str, set[str]] = defaultdict(set)
    for source_row, references in _by_source(ids):
        keys = store.keys_of(source_row.pk, references)
        rows = models.Statement.objects.filter(
            entry_id__in=keys, property__in=NAME_PROPERTIES, since__lte=source_row.edition
        )
        name = SourceName(source_row.name)
        for row in seen_of(list(rows), permitted):
            found[entry_id(name, Reference(keys[row.entry_id]))].add(json.loads(row.value)["text"])
    return {id_: frozenset(names) for id_, names in found.items()}


def _named(ids: Iterable[str]) -> dict[SourceName, list[str]]:
    """The references that public ids name, by their source."""
    wanted: dict[SourceName, list[str]] = defaultdict(list)
    for id_ in set(ids):
        name, reference = split_entry_id(id_)
        wanted[name].append(reference)
    return wanted


def _by_source(ids: Iterable[str]) -> list[tuple[models.Source, list[str]]]:
    """The sources that public ids name, each with the references asked of it."""
    wanted = _named(ids)
    return [(row, wanted[SourceName(row.name)]) for row in models.Source.objects.filter(name__in=wanted)]


def _entry_view(
    row: models.Entry,
    permitted: frozenset[int],
    as_of: date | None,
    source: SourceView,
    editions: dict[int, EditionView],
) -> EntryView | None:
    statements = list(models.Statement.objects.filter(entry=row, since__in=editions))
    at = edition_on(editions, as_of) if as_of else row.source.edition
    sight = Sight(source, editions, permitted, store.markings_told())
    return entry_view(Reference(row.reference), statements, at, sight, past=as_of is not None)


def _moved(view: EntryView, row: models.Entry, permitted: frozenset[int]) -> EntryView:
    """The entry with the reference it had before and the one it has now, each only where it may be seen there."""
    editions = models.Edition.objects.filter(source=row.source_id, state=models.PUBLISHED).exclude(moved=[])
    pairs = [pair for moved in editions.order_by("number").values_list("moved", flat=True) for pair in moved]
    formerly = next((earlier for earlier, later in reversed(pairs) if later == row.reference), None)
    now_under = next((later for earlier, later in reversed(pairs) if earlier == row.reference), None)
    keys = store.keys_of(row.source_id, [one for one in (formerly, now_under) if one])
    stated = models.Statement.objects.filter(entry_id__in=keys, marking_id__in=permitted)
    seen = {keys[key] for key in stated.values_list("entry_id", flat=True).distinct()}
    return replace(
        view,
        formerly=Reference(formerly) if formerly in seen and formerly else None,
        now_under=Reference(now_under) if now_under in seen and now_under and not view.listed else None,
    )
