"""Genuine entities of another layout, where they are at hand, written as this one and read back.

No genuine file of this layout was at hand. The writing follows the program that makes such files.
"""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

from acordo.facts import NAME_PROPERTIES, Property
from tests.lists.specimens import DATA, births_by_reference, needs_data, read, read_bytes, said
from tests.lists.specimens import names_by_reference as named

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = needs_data

FILE = DATA / "ftm" / "sample-entities.ftm.json"
NAMES = ("name", "alias", "weakAlias", "previousName", "abbreviation")
HEADINGS = ["id", "schema", "name", "aliases", "birth_date", "countries"]


def joined(parts: list[str]) -> str:
    text = io.StringIO()
    csv.writer(text, csv.unix_dialect, delimiter=";", lineterminator="", quoting=csv.QUOTE_MINIMAL).writerow(
        sorted(parts)
    )
    return text.getvalue() if parts else ""


def listed(values: str | list[str]) -> list[str]:
    return [values] if isinstance(values, str) else values


def as_table(references: set[str]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, dialect=csv.unix_dialect)
    writer.writerow(HEADINGS)
    for line in FILE.read_text(encoding="utf-8").splitlines():
        entity = json.loads(line)
        said_ = entity["properties"]
        names = {name for property_ in NAMES for name in listed(said_.get(property_, []))}
        if entity["id"] in references and "name" in said_ and entity.get("caption") in names:
            caption = entity["caption"]
            birth = joined(listed(said_.get("birthDate", [])))
            further, countries = joined(sorted(names - {caption})), joined(listed(said_.get("country", [])))
            writer.writerow([entity["id"], entity["schema"], caption, further, birth, countries])
    return text.getvalue().encode()


def test_parties_read_from_either_layout_have_the_same_names_and_births(tmp_path: Path) -> None:
    entities = read("ftm", FILE)
    table = read_bytes("targets_simple", as_table({one.reference for one in entities.statements}), tmp_path)
    assert not [one for one in table.alarms if one.path != "/birth_date"]
    names, births = named(table), births_by_reference(table)
    assert len(names) > 100
    expected_names, expected_births = named(entities), births_by_reference(entities)
    for reference, found in names.items():
        assert found == expected_names[reference]
        assert births[reference] == expected_births[reference]
    assert said(table, Property.KIND)
    assert {one.property for one in table.statements} <= {*NAME_PROPERTIES, "kind", "born", "birth_note", "country"}
