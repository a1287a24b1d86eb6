"""An entry as an entity of FollowTheMoney says what the entity said from which it was read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from acordo.facts import NAME_PROPERTIES, Kind, Property, SourceName
from acordo.lists import ftm
from acordo.lists.ftm.properties import RULES, Form
from acordo.lists.ftm.schemata import PARTIES
from acordo.markings import CLEAR
from acordo.register import queries
from acordo.register.acts import SourceTerms, update
from acordo.register.ftm_shape import SCHEMATA, Entity, entity, kind_of
from tests import cast

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.django_db
SAID: dict[str, list[str]] = {
    "name": ["Nelson Fake Muthemba"],
    "alias": ["Нельсон Мутемба"],
    "weakAlias": ["Nelo"],
    "previousName": ["Nelson Outro"],
    "title": ["Dr"],
    "gender": ["male"],
    "birthDate": ["1971-05"],
    "birthPlace": ["Pemba"],
    "birthCountry": ["mz"],
    "nationality": ["mz"],
    "country": ["tz"],
    "passportNumber": ["AB123456"],
    "idNumber": ["110"],
    "innCode": ["7700000009"],
    "height": ["1.80"],
    "appearance": ["a scar"],
    "address": ["Rua 1, Pemba"],
    "email": ["nobody@example.org"],
    "phone": ["+258 84 123 4567"],
    "position": ["Manager"],
    "profession": ["Trader"],
    "topics": ["sanction"],
    "program": ["An invented programme"],
    "notes": ["A remark"],
    "sourceUrl": ["https://example.org/1"],
    "fatherName": ["Outro"],
    "motherName": ["Outra"],
}


def _round(tmp_path: Path, schema: str, properties: dict[str, Any]) -> Entity:
    """The entity that our register tells, of one that it was given."""
    path = tmp_path / "entities.ftm.jsonl"
    written = {"id": "E-1", "schema": schema, "caption": properties["name"][0], "properties": properties}
    path.write_text(json.dumps(written) + "\n", encoding="utf-8")
    source = SourceName("given")
    read = ftm.read(path, source=source, marking=CLEAR)
    assert not read.alarms
    update(
        cast.actor(), SourceTerms(source, "ftm", "Given", "A publisher", "", CLEAR), read.document.digest, lambda: read
    )
    return entity(queries.entry(cast.actor(), "given/E-1"))


def test_what_was_said_is_said_again(tmp_path: Path) -> None:
    told = _round(tmp_path, "Person", SAID)
    assert told.properties == SAID
    assert (told.id, told.schema, told.caption) == ("given/E-1", "Person", SAID["name"][0])
    assert told.target
    assert told.datasets == ("given",)
    assert told.first_seen == told.last_change


@pytest.mark.parametrize("schema", PARTIES)
def test_each_schema_comes_back_as_one_of_its_kind(tmp_path: Path, schema: str) -> None:
    told = _round(tmp_path, schema, {"name": ["Invented Trading Lda"]})
    assert PARTIES[told.schema] is PARTIES[schema]
    assert kind_of(told.schema) in {PARTIES[schema], None}


def test_a_span_of_birth_and_about_are_told_in_the_notes(tmp_path: Path) -> None:
    told = _round(tmp_path, "Person", {"name": ["A Name"], "birthDate": ["1964/2008", "1971~"]})
    assert told.properties["birthDate"] == ["1971"]
    assert told.properties["notes"] == ["Date of birth: 1964/2008", "Date of birth: 1971~"]


def test_every_name_and_every_kind_has_its_word_there() -> None:
    assert SCHEMATA.keys() == set(Kind)
    written = {rule.property for rule in RULES.values() if rule.form is Form.NAME}
    assert set(NAME_PROPERTIES) - written == {Property.ORIGINAL_NAME}  # told as an alias
