"""The database refuses a write that does not come through the gate.

Every statement on every connection passes ``watch``. Reading passes. A write passes only inside ``gate.perform``
(or while the schema is being migrated), except to the tables of ``OPEN_TABLES``, which hold no fact of the work.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from contextvars import ContextVar
from enum import Enum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

OPEN_TABLES = frozenset({"django_session", "journal_failedsignin"})
"""Written outside the gate: sessions, and the count of failed sign-ins."""

STAGED_TABLES = frozenset({"register_edition", "register_statement"})
"""Written in chunks while an act is prepared, under an edition that nobody sees until the act publishes it."""

STAGED_ROWS = frozenset({"register_source", "register_entry", "register_markingrow"})
"""Rows may be added to these while an act is prepared; they mean nothing until a published statement cites them."""

_READING = re.compile(
    r"\s*(?:SELECT|PRAGMA|EXPLAIN|SAVEPOINT|RELEASE|ROLLBACK|BEGIN|COMMIT|SET|SHOW|VALUES|DECLARE|FETCH|CLOSE|LOCK)\b",
    re.IGNORECASE,
)
_WRITING = re.compile(
    r"\s*(?:INSERT(?:\s+OR\s+\w+)?\s+INTO|UPDATE|DELETE\s+FROM|COPY)\s+\"?(\w+)\"?",
    re.IGNORECASE,
)


class Gate(Enum):
    """How far the gate stands open for this thread."""

    SHUT = 0
    STAGING = 1
    WRITING = 2
    MIGRATING = 3


_gate: ContextVar[Gate] = ContextVar("gate", default=Gate.SHUT)


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


def require_open(table: str, *, adding: bool = False) -> None:
    """Let a write to ``table`` pass, or raise; for ways to the database that ``watch`` cannot see (COPY)."""
    gate = _gate.get()
    if gate in {Gate.WRITING, Gate.MIGRATING} or table in OPEN_TABLES:
        return
    if gate is Gate.STAGING and (table in STAGED_TABLES or (adding and table in STAGED_ROWS)):
        return
    raise UnguardedWrite(f"{table or 'the database'} was written outside an act")


def watch(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:  # noqa: FBT001 (Django's signature)
    """Django's execute wrapper: asks the gate before each statement that is not a plain reading."""
    if not _READING.match(sql):
        found = _WRITING.match(sql)
        require_open(found.group(1) if found else "", adding=sql.lstrip()[:6].upper() == "INSERT")
    return execute(sql, params, many, context)
