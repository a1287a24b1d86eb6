"""The rows of long work as they stand, asked of the database itself and not through Django, from outside the home."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING, Any
from uuid import UUID

if TYPE_CHECKING:
    from tests.homes import Home

_JOB = ("state", "done", "strikes", "turn", "worker", "failure")
_BATCH = ("ended_at", "hits", "with_hits", "rejected", "digest")


def _asked(home: Home, sql: str, given: tuple[str, ...] = ()) -> list[tuple[Any, ...]]:
    url = home.environment.get("ACORDO_DATABASE_URL", "")
    if url:
        import psycopg

        with psycopg.connect(url, autocommit=True) as connection:
            done = connection.execute(sql.replace("?", "%s"), [str(UUID(one)) for one in given])
            return done.fetchall() if done.description else []
    with sqlite3.connect(home.path / "acordo.sqlite3", timeout=30, isolation_level=None) as file:
        return file.execute(sql, [UUID(one).hex for one in given]).fetchall()


def job(home: Home, id_: str) -> dict[str, Any]:
    """A job; its failure by the code alone."""
    (row,) = _asked(home, f"SELECT {', '.join(_JOB)} FROM jobs_job WHERE id = ?", (id_,))
    held = dict(zip(_JOB, row, strict=True))
    failure = held["failure"]
    failure = json.loads(failure) if isinstance(failure, str) else failure
    return held | {"failure": failure and failure["code"]}


def batch(home: Home, id_: str) -> dict[str, Any]:
    """What is kept of a batch."""
    (row,) = _asked(home, f"SELECT {', '.join(_BATCH)} FROM screening_batch WHERE id = ?", (id_,))
    return dict(zip(_BATCH, row, strict=True))


def cancel(home: Home, running: str, waiting: str = "") -> None:
    """Ask as a page would, for one that runs and one that waits."""
    _asked(home, "UPDATE jobs_job SET cancelling = TRUE WHERE id = ?", (running,))
    if waiting:
        _asked(home, "UPDATE jobs_job SET cancelling = TRUE, state = 'cancelled' WHERE id = ?", (waiting,))


def expire(home: Home) -> None:
    """Let every lease end now, as it would by itself after a while."""
    _asked(home, "UPDATE jobs_job SET leased_until = '2020-01-01 00:00:00+00:00' WHERE leased_until IS NOT NULL")


def payloads(home: Home) -> list[bytes]:
    """What each act of the journal did, in the order of its lines."""
    return [bytes(row[0]) for row in _asked(home, "SELECT payload FROM journal_actpayload ORDER BY number")]


def acts(home: Home) -> list[dict[str, Any]]:
    """What is chained of each act."""
    return [json.loads(bytes(row[0])) for row in _asked(home, "SELECT chained FROM journal_actline ORDER BY number")]
