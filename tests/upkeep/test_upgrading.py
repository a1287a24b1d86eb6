"""A home of version 0.1.0 is brought to this version, and so is a backup of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.homes import SERVER, Home, new_database

if TYPE_CHECKING:
    from collections.abc import Mapping

pytestmark = pytest.mark.database
ROOT = Path(__file__).parents[2]


def _home(folder: Path, environment: Mapping[str, str]) -> Home:
    database = {"ACORDO_DATABASE_URL": new_database()} if SERVER else {}
    return Home(folder, {**environment, **database, "ACORDO_HOME": str(folder), "ACORDO_LANGUAGE": "en"})


@pytest.fixture
def old(tmp_path: Path) -> Home:
    """A home as version 0.1.0 left it."""
    import os

    kept = {key: value for key, value in os.environ.items() if not key.startswith(("ACORDO_", "DJANGO_"))}
    home = _home(tmp_path / "old", kept)
    subprocess.run([sys.executable, "-m", "tests.upkeep.old_home"], env=home.environment, cwd=ROOT, check=True)
    return home


def test_an_old_home_is_backed_up_brought_up_and_proved_and_its_backup_too(old: Home, tmp_path: Path) -> None:
    ill = old.run("doctor")
    assert (ill.returncode, "Run 'acordo upgrade'" in ill.stdout) == (8, True), ill.stdout
    shut = old.run("screen", "Ana Antiga")
    assert (shut.returncode, "[cli.other_schema]" in shut.stderr) == (5, True)
    done = old.run("upgrade")
    assert done.returncode == 0, done.stderr
    assert "Step of the schema: upkeep 0001_initial" in done.stderr
    assert "The journal holds: 3 lines." in done.stderr
    (backup,) = (old.path / "backups").iterdir()
    assert str(backup) in done.stderr
    assert "made/p0" in old.acordo("screen", "Ana Antiga Inventada")
    again = old.run("upgrade")
    assert "already; nothing was done" in again.stdout
    assert len(list((old.path / "backups").iterdir())) == 1
    back = _home(tmp_path / "back", old.environment)
    back.acordo("restore", str(backup))
    assert "made/p0" in back.acordo("screen", "Ana Antiga Inventada")
    assert "holds" in back.acordo("journal", "verify")


def test_an_upgrade_without_a_home_or_of_a_later_database_says_so(old: Home, tmp_path: Path) -> None:
    nowhere = Home(tmp_path / "no", old.environment | {"ACORDO_HOME": str(tmp_path / "no")})
    done = nowhere.run("upgrade")
    assert (done.returncode, "[cli.no_home]" in done.stderr) == (4, True)
    later = (
        "import django; django.setup()\n"
        "from django.db.migrations.recorder import MigrationRecorder\n"
        "from django.db import connection\n"
        "from acordo.journal.guard import Gate, opened\n"
        "with opened(Gate.MIGRATING): MigrationRecorder(connection).record_applied('register', '0999_later')\n"
    )
    environment = old.environment | {"DJANGO_SETTINGS_MODULE": "acordo.desk.settings"}
    subprocess.run([sys.executable, "-c", later], env=environment, cwd=ROOT, check=True)
    for command in ("upgrade", "doctor"):
        done = old.run(command)
        assert done.returncode == {"upgrade": 5, "doctor": 8}[command], done.stdout + done.stderr
        assert "register 0999_later" in done.stdout + done.stderr
