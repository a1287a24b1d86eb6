from __future__ import annotations

import csv
import io
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from acordo import lists
from acordo.facts import Property, Reference, SourceName
from acordo.lists.national import COLUMNS, Form, UnfitDesignation, cells_of, designation
from acordo.lists.national.columns import BY_HEADING
from acordo.markings import originator_only
from tests.lists.specimens import FOLDER, read, read_bytes, said

SPECIMENS = FOLDER / "national" / "specimens"
TABLE = read("national", SPECIMENS / "designations.csv")
if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

NATIONAL = SourceName("national")
OURS = originator_only("alder")
NEEDED = {
    "kind": ("person",),
    "name": ("Saide Bakari Mutumukwe",),
    "decision": ("Decree 12/2026",),
    "decided_on": ("2026-03-01",),
    "reasons": ("Led attacks.",),
}


def table(**cells: str) -> bytes:
    """A table of one designation with these cells beside those that are needed."""
    whole = {"reference": "NL-1"} | {key: values[0] for key, values in NEEDED.items()} | cells
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerows([[key.replace("_", " ") for key in whole], list(whole.values())])
    return text.getvalue().encode()


def workbook(rows: Iterable[list[str]], path: Path) -> Path:
    book = Workbook()
    sheet = book.create_sheet("designations", 0)
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def test_every_column_is_said() -> None:
    first = {one.property for one in TABLE.statements if one.reference == "NL-2026-001"}
    others = {column.property for column in COLUMNS} - first
    assert others == {None, Property.FORMER_NAME, Property.REGISTRATION_NUMBER}
    assert said(TABLE, Property.BORN, "NL-2026-001") == ["1974-09-15", "1976"]
    assert said(TABLE, Property.DOCUMENT, "NL-2026-001") == [
        {"type": "passport", "number": "X0041588", "country": "MZ"},
        {"type": "identity card", "number": "110100200300B"},
    ]
    assert said(TABLE, Property.NARRATIVE, "NL-2026-001") == [
        "Led armed attacks on invented villages.\nOrdered the burning of a school."
    ]
    assert (TABLE.alarms, TABLE.ignored) == ((), ())


def test_a_table_in_portuguese_says_the_same_with_semicolons() -> None:
    edition = read("national", SPECIMENS / "designacoes.csv")
    assert said(edition, Property.KIND) == ["person", "person"]
    assert said(edition, Property.SEX) == ["male", "female"]
    assert said(edition, Property.BORN) == ["1974-09", "1980~"]


def test_a_workbook_says_what_the_table_says(tmp_path: Path) -> None:
    with (SPECIMENS / "designations.csv").open(encoding="utf-8", newline="") as file:
        path = workbook(csv.reader(file), tmp_path / "list.xlsx")
    assert read("national", path).statements == TABLE.statements


def test_no_heading_means_two_columns() -> None:
    headings = [heading for column in COLUMNS for heading in column.headings]
    assert len(BY_HEADING) >= len(set(headings)) == len(headings)


@pytest.mark.parametrize(
    ("column", "value", "match"),
    [
        ("kind", "", "'kind' holds '': this is needed"),
        ("kind", "terrorist", "'kind' holds 'terrorist': write person"),
        ("name", "", "'name' holds '': this is needed"),
        ("name", "…", "'…': this holds no name"),
        ("born", "30/02/1974", "'date of birth' holds '30/02/1974': no such day"),
        ("born", "1394", "another calendar"),
        ("born", "long ago", "write 15/09/1974"),
        ("sex", "x", "'sex' holds 'x': write male"),
        ("documents", "passport:", "'passport:': this holds no number"),
        ("decision", "", "'decision' holds '': this is needed"),
        ("decided_on", "2026", "'decided on' holds '2026': write a whole day"),
        ("reasons", " ", "'reasons' holds '': this is needed"),
    ],
)
def test_a_flaw_refuses_the_table_with_what_to_write(column: str, value: str, match: str, tmp_path: Path) -> None:
    with pytest.raises(UnfitDesignation, match=match) as caught:
        read_bytes("national", table(**{column: value}), tmp_path)
    assert "NL-1" in str(caught.value)


def test_a_table_without_or_with_odd_or_doubled_columns_is_refused(tmp_path: Path) -> None:
    whole = table()
    for spoilt, match in (
        (whole.replace(b"decision", b"decree"), "no column 'decision'"),
        (table(shoe_size="42"), "nobody knows the column 'shoe size'"),
        (whole.replace(b"reference", b"reference,nome").replace(b"NL-1", b"NL-1,x"), "stands there twice"),
        (whole.replace(b"NL-1", b""), "line 2 has no reference"),
        (whole.splitlines()[0] + b"\n", "it has no designation"),
        (whole.rstrip() + b",beyond\n", "line 2 has more cells"),
    ):
        with pytest.raises(lists.UnexpectedStructure, match=match):
            read_bytes("national", spoilt, tmp_path)
    with pytest.raises(lists.DuplicateReference):
        read_bytes("national", whole + whole.splitlines()[1], tmp_path)


def test_a_formula_in_a_workbook_refuses_it(tmp_path: Path) -> None:
    path = workbook(csv.reader(io.StringIO(table(note="=1+1").decode())), tmp_path / "list.xlsx")
    with pytest.raises(lists.UnexpectedStructure, match="cell"):
        read("national", path)


_words = st.text(st.characters(categories=["L", "N"], include_characters=" -'"), min_size=1, max_size=20).map(
    lambda text: "a" + " ".join(text.split())
)
_dates = (
    st.dates(date(1900, 1, 1), date(2099, 12, 31)).map(str)
    | st.integers(1900, 2020).map(str)
    | st.just("1974~")
    | st.just("1974/1976")
)
_cells = st.fixed_dictionaries(
    {key: st.just(values) for key, values in NEEDED.items()},
    optional={
        "other_names": st.lists(_words, min_size=1, max_size=3, unique=True).map(tuple),
        "born": st.lists(_dates, min_size=1, max_size=3, unique=True).map(tuple),
        "birth_place": _words.map(lambda one: (one,)),
        "sex": st.sampled_from([("male",), ("female",)]),
        "documents": st.tuples(_words, _words, _words).map(lambda one: (f"{one[0]}: {one[1]}, {one[2]}",)),
        "addresses": _words.map(lambda one: (one,)),
        "note": _words.map(lambda one: (one,)),
    },
)


@given(_cells)
def test_what_was_kept_can_be_amended_without_loss(cells: dict[str, tuple[str, ...]]) -> None:
    statements = designation(cells, NATIONAL, Reference("NL-1"), OURS)
    again = designation(cells_of((one.property, one.content) for one in statements), NATIONAL, Reference("NL-1"), OURS)
    assert {one.id for one in again} == {one.id for one in statements}


def test_every_form_is_written_back() -> None:
    for reference in {one.reference for one in TABLE.statements}:
        own = [one for one in TABLE.statements if one.reference == reference]
        again = designation(cells_of((one.property, one.content) for one in own), NATIONAL, reference, own[0].marking)
        assert {one.id for one in again} == {one.id for one in own}
    assert {column.form for column in COLUMNS} == set(Form)
