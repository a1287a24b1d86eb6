"""The gate as a Django app: watches every connection, and keeps the triggers in place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper


def _watch_connection(connection: BaseDatabaseWrapper, **_: Any) -> None:
    from acordo.journal.guard import lock, watch

    if watch not in connection.execute_wrappers:
        connection.execute_wrappers.append(watch)
    lock(connection)


def _guard_tables(using: str, **_: Any) -> None:
    from acordo.journal import triggers
    from acordo.journal.chain import GENESIS
    from acordo.journal.models import Head

    Head.objects.using(using).get_or_create(id=1, defaults={"number": 0, "digest": GENESIS})
    triggers.install(using)


class JournalConfig(AppConfig):
    """Officers, permits, acts and the journal."""

    name = "acordo.journal"
    label = "journal"

    def ready(self) -> None:
        """Watch each connection from its first statement."""
        from acordo.journal import acts as _acts  # noqa: F401 (declares the room's acts)

        connection_created.connect(_watch_connection, dispatch_uid="journal.watch")
        post_migrate.connect(_guard_tables, sender=self, dispatch_uid="journal.guard")
