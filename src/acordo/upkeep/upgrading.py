"""The database brought to what this version expects: steps of the schema, triggers, rights."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings as site
from django.core.management import call_command
from django.db import Error as DatabaseError
from django.db import connection
from django.db.migrations.exceptions import MigrationSchemaMissing
from django.db.migrations.executor import MigrationExecutor

from acordo.config import settings
from acordo.errors import Unavailable
from acordo.journal import triggers
from acordo.journal.guard import Gate, opened
from acordo.upkeep.snapshot import own_apps
from acordo.upkeep.words import LaterDatabase

if TYPE_CHECKING:
    from pathlib import Path


class UpgradeStopped(Unavailable):
    """A step of the schema could not be done."""

    code = "upkeep.upgrade_stopped"
    sentence = (
        "The upgrade stopped: {reason}. Mend the cause and run 'acordo upgrade' again. To go back instead, install "
        "the version before, make an empty home and database, and run 'acordo restore {backup}' there."
    )


def missing_steps() -> list[str]:
    """The steps of the schema that the database lacks, in order.

    Raises:
        LaterDatabase: it has steps that this version does not know.
    """
    executor = MigrationExecutor(connection)
    loader = executor.loader
    for room, step in loader.applied_migrations:
        if room in own_apps() and (room, step) not in loader.disk_migrations:
            raise LaterDatabase(step=f"{room} {step}")
    plan = executor.migration_plan(loader.graph.leaf_nodes())
    return [f"{step.app_label} {step.name}" for step, _ in plan]


def migrate() -> None:
    """Do the steps that are missing, put the triggers in place, and grant the desk's role what it needs.

    It works as the owner of the tables where one is set.
    """
    owner = "owner" if settings().database_owner_url else "default"
    with opened(Gate.MIGRATING):
        call_command("migrate", database=owner, verbosity=0, interactive=False)
        if owner == "owner":
            triggers.grant(str(site.DATABASES["default"]["USER"]), owner)


def bring_up(backup: Path | None = None) -> None:
    """Migrate a database that holds something already.

    Raises:
        UpgradeStopped: a step could not be done; the sentence says how to go back.
    """
    try:
        migrate()
    except (DatabaseError, MigrationSchemaMissing) as error:
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        raise UpgradeStopped(reason=reason, backup=str(backup or "BACKUP")) from error
