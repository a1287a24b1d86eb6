"""When a source is looked at next, and how the looks went: noted by whoever looks, whether by hand or by itself.

* After a success the next look is due before the period of the list has passed, so that it never looks older than one.
* After a failure the pause doubles, from ten minutes up to the period, and is drawn anew each time from the whole of
  that (full jitter): many desks that failed together do not come back together.
* A server that asks for patience is given it, up to the period.
* All of it is counted on ``acordo.clock``; a moment further away than a period was noted by a clock that has been put
  right since, and is due now.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import asdict
from datetime import timedelta
from random import SystemRandom
from typing import TYPE_CHECKING

from django.db.models import F

from acordo import clock, lists
from acordo.errors import AcordoError
from acordo.jobs.words import Broken, Cancelled, Failure, LeaseLost, Stopping
from acordo.journal.permits import NotPermitted
from acordo.lists import NotServed
from acordo.register.models import Source, Watch
from acordo.register.store import Overtaken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from acordo.facts import SourceName
    from acordo.lists import Publisher

    Chance = Callable[[], float]
    """A number from 0 up to, not including, 1, each as likely as any other."""

FIRST_PAUSE = timedelta(minutes=10)
LEAST_PAUSE = timedelta(minutes=1)
_DOUBLINGS = 20
_EARLIEST, _LATEST = 0.8, 0.95
"""In which part of its period a list is looked at again."""

_NO_FAILURES = (Cancelled, LeaseLost, Stopping, Overtaken, NotPermitted)
"""What ends a look and says nothing of the publisher: somebody ended it, was first, or may not."""

chance: Chance = SystemRandom().random


def served(reader: str) -> Publisher | None:
    """The list that a source is read by, where its publisher serves it and it is looked at in a period."""
    for one in lists.known():
        if one.name == reader and one.address and one.schedule.period:
            return one
    return None


def after_success(period: timedelta, drawn: float) -> timedelta:
    """How long until the next look; ``drawn`` by chance."""
    return period * (_EARLIEST + (_LATEST - _EARLIEST) * drawn)


def after_failures(failures: int, period: timedelta, drawn: float, *, wait: float = 0) -> timedelta:
    """How long until the next try after so many failures in a row; ``drawn`` by chance.

    ``wait`` is what the server asked for, in seconds.
    """
    ceiling = min(FIRST_PAUSE * int(2 ** min(failures - 1, _DOUBLINGS)), period)
    pause = LEAST_PAUSE + (ceiling - LEAST_PAUSE) * drawn
    return min(max(pause, timedelta(seconds=wait)), period)


def is_due(due_at: datetime | None, period: timedelta) -> bool:
    """It should be looked at now."""
    return due_at is None or not clock.now() < due_at <= clock.now() + period


def watch_of(source: Source) -> Watch:
    """The row of a source; it is there from the first time that it is asked for."""
    row, _ = Watch.objects.get_or_create(source=source)
    return row


@contextmanager
def noted(publisher: Publisher, name: SourceName) -> Iterator[None]:
    """Note how the look inside the block went, of a source that is loaded."""
    began = clock.now()
    try:
        yield
    except _NO_FAILURES:
        raise
    except AcordoError as error:
        wait = error.arguments.get("wait", 0) if isinstance(error, NotServed) else 0
        _failed(publisher, name, _told(publisher, error), began, float(wait))
        raise
    except Exception as error:
        _failed(publisher, name, Failure.of(Broken(fault=type(error).__name__)), began)
        raise
    source = _loaded(name)
    if source:
        period = publisher.schedule.period
        due = clock.now() + after_success(period, chance()) if period else None
        watch_of(source)
        Watch.objects.filter(source=source).update(
            due_at=due, tried_at=began, succeeded_at=clock.now(), failures=0, failure=None
        )


def _failed(publisher: Publisher, name: SourceName, failure: Failure, began: datetime, wait: float = 0) -> None:
    source = _loaded(name)
    if source is None:
        return
    row, period = watch_of(source), publisher.schedule.period
    due = clock.now() + after_failures(row.failures + 1, period, chance(), wait=wait) if period else None
    Watch.objects.filter(source=source).update(
        due_at=due, tried_at=began, failures=F("failures") + 1, failure=asdict(failure)
    )


def _told(publisher: Publisher, error: AcordoError) -> Failure:
    """The failure as it is kept; where the document lay on this machine tells nothing to a reader."""
    told = Failure.of(error)
    if "path" not in told.arguments:
        return told
    return Failure(told.code, told.sentence, {**told.arguments, "path": publisher.address})


def _loaded(name: SourceName) -> Source | None:
    return Source.objects.filter(name=name, edition__gt=0).first()
