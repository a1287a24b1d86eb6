from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acordo import lists
from acordo.facts import NAME_PROPERTIES, Property
from acordo.lists.ca_sema.aliases import further_names
from acordo.lists.ca_sema.record import Record
from acordo.lists.derived import told_apart
from tests.lists.specimens import names_by_reference, read, read_bytes, said, specimens

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

    from acordo.facts import Json

(SPECIMEN,) = specimens("ca_sema")
PERSON = """<record><Country>Iran</Country><LastName>Namualika</LastName><GivenName>Amade</GivenName>
<DateOfListing>2024-03-11</DateOfListing>{}</record>"""
SHIP = """<record><Country>Iran</Country><EntityOrShip>Ilha Azul IX</EntityOrShip>
<DateOfListing>2024-03-11</DateOfListing>{}</record>"""


def document(*records: str) -> bytes:
    return f"<data-set>{''.join(records)}</data-set>".encode()


def reference(name: str) -> str:
    edition = read("ca_sema", SPECIMEN)
    return next(one for one, names in names_by_reference(edition).items() if name in names)


def test_every_element_of_the_layout_is_taken() -> None:
    edition = read("ca_sema", SPECIMEN)
    assert edition.alarms == ()
    assert edition.ignored == ()
    assert len({one.reference for one in edition.statements}) == 5


def test_every_word_of_the_document_is_said() -> None:
    kept = " ".join(f"{one.value} {one.original}" for one in read("ca_sema", SPECIMEN).statements).replace('\\"', '"')
    for text in re.findall(r">([^<>]+)<", SPECIMEN.read_text(encoding="utf-8")):
        for word in re.findall(r"[\w'-]+", text):
            assert word in kept or word in {"Arabic", "Russian", "or", "OR", "and", "also"}, word


def test_a_person_is_said_with_the_names_that_its_cells_hold() -> None:
    edition, one = read("ca_sema", SPECIMEN), reference("Rashidi Omari Kipandawe")
    assert said(edition, Property.PRIMARY_NAME, one) == [
        {"text": "Rashidi Omari Kipandawe", "part1": "Rashidi Omari", "part2": "Kipandawe"}
    ]
    assert said(edition, Property.GOOD_ALIAS, one) == [
        {"text": "Rashid bin Omar Kipandawi"},
        {"text": "Rachide Quipandawe"},
    ]
    assert said(edition, Property.LOW_ALIAS, one) == [{"text": "Mzee"}]
    assert said(edition, Property.ORIGINAL_NAME, one) == [{"text": "رشيد عمر كيبانداوي"}]
    assert said(edition, Property.TITLE, one) == ["Lt. General", "lieutenant-général"]
    assert said(edition, Property.PROGRAMME, one) == ["Sudan", "Soudan"]
    assert said(edition, Property.LEGAL_BASIS, one) == ["Sudan, Part 1, item 1"]
    assert [s.language for s in edition.statements if s.property is Property.ORIGINAL_NAME and s.reference == one] == [
        "ar"
    ]


def test_two_dates_are_two_and_words_are_a_note() -> None:
    edition = read("ca_sema", SPECIMEN)
    assert said(edition, Property.BORN, reference("Saíde Bacar Mutumukwe")) == ["1974-09-01", "1975"]
    assert said(edition, Property.BIRTH_NOTE, reference("Namualika")) == ["born in the early 1970s"]
    assert said(edition, Property.LEGAL_BASIS, reference("Saíde Bacar Mutumukwe")) == [
        "Belarus, Schedule 1, Part 3, item 12"
    ]


def test_a_body_is_said_in_both_languages_and_a_ship_with_its_number() -> None:
    edition, body = read("ca_sema", SPECIMEN), reference("Brothers of the High Tide")
    assert said(edition, Property.KIND, body) == ["group"]
    assert said(edition, Property.GOOD_ALIAS, body) == [
        {"text": "Frères de la marée haute"},
        {"text": "High Tide Association"},
        {"text": "AO Priliv"},
    ]
    assert said(edition, Property.ORIGINAL_NAME, body) == [
        {"text": "Братья Прилива, АО"},
        {"text": "Общество «Прилив, отлив и волны»"},
        {"text": 'ОО "Прилив"'},
    ]
    tongues = [one.language for one in edition.statements if one.reference == body and one.language]
    assert tongues == ["fr", "ru", "ru", "fr"]
    ship = reference("Ilha Azul IX")
    assert said(edition, Property.KIND, ship) == ["vessel"]
    assert said(edition, Property.IMO_NUMBER, ship) == ["9990017"]
    assert said(edition, Property.BUILT_ON, ship) == ["2004-05-20"]
    assert said(edition, Property.BORN, ship) == []


@pytest.mark.parametrize(
    ("record", "path", "property_", "kept"),
    [
        (
            PERSON.replace("Iran", "Atlantis / Atlantide").format(""),
            "Country",
            Property.PROGRAMME,
            "Atlantis / Atlantide",
        ),
        (PERSON.format("<TitleOrShip>Grand Vizier</TitleOrShip>"), "TitleOrShip", Property.TITLE, "Grand Vizier"),
        (PERSON.format("<TitleOrShip>Oil Tanker</TitleOrShip>"), "TitleOrShip", Property.TITLE, "Oil Tanker"),
        (SHIP.format("<TitleOrShip>Oil Tanker</TitleOrShip>"), "TitleOrShip", Property.VESSEL_TYPE, "Oil Tanker"),
        (SHIP.format("<ShipIMONumber>12</ShipIMONumber>"), "ShipIMONumber", Property.IMO_NUMBER, "12"),
        (PERSON.format("<ShipIMONumber>9990017</ShipIMONumber>"), "ShipIMONumber", Property.IMO_NUMBER, "9990017"),
        (
            PERSON.format("<EntityOrShip>Ilha Azul</EntityOrShip>"),
            "EntityOrShip",
            Property.GOOD_ALIAS,
            {"text": "Ilha Azul"},
        ),
        (
            PERSON.format("<DateOfBirthOrShipBuildDate>Sep-99</DateOfBirthOrShipBuildDate>"),
            "DateOfBirthOrShipBuildDate",
            Property.BIRTH_NOTE,
            "Sep-99",
        ),
        (
            PERSON.replace("2024-03-11", "2024-03").format(""),
            "DateOfListing",
            Property.NOTE,
            "DateOfListing: 2024-03",
        ),
    ],
)
def test_a_value_that_is_not_known_is_an_alarm_and_kept_as_given(
    record: str, path: str, property_: Property, kept: Json, tmp_path: Path
) -> None:
    edition = read_bytes("ca_sema", document(record), tmp_path)
    assert [alarm.path for alarm in edition.alarms] == [f"/data-set/record/{path}"]
    assert edition.alarms[0].reference == edition.statements[0].reference
    assert kept in said(edition, property_)


@pytest.mark.parametrize(
    ("inner", "path"),
    [
        ("<Hat>red</Hat>", "Hat"),
        ("<Item>1</Item><Item>2</Item>", "Item"),
        ("loose words", "text()"),
        ("<Item sure='no'>1</Item>", "Item/@sure"),
    ],
)
def test_what_no_rule_takes_is_an_alarm(inner: str, path: str, tmp_path: Path) -> None:
    edition = read_bytes("ca_sema", document(PERSON.format(inner)), tmp_path)
    assert [alarm.path for alarm in edition.alarms] == [f"/data-set/record/{path}"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"<list/>", "root"),
        (document(), "no records"),
        (document(PERSON.format("").replace("Country", "Land")), "line 1 has no Country"),
        (document(PERSON.format("").replace("Name", "Nom")), "LastName, GivenName or EntityOrShip"),
        (document(PERSON.format("").replace("2024-03-11", " ")), "no DateOfListing"),
    ],
)
def test_another_structure_refuses_the_file(content: bytes, reason: str, tmp_path: Path) -> None:
    with pytest.raises(lists.UnexpectedStructure, match=reason):
        read_bytes("ca_sema", content, tmp_path)


@pytest.mark.parametrize(
    ("cell", "person", "names"),
    [
        ("Amade Issufo and Ahmad Yusuf", True, ["Amade Issufo", "Ahmad Yusuf"]),
        ("Bank of Sand and Salt", False, ["Bank of Sand and Salt"]),
        ("ООО Волна and МП Волна", False, ["ООО Волна", "МП Волна"]),
        ("Волна, ООО; АО, Прилив", False, ["Волна, ООО", "АО, Прилив"]),
        ("also Amade Issufo, or Issufov", True, ["Amade Issufo", "Issufov"]),
        ("(Амаде Исуфо / Амад Юсуф", True, ["Амаде Исуфо", "Амад Юсуф"]),
        ("Amade Issufo أحمد يوسف", True, ["Amade Issufo", "أحمد يوسف"]),
        ("Tide Fund, the Tide", False, ["Tide Fund", "the Tide"]),
        ('Company "Sand, Salt and Sons", IGT', False, ['Company "Sand, Salt and Sons"', "IGT"]),
        ("; ,", True, []),
    ],
)
def test_a_cell_is_divided_where_its_names_end(cell: str, person: bool, names: list[str]) -> None:  # noqa: FBT001
    assert [name.text for name in further_names(cell, person=person)] == names


_cells = st.text('ABab бВ,;/()«»"أح orand:', max_size=60)


@given(_cells, st.booleans())
def test_no_letter_of_a_cell_is_lost_but_those_of_the_dividing_words(cell: str, person: bool) -> None:  # noqa: FBT001
    said_letters = {sign for name in further_names(cell, person=person) for sign in name.text if sign.isalpha()}
    assert {sign for sign in cell if sign.isalpha()} - said_letters <= set("orand")


_words = st.text("abcdefgh", min_size=1, max_size=8)
_records = st.lists(
    st.builds(
        Record,
        country=st.sampled_from(["Iran", "Ukraine"]),
        last=_words,
        given=_words,
        body=st.just(""),
        title=st.just(""),
        imo=st.just(""),
        aliases=_words,
        date=st.just(""),
        schedule=st.just("Part 1"),
        item=st.integers(1, 99).map(str),
        listed=st.sampled_from(["2024-03-11", "2025-01-02"]),
    ),
    unique_by=lambda one: (one.country, one.last, one.given, one.listed),
    max_size=12,
)


@given(_records, st.randoms(use_true_random=False), st.integers(0, 12))
def test_records_added_removed_or_moved_change_no_reference_of_another(
    records: list[Record], chance: Random, kept: int
) -> None:
    def references(edition: list[Record]) -> dict[tuple[str, ...], str]:
        found = told_apart([one.reference for one in edition], [(one.aliases,) for one in edition])
        return {(one.country, one.last, one.given, one.listed): ref for one, ref in zip(edition, found, strict=True)}

    moved = records[:kept]
    chance.shuffle(moved)
    whole = references(records)
    assert references(moved).items() <= whole.items()
    assert len(set(whole.values())) == len(records)


def test_a_renumbered_item_keeps_the_reference(tmp_path: Path) -> None:
    first, second = (
        read_bytes("ca_sema", document(PERSON.format(f"<Item>{item}</Item>")), tmp_path).statements[0].reference
        for item in ("1", "900")
    )
    assert first == second


def test_two_records_of_one_name_and_day_are_two_entries(tmp_path: Path) -> None:
    records = (PERSON.format("<Item>1</Item>"), PERSON.format("<Aliases>Ahmad Yusuf</Aliases><Item>2</Item>"))
    edition = read_bytes("ca_sema", document(*records), tmp_path)
    assert len({one.reference for one in edition.statements}) == 2
    assert len([one for one in edition.statements if one.property in NAME_PROPERTIES]) == 3


def test_progress_ends_at_the_whole() -> None:
    told: list[tuple[int, int]] = []
    publisher = lists.publisher("ca_sema")
    assert publisher.source is not None
    assert publisher.marking is not None
    publisher.reader()(
        SPECIMEN,
        source=publisher.source,
        marking=publisher.marking,
        progress=lambda done, all_: told.append((done, all_)),
    )
    assert told[-1] == (5, 5)
