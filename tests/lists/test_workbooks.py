from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import Workbook

from acordo import lists
from acordo.lists.reading import taken_in
from acordo.lists.stating import Tally
from acordo.lists.workbooks import is_workbook, sheet_rows

if TYPE_CHECKING:
    from pathlib import Path


def book(*tables: list[list[Any]]) -> bytes:
    made = Workbook()
    made.remove(made.worksheets[0])
    for table in tables:
        sheet = made.create_sheet()
        for row in table:
            sheet.append(row)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def test_the_rows_of_the_only_sheet_that_holds_any_come_with_their_numbers(tmp_path: Path) -> None:
    content = book([], [["Name"], [], ["NAMUALIKA", 1961]], [])
    assert list(sheet_rows(content, tmp_path, Tally())) == [(1, ["Name"]), (3, ["NAMUALIKA", "1961"])]


def test_a_formula_is_an_alarm_and_its_row_stays(tmp_path: Path) -> None:
    tally = Tally()
    assert list(sheet_rows(book([["a", "=1+1", "c"]]), tmp_path, tally)) == [(1, ["a", "", "c"])]
    assert [(alarm.path, alarm.example) for alarm in tally.alarms] == [("/it holds a formula", "B1")]


@pytest.mark.parametrize(
    ("content", "failure"),
    [
        (book([["a"]])[:-30], lists.MalformedDocument),
        (book([["a"]], [["b"]]), lists.UnexpectedStructure),
        (book([["a" * 30_000] * 100])[:-1], lists.MalformedDocument),
    ],
)
def test_what_is_no_workbook_of_one_table_is_refused(content: bytes, failure: type[Exception], tmp_path: Path) -> None:
    with pytest.raises(failure, match="Nothing was read"):
        list(sheet_rows(content, tmp_path / "list.xlsx", Tally()))


def test_a_workbook_is_taken_in_only_where_the_list_may_be_one(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(book([["a"]]))
    content, document = taken_in(path, 100_000, archive=True)
    assert is_workbook(content)
    assert document.size == len(content)
    with pytest.raises(lists.UnexpectedStructure):
        taken_in(path, 100_000)
