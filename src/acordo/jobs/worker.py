"""The worker: takes a job, renews its lease while it works, and writes how it ended.

What a person can mend (a file that cannot be read, a right that is missing) ends the job at once; what may pass by
itself (a service that does not answer, a fault) is tried again after a pause, three times at most, unless the job
comes again in its own time.
"""

from __future__ import annotations

import logging
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import close_old_connections, connections

from acordo import clock
from acordo.errors import AcordoError, Unavailable
from acordo.jobs import handlers, queue
from acordo.jobs.words import ENDED, Broken, Cancelled, Failure, LeaseLost, State, Stopping

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from threading import Event

    from acordo.jobs.handlers import Handler
    from acordo.jobs.queue import Lease
    from acordo.jobs.words import Job

_log = logging.getLogger("acordo.jobs")
LOOK_EVERY = 1.0
"""Seconds between two looks into an empty queue."""

HEARD_EVERY = 10.0
"""Seconds between two heartbeats, well within a lease."""


@dataclass(slots=True)
class Work:
    """One job in hand; what the heartbeat learns (lost, cancelled) is raised at the handler's next ``tell``."""

    lease: Lease
    stop: Event
    learnt: list[AcordoError] = field(default_factory=list)

    @property
    def job(self) -> Job:
        """What is to be done."""
        return self.lease.job

    def tell(self, done: int, total: int | None = None) -> None:
        """Say how far it is.

        Raises:
            Cancelled, LeaseLost, Stopping: the work must end now.
        """
        if self.learnt:
            raise self.learnt[0]
        self.lease.tell(done, total)
        if self.stop.is_set():
            raise Stopping


def work(
    stop: Event,
    name: str,
    *,
    once: bool = False,
    before: Callable[[], None] = lambda: None,
    between: Callable[[], None] = lambda: None,
) -> None:
    """Do jobs until ``stop`` is set; with ``once``, until none is due.

    ``before`` is called each time before a job is looked for, so that it may put some there; ``between`` while nothing
    is due. Both decide for themselves how often they do anything.
    """
    heard = 0.0
    while not stop.is_set():
        _put_in_order(before)
        if clock.stopwatch() - heard > HEARD_EVERY or not heard:
            queue.hear(name)
            heard = clock.stopwatch()
        lease = queue.claim(name, handlers.kinds())
        if lease is not None:
            _do(Work(lease, stop), name)
        elif once:
            break
        else:
            _put_in_order(between)
            close_old_connections()
            stop.wait(LOOK_EVERY)
    queue.leave(name)


def _put_in_order(order: Callable[[], None]) -> None:
    try:
        order()
    except Exception:  # noqa: BLE001 (a file that cannot be put away must not end the work of others)
        _log.exception("not put in order")


def _do(work: Work, name: str) -> None:
    handler, job = handlers.handler(work.job.kind), work.job
    if job.state in ENDED:
        _drop(handler, job)
        return
    _log.info("job begun", extra={"job": str(job.id), "kind": job.kind, "strikes": job.strikes})
    try:
        with _heartbeat(work, name):
            result = handler.run(work)
        state = State.DONE if work.lease.end(State.DONE, result=result) else None
    except LeaseLost:
        state = None
    except Stopping:
        work.lease.give_back()
        state = None
    except Cancelled:
        state = _ended(work, State.CANCELLED, None)
    except Unavailable as error:
        state = _tried(work, handler, Failure.of(error))
    except AcordoError as error:
        state = _ended(work, State.FAILED, Failure.of(error))
    except Exception as error:  # noqa: BLE001 (whatever a handler does, its job is told and the worker goes on)
        _log.exception("job broke", extra={"job": str(job.id), "kind": job.kind})
        state = _tried(work, handler, Failure.of(Broken(fault=type(error).__name__)))
    if state in {State.CANCELLED, State.FAILED}:
        _drop(handler, job)
    _log.info("job left", extra={"job": str(job.id), "kind": job.kind, "state": state or "given back"})


def _drop(handler: Handler, job: Job) -> None:
    try:
        handler.dropped(job)
    except Exception:  # noqa: BLE001 (the job has ended; what was not put away now is put away by the room's upkeep)
        _log.exception("job not put away", extra={"job": str(job.id), "kind": job.kind})


def _ended(work: Work, state: State, failure: Failure | None) -> State | None:
    return state if work.lease.end(state, failure=failure) else None


def _tried(work: Work, handler: Handler, failure: Failure) -> State | None:
    """Let it be tried again after a pause, or fail for good."""
    strikes = queue.job(work.job.id).strikes
    if strikes >= queue.MOST_STRIKES or handler.comes_again(work.job):
        return _ended(work, State.FAILED, failure)
    work.lease.give_back(after=queue.pause_after(strikes), failure=failure)
    return None


@contextmanager
def _heartbeat(work: Work, name: str) -> Iterator[None]:
    """Renew the lease from a thread of its own while the handler is busy."""
    over = threading.Event()
    thread = threading.Thread(target=_beat, args=(work, name, over), name="heartbeat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _beat(work: Work, name: str, over: Event) -> None:
    while not over.wait(HEARD_EVERY):
        try:
            queue.hear(name)
            work.lease.renew()
        except LeaseLost as error:
            work.learnt.append(error)
            break
        except Cancelled as error:  # the lease is held on until the handler has heard of it
            work.learnt.append(error)
        except Exception:  # noqa: BLE001 (a database that does not answer now; the next beat asks it anew)
            _log.exception("heartbeat missed", extra={"job": str(work.job.id)})
            connections.close_all()
    connections.close_all()
