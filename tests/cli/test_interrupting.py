from __future__ import annotations

import os
import signal
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from acordo.cli import interrupting, speaking

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    before = signal.getsignal(signal.SIGINT)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)
    interrupting._asked.clear()


def test_an_interruption_that_nobody_handed_on_is_raised_at_the_next_step() -> None:
    interrupting.note_interruptions()
    with speaking.progress("Reading") as (step,):
        step(1, 2)
        with suppress(KeyboardInterrupt):  # as a callback of the database swallows it
            os.kill(os.getpid(), signal.SIGINT)
        assert interrupting.interrupted()
        with pytest.raises(KeyboardInterrupt):
            step(2, 2)


def test_an_interruption_that_was_ignored_before_us_stays_ignored() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    interrupting.note_interruptions()
    os.kill(os.getpid(), signal.SIGINT)
    assert not interrupting.interrupted()
