"""Rows as lines: how each kind of value is written so that any program can read it, and read back.

| form | written as |
|---|---|
| integer, boolean, text, json | themselves (keys of JSON in order) |
| moment | ISO 8601 with microseconds and offset |
| day | ISO 8601 |
| uuid | its usual text |
| bytes | base64 |
"""
# ruff: noqa: SLF001 (a model's _meta is Django's own way to its columns)

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from acordo.upkeep.words import Column

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.db.models import Field, Model

_FORMS = {
    "AutoField": "integer",
    "BigAutoField": "integer",
    "BigIntegerField": "integer",
    "IntegerField": "integer",
    "SmallIntegerField": "integer",
    "PositiveIntegerField": "integer",
    "PositiveSmallIntegerField": "integer",
    "PositiveBigIntegerField": "integer",
    "BooleanField": "boolean",
    "CharField": "text",
    "TextField": "text",
    "DateTimeField": "moment",
    "DateField": "day",
    "UUIDField": "uuid",
    "BinaryField": "bytes",
    "JSONField": "json",
    "FloatField": "float",
}
"""A field of another kind stops the first backup in the tests, not one in the field."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A table of a database: its columns, how Django asks for them, and the tables that it points to."""

    name: str
    columns: tuple[Column, ...]
    model: type[Model]
    attributes: tuple[str, ...]
    needs: frozenset[str]

    @classmethod
    def of(cls, model: type[Model]) -> Stored:
        """The table of a model; its key must sort alike on every database, which no text does.

        Raises:
            TypeError: it is keyed by text, or has a column whose form is not known.
        """
        about = model._meta
        fields = about.concrete_fields
        if _form(about.pk) not in {"integer", "uuid"}:
            raise TypeError(about.db_table)
        pointed = {field.related_model._meta.db_table for field in fields if field.remote_field is not None}  # type: ignore[union-attr]
        return cls(
            about.db_table,
            tuple(Column(str(field.column), _form(field)) for field in fields),
            model,
            tuple(field.attname for field in fields),
            frozenset(pointed - {about.db_table}),
        )


def _form(field: Field[Any, Any]) -> str:
    while field.remote_field is not None:
        field = field.target_field  # type: ignore[attr-defined]
    kind = field.get_internal_type()
    if kind not in _FORMS:
        raise TypeError(kind)
    return _FORMS[kind]


def line_of(row: Sequence[Any]) -> bytes:
    """A row as a line."""
    said = json.dumps(row, ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=_text)
    return said.encode() + b"\n"


def _text(value: object) -> str:
    if isinstance(value, bytes | memoryview | bytearray):
        return b64encode(bytes(value)).decode("ascii")
    if isinstance(value, datetime):
        return value.isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(type(value).__name__)


def _of(kind: type) -> Callable[[Any], Any]:
    def same(value: Any) -> Any:
        if type(value) is not kind:
            raise TypeError(kind.__name__)
        return value

    return same


_READ: dict[str, Callable[[Any], Any]] = {
    "integer": _of(int),
    "boolean": _of(bool),
    "text": _of(str),
    "float": float,
    "moment": datetime.fromisoformat,
    "day": date.fromisoformat,
    "uuid": UUID,
    "bytes": lambda text: b64decode(text, validate=True),
    "json": lambda value: value,
}


def reader(columns: Sequence[Column]) -> Callable[[bytes], list[Any]]:
    """What reads a line of these columns; a line of another form is a ValueError, KeyError or TypeError."""
    readers = [(_READ[column.form], column.form == "json") for column in columns]

    def read(line: bytes) -> list[Any]:
        values = json.loads(line)
        if type(values) is not list or len(values) != len(readers):
            raise ValueError("columns")
        return [
            value if value is None and not plain else form(value)
            for value, (form, plain) in zip(values, readers, strict=True)
        ]

    return read
