"""Several processes with several threads act at once, and another changes the register: one chain, nobody misled."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.homes import Home

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
PROCESSES, THREADS, ACTS = 3, 3, 12

_ASKING = """
import json, sys
from concurrent.futures import ThreadPoolExecutor
from acordo.cli.registering import actor
acting = actor("border")
from django.db import connection
from acordo.matching import Query
from acordo.screening import acts
threads, many = int(sys.argv[1]), int(sys.argv[2])

def ask(name):
    return [hit.entry_id for hit in acts.screen(acting, Query((name,))).hits]

def ask_often(_):
    try:
        for _ in range(many):
            ask("Amade Issufo Namualika")
    finally:
        connection.close()

if threads:
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(ask_often, range(threads)))
for line in sys.stdin:
    print(json.dumps(ask(line.strip())), flush=True)
"""


def _asking(home: Home, threads: int, acts: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", _ASKING, str(threads), str(acts)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, env=home.environment, stdin=pipe, stdout=pipe, stderr=pipe, text=True)


def _update(home: Home, file: str) -> None:
    words = ("ftm", "--file", str(EXAMPLES / file), "--source", "harbour", "--marking", "TLP:CLEAR")
    home.acordo("lists", "update", *words)


def _lines(home: Home) -> int:
    found = re.search(r"holds: ([\d,]+) lines", home.acordo("journal", "verify"))
    assert found
    return int(found[1].replace(",", ""))


def test_acts_of_several_processes_and_threads_make_one_chain(home: Home) -> None:
    _update(home, "harbour.ftm.jsonl")
    before = _lines(home)
    running = [_asking(home, THREADS, ACTS) for _ in range(PROCESSES)]
    for process in running:
        _, complaint = process.communicate(timeout=120)
        assert process.returncode == 0, complaint
    after = _lines(home)
    assert after - before - 1 == PROCESSES * THREADS * ACTS  # the verifying itself is an act


def test_what_another_process_publishes_is_found_by_the_very_next_question(home: Home) -> None:
    _update(home, "harbour.ftm.jsonl")
    asking = _asking(home, 0, 0)
    assert asking.stdin is not None
    assert asking.stdout is not None

    def hits(name: str) -> list[str]:
        assert asking.stdin is not None
        assert asking.stdout is not None
        asking.stdin.write(name + "\n")
        asking.stdin.flush()
        found: list[str] = json.loads(asking.stdout.readline())
        return found

    later = [json.loads(line) for line in (EXAMPLES / "harbour-later.ftm.jsonl").read_text("utf-8").splitlines()]
    (added,) = [entity for entity in later if entity["id"] == "hb-5"]
    name = added["properties"]["name"][0]
    assert "harbour/hb-5" not in hits(name)
    _update(home, "harbour-later.ftm.jsonl")
    assert "harbour/hb-5" in hits(name)
    asking.communicate(timeout=30)
