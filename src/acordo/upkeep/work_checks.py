"""Looks at what the desk works with: the index, the lists, long work, backups."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from django.db.models import Min

from acordo import clock, matching
from acordo.config import settings
from acordo.jobs import queue
from acordo.jobs.models import Job
from acordo.jobs.words import State as Stage
from acordo.register import index, schedule
from acordo.register.models import PUBLISHED, Edition
from acordo.register.sources import sources
from acordo.register.standing import State
from acordo.register.words import Freshness
from acordo.screening.models import Batch
from acordo.upkeep.findings import fine, look, wrong
from acordo.upkeep.models import Backup
from acordo.wording import mark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from acordo.journal.words import Actor
    from acordo.register.words import WatchView
    from acordo.upkeep.findings import Finding

_LONG = timedelta(minutes=10)
_LATELY = timedelta(days=7)
_BACKUP_EVERY, _BACKUP_AT_LEAST = timedelta(days=2), timedelta(days=7)
_DAY = timedelta(days=1)


def names() -> Iterator[Finding]:
    """The index: of this version, of this register's own history, and how far behind."""
    made_anew = mark("It is made anew at the next screening; 'acordo upgrade' makes it now.")
    published = Edition.objects.filter(state=PUBLISHED, register_number__isnull=False)
    own = {
        State(int(number or 0), str(stamp)).path for number, stamp in published.values_list("register_number", "stamp")
    }
    files = index.compiled_files()
    state = index.state()
    if not own:
        yield fine("index", mark("Nothing is listed yet, so there is nothing to look through."))
    elif not files:
        yield look("index", mark("There is no index yet."), made_anew)
    elif not own.intersection(files):
        yield look("index", mark("The index belongs to another history of the register, and is not used."), made_anew)
    else:
        yield _opened(next(path for path in files if path in own), state.register_number, made_anew)


def _opened(path: Path, register: int, remedy: str) -> Finding:
    try:
        number = matching.Index.open(path).register_number
    except (matching.NoIndex, matching.OtherIndexVersion, matching.DamagedIndex):
        return look("index", mark("The index is damaged or of another version, and is not used."), remedy)
    hours = int((clock.now().timestamp() - path.stat().st_mtime) // 3600)
    sentence = mark("The index fits; it was compiled at register number {number} of {register}, hours ago: {hours}.")
    return fine("index", sentence, hours=hours, number=number, register=register)


def lists(actor: Actor) -> Iterator[Finding]:
    """When each list was last looked at with success, of those that this officer may know of."""
    held = sources(actor)
    if not held:
        yield look("lists", mark("No list is loaded yet."), mark("Load one: acordo lists update un_sc"))
    for source in held:
        days = (clock.now() - source.checked_at) // _DAY if source.checked_at else 0
        said: dict[str, str | float] = {"source": source.name, "days": days}
        update = mark("Update it: acordo lists update {source}")
        if source.held:
            remedy = mark("Look at it under Lists and sources, and decide.")
            yield look("lists", mark("An edition of {source} is held back."), remedy, **said)
        if source.freshness is Freshness.FRESH:
            yield fine("lists", mark("{source} was looked at within the last day."), **said)
        elif source.freshness is Freshness.AMBER:
            yield look("lists", mark("{source} was not looked at for more than a day."), update, **said)
        else:
            yield wrong("lists", mark("Days since {source} was last looked at: {days}."), update, **said)


def schedules(actor: Actor) -> Iterator[Finding]:
    """Lists that should be brought up to date by themselves are; each that fails, waits or lost its officer is told."""
    watched = [view for view in schedule.watches(actor).values() if view.on or view.failures]
    ill = [finding for view in watched for finding in _watched(view)]
    yield from ill
    on = sum(view.on for view in watched)
    if on and not ill:
        yield fine("schedule", mark("Lists that are brought up to date by themselves, all in time: {count}."), count=on)


def _watched(view: WatchView) -> Iterator[Finding]:
    said: dict[str, str | float] = {"source": view.source, "failures": view.failures, "officer": view.by}
    if view.stopped:
        sentence = mark("{source} is no longer brought up to date by itself: {officer} keeps lists no more.")
        yield wrong(
            "schedule", sentence, mark("Switch it on in another name: acordo lists schedule on {source}"), **said
        )
    if view.failures:
        told = wrong if view.repeatedly else look
        remedy = mark("Read why: acordo lists schedule ls {source}")
        yield told("schedule", mark("The last look at {source} failed; failures in a row: {failures}."), remedy, **said)
    if view.overdue:
        remedy = mark("A worker asks for it: start 'acordo work', or look at its service.")
        yield wrong("schedule", mark("{source} should have been looked at long ago, and nobody did."), remedy, **said)


def work() -> Iterator[Finding]:
    """Somebody works, nothing waits too long, and what failed lately."""
    waiting = Job.objects.filter(state=Stage.QUEUED)
    oldest = waiting.aggregate(oldest=Min("due_at"))["oldest"]
    failed = Job.objects.filter(state=Stage.FAILED, ended_at__gt=clock.now() - _LATELY).count()
    workers, count = len(queue.workers()), waiting.count()
    start = mark("Start 'acordo work', or look at its service.")
    if count and not workers:
        yield wrong("work", mark("No worker is there; pieces of long work that wait: {count}."), start, count=count)
    elif not workers:
        yield look("work", mark("No worker is there; long work would wait."), start)
    elif oldest and clock.now() - oldest > _LONG:
        minutes = int((clock.now() - oldest).total_seconds() // 60)
        remedy = mark("Look at what the workers do; start another where it is too much.")
        yield look("work", mark("Long work waits; minutes until now: {minutes}."), remedy, minutes=minutes)
    else:
        sentence = mark("Workers that are there: {workers}. Pieces of work that wait: {count}.")
        yield fine("work", sentence, workers=workers, count=count)
    if failed:
        remedy = mark("Look at each on the operator's page, and begin it again where the cause is gone.")
        yield look(
            "work", mark("Pieces of long work that failed in the last seven days: {count}."), remedy, count=failed
        )


def batches() -> Iterator[Finding]:
    """Files of names are forgotten when their day is past."""
    past = clock.today(settings().time_zone) - _DAY
    late = Batch.objects.filter(forgotten_at=None, ended_at__isnull=False, keep_until__lt=past).count()
    if late:
        remedy = mark("A worker forgets them while nothing waits: look whether one is there.")
        yield wrong(
            "batches", mark("{count} files of names are past the day until which they are kept."), remedy, count=late
        )
    else:
        yield fine("batches", mark("No file of names is past the day until which it is kept."))


def backups() -> Iterator[Finding]:
    """When the last backup was made here, and whether it lies where it was put."""
    last = Backup.objects.order_by("-made_at").first()
    make = mark("Make one now: acordo backup")
    if last is None:
        yield look("backups", mark("No backup was made yet."), make)
        return
    age = clock.now() - last.made_at
    said: dict[str, str | float] = {"path": last.path, "hours": int(age.total_seconds() // 3600)}
    file = Path(last.path)
    if age > _BACKUP_AT_LEAST:
        yield wrong("backups", mark("The last backup is old; hours since then: {hours}."), make, **said)
    elif file.is_file() and file.stat().st_size != last.size:
        yield wrong("backups", mark("The last backup, {path}, was changed since it was made."), make, **said)
    elif age > _BACKUP_EVERY:
        yield look("backups", mark("The last backup is old; hours since then: {hours}."), make, **said)
    elif not file.is_file():
        remedy = mark("If it was carried to a safe place, all is well; if not, make another.")
        yield look("backups", mark("The last backup is no longer at {path}."), remedy, **said)
    else:
        yield fine("backups", mark("The last backup was read back whole; hours since then: {hours}."), **said)
