"""An interruption (Ctrl-C) is not lost where Python cannot raise it.

Python tells an interruption by an exception wherever it stands. Inside a callback of the database, or while an object
is taken away, nobody hands that exception on: the work goes on, or fails for a reason of another kind. So it is noted
as well, and asked for at each step of long work and where a command fails.
"""

from __future__ import annotations

import signal
from threading import Event
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import FrameType

_asked = Event()


def note_interruptions() -> None:
    """Note an interruption from now on; one that whoever started us had us ignore stays ignored."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _note)


def interrupted() -> bool:
    """An interruption came."""
    return _asked.is_set()


def stop_if_interrupted() -> None:
    """Raise what was lost.

    Raises:
        KeyboardInterrupt: an interruption came.
    """
    if _asked.is_set():
        raise KeyboardInterrupt


def _note(_signal: int, _frame: FrameType | None) -> None:
    _asked.set()
    raise KeyboardInterrupt
