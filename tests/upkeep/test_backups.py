"""A backup under load comes back whole on the other database, and nothing of one that fails is left."""

from __future__ import annotations

import json
import os
import resource
import signal
import sqlite3
import stat
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from tests.homes import SERVER, Home
from tests.upkeep.conftest import empty_home

pytestmark = pytest.mark.database
ROOT = Path(__file__).parents[2]


def _lines(home: Home) -> int:
    return int(home.acordo("journal", "verify").split()[3])


def test_a_backup_made_under_load_comes_back_on_the_other_database(
    kept: Home, other_database: str, tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "tests.upkeep.work_on"]
    with subprocess.Popen(command, env=kept.environment, cwd=ROOT, stdout=subprocess.PIPE, text=True) as working:
        assert working.stdout is not None
        assert working.stdout.readline() == "0\n"
        made = Path(kept.acordo("backup").strip())
        turns = [int(working.stdout.readline()) for _ in range(3)]
        working.terminate()
    assert turns[-1] >= 3
    assert made.parent == kept.path / "backups"
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    manifest = json.loads(zipfile.ZipFile(made).read("manifest.json"))
    back = empty_home(tmp_path, kept, other_database)
    told = back.run("restore", str(made))
    assert told.returncode == 0, told.stderr
    number, head = manifest["head"]
    assert f"line {number}, {head[:16]}" in told.stderr
    assert _lines(back) == number + 2 + 1 - 1  # the new token and the restore; the proof's own line comes after it
    held = {row["source"]: (row["entries"], row["edition"]) for row in json.loads(back.acordo("lists", "ls", "--json"))}
    assert held["made"] == (300, 1)
    assert "made/p7" in back.acordo("screen", "Invented7 Makonga")
    assert "wrong" not in back.acordo("doctor")
    assert (back.path / "secret").read_text() != (kept.path / "secret").read_text()


def test_what_only_this_machine_may_know_is_not_in_it(kept: Home, made: Path) -> None:
    bytes_ = b"".join(zipfile.ZipFile(made).read(name) for name in zipfile.ZipFile(made).namelist())
    for name in ("secret", "token"):
        assert (kept.path / name).read_bytes().strip() not in bytes_
    assert not [name for name in zipfile.ZipFile(made).namelist() if "session" in name or ".index" in name]
    assert kept.acordo("backup", "verify", str(made)).startswith("The backup holds")


def test_a_home_or_a_database_that_holds_something_is_left_alone(kept: Home, made: Path, tmp_path: Path) -> None:
    done = kept.run("restore", str(made))
    assert (done.returncode, "[upkeep.home_in_use]" in done.stderr) == (5, True)
    url = kept.environment.get("ACORDO_DATABASE_URL") or f"sqlite:///{kept.path / 'acordo.sqlite3'}"
    over = empty_home(tmp_path, kept, url)
    done = over.run("restore", str(made))
    assert (done.returncode, "[upkeep.database_in_use]" in done.stderr) == (5, True), done.stderr
    assert not over.path.exists()
    other = Home(over.path, over.environment | {"ACORDO_SERVICE": "birch"})
    done = other.run("restore", str(made))
    assert (done.returncode, "[upkeep.other_service]" in done.stderr) == (5, True)
    assert not over.path.exists()
    assert "holds" in kept.acordo("journal", "verify")


def test_a_restore_that_is_killed_can_be_begun_again(
    kept: Home, made: Path, other_database: str, tmp_path: Path
) -> None:
    back = empty_home(tmp_path, kept, _second(other_database))
    back.path.mkdir()
    (back.path / "acordo.toml").write_text('service = "alder"\nport = 8349\n')
    with subprocess.Popen(back.command("restore", str(made)), env=back.environment, stderr=subprocess.DEVNULL) as one:
        while not (back.path / ".restoring-files").exists():
            assert one.poll() is None
            time.sleep(0.01)
        time.sleep(0.2)
        one.send_signal(signal.SIGKILL)
    assert not (back.path / "token").exists()
    back.acordo("restore", str(made))
    assert not list(back.path.glob(".restoring*"))
    assert "8349" in (back.path / "acordo.toml").read_text()
    assert "holds" in back.acordo("journal", "verify")
    if not other_database:
        with sqlite3.connect(back.path / "acordo.sqlite3") as held:
            assert held.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert held.execute("PRAGMA foreign_key_check").fetchall() == []


def _second(server: str) -> str:
    import psycopg

    if not server:
        return ""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("CREATE DATABASE second")
    return server.rpartition("/")[0] + "/second"


def test_a_full_disk_leaves_nothing_half(kept: Home, tmp_path: Path) -> None:
    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (34_000, 34_000))  # what SQLite keeps in memory takes 32 kB of it

    command = kept.command("backup", "--to", str(tmp_path))
    done = subprocess.run(  # the limit stands for a disk that is full
        command,
        env=kept.environment,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=small,
    )
    assert (done.returncode, "[upkeep.no_room]" in done.stderr) == (7, True), done.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_interrupted_backup_leaves_nothing_and_a_killed_one_is_swept_up(kept: Home, tmp_path: Path) -> None:
    (tmp_path / ".acordo-alder-20260101T000000Z.backup.zip.1.partial").write_bytes(b"half")
    made = [kept.acordo("backup", "--to", str(tmp_path)).strip()]
    time.sleep(1.1)
    made += [kept.acordo("backup", "--to", str(tmp_path), "--keep", "1").strip()]
    assert [str(path) for path in tmp_path.iterdir()] == [made[1]]
    with subprocess.Popen(kept.command("backup", "--to", str(tmp_path / "x.zip")), env=kept.environment) as one:
        for _ in range(400):
            if list(tmp_path.glob(".x.zip*")):
                break
            time.sleep(0.01)
        os.kill(one.pid, signal.SIGINT)
    assert not list(tmp_path.glob(".*"))
    done = kept.run("backup", "--to", made[1])
    assert (done.returncode, "[upkeep.unfit_place]" in done.stderr) == (2, True)


@pytest.mark.skipif(bool(SERVER), reason="the kind of database plays no part: tried on SQLite")
def test_a_damaged_backup_is_refused_with_a_sentence_and_nothing_is_left(
    kept: Home, made: Path, tmp_path: Path
) -> None:
    spoiled = bytearray(made.read_bytes())
    spoiled[len(spoiled) // 2] ^= 1
    (tmp_path / "spoiled.zip").write_bytes(spoiled)
    back = empty_home(tmp_path, kept, "")
    done = back.run("restore", str(tmp_path / "spoiled.zip"))
    assert (done.returncode, "[upkeep.damaged_backup]" in done.stderr) == (6, True), done.stderr
    assert not back.path.exists()
