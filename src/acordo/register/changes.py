"""What changed between two editions of a source, down to values."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING

from django.db.models import F, Q

from acordo.errors import Invalid
from acordo.facts import Property, Reference, SourceName
from acordo.journal import permits
from acordo.journal.gate import witness
from acordo.journal.words import Actor, Role
from acordo.register import models, store
from acordo.register.sources import editions_of, moved_in, source
from acordo.register.values import order, value_of
from acordo.register.visibility import permitted_markings, seen_of, whole
from acordo.register.words import NOTHING_YET, Changes, EditionView, EntryChange, Value

if TYPE_CHECKING:
    from collections.abc import Iterable

READ_CHANGES = permits.declare("register.read_changes", Role, "read what changed between editions")


class NoSuchStep(Invalid):
    """The editions asked for do not exist, or stand in the wrong order."""

    code = "register.no_such_step"
    sentence = "{source} has the editions {known}; choose two of them, the earlier one first."


def changes(actor: Actor, name: SourceName, since: int | None = None, until: int | None = None) -> Changes:
    """What changed between two editions of a source; the last two where none is named. Edition 0 is "nothing yet".

    Raises:
        NoSuchSource: the source is not held for this officer.
        NoSuchStep: one of the editions does not exist.
    """
    view = source(actor, name)
    permitted = permitted_markings(actor)
    editions = editions_of(name, whole=whole(permitted))
    first, last = step_of(name, editions, since, until if until is not None else view.edition)
    found = between(name, first, last, editions, permitted)
    witness(actor, READ_CHANGES, {"source": name, "since": first, "until": last})
    return found


def step_of(name: SourceName, editions: Iterable[int], since: int | None, until: int) -> tuple[int, int]:
    """The two editions meant: the one before ``until`` where none is named.

    Raises:
        NoSuchStep: one of them does not exist, or they stand in the wrong order.
    """
    known = sorted(editions)
    earlier = [number for number in known if number < until]
    first = since if since is not None else (earlier[-1] if earlier else 0)
    if until not in known or first >= until or (first not in known and first != 0):
        raise NoSuchStep(source=name, known=", ".join(map(str, known)) or "none")
    return first, until


def between(
    name: SourceName,
    first: int,
    last: int,
    editions: dict[int, EditionView],
    permitted: frozenset[int],
    only: Iterable[int] | None = None,
) -> Changes:
    """What changed between two editions; in the entries under some keys where ``only`` names them."""
    row = models.Source.objects.get(name=name)
    markings = {pk: str(marking) for pk, marking in store.markings().items()}
    numbers = [number for number in editions if first < number <= last]
    every = models.Statement.objects.filter(source=row).annotate(reference=F("entry__reference"))
    if only is not None:
        every = every.filter(entry_id__in=list(only))
    mine = every.filter(marking_id__in=permitted)
    hidden = set() if whole(permitted) else set(every.exclude(marking_id__in=permitted).values_list("sid", flat=True))
    came = {bytes(s.sid): s for s in mine.filter(Q(until=None) | Q(until__gt=last), since__in=numbers)}
    went = {bytes(s.sid): s for s in mine.filter(until__in=numbers, since__lte=first) if s.sid not in hidden}
    steps: dict[str, tuple[list[Value], list[Value], list[Value]]] = defaultdict(lambda: ([], [], []))
    for sid, statement in came.items():
        before_it = went.get(sid)
        if before_it is None or before_it.marking_id != statement.marking_id:
            value = value_of(statement, markings, editions)
            steps[statement.reference][0 if before_it is None else 2].append(value)
    for sid, statement in went.items():
        if sid not in came:
            steps[statement.reference][1].append(value_of(statement, markings, editions))
    keys = store.keys_of(row.pk, steps)
    was, now = stated_in(keys, first, permitted), stated_in(keys, last)
    names = _names(keys, (first, last), permitted)

    came_from = _came_from(name, row.pk, numbers, now - was, first, permitted)
    before_moves = set(came_from.values())

    def change(reference: str) -> EntryChange:
        added, removed, remarked = (tuple(sorted(values, key=order)) for values in steps[reference])
        formerly = Reference(came_from[reference]) if reference in came_from else None
        return EntryChange(Reference(reference), names.get(reference, ""), added, removed, remarked, formerly)

    return Changes(
        source=name,
        since=editions.get(first, NOTHING_YET),
        until=editions[last],
        added=tuple(change(reference) for reference in sorted(steps.keys() & (now - was - came_from.keys()))),
        amended=tuple(change(reference) for reference in sorted(steps.keys() & was & now)),
        delisted=tuple(change(reference) for reference in sorted(steps.keys() & (was - now - before_moves))),
        moved=tuple(change(reference) for reference in sorted(steps.keys() & came_from.keys())),
    )


def _came_from(
    name: SourceName, source: int, numbers: Iterable[int], new: set[str], first: int, permitted: frozenset[int]
) -> dict[str, str]:
    """The new entries that stood under another reference before, where this officer may see them there too."""
    moved = {later: earlier for later, earlier in moved_in(name, numbers).items() if later in new}
    seen = stated_in(store.keys_of(source, moved.values()), first, permitted) if moved else set()
    return {later: earlier for later, earlier in moved.items() if earlier in seen}


def stated_in(keys: dict[int, str], edition: int, permitted: frozenset[int] | None = None) -> set[str]:
    """The references among these of which an edition states something, under some markings where they are named.

    Who sees an entry for the first time is not told that it stood there before; and an entry that still stands is
    never told as delisted, whoever sees it.
    """
    found: set[str] = set()
    for some in store.asked_together(list(keys)):
        rows = store.visible_of(some, edition)
        rows = rows if permitted is None else rows.filter(marking_id__in=permitted)
        found |= {keys[key] for key in rows.values_list("entry_id", flat=True).distinct()}
    return found


def _names(keys: dict[int, str], editions: tuple[int, int], permitted: frozenset[int]) -> dict[str, str]:
    """The primary names of entries in either of two editions, the later one preferred."""
    found = {}
    for edition in editions:
        for some in store.asked_together(list(keys)):
            rows = store.visible_of(some, edition).filter(property=Property.PRIMARY_NAME)
            for row in seen_of(list(rows), permitted):
                found[keys[row.entry_id]] = json.loads(row.value)["text"]
    return found
