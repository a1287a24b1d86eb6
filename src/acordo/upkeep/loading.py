"""Rows of a backup into tables; beside ``register.store`` and the journal the only raw SQL.

Runs with the gate open for the schema, into tables that nobody else sees yet, and before the triggers of the journal
are in place.
"""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.core.management.color import no_style
from django.db import connections

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from uuid import UUID

    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models import Model

    from acordo.upkeep.words import Column

_CHUNK = 5_000


def load(alias: str, table: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> None:
    """Put rows into a table in place of what the making of the schema left there."""
    connection = connections[alias]
    quote = connection.ops.quote_name
    named = ", ".join(quote(column.name) for column in columns)
    stored = _as_stored(connection, columns, rows)
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {quote(table)}")  # noqa: S608 (a table of our own schema)
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {quote(table)} ({named}) FROM STDIN") as copy:
                for row in stored:
                    copy.write_row(row)
            return
        places = ", ".join(["%s"] * len(columns))
        while some := list(islice(stored, _CHUNK)):
            cursor.executemany(f"INSERT INTO {quote(table)} ({named}) VALUES ({places})", some)  # noqa: S608 (as above)


def count_on(alias: str, models: Sequence[type[Model]]) -> None:
    """Let each table give its next row a number beyond those it holds."""
    connection = connections[alias]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(models)):
            cursor.execute(statement)


def require_now(alias: str) -> None:
    """Check what rows point to at once rather than at the end, so that the schema can be changed after them."""
    connection = connections[alias]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _as_stored(
    connection: BaseDatabaseWrapper, columns: Sequence[Column], rows: Iterable[Sequence[Any]]
) -> Iterator[list[Any]]:
    forms = [_stored_form(connection, column.form) for column in columns]
    for row in rows:
        yield [None if value is None else form(value) for form, value in zip(forms, row, strict=True)]


def _stored_form(connection: BaseDatabaseWrapper, form: str) -> Callable[[Any], Any]:
    """How a value is handed to the database; each as Django would."""
    if form == "json":
        return json.dumps
    if connection.vendor != "sqlite":
        return lambda value: value
    by_form: dict[str, Callable[[Any], Any]] = {
        "uuid": _hex,
        "moment": connection.ops.adapt_datetimefield_value,
        "day": str,
    }
    return by_form.get(form, lambda value: value)


def _hex(value: UUID) -> str:
    return value.hex
