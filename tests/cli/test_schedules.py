"""Lists by themselves at the command line, with a real worker: on, fetched, killed in the middle, gone on with, off."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

from tests.lists.publisher_simulator import PublisherSimulator

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.homes import Home

PERSONS = 1_500
NOTE = "An invented person, of whom much is told and nothing is true. " * 20


def _content(first: str) -> bytes:
    """A list of some megabytes."""
    lines = (
        {
            "id": f"p{n}",
            "schema": "Person",
            "caption": first,
            "properties": {"name": [f"{first} Inventada {n:05}"], "notes": [NOTE]},
        }
        for n in range(PERSONS)
    )
    return "\n".join(map(json.dumps, lines)).encode()


@pytest.fixture
def publisher() -> Iterator[PublisherSimulator]:
    with PublisherSimulator(_content("Ana")).running() as running:
        running.keep_the_rules()
        yield running


def _served(publisher: PublisherSimulator, *words: str) -> list[str]:
    """The words that start ``acordo`` where the list ``ftm`` is the publisher's."""
    return [sys.executable, "-m", "tests.cli.served", publisher.address, *words]


def _acordo(home: Home, publisher: PublisherSimulator, *words: str) -> str:
    done = subprocess.run(_served(publisher, *words), env=home.environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def _listed(home: Home, publisher: PublisherSimulator) -> dict[str, Any]:
    (row,) = json.loads(_acordo(home, publisher, "lists", "schedule", "ls", "--json"))
    return dict(row)


def test_a_list_comes_by_itself_though_its_worker_is_killed_in_the_middle(
    home: Home, publisher: PublisherSimulator
) -> None:
    assert "No list" in _acordo(home, publisher, "lists", "schedule", "ls")
    refused = subprocess.run(
        _served(publisher, "lists", "schedule", "on"), env=home.environment, capture_output=True, check=False
    )
    assert refused.returncode == 5
    _acordo(home, publisher, "lists", "update", "ftm")
    assert not _listed(home, publisher)["on"]
    assert "pier" in _acordo(home, publisher, "lists", "schedule", "on")
    content = _content("Zita")
    publisher.change_to(content, '"2"')
    publisher.stall_after = 1_500_000
    with subprocess.Popen(_served(publisher, "work"), env=home.environment) as killed:
        _wait_until(lambda: any(path.stat().st_size >= 1 << 20 for path in home.path.glob("quarantine/*.part")))
        killed.kill()
    assert _edition(home, publisher) == 1
    publisher.stall_after = 0
    with subprocess.Popen(_served(publisher, "work"), env=home.environment) as worker:
        try:
            _wait_until(lambda: _edition(home, publisher) == 2)
        finally:
            worker.terminate()
    assert worker.returncode == 0
    assert publisher.requests[-1]["Range"].startswith("bytes=1")
    assert sum("Range" in asked for asked in publisher.requests) == 1
    row = _listed(home, publisher)
    assert (row["on"], row["stopped"], row["failures"], row["every"]) == (True, False, 0, "daily")
    assert list(home.path.glob("quarantine/*.part")) == []
    assert "0" in _acordo(home, publisher, "lists", "purge-parts")
    assert "pier" in _acordo(home, publisher, "lists", "schedule", "off", "pier")
    assert "nobody" in _acordo(home, publisher, "lists", "schedule", "ls")
    assert "holds" in _acordo(home, publisher, "journal", "verify")


def _edition(home: Home, publisher: PublisherSimulator) -> int:
    (row,) = json.loads(_acordo(home, publisher, "lists", "ls", "--json"))
    return int(row["edition"])


def _wait_until(is_so: Callable[[], bool]) -> None:
    until = time.monotonic() + 240
    while time.monotonic() < until:
        if is_so():
            return
        time.sleep(0.5)
    pytest.fail("it never came to that")
