"""The one door through which statements enter.

``stage`` writes a change set in chunks, each its own short transaction, under an edition that no reader sees: a
reader sees a statement when ``since <= source.edition`` and not ``until <= source.edition``. ``publish`` makes it
seen by moving ``source.edition``, and runs inside the act's transaction. ``drop`` takes a staged edition back.

A crash between chunks leaves rows that nobody sees; the next update of the source drops them. A process that is
overtaken by another finds its edition dropped at its next chunk, and stops.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import connection, transaction
from django.db.models import Max, Q, QuerySet

from acordo import clock
from acordo.errors import Conflict
from acordo.facts import NAME_PROPERTIES, Property, Reference, SourceName, Statement
from acordo.journal.guard import require_open
from acordo.markings import Marking
from acordo.register.models import (
    DROPPED,
    HELD,
    PUBLISHED,
    STAGED,
    Edition,
    Entry,
    FindableName,
    FindableNumber,
    MarkingRow,
    RegisterState,
    Source,
)
from acordo.register.models import Statement as Row
from acordo.register.searchable import name_kept, number_kept

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from acordo.facts import Amendment, ChangeSet

    Progress = Callable[[int, int], None]
    _Row = tuple[str | int | bytes, ...]

Item = TypeVar("Item")
CHUNK = 20_000
PORTION = 5_000
_STATED = "source_id, entry_id, sid, property, value, language, original"
_TABLES = (
    ("register_statement", _STATED),
    ("register_findablename", "source_id, entry_id, sid, words, bones, script"),
    ("register_findablenumber", "source_id, entry_id, sid, number"),
)
"""Each holds a row for as long as a statement holds: what it says, and what the search compares of it."""


class Overtaken(Conflict):
    """Another update of the same source began meanwhile, or the source has moved."""

    code = "register.overtaken"
    sentence = "Another update of {source} overtook this one. Nothing was changed by this one; look, and start again."


def visible(source: int, edition: int) -> QuerySet[Row]:
    """The statements of a source as one of its editions has them."""
    return Row.objects.filter(Q(until=None) | Q(until__gt=edition), source_id=source, since__lte=edition)


def visible_of(entries: Iterable[int], edition: int) -> QuerySet[Row]:
    """The statements of some entries of one source, as one of its editions has them.

    Nothing but the entry is named, so that the database looks them up by entry rather than through the whole source.
    """
    return Row.objects.filter(Q(until=None) | Q(until__gt=edition), entry_id__in=list(entries), since__lte=edition)


def keys_of(source: int, references: Iterable[str]) -> dict[int, str]:
    """The keys of entries of a source, to their references; references that are not known are absent."""
    found: dict[int, str] = {}
    for some in asked_together(list(references)):
        found |= dict(Entry.objects.filter(source_id=source, reference__in=some).values_list("id", "reference"))
    return found


def asked_together(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """The items in portions that one statement may name: databases bound the values of a statement."""
    for start in range(0, len(items), PORTION):
        yield items[start : start + PORTION]


_SIGNS = (
    "SELECT e.register_number, e.stamp, s.id, s.name, s.title, s.publisher, s.licence, s.marking_id, s.edition, "
    "s.issued, s.checked_at, h.id, (SELECT COUNT(*) FROM register_markingrow) FROM register_source s "
    "LEFT JOIN register_edition e ON e.source_id = s.id AND e.number = s.edition "
    "LEFT JOIN register_edition h ON h.source_id = s.id AND h.state = 'held' ORDER BY s.id, h.id"
)
_IN_FORCE = "t.since <= s.edition AND (t.until IS NULL OR t.until > s.edition)"
_LISTED = f" AND EXISTS (SELECT 1 FROM register_statement t WHERE t.entry_id = e.id AND {_IN_FORCE})"  # noqa: S608 (constants)
_OF_SOURCE = (
    "FROM register_source s JOIN register_entry e ON e.source_id = s.id {} WHERE s.name = %s AND e.reference IN ({})"
)


def signs() -> tuple[tuple[object, ...], ...]:
    """What moves with all that a reader of sources or markings could see; see ``standing``.

    Of each source: the register number and the stamp of the edition in force (None before the first), then the rest.
    Markings are only ever added, so their number tells whether there are others. Said in SQL, as every act asks it.
    """
    with connection.cursor() as cursor:
        cursor.execute(_SIGNS)
        return tuple(cursor.fetchall())


def listed(source: str, references: Sequence[str]) -> frozenset[str]:
    """Those of some references of which the edition in force of a source states anything, at this moment."""
    found: set[str] = set()
    for some in asked_together(references):
        found.update(row[0] for row in _of_source("e.reference", "", _LISTED, source, some))
    return frozenset(found)


def names_of(source: str, references: Sequence[str]) -> Iterator[tuple[str, str, str, int]]:
    """The names that the edition in force states of entries: reference, property, value, number of the marking."""
    join = f"JOIN register_statement t ON t.entry_id = e.id AND {_IN_FORCE}"
    columns = "e.reference, t.property, t.value, t.marking_id"
    properties = ", ".join(f"'{property_}'" for property_ in NAME_PROPERTIES)
    for some in asked_together(references):
        yield from _of_source(columns, join, f" AND t.property IN ({properties})", source, some)


def statements_of(source: Source, number: int) -> Iterator[Statement]:
    """What one edition of a source states, be it in force or waiting."""
    known = markings()
    columns = ("entry__reference", "property", "value", "marking_id", "language", "original")
    for reference, property_, value, marking, *said in visible(source.pk, number).values_list(*columns).iterator(CHUNK):
        name = SourceName(source.name)
        yield Statement(name, Reference(reference), Property(property_), value, known[marking], *said)


def values_of(source: Source, references: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """What the edition in force states of entries: reference, property, value."""
    for some in asked_together(references):
        rows = visible(source.pk, source.edition).filter(entry__reference__in=some)
        yield from rows.values_list("entry__reference", "property", "value").iterator(CHUNK)


def _of_source(columns: str, join: str, more: str, source: str, references: Sequence[str]) -> list[tuple[Any, ...]]:
    """Rows about entries of a source by its name and their references; all but these are constants of this module."""
    places = ", ".join(["%s"] * len(references))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} {_OF_SOURCE.format(join, places)}{more}", [source, *references])
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


def markings() -> dict[int, Marking]:
    """Every marking that is used, by its number."""
    return {pk: _marking(text) for pk, text in MarkingRow.objects.values_list("id", "canonical")}


def markings_told() -> dict[int, str]:
    """Every marking that is used, in words, by its number."""
    return {pk: str(marking) for pk, marking in markings().items()}


@cache
def _marking(canonical: str) -> Marking:
    return Marking.from_canonical(canonical)


def interned(wanted: Iterable[Marking]) -> dict[Marking, int]:
    """The numbers of markings, each kept once."""
    distinct = set(
        {id(marking): marking for marking in wanted}.values()
    )  # a whole list bears one, named a million times
    known = dict(MarkingRow.objects.values_list("canonical", "id"))
    for canonical in sorted({marking.canonical() for marking in distinct} - known.keys()):
        known[canonical] = MarkingRow.objects.get_or_create(canonical=canonical)[0].pk
    return {marking: known[marking.canonical()] for marking in distinct}


@dataclass(frozen=True, slots=True)
class Held:
    """What a source states in the edition in force: each statement's marking, and whose it is."""

    markings: dict[bytes, Marking]
    references: dict[bytes, str]


def held(source: Source) -> Held:
    """What the edition in force states."""
    known = markings()
    references = dict(Entry.objects.filter(source=source).values_list("id", "reference").iterator(CHUNK))
    found = Held({}, {})
    for sid, marking, entry in (
        visible(source.pk, source.edition).values_list("sid", "marking_id", "entry_id").iterator(CHUNK)
    ):
        found.markings[bytes(sid)] = known[marking]
        found.references[bytes(sid)] = references[entry]
    return found


def stage(changes: ChangeSet, edition: Edition, progress: Progress | None = None) -> None:
    """Write a change set under an edition that nobody sees yet; ``progress`` gets statements done and in all.

    Raises:
        Overtaken: the change set was made against another edition, or another update took this one's place.
    """
    if changes.base_edition != edition.base:
        raise Overtaken(source=edition.source.name)
    total = len(changes.adds) + len(changes.removes) + len(changes.amends)
    done = 0
    numbers = interned([*(s.marking for s in changes.adds), *(a.marking for a in changes.amends)])
    entries = _entries(edition, sorted({statement.reference for statement in changes.adds}))

    def tell(items: Sequence[object]) -> None:
        nonlocal done
        done += len(items)
        if progress:
            progress(done, total)

    for removes in _chunks(sorted(changes.removes)):
        with _still_staged(edition):
            _end(edition, removes)
        tell(removes)
    for amends in _chunks(changes.amends):
        with _still_staged(edition):
            _amend(edition, amends, numbers)
        tell(amends)
    for adds in _chunks(changes.adds):
        tables = _rows(edition, adds, entries, numbers)
        with _still_staged(edition):
            for (table, same), rows in zip(_TABLES, tables, strict=True):
                _load(table, f"{same}, marking_id, since", rows)
        tell(adds)


def publish(edition: Edition) -> int:
    """Make a staged or held edition the one in force; returns the register's new number. Inside an act only.

    Raises:
        Overtaken: the source has moved since the edition was made.
    """
    source = Source.objects.select_for_update().get(pk=edition.source_id)
    current = Edition.objects.select_for_update().filter(pk=edition.pk, state__in=[STAGED, HELD]).exists()
    if source.edition != edition.base or not current:
        raise Overtaken(source=source.name)
    number = RegisterState.objects.select_for_update().get(id=1).number + 1
    RegisterState.objects.filter(id=1).update(number=number)
    moment = clock.now()
    Edition.objects.filter(pk=edition.pk).update(state=PUBLISHED, published_at=moment, register_number=number)
    Source.objects.filter(pk=source.pk).update(edition=edition.number, issued=edition.issued, checked_at=moment)
    return number


def drop(edition: Edition) -> bool:
    """Take a staged or held edition back, as if it had never come; False where it is neither any more.

    The state is asked and changed, and the rows are taken back, in one transaction: an edition that another act
    published meanwhile is left alone, and a crash leaves all or nothing.
    """
    with transaction.atomic():
        waiting = Edition.objects.select_for_update().filter(pk=edition.pk, state__in=[STAGED, HELD])
        if not waiting.exists():
            return False
        for rows in (
            Row.objects.filter(source_id=edition.source_id),
            FindableName.objects.filter(source_id=edition.source_id),
            FindableNumber.objects.filter(source_id=edition.source_id),
        ):
            rows.filter(since=edition.number).delete()
            rows.filter(until=edition.number).update(until=None)
        Edition.objects.filter(pk=edition.pk).update(state=DROPPED)
        return True


def begin(source: Source, edition: Edition) -> Edition:
    """Give a new edition its number and stage it; editions that a crash left staged are taken back first."""
    for left in Edition.objects.filter(source=source, state=STAGED):
        drop(left)
    with transaction.atomic():
        Source.objects.select_for_update().get(pk=source.pk)
        last = Edition.objects.filter(source=source).aggregate(last=Max("number"))["last"] or 0
        edition.number = last + 1
        edition.state = STAGED
        edition.save(force_insert=True)
    return edition


@contextmanager
def _still_staged(edition: Edition) -> Iterator[None]:
    """One chunk's transaction, in which the edition cannot be dropped by another update."""
    with transaction.atomic():
        if not Edition.objects.select_for_update().filter(pk=edition.pk, state=STAGED).exists():
            raise Overtaken(source=edition.source.name)
        yield


def _entries(edition: Edition, references: Sequence[str]) -> dict[str, int]:
    """The keys of entries by reference; those not met before are made, and stay unseen until they state something."""
    known = _known(edition)
    missing = [reference for reference in references if reference not in known]
    for chunk in _chunks(missing):
        with _still_staged(edition), connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO register_entry (source_id, reference) VALUES (%s, %s) ON CONFLICT DO NOTHING",
                [(edition.source_id, reference) for reference in chunk],
            )
    return _known(edition) if missing else known


def _known(edition: Edition) -> dict[str, int]:
    """The keys of the source's entries by reference."""
    rows = Entry.objects.filter(source_id=edition.source_id).values_list("reference", "id")
    return dict(rows.iterator(CHUNK))


def _end(edition: Edition, removes: Sequence[bytes]) -> None:
    """End statements, sought by their id alone.

    The id names the source too. A condition on the source would lead the database to its index by source and open end,
    which holds all that stands, and each of ten thousand statements would be sought through that.
    """
    ended = [(edition.number, sid) for sid in removes]
    with connection.cursor() as cursor:
        for table, _ in _TABLES:
            cursor.executemany(
                f"UPDATE {table} SET until = %s WHERE sid = %s AND until IS NULL",  # noqa: S608 (constant table)
                ended,
            )


def _amend(edition: Edition, amends: Sequence[Amendment], numbers: dict[Marking, int]) -> None:
    _end(edition, [amendment.statement for amendment in amends])
    begun = [(numbers[a.marking], edition.number, a.statement, edition.number) for a in amends]
    with connection.cursor() as cursor:
        for table, same in _TABLES:
            cursor.executemany(
                f"INSERT INTO {table} ({same}, marking_id, since) SELECT {same}, %s, %s FROM {table} "  # noqa: S608 (constant columns)
                "WHERE sid = %s AND until = %s",
                begun,
            )


def _rows(
    edition: Edition, adds: Sequence[Statement], entries: dict[str, int], numbers: dict[Marking, int]
) -> tuple[list[_Row], list[_Row], list[_Row]]:
    """The rows of ``_TABLES`` for new statements; made before the transaction, which then makes nobody wait."""
    stated: list[_Row] = []
    names: list[_Row] = []
    found_by: list[_Row] = []
    marked, last = 0, None
    for statement in adds:
        if statement.marking is not last:
            last = statement.marking
            marked = numbers[last]
        what, value = str(statement.property), statement.value
        whose = (edition.source_id, entries[statement.reference], statement.id)
        since = (marked, edition.number)
        stated.append((*whose, what, value, statement.language, statement.original, *since))
        if name := name_kept(what, value):
            names.append((*whose, *name, *since))
        if number := number_kept(what, value, statement.reference):
            found_by.append((*whose, number, *since))
    return stated, names, found_by


def _load(table: str, columns: str, rows: Sequence[_Row]) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            require_open(table)
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        elif rows:
            places = ", ".join(["%s"] * len(rows[0]))
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", rows)  # noqa: S608 (constant columns)


def _chunks(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    for start in range(0, len(items), CHUNK):
        yield items[start : start + CHUNK]
