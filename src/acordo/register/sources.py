"""The readers of sources: how each stands, how old it is, its editions."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, F, Q

from acordo import clock, lists
from acordo.errors import Missing
from acordo.facts import NAME_PROPERTIES, SourceName
from acordo.markings import Marking
from acordo.register import models, standing, store
from acordo.register.models import HELD, PUBLISHED
from acordo.register.standing import Kept
from acordo.register.visibility import permitted_markings, whole
from acordo.register.words import EditionView, Freshness, SourceView, Told, Touched
from acordo.wording import mark

if TYPE_CHECKING:
    from collections.abc import Iterable

    from acordo.journal.words import Actor
    from acordo.register.standing import Standing

FRESH_FOR = timedelta(hours=24)
USABLE_FOR = timedelta(days=7)
_OUR_OWN = frozenset(one.name for one in lists.known() if one.two_officers)
_WAITING = Told(
    "register.waiting", mark("It differs much from the edition before, and waits for an officer's word."), {}
)


class NoSuchSource(Missing):
    """No such source is held."""

    code = "register.no_such_source"
    sentence = "There is no source {source!r} here. 'acordo lists ls' shows those that are held."


def sources(actor: Actor, at: Standing | None = None) -> tuple[SourceView, ...]:
    """Every source of which this officer may see something, by title.

    ``at`` is how the register stands, where the caller has just asked.
    """
    at = at or standing.now()
    permitted = permitted_markings(actor, at=at)
    views = _kept.answer(at, permitted, lambda: _sources(permitted))
    return tuple(replace(view, freshness=_age(view.reader, view.checked_at)) for view in views)


_kept: Kept[tuple[SourceView, ...]] = Kept()


def _sources(permitted: frozenset[int]) -> tuple[SourceView, ...]:
    waiting = models.Edition.objects.filter(state=HELD).values("source")
    rows = models.Source.objects.filter(Q(edition__gt=0) | Q(pk__in=waiting)).order_by("title")
    return views_of(list(rows), permitted)


def source(actor: Actor, name: SourceName) -> SourceView:
    """One source.

    Raises:
        NoSuchSource: it is not held, or nothing of it may be seen by this officer.
    """
    rows = models.Source.objects.filter(name=name)
    for view in views_of(list(rows), permitted_markings(actor)):
        return view
    raise NoSuchSource(source=name)


def editions(actor: Actor, name: SourceName) -> tuple[EditionView, ...]:
    """The published editions of a source, oldest first.

    Raises:
        NoSuchSource: the source is not held for this officer.
    """
    source(actor, name)
    held = editions_of(name, whole=whole(permitted_markings(actor)))
    return tuple(held[number] for number in sorted(held))


def marking_of(name: SourceName) -> Marking | None:
    """The marking that a source's values come under unless another is stated; None where the source is not held."""
    row = models.Source.objects.select_related("marking").filter(name=name, edition__gt=0).first()
    return Marking.from_canonical(row.marking.canonical) if row else None


def freshness(checked_at: datetime | None) -> Freshness:
    """How stale a source is: 24 hours amber, 7 days red, since the last successful look (rule 19)."""
    if checked_at is None or clock.now() - checked_at > USABLE_FOR:
        return Freshness.RED
    return Freshness.AMBER if clock.now() - checked_at > FRESH_FOR else Freshness.FRESH


def edition_view(row: models.Edition, *, whole: bool) -> EditionView:
    """An edition as it is shown; what it did is left out for an officer who may not see the whole register."""
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
        moved=len(row.moved) if whole else None,
        alarms=tuple(row.alarms) if whole else (),
        held_because=told if whole or told is None else _WAITING,
        touched=Touched(**{group: tuple(some) for group, some in row.touched.items()}) if whole else Touched(),
    )


def editions_of(name: SourceName, *, whole: bool) -> dict[int, EditionView]:
    """The published editions of a source, by number."""
    rows = models.Edition.objects.filter(source__name=name, state=PUBLISHED)
    return {row.number: edition_view(row, whole=whole) for row in rows}


def _age(reader: str, checked_at: datetime | None) -> Freshness:
    """How old a source is; a list of our own is as we state it, whenever that was."""
    return Freshness.FRESH if reader in _OUR_OWN else freshness(checked_at)


def moved_in(name: SourceName, numbers: Iterable[int]) -> dict[str, str]:
    """The later reference of each entry to the one it had before the first of some editions; each followed through."""
    came_from: dict[str, str] = {}
    rows = models.Edition.objects.filter(source__name=name, number__in=list(numbers)).order_by("number")
    for pairs in rows.values_list("moved", flat=True):
        for earlier, later in pairs:
            came_from[later] = came_from.pop(earlier, earlier)
    return {later: earlier for later, earlier in came_from.items() if later != earlier}


def views_of(rows: list[models.Source], permitted: frozenset[int]) -> tuple[SourceView, ...]:
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
                reader=row.reader,
                title=row.title,
                publisher=row.publisher,
                licence=row.licence,
                marking=str(markings[row.marking_id]),
                edition=row.edition,
                issued=row.issued,
                checked_at=row.checked_at,
                freshness=_age(row.reader, row.checked_at),
                entries=counted[0],
                names=counted[1],
                held=edition_view(held, whole=everything) if held else None,
            )
        )
    return tuple(views)


def _counts(row: models.Source, edition: models.Edition | None, permitted: frozenset[int] | None) -> tuple[int, int]:
    """Entries and names that may be seen: as counted at publication where all may be (None), else counted now."""
    if edition is None:
        return 0, 0
    if permitted is None:
        return edition.entries, edition.names
    seen = store.visible(row.pk, row.edition).filter(marking_id__in=permitted)
    entries = seen.aggregate(n=Count("entry_id", distinct=True))["n"]
    return entries, seen.filter(property__in=NAME_PROPERTIES).count()
