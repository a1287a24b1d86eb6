"""What leaves as a file: the entries in force, or those of a day, as far as each value's marking lets it be extracted.

* Every statement is judged for an extract by this officer (``markings.judging``, rule 6): what its originator has not
  released further is not in the file, though the officer reads it here.
* An entry of which no name may leave is not in the file; nothing in the file tells of what is not in it.
* The file is written as it comes, ``PORTION`` entries at a time; it states one edition of each source from beginning
  to end, whatever is published meanwhile.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections import defaultdict
from dataclasses import dataclass, field
from enum import StrEnum
from typing import IO, TYPE_CHECKING

from acordo.facts import Reference
from acordo.register import models, store
from acordo.register.ftm_shape import entity
from acordo.register.simple_csv import HEADINGS, formulas, moment, row
from acordo.register.sources import editions_of
from acordo.register.viewing import Sight, edition_on, entry_view
from acordo.register.visibility import whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from acordo.register.ftm_shape import Entity
    from acordo.register.words import EntryView, SourceView

    Progress = Callable[[int, int], None]

PORTION = 250


class ExportForm(StrEnum):
    """How entries are written for others."""

    FTM = "ftm"
    CSV = "csv"


@dataclass(slots=True)
class Written:
    """The file that is being written: what passes is counted and digested."""

    file: IO[bytes]
    form: ExportForm
    entries: int = 0
    formulas: int = 0
    size: int = 0
    digest: hashlib._Hash = field(default_factory=hashlib.sha256)

    def begin(self) -> None:
        """Write what stands before the first entry."""
        if self.form is ExportForm.CSV:
            self._put(_line(HEADINGS))

    def add(self, view: EntryView) -> None:
        """Write one entry."""
        told = entity(view)
        self.entries += 1
        if self.form is ExportForm.FTM:
            self._put(json.dumps(_object(told), ensure_ascii=False) + "\n")
            return
        cells = row(view, told)
        self.formulas += formulas(cells)
        self._put(_line(cells))

    def _put(self, text: str) -> None:
        some = text.encode()
        self.file.write(some)
        self.digest.update(some)
        self.size += len(some)


def named(view: EntryView) -> bool:
    """The entry is listed, and a name of it may be told."""
    return view.listed and bool(view.title)


def of_source(
    view: SourceView, permitted: frozenset[int], as_of: date | None, progress: Progress, done: int, total: int
) -> Iterator[EntryView]:
    """The entries of a source that may leave, in the order in which they first came."""
    source = models.Source.objects.get(name=view.name)
    editions = editions_of(view.name, whole=whole(permitted))
    at = edition_on(editions, as_of) if as_of else source.edition
    sight = Sight(view, editions, permitted, store.markings_told())
    for portion in _portions(source.pk):
        stated: dict[int, list[models.Statement]] = defaultdict(list)
        for statement in models.Statement.objects.filter(entry_id__in=list(portion), since__in=editions):
            stated[statement.entry_id].append(statement)
        for key, reference in portion.items():
            seen = entry_view(Reference(reference), stated[key], at, sight, past=True)
            if seen and named(seen):
                yield seen
                done += 1
        progress(min(done, total), total)


def _portions(source: int) -> Iterator[dict[int, str]]:
    last = 0
    while True:
        rows = models.Entry.objects.filter(source_id=source, pk__gt=last).order_by("pk")
        portion = dict(rows.values_list("pk", "reference")[:PORTION])
        if not portion:
            return
        yield portion
        last = max(portion)


def _object(told: Entity) -> dict[str, object]:
    return {
        "id": told.id,
        "caption": told.caption,
        "schema": told.schema,
        "properties": told.properties,
        "datasets": list(told.datasets),
        "target": told.target,
        "first_seen": moment(told.first_seen),
        "last_seen": moment(told.last_seen),
        "last_change": moment(told.last_change),
    }


def _line(cells: tuple[str, ...] | list[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue()
