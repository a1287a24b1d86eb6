from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acordo.lists import MalformedDocument, UnexpectedStructure
from acordo.lists.rows import LONGEST_CELL, csv_rows, decoded, rows_under
from acordo.lists.stating import Tally

PATH = Path("list.csv")
_cells = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8)


@given(st.lists(st.lists(_cells, min_size=1, max_size=4), max_size=6))
def test_what_the_standard_library_writes_is_read_back(rows: list[list[str]]) -> None:
    import io

    text = io.StringIO()
    csv.writer(text).writerows(rows)
    read = [row for _, row in csv_rows(text.getvalue(), PATH)]
    assert read == [row for row in rows if any(cell.strip() for cell in row)]


@pytest.mark.parametrize("text", ['a,"b\n', 'a,"b"c\n', f"a,{'x' * (LONGEST_CELL + 1)}\n"])
def test_a_torn_or_endless_cell_refuses_the_file_with_its_line(text: str) -> None:
    with pytest.raises(MalformedDocument, match="line 2"):
        list(csv_rows("one,two\n" + text, PATH))


def test_bytes_in_another_encoding_are_refused_with_their_line() -> None:
    with pytest.raises(MalformedDocument, match="line 2"):
        decoded("a\nJosé".encode("latin-1"), PATH)
    with pytest.raises(MalformedDocument, match="UTF-16"):
        decoded("a,b".encode("utf-16-le"), PATH)
    assert decoded("José".encode("cp1252"), PATH, "utf-8-sig", "cp1252") == "José"
    assert decoded("\ufeffJosé".encode(), PATH) == "José"


def test_a_cell_that_nobody_takes_is_an_alarm_and_an_empty_one_is_not() -> None:
    tally = Tally()
    rows = list(rows_under(["id", " name ", "odd", "left"], [(2, ["1", "Amade ", "x", " y "])], PATH, tally))
    assert rows[0].text("id") == "1"
    assert rows[0].text("name") == "Amade"
    assert rows[0].text("name") == ""
    rows[0].ignore("left", "it says nothing")
    rows[0].close()
    assert [(alarm.path, alarm.example) for alarm in tally.alarms] == [("/odd", "x")]
    assert [(one.path, one.reason) for one in tally.ignored] == [("/left", "it says nothing")]


def test_a_cell_taken_as_it_stands_keeps_its_blanks() -> None:
    (row,) = rows_under(["id", "remarks"], [(2, ["1", " cut in the "])], PATH, Tally())
    assert row.as_it_stands("remarks") == " cut in the "
    assert row.as_it_stands("remarks") == row.as_it_stands("absent") == ""


@pytest.mark.parametrize(
    ("headings", "cells", "match"),
    [
        (["id"], ["1"], "no column 'name'"),
        (["id", "name", "id"], ["1", "a", "2"], "stands there twice"),
        (["id", "name"], ["1", "a", "beyond"], "line 2 has more cells"),
    ],
)
def test_another_table_is_refused(headings: list[str], cells: list[str], match: str) -> None:
    with pytest.raises(UnexpectedStructure, match=match):
        list(rows_under(headings, [(2, cells)], PATH, Tally(), needed=["name"]))
