"""How an installation is: every check in order. None of them fails; what cannot be looked at is itself a finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from acordo.errors import AcordoError
from acordo.upkeep import database_checks, home_checks, work_checks
from acordo.upkeep.findings import wrong
from acordo.wording import mark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from acordo.journal.words import Actor
    from acordo.upkeep.findings import Finding

    Check = Callable[[], Iterable[Finding]]


def examine(acting: Callable[[], Actor | None]) -> tuple[Finding, ...]:
    """Everything that can be looked at; ``acting`` says, once the database answers, for whom lists are looked at."""
    found = [*_done("home", home_checks.home), *_done("secrets", home_checks.secrets)]
    database = [*_done("database", database_checks.answers)]
    if database_checks.is_usable(database):
        database += _done("schema", database_checks.schema)
        database += _done("guards", database_checks.guards)
    found += database
    if database_checks.is_usable([finding for finding in database if finding.about in {"database", "schema"}]):
        found += _inside(acting)
    else:
        found += _done("disk", lambda: home_checks.room(0))
    return (*found, *_done("doors", home_checks.doors), *_done("port", home_checks.port))


def _inside(acting: Callable[[], Actor | None]) -> list[Finding]:
    """What only a database of this version can tell."""
    checks: list[tuple[str, Check]] = [
        ("journal", database_checks.journal),
        ("clock", database_checks.time),
        ("index", work_checks.names),
        ("lists", lambda: _lists(acting)),
        ("schedule", lambda: _schedules(acting)),
        ("work", work_checks.work),
        ("batches", work_checks.batches),
        ("backups", work_checks.backups),
        ("disk", lambda: home_checks.room(database_checks.size())),
    ]
    return [finding for about, check in checks for finding in _done(about, check)]


def _lists(acting: Callable[[], Actor | None]) -> Iterable[Finding]:
    actor = acting()
    return work_checks.lists(actor) if actor else ()


def _schedules(acting: Callable[[], Actor | None]) -> Iterable[Finding]:
    actor = acting()
    return work_checks.schedules(actor) if actor else ()


def _done(about: str, check: Check) -> list[Finding]:
    try:
        return list(check())
    except AcordoError as error:
        reason = error.code
    except Exception as error:  # noqa: BLE001 (whatever stops a check is what the operator must learn)
        reason = type(error).__name__
    return [
        wrong(
            about,
            mark("This could not be looked at ({about}: {reason})."),
            mark("Look at the other findings first; if they are fine, report it."),
            about=about,
            reason=reason,
        )
    ]
