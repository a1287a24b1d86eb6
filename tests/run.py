"""Runs every test: the whole suite on SQLite, then what touches a database again on PostgreSQL.

``python -m tests.run [pytest's arguments]``. Where PostgreSQL or Chromium is absent, their tests are skipped by name;
with ``ACORDO_NO_SKIPS=1`` (as CI sets it) their absence is a failure.
"""

from __future__ import annotations

import os
import subprocess
import sys

from tests.postgresql import PostgresqlAbsent, running_postgresql


def main(arguments: list[str]) -> int:
    """Run both rounds; 0 only when both are green."""
    pytest = [sys.executable, "-m", "pytest", "--numprocesses=2", "--dist=loadfile", *arguments]
    print("== every test, on SQLite", flush=True)  # noqa: T201 (a program for people)
    first = subprocess.run(pytest, check=False).returncode
    try:
        with running_postgresql() as url:
            print("== what touches a database, on PostgreSQL", flush=True)  # noqa: T201
            environment = os.environ | {"ACORDO_TEST_POSTGRESQL": url}
            second = subprocess.run([*pytest, "-m", "database"], check=False, env=environment).returncode
    except PostgresqlAbsent as absent:
        print(f"== PostgreSQL: skipped, {absent}", flush=True)  # noqa: T201
        second = 1 if os.environ.get("ACORDO_NO_SKIPS") == "1" else 0
    return first or second


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
