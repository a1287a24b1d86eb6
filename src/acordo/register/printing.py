"""The paper of an entry, in its reader's language: what the entry's page shows, with who printed it, when and why."""

from __future__ import annotations

from functools import reduce
from itertools import groupby
from typing import TYPE_CHECKING

from django.utils import timezone, translation
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext, ngettext

from acordo.config import settings
from acordo.journal.words import PURPOSE_LABELS
from acordo.markings import Marking
from acordo.papers import Fact, Group, Row, Sheet
from acordo.register import telling
from acordo.register.dates import day_in_words
from acordo.register.grouping import GROUPS, group_of
from acordo.register.labels import FRESHNESS, KINDS, PROPERTIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime

    from acordo.journal.words import Actor
    from acordo.register.words import EditionView, EntryView, Value


def sheet_of(view: EntryView, actor: Actor, moment: datetime, as_of: date | None = None) -> Sheet:
    """The paper of an entry for an officer; ``as_of`` is the day that was asked for."""
    with translation.override(actor.language), timezone.override(settings().time_zone):
        values = _values(view)
        return Sheet(
            language=actor.language,
            banner=banner(value.marking for value in values),
            title=view.title or view.reference,
            facts=tuple(_facts(view)),
            notices=tuple(_notices(view, as_of)),
            columns=(gettext("What"), gettext("Value"), gettext("Where from")),
            groups=tuple(_groups(values)),
            closing=tuple(_closing(view)),
            foot=(
                gettext("Printed by {officer} on {moment}").format(officer=actor.name, moment=_moment(moment)),
                gettext("Purpose: {purpose}").format(purpose=gettext(PURPOSE_LABELS[actor.purpose])),
            ),
            page=gettext("Page {page} of {pages}"),
        )


def banner(markings: Iterable[str]) -> str:
    """The marking of a paper: it forbids whatever one of its values forbids."""
    distinct = [Marking.parse(text, originator="") for text in sorted(set(markings))]
    return str(reduce(Marking.narrowed, distinct)) if distinct else ""


def _values(view: EntryView) -> list[Value]:
    """The values in the order of the page; of an entry that is not listed any more, what was stated last."""
    stated = view.values or tuple(value for step in view.history[:1] for value in step.removed)
    return sorted(stated, key=group_of)


def _facts(view: EntryView) -> Iterator[Fact]:
    source, edition = view.source, view.edition
    yield Fact(gettext("Kind"), gettext(KINDS[view.kind]))
    yield Fact(gettext("Reference"), view.reference)
    yield Fact(gettext("Source"), source.title)
    yield Fact(gettext("Publisher"), source.publisher)
    if edition:
        yield Fact(gettext("Edition"), _edition(edition))
    if source.checked_at:
        yield Fact(gettext("Last checked"), f"{_moment(source.checked_at)} ({gettext(FRESHNESS[source.freshness])})")
    if source.licence:
        yield Fact(gettext("Terms of use"), source.licence)


def _notices(view: EntryView, as_of: date | None) -> Iterator[str]:
    if as_of and view.edition:
        told = gettext("As stated on {day}: edition {number}, issued {issued}.")
        issued = _day(view.edition.issued)
        yield told.format(day=day_in_words(as_of), number=_number(view.edition.number), issued=issued)
    elif not view.listed:
        yield gettext(
            "Delisted: the source no longer states anything of it, and it is never a hit. Below is its last state."
        )


def _groups(values: list[Value]) -> Iterator[Group]:
    for number, some in groupby(values, key=group_of):
        yield Group(gettext(GROUPS[number]), tuple(_rows(some)))


def _rows(values: Iterable[Value]) -> Iterator[Row]:
    for property_, alike in groupby(values, key=lambda value: value.property):
        for place, value in enumerate(alike):
            yield _row("" if place else gettext(PROPERTIES[property_]), value)


def _row(label: str, value: Value) -> Row:
    told = telling.told(value.property, value.content)
    printed = value.original if value.original not in {told.text, ""} else ""
    beside = [Fact(label, text) for label, text in told.beside]
    beside += [Fact(gettext("as printed"), printed)] if printed else []
    lines = [_edition(value.first_seen)]
    if value.last_seen:
        number, day = _number(value.last_seen.number), _day(value.last_seen.issued)
        lines.append(gettext("last stated in edition {number}, {day}").format(number=number, day=day))
    return Row(label, told.text, tuple(beside), (*lines, value.marking))


def _closing(view: EntryView) -> Iterator[str]:
    count = view.withheld
    if count:
        yield ngettext(
            "{number} value is withheld: its marking does not permit you to read it.",
            "{number} values are withheld: their markings do not permit you to read them.",
            count,
        ).format(number=_number(count))
    yield gettext("A hit is a question, never an answer. A name is not a person.")


def _edition(edition: EditionView) -> str:
    told = gettext("edition {number}, {day}")
    return told.format(number=_number(edition.number), day=_day(edition.issued))


def _day(given: date | None) -> str:
    return day_in_words(given) if given else gettext("date not stated")


def _moment(given: datetime) -> str:
    return date_format(timezone.localtime(given), "DATETIME_FORMAT")


def _number(given: int) -> str:
    return number_format(given, use_l10n=True, force_grouping=True)
