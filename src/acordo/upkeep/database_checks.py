"""Looks at the database: does it answer, is it ours, is it guarded, does the journal hold, does the clock agree."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import DatabaseError, connection
from django.db.models import BigIntegerField, DateTimeField, Func
from django.db.models.functions import Now

from acordo import clock
from acordo.config import settings
from acordo.journal import tail, triggers
from acordo.journal.chain import BrokenChain
from acordo.journal.models import Head
from acordo.upkeep.findings import Health, fine, look, wrong
from acordo.upkeep.upgrading import missing_steps
from acordo.upkeep.words import LaterDatabase
from acordo.wording import mark

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from acordo.upkeep.findings import Finding

_OLDEST_POSTGRESQL = 15
_TAIL = 10_000
_DRIFT = 5.0
"""Seconds that two clocks may differ."""


def answers() -> Iterator[Finding]:
    """The database answers, and its version is one we know."""
    file = Path(str(connection.settings_dict["NAME"]))
    if connection.vendor == "sqlite" and not file.is_file():
        yield _silent(mark("its file is missing"))
        return
    try:
        connection.ensure_connection()
        names = connection.introspection.table_names()
    except (DatabaseError, sqlite3.Error) as error:
        yield _silent((str(error).splitlines() or [type(error).__name__])[0])
        return
    name, version, fit = _version()
    if not fit:
        yield wrong(
            "database",
            mark("{name} {version} is older than acordo can use."),
            mark("Install PostgreSQL 15 or newer."),
            name=name,
            version=version,
        )
    elif "journal_head" not in names:
        yield wrong("database", mark("The database is empty."), mark("Run 'acordo init', or restore a backup."))
    else:
        yield fine("database", mark("The database answers ({name} {version})."), name=name, version=version)


def _silent(reason: str) -> Finding:
    return wrong(
        "database",
        mark("The database does not answer: {reason}."),
        mark("Check ACORDO_DATABASE_URL, that its server runs, and the rights of the role."),
        reason=reason,
    )


def _version() -> tuple[str, str, bool]:
    if connection.vendor == "sqlite":
        return "SQLite", sqlite3.sqlite_version, True
    number = int(getattr(connection, "pg_version", 0))
    return "PostgreSQL", f"{number // 10_000}.{number % 10_000}", number // 10_000 >= _OLDEST_POSTGRESQL


def schema() -> Iterator[Finding]:
    """Every step of the schema was done, and none that we do not know."""
    try:
        missing = missing_steps()
    except LaterDatabase as error:
        yield wrong(
            "schema",
            mark("The database was changed by a later version, which knows the step {step}."),
            mark("Install that version."),
            step=str(error.arguments["step"]),
        )
        return
    if missing:
        yield wrong(
            "schema",
            mark("The database lacks {count} steps of this version, the first of them {step}."),
            mark("Run 'acordo upgrade'."),
            count=len(missing),
            step=missing[0],
        )
    else:
        yield fine("schema", mark("The database is of this version."))


def guards() -> Iterator[Finding]:
    """The triggers of the journal are in place, and the desk could not switch them off."""
    missing = triggers.missing()
    if missing:
        yield wrong(
            "guards",
            mark("The database no longer guards the journal: {missing} missing or changed."),
            mark("Verify the journal ('acordo journal verify'), then run 'acordo upgrade' to put the guards back."),
            missing=", ".join(missing),
        )
    elif triggers.owned_by_the_desk():
        yield look(
            "guards",
            mark("The role that the desk works as owns the journal and could switch its guards off."),
            mark("Let another role own the tables, and name it in ACORDO_DATABASE_OWNER_URL for 'acordo upgrade'."),
        )
    else:
        yield fine("guards", mark("The database guards the journal."))


def journal() -> Iterator[Finding]:
    """The last lines of the journal hold; all of them are the business of ``acordo journal verify``."""
    try:
        proof = tail.proof_of_tail(_TAIL)
    except BrokenChain as error:
        remedy = mark("Stop the desk, keep a copy of the database, and run 'acordo journal verify'.")
        yield wrong("journal", mark("The journal does not hold at line {number}: {reason}."), remedy, **error.arguments)
        return
    sentence = mark("The last {lines} lines of the journal hold; it ends with line {number}.")
    yield fine("journal", sentence, lines=proof.lines, number=tail.head())


def time() -> Iterator[Finding]:
    """The clock goes on from the last line, and the database's own agrees."""
    last, now = tail.last_moment(), clock.now()
    behind = (last - now).total_seconds() if last else 0.0
    drift = (now - _moment_of_database()).total_seconds() if connection.vendor == "postgresql" else 0.0
    if behind > _DRIFT:
        yield wrong(
            "clock",
            mark("The clock of this machine is {seconds} seconds behind the last line of the journal."),
            mark("Set the clock before anyone works on."),
            seconds=round(behind),
        )
    elif abs(drift) > _DRIFT:
        yield wrong(
            "clock",
            mark("The clocks of this machine and of the database's differ by {seconds} seconds."),
            mark("Let both be set by the same source of time."),
            seconds=round(drift),
        )
    else:
        yield fine(
            "clock", mark("The clock goes on from the last line; days end in {zone}."), zone=str(settings().time_zone)
        )


def _moment_of_database() -> datetime:
    moment: datetime = Head.objects.annotate(now=Func(Now(), function="", output_field=DateTimeField())).values_list(
        "now", flat=True
    )[0]
    return moment


def size() -> int:
    """Bytes that the database takes."""
    if connection.vendor == "sqlite":
        file = Path(str(connection.settings_dict["NAME"]))
        parts = [file, file.with_name(file.name + "-wal")]
        return sum(part.stat().st_size for part in parts if part.is_file())
    own = Func(Func(function="current_database"), function="pg_database_size", output_field=BigIntegerField())
    return int(Head.objects.annotate(size=own).values_list("size", flat=True)[0])


def is_usable(found: list[Finding]) -> bool:
    """What was found lets the rest be asked."""
    return all(finding.health is not Health.WRONG for finding in found)
