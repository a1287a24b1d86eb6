"""An entry as a row of ``targets.simple.csv``, the flat table that OpenSanctions publishes and others read.

The columns are those of its exporter. Several values stand in one cell divided by ``;``, quoted where one holds a
``;`` itself. A value is written as it is, byte by byte; a cell that a spreadsheet would take for a formula is counted,
so that whoever takes the file is warned (decision 38).
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from acordo.facts import Property
from acordo.lists.ftm.words import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from acordo.register.ftm_shape import Entity
    from acordo.register.words import EntryView

HEADINGS = (
    "id", "schema", "name", "aliases", "birth_date", "countries", "addresses", "identifiers", "sanctions", "phones",
    "emails", "program_ids", "dataset", "first_seen", "last_seen", "last_change",
)  # fmt: skip
_BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[+-]?[0-9 ().;+-]+")


def row(view: EntryView, entity: Entity) -> list[str]:
    """The cells of an entry, in the order of the headings."""
    names = _typed(entity, "name") - {entity.caption}
    return [
        entity.id,
        entity.schema,
        entity.caption,
        _together(names),
        _together(entity.properties.get("birthDate", ())),
        _together(_typed(entity, "country")),
        _together(entity.properties.get("address", ())),
        _together(_typed(entity, "identifier")),
        _together(_sanctions(view)),
        _together(_stated(view, Property.PHONE)),
        _together(_stated(view, Property.EMAIL)),
        _together(entity.properties.get("programId", ())),
        view.source.title,
        *map(moment, (entity.first_seen, entity.last_seen, entity.last_change)),
    ]


def formulas(cells: Iterable[str]) -> int:
    """How many of these cells a spreadsheet would compute rather than show."""
    return sum(1 for cell in cells if cell.startswith(_BEGINS_FORMULA) and not _NUMBER.fullmatch(cell))


def moment(given: datetime | None) -> str:
    """A moment as OpenSanctions writes it: UTC, to the second, without a zone."""
    return given.strftime("%Y-%m-%dT%H:%M:%S") if given else ""


def _typed(entity: Entity, type_: str) -> set[str]:
    named = (texts for name, texts in entity.properties.items() if WORDS[name].type == type_)
    return {text for texts in named for text in texts}


def _stated(view: EntryView, property_: Property) -> set[str]:
    return {value.text for value in view.values if value.property is property_}


def _sanctions(view: EntryView) -> list[str]:
    """The programme and since when, as the exporter joins them."""
    days = sorted(_stated(view, Property.LISTED_ON))
    programmes = sorted(_stated(view, Property.PROGRAMME))
    joined = [" - ".join([programme, *days]) for programme in programmes]
    return joined or [" - ".join(days)] * bool(days)


def _together(values: Iterable[str]) -> str:
    cell = io.StringIO()
    csv.writer(cell, delimiter=";", lineterminator="").writerow(sorted(values))
    return cell.getvalue()
