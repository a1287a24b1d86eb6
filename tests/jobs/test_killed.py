"""Kill -9 at any moment of a batch: one end, one set of hits, the same bytes as of a run that nobody disturbed."""

from __future__ import annotations

import json
import random
import signal
import time
from typing import TYPE_CHECKING

import pytest

from tests.homes import make_home_in
from tests.jobs import rows
from tests.jobs.program import CHUNK
from tests.jobs.test_worker import PATIENCE, Room

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.database
LISTED = ["Zubeir Makonga Tarimo", "Filomena Chitsonga Duarte", "Edson Vilanculos Nhaca"]
ROWS = 2_000
MOMENTS = ("in-chunk-3", "before-note", "before-end", "before-names", "between-names", "before-done")


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> Path:
    draw = random.Random(7)  # noqa: S311 (a fixed order of rows)
    lines = [f"{i},{draw.choice([*LISTED, 'Nobody Here', 'Somebody Else', ''])},XX {i}" for i in range(ROWS)]
    path = tmp_path_factory.mktemp("names") / "list.csv"
    path.write_text("id,name,flight\n" + "\n".join(lines) + "\n")
    return path


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    made = Room(make_home_in(tmp_path_factory.mktemp("killed"), init=("--service", "alder")))
    made.answer("prepare")
    yield made
    made.end()


@pytest.fixture(scope="module")
def undisturbed(room: Room, names: Path) -> dict[str, bytes]:
    """The files of a batch that nobody disturbed."""
    (id_,) = room.answer("submit", str(names))
    assert room.work("--once").wait(PATIENCE) == 0
    assert rows.job(room.home, id_)["state"] == "done"
    held = _files(room, id_)
    assert held.keys() == {"input.csv", "hits.jsonl", "hits.jsonl.rejected.csv"}
    return held


def _files(room: Room, id_: str) -> dict[str, bytes]:
    folder = room.home.path / "batches" / id_
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def _ends(room: Room, id_: str) -> int:
    told = [(act, json.loads(done)) for act, done in zip(rows.acts(room.home), rows.payloads(room.home), strict=True)]
    return sum(act["act"] == "screening.batch_end" and done["batch"] == id_ for act, done in told)


def _assert_as_undisturbed(room: Room, id_: str, undisturbed: dict[str, bytes]) -> None:
    assert rows.job(room.home, id_)["state"] == "done"
    assert _files(room, id_) == undisturbed
    assert _ends(room, id_) == 1
    kept = rows.batch(room.home, id_)
    assert kept["hits"] == sum(len(json.loads(line)["hits"]) for line in undisturbed["hits.jsonl"].splitlines())


def test_killed_at_any_moment_nothing_is_lost_and_nothing_doubled(
    room: Room, names: Path, undisturbed: dict[str, bytes]
) -> None:
    ids = room.answer("submit", *[str(names)] * len(MOMENTS))
    for id_, moment in zip(ids, MOMENTS, strict=True):
        assert room.work(f"--die={moment}").wait(PATIENCE) == -signal.SIGKILL
        assert rows.job(room.home, id_)["state"] == "running"
        ended = moment in {"before-names", "between-names", "before-done"}
        assert bool(rows.batch(room.home, id_)["ended_at"]) == ended
    rows.expire(room.home)
    assert room.work("--once").wait(PATIENCE) == 0
    for id_ in ids:
        _assert_as_undisturbed(room, id_, undisturbed)


def test_killed_from_outside_again_and_again_a_batch_comes_to_its_end(
    room: Room, names: Path, undisturbed: dict[str, bytes]
) -> None:
    (id_,) = room.answer("submit", str(names))
    for chunks in (2, 6):
        worker = room.work("--slow=0.1")
        room.get_on(id_, chunks * CHUNK)
        worker.kill()
        worker.wait()
    rows.expire(room.home)
    assert room.work("--once").wait(PATIENCE) == 0
    _assert_as_undisturbed(room, id_, undisturbed)


def test_a_batch_that_is_cancelled_while_it_is_done_keeps_nothing(room: Room, names: Path) -> None:
    (id_,) = room.answer("submit", str(names))
    worker = room.work("--slow=1")
    room.get_on(id_, CHUNK)
    rows.cancel(room.home, id_)
    row = room.wait(id_, "cancelled", "done")
    assert row["state"] == "cancelled"
    until = time.monotonic() + PATIENCE
    while (room.home.path / "batches" / id_).exists():
        assert time.monotonic() < until
        time.sleep(0.05)
    worker.kill()
    assert _ends(room, id_) == 0


def _lies_in(room: Room, planted: bytes) -> set[str]:
    """The files of the home in which a value lies, by the folder of the home that they are in."""
    files = [path for path in room.home.path.rglob("*") if path.is_file() and planted in path.read_bytes()]
    return {path.relative_to(room.home.path).parts[0] for path in files}


def test_a_value_that_was_sent_lies_in_its_batch_alone_and_nowhere_once_it_is_forgotten(
    room: Room, tmp_path: Path
) -> None:
    planted = "Quitxolequene Vamunhaxe"
    path = tmp_path / "list.csv"
    path.write_text(f"name,note\n{LISTED[0]},{planted}\n{planted},\n;,{planted}\n")
    (id_,) = room.answer("submit", str(path))
    assert room.work("--once").wait(PATIENCE) == 0
    for form in ("csv", "jsonl", "parquet"):
        room.home.acordo("batches", "hits", id_, "--output", str(tmp_path / f"hits.{form}"))
    assert _lies_in(room, planted.encode()) == {"batches"}
    room.home.acordo("batches", "forget", id_)
    assert _lies_in(room, planted.encode()) == set()
    told = json.loads(room.home.acordo("batches", "show", id_))
    assert (told["state"], told["file"], told["hits"], told["rejected"]) == ("forgotten", "", 1, 1)
