"""Differences as pages show them: of a source, some entries at a time; of one entry, side by side; of what is held.

A large source may differ in every entry, so the entries are found first and their values are read for one page alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import zip_longest
from typing import TYPE_CHECKING

from django.db.models import Q

from acordo.facts import Property, Reference, SourceName, entry_id, split_entry_id
from acordo.journal import permits
from acordo.journal.gate import witness
from acordo.journal.words import Role
from acordo.register import models, store
from acordo.register.changes import READ_CHANGES, between, stated_in, step_of
from acordo.register.queries import NoSuchEntry
from acordo.register.refusals import NoHeldEdition
from acordo.register.sources import edition_view, editions_of, moved_in, source
from acordo.register.values import order, title_of, value_of
from acordo.register.visibility import permitted_markings, seen_of, whole
from acordo.register.words import NOTHING_YET, EditionView, EntryChange, SourceView, Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from acordo.journal.words import Actor

READ_HELD = permits.declare("register.read_held", Role, "read what a held edition would change")


class Group(StrEnum):
    """What became of an entry between two editions."""

    ADDED = "added"
    AMENDED = "amended"
    DELISTED = "delisted"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Differences:
    """What differs between two editions of a source: how many entries of each group, and some entries of one.

    ``own`` says of a held edition that the officer who asks prepared it, and so cannot put it in force;
    ``ours`` that it is of a list of our own, whose every value the second officer compares with the decision.
    """

    source: SourceView
    since: EditionView
    until: EditionView
    counts: dict[Group, int]
    group: Group
    entries: tuple[EntryChange, ...]
    own: bool = False
    ours: bool = False


class What(StrEnum):
    """What became of a value between two editions."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MARKED = "marked"


@dataclass(frozen=True, slots=True)
class Line:
    """One difference: the value as it was and as it is; None on the side where nothing stands."""

    what: What
    property: Property
    before: Value | None
    after: Value | None


@dataclass(frozen=True, slots=True)
class EntryDifferences:
    """What differs in one entry between two of its source's editions; ``same`` counts the values that do not."""

    entry_id: str
    source: SourceView
    reference: Reference
    title: str
    since: EditionView
    until: EditionView
    lines: tuple[Line, ...]
    same: int
    editions: tuple[EditionView, ...]


def differences(
    actor: Actor,
    name: SourceName,
    step: tuple[int | None, int | None] = (None, None),
    *,
    group: Group | None = None,
    start: int = 0,
    count: int = 20,
) -> Differences:
    """What differs between two published editions, the last two where none is named.

    Raises:
        NoSuchSource: the source is not held for this officer.
        NoSuchStep: one of the editions does not exist.
    """
    view = source(actor, name)
    editions = editions_of(name, whole=whole(permitted_markings(actor)))
    first, last = step_of(name, editions, step[0], step[1] if step[1] is not None else view.edition)
    found = _differences(actor, view, (first, last), editions, group, start, count)
    witness(actor, READ_CHANGES, {"source": name, "since": first, "until": last})
    return found


def held(
    actor: Actor, name: SourceName, number: int, *, group: Group | None = None, start: int = 0, count: int = 20
) -> Differences:
    """What an edition that waits for an officer's word would change.

    Raises:
        NoSuchSource: the source is not held for this officer.
        NoHeldEdition: none waits under the number.
    """
    view = source(actor, name)
    row = models.Edition.objects.filter(source__name=name, number=number, state=models.HELD).first()
    if row is None:
        raise NoHeldEdition(source=name, number=number)
    everything = whole(permitted_markings(actor))
    editions = editions_of(name, whole=everything) | {number: edition_view(row, whole=everything)}
    found = _differences(actor, view, (row.base, number), editions, group, start, count)
    witness(actor, READ_HELD, {"source": name, "edition": number})
    return replace(found, own=str(actor.person) in row.prepared_by, ours=bool(row.prepared_by))


def _differences(
    actor: Actor,
    view: SourceView,
    step: tuple[int, int],
    editions: dict[int, EditionView],
    group: Group | None,
    start: int,
    count: int,
) -> Differences:
    permitted = permitted_markings(actor)
    first, last = step
    groups = _groups(view.name, first, last, editions, permitted)
    chosen = group or next((one for one in Group if groups[one]), Group.ADDED)
    asked = groups[chosen][start : start + count]
    found = between(view.name, first, last, editions, permitted, only=[key for _, key in asked])
    changed = {one.reference: one for one in (*found.added, *found.amended, *found.delisted, *found.moved)}
    return Differences(
        source=view,
        since=editions.get(first, NOTHING_YET),
        until=editions[last],
        counts={one: len(groups[one]) for one in Group},
        group=chosen,
        entries=tuple(
            changed.get(Reference(reference), EntryChange(Reference(reference), "", (), (), ()))
            for reference, _ in asked
        ),
    )


def _groups(
    name: SourceName, first: int, last: int, editions: dict[int, EditionView], permitted: frozenset[int]
) -> dict[Group, list[tuple[str, int]]]:
    """The entries of each group, by reference; only those of which a difference may be seen."""
    numbers = [number for number in editions if first < number <= last]
    rows = models.Statement.objects.filter(source__name=name)
    mine = rows.filter(marking_id__in=permitted)
    came = mine.filter(Q(until=None) | Q(until__gt=last), since__in=numbers)
    went = mine.filter(until__in=numbers, since__lte=first)
    if not whole(permitted):
        went = went.exclude(sid__in=rows.exclude(marking_id__in=permitted).values("sid"))
    fields = ("entry_id", "entry__reference")
    keys = dict(came.values_list(*fields).distinct()) | dict(went.values_list(*fields).distinct())
    was, now = stated_in(keys, first, permitted), stated_in(keys, last)
    touched = sorted((reference, key) for key, reference in keys.items())
    moved = moved_in(name, numbers)
    came_from = {later: earlier for later, earlier in moved.items() if later in now - was and earlier in was}
    was -= set(came_from.values()) - now
    now_moved = now & came_from.keys()
    return {
        Group.ADDED: [one for one in touched if one[0] in now and one[0] not in was | now_moved],
        Group.AMENDED: [one for one in touched if one[0] in now and one[0] in was],
        Group.DELISTED: [one for one in touched if one[0] in was and one[0] not in now],
        Group.MOVED: [one for one in touched if one[0] in now_moved],
    }


def of_entry(actor: Actor, id_: str, since: int | None = None, until: int | None = None) -> EntryDifferences:
    """What differs in an entry between two of the editions that changed it; the last two where none is named.

    Raises:
        UnreadableEntryId: the text is not source/reference.
        NoSuchEntry: no such entry exists for this officer.
        NoSuchStep: one of the editions does not exist.
    """
    name, reference = split_entry_id(id_)
    permitted = permitted_markings(actor)
    row = models.Entry.objects.select_related("source").filter(source__name=name, reference=reference).first()
    editions = editions_of(SourceName(name), whole=whole(permitted))
    stated = models.Statement.objects.filter(entry=row, since__in=editions) if row else []
    seen = seen_of(list(stated), permitted)
    if not seen:
        raise NoSuchEntry(entry_id=id_)
    moved = {one.since for one in seen} | {one.until for one in seen if one.until in editions}
    first, last = step_of(SourceName(name), editions, since, until if until is not None else max(moved))
    lines, same = _lines(seen, first, last, editions)
    witness(actor, READ_CHANGES, {"entry": id_, "since": first, "until": last})
    return EntryDifferences(
        entry_id=entry_id(SourceName(name), Reference(reference)),
        source=source(actor, SourceName(name)),
        reference=Reference(reference),
        title=_title(seen, last, editions) or _title(seen, first, editions),
        since=editions.get(first, NOTHING_YET),
        until=editions[last],
        lines=lines,
        same=same,
        editions=tuple(editions[number] for number in sorted({*moved, last} | ({first} if first else set()))),
    )


def _lines(
    seen: list[models.Statement], first: int, last: int, editions: dict[int, EditionView]
) -> tuple[tuple[Line, ...], int]:
    """What differs, property by property, and how many values do not."""
    markings = {pk: str(marking) for pk, marking in store.markings().items()}
    before, after = (
        {bytes(one.sid): value_of(one, markings, editions) for one in _at(seen, edition)} for edition in (first, last)
    )
    gone = [value for sid, value in before.items() if sid not in after]
    come = [value for sid, value in after.items() if sid not in before]
    both = [(before[sid], after[sid]) for sid in before.keys() & after.keys()]
    marked = [pair for pair in both if pair[0].marking != pair[1].marking]
    lines = [*_paired(gone, come), *(Line(What.MARKED, was.property, was, now) for was, now in marked)]
    return tuple(sorted(lines, key=_place)), len(both) - len(marked)


def _paired(gone: list[Value], come: list[Value]) -> Iterator[Line]:
    """What went and what came of one property stand beside each other."""
    for property_ in Property:
        left = sorted((value for value in gone if value.property is property_), key=order)
        right = sorted((value for value in come if value.property is property_), key=order)
        for was, now in zip_longest(left, right):
            what = What.CHANGED if was and now else What.REMOVED if was else What.ADDED
            yield Line(what, property_, was, now)


def _place(line: Line) -> int:
    return list(Property).index(line.property)


def _at(seen: list[models.Statement], edition: int) -> list[models.Statement]:
    return [one for one in seen if one.since <= edition and (one.until is None or one.until > edition)]


def _title(seen: list[models.Statement], edition: int, editions: dict[int, EditionView]) -> str:
    markings = {pk: str(marking) for pk, marking in store.markings().items()}
    return title_of(value_of(one, markings, editions) for one in _at(seen, edition))
