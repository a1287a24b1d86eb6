"""A backup brought back: into an empty place, whole, proved, or not at all.

1. The backup is read whole and proved before anything is made.
2. The schema is made as the backup's own steps describe it, the rows are loaded, and each table is read back: its
   digest must be that of the backup. So it does not matter which database they came from.
3. The steps that this version adds are applied, and the journal's triggers put in place.
4. Only then is it seen: on SQLite the database is made aside and renamed, on PostgreSQL all is one transaction. A
   restore that stops half way, for whatever reason, leaves an empty database.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings as site
from django.core.management import call_command
from django.db import connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from acordo.config import settings
from acordo.errors import Conflict, Unavailable
from acordo.journal import triggers
from acordo.journal.guard import Gate, opened
from acordo.upkeep import archive, loading
from acordo.upkeep.archive import OTHER_CONTENT
from acordo.upkeep.backups import quiet, verify
from acordo.upkeep.rows import reader
from acordo.upkeep.snapshot import state_of
from acordo.upkeep.words import LaterBackup, NoRoomForBackup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from acordo.upkeep.archive import Reading
    from acordo.upkeep.snapshot import State
    from acordo.upkeep.words import Manifest, Progress

MAY_STAND = frozenset({"acordo.toml", "backups", "logs", "metrics"})
"""What may lie in a home that a backup is restored into: settings written for it, and where backups are kept."""

_ASIDE = ".restoring"


class HomeInUse(Conflict):
    """There is something in the home."""

    code = "upkeep.home_in_use"
    sentence = (
        "{home} is not empty: it holds {what}. A backup is restored into an empty home alone. "
        "Name another with ACORDO_HOME, or move this one away."
    )


class DatabaseInUse(Conflict):
    """There is something in the database."""

    code = "upkeep.database_in_use"
    sentence = (
        "The database holds {count} tables already. A backup is restored into an empty database alone. "
        "Make a new one, and name it with ACORDO_DATABASE_URL (and ACORDO_DATABASE_OWNER_URL)."
    )


class OtherService(Conflict):
    """The settings name another service than the backup."""

    code = "upkeep.other_service"
    sentence = (
        "The backup is of the service {theirs!r}, and the settings name {own!r}. "
        "Set ACORDO_SERVICE, or service in acordo.toml, to {theirs!r}."
    )


class NotRestored(Unavailable):
    """The machine or the database refused."""

    code = "upkeep.not_restored"
    sentence = "The backup was not restored, and nothing is left of it: {reason}."


@dataclass(frozen=True, slots=True)
class Restored:
    """What was brought back."""

    manifest: Manifest
    digest: str
    steps: int


def require_empty_home() -> None:
    """Refuse a home that holds anything of an installation.

    Raises:
        HomeInUse: it does.
    """
    home = settings().home
    held = sorted(path.name for path in home.iterdir()) if home.is_dir() else []
    if home.exists() and not home.is_dir():
        raise HomeInUse(home=str(home), what=home.name)
    found = [name for name in held if name not in MAY_STAND and not name.startswith(_ASIDE)]
    if found:
        raise HomeInUse(home=str(home), what=", ".join(found[:5]))


def settings_of(path: Path) -> str:
    """The settings that a backup brings; empty where it has none.

    Raises:
        DamagedBackup: it does not hold.
    """
    with archive.reading(path) as held:
        measure = held.manifest.files.get("acordo.toml")
        return b"".join(held.blocks("acordo.toml", measure)).decode() if measure else ""


def restore(path: Path, progress: Progress = quiet) -> Restored:
    """Bring a backup back into this empty home and its empty database; ``progress`` gets rows done and in all.

    Raises:
        DamagedBackup: it does not hold; nothing was made.
        LaterBackup: a later version made it.
        OtherService: the settings name another service.
        HomeInUse, DatabaseInUse: the place is not empty.
        NotRestored: the machine refused; nothing is left.
    """
    require_empty_home()
    manifest, digest = verify(path)
    if manifest.service != settings().service:
        raise OtherService(theirs=manifest.service, own=settings().service)
    _require_known(manifest)
    _require_room(manifest)
    with archive.reading(path) as held, _files_aside(held) as files, _database() as alias:
        steps = _bring_back(held, alias, progress)
        _require_guarded()
        for name in files:
            target = settings().home / name.name
            if not target.exists():
                name.rename(target)
    return Restored(manifest, digest, steps)


def _require_known(manifest: Manifest) -> None:
    """Every step of the backup's schema is one that this version knows."""
    known = MigrationLoader(None).disk_migrations
    for room, steps in manifest.migrations.items():
        if any((room, step) not in known for step in steps):
            raise LaterBackup(version=manifest.version[:20])


def _require_room(manifest: Manifest) -> None:
    """A database takes about twice what its rows weigh as lines."""
    home = next(folder for folder in (settings().home, *settings().home.parents) if folder.is_dir())
    free, needed = shutil.disk_usage(home).free, 2 * manifest.size
    if free < needed:
        raise NoRoomForBackup(free=free >> 20, needed=(needed >> 20) + 1, path=str(home))


@contextmanager
def _files_aside(held: Reading) -> Iterator[list[Path]]:
    """The files of the home, written beside their places; gone where they were not moved into them."""
    home = settings().home
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    home.chmod(0o700)
    aside = home / f"{_ASIDE}-files"
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(mode=0o700)
    try:
        for name, measure in held.manifest.files.items():
            target = aside / name
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with open(target, "xb", opener=_private) as file:
                file.writelines(held.blocks(name, measure))
        yield sorted(aside.iterdir())
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NOFOLLOW, 0o600)


@contextmanager
def _database() -> Iterator[str]:
    """The empty database that rows go to, seen by others only once the block has ended well."""
    alias = "owner" if "owner" in connections.settings else "default"
    with opened(Gate.MIGRATING):
        if connections[alias].vendor == "sqlite":
            with _sqlite_aside():
                yield alias
        else:
            with _as_owner(alias), transaction.atomic(using=alias):
                _require_empty(alias)
                loading.require_now(alias)
                yield alias
                if alias == "owner":
                    triggers.grant(str(site.DATABASES["default"]["USER"]), alias)


@contextmanager
def _sqlite_aside() -> Iterator[None]:
    connection = connections["default"]
    place = Path(str(connection.settings_dict["NAME"]))
    if place.exists() and place.stat().st_size:
        _require_empty("default")
    connection.close()
    aside = place.with_name(f"{_ASIDE}-{place.name}")
    _remove(aside)
    connection.settings_dict["NAME"] = str(aside)
    try:
        yield
        connection.close()
        _remove(place)
        aside.rename(place)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = str(place)
        _remove(aside)


def _remove(database: Path) -> None:
    for end in ("", "-wal", "-shm", "-journal"):
        database.with_name(database.name + end).unlink(missing_ok=True)


@contextmanager
def _as_owner(alias: str) -> Iterator[None]:
    """Let every room work through the owner's connection, whose transaction alone sees what is loaded."""
    if alias == "default":
        yield
        return
    desk = connections["default"]
    connections["default"] = connections[alias]
    try:
        yield
    finally:
        connections["default"] = desk


def _require_empty(alias: str) -> None:
    held = connections[alias].introspection.table_names()
    if held:
        raise DatabaseInUse(count=len(held))


def _bring_back(held: Reading, alias: str, progress: Progress) -> int:
    """Schema, rows, proof, newer steps; how many of these there were."""
    executor = MigrationExecutor(connections[alias])
    wanted = [(room, step) for room, steps in held.manifest.migrations.items() for step in steps]
    executor.migrate(wanted)
    state = state_of(alias)
    _require_same_tables(held, state)
    _load(held, state, progress)
    _prove(held, state)
    loading.count_on(alias, [stored.model for stored in state.tables])
    plan = MigrationExecutor(connections[alias])
    newer = plan.migration_plan(plan.loader.graph.leaf_nodes())
    call_command("migrate", database=alias, verbosity=0, interactive=False)
    return len([step for step, _ in newer if step.app_label in held.manifest.migrations])


def _require_same_tables(held: Reading, state: State) -> None:
    here = {table.name: table.columns for table in state.tables}
    if here != {table.name: table.columns for table in held.manifest.tables}:
        raise held.damaged(OTHER_CONTENT)


def _load(held: Reading, state: State, progress: Progress) -> None:
    by_name = {table.name: table for table in held.manifest.tables}
    total, done = held.manifest.rows, 0
    for stored in reversed(state.tables):  # what the making of the schema left there points the other way
        loading.load(state.alias, stored.name, stored.columns, [])
    for stored in state.tables:
        table = by_name[stored.name]
        rows = map(reader(table.columns), held.lines(table.name, table.measure))
        with transaction.atomic(using=state.alias):  # one commit a table, not one a row
            loading.load(state.alias, table.name, table.columns, rows)
        done += table.measure.lines
        progress(done, total)


def _prove(held: Reading, state: State) -> None:
    """What stands in each table now is, byte for byte, what stood in the backup."""
    by_name = {table.name: table for table in held.manifest.tables}
    for stored in state.tables:
        hashed = hashlib.sha256()
        for line in state.lines(stored):
            hashed.update(line)
        if hashed.hexdigest() != by_name[stored.name].measure.digest:
            raise held.damaged(OTHER_CONTENT)


def _require_guarded() -> None:
    missing = triggers.missing()
    if missing:
        raise NotRestored(reason=", ".join(missing))


def forget_home(*, made: bool, wrote_settings: bool) -> None:
    """Take away what a restore that failed made of a home."""
    home = settings().home
    if wrote_settings:
        (home / "acordo.toml").unlink(missing_ok=True)
    if made:
        with suppress(OSError):
            home.rmdir()
