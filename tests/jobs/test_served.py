"""The desk and its worker stand and fall together: whatever is killed, nothing is lost, and nobody is left behind."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.request import urlopen

import pytest

from tests.homes import Home, make_home_in
from tests.jobs import rows
from tests.jobs.test_worker import PATIENCE, Room

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = [
    pytest.mark.database,
    pytest.mark.skipif(
        not Path("/proc/self/stat").exists(), reason="processes are looked at in /proc, which is not here"
    ),
]
ROWS = 40_000


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    home = make_home_in(tmp_path, init=("--service", "alder"))
    made = Room(Home(home.path, home.environment | {"ACORDO_PORT": str(_free_port())}))
    made.answer("prepare")
    yield made
    made.end()


def _serve(room: Room) -> subprocess.Popen[str]:
    process = subprocess.Popen(room.home.command("serve"), env=room.home.environment, stdout=subprocess.PIPE, text=True)
    room.started.append(process)
    return process


def _children(pid: int) -> dict[int, str]:
    """The processes that one has started, each with the words that started it."""
    found = {}
    for place in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((place / "stat").read_text().rpartition(")")[2].split()[1])
            words = (place / "cmdline").read_text().replace("\0", " ")
        except OSError:
            continue
        if parent == pid:
            found[int(place.name)] = words
    return found


def _worker_of(pid: int) -> int:
    return next((child for child, words in _children(pid).items() if " work --beside" in words), 0)


def _lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _until(true: Callable[[], object]) -> None:
    until = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < until
        time.sleep(0.05)


def test_the_server_is_killed_and_begun_again_and_its_batch_is_done_once(room: Room, tmp_path: Path) -> None:
    names = tmp_path / "list.csv"
    names.write_text("name\n" + "Zubeir Makonga Tarimo\nNobody Here\n" * (ROWS // 2))
    (id_,) = room.answer("submit", str(names))
    server = _serve(room)
    room.get_on(id_, 1)
    worker = _worker_of(server.pid)
    family = [server.pid, *_children(server.pid)]
    os.kill(worker, signal.SIGKILL)
    _until(lambda: _worker_of(server.pid) not in {0, worker})  # another is started in its place
    family.append(_worker_of(server.pid))
    server.kill()
    server.wait()
    _until(lambda: not any(_lives(pid) for pid in family))
    rows.expire(room.home)  # the killed worker's lease ends by itself after half a minute
    again = _serve(room)
    room.wait(id_, "done", "failed")
    kept = rows.batch(room.home, id_)
    assert (kept["hits"], kept["with_hits"]) == (ROWS // 2, ROWS // 2)
    lines = (room.home.path / "batches" / id_ / "hits.jsonl").read_text(encoding="utf-8").splitlines()
    assert [int(line.split('"row": ')[1].split(",")[0]) for line in lines] == list(range(1, ROWS, 2))
    family = [again.pid, *_children(again.pid)]
    again.send_signal(signal.SIGTERM)
    assert again.wait(PATIENCE) == 0
    _until(lambda: not any(_lives(pid) for pid in family))
    assert sum(act["act"] == "screening.batch_end" for act in rows.acts(room.home)) == 1


def test_a_process_of_the_desk_that_is_killed_is_replaced_and_the_desk_goes_on(room: Room) -> None:
    server = _serve(room)

    def answers() -> bool:
        try:
            with urlopen(f"http://127.0.0.1:{room.home.environment['ACORDO_PORT']}/sign-in", timeout=5) as page:
                return bool(page.status == 200)
        except OSError:
            return False

    def desks() -> set[int]:
        return {child for child, words in _children(server.pid).items() if words.endswith(" serve ") and _lives(child)}

    _until(answers)
    before = desks()
    assert before
    for one in before:
        os.kill(one, signal.SIGKILL)
    _until(lambda: len(desks() - before) == len(before))
    _until(answers)
    family = [server.pid, *_children(server.pid)]
    server.kill()
    server.wait()
    _until(lambda: not any(_lives(pid) for pid in family))
