"""Long work with real processes: nothing is done by two, nothing is lost with one, and what kills its worker ends."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from tests.homes import make_home_in
from tests.jobs import rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.homes import Home

PATIENCE = 240.0
pytestmark = pytest.mark.database


@dataclass
class Room:
    """A home in which work waits, and the workers that were started in it."""

    home: Home
    started: list[subprocess.Popen[str]] = field(default_factory=list)

    def start(self, *words: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.jobs.program", *words],
            env=self.home.environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.started.append(process)
        return process

    def answer(self, *words: str) -> list[str]:
        process = self.start(*words)
        told, _ = process.communicate()
        assert process.returncode == 0
        return told.split()

    def work(self, *words: str) -> subprocess.Popen[str]:
        """A worker that has begun to look for work."""
        process = self.start("work", *words)
        assert process.stdout is not None
        assert process.stdout.readline() == "works\n"
        return process

    def job(self, id_: str) -> dict[str, object]:
        """A job's row as it stands, asked beside Django."""
        return rows.job(self.home, id_)

    def wait(self, id_: str, *states: str) -> dict[str, object]:
        until = time.monotonic() + PATIENCE
        while (row := self.job(id_))["state"] not in states:
            assert time.monotonic() < until, row
            time.sleep(0.05)
        return row

    def get_on(self, id_: str, steps: int) -> None:
        until = time.monotonic() + PATIENCE
        while int(str(self.job(id_)["done"])) < steps:
            assert time.monotonic() < until
            time.sleep(0.02)

    def done(self, id_: str) -> list[list[str]]:
        path = self.home.path / f"done-{id_}"
        return [line.split() for line in path.read_text().splitlines()] if path.exists() else []

    def shut(self) -> None:
        """Let jobs wait halfway."""
        (self.home.path / "gate").touch()

    def open(self) -> None:
        (self.home.path / "gate").unlink(missing_ok=True)

    def end(self) -> None:
        self.open()
        for process in self.started:
            process.kill()
            process.wait()
            if process.stdout is not None:
                process.stdout.close()

    def dropped(self, id_: str) -> bool:
        return (self.home.path / f"dropped-{id_}").exists()


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return make_home_in(tmp_path_factory.mktemp("jobs"), init=("--service", "alder"))


@pytest.fixture
def room(empty: Home) -> Iterator[Room]:
    made = Room(empty)
    yield made
    made.end()


def test_no_two_workers_do_one_job_and_a_killed_ones_job_goes_on_where_it_stopped(room: Room) -> None:
    room.shut()
    ids = room.answer("put", *["count"] * 6)
    workers = [room.work(), room.work()]
    for id_ in ids[:2]:
        room.get_on(id_, 5)
    (victim,) = {pid for pid, _ in room.done(ids[0])}
    assert {pid for pid, _ in room.done(ids[1])} == {str(one.pid) for one in workers} - {victim}
    next(one for one in workers if str(one.pid) == victim).kill()
    room.open()
    for id_ in ids:
        row = room.wait(id_, "done")
        assert Counter(step for _, step in room.done(id_)) == dict.fromkeys(map(str, range(10)), 1)
        pids = {pid for pid, _ in room.done(id_)}
        assert (len(pids), row["turn"]) == ((2, 2) if id_ == ids[0] else (1, 1))


def test_what_fails_is_told_tried_again_or_given_up_by_its_kind(room: Room) -> None:
    unfit, broken, flaky, count = room.answer("put", "unfit", "broken", "flaky", "count")
    worker = room.work()
    assert room.wait(unfit, "failed")["failure"] == "screening.no_such_file"
    assert room.wait(broken, "failed")["failure"] == "jobs.broken"
    room.wait(flaky, "done")
    room.wait(count, "done")
    assert (len(room.done(unfit)), len(room.done(broken)), len(room.done(flaky))) == (1, 3, 3)
    assert (room.dropped(unfit), room.dropped(broken), room.dropped(flaky)) == (True, True, False)
    first, second, third = (float(moment) for _, moment in room.done(flaky))
    assert second - first >= 0.1
    assert third - second >= 0.4
    assert worker.poll() is None


def test_a_job_that_kills_its_worker_three_times_is_given_up_and_others_go_on(room: Room) -> None:
    (poison,) = room.answer("put", "poison")
    for _ in range(3):
        assert room.work().wait(PATIENCE) == -signal.SIGKILL
    (count,) = room.answer("put", "count")
    room.work()
    row = room.wait(poison, "failed")
    assert (row["failure"], len(room.done(poison))) == ("jobs.gave_up", 3)
    room.wait(count, "done")
    assert room.dropped(poison)


def test_a_worker_that_is_asked_to_stop_gives_its_job_back_at_once(room: Room) -> None:
    room.shut()
    (id_,) = room.answer("put", "count")
    first = room.work()
    room.get_on(id_, 5)
    first.send_signal(signal.SIGTERM)
    assert first.wait(PATIENCE) == 0
    row = room.job(id_)
    assert (row["state"], row["strikes"]) == ("queued", 0)
    room.open()
    assert room.work("--once").wait(PATIENCE) == 0
    assert room.job(id_)["state"] == "done"
    assert [step for _, step in room.done(id_)] == [str(step) for step in range(10)]


def test_a_worker_that_slept_past_its_lease_writes_nothing_more(room: Room) -> None:
    (id_,) = room.answer("put", "sleeper")
    first = room.work()
    until = time.monotonic() + PATIENCE
    while not room.done(id_):
        assert time.monotonic() < until
        time.sleep(0.05)
    second = room.work()
    row = room.wait(id_, "done")
    second.send_signal(signal.SIGTERM)
    assert second.wait(PATIENCE) == 0
    first.send_signal(signal.SIGCONT)
    (after,) = room.answer("put", "count")
    assert str(room.wait(after, "done")["worker"]).endswith(f" {first.pid}")  # it has gone on to other work
    assert room.job(id_) == row
    assert room.done(id_) == [[str(first.pid), "begun"], [str(second.pid), "begun"], [str(second.pid), "done"]]


def test_a_heartbeat_that_the_database_did_not_answer_once_is_followed_by_the_next(room: Room) -> None:
    first = room.work("--deaf")
    (id_,) = room.answer("put", "silent")
    while not room.done(id_):
        assert first.poll() is None
        time.sleep(0.05)
    room.work()
    row = room.wait(id_, "done")
    assert room.done(id_) == [[str(first.pid), "begun"]]
    assert (row["turn"], row["strikes"]) == (1, 0)


def test_work_is_cancelled_where_it_waits_and_where_it_is_done(room: Room) -> None:
    room.shut()
    running, waiting = room.answer("put", "count", "count")
    worker = room.work()
    room.get_on(running, 5)
    rows.cancel(room.home, running, waiting)
    assert room.wait(running, "cancelled")["done"] == 5
    assert room.wait(waiting, "cancelled")["done"] == 0
    assert room.done(waiting) == []
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(PATIENCE) == 0
    assert room.dropped(running)
