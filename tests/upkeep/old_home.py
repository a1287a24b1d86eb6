"""Makes a home as version 0.1.0 left it, with rows, where the environment says.

The schema is that of the first steps; the rows go in as those steps describe their tables.
"""

from __future__ import annotations

import hashlib
import uuid
from datetime import UTC, date, datetime
from typing import Any

SECRET = "an invented token of the first officer"
AT = datetime(2026, 11, 1, 8, 30, 0, 125_000, tzinfo=UTC)
FIRST = [(room, "0001_initial") for room in ("contenttypes", "sessions", "journal", "register", "screening")]


def main() -> None:
    """Make the home."""
    from acordo.cli.registering import set_up
    from acordo.config import settings

    home = settings().home
    home.mkdir(mode=0o700)
    for name, text in (("secret", "an invented secret"), ("token", SECRET), ("acordo.toml", 'service = "alder"')):
        (home / name).write_text(text + "\n")
        (home / name).chmod(0o600)
    set_up()
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from acordo.journal import triggers
    from acordo.journal.guard import Gate, opened

    with opened(Gate.MIGRATING):
        executor = MigrationExecutor(connection)
        state = executor.migrate(FIRST)
        _fill(state.apps)
        triggers.install()


def _fill(apps: Any) -> None:
    person = apps.get_model("journal", "Person").objects.create(id=uuid.uuid4(), name="Primeira Exemplo")
    officer = apps.get_model("journal", "Officer").objects.create(
        id=uuid.uuid4(), person=person, username="first", password="!", role="chief", language="en", appointed_at=AT
    )
    apps.get_model("journal", "Token").objects.create(
        id=uuid.uuid4(),
        officer=officer,
        label="command line",
        digest=hashlib.sha256(SECRET.encode()).digest(),
        purpose="upkeep",
        issued_at=AT,
    )
    _journal(apps, officer.id, person.id)
    _register(apps)


def _journal(apps: Any, officer: uuid.UUID, person: uuid.UUID) -> None:
    from dataclasses import replace

    from acordo.journal import chain
    from tests import cast

    actor = replace(cast.actor(), officer=officer, person=person)
    number, digest = 0, chain.GENESIS
    for act in ("journal.appoint", "journal.issue_token", "register.update"):
        line = chain.forge_line(number + 1, digest, act, actor, AT, {"name": "Primeira Exemplo"})
        apps.get_model("journal", "ActLine").objects.create(
            number=line.number, previous=line.previous, digest=line.digest, chained=line.chained
        )
        apps.get_model("journal", "ActPayload").objects.create(number=line.number, salt=line.salt, payload=line.payload)
        number, digest = line.number, line.digest
    apps.get_model("journal", "Head").objects.create(id=1, number=number, digest=digest)


def _register(apps: Any) -> None:
    from acordo.facts import Property, Reference, SourceName, Statement
    from acordo.markings import CLEAR

    apps.get_model("register", "RegisterState").objects.create(id=1, number=1)
    marking = apps.get_model("register", "MarkingRow").objects.create(canonical=CLEAR.canonical())
    source = apps.get_model("register", "Source").objects.create(
        name="made", reader="ftm", title="A made list", publisher="A publisher", marking=marking,
        edition=1, issued=date(2026, 10, 31), checked_at=AT,
    )  # fmt: skip
    apps.get_model("register", "Edition").objects.create(
        source=source, number=1, base=0, state="published", issued=date(2026, 10, 31), origin="made.json",
        digest="0" * 64, size=1, received_at=AT, published_at=AT, register_number=1, stamp=uuid.uuid4(),
        entries=1, names=1, added=1,
    )  # fmt: skip
    entry = apps.get_model("register", "Entry").objects.create(source=source, reference="p0")
    stated = Statement.of(
        SourceName("made"), Reference("p0"), Property.PRIMARY_NAME, {"text": "Ana Antiga Inventada"}, CLEAR
    )
    apps.get_model("register", "Statement").objects.create(
        source=source, entry=entry, sid=stated.id, property=str(stated.property), value=stated.value,
        marking=marking, since=1,
    )  # fmt: skip


if __name__ == "__main__":
    main()
