"""The one clock, and the ids that carry its time.

* Time is UTC with microseconds; deadlines and "today" are asked in the service's own time zone.
* Nothing else in acordo asks the machine for the time, so that tests can move it.
"""

from __future__ import annotations

import secrets
import time
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo

_held: ContextVar[datetime | None] = ContextVar("held", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _held.get() or datetime.now(UTC)


def today(zone: ZoneInfo) -> date:
    """The day it is in a time zone; a day ends at local midnight."""
    return now().astimezone(zone).date()


def stopwatch() -> float:
    """Seconds from a fixed start, for durations only; it never goes back."""
    return time.perf_counter()


@contextmanager
def held_at(moment: datetime) -> Iterator[None]:
    """Hold the clock at ``moment`` inside the block; for tests and for reading the past."""
    token = _held.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _held.reset(token)


def new_id() -> UUID:
    """A fresh UUID of version 7: 48 bits of milliseconds, then 74 random bits (RFC 9562, 5.7)."""
    milliseconds = (now() - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)
    value = (milliseconds & (1 << 48) - 1) << 80 | 0x7 << 76 | secrets.randbits(12) << 64
    return UUID(int=value | 0b10 << 62 | secrets.randbits(62))
