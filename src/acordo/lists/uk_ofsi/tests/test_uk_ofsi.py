from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acordo import lists
from acordo.facts import Property
from acordo.lists.uk_ofsi.categories import CLASSES, KINDS, NEEDED, SEXES
from acordo.lists.uk_ofsi.numbered import numbered
from tests.lists.specimens import FOLDER, read_bytes, said
from tests.lists.specimens import read as read_specimen

if TYPE_CHECKING:
    from pathlib import Path

    from acordo.facts import Edition

SPECIMENS = FOLDER / "uk_ofsi" / "specimens"
TABLE = list(csv.reader(io.StringIO((SPECIMENS / "conlist.csv").read_text(encoding="utf-8"))))
HEADINGS = TABLE[1]
PLAIN = {"Name 6": "MUTEMBALA", "Alias Type": "Primary name", "Group Type": "Individual", "Group ID": "90001"}


def file_of(*rows: dict[str, str], headings: list[str] = HEADINGS, head: str = "Last Updated,04/05/2022") -> bytes:
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(headings)
    writer.writerows([[row.get(heading, "") for heading in headings] for row in rows])
    return f"{head}\r\n{file.getvalue()}".encode()


def person(folder: Path, **cells: str) -> Edition:
    """The edition of one invented person whose row says ``cells`` (an underscore stands for a blank)."""
    row = PLAIN | {name.replace("_", " "): cell for name, cell in cells.items()}
    return read_bytes("uk_ofsi", file_of(row), folder, "list.csv")


@pytest.fixture(scope="module")
def specimen() -> Edition:
    return read_specimen("uk_ofsi", SPECIMENS / "conlist.csv")


def test_the_specimen_is_read_without_an_alarm(specimen: Edition) -> None:
    assert specimen.alarms == ()
    assert str(specimen.issued) == "2022-05-04"
    assert {one.reference for one in specimen.statements} == {"90001", "90002", "90003", "90004"}
    assert [one.path for one in specimen.ignored] == ["/DOB"]


def test_the_specimen_has_one_of_every_column_and_category() -> None:
    rows = [dict(zip(HEADINGS, row, strict=True)) for row in TABLE[2:]]
    assert all(any(row[heading] for row in rows) for heading in HEADINGS)
    assert {row["Group Type"] for row in rows} == set(KINDS)
    assert {row["Alias Type"] for row in rows} == {class_ for class_, _ in CLASSES} - {"Prime Alias"}


def test_the_workbook_says_what_the_csv_file_says(specimen: Edition) -> None:
    book = read_specimen("uk_ofsi", SPECIMENS / "conlist.xlsx")
    assert (book.statements, book.alarms, book.ignored) == (specimen.statements, specimen.alarms, specimen.ignored)


def test_every_cell_of_the_specimen_is_said_or_left_out_for_a_reason(specimen: Edition) -> None:
    kept = "\n".join(f"{one.reference} {one.value} {one.original}" for one in specimen.statements)
    explained = {*KINDS, *SEXES, *(one for pair in CLASSES for one in pair), "00/00/0"}
    for row in TABLE[2:]:
        for heading, cell in zip(HEADINGS, row, strict=True):
            assert cell.strip(" ,") in kept or cell in explained, (heading, cell)


def test_names_are_said_in_the_order_in_which_they_are_read(specimen: Edition) -> None:
    assert said(specimen, Property.PRIMARY_NAME, "90001") == [
        {
            "text": "Zeferindo Amisse Junior bin Saquina MUTEMBALA",
            "part1": "Zeferindo",
            "part2": "Amisse",
            "part3": "Junior",
            "part4": "bin",
            "part5": "Saquina",
            "part6": "MUTEMBALA",
        }
    ]
    assert said(specimen, Property.PRIMARY_NAME, "90002") == [{"text": "TRANSPORTES MUIRANE LDA"}]
    assert said(specimen, Property.ORIGINAL_NAME) == [{"text": "زفيرندو متمبالا", "note": "Arabic, Arabic"}]


def test_names_are_said_with_their_quality(specimen: Edition) -> None:
    def texts(property_: Property, reference: str) -> set[str]:
        return {name["text"] for name in said(specimen, property_, reference) if not isinstance(name, str)}

    assert texts(Property.GOOD_ALIAS, "90001") == {"Zeferindo MUTEMBALLA", "Zeferindo MUTEMBALLAH", "ABU SAQUINDO"}
    assert texts(Property.LOW_ALIAS, "90001") == {"Zefer MUTENBALLA", "TIO ZEFERO"}
    assert texts(Property.GOOD_ALIAS, "90002") == {"MUIRANE HAULAGE"}
    assert texts(Property.FORMER_NAME, "90002") == {"CAMIONAGEM MUIRANE"}
    assert texts(Property.FORMER_NAME, "90004") == {"BERTAZINHA"}


def test_a_value_that_every_row_repeats_is_said_once_and_rows_that_differ_are_all_kept(specimen: Edition) -> None:
    assert len(said(specimen, Property.NARRATIVE, "90001")) == 1
    assert said(specimen, Property.BORN, "90001") == ["1961", "1962-11-04", "1962-03"]
    assert len(said(specimen, Property.ADDRESS, "90002")) == 2
    assert len({one.id for one in specimen.statements}) == len(specimen.statements)


def test_numbered_values_are_divided_and_stand_together(specimen: Edition) -> None:
    assert said(specimen, Property.TITLE, "90001") == ["Mullah", "Haji"]
    assert said(specimen, Property.NATIONALITY, "90001") == ["Mozambique", "Tanzania"]
    assert said(specimen, Property.BIRTH_PLACE, "90001") == [
        {"city": "Vila do Carvalho", "country": "Mozambique"},
        {"country": "Tanzania"},
    ]
    assert said(specimen, Property.DOCUMENT, "90001") == [
        {"number": "MZ0417731", "type": "Passport", "country": "Mozambique"},
        {"number": "TZ998124", "type": "Passport", "note": "Issued on 3 Mar. 2011 in Dodoma"},
        {
            "number": "110044771B",
            "type": "National identification",
            "note": "Mozambican identity card, expired in 2019",
        },
    ]


def test_values_that_nobody_says_belong_together_are_said_apart(specimen: Edition) -> None:
    assert said(specimen, Property.BIRTH_PLACE, "90004") == [
        {"city": "Vila do Carvalho"},
        {"city": "Monte Velho"},
        {"country": "Mozambique"},
        {"country": "Malawi"},
    ]
    assert "Passport Details: Both reported lost" in said(specimen, Property.NOTE, "90004")
    assert said(specimen, Property.POSITION, "90004") == ["Retired. (1) Clerk (2) Judge (2001)"]


def test_an_address_keeps_its_lines_in_one(specimen: Edition) -> None:
    assert said(specimen, Property.ADDRESS, "90001") == [
        {
            "street": "House 7, Second lane, behind the mill, Old quarter, Vila do Carvalho, Northern Province",
            "postal_code": "3207",
            "country": "Mozambique",
        }
    ]


def test_labelled_parts_of_the_information_are_read_and_its_text_is_kept(specimen: Edition) -> None:
    (text,) = said(specimen, Property.NARRATIVE, "90001")
    assert str(text).startswith("(UK Sanctions List Ref):XTE0001 (UN Ref):XTi.001 Father's name is not known.")
    assert said(specimen, Property.PUBLISHER_NUMBER, "90001") == ["XTE0001"]
    assert "United Nations reference: XTi.001" in said(specimen, Property.NOTE, "90001")
    assert said(specimen, Property.SEX) == ["male", "female"]
    assert said(specimen, Property.PHONE, "90001") == ["+258 82 000 0001", "+258 82 000 0002", "+258 21 000 003"]
    assert said(specimen, Property.PHONE, "90002") == ["+258 21 000 004", "+258 21 000 005"]
    assert said(specimen, Property.WEBSITE, "90001") == [
        "http://example.org/one",
        "http://example.org/two",
        "www.example.org",
    ]
    assert said(specimen, Property.EMAIL) == ["one@example.org"]
    assert said(specimen, Property.LINKED_TO, "90002") == [
        "Muirane Cold Stores",
        "Muirane Garages",
        "Muirane Holdings",
    ]
    assert said(specimen, Property.REGISTRATION_NUMBER) == ["NUIT 400123988"]


def test_a_ship_is_a_vessel_with_its_figures(specimen: Edition) -> None:
    assert said(specimen, Property.KIND, "90003") == ["vessel"]
    assert {
        property_: said(specimen, property_)
        for property_ in (
            Property.IMO_NUMBER,
            Property.OWNER,
            Property.FLAG,
            Property.VESSEL_TYPE,
            Property.TONNAGE,
            Property.BUILT_ON,
        )
    } == {
        "imo_number": ["9990017"],
        "owner": ["Muirane Shipping"],
        "flag": ["Comoros"],
        "vessel_type": ["General Cargo"],
        "tonnage": ["1038"],
        "built_on": ["1984"],
    }
    assert {"Previous flags: Panama. Togo", "Length of ship: 70"} <= set(map(str, said(specimen, Property.NOTE)))


def test_the_layout_before_2022_says_the_same_under_other_headings() -> None:
    old = read_specimen("uk_ofsi", SPECIMENS / "conlist-before-2022.csv")
    new = read_specimen("uk_ofsi", SPECIMENS / "conlist.csv")
    assert old.alarms == ()
    for property_ in (Property.PRIMARY_NAME, Property.DOCUMENT, Property.BIRTH_PLACE, Property.POSITION):
        assert said(old, property_, "90001") == said(new, property_, "90001")


@pytest.mark.parametrize(
    ("cells", "path", "kept"),
    [
        ({"Group_Type": "Aircraft"}, "/Group Type", "Group Type: Aircraft"),
        ({"Alias_Type": "Nickname"}, "/Alias Type", "Nickname, no quality stated"),
        ({"Alias_Type": "AKA", "Alias_Quality": "Doubtful"}, "/Alias Type", "AKA, Doubtful"),
        ({"Other_Information": "(Gender):Unknown"}, "/Other Information/Gender", '"Unknown"'),
        ({"DOB": "30/02/1961"}, "/DOB", "30/02/1961"),
        ({"DOB": "in spring"}, "/DOB", "in spring"),
        ({"Listed_On": "00/03/2016"}, "/Listed On", "Listed On: 00/03/2016"),
        ({"Last_Updated": "soon"}, "/Last Updated", "Last Updated: soon"),
        ({"Non-Latin_Script_Type": "Arabic"}, "/Non-Latin Script Type", "Non-Latin Script: Arabic"),
        ({"Other_Information": "(Year built):1888?"}, "/Other Information/Year built", "Year built: 1888?"),
    ],
)
def test_what_no_rule_takes_is_an_alarm_and_is_kept(
    cells: dict[str, str], path: str, kept: str, tmp_path: Path
) -> None:
    edition = person(tmp_path, **cells)
    assert [alarm.path for alarm in edition.alarms] == [path]
    assert edition.alarms[0].reference == "90001"
    assert any(kept in one.value for one in edition.statements)
    assert any(one.property.endswith(("name", "alias")) for one in edition.statements)


def test_a_heading_that_nobody_knows_is_an_alarm_once_a_cell_holds_something(tmp_path: Path) -> None:
    headings = [*HEADINGS, "Shoe Size"]
    quiet = read_bytes("uk_ofsi", file_of(PLAIN, headings=headings), tmp_path, "list.csv")
    loud = read_bytes("uk_ofsi", file_of(PLAIN | {"Shoe Size": "44"}, headings=headings), tmp_path, "list.csv")
    assert quiet.alarms == ()
    assert [(alarm.path, alarm.example) for alarm in loud.alarms] == [("/Shoe Size", "44")]


def test_a_row_without_a_name_is_an_alarm(tmp_path: Path) -> None:
    edition = person(tmp_path, Name_6="")
    assert [alarm.path for alarm in edition.alarms] == ["/Name 6"]


def test_a_file_without_its_day_is_read_with_an_alarm(tmp_path: Path) -> None:
    edition = read_bytes("uk_ofsi", file_of(PLAIN, head="Last Updated,today"), tmp_path, "list.csv")
    assert edition.issued is None
    assert [alarm.path for alarm in edition.alarms] == ["/Last Updated"]


REFUSED = {
    "another table": b"name,born\r\nx,1961\r\n",
    "only its first line": b"Last Updated,04/05/2022\r\n",
    "no rows": file_of(),
    "no group": file_of(PLAIN | {"Group ID": " "}),
    "a row too long": file_of(PLAIN).rstrip() + b",and more\r\n",
    **{
        f"no column {needed}": file_of(PLAIN, headings=[heading for heading in HEADINGS if heading != needed])
        for needed in NEEDED
    },
}


@pytest.mark.parametrize("flaw", REFUSED)
def test_a_structural_surprise_refuses_the_file_with_a_sentence(flaw: str, tmp_path: Path) -> None:
    with pytest.raises(lists.UnexpectedStructure, match="Nothing was read"):
        read_bytes("uk_ofsi", REFUSED[flaw], tmp_path, "list.csv")


@pytest.mark.parametrize(
    ("cell", "values"),
    [
        ("", ()),
        ("Sirte", ("Sirte",)),
        ("(1) Sirte (2) -", ("Sirte", "")),
        ("(1)Sirte. (2)Misrata; (3) Sabha,", ("Sirte", "Misrata", "Sabha")),
        ("(1-3) Libya (4) Morocco", ("Libya", "Libya", "Libya", "Morocco")),
        ("(1) to (2) Libya (3) Morocco", ("Libya", "Libya", "Morocco")),
        ("(1) number (2004) (2) number (1995-1997)", ("number (2004)", "number (1995-1997)")),
        ("(1) a (3) b", ("a (3) b",)),
        ("Retired. (1) a (2) b", ("Retired. (1) a (2) b",)),
        ("Director of the 7th (2) brigade", ("Director of the 7th (2) brigade",)),
    ],
)
def test_a_cell_that_is_numbered_from_one_on_is_divided(cell: str, values: tuple[str, ...]) -> None:
    assert numbered(cell) == values


@given(
    st.lists(st.text(st.characters(categories=["L", "N", "Zs"]), min_size=1).map(str.strip).filter(bool), min_size=1)
)
def test_whatever_is_numbered_comes_back(values: list[str]) -> None:
    if len(values) <= 99:
        cell = " ".join(f"({number}) {value}" for number, value in enumerate(values, start=1))
        assert numbered(cell) == tuple(values)
