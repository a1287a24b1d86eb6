"""From a command to the register: Django set up, the home checked, and the officer at this machine known."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from acordo.config import settings
from acordo.errors import Conflict, Missing, Unavailable, Unproved

if TYPE_CHECKING:
    from acordo.journal.words import Actor


class NoHome(Missing):
    """There is no home to work in."""

    code = "cli.no_home"
    sentence = "There is no acordo home at {home}. Run 'acordo init' first, or set ACORDO_HOME to where it lies."


class OtherSchema(Conflict):
    """The database was made by another version."""

    code = "cli.other_schema"
    sentence = (
        "The database is of another version of acordo. "
        "Run 'acordo upgrade', which makes a backup first and brings it up to date."
    )


class UnguardedJournal(Unproved):
    """The triggers that keep the journal append-only are not all in place."""

    code = "cli.unguarded_journal"
    sentence = (
        "The database no longer guards the journal: {missing} missing or changed. "
        "Verify the journal ('acordo journal verify'), then run 'acordo init' to put the guards back."
    )


class NoDatabase(Unavailable):
    """The database does not answer."""

    code = "cli.no_database"
    sentence = (
        "The database does not answer: {reason}. Check ACORDO_DATABASE_URL, that its server runs, "
        "and the rights of the role."
    )


def set_up() -> None:
    """Load Django with our settings; the home's secret must exist by then."""
    import django
    from django.apps import apps

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "acordo.desk.settings")
    if not apps.ready:
        django.setup()


def open_register(*, guarded: bool = True) -> None:
    """Set up and check what every act relies on.

    Raises:
        NoHome: nothing was initialised here.
        NoDatabase: its server does not answer.
        OtherSchema: migrations are missing.
        UnguardedJournal: a trigger is missing (not asked where ``guarded`` is False).
    """
    home = settings().home
    if not settings().token_file.is_file():
        raise NoHome(home=str(home))
    set_up()
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    from acordo.journal import triggers

    try:
        executor = MigrationExecutor(connection)
    except DatabaseError as error:
        raise NoDatabase(reason=str(error).splitlines()[0]) from error
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise OtherSchema
    missing = triggers.missing() if guarded else ()
    if missing:
        raise UnguardedJournal(missing=", ".join(missing))


def actor(purpose: str | None = None, *, guarded: bool = True) -> Actor:
    """The officer whose token lies in the home, acting for the token's purpose unless another is named.

    Raises:
        UnknownToken: the token is not known to this database.
    """
    open_register(guarded=guarded)
    from acordo.journal.queries import actor_of_token
    from acordo.journal.words import Purpose

    path = str(settings().token_file)
    chosen = Purpose(purpose) if purpose else None
    held = actor_of_token(token(), path, chosen, settings().service)
    return replace(held, language=settings().language)


def token() -> str:
    """What the home's token file holds; odd bytes are kept as such, and stand for nobody.

    Raises:
        NoHome: there is none.
    """
    try:
        return settings().token_file.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError as error:
        raise NoHome(home=str(settings().home)) from error
