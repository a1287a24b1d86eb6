"""How the statements of one entry become what an officer may see of it: its values, and every step of its history."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from acordo.config import settings
from acordo.facts import entry_id
from acordo.register.values import kind_of, order, title_of, value_of
from acordo.register.visibility import seen_of
from acordo.register.words import EntryView, SourceView, Step, Value

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from acordo.facts import Reference
    from acordo.register import models
    from acordo.register.words import EditionView


@dataclass(frozen=True, slots=True)
class Sight:
    """What is the same for every entry of one source that one officer looks at; markings in words, by their number."""

    source: SourceView
    editions: dict[int, EditionView]
    permitted: frozenset[int]
    markings: dict[int, str]


def entry_view(
    reference: Reference, statements: list[models.Statement], at: int, sight: Sight, *, past: bool
) -> EntryView | None:
    """An entry as edition ``at`` states it, of all that was ever stated of it; None where it does not exist here.

    ``past`` says that a day was asked: what was not stated then does not exist; else it is told as delisted.
    """
    editions = sight.editions
    seen = seen_of(statements, sight.permitted)
    if not seen:
        return None
    values = {statement.pk: value_of(statement, sight.markings, editions) for statement in seen}
    stated = [s for s in statements if s.since <= at and (s.until is None or s.until > at or s.until not in editions)]
    now = sorted((values[s.pk] for s in stated if s.pk in values), key=order)
    history = tuple(_steps(seen, values, editions))
    if not now and (past or stated):
        return None
    return EntryView(
        entry_id=entry_id(sight.source.name, reference),
        source=sight.source,
        reference=reference,
        kind=kind_of(now or list(values.values())),
        title=title_of(now or list(values.values())),
        listed=bool(now),
        edition=editions.get(at),
        values=tuple(now),
        history=history,
        withheld=len(stated) - len(now),
    )


def edition_on(editions: dict[int, EditionView], day: date) -> int:
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
        added, removed = sorted(came[number], key=order), sorted(went[number], key=order)
        yield Step(editions[number], tuple(added), tuple(removed))
