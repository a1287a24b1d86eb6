"""Real homes for tests, worked through the real command line, on SQLite or on the test server's PostgreSQL."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

if TYPE_CHECKING:
    from pathlib import Path

SERVER = os.environ.get("ACORDO_TEST_POSTGRESQL", "")
_numbers = count(1)


@dataclass(frozen=True)
class Home:
    """A real home, worked through the real command line."""

    path: Path
    environment: dict[str, str]

    def run(self, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        """Run ``acordo`` with these arguments to its end."""
        return subprocess.run(
            self.command(*arguments),
            env=self.environment,
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
            cwd=self.path.parent,
        )

    def command(self, *arguments: str) -> list[str]:
        """The words that start ``acordo`` with these arguments."""
        return [sys.executable, "-m", "acordo.cli", *arguments]

    def acordo(self, *arguments: str, stdin: str = "") -> str:
        """What ``acordo`` answers; it must succeed."""
        done = self.run(*arguments, stdin=stdin)
        assert done.returncode == 0, done.stderr
        return done.stdout


def new_database() -> str:
    """A fresh database on the test server; its address."""
    import psycopg

    name = f"acordo_home_{os.getpid()}_{next(_numbers)}"
    with psycopg.connect(SERVER, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return urlunsplit(urlsplit(SERVER)._replace(path=f"/{name}"))


def make_home_in(folder: Path, *, init: tuple[str, ...] = ()) -> Home:
    """A home made by ``acordo init`` in a folder."""
    settings = {"ACORDO_HOME": str(folder / "var"), "ACORDO_LANGUAGE": "en"}
    if SERVER:
        settings["ACORDO_DATABASE_URL"] = new_database()
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("ACORDO_", "DJANGO_"))}
    made = Home(folder / "var", kept | settings)
    made.acordo("init", *init)
    return made
