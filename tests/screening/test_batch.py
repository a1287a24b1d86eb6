"""A file of names: bad rows never stop the rest, an interrupted batch goes on, single and batch agree."""

from __future__ import annotations

import csv
import errno
import hashlib
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from acordo.facts import Json, Property, SourceName
from acordo.journal.gate import witness
from acordo.journal.models import ActLine
from acordo.journal.permits import NotPermitted
from acordo.journal.words import Role
from acordo.markings import CLEAR, Marking
from acordo.matching import Query
from acordo.register import acts as register
from acordo.register.acts import SourceTerms
from acordo.screening import acts, batch
from acordo.screening.batch import Batch, Progress, screen_batch
from acordo.screening.failures import (
    InputAsOutput,
    NoNameColumn,
    NoPlaceForOutput,
    NoSuchFile,
    OutputInUse,
    OutputIsFolder,
    Stopped,
    UnreadableTable,
)
from acordo.screening.pairs import compare_pairs
from tests import cast

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from acordo.journal.permits import ActKind
    from acordo.journal.words import Actor

pytestmark = pytest.mark.django_db
LISTED = ["Zubeir Makonga Tarimo", "Filomena Chitsonga Duarte", "Edson Vilanculos Nhaca"]


@pytest.fixture(autouse=True)
def listed() -> None:
    """Three invented persons are listed."""
    _list(LISTED)


def _list(names: list[str], *, source: str = cast.LISTING, marking: Marking = CLEAR) -> None:
    """Publish an edition that lists these persons and nobody else."""
    facts: dict[str, list[tuple[Property, Json]]] = {
        f"R{i}": [(Property.KIND, "person"), (Property.PRIMARY_NAME, cast.name(name))] for i, name in enumerate(names)
    }
    terms = SourceTerms(SourceName(source), "listing", "A list", "A publisher", "public", marking)
    edition = cast.edition(facts, source=SourceName(source), marking=marking)
    register.update(cast.actor(), terms, edition.document.digest, lambda: edition)


def _written(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_each_hit_is_a_row_and_unknown_columns_are_carried_through(tmp_path: Path) -> None:
    source = _written(tmp_path / "in.csv", f"id,name,flight,score\n7,{LISTED[0]},XX 12,9\n8,Nobody Here,XX 13,9\n")
    done = screen_batch(cast.actor(), Batch(source, tmp_path / "out.csv"))
    (row,) = _rows(tmp_path / "out.csv")
    assert (row["query_id"], row["rank"], row["entry_id"], row["source"]) == ("7", "1", "listing/R0", "listing")
    assert (row["matched_name"], row["flight"], row["input_score"]) == (LISTED[0], "XX 12", "9")
    assert float(row["score"]) == 1.0
    assert "same" in row["findings"]
    assert (done.names, done.with_hits, done.hits, done.rejected) == (2, 1, 1, 0)


def test_several_names_in_one_row_are_one_question(tmp_path: Path) -> None:
    source = _written(tmp_path / "in.csv", f"name\nNobody Here; {LISTED[1]}\n")
    done = screen_batch(cast.actor(), Batch(source, tmp_path / "out.csv"))
    assert (done.names, done.hits) == (2, 1)
    assert [row["query_id"] for row in _rows(tmp_path / "out.csv")] == ["1"]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("1,,,", "names.unreadable"),
        ("1,12345,,", "names.unreadable"),
        ("1,Name Here,1988-02-30,", "facts.unreadable_date"),
        ("1,Name Here,yesterday,", "facts.unreadable_date"),
        ("1,Name Here,,perhaps", "screening.unreadable_value"),
        ("1,Name Here", "screening.unreadable_row"),
        ("1,Name Here,,,,,", "screening.unreadable_row"),
    ],
)
def test_a_row_that_cannot_be_read_is_rejected_with_its_reason_and_stops_nothing(
    tmp_path: Path, line: str, code: str
) -> None:
    source = _written(tmp_path / "in.csv", f"id,name,born,sex\n{line}\n2,{LISTED[0]},,\n")
    done = screen_batch(cast.actor(), Batch(source, tmp_path / "out.csv"))
    assert (done.hits, done.rejected) == (1, 1)
    (rejected,) = _rows(tmp_path / "out.csv.rejected.csv")
    assert (rejected["row"], rejected["code"]) == ("1", code)


def test_bytes_that_are_not_utf8_condemn_their_own_row_only(tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_bytes(b"id,name\n1,Jo\xe3o Inventado\n2," + LISTED[0].encode() + b"\n")
    done = screen_batch(cast.actor(), Batch(source, tmp_path / "out.csv"))
    assert (done.hits, done.rejected) == (1, 1)


@pytest.mark.parametrize("divider", [",", ";", "\t"])
def test_the_divider_and_a_byte_order_mark_are_understood(tmp_path: Path, divider: str) -> None:
    source = _written(tmp_path / "in.csv", divider.join(("Name", "id")) + f"\n{LISTED[0]}{divider}5\n", "utf-8-sig")
    done = screen_batch(cast.actor(), Batch(source, tmp_path / "out.csv"))
    assert done.hits == 1
    assert _rows(tmp_path / "out.csv")[0]["query_id"] == "5"


def test_parquet_goes_in_and_comes_out(tmp_path: Path) -> None:
    rows = {"id": [1, 2], "name": [LISTED[0], None], "flight": ["a", "b"]}
    pq.write_table(pa.table(rows), tmp_path / "in.parquet")
    done = screen_batch(cast.actor(), Batch(tmp_path / "in.parquet", tmp_path / "out.parquet"))
    out = pq.read_table(tmp_path / "out.parquet").to_pylist()
    assert [(row["query_id"], row["rank"], row["score"], row["flight"]) for row in out] == [("1", 1, 1.0, "a")]
    assert done.rejected == 1


def test_an_empty_answer_is_still_a_table(tmp_path: Path) -> None:
    source = _written(tmp_path / "in.csv", "name\nNobody Here\n")
    for output in ("out.csv", "out.parquet"):
        screen_batch(cast.actor(), Batch(source, tmp_path / output))
    assert _rows(tmp_path / "out.csv") == []
    assert pq.read_table(tmp_path / "out.parquet").num_rows == 0


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", UnreadableTable),
        (b"\xff\xfeN\x00a\x00m\x00e\x00", UnreadableTable),
        (b"id,title\n1,x\n", NoNameColumn),
        (b"name,name\nx,y\n", UnreadableTable),
        (b"PAR1 but not really", UnreadableTable),
    ],
)
def test_a_file_that_is_no_table_is_refused_whole(tmp_path: Path, content: bytes, expected: type[Exception]) -> None:
    source = tmp_path / "in.csv"
    source.write_bytes(content)
    with pytest.raises(expected):
        screen_batch(cast.actor(), Batch(source, tmp_path / "out.csv"))
    assert [path.name for path in tmp_path.iterdir()] == ["in.csv"]


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(NoSuchFile, match=r"nowhere\.csv"):
        screen_batch(cast.actor(), Batch(tmp_path / "nowhere.csv", tmp_path / "out.csv"))


def test_an_interrupted_batch_goes_on_and_gives_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "CHUNK", 3)
    lines = [f"{i},{LISTED[i % 3] if i % 2 else 'Nobody Here'}" for i in range(20)]
    lines[7] = "7,"
    source = _written(tmp_path / "in.csv", "id,name\n" + "\n".join(lines) + "\n")
    screen_batch(cast.actor(), Batch(source, tmp_path / "whole.csv"))

    def interrupt(done: Progress) -> None:
        if done.rows >= 9:
            raise KeyboardInterrupt

    out = Batch(source, tmp_path / "out.csv")
    with pytest.raises(KeyboardInterrupt):
        screen_batch(cast.actor(), out, tell=interrupt)
    assert not out.output.exists()
    with out.places.partial.open("ab") as torn:
        torn.write(b"half a line that was never whole")
    summary = screen_batch(cast.actor(), out)
    assert summary.resumed_at == 9
    assert out.output.read_bytes() == (tmp_path / "whole.csv").read_bytes()
    assert out.places.rejected.read_bytes() == (tmp_path / "whole.csv.rejected.csv").read_bytes()
    assert not list(tmp_path.glob("*unfinished*"))


def test_a_batch_whose_input_changed_begins_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "CHUNK", 1)
    source = _written(tmp_path / "in.csv", f"name\n{LISTED[0]}\nNobody Here\n")

    def interrupt(_: Progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        screen_batch(cast.actor(), Batch(source, tmp_path / "out.csv"), tell=interrupt)
    _written(source, f"name\n{LISTED[1]}\n")
    summary = screen_batch(cast.actor(), Batch(source, tmp_path / "out.csv"))
    assert summary.resumed_at == 0
    assert [row["entry_id"] for row in _rows(tmp_path / "out.csv")] == ["listing/R1"]


def test_a_batch_finds_what_single_screenings_find(tmp_path: Path) -> None:
    names = [*LISTED, "Duarte Filomena", "Edson Nhaca", "Zubeir Tarimo Makonga", "Somebody Else"]
    source = _written(tmp_path / "in.csv", "name\n" + "\n".join(names) + "\n")
    screen_batch(cast.actor(), Batch(source, tmp_path / "out.csv"))
    batched = [(row["query_id"], row["entry_id"], row["score"]) for row in _rows(tmp_path / "out.csv")]
    single = [
        (str(number), hit.entry_id, f"{hit.score:.4f}")
        for number, name in enumerate(names, start=1)
        for hit in acts.screen(cast.actor(), Query((name,))).hits
    ]
    assert batched == single


def test_a_batch_is_an_act_at_its_start_and_at_its_end(tmp_path: Path) -> None:
    source = _written(tmp_path / "in.csv", f"name\n{LISTED[0]}\n")
    before = ActLine.objects.count()
    screen_batch(cast.actor(), Batch(source, tmp_path / "out.csv"))
    assert ActLine.objects.count() == before + 2
    with pytest.raises(NotPermitted):
        screen_batch(cast.actor(Role.OPERATOR), Batch(source, tmp_path / "other.csv"))
    assert not (tmp_path / "other.csv").exists()


def test_pairs_are_compared_without_a_register(tmp_path: Path) -> None:
    source = _written(
        tmp_path / "pairs.csv",
        f"name1,name2,kind\n{LISTED[0]},{LISTED[0]},person\n{LISTED[0]},{LISTED[1]},\n12,{LISTED[0]},\nx,y,beast\n",
    )
    done = compare_pairs(source, tmp_path / "out.csv", "en")
    assert [row["match"] for row in _rows(tmp_path / "out.csv")] == ["true", "false"]
    assert (done.pairs, done.matches, done.rejected) == (2, 1, 2)
    assert [row["row"] for row in _rows(tmp_path / "out.csv.rejected.csv")] == ["3", "4"]


OWN = ("", ".rejected.csv", ".unfinished.json", ".unfinished.csv", ".unfinished.rejected.csv", ".unfinished.lock")


def _everything(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.mark.parametrize("ending", OWN)
@pytest.mark.parametrize("columns", ["id,name", "name1,name2"])
def test_no_run_writes_over_its_own_input(tmp_path: Path, ending: str, columns: str) -> None:
    source = _written(tmp_path / f"out.csv{ending}", f"{columns}\n1,{LISTED[0]}\n")
    (tmp_path / "link.csv").hardlink_to(source)
    before, lines = _everything(tmp_path), ActLine.objects.count()

    def run(given: Path) -> None:
        if columns == "id,name":
            screen_batch(cast.actor(), Batch(given, tmp_path / "out.csv"))
        else:
            compare_pairs(given, tmp_path / "out.csv", "en")

    for given in (source, tmp_path / "link.csv"):
        with pytest.raises(InputAsOutput):
            run(given)
    assert (_everything(tmp_path), ActLine.objects.count()) == (before, lines)


def test_an_output_that_is_no_place_to_write_is_refused_before_a_row_is_asked(tmp_path: Path) -> None:
    source = _written(tmp_path / "in.csv", f"name\n{LISTED[0]}\n")
    (tmp_path / "folder").mkdir()
    lines = ActLine.objects.count()
    places = [(tmp_path / "folder", OutputIsFolder), (source / "out.csv", NoPlaceForOutput)]
    places.append((tmp_path / ("x" * 250), NoPlaceForOutput))
    for output, expected in places:
        with pytest.raises(expected):
            screen_batch(cast.actor(), Batch(source, output))
    assert ActLine.objects.count() == lines


def test_a_second_batch_on_the_same_output_is_told_so_and_disturbs_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "CHUNK", 1)
    source = _written(tmp_path / "in.csv", f"name\n{LISTED[0]}\n{LISTED[1]}\n")
    out = Batch(source, tmp_path / "out.csv")

    def second(_: Progress) -> None:
        before = _everything(tmp_path)
        with pytest.raises(OutputInUse):
            screen_batch(cast.actor(), out)
        with pytest.raises(OutputInUse):
            compare_pairs(_written(tmp_path / "pairs.csv", "name1,name2\n"), out.output, "en")
        (tmp_path / "pairs.csv").unlink()
        assert _everything(tmp_path) == before

    assert screen_batch(cast.actor(), out, tell=second).hits == 2
    assert sorted(_everything(tmp_path)) == ["in.csv", "out.csv"]


def test_a_full_disk_stops_a_batch_with_a_sentence_and_it_goes_on_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "CHUNK", 1)
    source = _written(tmp_path / "in.csv", f"name\n{LISTED[0]}\n{LISTED[1]}\n")

    def full(_: Progress) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    out = Batch(source, tmp_path / "out.csv")
    with pytest.raises(Stopped, match="No space left on device"):
        screen_batch(cast.actor(), out, tell=full)
    done = screen_batch(cast.actor(), out)
    assert (done.resumed_at, done.hits) == (1, 2)


def test_a_finished_file_has_its_line_in_the_journal_already(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = _written(tmp_path / "in.csv", f"name\n{LISTED[0]}\n")
    out, seen = Batch(source, tmp_path / "out.csv"), []

    def watched(actor: Actor, kind: ActKind, about: Mapping[str, object]) -> None:
        seen.append((kind.name, out.output.exists(), about.get("output", "")))
        witness(actor, kind, about)

    monkeypatch.setattr(batch, "witness", watched)
    screen_batch(cast.actor(), out)
    digest = hashlib.sha256(out.output.read_bytes()).hexdigest()
    assert seen == [("screening.batch_start", False, ""), ("screening.batch_end", False, digest)]


def test_a_batch_asks_the_register_as_it_stands_at_each_chunk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "CHUNK", 1)
    source = _written(tmp_path / "in.csv", f"name\n{LISTED[0]}\nHalima Nampuita Orlando\n{LISTED[0]}\n")

    def publish(done: Progress) -> None:
        if done.rows == 1:
            _list(["Halima Nampuita Orlando"])

    screen_batch(cast.actor(), Batch(source, tmp_path / "out.csv"), tell=publish)
    assert [(row["query_id"], row["entry_id"]) for row in _rows(tmp_path / "out.csv")] == [
        ("1", "listing/R0"),
        ("2", "listing/R0"),
    ]


def test_another_officer_does_not_go_on_with_what_he_may_not_see(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "CHUNK", 1)
    _list(["Halima Nampuita Orlando"], source="secret", marking=cast.BIRCH_ONLY)
    source = _written(tmp_path / "in.csv", "name\nHalima Nampuita Orlando\nNobody Here\n")

    def interrupt(_: Progress) -> None:
        raise KeyboardInterrupt

    out = Batch(source, tmp_path / "out.csv")
    with pytest.raises(KeyboardInterrupt):
        screen_batch(cast.actor(service=cast.BIRCH), out, tell=interrupt)
    assert "secret/R0" in out.places.partial.read_text(encoding="utf-8")
    assert screen_batch(cast.actor(service=cast.CEDAR), out).resumed_at == 0
    assert _rows(out.output) == []
