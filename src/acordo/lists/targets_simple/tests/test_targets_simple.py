from __future__ import annotations

import csv
import gzip
import hashlib
import io
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acordo import lists
from acordo.facts import Property, SourceName
from acordo.lists.targets_simple.lines import values
from acordo.markings import originator_only
from tests.lists.specimens import names_by_reference, read, read_bytes, said, specimens

if TYPE_CHECKING:
    from pathlib import Path

    from acordo.facts import Json

(SPECIMEN,) = specimens("targets_simple")
CONTENT = SPECIMEN.read_bytes()


def table(*rows: list[str]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, dialect=csv.unix_dialect).writerows(rows)
    return text.getvalue().encode()


def joined(parts: list[str]) -> str:
    """A cell as the program that makes such files writes it."""
    text = io.StringIO()
    csv.writer(text, csv.unix_dialect, delimiter=";", lineterminator="", quoting=csv.QUOTE_MINIMAL).writerow(parts)
    return text.getvalue()


def test_every_column_of_the_layout_is_taken() -> None:
    edition = read("targets_simple", SPECIMEN)
    assert edition.alarms == ()
    assert {one.path for one in edition.ignored} == {"/first_seen", "/last_seen", "schema CryptoWallet"}
    assert said(edition, Property.KIND) == ["person", "group", "vessel", "company", "group", "unknown", "aircraft"]


def test_every_value_of_a_row_is_said() -> None:
    edition = read("targets_simple", SPECIMEN)
    for property_, found in {
        Property.PRIMARY_NAME: [{"text": "Amade Issufo Namualika"}],
        Property.GOOD_ALIAS: [
            {"text": "Ahmad Yusuf Namwalika"},
            {"text": 'Namualika; Amade "Mestre"'},
            {"text": "أحمد يوسف نامواليكا"},
        ],
        Property.BORN: ["1988-06-15", "1988"],
        Property.COUNTRY: ["MZ", "TZ"],
        Property.ADDRESS: [{"street": "Rua dos Embondeiros; Pemba"}, {"street": "Mtwara"}],
        Property.DOCUMENT: [{"number": "XA0041588"}, {"number": "020199088415X"}],
        Property.NARRATIVE: ["Channel - Carries fuel between the islands - 2024-03-11"],
        Property.PHONE: ["+258000000001", "+258000000002"],
        Property.EMAIL: ["nobody@example.org"],
        Property.PROGRAMME: ["XX-CHANNEL", "XX-TIDE"],
        Property.LIST_TYPE: ["Invented Story List", "Another Invented List"],
        Property.AMENDED_ON: ["2025-11-03"],
    }.items():
        assert said(edition, property_, "XX-0001") == found, property_
    assert said(edition, Property.COUNTRY, "XX-0006") == ["SU"]


def test_the_document_is_the_bytes_of_the_file_packed_or_not(tmp_path: Path) -> None:
    edition = read("targets_simple", SPECIMEN)
    assert edition.document.digest == hashlib.sha256(CONTENT).hexdigest()
    assert edition.document.size == len(CONTENT)
    packed = gzip.compress(CONTENT)
    same = read_bytes("targets_simple", packed, tmp_path, "targets.simple.csv.gz")
    assert same.statements == edition.statements
    assert same.document.digest == hashlib.sha256(packed).hexdigest()


@pytest.mark.parametrize(
    ("heading", "cell", "property_", "kept"),
    [
        ("birth_date", "born long ago", Property.BIRTH_NOTE, "born long ago"),
        ("last_change", "yesterday", Property.NOTE, "last_change: yesterday"),
        ("aliases", '"Never closed;Amade', Property.GOOD_ALIAS, {"text": '"Never closed;Amade'}),
        ("hat", "red", Property.KIND, "person"),
    ],
)
def test_a_value_that_is_not_known_is_an_alarm_and_kept(
    heading: str, cell: str, property_: Property, kept: Json, tmp_path: Path
) -> None:
    content = table(["id", "schema", "name", heading], ["XX-1", "Person", "Amade Issufo", cell])
    edition = read_bytes("targets_simple", content, tmp_path)
    assert [(one.path, one.reference) for one in edition.alarms] == [(f"/{heading}", "XX-1")]
    assert kept in said(edition, property_)


def test_a_schema_that_is_not_known_is_an_alarm_and_its_party_kept(tmp_path: Path) -> None:
    content = table(["id", "schema", "name"], ["XX-1", "Ghost", "Amade Issufo"])
    edition = read_bytes("targets_simple", content, tmp_path)
    assert [one.path for one in edition.alarms] == ["/schema"]
    assert said(edition, Property.KIND) == ["unknown"]
    assert said(edition, Property.NOTE) == ["schema: Ghost"]


def test_a_party_without_a_name_is_an_alarm(tmp_path: Path) -> None:
    edition = read_bytes("targets_simple", table(["id", "schema", "name"], ["XX-1", "Person", ""]), tmp_path)
    assert [one.path for one in edition.alarms] == ["/name"]


@pytest.mark.parametrize(
    ("content", "failure", "reason"),
    [
        (b"", lists.UnexpectedStructure, "empty"),
        (b"id,name\n1,Amade\n", lists.UnexpectedStructure, "no column 'schema'"),
        (b"id,schema,name\n", lists.UnexpectedStructure, "no row of it is a party"),
        (b"id,schema,name\nX,CryptoWallet,x\n", lists.UnexpectedStructure, "no row of it is a party"),
        (b"id,schema,name,id\nX,Person,x,X\n", lists.UnexpectedStructure, "twice"),
        (b"id,schema,name\n,Person,Amade\n", lists.UnexpectedStructure, "line 2 has no id"),
        (b"id,schema,name\nX,Person,A\nX,Person,B\n", lists.DuplicateReference, "'X' for two entries"),
        (b'id,schema,name\nX,Person,"A\n', lists.MalformedDocument, "line 2"),
        (b"id,schema,name\nX,Person,\xff\n", lists.MalformedDocument, "not UTF-8"),
        (b"id,schema,name\nX,Person,A\0B\n", lists.MalformedDocument, "NUL"),
        (gzip.compress(CONTENT)[:-20], lists.MalformedDocument, "line"),
        (b"id,schema,name\nX,Person," + b"A" * 5_000_000, lists.UnexpectedStructure, "line 2 is longer"),
        (b"id,schema,name\nX,Person," + b"A" * 2_000_000, lists.MalformedDocument, "field"),
    ],
)
def test_another_structure_refuses_the_file(
    content: bytes, failure: type[Exception], reason: str, tmp_path: Path
) -> None:
    with pytest.raises(failure, match=reason):
        read_bytes("targets_simple", content, tmp_path)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(lists.UnreadableFile):
        lists.publisher("targets_simple").reader()(
            tmp_path / "none.csv", source=SourceName("x"), marking=originator_only("own")
        )


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20), max_size=5))
def test_a_cell_written_by_the_maker_is_read_back(parts: list[str]) -> None:
    assert values(joined(parts)) == [one for one in (" ".join(part.split()) for part in parts) if one]


@given(st.text(max_size=40))
def test_any_cell_gives_values_or_says_why_not(cell: str) -> None:
    try:
        found = values(cell)
    except ValueError:
        assert '"' in cell
    else:
        assert all(one == " ".join(one.split()) and one for one in found)


def test_progress_counts_bytes_to_the_whole() -> None:
    told: list[tuple[int, int]] = []
    lists.publisher("targets_simple").reader()(
        SPECIMEN,
        source=SourceName("x"),
        marking=originator_only("own"),
        progress=lambda done, total: told.append((done, total)),
    )
    assert told[-1] == (len(CONTENT), len(CONTENT))


def test_names_are_those_of_a_plain_reading() -> None:
    rows = csv.DictReader(io.StringIO(CONTENT.decode()))
    names = names_by_reference(read("targets_simple", SPECIMEN))
    for row in rows:
        if row["schema"] != "CryptoWallet":
            assert row["name"] in names[row["id"]]  # type: ignore[index]
            assert date.fromisoformat(row["first_seen"][:10] or "2024-01-01")
