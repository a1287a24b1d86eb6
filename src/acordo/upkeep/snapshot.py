"""One state of the database, seen while everyone works on, in the schema that the database has.

* On SQLite a reading transaction of the write-ahead log, on PostgreSQL one of REPEATABLE READ: neither waits for a
  writer nor lets one wait. On SQLite the log grows for as long as the reading takes.
* Tables are read as the steps of the schema that were *applied* describe them, so that a backup can be made before
  those of a new version are.
"""

from __future__ import annotations

from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import connections, transaction
from django.db.migrations.loader import MigrationLoader

from acordo.upkeep.rows import Stored, line_of
from acordo.upkeep.words import LaterDatabase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.db.models.options import Options

_ALIAS = "snapshot"
_CHUNK = 5_000
LEFT_OUT = frozenset({"journal_failedsignin", "jobs_worker"})
"""What means nothing elsewhere: the brake on guessing, and who works at this machine. Sessions are not ours to read."""


@dataclass(frozen=True, slots=True)
class State:
    """One state of a database: where to ask it, the steps of its schema, and its tables."""

    alias: str
    migrations: dict[str, list[str]]
    tables: tuple[Stored, ...]

    def table(self, name: str) -> Stored:
        """A table by its name."""
        return next(table for table in self.tables if table.name == name)

    def count(self, table: Stored) -> int:
        """How many rows a table has."""
        return table.model.objects.using(self.alias).count()  # type: ignore[attr-defined,no-any-return]

    def rows(self, table: Stored) -> Iterator[tuple[Any, ...]]:
        """The rows of a table by key."""
        rows = table.model.objects.using(self.alias).order_by("pk")  # type: ignore[attr-defined]
        return rows.values_list(*table.attributes).iterator(_CHUNK)  # type: ignore[no-any-return]

    def lines(self, table: Stored) -> Iterator[bytes]:
        """The rows of a table as lines of a backup."""
        return map(line_of, self.rows(table))


def own_apps() -> frozenset[str]:
    """The rooms that have tables."""
    return frozenset(app.label for app in apps.get_app_configs() if app.name.startswith("acordo."))


@contextmanager
def snapshot() -> Iterator[State]:
    """One state of the database for the length of the block.

    Raises:
        LaterDatabase: a later version has changed the schema.
    """
    connections.settings[_ALIAS] = _reading_settings()
    try:
        with transaction.atomic(using=_ALIAS):
            yield state_of(_ALIAS)
    finally:
        connections[_ALIAS].close()
        del connections[_ALIAS]
        del connections.settings[_ALIAS]


def _reading_settings() -> dict[str, Any]:
    chosen: dict[str, Any] = deepcopy(connections.settings["default"])
    options = chosen.setdefault("OPTIONS", {})
    if connections["default"].vendor == "sqlite":
        options["transaction_mode"] = "DEFERRED"
    else:
        from psycopg import IsolationLevel

        options["isolation_level"] = IsolationLevel.REPEATABLE_READ
    return chosen


def state_of(alias: str) -> State:
    """The schema that a database has, and its tables, each after those that it points to.

    Raises:
        LaterDatabase: a later version has changed the schema.
    """
    loader = MigrationLoader(connections[alias])
    own = own_apps()
    applied = [node for node in loader.applied_migrations if node[0] in own]
    for room, step in applied:
        if (room, step) not in loader.disk_migrations:
            raise LaterDatabase(step=f"{room} {step}")
    steps = [node for node in applied if node in loader.graph.nodes]
    models = loader.project_state(steps).apps.get_models(include_auto_created=True) if steps else []
    kept = [model for model in models if _is_kept(model._meta)]  # noqa: SLF001 (as in rows)
    tables = [Stored.of(model) for model in kept]
    migrations = {room: sorted(step for of, step in applied if of == room) for room in sorted(own)}
    return State(alias, {room: named for room, named in migrations.items() if named}, tuple(_in_order(tables)))


def _is_kept(about: Options[Any]) -> bool:
    return about.app_label in own_apps() and about.db_table not in LEFT_OUT


def _in_order(tables: Iterable[Stored]) -> Iterator[Stored]:
    by_name = {table.name: table for table in tables}
    needs = {name: table.needs & by_name.keys() for name, table in sorted(by_name.items())}
    return (by_name[name] for name in TopologicalSorter(needs).static_order())
