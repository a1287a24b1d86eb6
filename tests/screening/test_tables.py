"""A table of names, however it was made: every row is asked or rejected with its reason, and none is lost."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from acordo.errors import Invalid
from acordo.facts import PartialDate
from acordo.screening.csv_rows import LONGEST_FIELD, MOST_LINES
from acordo.screening.failures import UnreadableTable, UnreadableValue
from acordo.screening.tables import BadRow, QueryReader, Row, read_query, table

if TYPE_CHECKING:
    from pathlib import Path


def _read(path: Path) -> list[Row | BadRow]:
    source = table(path, "name")
    reader = QueryReader(source)
    return [reader.read(number, fields) for number, fields in source.rows()]


def _csv(path: Path, text: str) -> list[Row | BadRow]:
    path.write_text(text, encoding="utf-8", newline="")
    return _read(path)


def _asked(rows: list[Row | BadRow]) -> list[str]:
    return [name for row in rows if isinstance(row, Row) for name in row.query.names]


def _bad(rows: list[Row | BadRow]) -> list[tuple[int, str]]:
    return [(row.number, str(row.reason)) for row in rows if isinstance(row, BadRow)]


FIELD = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=30).filter(
    lambda text: text.count("\n") < MOST_LINES
)


@given(rows=st.lists(st.tuples(st.just("A Name"), FIELD), max_size=8))
def test_whatever_a_proper_writer_writes_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]]
) -> None:
    path = tmp_path_factory.mktemp("csv") / "in.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("name", "note"), *rows])
    assert [row.carried for row in _read(path) if isinstance(row, Row)] == [(note,) for _, note in rows]


def test_an_error_of_the_reader_is_a_rejection_and_never_a_name(tmp_path: Path) -> None:
    rows = _csv(tmp_path / "in.csv", "name\n" + "x" * (LONGEST_FIELD + 1) + "\nZubeir Tarimo\n")
    assert _asked(rows) == ["Zubeir Tarimo"]
    ((number, reason),) = _bad(rows)
    assert number == 1
    assert "lines 2 to 2" in reason


@pytest.mark.parametrize("after", [1, 5, MOST_LINES - 1, MOST_LINES, MOST_LINES + 1, 3 * MOST_LINES])
def test_a_stray_quote_costs_its_own_row_only(tmp_path: Path, after: int) -> None:
    names = [f"Person {chr(97 + i % 26)}{chr(97 + i // 26)}" for i in range(after)]
    lines = ["id,name", "x,Filomena Duarte", 'y,"Zubeir Tarimo', *(f"{i},{name}" for i, name in enumerate(names))]
    rows = _csv(tmp_path / "in.csv", "\n".join(lines) + "\n")
    assert _asked(rows) == ["Filomena Duarte", *names]
    ((number, reason),) = _bad(rows)
    assert number == 2
    assert "lines 3 to" in reason
    assert [row.number for row in rows] == list(range(1, after + 3))


def test_a_stray_quote_that_another_row_closes_swallows_nothing(tmp_path: Path) -> None:
    text = 'id,name\n1,"Zubeir Tarimo\n2,Edson Nhaca\n3,"Duarte, Filomena"\n4,Halima Orlando\n'
    rows = _csv(tmp_path / "in.csv", text)
    assert _asked(rows) == ["Edson Nhaca", "Duarte, Filomena", "Halima Orlando"]
    assert [number for number, _ in _bad(rows)] == [1]


def test_a_quote_in_the_header_that_is_never_closed_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableTable, match="never closed"):
        _csv(tmp_path / "in.csv", 'id,"name\n' + "1,x\n" * 50)


def _parquet(path: Path, **columns: pa.Array) -> list[Row | BadRow]:
    pq.write_table(pa.table(columns), path)
    return _read(path)


@pytest.mark.parametrize(
    ("born", "kind"),
    [
        (date(1988, 6, 15), pa.date32()),
        (date(1988, 6, 15), pa.date64()),
        (datetime(1988, 6, 15), pa.timestamp("ns")),  # noqa: DTZ001 (a table may hold such)
        (datetime(1988, 6, 15, tzinfo=UTC), pa.timestamp("us", "UTC")),
        ("1988-06-15", pa.large_string()),
        ("1988-06-15", pa.dictionary(pa.int8(), pa.string())),
    ],
)
def test_a_day_in_parquet_is_a_day_whatever_its_type(tmp_path: Path, born: object, kind: pa.DataType) -> None:
    (row,) = _parquet(tmp_path / "in.parquet", name=pa.array(["A Name"]), born=pa.array([born], kind))
    assert isinstance(row, Row)
    assert row.query.born == PartialDate.parse("1988-06-15")


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [(7.0, pa.float64(), "7"), (7, pa.int16(), "7"), (7.5, pa.float32(), "7.5"), (Decimal("7.00"), None, "7")],
)
def test_a_number_in_parquet_is_written_as_people_write_it(
    tmp_path: Path, value: object, kind: pa.DataType | None, text: str
) -> None:
    (row,) = _parquet(tmp_path / "in.parquet", name=pa.array(["A Name"]), id=pa.array([value], kind))
    assert isinstance(row, Row)
    assert row.id == text


def test_headings_in_parquet_are_read_as_in_csv(tmp_path: Path) -> None:
    (row,) = _parquet(tmp_path / "in.parquet", **{" NAME ": pa.array(["A Name"]), "Id": pa.array(["9"])})
    assert isinstance(row, Row)
    assert (row.id, row.query.names) == ("9", ("A Name",))


@pytest.mark.parametrize("value", [["A Name"], {"first": "A"}, b"A Name"])
def test_what_has_no_text_in_parquet_is_rejected_and_never_guessed(tmp_path: Path, value: Any) -> None:
    rows = _parquet(tmp_path / "in.parquet", name=pa.array(["A Name", "B Name"]), note=pa.array([value, None]))
    assert [(row.number, type(row.reason)) for row in rows if isinstance(row, BadRow)] == [(1, UnreadableValue)]
    assert _asked(rows) == ["B Name"]


@pytest.mark.parametrize("text", ["A\udcff", "A\0B"])
@pytest.mark.parametrize("option", ["name", "born", "nationality", "sex", "document", "kind"])
def test_no_text_that_is_not_utf8_is_asked(option: str, text: str) -> None:
    given = {"name": "A Name", "born": "", "nationality": "", "sex": "", "document": "", "kind": ""}
    with pytest.raises(Invalid) as error:
        read_query(**given | {option: text})
    str(error.value).encode()
