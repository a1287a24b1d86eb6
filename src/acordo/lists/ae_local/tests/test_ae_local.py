from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from acordo import lists
from acordo.facts import Property
from acordo.lists.ae_local.party import arabic_names
from tests.lists.specimens import names_by_reference, read, read_anew, read_bytes, said, specimens

if TYPE_CHECKING:
    from pathlib import Path

    from acordo.facts import Json

(SPECIMEN,) = specimens("ae_local")
HEADINGS = ["#", "التصنيف", "الاسم الكامل (بالحروف العربية)"]
ROW = ["1", "شخص إرهابي", "أحمد يوسف نامواليكا"]


def table(*rows: list[str]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def reference(name: str) -> str:
    found = names_by_reference(read("ae_local", SPECIMEN))
    return next(one for one, names in found.items() if name in names)


def test_every_column_of_the_layout_is_taken() -> None:
    edition = read("ae_local", SPECIMEN)
    assert edition.alarms == ()
    assert len({one.reference for one in edition.statements}) == 5
    assert {one.path for one in edition.ignored} == {"/number", "/known as", "/title"}
    assert all(one.reason for one in edition.ignored)


def test_every_word_of_the_table_is_said_or_left_out_for_a_reason() -> None:
    edition = read("ae_local", SPECIMEN)
    kept = " ".join(f"{one.value} {one.original}" for one in edition.statements)
    rows = csv.reader(io.StringIO(SPECIMEN.read_text(encoding="utf-8-sig"), newline=""))
    for row in rows:
        if row[0].isdigit() or not row[0]:
            for word in re.findall(r"\w+", " ".join(row[2:])):
                assert word in kept or word in {"الحالية", "السابقة", "رقم"}, word


def test_names_are_said_in_both_scripts() -> None:
    edition, one = read("ae_local", SPECIMEN), reference("AHMAD YUSUF NAMUALIKA")
    assert said(edition, Property.PRIMARY_NAME, one) == [
        {"text": "AHMAD YUSUF NAMUALIKA", "part1": "AHMAD YUSUF", "part2": "NAMUALIKA"}
    ]
    assert said(edition, Property.ORIGINAL_NAME, one) == [
        {"text": "أحمد يوسف نامواليكا", "part1": "أحمد يوسف", "part2": "نامواليكا"},
        {"text": "أبو المد"},
    ]
    other = reference("RASHIDI OMARI KIPANDAWE")
    assert said(edition, Property.ORIGINAL_NAME, other) == [{"text": "رشيد عمر كيبانداوي"}, {"text": "رشيد كيبانداوه"}]
    assert said(edition, Property.LOW_ALIAS, other) == [{"text": "المعلم"}]
    third = reference("SAIDE BACAR")
    assert said(edition, Property.NOTE, third) == ["اسم العائلة: Mutumukwe", "اسم العائلة: متوموكوي"]


def test_a_row_without_a_number_goes_on_with_its_entry() -> None:
    edition, one = read("ae_local", SPECIMEN), reference("AHMAD YUSUF NAMUALIKA")
    assert said(edition, Property.DOCUMENT, one) == [
        {
            "number": "XA0041588",
            "type": "جواز سفر",
            "country": "موزمبيق",
            "issued": "2013-06-11",
            "expires": "2018-06-10",
        },
        {"number": "990017", "type": "الرقم الموحد"},
    ]
    assert said(edition, Property.BORN, one) == ["1988-06-15"]
    assert said(edition, Property.BIRTH_PLACE, one) == [{"country": "موزمبيق"}]
    assert said(edition, Property.NATIONALITY, one) == ["موزمبيق", "تنزانيا"]
    assert said(edition, Property.ADDRESS, one) == [
        {"street": "شارع البحر", "city": "بمبا", "country": "موزمبيق", "note": "مسجون"}
    ]


def test_several_numbers_in_a_cell_are_several_documents() -> None:
    edition, one = read("ae_local", SPECIMEN), reference("RASHIDI OMARI KIPANDAWE")
    assert [(d["number"], d["country"]) for d in said(edition, Property.DOCUMENT, one) if not isinstance(d, str)] == [
        ("XK11", "كيني"),
        ("XS22", "صومالي"),
    ]
    assert said(edition, Property.NATIONALITY, one) == ["كينيا", "الصومال"]
    assert said(edition, Property.BORN, one) == ["1991"]


def test_bodies_stand_in_a_section_of_their_own() -> None:
    edition, one = read("ae_local", SPECIMEN), reference("Brothers of the High Tide")
    assert said(edition, Property.KIND, one) == ["group"]
    assert said(edition, Property.ADDRESS, one) == [{"street": "مبوانا"}]
    assert said(edition, Property.NOTE, one) == ["اسم سابق: إخوان الموج"]
    entity = reference("شركة الجزيرة الزرقاء للملاحة")
    assert said(edition, Property.PRIMARY_NAME, entity) == [{"text": "شركة الجزيرة الزرقاء للملاحة"}]
    assert said(edition, Property.DOCUMENT, entity) == [{"number": "LX-77", "type": "رخصة", "expires": "2020-01-01"}]
    assert len(said(edition, Property.LEGAL_BASIS)) == 5


@pytest.mark.parametrize(
    ("heading", "cell", "path", "property_", "kept"),
    [
        ("القبعة", "حمراء", "القبعة", Property.KIND, "person"),
        ("النوع", "رخصة صيد", "document type", Property.DOCUMENT, {"type": "رخصة صيد"}),
        ("تاريخ الميلاد", "31-02-1990", "born", Property.BIRTH_NOTE, "31-02-1990"),
        ("تاريخ الإصدار", "الأمس", "document issued", Property.DOCUMENT, {"issued": "الأمس"}),
    ],
)
def test_a_value_that_is_not_known_is_an_alarm_and_kept(
    heading: str, cell: str, path: str, property_: Property, kept: Json, tmp_path: Path
) -> None:
    edition = read_bytes("ae_local", table([*HEADINGS, heading], [*ROW, cell]), tmp_path)
    (alarm,) = edition.alarms
    assert alarm.path == f"/{path}"
    assert alarm.reference == edition.statements[0].reference
    assert kept in said(edition, property_)


def test_a_category_that_is_not_known_is_an_alarm_and_kept(tmp_path: Path) -> None:
    edition = read_bytes("ae_local", table(HEADINGS, ["1", "سفينة إرهابية", ROW[2]]), tmp_path)
    assert [(alarm.path, alarm.example) for alarm in edition.alarms] == [("/category", "سفينة إرهابية")]
    assert said(edition, Property.KIND) == ["unknown"]
    assert said(edition, Property.NOTE) == ["التصنيف: سفينة إرهابية"]


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([], "empty"),
        ([["الأفراد"]], "no entries"),
        ([HEADINGS], "no entries"),
        ([HEADINGS[:2], ROW[:2]], "no column 'الاسم الكامل"),
        ([[*HEADINGS, HEADINGS[1]], ROW], "twice"),
        ([HEADINGS, ["1", ROW[1], "-"]], "line 2 has no name"),
        ([HEADINGS, ["", *ROW[1:]]], "goes on with no entry"),
        ([HEADINGS, [*ROW, "loose"]], "more cells"),
    ],
)
def test_another_structure_refuses_the_file(rows: list[list[str]], reason: str, tmp_path: Path) -> None:
    with pytest.raises(lists.UnexpectedStructure, match=reason):
        read_bytes("ae_local", table(*rows), tmp_path)


def test_a_workbook_of_one_sheet_says_the_same(tmp_path: Path) -> None:
    rows = list(csv.reader(io.StringIO(SPECIMEN.read_text(encoding="utf-8-sig"), newline="")))
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / "list.xlsx")
    assert read_anew("ae_local", tmp_path / "list.xlsx").statements == read("ae_local", SPECIMEN).statements


def test_another_row_number_or_order_keeps_the_reference(tmp_path: Path) -> None:
    other = ["2", ROW[1], "رشيد عمر كيبانداوي"]
    first = names_by_reference(read_bytes("ae_local", table(HEADINGS, ROW, other), tmp_path))
    second = names_by_reference(read_bytes("ae_local", table(HEADINGS, ["1", *other[1:]], ["7", *ROW[1:]]), tmp_path))
    assert first == second


def test_two_of_one_name_are_two_entries(tmp_path: Path) -> None:
    edition = read_bytes("ae_local", table(HEADINGS, ROW, ["2", *ROW[1:]]), tmp_path)
    assert len({one.reference for one in edition.statements}) == 2


@given(st.text("أحمد (،)<>-", max_size=30))
def test_no_letter_of_an_arabic_name_is_lost(cell: str) -> None:
    names, asides = arabic_names(cell)
    assert sorted(sign for text in names + asides for sign in text if sign.isalpha()) == sorted(
        sign for sign in cell if sign.isalpha()
    )
