"""How often a publisher is asked for a list, where an officer has switched that on."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum


class Schedule(StrEnum):
    """The closed choice that a ``source.toml`` states; ``never`` for what no publisher serves."""

    HOURLY = "hourly"
    DAILY = "daily"
    WEEKLY = "weekly"
    NEVER = "never"

    @property
    def period(self) -> timedelta | None:
        """The longest time between two looks; None where there are none."""
        return _PERIODS[self]


_PERIODS = {
    Schedule.HOURLY: timedelta(hours=1),
    Schedule.DAILY: timedelta(days=1),
    Schedule.WEEKLY: timedelta(days=7),
    Schedule.NEVER: None,
}
