"""However a file is divided, and whoever asks the pieces, the answers are the same, and those of one question."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from acordo.engines.here import Here
from acordo.engines.search import Search
from acordo.facts import Json, Kind, Property, SourceName
from acordo.markings import CLEAR
from acordo.matching import Index, Listed, ListedName
from acordo.register import acts as register
from acordo.register.acts import SourceTerms
from acordo.screening import batch, portions
from acordo.screening.batch import Batch, Progress, screen_batch
from acordo.screening.portions import Answered, Asking, asked
from acordo.screening.tables import QueryReader, Row, table
from tests import cast
from tests.matching.strategies import QUERIES, registers

if TYPE_CHECKING:
    from collections.abc import Iterator

calm = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
MARKINGS = frozenset({0, 1, 2})
FIELDS = st.one_of(
    st.builds(lambda query: (query.names[0], ""), QUERIES),
    st.just(("123", "")),
    st.just(("Nobody Here", "no date")),
    st.just(("one field",)),
)


@pytest.fixture(scope="module")
def two() -> Iterator[Here]:
    """Two processes for all examples: they take seconds to start."""
    with Here(2) as here:
        here.start()
        yield here


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> QueryReader:
    """Of a file with names and birth dates."""
    path = tmp_path_factory.mktemp("read") / "in.csv"
    path.write_text("name,born\n", encoding="utf-8")
    return QueryReader(table(path))


def _list(names: list[str]) -> None:
    """Publish an edition that lists these persons."""
    facts: dict[str, list[tuple[Property, Json]]] = {
        f"R{i}": [(Property.KIND, "person"), (Property.PRIMARY_NAME, cast.name(name))] for i, name in enumerate(names)
    }
    terms = SourceTerms(SourceName(cast.LISTING), "listing", "A list", "A publisher", "public", CLEAR)
    edition = cast.edition(facts, source=SourceName(cast.LISTING), marking=CLEAR)
    register.update(cast.actor(), terms, edition.document.digest, lambda: edition)


def _told(answered: Answered) -> tuple[object, ...]:
    """What was answered, so that it can be compared: failures by their codes and words."""
    refused = [(row.number, row.reason.code, str(row.reason), row.fields) for row in answered.refused]
    return answered.names, answered.met, refused


@calm
@given(registers(), st.lists(FIELDS, min_size=1, max_size=12), st.integers(1, 12), st.booleans())
def test_any_division_among_processes_answers_as_one_question_does(
    two: Here,
    reader: QueryReader,
    tmp_path: Path,
    entries: list[Listed],
    rows: list[tuple[str, ...]],
    size: int,
    in_file: bool,  # noqa: FBT001 - drawn
) -> None:
    index = Index.build(entries)
    if in_file:
        index.save(tmp_path / "index")
        index = Index.open(tmp_path / "index")
    numbered: portions.Rows = list(enumerate(rows, start=1))
    asking = Asking(reader, Search(index, None, MARKINGS), 0.1, 10)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(portions, "PIECE", size)
        divided = asked(numbered, asking, two)
    assert _told(divided) == _told(asking(numbered))
    by_itself = [(row, found) for row, found in _singly(index, reader, numbered) if found]
    assert divided.met == by_itself


def _singly(index: Index, reader: QueryReader, rows: portions.Rows) -> Iterator[tuple[Row, object]]:
    for number, fields in rows:
        row = reader.read(number, fields)
        if isinstance(row, Row):
            yield row, index.screen(row.query, threshold=0.1, permitted=MARKINGS)


def test_what_was_built_in_memory_goes_whole_to_another_process_and_changes_are_heard(
    two: Here, reader: QueryReader, tmp_path: Path
) -> None:
    one, other = (Index.build([entry]) for entry in cast_entries())
    both = Search(one, other, MARKINGS)
    rows: portions.Rows = [(1, ("Zubeir Makonga Tarimo", "")), (2, ("Filomena Chitsonga Duarte", ""))]
    for search, expected in ((both, ["a/1", "b/1"]), (Search(one, None, MARKINGS), ["a/1"])):
        told = asked(rows, Asking(reader, search, 0.5, 10), two)
        assert [hit.entry_id for _, hits in told.met for hit in hits] == expected
    one.save(tmp_path / "gone")
    opened = Index.open(tmp_path / "gone")
    (tmp_path / "gone").unlink()
    told = asked(rows, Asking(reader, Search(opened, None, MARKINGS), 0.5, 10), two)
    assert [hit.entry_id for _, hits in told.met for hit in hits] == ["a/1"]


def cast_entries() -> list[Listed]:
    """Two invented persons."""
    names = ("Zubeir Makonga Tarimo", "Filomena Chitsonga Duarte")
    return [
        Listed(f"{source}/1", Kind.PERSON, (ListedName(name, Property.PRIMARY_NAME),))
        for source, name in zip("ab", names, strict=True)
    ]


def test_a_process_that_is_killed_costs_no_answer(reader: QueryReader) -> None:
    asking = Asking(reader, Search(Index.build(cast_entries()), None, MARKINGS), 0.5, 10)
    rows: portions.Rows = [(number, ("Zubeir Makonga Tarimo", "")) for number in range(1, 40)]
    with Here(2) as here, pytest.MonkeyPatch.context() as patch:
        patch.setattr(portions, "PIECE", 3)
        here.start()
        before = asked(rows, asking, here)
        os.kill(here.pids[0], signal.SIGKILL)
        time.sleep(0.2)
        assert asked(rows, asking, here) == before == asking(rows)
        os.kill(here.pids[1], signal.SIGKILL)
        time.sleep(0.2)
        assert asked(rows, asking, here) == before


def test_processes_end_when_their_parent_is_killed() -> None:
    code = (
        "import os\n"
        "from acordo.engines.here import Here\n"
        "if __name__ == '__main__':\n"
        "    here = Here(2)\n"
        "    here.start()\n"
        "    here.answers(abs, [-1, -2])\n"
        "    print(*here.pids, flush=True)\n"
        "    os.kill(os.getpid(), 9)\n"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    pids = [int(word) for word in told.stdout.split()]
    assert len(pids) == 2
    until = time.monotonic() + 20
    while any(_alive(pid) for pid in pids) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(_alive(pid) for pid in pids)


def _alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


@pytest.mark.django_db
def test_a_file_gives_the_same_bytes_whatever_the_portions_and_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _list(["Zubeir Makonga Tarimo", "Filomena Chitsonga Duarte"])
    source = tmp_path / "in.csv"
    names = ["Zubeir Makonga Tarimo", "12345", "Filomena Duarte", "Nobody Here", "Tarimo Zubeir", "", "Ze"]
    source.write_text("name,note\n" + "".join(f"{name},{i}\n" for i, name in enumerate(names * 5)), encoding="utf-8")
    made: set[tuple[bytes, bytes]] = set()
    for chunk, piece, processes in ((8000, 1000, 1), (1, 1, 1), (12, 5, 2), (10, 1, 3)):
        monkeypatch.setattr(batch, "CHUNK", chunk)
        monkeypatch.setattr(portions, "PIECE", piece)
        monkeypatch.setattr(portions, "MANY", 2)
        monkeypatch.setattr(portions, "ALONE", 0)
        out = Batch(source, tmp_path / "out.csv", processes=processes)
        screen_batch(cast.actor(), out)
        made.add((out.output.read_bytes(), out.places.rejected.read_bytes()))
    assert len(made) == 1


@pytest.mark.django_db
def test_an_interrupted_batch_of_several_processes_goes_on_and_leaves_none_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _list(["Zubeir Makonga Tarimo"])
    source = tmp_path / "in.csv"
    source.write_text("name\n" + "Zubeir Makonga Tarimo\nNobody Here\n" * 20, encoding="utf-8")
    screen_batch(cast.actor(), Batch(source, tmp_path / "whole.csv", processes=1))
    monkeypatch.setattr(batch, "CHUNK", 8)
    monkeypatch.setattr(portions, "PIECE", 3)
    monkeypatch.setattr(portions, "MANY", 2)
    monkeypatch.setattr(portions, "ALONE", 0)
    pids: list[int] = []
    started = Here.start

    def start(here: Here) -> None:
        started(here)
        pids.extend(here.pids)

    monkeypatch.setattr(Here, "start", start)

    def interrupt(done: Progress) -> None:
        if done.rows == 24:
            raise KeyboardInterrupt

    out = Batch(source, tmp_path / "out.csv", processes=2)
    with pytest.raises(KeyboardInterrupt):
        screen_batch(cast.actor(), out, tell=interrupt)
    assert len(pids) == 2
    assert not any(_alive(pid) for pid in pids)
    assert screen_batch(cast.actor(), out).resumed_at == 24
    assert out.output.read_bytes() == (tmp_path / "whole.csv").read_bytes()
