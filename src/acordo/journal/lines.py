"""The last step of each act, as rows: the head is locked, one line is added, the head moves on.

Said in SQL, since every act and every page read passes here. The statements go through ``guard`` like any other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection

if TYPE_CHECKING:
    from acordo.journal.chain import Line


def locked_head() -> tuple[int, bytes]:
    """Number and digest of the last line; nobody else can add one until this transaction ends.

    On SQLite the transaction has held the one write lock since its beginning.
    """
    locking = " FOR UPDATE" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT number, digest FROM journal_head WHERE id = 1{locking}")  # noqa: S608 (a constant)
        number, digest = cursor.fetchone()
    return number, bytes(digest)


def add(line: Line) -> None:
    """Add the line that follows the head which this transaction has locked."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO journal_actline (number, previous, digest, chained) VALUES (%s, %s, %s, %s)",
            [line.number, line.previous, line.digest, line.chained],
        )
        cursor.execute(
            "INSERT INTO journal_actpayload (number, salt, payload) VALUES (%s, %s, %s)",
            [line.number, line.salt, line.payload],
        )
        cursor.execute("UPDATE journal_head SET number = %s, digest = %s WHERE id = 1", [line.number, line.digest])
