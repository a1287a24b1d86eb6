"""What is taken out of the register holds what its markings let out, and each taking leaves its line."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import zlib
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from acordo.facts import Document, Edition, Property, Reference, Shape, SourceName, Statement, shape_of
from acordo.journal.models import ActPayload
from acordo.journal.permits import NotPermitted
from acordo.journal.words import Role
from acordo.lists import ftm
from acordo.markings import CLEAR, EVERYONE, Level, Marking, Tlp
from acordo.register import exporting
from acordo.register.acts import SourceTerms, update
from acordo.register.exporting import ExportForm
from acordo.register.ftm_shape import entity
from acordo.register.labels import PROPERTIES
from acordo.register.printing import banner
from acordo.register.queries import NoSuchEntry, NoSuchSource, seen_entry
from acordo.register.simple_csv import HEADINGS
from acordo.register.taking import MayNotLeave, NotListed, Taken, Wanted, export, print_entry
from tests import cast
from tests.cast import BIRCH_ONLY, LISTING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from acordo.facts import Json

pytestmark = pytest.mark.django_db
CANARY = "Canário Amarelo Inventado"
TO_ALDER = Marking("birch", releasable_to=frozenset({"alder"}), tlp=Tlp.AMBER)
"""Alder reads it; it is birch's, so it does not leave alder without birch's consent."""
ENTRY = f"{LISTING}/L-1"


def _stated(reference: str, property_: Property, content: Json, marking: Marking = CLEAR) -> Statement:
    return Statement.of(LISTING, Reference(reference), property_, content, marking)


def _publish(statements: Iterable[Statement], issued: date = date(2026, 1, 5), licence: str = "") -> None:
    rows = tuple(statements)
    digest = hashlib.sha256(repr(rows).encode()).hexdigest()
    edition = Edition(LISTING, issued, Document("list.xml", digest, 1), rows)
    terms = SourceTerms(LISTING, "ftm", "Listing", "A publisher", licence, CLEAR)
    update(cast.actor(), terms, digest, lambda: edition)


def _name(reference: str, text: str, marking: Marking = CLEAR) -> Statement:
    return _stated(reference, Property.PRIMARY_NAME, {"text": text}, marking)


@pytest.fixture
def listed() -> None:
    """An open entry with a secret remark and a lent one; one that is all birch's; one whose name is only lent."""
    _publish(
        [
            _stated("L-1", Property.KIND, "person"),
            _name("L-1", "Nelson Fake Muthemba"),
            _stated("L-1", Property.ORIGINAL_NAME, {"text": "نلسون فاكي"}),
            _stated("L-1", Property.BORN, "1974~"),
            _stated("L-1", Property.NOTE, CANARY, BIRCH_ONLY),
            _stated("L-1", Property.NOTE, "A lent remark", TO_ALDER),
            _name("L-2", CANARY, BIRCH_ONLY),
            _stated("L-3", Property.KIND, "group"),
            _name("L-3", "A Lent Name", TO_ALDER),
        ],
        licence="Open licence",
    )


def _taken(wanted: Wanted, role: Role = Role.ANALYST) -> tuple[str, Taken]:
    file = io.BytesIO()
    taken = export(cast.actor(role), wanted, file)
    assert taken.digest == hashlib.sha256(file.getvalue()).hexdigest()
    assert taken.size == len(file.getvalue())
    return file.getvalue().decode(), taken


def _objects(wanted: Wanted = Wanted(ExportForm.FTM)) -> list[dict[str, Any]]:  # noqa: B008 (frozen)
    return [json.loads(line) for line in _taken(wanted)[0].splitlines()]


def _rows(wanted: Wanted = Wanted(ExportForm.CSV)) -> list[dict[str, str]]:  # noqa: B008 (frozen)
    return list(csv.DictReader(io.StringIO(_taken(wanted)[0])))


def _read(paper: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(paper)).pages)


def _laid_open(paper: bytes) -> bytes:
    """Every byte of a PDF, its compressed parts unpacked too."""
    opened = [paper]
    for part in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", paper, re.DOTALL):
        try:
            opened.append(zlib.decompress(part))
        except zlib.error:
            continue
    return b"\n".join(opened)


def _last_payload() -> dict[str, Any]:
    row = ActPayload.objects.order_by("-number").first()
    assert row is not None
    assert row.payload is not None
    told: dict[str, Any] = json.loads(bytes(row.payload))
    return told


def test_what_may_not_be_seen_is_in_no_file_paper_or_line(listed: None, caplog: pytest.LogCaptureFixture) -> None:
    papers = _laid_open(print_entry(cast.actor(Role.ANALYST), ENTRY))
    files = "".join(_taken(Wanted(form))[0] for form in ExportForm)
    lines = b"".join(bytes(row.payload or b"") for row in ActPayload.objects.all())
    for form in ("utf-8", "utf-16-be"):
        assert CANARY.encode(form) not in papers
    assert CANARY not in _read(print_entry(cast.actor(Role.ANALYST), ENTRY))
    assert CANARY not in files
    assert CANARY.encode() not in lines
    assert CANARY not in json.dumps([json.loads(bytes(row.payload or b"{}")) for row in ActPayload.objects.all()])
    assert CANARY not in caplog.text
    with pytest.raises(NoSuchEntry) as failed:
        print_entry(cast.actor(Role.ANALYST), f"{LISTING}/L-2")
    assert CANARY not in str(failed.value)


def test_a_paper_says_how_many_values_of_the_entry_are_withheld(listed: None) -> None:
    told = _read(print_entry(cast.actor(), ENTRY)).replace("\n", " ")
    assert "1 value is withheld" in told
    assert "withheld" not in _read(print_entry(cast.actor(), f"{LISTING}/L-3"))


def test_a_paper_holds_values_markings_source_and_who_printed_it_why(listed: None) -> None:
    told = _read(print_entry(cast.actor(Role.CHIEF), ENTRY)).replace("\n", " ")
    for word in (
        "Nelson Fake Muthemba", "A lent remark", "about 1974", "A publisher", "Listing", "Open licence", "Person",
        "L-1", "edition 1, 5 January 2026", "TLP:AMBER//REL TO ALDER", "Printed by Officer chief on",
        "Purpose: Inquiry in a case", "Page 1 of 1", "A hit is a question, never an answer. A name is not a person.",
    ):  # fmt: skip
        assert word in told, word


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("pt", ("Um nome não é uma pessoa.", "Página 1 de 1", "1 valor está retido", "cerca de 1974", "Pessoa")),
        ("ru", ("Имя — это не человек.", "Страница 1 из 1", "1 значение скрыто", "1974", "Лицо")),
    ],
)
def test_a_paper_is_in_its_readers_language(listed: None, language: str, words: tuple[str, ...]) -> None:
    told = _read(print_entry(replace(cast.actor(), language=language), ENTRY)).replace("\n", " ")
    assert [word for word in words if word not in told] == []


def test_the_banner_is_the_highest_marking_on_the_paper(listed: None) -> None:
    assert _read(print_entry(cast.actor(), ENTRY)).count("TLP:AMBER//REL TO ALDER") == 3
    assert banner(["TLP:CLEAR", "SECRET//REL TO ALDER, BIRCH", "TLP:GREEN"]) == "SECRET//TLP:GREEN//REL TO ALDER, BIRCH"
    assert banner(["TLP:CLEAR", "ORIGINATOR ONLY"]).endswith("ORIGINATOR ONLY")
    assert banner(["TLP:CLEAR"]) == "TLP:CLEAR"


def test_what_another_service_lent_is_read_and_not_taken_away(listed: None) -> None:
    (told,) = _objects()
    assert told["id"] == ENTRY
    assert "A lent remark" not in json.dumps(told)
    assert seen_entry(cast.actor(), ENTRY).withheld == 1
    with pytest.raises(MayNotLeave):
        export(cast.actor(), Wanted(ExportForm.FTM, entry=f"{LISTING}/L-3"), io.BytesIO())
    with pytest.raises(NoSuchEntry):
        export(cast.actor(), Wanted(ExportForm.FTM, entry=f"{LISTING}/L-2"), io.BytesIO())


@given(st.lists(st.tuples(st.sampled_from([CLEAR, TO_ALDER, BIRCH_ONLY, cast.ALDER_SECRET, cast.TOP]), st.booleans()),
                min_size=1, max_size=5))  # fmt: skip
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_file_holds_just_the_values_that_may_leave(db: None, marked: list[tuple[Marking, bool]]) -> None:
    mine = {CLEAR, cast.ALDER_SECRET}
    values = [_stated("L-1", Property.NOTE, f"remark {n}.", marking) for n, (marking, _) in enumerate(marked)]
    _publish([_name("L-1", f"A Name {hash(tuple(marked))}"), *values])
    (told,) = _objects()
    kept = {f"remark {n}." for n, (marking, _) in enumerate(marked) if marking in mine}
    assert set(told["properties"].get("notes", ())) == kept


def test_a_value_that_was_narrowed_is_not_read_back_out_of_its_past(db: None) -> None:
    secret = _stated("L-1", Property.NOTE, CANARY)
    _publish([_name("L-1", "A Name"), secret], date(2026, 1, 5))
    _publish([_name("L-1", "A Name"), replace(secret, marking=BIRCH_ONLY)], date(2026, 2, 5))
    for day in (None, date(2026, 1, 6)):
        assert CANARY not in json.dumps(_objects(Wanted(ExportForm.FTM, as_of=day)), ensure_ascii=False)


def test_a_day_is_exported_as_it_stood(db: None) -> None:
    _publish([_name("L-1", "An Old Name"), _name("L-2", "One Who Went")], date(2026, 1, 5))
    _publish([_name("L-1", "A New Name"), _name("L-3", "One Who Came")], date(2026, 2, 5))
    assert [one["caption"] for one in _objects(Wanted(ExportForm.FTM, as_of=date(2026, 1, 20)))] == [
        "An Old Name",
        "One Who Went",
    ]
    assert [one["caption"] for one in _objects()] == ["A New Name", "One Who Came"]
    assert _objects(Wanted(ExportForm.FTM, as_of=date(2025, 1, 1))) == []
    with pytest.raises(NotListed):
        export(cast.actor(), Wanted(ExportForm.FTM, entry=f"{LISTING}/L-2"), io.BytesIO())
    assert "One Who Went" in _read(print_entry(cast.actor(), f"{LISTING}/L-2"))
    assert "Delisted" in _read(print_entry(cast.actor(), f"{LISTING}/L-2"))


def test_each_taking_leaves_a_line_with_what_was_taken(listed: None) -> None:
    _, taken = _taken(Wanted(ExportForm.CSV, (LISTING,)))
    assert (
        _last_payload() | {"digest": taken.digest, "entries": 1, "form": "csv", "sources": ["listing"]}
        == _last_payload()
    )
    paper = print_entry(cast.actor(), ENTRY, as_of=date(2026, 2, 1))
    told = _last_payload()
    assert (told["entry"], told["as_of"]) == (ENTRY, "2026-02-01")
    assert told["digest"] == hashlib.sha256(paper).hexdigest()


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.INSPECTOR])
def test_who_does_not_work_with_names_takes_nothing_away(listed: None, role: Role) -> None:
    file = io.BytesIO()
    with pytest.raises(NotPermitted):
        export(cast.actor(role), Wanted(ExportForm.FTM), file)
    with pytest.raises(NotPermitted):
        print_entry(cast.actor(role), ENTRY)
    assert file.getvalue() == b""


def test_a_source_that_is_not_held_is_not_exported(listed: None) -> None:
    with pytest.raises(NoSuchSource):
        export(cast.actor(), Wanted(ExportForm.FTM, (SourceName("nowhere"),)), io.BytesIO())
    assert _objects(Wanted(ExportForm.FTM, (LISTING, LISTING))) == _objects()


def test_what_looks_like_a_formula_is_written_unchanged_and_counted(db: None) -> None:
    _publish([
        _name("L-1", "=HYPERLINK(1)"), _stated("L-1", Property.PHONE, "+258 84 123 4567"),
        _stated("L-1", Property.ADDRESS, {"street": "@SUM(A1); Rua 1"}), _name("L-2", "A Name"),
    ])  # fmt: skip
    text, taken = _taken(Wanted(ExportForm.CSV))
    assert taken.formulas == 1
    assert text.splitlines()[0] == ",".join(HEADINGS)
    one, other = _rows()
    assert one["name"] == "=HYPERLINK(1)"
    assert one["addresses"] == '"@SUM(A1); Rua 1"'
    assert one["phones"] == "+258 84 123 4567"
    assert other["name"] == "A Name"


@given(
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=12),
        max_size=5,
        unique=True,
    )
)
def test_several_values_in_one_cell_can_be_told_apart(values: list[str]) -> None:
    from acordo.register.simple_csv import _together

    cell = _together(values)
    assert next(csv.reader([cell], delimiter=";"), []) == sorted(values)


def test_the_columns_are_those_of_targets_simple(db: None) -> None:
    _publish([
        _stated("L-1", Property.KIND, "company"), _name("L-1", "Invented Trading Lda"),
        _stated("L-1", Property.GOOD_ALIAS, {"text": "Invented Co"}),
        _stated("L-1", Property.LOW_ALIAS, {"text": "Trader; Sons"}),
        _stated("L-1", Property.COUNTRY, "MZ"), _stated("L-1", Property.ADDRESS, {"street": "Rua 1", "city": "Pemba"}),
        _stated("L-1", Property.REGISTRATION_NUMBER, "R-1"), _stated("L-1", Property.PROGRAMME, "Channel"),
        _stated("L-1", Property.LISTED_ON, "2024-03-11"), _stated("L-1", Property.EMAIL, "nobody@example.org"),
    ])  # fmt: skip
    (row,) = _rows()
    assert {name: text for name, text in row.items() if not name.endswith(("_seen", "_change"))} == {
        "id": ENTRY, "schema": "Company", "name": "Invented Trading Lda", "aliases": 'Invented Co;"Trader; Sons"',
        "birth_date": "", "countries": "mz", "addresses": "Rua 1, Pemba", "identifiers": "R-1",
        "sanctions": "Channel - 2024-03-11", "phones": "", "emails": "nobody@example.org", "program_ids": "",
        "dataset": "Listing",
    }  # fmt: skip
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", row[name]) for name in HEADINGS[-3:])


_FIRST_FIELDS = {Shape.NAME: "text", Shape.PLACE: "city", Shape.ADDRESS: "street", Shape.DOCUMENT: "number"}


def test_no_property_is_lost_in_silence(db: None) -> None:
    """Every property that there is, whoever added it, has its word or stands in the notes behind its label."""
    said: list[Statement] = [_name("L-1", "A Name"), _stated("L-1", Property.KIND, "vessel")]
    for property_ in Property:
        if property_ not in {Property.KIND, Property.PRIMARY_NAME}:
            field = _FIRST_FIELDS.get(shape_of(property_), "")
            text = f"value of {property_}"
            content: Json = {field: text} if field else text
            said.append(_stated("L-1", property_, content))
    _publish(said)
    told = entity(seen_entry(cast.actor(), ENTRY))
    texts = [text for values in told.properties.values() for text in values]
    for property_ in Property:
        assert property_ in PROPERTIES
        if property_ not in {Property.KIND, Property.PRIMARY_NAME}:
            assert any(f"value of {property_}" in text for text in texts), property_
    assert "E-mail address: value of email" in told.properties["notes"]


_WORDS = st.text(st.sampled_from("abcdeflmnoABDEМуса سعيد-'1 "), min_size=1, max_size=12).map(
    lambda text: " ".join(f"x{text}".split())
)
_DATES = st.dates(date(1930, 1, 1), date(2010, 12, 31)).map(date.isoformat) | st.sampled_from(["1974", "1974-09"])
_SAYABLE: dict[Property, st.SearchStrategy[Json]] = {
    Property.GOOD_ALIAS: _WORDS.map(lambda text: {"text": text}),
    Property.LOW_ALIAS: _WORDS.map(lambda text: {"text": text}),
    Property.FORMER_NAME: _WORDS.map(lambda text: {"text": text}),
    Property.TITLE: _WORDS,
    Property.BORN: _DATES,
    Property.DIED: _DATES,
    Property.SEX: st.sampled_from(["male", "female"]),
    Property.NATIONALITY: st.sampled_from(["MZ", "TZ", "RU"]),
    Property.COUNTRY: st.sampled_from(["MZ", "TZ", "RU"]),
    Property.BIRTH_PLACE: _WORDS.map(lambda text: {"city": text}) | st.just({"country": "MZ"}),
    Property.ADDRESS: _WORDS.map(lambda text: {"street": text}),
    Property.DOCUMENT: st.builds(
        lambda number, type_: {"number": number, "type": type_}, _WORDS, st.sampled_from(["passport", "tax number"])
    ),
    Property.EMAIL: st.sampled_from(["a@example.org", "b.c@example.com"]),
    Property.PHONE: st.sampled_from(["+258 84 123 4567", "+7 495 123-45-67"]),
    Property.POSITION: _WORDS,
    Property.OCCUPATION: _WORDS,
    Property.PROGRAMME: _WORDS,
    Property.TOPIC: st.sampled_from(["sanction", "crime.terror"]),
    Property.NOTE: _WORDS,
    Property.LINK: st.sampled_from(["https://example.org/a", "http://example.com"]),
    Property.FATHER_NAME: _WORDS,
    Property.MOTHER_NAME: _WORDS,
    Property.APPEARANCE: _WORDS.map("appearance: {}".format) | st.just("height: 1.80"),
}
_SAID = st.sampled_from(sorted(_SAYABLE)).flatmap(lambda one: st.tuples(st.just(one), _SAYABLE[one]))


@given(st.lists(st.lists(_SAID, max_size=10), min_size=1, max_size=4))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_our_own_reader_reads_again_what_was_exported(
    db: None, tmp_path: Path, parties: list[list[tuple[Property, Json]]]
) -> None:
    stated = []
    for number, facts in enumerate(parties):
        reference = f"L-{number}"
        said = [_stated(reference, Property.KIND, "person"), _name(reference, f"Xavier {number}")]
        said += [_stated(reference, property_, content) for property_, content in facts]
        stated += list({statement.id: statement for statement in said}.values())
    _publish(stated, licence=str(hash(repr(parties))))
    path = tmp_path / "export.ftm.jsonl"
    path.write_text(_taken(Wanted(ExportForm.FTM))[0], encoding="utf-8")
    read = ftm.read(path, source=LISTING, marking=CLEAR)
    assert not read.alarms
    was = {(f"{LISTING}/{s.reference}", s.property, s.value) for s in stated}
    assert {(s.reference, s.property, s.value) for s in read.statements} == was


def test_a_source_larger_than_a_portion_is_written_whole_and_tells_how_far_it_is(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "PORTION", 10)
    _publish([_name(f"L-{number}", f"Invented Name {number}") for number in range(35)])
    steps: list[tuple[int, int]] = []
    file = io.BytesIO()
    taken = export(cast.actor(), Wanted(ExportForm.FTM), file, lambda done, total: steps.append((done, total)))
    assert taken.entries == 35 == len(file.getvalue().splitlines())
    assert steps == [(10, 35), (20, 35), (30, 35), (35, 35)]


def test_clearance_is_asked_for_each_value(db: None) -> None:
    everyone = Marking("alder", releasable_to=frozenset({EVERYONE}), level=Level.TOP_SECRET)
    _publish([_name("L-1", "A Name"), _stated("L-1", Property.NOTE, CANARY, everyone)])
    assert CANARY not in json.dumps(_objects(), ensure_ascii=False)
    file = io.BytesIO()
    export(cast.actor(clearance=Level.TOP_SECRET), Wanted(ExportForm.FTM), file)
    assert CANARY in file.getvalue().decode()
