"""A name goes in everywhere, and stands in no log."""

from __future__ import annotations

import json
import logging
import threading
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acordo.jobs import handlers, queue, worker
from acordo.upkeep import logs
from acordo.upkeep.logs import DayFile, Lines, recent_failures
from tests import cast

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from django.test import Client
    from pytest_django import Settings

NAME = "Quitéria-Segredo-Zandamela"
KIND = "upkeep.tested"


def _broken(running: Any) -> dict[str, Any]:
    raise ValueError(f"{NAME} and {running.job.given}")


handlers.declare(KIND, handlers.Handler(_broken))


@dataclass(frozen=True)
class Written:
    """What was written to a log of our own."""

    folder: Path

    def lines(self) -> list[dict[str, Any]]:
        """Each line."""
        text = "".join(path.read_text() for path in sorted(self.folder.glob("*")))
        return [json.loads(line) for line in text.splitlines()]


@pytest.fixture
def written(tmp_path: Path) -> Iterator[Written]:
    """A second log beside the desk's own, for this test alone."""
    handler = DayFile(str(tmp_path / "logs"))
    handler.setFormatter(Lines())
    logging.getLogger().addHandler(handler)
    yield Written(tmp_path / "logs")
    logging.getLogger().removeHandler(handler)


@pytest.mark.django_db
def test_a_name_in_address_query_body_header_and_fault_stands_in_no_log(
    client: Client, settings: Settings, written: Written
) -> None:
    settings.ROOT_URLCONF = "tests.upkeep.failing_urls"
    client.raise_request_exception = False
    client.get(f"/entries/story/{NAME}", {"as_of": NAME}, headers={"user-agent": NAME, "referer": f"http://x/{NAME}"})
    client.post("/sign-in", {"username": NAME, "password": NAME, "purpose": NAME})
    client.get(f"/nowhere/{NAME}", headers={"host": f"{NAME}.example"})
    client.generic(NAME.upper(), f"/sign-in?{NAME}")
    broken = client.post(f"/breaks/{NAME}", {"name": NAME})
    lines = written.lines()
    assert "segredo" not in json.dumps(lines, ensure_ascii=False).lower()
    assert [line["event"] for line in lines].count("request") == 5
    assert {line["method"] for line in lines if line["event"] == "request"} == {"GET", "POST", "other"}
    (fault,) = [line for line in lines if line["event"] == "request failed"]
    assert broken.status_code == 500
    assert fault["request"] == broken.headers["X-Request-Id"]
    assert fault["request"] in broken.content.decode()
    assert fault["route"] == "breaks/<str:name>"
    assert [one["kind"] for one in fault["fault"]] == ["builtins.ValueError", "builtins.KeyError"]
    assert "failing_urls.py" in fault["fault"][0]["trace"][-1]
    (latest, *_) = recent_failures(written.folder, 5)
    assert (latest.number, latest.route, latest.kind) == (fault["request"], fault["route"], "builtins.ValueError")


@pytest.mark.django_db
def test_a_job_that_breaks_over_a_name_does_not_log_it(written: Written) -> None:
    actor = cast.actor()
    id_ = queue.put(KIND, {"name": NAME}, owner=actor.officer, purpose=actor.purpose, language="en")
    worker.work(threading.Event(), "tested", once=True)
    lines = written.lines()
    assert NAME.lower() not in json.dumps(lines, ensure_ascii=False).lower()
    assert {line.get("job") for line in lines} == {str(id_)}
    assert [line["event"] for line in lines] == ["job begun", "job broke", "job left"]


@given(st.text(), st.text(), st.dictionaries(st.sampled_from(["name", "path", "route", "status", "query"]), st.text()))
def test_whatever_others_log_only_where_it_came_from_is_written(text: str, argument: str, more: dict[str, str]) -> None:
    record = logging.LogRecord("somebody", logging.WARNING, __file__, 7, f"zq{text}zq %s", (argument,), None)
    for name, value in more.items():
        record.__dict__.setdefault(name, value)
    said = json.loads(Lines().format(record))
    assert set(said) <= {"time", "level", "event", "place", "request"}
    assert said["event"] == "somebody"


def test_the_files_of_a_month_are_kept_and_several_writers_share_one(tmp_path: Path) -> None:
    folder = tmp_path / "logs"
    folder.mkdir()
    today = datetime.now(UTC).date()
    for days in (1, 29, 31, 400):
        (folder / f"acordo-{today - timedelta(days=days)}.jsonl").write_text("{}\n")
    writers = [DayFile(str(folder)) for _ in range(4)]
    record = logging.LogRecord("acordo.tested", logging.INFO, __file__, 7, "tested", (), None)
    record.__dict__["route"] = "x" * 3000

    def write(handler: DayFile) -> None:
        handler.setFormatter(Lines())
        for _ in range(100):
            handler.emit(record)

    threads = [threading.Thread(target=write, args=(one,)) for one in writers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    lines = (folder / f"acordo-{today}.jsonl").read_text().splitlines()
    assert [json.loads(line)["event"] for line in lines] == ["tested"] * 400
    ages = sorted((today - datetime.fromisoformat(path.stem[7:]).date()).days for path in folder.iterdir())
    assert ages == [0, 1, 29]


def test_a_log_that_cannot_be_written_stops_nobody(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    handler = DayFile(str(tmp_path / "no" / "logs"))
    handler.setFormatter(Lines())
    handler.emit(logging.LogRecord("acordo.tested", logging.INFO, __file__, 7, "tested", (), None))
    assert json.loads(capfd.readouterr().err)["event"] == "tested"
    assert not (tmp_path / "no").exists()
    assert logs.recent_failures(tmp_path / "no", 3) == []
