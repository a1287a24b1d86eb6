"""The table of long work by itself, under clocks that were wrong."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from acordo import clock
from acordo.jobs import queue

if TYPE_CHECKING:
    from uuid import UUID

pytestmark = pytest.mark.django_db
KIND = "a kind"
A_YEAR = timedelta(days=365)


def _put() -> UUID:
    return queue.put(KIND, {}, owner=uuid4(), purpose="inquiry", language="en")


def test_work_that_was_put_or_taken_while_the_clock_was_ahead_does_not_wait_for_that_day() -> None:
    with clock.held_at(clock.now() + A_YEAR):
        waiting, taken = _put(), _put()
        assert queue.claim("killed", [KIND])
    found = [queue.claim("a worker", [KIND]), queue.claim("a worker", [KIND])]
    assert {lease.job.id for lease in found if lease} == {waiting, taken}
    assert queue.claim("another", [KIND]) is None


def test_a_pause_before_the_next_try_is_kept() -> None:
    _put()
    lease = queue.claim("a worker", [KIND])
    assert lease
    pause = queue.pause_after(queue.MOST_STRIKES)
    assert lease.give_back(after=pause)
    assert queue.claim("a worker", [KIND]) is None
    with clock.held_at(clock.now() + pause):
        assert queue.claim("a worker", [KIND])
