"""``acordo work``: do what waits, beside the desk or apart from it; and the worker that the desk starts for itself."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from acordo import clock
from acordo.cli.speaking import tell
from acordo.wording import mark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_NICE = 10
"""How far the worker stands back behind the pages (``nice``)."""

_ORDER_EVERY = 600.0
"""Seconds between two rounds of putting in order."""

_DUE_EVERY = 30.0
"""Seconds between two looks at which lists are due."""

_CLOSE_WITHIN = 5.0
"""Seconds that a process of the server has to answer what it was asked, once the server is gone."""

_STOP_WITHIN = 20.0
"""Seconds that a worker has to end its chunk before it is killed; nothing is lost by that."""


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(work)


def work(
    *,
    name: Annotated[str, typer.Option(help="What this worker is called; the machine and a number by default.")] = "",
    once: Annotated[bool, typer.Option("--once", help="Do what is due now, and end.")] = False,
    beside: Annotated[int, typer.Option(help="End when the process with this number is gone.", hidden=True)] = 0,
) -> None:
    """Do the long work that waits: batches sent to the desk. Ctrl-C or SIGTERM ends it; nothing is lost."""
    from acordo.cli.registering import open_register
    from acordo.cli.screening import tell_compiling

    _stand_back()
    open_register()
    from acordo.jobs import worker

    tell_compiling()
    with _asked_to_stop(beside) as stop:
        worker.work(stop, name or _own_name(), once=once, before=_what_is_due(), between=_now_and_then())


@contextmanager
def worker_beside() -> Iterator[None]:
    """Have a worker run beside this process inside the block: begun again where it dies, ended with it."""
    over = threading.Event()
    keeper = threading.Thread(target=_keep, args=(over,), name="worker's keeper", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        over.set()
        keeper.join(_STOP_WITHIN + 5)


def _keep(over: threading.Event) -> None:
    """Start a worker, and another whenever it ends, each a little later than the one before."""
    pause = 1.0
    while not over.is_set():
        started = clock.stopwatch()
        # Ctrl-C is for the process that this one stands beside, which ends it: else it would be begun again meanwhile
        with subprocess.Popen(_command(), start_new_session=True) as process:  # noqa: S603 (our own program)
            while process.poll() is None and not over.wait(0.5):
                pass
            if over.is_set():
                _end(process)
                return
        pause = 1.0 if clock.stopwatch() - started > 60 else min(pause * 2, 60.0)
        tell(mark("The worker ended; another is started."))
        over.wait(pause)


def _command() -> list[str]:
    return [sys.executable, "-m", "acordo.cli", "work", "--beside", str(os.getpid())]


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(_STOP_WITHIN)
    except subprocess.TimeoutExpired:
        process.kill()


def _stand_back() -> None:
    """Let the pages go first, where the system knows how."""
    if hasattr(os, "nice"):
        os.nice(_NICE)


def _own_name() -> str:
    return f"{socket.gethostname()[:60]}-{os.getpid()}-{secrets.token_hex(2)}"


@contextmanager
def _asked_to_stop(beside: int) -> Iterator[threading.Event]:
    """An event that is set by SIGTERM and Ctrl-C, and when the process that this one stands beside is gone."""
    stop, over = threading.Event(), threading.Event()
    for one in (signal.SIGTERM, signal.SIGINT):
        signal.signal(one, lambda *_: stop.set())
    if beside:
        threading.Thread(target=_watch, args=(beside, stop, over), name="parent's watch", daemon=True).start()
    try:
        yield stop
    finally:
        over.set()


def end_with(parent: int) -> None:
    """Let this process end when its parent is gone, as soon as it can, and at once if it cannot."""

    def watch() -> None:
        _wait_for_end_of(parent, threading.Event())
        os.kill(os.getpid(), signal.SIGTERM)
        over.wait(_CLOSE_WITHIN)
        os._exit(1)

    over = threading.Event()
    threading.Thread(target=watch, name="parent's watch", daemon=True).start()


def _watch(parent: int, stop: threading.Event, over: threading.Event) -> None:
    if _wait_for_end_of(parent, over):
        stop.set()


def _wait_for_end_of(parent: int, over: threading.Event) -> bool:
    """Wait until this process has another parent, as one has whose parent is gone; False if it is ``over`` before."""
    while not over.wait(1.0):
        if os.getppid() != parent:
            return True
    return False


def _what_is_due() -> Callable[[], None]:
    """Lists that are due are asked for, at the start and now and then, however much else waits."""
    from acordo.register import schedule

    return _every(_DUE_EVERY, schedule.put_due)


def _now_and_then() -> Callable[[], None]:
    """What is done while nothing waits, at the start and now and then: what is past its day is put away."""
    from acordo import lists
    from acordo.config import settings
    from acordo.screening.working import put_in_order

    def order() -> None:
        lists.tidy_parts(settings().quarantine_folder)
        put_in_order()

    return _every(_ORDER_EVERY, order)


def _every(seconds: float, do: Callable[[], object]) -> Callable[[], None]:
    """Do it when first asked, and when asked so many seconds after that."""
    last: list[float] = []

    def asked() -> None:
        now = clock.stopwatch()
        if not last or now - last[0] > seconds:
            last[:] = [now]
            do()

    return asked
