"""The desk under load: 50 officers browsing and 200 single screenings a second, over HTTP, on SQLite and PostgreSQL.

The server is the one that ``acordo serve`` (and so ``make run``) starts, in a home made by ``acordo init``, over the
30,000 entries of ``benchmarks.imports``. The load comes from wrk (``load.lua``), on the same machine. Each officer has
a session of his or her own and pauses two to six seconds between pages; screenings come over 60 connections. Each
phase is also run alone, as the plain baseline. ``python -m benchmarks.load [sqlite] [postgresql] [--seconds 60]``.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit

from benchmarks.imports import DATA, made_ftm
from benchmarks.visitor import Visitor
from tests.postgresql import PostgresqlAbsent, running_postgresql

if TYPE_CHECKING:
    from collections.abc import Iterator

OFFICERS = 50
PAGES_PAUSE = 4000
"""Milliseconds, the mean: what an officer reads before the next page is asked."""

SCREENINGS, CONNECTIONS = 205, 60
"""Screenings a second that are sent, a little above the target, and over how many connections."""


@dataclass(frozen=True)
class Told:
    """What wrk measured; milliseconds."""

    requests: int
    seconds: float
    p50: float
    p95: float
    p99: float
    worst: float
    wrong: int
    broken: int
    first: str

    @property
    def rate(self) -> float:
        """Answers a second."""
        return self.requests / self.seconds


@dataclass(frozen=True)
class Place:
    """A home with its database and the port that its desk answers on."""

    home: Path
    environment: dict[str, str]
    port: int

    def acordo(self, *words: str) -> None:
        """Run a command to its end; it must succeed."""
        command = [sys.executable, "-m", "acordo.cli", *words]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(done.stderr)

    def cast(self, *words: str) -> Any:
        """What ``benchmarks.load_cast`` tells of this home."""
        command = [sys.executable, "-m", "benchmarks.load_cast", *words]
        done = subprocess.run(command, env=self.environment, stdout=subprocess.PIPE, text=True, check=True)
        return json.loads(done.stdout.splitlines()[-1])

    @contextmanager
    def serving(self) -> Iterator[int]:
        """The desk, open; its process."""
        command = [sys.executable, "-m", "acordo.cli", "serve"]
        log = (self.home.parent / "serve.log").open("w")
        process = subprocess.Popen(command, env=self.environment, stdout=log, stderr=log)
        try:
            Visitor(self.port).wait()
            yield process.pid
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(30)


def main() -> None:
    """Print a table for each database."""
    parser = argparse.ArgumentParser()
    parser.add_argument("databases", nargs="*", default=["sqlite", "postgresql"])
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--rows", type=int, default=0, help="a batch of so many names beside the pages")
    parser.add_argument("--port", type=int, default=8350)
    parser.add_argument("--home", type=Path, help="use this SQLite home, which holds the entries already")
    asked = parser.parse_args()
    if not DATA.is_dir() or not shutil.which("wrk"):
        print("benchmarks.load: skipped, ../shared/data or wrk is not here")
        return
    print("| phase | what | a second | p50 ms | p95 ms | p99 ms | worst ms | wrong | processor |")
    for database in asked.databases:
        with tempfile.TemporaryDirectory() as folder:
            try:
                with _place(database, Path(folder), asked.port, asked.home) as place:
                    _measure(database, place, asked.seconds, asked.rows)
            except PostgresqlAbsent as absent:
                print(f"{database}: skipped, {absent}")


@contextmanager
def _place(database: str, folder: Path, port: int, ready: Path | None) -> Iterator[Place]:
    """A home of 30,000 entries on a database of its own."""
    environment = os.environ | {"ACORDO_HOME": str(ready or folder / "var"), "ACORDO_LANGUAGE": "en"}
    environment["ACORDO_PORT"] = str(port)
    place = Place(Path(environment["ACORDO_HOME"]), environment, port)
    if ready and database == "sqlite":
        yield place
        return
    if database == "sqlite":
        _fill(place, folder)
        yield place
        return
    with running_postgresql(durable=True) as url:
        _make_roles(url)
        parts = urlsplit(url)
        for variable, role in (("ACORDO_DATABASE_URL", "acordo_desk"), ("ACORDO_DATABASE_OWNER_URL", "acordo_owner")):
            netloc = f"{role}@{parts.hostname}:{parts.port}"
            environment[variable] = urlunsplit(parts._replace(netloc=netloc, path="/acordo"))
        _fill(place, folder)
        del environment["ACORDO_DATABASE_OWNER_URL"]
        yield place


def _make_roles(url: str) -> None:
    """The two roles and the database of docs/operating.md."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        for statement in (
            "CREATE ROLE acordo_owner LOGIN",
            "CREATE ROLE acordo_desk LOGIN",
            "CREATE DATABASE acordo OWNER acordo_owner",
        ):
            connection.execute(statement)


def _fill(place: Place, folder: Path) -> None:
    place.acordo("init", "--service", "alder")
    made = made_ftm(folder / "made.ftm.json")
    place.acordo("lists", "update", "ftm", "--file", str(made), "--source", "made", "--marking", "TLP:CLEAR")


def _measure(database: str, place: Place, seconds: int, rows: int) -> None:
    """The phases: each side alone, then both together, then the pages beside a batch."""
    cast = place.cast("officers", str(OFFICERS))
    with place.serving() as server:
        cookies = [Visitor(place.port).signed_in(name, cast["password"]) for name in cast["officers"]]
        folder = Path(tempfile.mkdtemp(dir=place.home.parent))
        pages = _plan(folder / "pages.lua", _pages(cast), PAGES_PAUSE, cookies=cookies)
        screenings = _screenings(place, folder, cast, cookies[0])
        begun = place.cast("kept")
        for _ in range(2):
            _told(_wrk(place, screenings, 3, 2, CONNECTIONS))
        done = _phase(f"{database}: alone", server, {
            "screenings": lambda: _wrk(place, screenings, seconds // 2, 2, CONNECTIONS)})  # fmt: skip
        _phase(f"{database}: alone", server, {"pages": lambda: _wrk(place, pages, seconds // 2, OFFICERS, OFFICERS)})
        both = _phase(f"{database}: together", server, {
            "screenings": lambda: _wrk(place, screenings, seconds, 2, CONNECTIONS),
            "pages": lambda: _wrk(place, pages, seconds, OFFICERS, OFFICERS),
        })  # fmt: skip
        asked = done["screenings"].requests + both["screenings"].requests
        print(f"{database}: at least {asked} screenings answered; {place.cast('kept') - begun} kept with their lines")
        if rows:
            job = place.cast("batch", str(rows))
            before, began = place.cast("progress", job), time.perf_counter()
            _phase(f"{database}: beside a batch", server, {
                "pages": lambda: _wrk(place, pages, seconds, OFFICERS, OFFICERS)})  # fmt: skip
            done_rows, took = place.cast("progress", job) - before, time.perf_counter() - began
            print(f"{database}: the batch went on by {done_rows:,} of {rows:,} rows in {took:.0f} s")
    place.acordo("journal", "verify")


def _phase(title: str, server: int, sides: dict[str, Any]) -> dict[str, Told]:
    """Run the sides at once; print and return what each was told."""
    before, began = _processor(server), time.perf_counter()
    running = {what: start() for what, start in sides.items()}
    told = {what: _told(process) for what, process in running.items()}
    share = (_processor(server) - before) / (time.perf_counter() - began)
    for what, row in told.items():
        print(
            f"| {title:<20} | {what:<10} | {row.rate:6.1f} | {row.p50:6.1f} | {row.p95:6.1f} | {row.p99:6.1f} "
            f"| {row.worst:6.1f} | {row.wrong + row.broken:4} | {share:.2f} |",
            row.first,
            flush=True,
        )
    return told


def _wrk(place: Place, plan: Path, seconds: int, threads: int, connections: int) -> subprocess.Popen[str]:
    script = Path(__file__).with_name("load.lua")
    command = ["wrk", f"-t{threads}", f"-c{connections}", f"-d{seconds}s", "--timeout", "20s", "-s", str(script)]
    address = f"http://localhost:{place.port}/"
    return subprocess.Popen([*command, address, "--", str(plan), "7"], stdout=subprocess.PIPE, text=True)


def _told(process: subprocess.Popen[str]) -> Told:
    out, _ = process.communicate()
    if process.returncode:
        raise SystemExit(out)
    return Told(**json.loads(out.strip().splitlines()[-1]))


def _plan(path: Path, requests: list[dict[str, str]], pause: int, **more: Any) -> Path:
    path.write_text("return " + _lua({"requests": requests, "pause": pause, **more}) + "\n", encoding="utf-8")
    return path


def _lua(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_lua(held)}" for key, held in value.items()) + "}"
    if isinstance(value, list):
        return "{" + ", ".join(map(_lua, value)) + "}"
    return json.dumps(value, ensure_ascii=False).replace("\\/", "/")


def _pages(cast: dict[str, Any]) -> list[dict[str, str]]:
    """What 50 officers open: the first page, the sources, entries, screenings of before."""
    draw = random.Random(4)
    paths = []
    for _ in range(400):
        entry, screening = draw.choice(cast["entries"]), draw.choice(cast["screenings"])
        paths += ["/", "/", "/sources", "/sources/made", f"/entries/{entry}", f"/entries/{entry}"]
        paths += [f"/screenings/{screening}", f"/screenings/{screening}"]
    draw.shuffle(paths)
    return [{"method": "GET", "path": path} for path in paths]


def _screenings(place: Place, folder: Path, cast: dict[str, Any], cookie: str) -> Path:
    """Names asked one by one: half are listed, half are not. Over the API where it stands, else over the page."""
    pause = int(1000 * CONNECTIONS / SCREENINGS)
    visitor = Visitor(place.port)
    if visitor.has_api():
        requests = [
            {"method": "POST", "path": "/api/v1/screenings", "type": "application/json",
             "body": json.dumps({"names": [name]})}
            for name in cast["names"]
        ]  # fmt: skip
        return _plan(folder / "screenings.lua", requests, pause, token=cast["token"])
    form = "application/x-www-form-urlencoded"
    requests = [
        {"method": "POST", "path": "/", "type": form, "body": visitor.form(cookie, name=name)} for name in cast["names"]
    ]
    return _plan(folder / "screenings.lua", requests, pause, cookies=[cookie])


def _processor(parent: int) -> float:
    """Seconds of processor time of a process and all beneath it."""
    total, tick = 0.0, os.sysconf("SC_CLK_TCK")
    for pid in _family(parent):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        total += (int(fields[11]) + int(fields[12])) / tick
    return total


def _family(parent: int) -> list[int]:
    below = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return [parent, *(pid for child in below for pid in _family(int(child)))]


if __name__ == "__main__":
    main()
