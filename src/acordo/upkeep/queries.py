"""The readers of the room: how the installation is, what waits, which backups lie where, what failed."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import connection

from acordo.config import settings
from acordo.jobs import queue
from acordo.jobs.words import State
from acordo.journal import permits
from acordo.upkeep import health, logs, metrics
from acordo.upkeep.acts import KEEPERS
from acordo.upkeep.models import Backup
from acordo.upkeep.words import BackupView

if TYPE_CHECKING:
    from datetime import datetime

    from acordo.jobs.words import Job
    from acordo.journal.words import Actor
    from acordo.upkeep.findings import Finding
    from acordo.upkeep.logs import FailureLogged

READ = permits.declare("upkeep.read", KEEPERS, "read how the installation is, and its metrics")

_JOBS, _BACKUPS, _FAILURES = 20, 10, 20


@dataclass(frozen=True, slots=True)
class Condition:
    """How the installation is at this moment; nothing in it tells what anyone works on."""

    findings: tuple[Finding, ...]
    workers: tuple[tuple[str, datetime], ...]
    open_jobs: tuple[Job, ...]
    ended_jobs: tuple[Job, ...]
    backups: tuple[BackupView, ...]
    failures: tuple[FailureLogged, ...]
    folder: Path
    log: Path | None
    versions: tuple[tuple[str, str], ...]


def condition(actor: Actor) -> Condition:
    """How the installation is.

    Raises:
        NotPermitted: the role does not keep it.
    """
    permits.require(actor, READ)
    chosen = settings()
    return Condition(
        findings=health.examine(lambda: actor),
        workers=queue.workers(),
        open_jobs=queue.jobs(states=[State.QUEUED, State.RUNNING], limit=_JOBS),
        ended_jobs=queue.jobs(states=[State.FAILED, State.CANCELLED, State.DONE], limit=_JOBS),
        backups=_backups(),
        failures=tuple(logs.recent_failures(chosen.logs_folder, _FAILURES)),
        folder=chosen.backups_folder,
        log=chosen.logs_folder if chosen.log == "file" else None,
        versions=_versions(),
    )


def told_metrics(actor: Actor) -> bytes:
    """What is counted, as Prometheus reads it.

    Raises:
        NotPermitted: the role does not keep the installation.
    """
    permits.require(actor, READ)
    return metrics.told(actor)


def _backups() -> tuple[BackupView, ...]:
    return tuple(
        BackupView(row.pk, row.made_at, row.path, row.size, row.digest, row.head, Path(row.path).is_file())
        for row in Backup.objects.order_by("-made_at")[:_BACKUPS]
    )


def _versions() -> tuple[tuple[str, str], ...]:
    parts = [(name, version(name)) for name in ("acordo", "django", "granian", "numpy", "numba", "pyarrow")]
    return (*parts, ("python", platform.python_version()), (connection.vendor, _database_version()))


def _database_version() -> str:
    found = connection.get_database_version()
    return ".".join(map(str, found))
