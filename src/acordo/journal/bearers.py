"""Whom a session or a token stands for: asked anew at every request, so that whoever has left is nobody at once.

Said in SQL, one statement each, since building the same query for every request took longer than all else that a
request needs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import connection

from acordo import clock
from acordo.journal.models import Officer, Person

if TYPE_CHECKING:
    from datetime import datetime

_FIELDS = ("password", "id", "person_id", "username", "role", "clearance", "language", "is_active")
"""In the order of the model, as it takes them."""

_OFFICER = ", ".join(f"o.{field}" for field in _FIELDS) + ", p.name"
_PERSON = "JOIN journal_person p ON p.id = o.person_id"
_BY_ID = f"SELECT {_OFFICER} FROM journal_officer o {_PERSON} WHERE o.id = %s AND o.is_active"  # noqa: S608 (constants)
_BY_TOKEN = (
    f"SELECT {_OFFICER}, t.purpose, t.label "  # noqa: S608 (constants)
    f"FROM journal_token t JOIN journal_officer o ON o.id = t.officer_id {_PERSON} "
    "WHERE t.digest = %s AND t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > %s) AND o.is_active"
)


@dataclass(frozen=True, slots=True)
class Bearer:
    """The officer whom a token stands for, the purpose it was issued for, and its label."""

    officer: Officer
    purpose: str
    label: str


def officer_with(id_: UUID) -> Officer | None:
    """The active officer with this id, with the person; when appointed is not read."""
    row = _row(_BY_ID, id_ if connection.features.has_native_uuid_field else id_.hex)
    return _officer(row) if row else None


def bearer_of(digest: bytes) -> Bearer | None:
    """Whom the token with this digest stands for; nobody where it was revoked or has ended, or the officer has left."""
    row = _row(_BY_TOKEN, digest, moment_kept(clock.now()))
    return Bearer(_officer(row), *row[-2:]) if row else None


def moment_kept(moment: datetime) -> Any:
    """A moment as the database compares it."""
    return connection.ops.adapt_datetimefield_value(moment)


def _row(sql: str, *given: Any) -> tuple[Any, ...] | None:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        row: tuple[Any, ...] | None = cursor.fetchone()
        return row


def _officer(row: tuple[Any, ...]) -> Officer:
    given = dict(zip(_FIELDS, row, strict=False))
    given |= {name: UUID(str(given[name])) for name in ("id", "person_id")}
    officer = Officer.from_db(connection.alias, _FIELDS, list(given.values()))
    officer.person = Person.from_db(connection.alias, ("id", "name"), (officer.person_id, row[len(_FIELDS)]))
    return officer
