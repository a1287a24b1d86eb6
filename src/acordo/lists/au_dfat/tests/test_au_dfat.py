from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acordo import lists
from acordo.facts import Property
from acordo.lists.au_dfat.categories import CLASSES, KINDS, NEEDED, NOTHING
from acordo.lists.au_dfat.lettered import lettered
from tests.lists.specimens import FOLDER, read_bytes, said
from tests.lists.specimens import read as read_specimen

if TYPE_CHECKING:
    from pathlib import Path

    from acordo.facts import Edition

SPECIMENS = FOLDER / "au_dfat" / "specimens"
TABLE = list(csv.reader(io.StringIO((SPECIMENS / "regulation8.csv").read_text(encoding="utf-8"))))
HEADINGS = TABLE[0]
PLAIN = {
    "Reference": "7001",
    "Name of Individual or Entity": "Berta Namualikossa",
    "Type": "Individual",
    "Name Type": "Primary Name",
}


def file_of(*rows: dict[str, str], headings: list[str] = HEADINGS) -> bytes:
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(headings)
    writer.writerows([[row.get(heading, "") for heading in headings] for row in rows])
    return file.getvalue().encode()


def person(folder: Path, **cells: str) -> Edition:
    """The edition of one invented person whose row says ``cells`` (an underscore stands for a blank)."""
    row = PLAIN | {name.replace("_", " "): cell for name, cell in cells.items()}
    return read_bytes("au_dfat", file_of(row), folder, "list.csv")


@pytest.fixture(scope="module")
def specimen() -> Edition:
    return read_specimen("au_dfat", SPECIMENS / "regulation8.xlsx")


def test_the_specimen_is_read_without_an_alarm(specimen: Edition) -> None:
    assert specimen.alarms == ()
    assert specimen.issued is None
    assert {one.reference for one in specimen.statements} == {"2", "3", "7001", "7002"}


def test_the_specimen_has_one_of_every_column_and_category() -> None:
    rows = [dict(zip(HEADINGS, row, strict=True)) for row in TABLE[1:]]
    assert all(any(row[heading] for row in rows) for heading in HEADINGS)
    assert {row["Type"].strip().lower() for row in rows} == set(KINDS) - {"vessel"}
    assert {row["Name Type"].strip().lower() for row in rows} == set(CLASSES) - {"alias"}


def test_the_layout_since_november_2025_is_read_without_an_alarm() -> None:
    edition = read_specimen("au_dfat", SPECIMENS / "consolidated-2025.xlsx")
    assert edition.alarms == ()
    assert said(edition, Property.GOOD_ALIAS) == [{"text": "Abu Saquindo"}]
    assert said(edition, Property.LOW_ALIAS) == [{"text": "Tio Zefero"}]
    assert said(edition, Property.KIND) == ["person", "vessel"]
    assert said(edition, Property.IMO_NUMBER) == ["9990017"]
    assert said(edition, Property.MEASURE, "2") == ["Targeted Financial Sanction", "Travel Ban"]
    assert said(edition, Property.MEASURE, "7003") == ["Maritime Restriction"]
    assert "Invented Instrument 2026" in said(edition, Property.LEGAL_BASIS, "2")
    assert {one.path for one in edition.ignored} == {
        "/Reference",
        "/Targeted Financial Sanction",
        "/Travel Ban",
        "/Arms Embargo",
        "/Maritime Restriction",
    }


@pytest.mark.parametrize(
    ("heading", "cell", "path", "kept"),
    [
        ("Travel Ban", "perhaps", "/Travel Ban", "Travel Ban: perhaps"),
        ("Alias Strength", "Doubtful", "/Name Type", "Primary Name, Doubtful"),
    ],
)
def test_an_unknown_choice_of_the_new_columns_is_an_alarm_and_is_kept(
    heading: str, cell: str, path: str, kept: str, tmp_path: Path
) -> None:
    content = file_of(PLAIN | {heading: cell}, headings=[*HEADINGS, heading])
    edition = read_bytes("au_dfat", content, tmp_path, "list.csv")
    assert [alarm.path for alarm in edition.alarms] == [path]
    assert any(kept in one.value for one in edition.statements)


def test_the_same_table_in_csv_says_the_same(specimen: Edition) -> None:
    table = read_specimen("au_dfat", SPECIMENS / "regulation8.csv")
    assert (table.statements, table.alarms, table.ignored) == (specimen.statements, specimen.alarms, specimen.ignored)


def test_every_cell_of_the_specimen_is_said_or_left_out_for_a_reason(specimen: Edition) -> None:
    kept = "\n".join(f"{one.value} {one.original}".replace("\\n", " ") for one in specimen.statements)
    explained = {
        *NOTHING,
        *KINDS,
        *CLASSES,
        "a) 3/02/1963; b) approximately 1964",
        "1987;1988 or 1989 (as amisse zefero)",
    }
    assert {one.path for one in specimen.ignored} > {"/Reference", "/Address"}
    for row in TABLE[1:]:
        for heading, cell in zip(HEADINGS, row, strict=True):
            text = " ".join(cell.split())
            assert heading == "Reference" or text in kept or text.lower() in explained, (heading, cell)


def test_the_letters_of_a_reference_are_names_of_one_entry(specimen: Edition) -> None:
    assert said(specimen, Property.PRIMARY_NAME, "2") == [{"text": "Zeferindo Amisse MUTEMBALA"}]
    assert said(specimen, Property.ORIGINAL_NAME, "2") == [{"text": "زفيرندو متمبالا"}]
    assert said(specimen, Property.GOOD_ALIAS, "2") == [
        {"text": "Zeferindo Mutemballa"},
        {"text": "Zefer Mutenballa", "note": "previously listed as"},
    ]
    assert said(specimen, Property.FORMER_NAME, "2") == [{"text": "Abu Saquindo"}, {"text": "Tio Zefero, III"}]
    originals = {one.original for one in specimen.statements if one.property is Property.PRIMARY_NAME}
    assert originals == {"MUTEMBALA, Zeferindo Amisse", ""}


def test_only_a_persons_family_name_is_moved(tmp_path: Path) -> None:
    cells = {"Type": "Entity", "Name_of_Individual_or_Entity": "MUIRANE, LDA"}
    assert said(person(tmp_path, **cells), Property.PRIMARY_NAME) == [{"text": "MUIRANE, LDA"}]


def test_what_every_row_repeats_is_said_once_and_rows_that_differ_are_all_kept(specimen: Edition) -> None:
    assert len(said(specimen, Property.NARRATIVE, "2")) == 1
    assert said(specimen, Property.BORN, "2") == ["1963-02-03", "1964~", "1965-02-05", "1966"]
    assert len({one.id for one in specimen.statements}) == len(specimen.statements)


@pytest.mark.parametrize(
    ("cell", "dates", "notes"),
    [
        ("1951-06-12", ["1951-06-12"], []),
        ("12 Jun. 1951", ["1951-06-12"], []),
        ("1952,", ["1952"], []),
        ("Approximately 1952", ["1952~"], []),
        ("c. 1952 or 1953 or 1962", ["1952~", "1953", "1962"], []),
        ("a) Approximately 1952- 1953 b) Approximately 1942-1943", ["1952~/1953~", "1942~/1943~"], []),
        ("Between 1952 to 1957", ["1952/1957"], []),
        ("a) Between Apr. and May 1952    b) 1951", ["1952-04/1952-05", "1951"], []),
        ("May 1952 to May 1953", ["1952-05/1953-05"], []),
        ("Approximately 1952, or approximately 1953", ["1952~", "1953~"], []),
        ("12 Jun 1951 >> 13 Jul 1951", ["1951-06-12", "1951-07-13"], []),
        ("11/12/1951,12/12/1951, 13/12/1951", ["1951-12-11", "1951-12-12", "1951-12-13"], []),
        ("7/06/1951   17/06/1951", ["1951-06-07", "1951-06-17"], []),
        ("12/06/1951; alt DOB:12/06/1952", ["1951-06-12", "1952-06-12"], []),
        ("a) 1951; b)1952 c) (Jun. 1953)", ["1951", "1952", "1953-06"], []),
        ("12/06/1951 (this aka only, born 1952)", ["1951-06-12", "1952"], ["12/06/1951 (this aka only, born 1952)"]),
        ("2 Jun 1951; 4 Jun 1952 (false paper)", ["1951-06-02", "1952-06-04"], ["4 Jun 1952 (false paper)"]),
        ("1951 (as one)  1952 (as other)", ["1951", "1952"], ["1951 (as one)", "1952 (as other)"]),
        ("Approximately (50-55 years old)", [], ["Approximately (50-55 years old)"]),
        ("1982 b) 11/05/1402 (Hijri Calendar)", ["1982"], ["11/05/1402 (Hijri Calendar)"]),
        ("12/06/1951; alt DOB: 12/07/51", ["1951-06-12"], ["12/07/51"]),
        ("na", [], []),
    ],
)  # fmt: skip
def test_dates_of_birth_are_read_in_every_form_of_the_list(
    cell: str, dates: list[str], notes: list[str], tmp_path: Path
) -> None:
    edition = person(tmp_path, Date_of_Birth=cell)
    assert said(edition, Property.BORN) == dates
    assert said(edition, Property.BIRTH_NOTE) == notes
    assert edition.alarms == ()


def test_places_and_addresses_that_are_a_country_are_said_as_one(specimen: Edition) -> None:
    assert said(specimen, Property.BIRTH_PLACE, "2") == [{"city": "Monte Velho, Malawi"}, {"country": "Mozambique"}]
    assert said(specimen, Property.ADDRESS, "2") == [
        {"street": "House 7, Second lane, Mozambique"},
        {"country": "Tanzania"},
    ]
    assert said(specimen, Property.ADDRESS, "3") == [{"country": "Mozambique"}, {"country": "Malawi"}]


@pytest.mark.parametrize(
    ("cell", "values"),
    [
        ("Trinidad and Tobago", ["Trinidad and Tobago"]),
        ("Moldovan, Russian and Ukrainian", ["Moldovan", "Russian", "Ukrainian"]),
        ("Turkish/Jordanian", ["Turkish", "Jordanian"]),
        ("a) Chad b) Central African Republic", ["Chad", "Central African Republic"]),
        ("Possibly Malawian and stateless", ["Possibly Malawian and stateless"]),
    ],
)
def test_citizenships_are_divided_where_each_part_is_a_country(cell: str, values: list[str], tmp_path: Path) -> None:
    assert said(person(tmp_path, Citizenship=cell), Property.NATIONALITY) == values


def test_labelled_parts_of_the_information_are_read_and_its_text_is_kept(specimen: Edition) -> None:
    assert str(said(specimen, Property.NARRATIVE, "2")[0]).endswith("Kept the stores of an armed group.")
    assert said(specimen, Property.TITLE, "2") == ["Mullah", "Haji"]
    assert said(specimen, Property.POSITION, "2") == ["Quartermaster under the old council", "Envoy to the mill"]
    assert said(specimen, Property.MOTHER_NAME) == ["Saquina Amisse Mutembala"]
    assert said(specimen, Property.FATHER_NAME) == ["Fernandino Namualikossa"]
    assert said(specimen, Property.SEX) == ["female"]
    assert said(specimen, Property.DOCUMENT) == [
        {"number": "MZ0417731", "type": "Passport", "note": "Mozambican number MZ0417731, issued on 3 Mar. 2011"},
        {"number": "TZ998124", "type": "Passport"},
        {"number": "110044771", "type": "National identification"},
    ]
    assert said(specimen, Property.REGISTRATION_NUMBER) == ["1081673001541"]
    assert said(specimen, Property.IMO_NUMBER) == ["9990017"]
    assert said(specimen, Property.EMAIL) == ["info@example.org"]
    assert said(specimen, Property.WEBSITE) == ["https://example.org/muirane"]


def test_the_listing_says_its_day_and_its_basis(specimen: Edition) -> None:
    assert said(specimen, Property.LISTED_ON) == ["2014-09-02", "2020-10-08"]
    assert said(specimen, Property.LEGAL_BASIS, "2") == ["Listed on 2 Sep. 2014 (relisted on 1 Sep. 2017)"]
    assert said(specimen, Property.AMENDED_ON, "2") == ["2014-12-15"]
    assert said(specimen, Property.PROGRAMME, "7001") == ["1373 (2001)"]


@pytest.mark.parametrize(
    ("cells", "path", "kept"),
    [
        ({"Type": "Aircraft"}, "/Type", "Type: Aircraft"),
        ({"Type": ""}, "/Type", '"unknown"'),
        ({"Name_Type": "Nickname"}, "/Name Type", "Nickname"),
        ({"Additional_Information": "Gender: unknown."}, "/Additional Information/Gender", '"unknown"'),
        ({"Date_of_Birth": "30/02/1961"}, "/Date of Birth", "30/02/1961"),
        ({"Date_of_Birth": "29-Junne-1951"}, "/Date of Birth", "29-Junne-1951"),
        ({"Control_Date": "2016"}, "/Control Date", "Control Date: 2016"),
        ({"Listing_Information": "Listed on 31 Feb. 2014"}, "/Listing Information", "Listed on 31 Feb. 2014"),
    ],
)
def test_what_no_rule_takes_is_an_alarm_and_is_kept(
    cells: dict[str, str], path: str, kept: str, tmp_path: Path
) -> None:
    edition = person(tmp_path, **cells)
    assert [alarm.path for alarm in edition.alarms] == [path]
    assert edition.alarms[0].reference == "7001"
    assert any(kept in one.value for one in edition.statements)
    assert any("Namualikossa" in one.value for one in edition.statements)


def test_a_column_without_a_heading_is_an_alarm_once_a_cell_holds_something(tmp_path: Path) -> None:
    headings = [*HEADINGS, ""]
    edition = read_bytes("au_dfat", file_of(PLAIN | {"": "44"}, headings=headings), tmp_path, "list.csv")
    assert [alarm.path for alarm in edition.alarms] == ["/column without a heading"]
    assert read_bytes("au_dfat", file_of(PLAIN | {"": " "}, headings=headings), tmp_path, "list.csv").alarms == ()


REFUSED = {
    "another table": b"name,born\r\nx,1961\r\n",
    "no rows": file_of(),
    "no reference": file_of(PLAIN | {"Reference": ""}),
    "a reference of another form": file_of(PLAIN | {"Reference": "ABC-1"}),
    **{
        f"no column {needed}": file_of(PLAIN, headings=[heading for heading in HEADINGS if heading != needed])
        for needed in NEEDED
    },
}


@pytest.mark.parametrize("flaw", REFUSED)
def test_a_structural_surprise_refuses_the_file_with_a_sentence(flaw: str, tmp_path: Path) -> None:
    with pytest.raises(lists.UnexpectedStructure, match="Nothing was read"):
        read_bytes("au_dfat", REFUSED[flaw], tmp_path, "list.csv")


def test_a_reference_twice_refuses_the_file(tmp_path: Path) -> None:
    with pytest.raises(lists.DuplicateReference) as caught:
        read_bytes("au_dfat", file_of(PLAIN, PLAIN), tmp_path, "list.csv")
    assert caught.value.arguments["line"] == 3


@pytest.mark.parametrize(
    ("cell", "values"),
    [
        ("", ()),
        ("Kabul", ("Kabul",)),
        ("a) Kabul b) Pakistan", ("Kabul", "Pakistan")),
        ("a)1994 B)1993; c)1995,", ("1994", "1993", "1995")),
        ("Kabul; b) Pakistan.", ("Kabul", "Pakistan.")),
        ("a) 1966 b) 1964 c) 1969 c) 1971", ("1966", "1964", "1969", "1971")),
        ("House (annex a) b", ("House (annex a) b",)),
        ("O00065772 (letter O)", ("O00065772 (letter O)",)),
    ],
)
def test_a_cell_whose_letters_count_on_from_a_is_divided(cell: str, values: tuple[str, ...]) -> None:
    assert lettered(cell) == values


WORDS = st.text(st.characters(categories=["Lu", "Ll", "Nd"]), min_size=2).filter(bool)


@given(st.lists(WORDS, min_size=1, max_size=26))
def test_whatever_is_lettered_comes_back(values: list[str]) -> None:
    cell = " ".join(f"{chr(ord('a') + number)}) {value}" for number, value in enumerate(values))
    assert lettered(cell) == tuple(values)
