"""The readers of the register: sources, entries, their history, and what changed between editions.

Every reader takes the officer who asks. Markings are judged once for each distinct marking, the forbidden ones are
left out in the query itself, and an entry of which nothing may be seen does not exist for that officer.
"""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, F, Q

from acordo import clock
from acordo.config import settings
from acordo.errors import Invalid, Missing
from acordo.facts import (
    NAME_PROPERTIES,
    Kind,
    Property,
    Reference,
    SourceName,
    entry_id,
    split_entry_id,
)
from acordo.journal import permits
from acordo.journal.gate import witness
from acordo.journal.words import Actor, Role
from acordo.markings import Marking, Permitted, Use, UseKind, judge
from acordo.register import models, store
from acordo.register.models import HELD, PUBLISHED
from acordo.register.words import (
    NOTHING_YET,
    Changes,
    EditionView,
    EntryChange,
    EntryView,
    Freshness,
    SourceView,
    Step,
    Told,
    Value,
)
from acordo.wording import mark

if TYPE_CHECKING:
    from collections.abc import Iterable

READ_ENTRY = permits.declare("register.read_entry", Role, "read an entry with its history")
READ_CHANGES = permits.declare("register.read_changes", Role, "read what changed between editions")

FRESH_FOR = timedelta(hours=24)
USABLE_FOR = timedelta(days=7)


class NoSuchEntry(Missing):
    """No such entry exists for this officer."""

    code = "register.no_such_entry"
    sentence = "There is no entry {entry_id}. Check the source and the reference, for example un_sc/CDi.001."


class NoSuchSource(Missing):
    """No such source is held."""

    code = "register.no_such_source"
    sentence = "There is no source {source!r} here. 'acordo lists ls' shows those that are held."


class NoSuchStep(Invalid):
    """The editions asked for do not exist, or stand in the wrong order."""

    code = "register.no_such_step"
    sentence = "{source} has the editions {known}; choose two of them, the earlier one first."


def permitted_markings(actor: Actor, kind: UseKind = UseKind.READ) -> frozenset[int]:
    """The numbers of the markings under which this officer may make this use today."""
    day = clock.today(settings().time_zone)
    use = Use(kind, actor.service, actor.service, day, actor.clearance)
    return frozenset(pk for pk, marking in store.markings().items() if isinstance(judge(marking, use), Permitted))


def _whole(permitted: frozenset[int]) -> bool:
    """Nothing in the register is withheld from an officer who has these markings."""
    return permitted.issuperset(store.markings())


def sources(actor: Actor) -> tuple[SourceView, ...]:
    """Every source of which this officer may see something, by title."""
    permitted = permitted_markings(actor)
    waiting = models.Edition.objects.filter(state=HELD).values("source")
    rows = models.Source.objects.filter(Q(edition__gt=0) | Q(pk__in=waiting)).order_by("title")
    return _source_views(list(rows), permitted)


def source(actor: Actor, name: SourceName) -> SourceView:
    """One source.

    Raises:
        NoSuchSource: it is not held, or nothing of it may be seen by this officer.
    """
    rows = models.Source.objects.filter(name=name)
    for view in _source_views(list(rows), permitted_markings(actor)):
        return view
    raise NoSuchSource(source=name)


def entry(actor: Actor, id_: str, *, as_of: date | None = None) -> EntryView:
    """An entry as its source states it now, or as the edition issued last on or before a day stated it.

    Raises:
        UnreadableEntryId: the text is not source/reference.
        NoSuchEntry: no such entry exists for this officer.
    """
    source_name, reference = split_entry_id(id_)
    row = models.Entry.objects.select_related("source").filter(source__name=source_name, reference=reference).first()
    permitted = permitted_markings(actor)
    view = _entry_view(row, permitted, as_of) if row else None
    if view is None:
        raise NoSuchEntry(entry_id=id_)
    witness(actor, READ_ENTRY, {"entry": id_, "as_of": as_of.isoformat() if as_of else ""})
    return view


def changes(actor: Actor, name: SourceName, since: int | None = None, until: int | None = None) -> Changes:
    """What changed between two editions of a source; the last two where none is named. Edition 0 is "nothing yet".

    Raises:
        NoSuchSource: the source is not held for this officer.
        NoSuchStep: one of the editions does not exist.
    """
    view = source(actor, name)
    permitted = permitted_markings(actor)
    editions = _editions(name, whole=_whole(permitted))
    known = sorted(editions)
    last = until if until is not None else view.edition
    earlier = [number for number in known if number < last]
    first = since if since is not None else (earlier[-1] if earlier else 0)
    if last not in known or first >= last or (first not in known and first != 0):
        raise NoSuchStep(source=name, known=", ".join(map(str, known)) or "none")
    found = _changes(name, first, last, editions, permitted)
    witness(actor, READ_CHANGES, {"source": name, "since": first, "until": last})
    return found


def editions(actor: Actor, name: SourceName) -> tuple[EditionView, ...]:
    """The published editions of a source, oldest first.

    Raises:
        NoSuchSource: the source is not held for this officer.
    """
    source(actor, name)
    held = _editions(name, whole=_whole(permitted_markings(actor)))
    return tuple(held[number] for number in sorted(held))


def titles(actor: Actor, ids: Iterable[str]) -> dict[str, str]:
    """The best name that this officer may see of each listed entry; entries without one are absent."""
    permitted = permitted_markings(actor)
    found: dict[str, str] = {}
    for source_row, references in _by_source(ids):
        keys = store.keys_of(source_row.pk, references)
        names = store.visible_of(keys, source_row.edition).filter(
            property__in=NAME_PROPERTIES, marking_id__in=permitted
        )
        best: dict[int, tuple[int, str]] = {}
        for key, property_, value in names.values_list("entry_id", "property", "value"):
            rank = (NAME_PROPERTIES.index(Property(property_)), json.loads(value)["text"])
            best[key] = min(rank, best.get(key, rank))
        name = SourceName(source_row.name)
        found |= {entry_id(name, Reference(keys[key])): title for key, (_, title) in best.items()}
    return found


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
        for row in _seen(list(rows), permitted):
            found[entry_id(name, Reference(keys[row.entry_id]))].add(json.loads(row.value)["text"])
    return {id_: frozenset(names) for id_, names in found.items()}


def marking_of(name: SourceName) -> Marking | None:
    """The marking that a source's values come under unless another is stated; None where the source is not held."""
    row = models.Source.objects.select_related("marking").filter(name=name, edition__gt=0).first()
    return Marking.from_canonical(row.marking.canonical) if row else None


def _seen(rows: list[models.Statement], permitted: frozenset[int]) -> list[models.Statement]:
    """The rows that may be seen. A value whose marking was once narrower is not read back out of its past."""
    narrowed = {bytes(row.sid) for row in rows if row.marking_id not in permitted}
    return [
        row for row in rows if row.marking_id in permitted and (row.until is None or bytes(row.sid) not in narrowed)
    ]


def _by_source(ids: Iterable[str]) -> list[tuple[models.Source, list[str]]]:
    """The sources that public ids name, each with the references asked of it."""
    wanted: dict[str, list[str]] = defaultdict(list)
    for id_ in set(ids):
        name, reference = split_entry_id(id_)
        wanted[name].append(reference)
    return [(row, wanted[row.name]) for row in models.Source.objects.filter(name__in=wanted)]


_WAITING = Told(
    "register.waiting", mark("It differs much from the edition before, and waits for an officer's word."), {}
)


def _edition_view(row: models.Edition, *, whole: bool) -> EditionView:
    told = Told(**row.held_because) if row.held_because else None
    return EditionView(
        number=row.number,
        issued=row.issued,
        origin=row.origin,
        digest=row.digest,
        received_at=row.received_at,
        published_at=row.published_at,
        register_number=row.register_number,
        added=row.added if whole else None,
        amended=row.amended if whole else None,
        delisted=row.delisted if whole else None,
        alarms=tuple(row.alarms) if whole else (),
        held_because=told if whole or told is None else _WAITING,
    )


def _editions(name: SourceName, *, whole: bool) -> dict[int, EditionView]:
    rows = models.Edition.objects.filter(source__name=name, state=PUBLISHED)
    return {row.number: _edition_view(row, whole=whole) for row in rows}


def _source_views(rows: list[models.Source], permitted: frozenset[int]) -> tuple[SourceView, ...]:
    """The sources among these of which something may be seen; three queries, however many there are."""
    markings = store.markings()
    everything = permitted.issuperset(markings)
    editions = models.Edition.objects.filter(source__in=rows)
    current = {row.source_id: row for row in editions.filter(state=PUBLISHED, number=F("source__edition"))}
    waiting = {row.source_id: row for row in editions.filter(state=HELD).order_by("number")}
    views = []
    for row in rows:
        counted = _counts(row, current.get(row.pk), None if everything else permitted)
        if (row.edition and not counted[0]) or (not row.edition and row.marking_id not in permitted):
            continue
        held = waiting.get(row.pk)
        views.append(
            SourceView(
                name=SourceName(row.name),
                title=row.title,
                publisher=row.publisher,
                licence=row.licence,
                marking=str(markings[row.marking_id]),
                edition=row.edition,
                issued=row.issued,
                checked_at=row.checked_at,
                freshness=freshness(row.checked_at),
                entries=counted[0],
                names=counted[1],
                held=_edition_view(held, whole=everything) if held else None,
            )
        )
    return tuple(views)


def freshness(checked_at: datetime | None) -> Freshness:
    """How stale a source is: 24 hours amber, 7 days red, since the last successful look (rule 19)."""
    if checked_at is None or clock.now() - checked_at > USABLE_FOR:
        return Freshness.RED
    return Freshness.AMBER if clock.now() - checked_at > FRESH_FOR else Freshness.FRESH


def _counts(row: models.Source, edition: models.Edition | None, permitted: frozenset[int] | None) -> tuple[int, int]:
    """Entries and names that may be seen: as counted at publication where all may be (None), else counted now."""
    if edition is None:
        return 0, 0
    if permitted is None:
        return edition.entries, edition.names
    seen = store.visible(row.pk, row.edition).filter(marking_id__in=permitted)
    entries = seen.aggregate(n=Count("entry_id", distinct=True))["n"]
    return entries, seen.filter(property__in=NAME_PROPERTIES).count()


def _value(row: models.Statement, markings: dict[int, str], editions: dict[int, EditionView]) -> Value:
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


def _order(value: Value) -> tuple[int, str]:
    return list(Property).index(value.property), value.text


def _entry_view(row: models.Entry, permitted: frozenset[int], as_of: date | None) -> EntryView | None:
    name = SourceName(row.source.name)
    editions = _editions(name, whole=_whole(permitted))
    statements = list(models.Statement.objects.filter(entry=row, since__in=editions))
    seen = _seen(statements, permitted)
    source_views = _source_views([row.source], permitted)
    if not seen or not source_views:
        return None
    markings = {pk: str(marking) for pk, marking in store.markings().items()}
    at = _edition_on(editions, as_of) if as_of else row.source.edition
    values = {statement.pk: _value(statement, markings, editions) for statement in seen}
    stated = [s for s in statements if s.since <= at and (s.until is None or s.until > at or s.until not in editions)]
    now = sorted((values[s.pk] for s in stated if s.pk in values), key=_order)
    history = tuple(_steps(seen, values, editions))
    if not now and (as_of or stated):
        return None
    return EntryView(
        entry_id=entry_id(name, Reference(row.reference)),
        source=source_views[0],
        reference=Reference(row.reference),
        kind=_kind(now or list(values.values())),
        title=_title(now or list(values.values())),
        listed=bool(now),
        edition=editions.get(at),
        values=tuple(now),
        history=history,
        withheld=len(stated) - len(now),
    )


def _edition_on(editions: dict[int, EditionView], day: date) -> int:
    """The number of the last edition that was issued (or, without an issue date, published) by the end of a day."""
    zone = settings().time_zone
    issued = [
        number
        for number, view in editions.items()
        if (view.issued or (view.published_at or view.received_at).astimezone(zone).date()) <= day
    ]
    return max(issued, default=0)


def _steps(rows: list[models.Statement], values: dict[int, Value], editions: dict[int, EditionView]) -> Iterable[Step]:
    came: dict[int, list[Value]] = defaultdict(list)
    went: dict[int, list[Value]] = defaultdict(list)
    for row in rows:
        came[row.since].append(values[row.pk])
        if row.until in editions:
            went[row.until].append(values[row.pk])
    for number in sorted(came.keys() | went.keys(), reverse=True):
        added, removed = sorted(came[number], key=_order), sorted(went[number], key=_order)
        yield Step(editions[number], tuple(added), tuple(removed))


def _kind(values: Iterable[Value]) -> Kind:
    return next((Kind(value.text) for value in values if value.property is Property.KIND), Kind.UNKNOWN)


def _title(values: Iterable[Value]) -> str:
    names = [value for value in values if value.property in NAME_PROPERTIES]
    return min(names, key=_order).text if names else ""


def _changes(
    name: SourceName, first: int, last: int, editions: dict[int, EditionView], permitted: frozenset[int]
) -> Changes:
    row = models.Source.objects.get(name=name)
    markings = {pk: str(marking) for pk, marking in store.markings().items()}
    numbers = [number for number in editions if first < number <= last]
    every = models.Statement.objects.filter(source=row).annotate(reference=F("entry__reference"))
    mine = every.filter(marking_id__in=permitted)
    hidden = set() if _whole(permitted) else set(every.exclude(marking_id__in=permitted).values_list("sid", flat=True))
    came = {bytes(s.sid): s for s in mine.filter(Q(until=None) | Q(until__gt=last), since__in=numbers)}
    went = {bytes(s.sid): s for s in mine.filter(until__in=numbers, since__lte=first) if s.sid not in hidden}
    steps: dict[str, tuple[list[Value], list[Value], list[Value]]] = defaultdict(lambda: ([], [], []))
    for sid, statement in came.items():
        before_it = went.get(sid)
        if before_it is None or before_it.marking_id != statement.marking_id:
            value = _value(statement, markings, editions)
            steps[statement.reference][0 if before_it is None else 2].append(value)
    for sid, statement in went.items():
        if sid not in came:
            steps[statement.reference][1].append(_value(statement, markings, editions))
    keys = store.keys_of(row.pk, steps)
    was, now = _stated(keys, first), _stated(keys, last)
    names = _names(keys, (first, last), permitted)

    def change(reference: str) -> EntryChange:
        added, removed, remarked = (tuple(sorted(values, key=_order)) for values in steps[reference])
        return EntryChange(Reference(reference), names.get(reference, ""), added, removed, remarked)

    return Changes(
        source=name,
        since=editions.get(first, NOTHING_YET),
        until=editions[last],
        added=tuple(change(reference) for reference in sorted(steps.keys() & (now - was))),
        amended=tuple(change(reference) for reference in sorted(steps.keys() & was & now)),
        delisted=tuple(change(reference) for reference in sorted(steps.keys() & (was - now))),
    )


def _stated(keys: dict[int, str], edition: int) -> set[str]:
    """The references among these of which an edition states something."""
    found: set[str] = set()
    for some in store.asked_together(list(keys)):
        rows = store.visible_of(some, edition)
        found |= {keys[key] for key in rows.values_list("entry_id", flat=True).distinct()}
    return found


def _names(keys: dict[int, str], editions: tuple[int, int], permitted: frozenset[int]) -> dict[str, str]:
    """The primary names of entries in either of two editions, the later one preferred."""
    found = {}
    for edition in editions:
        for some in store.asked_together(list(keys)):
            rows = store.visible_of(some, edition).filter(property=Property.PRIMARY_NAME, marking_id__in=permitted)
            for key, value in rows.values_list("entry_id", "value"):
                found[keys[key]] = json.loads(value)["text"]
    return found
