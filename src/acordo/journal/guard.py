"""The database refuses a write that does not come through the gate.

Every statement that Django sends passes ``watch``. Reading passes. A write passes only inside ``gate.perform``,
except to the tables of ``OPEN_TABLES``, which hold no fact of the work; what is no plain write (the schema, settings of
the session, several statements in one) passes only while the schema is being migrated.

Beneath it, SQLite itself asks the gate for each statement that it prepares, so that a way past Django
(``executescript``, the driver's own connection) is refused. Python keeps prepared statements by their text, and SQLite
does not ask again for those: so a write carries a seal that nobody else knows, and what a migration prepared is
forgotten when it ends (setting the authorizer anew does that). PostgreSQL has no such place: there ``watch`` and the
rights of the desk's role stand alone.
"""

from __future__ import annotations

import secrets
import sqlite3
from contextlib import contextmanager
from contextvars import ContextVar
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from django.db import connections

from acordo.journal.statements import READING_PRAGMAS, Need, need_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.db.backends.base.base import BaseDatabaseWrapper

OPEN_TABLES = frozenset(
    {"django_session", "journal_failedsignin", "jobs_job", "jobs_worker", "register_watch"},
)
"""Written outside the gate: sessions, the count of failed sign-ins, how far long work is, how looks at lists went."""

STAGED_TABLES = frozenset(
    {"register_edition", "register_statement", "register_findablename", "register_findablenumber"}
)
"""Written in chunks while an act is prepared, under an edition that nobody sees until the act publishes it."""

STAGED_ROWS = frozenset({"register_source", "register_entry", "register_markingrow"})
"""Rows may be added to these while an act is prepared; they mean nothing until a published statement cites them."""


class Gate(IntEnum):
    """How far the gate stands open for this thread."""

    SHUT = 0
    STAGING = 1
    WRITING = 2
    MIGRATING = 3


_gate: ContextVar[Gate] = ContextVar("gate", default=Gate.SHUT)
_sending: ContextVar[bool] = ContextVar("sending", default=False)
_SEAL = f"/* {secrets.token_hex(8)} */"


class UnguardedWrite(RuntimeError):
    """Code tried to write beside the gate: a fault of ours, not of the person at the desk."""


@contextmanager
def opened(gate: Gate) -> Iterator[None]:
    """Open the gate this far inside the block."""
    token = _gate.set(gate)
    try:
        yield
    finally:
        _gate.reset(token)
        if gate is Gate.MIGRATING:
            for connection in connections.all(initialized_only=True):
                lock(connection)


def require_open(table: str, *, adding: bool = False) -> None:
    """Let a write to ``table`` pass, or raise; for ways to the database that ``watch`` cannot see (COPY)."""
    if not _passes(Need(table, adding)):
        raise UnguardedWrite(f"{table or 'the database'} was written outside an act")


def watch(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:  # noqa: FBT001 (Django's signature)
    """Django's execute wrapper: asks the gate before each statement that is not a plain reading."""
    need = need_of(sql)
    if need is not None:
        require_open(need.table, adding=need.adding)
        if context["connection"].vendor == "sqlite":
            return _execute_sealed(execute, sql, params, many, context)
    return execute(sql, params, many, context)


def _execute_sealed(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
    token = _sending.set(True)
    try:
        return execute(f"{sql} {_SEAL}", *rest)
    finally:
        _sending.reset(token)


def lock(connection: BaseDatabaseWrapper) -> None:
    """On SQLite, let the database itself ask the gate, from now on and for what was prepared before."""
    if connection.vendor == "sqlite" and connection.connection is not None:
        connection.connection.set_authorizer(_authorize)


def _passes(need: Need) -> bool:
    gate = _gate.get()
    if gate is Gate.MIGRATING or need.table in OPEN_TABLES:
        return True
    if gate is Gate.WRITING:
        return bool(need.table)
    return gate is Gate.STAGING and (need.table in STAGED_TABLES or (need.adding and need.table in STAGED_ROWS))


_READ = frozenset(
    {
        sqlite3.SQLITE_READ,
        sqlite3.SQLITE_SELECT,
        sqlite3.SQLITE_FUNCTION,
        sqlite3.SQLITE_TRANSACTION,
        sqlite3.SQLITE_SAVEPOINT,
        sqlite3.SQLITE_RECURSIVE,
    }
)
_WRITE = frozenset({sqlite3.SQLITE_INSERT, sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE})


def _authorize(action: int, first: str | None, _second: str | None, _schema: str | None, _within: str | None) -> int:
    """SQLite's question while it prepares a statement; ``first`` is the table, or the pragma."""
    if action in _READ:
        return sqlite3.SQLITE_OK
    name = first or ""
    if action == sqlite3.SQLITE_PRAGMA and name.lower() in READING_PRAGMAS:
        return sqlite3.SQLITE_OK
    schema = action not in _WRITE or name.startswith("sqlite_")
    need = Need("" if schema else name, action == sqlite3.SQLITE_INSERT)
    passes = _passes(need) and (_sending.get() or _gate.get() is Gate.MIGRATING)
    return sqlite3.SQLITE_OK if passes else sqlite3.SQLITE_DENY
