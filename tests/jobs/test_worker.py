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

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.homes import Home

PATIENCE = 60.0
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
        from tests.jobs import rows

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

    def end(self) -> None:
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
    ids = room.answer("put", *["count"] * 6)
    workers = [room.work(), room.work()]
    room.get_on(ids[2], 3)
    victim = room.done(ids[2])[0][0]
    next(one for one in workers if str(one.pid) == victim).kill()
    room.work()
    for id_ in ids:
        row = room.wait(id_, "done")
        steps = Counter(step for _, step in room.done(id_))
        assert row["state"] == "done"
        assert set(steps) == {str(step) for step in range(10)}
        assert sum(steps.values()) <= 11, "at most the step in hand is done again"
        if row["turn"] == 1:
            assert len({pid for pid, _ in room.done(id_)}) == 1
    assert len({pid for pid, _ in room.done(ids[2])}) == 2


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
    (id_,) = room.answer("put", "count")
    first = room.work()
    room.get_on(id_, 2)
    first.send_signal(signal.SIGTERM)
    assert first.wait(PATIENCE) == 0
    row = room.job(id_)
    assert (row["state"], row["strikes"]) == ("queued", 0)
    room.work()
    room.wait(id_, "done")
    assert [step for _, step in room.done(id_)] == [str(step) for step in range(10)]


def test_a_worker_that_slept_past_its_lease_writes_nothing_more(room: Room) -> None:
    (id_,) = room.answer("put", "count")
    first = room.work()
    room.get_on(id_, 2)
    first.send_signal(signal.SIGSTOP)
    second = room.work()
    row = room.wait(id_, "done")
    first.send_signal(signal.SIGCONT)
    (after,) = room.answer("put", "count")
    second.kill()  # so that the first one has to do it, and does
    room.wait(after, "done")
    assert {key: room.job(id_)[key] for key in ("state", "turn", "worker", "done")} == {
        key: row[key] for key in ("state", "turn", "worker", "done")
    }
    assert row["turn"] == 2


def test_work_is_cancelled_where_it_waits_and_where_it_is_done(room: Room) -> None:
    running, waiting = room.answer("put", "count", "count")
    room.work()
    room.get_on(running, 1)
    from tests.jobs import rows

    rows.cancel(room.home, running, waiting)
    assert int(str(room.wait(running, "cancelled")["done"])) < 10
    assert room.wait(waiting, "cancelled")["done"] == 0
    assert room.done(waiting) == []
    until = time.monotonic() + PATIENCE
    while not room.dropped(running):
        assert time.monotonic() < until
        time.sleep(0.05)
