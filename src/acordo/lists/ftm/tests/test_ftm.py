from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from acordo import lists
from acordo.errors import AcordoError
from acordo.facts import Edition, Property, SourceName
from acordo.lists.ftm.properties import IGNORED, RULES
from acordo.lists.ftm.schemata import NO_PARTIES, PARTIES
from acordo.markings import originator_only
from tests.lists.specimens import DATA

if TYPE_CHECKING:
    from acordo.facts import Json

SPECIMEN = Path(lists.__file__).parent / "ftm" / "specimens" / "entities.ftm.jsonl"
CONTENT = SPECIMEN.read_bytes()
SAMPLE = DATA / "ftm" / "sample-entities.ftm.json"
READ = lists.publisher("ftm").reader()


def read(content: bytes, folder: Path) -> Edition:
    path = folder / "entities.jsonl"
    path.write_bytes(content)
    return READ(path, source=SourceName("partner"), marking=originator_only("own"))


def entity(folder: Path, *, schema: str = "Person", caption: str = "", **properties: Any) -> Edition:
    whole = {"id": "inv-1", "caption": caption, "schema": schema, "properties": properties}
    return read(json.dumps(whole).encode(), folder)


def said(edition: Edition, property_: Property) -> list[Json]:
    return [one.content for one in edition.statements if one.property is property_]


def test_every_schema_of_a_party_is_read_and_others_are_told(tmp_path: Path) -> None:
    edition = read(CONTENT, tmp_path)
    assert {one.reference: one.content for one in edition.statements if one.property is Property.KIND} == {
        "inv-1": "person",
        "inv-2": "group",
        "inv-3": "company",
        "inv-4": "vessel",
        "inv-5": "aircraft",
        "inv-6": "unknown",
        "inv-7": "group",
        "inv-8": "person",
    }
    left_out = {ignored.path: ignored.count for ignored in edition.ignored}
    assert left_out["schema Address"] == left_out["schema Ownership"] == 1
    assert left_out["caption"] == 10
    assert all(ignored.reason for ignored in edition.ignored)
    assert [alarm.path for alarm in edition.alarms] == ["properties.birthDate"]
    assert {one.marking for one in edition.statements} == {originator_only("own")}


def test_the_name_that_is_the_caption_is_the_primary_one(tmp_path: Path) -> None:
    names = ["Ahmad Namwalika", "Amade Namualika", "أحمد نامواليكا"]
    edition = entity(tmp_path, caption=names[1], name=names)
    assert said(edition, Property.PRIMARY_NAME) == [{"text": names[1]}]
    assert said(edition, Property.GOOD_ALIAS) == [{"text": names[0]}, {"text": names[2]}]
    assert said(entity(tmp_path, caption="inv-1", name=names), Property.PRIMARY_NAME) == [{"text": names[0]}]


def test_a_name_in_parts_alone_is_put_together(tmp_path: Path) -> None:
    edition = entity(tmp_path, lastName="Namualika", firstName=["Amade"])
    assert said(edition, Property.PRIMARY_NAME) == [{"text": "Amade Namualika"}]
    assert entity(tmp_path, topics=["sanction"]).alarms[0].path == "properties.name"


@pytest.mark.parametrize(
    ("given_date", "kept", "original"),
    [
        ("1988", "1988", ""),
        ("1988-06", "1988-06", ""),
        ("1988-06-15", "1988-06-15", ""),
        ("1988-06-15T00:00:00", "1988-06-15", "1988-06-15T00:00:00"),
        ("1988-06-15 00:00:00", "1988-06-15", "1988-06-15 00:00:00"),
    ],
)
def test_dates_are_kept_as_far_as_they_are_known(given_date: str, kept: str, original: str, tmp_path: Path) -> None:
    edition = entity(tmp_path, name=["Amade"], birthDate=[given_date])
    (born,) = [one for one in edition.statements if one.property is Property.BORN]
    assert (born.content, born.original) == (kept, original)
    assert edition.alarms == ()


@pytest.mark.parametrize("given_date", ["unknown", "30 February", "1988-02-30", "1367 AH", "15/06/1988"])
def test_a_date_that_is_none_is_an_alarm_and_kept_in_words(given_date: str, tmp_path: Path) -> None:
    edition = entity(tmp_path, name=["Amade"], birthDate=[given_date])
    assert [alarm.path for alarm in edition.alarms] == ["properties.birthDate"]
    assert said(edition, Property.BORN) == []
    assert said(edition, Property.BIRTH_NOTE) == [f"birthDate: {given_date}"]


@pytest.mark.parametrize("property_name", [*RULES, *IGNORED])
def test_every_property_of_the_table_is_said_or_left_out_for_a_reason(property_name: str, tmp_path: Path) -> None:
    value = "1988" if property_name.endswith("Date") else "male" if property_name == "gender" else "ξ"
    properties: dict[str, Any] = {property_name: [value]}
    edition = entity(tmp_path, **properties)
    left_out = {ignored.path: ignored.reason for ignored in edition.ignored}
    if property_name in IGNORED:
        assert left_out[f"properties.{property_name}"] == IGNORED[property_name]
    else:
        assert any(value in one.value for one in edition.statements)
    assert {alarm.path for alarm in edition.alarms} <= {"properties.name"}


def test_no_property_or_schema_has_two_fates() -> None:
    assert RULES.keys().isdisjoint(IGNORED)
    assert PARTIES.keys().isdisjoint(NO_PARTIES)


@pytest.mark.parametrize(
    ("field", "value", "path"),
    [
        ("shoeSize", ["44"], "properties.shoeSize"),
        ("alias", [{"text": "an object"}], "properties.alias"),
        ("alias", [True], "properties.alias"),
        ("gender", ["unstated"], "properties.gender"),
    ],
)
def test_what_no_rule_takes_is_an_alarm(field: str, value: Any, path: str, tmp_path: Path) -> None:
    properties = {"name": ["Amade"], field: value}
    edition = entity(tmp_path, **properties)
    assert [alarm.path for alarm in edition.alarms] == [path]
    assert edition.alarms[0].reference == "inv-1"
    assert said(edition, Property.PRIMARY_NAME) == [{"text": "Amade"}]


def test_an_unknown_schema_or_field_is_an_alarm_and_loses_nothing_else(tmp_path: Path) -> None:
    lines = [
        {"id": "1", "schema": "Golem", "properties": {}},
        {"id": "2", "schema": "Person", "properties": {"name": ["Amade"]}, "mood": "calm"},
    ]
    edition = read("\n".join(map(json.dumps, lines)).encode(), tmp_path)
    assert [alarm.path for alarm in edition.alarms] == ["schema Golem", "mood"]
    assert {one.reference for one in edition.statements} == {"2"}


GOOD = b'{"id": "1", "schema": "Person", "properties": {"name": ["Amade"]}}\n'
NO_FILES = {
    "empty": b"",
    "a web page": b"<html></html>",
    "an archive": b"PK\x03\x04....",
    "XML": GOOD + b"<a/>",
    "a list": GOOD + b"[]",
    "a number": GOOD + b"5",
    "cut off": GOOD + GOOD[:30],
    "no id": GOOD + b'{"schema": "Person", "properties": {}}',
    "an id that is no text": GOOD + b'{"id": 5, "schema": "Person", "properties": {}}',
    "no schema": GOOD + b'{"id": "2", "properties": {}}',
    "no properties": GOOD + b'{"id": "2", "schema": "Person"}',
    "the same id": GOOD + GOOD,
    "NUL": GOOD + GOOD.replace(b'"1"', b'"2"').replace(b"Amade", b"A\\u0000"),
    "half a pair": GOOD + GOOD.replace(b'"1"', b'"2"').replace(b"Amade", b"A\\uD800"),
    "half a pair in the id": GOOD + GOOD.replace(b'"1"', b'"\\uDC00"'),
    "another encoding": GOOD + GOOD.replace(b'"1"', b'"2"').replace(b"Amade", "Saíde".encode("latin-1")),
    "UTF-16": GOOD.decode().encode("utf-16"),
    "nested without end": GOOD + b'{"id": "2", "schema": "Person", "properties": ' + b"[" * 100_000,
    "no party": b'{"id": "1", "schema": "Address", "properties": {}}',
}


@pytest.mark.parametrize("flaw", NO_FILES)
def test_a_structural_surprise_refuses_the_file_with_its_line(flaw: str, tmp_path: Path) -> None:
    with pytest.raises((lists.MalformedDocument, lists.UnexpectedStructure, lists.DuplicateReference)) as caught:
        read(NO_FILES[flaw], tmp_path)
    assert "Nothing was read" in str(caught.value)
    if NO_FILES[flaw].startswith(GOOD):
        assert "line 2" in str(caught.value)


def test_text_beyond_the_basic_plane_is_no_half_pair(tmp_path: Path) -> None:
    edition = read(GOOD.replace(b"Amade", b"\\ud83d\\ude00 \\u0041made"), tmp_path)
    assert said(edition, Property.PRIMARY_NAME) == [{"text": "😀 Amade"}]


def test_a_line_or_file_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("acordo.lists.ftm.reader._LINE_LIMIT", 60)
    with pytest.raises(lists.UnexpectedStructure, match="longer than any entity"):
        read(GOOD, tmp_path)
    monkeypatch.setattr("acordo.lists.ftm.reader._LIMIT", 20)
    with pytest.raises(lists.TooLarge):
        read(GOOD, tmp_path)


FUZZ = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=2),
    max_leaves=6,
)


@FUZZ
@given(
    properties=st.dictionaries(st.sampled_from([*RULES, *IGNORED, "shoeSize"]), values, max_size=5),
    caption=values,
)
def test_whatever_the_values_are_each_is_said_left_out_or_an_alarm(
    properties: dict[str, Any], caption: Any, tmp_path: Path
) -> None:
    whole = {"id": "1", "caption": caption, "schema": "Person", "properties": properties}
    try:
        edition = read(json.dumps(whole).encode(), tmp_path)
    except lists.UnexpectedStructure:
        written = json.dumps(whole)
        assert "\\u0000" in written or "\\ud" in written  # NUL and halves of pairs
        return
    for one in edition.statements:
        assert len(one.id) == 32


@FUZZ
@given(flips=st.lists(st.tuples(st.integers(0, len(CONTENT) - 1), st.integers(0, 255)), min_size=1, max_size=6))
def test_flipped_bytes_give_an_edition_or_a_clean_refusal(flips: list[tuple[int, int]], tmp_path: Path) -> None:
    spoiled = bytearray(CONTENT)
    for place, byte in flips:
        spoiled[place] = byte
    try:
        edition = read(bytes(spoiled), tmp_path)
    except AcordoError:
        return
    assert all(len(one.id) == 32 for one in edition.statements)


@FUZZ
@given(end=st.integers(0, len(CONTENT)))
def test_a_file_cut_within_a_line_is_refused(end: int, tmp_path: Path) -> None:
    cut = CONTENT[:end]
    whole_lines = cut.endswith((b"\n", b"}\n")) or cut.rstrip().endswith(b"}}") or not cut.strip()
    try:
        read(cut, tmp_path)
    except (lists.MalformedDocument, lists.UnexpectedStructure):
        return
    assert whole_lines or cut.endswith(b"true}")


@pytest.mark.skipif(not SAMPLE.is_file(), reason="../shared/data is absent")
def test_a_genuine_file_is_read_whole(tmp_path: Path) -> None:
    edition = READ(SAMPLE, source=SourceName("partner"), marking=originator_only("own"))
    schemata = [json.loads(line)["schema"] for line in SAMPLE.read_text(encoding="utf-8").splitlines()]
    parties = sum(schema in PARTIES for schema in schemata)
    assert len({one.reference for one in edition.statements}) == parties
    assert sum(one.count for one in edition.ignored if one.path.startswith("schema ")) == len(schemata) - parties
    assert not [alarm for alarm in edition.alarms if alarm.path.startswith("schema ")]
