"""Sessions, as Django keeps them in its table: read in one statement put together once, ended by deleting the row."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends import db
from django.db import connection
from django.utils import timezone

from acordo.journal.bearers import moment_kept


class SessionStore(db.SessionStore):
    """One session; only how it is read differs from Django's."""

    def load(self) -> dict[str, Any]:
        """What the session holds; nothing where it has ended.

        A key is letters and figures alone: a quoted cookie can hold NUL, which PostgreSQL does not read.
        """
        row = self._row() if str(self.session_key).isalnum() else None
        if row is None:
            self._session_key = None
            return {}
        kept: dict[str, Any] = self.decode(row[0])
        return kept

    def _row(self) -> tuple[str] | None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s",
                [self.session_key, moment_kept(timezone.now())],
            )
            row: tuple[str] | None = cursor.fetchone()
            return row
