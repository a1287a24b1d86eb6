from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from acordo import sheets
from acordo.errors import AcordoError

if TYPE_CHECKING:
    from pathlib import Path

BOUNDS = sheets.Bounds(most_unpacked=1_000_000, most_strings=1_000_000, most_columns=20)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def book(*tables: list[list[Any]]) -> bytes:
    """A workbook with a sheet for each table, as a common program writes it."""
    made = Workbook()
    made.remove(made.worksheets[0])
    for number, table in enumerate(tables):
        sheet = made.create_sheet(f"sheet {number}")
        for row in table:
            sheet.append(row)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """The same workbook with one part put in place of another."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as after:
        for one in {*before.namelist(), name}:
            after.writestr(one, part if one == name else before.read(one))
    return file.getvalue()


def sheet_of(inner: str) -> bytes:
    """A workbook whose only sheet holds these rows, as they are written."""
    xml = f"<worksheet xmlns='{MAIN}'><sheetData>{inner}</sheetData></worksheet>"
    return with_part(book([["x"]]), "xl/worksheets/sheet1.xml", xml.encode())


def read(content: bytes, folder: Path, bounds: sheets.Bounds = BOUNDS) -> dict[str, list[sheets.Row]]:
    with sheets.opened(folder / "book.xlsx", bounds, content) as opened:
        return {sheet.name: list(opened.rows(sheet)) for sheet in opened.sheets}


FUZZ = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
WHOLE = book([["name", "born", "=A1"], ["NAMUALIKA", date(1961, 3, 4), 1.5]], [["more"]])


def test_every_sheet_gives_its_rows_with_their_lines(tmp_path: Path) -> None:
    read_ = read(book([["name", "born"], [], ["NAMUALIKA", 1961]], [["other"]], []), tmp_path)
    assert read_ == {
        "sheet 0": [sheets.Row(1, ("name", "born")), sheets.Row(3, ("NAMUALIKA", "1961"))],
        "sheet 1": [sheets.Row(1, ("other",))],
        "sheet 2": [],
    }


def test_values_come_as_a_csv_file_would_hold_them(tmp_path: Path) -> None:
    moment = datetime(1961, 3, 4, 5)  # noqa: DTZ001 - a workbook knows no time zones
    (rows,) = read(book([[1.0, 2.5, True, moment, moment.date(), time(5, 6), None, "é"]]), tmp_path).values()
    assert rows[0].cells == ("1", "2.5", "true", "1961-03-04", "1961-03-04", "05:06:00", "", "é")


def test_a_workbook_is_read_from_its_file_as_from_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(book([["name"]]))
    with sheets.opened(path, BOUNDS) as opened:
        assert list(opened.rows(opened.sheets[0])) == [sheets.Row(1, ("name",))]


def test_a_formula_is_a_flaw_and_the_rest_of_the_row_stays(tmp_path: Path) -> None:
    (rows,) = read(book([["a", "=1+1", "c"]]), tmp_path).values()
    assert rows == [sheets.Row(1, ("a", "", "c"), sheets.FlawedCell("B1", sheets.Flaw.FORMULA))]


@pytest.mark.parametrize(
    "cell",
    [
        "<c r='B7' t='e'><v>#N/A</v></c>",
        "<c r='B7' t='s'><v>99</v></c>",
        "<c r='B7'><v>inf</v></c>",
        "<c r='B7'><v>x</v></c>",
    ],
)
def test_an_error_is_a_flaw_and_names_its_cell(cell: str, tmp_path: Path) -> None:
    (rows,) = read(sheet_of(f"<row r='7'><c r='A7' t='str'><v>a</v></c>{cell}</row>"), tmp_path).values()
    assert rows == [sheets.Row(7, ("a",), sheets.FlawedCell("B7", sheets.Flaw.ERROR))]


def test_a_cell_beyond_the_last_column_is_a_flaw(tmp_path: Path) -> None:
    (rows,) = read(book([["x"] * 21]), tmp_path).values()
    assert rows == [sheets.Row(1, ("x",) * 20, sheets.FlawedCell("U1", sheets.Flaw.BEYOND))]


def test_rows_and_cells_without_a_place_follow_the_one_before(tmp_path: Path) -> None:
    cell = "<c t='str'><v>a</v></c>"
    (rows,) = read(sheet_of(f"<row>{cell}{cell}</row><row/><row>{cell}</row>"), tmp_path).values()
    assert rows == [sheets.Row(1, ("a", "a")), sheets.Row(3, ("a",))]


@pytest.mark.parametrize(("escaped", "said"), [("_x000D_", "\r"), ("_x0000_", "_x0000_"), ("_xD83D_", "_xD83D_")])
def test_escapes_become_letters_unless_no_text_may_hold_them(escaped: str, said: str, tmp_path: Path) -> None:
    (rows,) = read(sheet_of(f"<row><c t='inlineStr'><is><t>{escaped}</t></is></c></row>"), tmp_path).values()
    assert rows == [sheets.Row(1, (said,))]


BOMB = b"<!DOCTYPE w [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]>"
REFUSED = {
    "no bytes": (b"", sheets.Damaged),
    "an archive of something else": (b"PK\x05\x06" + b"\0" * 18, sheets.Damaged),
    "a sheet cut off": (with_part(book([["x"]]), "xl/worksheets/sheet1.xml", b"<worksheet><row>"), sheets.Damaged),
    "a document type in a sheet": (
        with_part(book([["x"]]), "xl/worksheets/sheet1.xml", BOMB + b"<worksheet><row/></worksheet>"),
        sheets.Damaged,
    ),
    "a document type in the workbook": (
        with_part(book([["x"]]), "xl/workbook.xml", BOMB + b"<workbook/>"),
        sheets.Damaged,
    ),
    "a cell that stands nowhere": (sheet_of("<row><c r='?'><v>1</v></c></row>"), sheets.Damaged),
    "a bomb": (with_part(book([["x"]]), "xl/worksheets/sheet1.xml", b" " * 2_000_000), sheets.UnpacksTooLarge),
    "a bomb of texts": (with_part(book([["x"]]), "xl/sharedStrings.xml", b" " * 999_999_0), sheets.UnpacksTooLarge),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_no_sound_workbook_is_refused_with_a_sentence(kind: str, tmp_path: Path) -> None:
    content, failure = REFUSED[kind]
    with pytest.raises(failure) as refused:
        read(content, tmp_path)
    assert "book.xlsx" in str(refused.value)


def test_the_table_of_texts_has_a_bound_of_its_own(tmp_path: Path) -> None:
    content = with_part(book([["x"]]), "xl/sharedStrings.xml", f"<sst xmlns='{MAIN}'>{' ' * 5000}</sst>".encode())
    assert read(content, tmp_path)
    with pytest.raises(sheets.UnpacksTooLarge):
        read(content, tmp_path, sheets.Bounds(most_unpacked=1_000_000, most_strings=5000, most_columns=20))


def test_a_part_that_is_held_whole_is_small(tmp_path: Path) -> None:
    content = with_part(book([["x"]]), "xl/styles.xml", b" " * 40_000_000 + b"<styleSheet/>")
    with pytest.raises(sheets.Damaged):
        read(content, tmp_path, sheets.Bounds(most_unpacked=100_000_000, most_strings=5000, most_columns=20))


PARTS = ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/worksheets/sheet1.xml"]


@FUZZ
@given(
    part=st.sampled_from(PARTS),
    place=st.floats(0, 1),
    length=st.integers(0, 30),
    put=st.sampled_from([b"", b"<", b"'/>", b"-1", b"1e999", b"x", b"<!-- c -->", b"<?pi?>", b"&a;", b"\xff", b"<f/>"]),
)
def test_a_part_spoilt_inside_a_sound_archive_gives_rows_or_a_clean_refusal(
    part: str, place: float, length: int, put: bytes, tmp_path: Path
) -> None:
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as packed:
        text = packed.read(part)
    at = int(place * len(text))
    with suppress(AcordoError):
        read(with_part(WHOLE, part, text[:at] + put + text[at + length :]), tmp_path)


def test_an_encrypted_workbook_is_told_as_such(tmp_path: Path) -> None:
    content = bytearray(book([["x"]]))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(sheets.Locked):
        read(bytes(content), tmp_path)


def test_a_workbook_that_states_less_than_it_unpacks_to_is_refused(tmp_path: Path) -> None:
    content = book([["x"] * 10] * 2000)
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        size = packed.getinfo("xl/worksheets/sheet1.xml").file_size.to_bytes(4, "little")
    lying = content.replace(size, (50).to_bytes(4, "little"))
    assert lying != content
    with pytest.raises(sheets.Damaged):
        read(lying, tmp_path)


@FUZZ
@given(flips=st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=6))
def test_bytes_changed_anywhere_give_rows_or_a_clean_refusal(flips: list[tuple[int, int]], tmp_path: Path) -> None:
    spoiled = bytearray(WHOLE)
    for place, byte in flips:
        spoiled[place] = byte
    with suppress(AcordoError):
        rows = read(bytes(spoiled), tmp_path)
        assert all("\0" not in cell for sheet in rows.values() for row in sheet for cell in row.cells)


@FUZZ
@given(end=st.integers(0, len(WHOLE) - 23))
def test_a_workbook_cut_off_is_refused(end: int, tmp_path: Path) -> None:
    with pytest.raises(sheets.Damaged):
        read(WHOLE[:end], tmp_path)


@FUZZ
@given(column=st.integers(1, 16384))
def test_a_cell_bears_the_name_that_excel_gives_it(column: int) -> None:
    from openpyxl.utils import get_column_letter

    assert sheets.cell_name(column, 7) == f"{get_column_letter(column)}7"
