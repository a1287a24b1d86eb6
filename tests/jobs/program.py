"""The programs that the tests of long work start and kill: in the home that the environment names.

``prepare``: list three invented persons. ``submit FILE…``: send a copy of each file; prints the batches' numbers.
``put KIND``: put a job of a kind that is for tests alone; prints its number. ``work``: the real worker, with short
leases and small chunks, which ``--die=MOMENT`` kills with SIGKILL at a moment that no signal from outside would meet.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import OperationalError

from acordo.cli.registering import actor
from acordo.config import settings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from acordo.facts import Json
    from acordo.jobs.handlers import Running

CHUNK = 200
LEASE = timedelta(seconds=1.2)
KINDS = ("count", "sleeper", "poison", "flaky", "unfit", "broken", "silent")
BEAT = threading.Lock()
"""Held while a heartbeat is written, so that no worker falls asleep with the database in its hand."""


def main(words: list[str]) -> None:
    acting = actor("inquiry")
    verb, *rest = words
    if verb == "prepare":
        prepare()
    elif verb == "submit":
        from acordo.screening import submitting
        from acordo.screening.words import Order

        settings().incoming_folder.mkdir(exist_ok=True)
        for given in rest:
            path = settings().incoming_folder / "upload"
            shutil.copyfile(given, path)
            say(submitting.submit(acting, Order(path, "list.csv", "csv")).id)
    elif verb == "put":
        from acordo.jobs import queue
        from acordo.screening.models import Batch  # noqa: F401 (the rooms are loaded)

        for kind in rest:
            say(queue.put(kind, {}, owner=acting.officer, purpose="inquiry", language="en"))
    else:
        work(rest)


def say(value: object) -> None:
    sys.stdout.write(f"{value}\n")
    sys.stdout.flush()


def prepare() -> None:
    from acordo.facts import Property
    from acordo.markings import CLEAR
    from acordo.register import acts as register
    from acordo.register.acts import SourceTerms
    from tests import cast

    names = ["Zubeir Makonga Tarimo", "Filomena Chitsonga Duarte", "Edson Vilanculos Nhaca"]
    facts: dict[str, list[tuple[Property, Json]]] = {
        f"R{i}": [(Property.KIND, "person"), (Property.PRIMARY_NAME, cast.name(name))] for i, name in enumerate(names)
    }
    terms = SourceTerms(cast.LISTING, "listing", "A list", "A publisher", "public", CLEAR)
    edition = cast.edition(facts, marking=CLEAR)
    register.update(actor(), terms, edition.document.digest, lambda: edition)


def work(words: list[str]) -> None:
    from acordo.jobs import queue, worker
    from acordo.screening import batch

    queue.LEASE, queue.PAUSE, worker.HEARD_EVERY, worker.LOOK_EVERY = LEASE, timedelta(seconds=0.1), 0.3, 0.1
    batch.CHUNK = CHUNK
    place: Any = queue.Lease
    place.renew, queue.hear = with_beat(queue.Lease.renew), with_beat(queue.hear)
    declare()
    for word in words:
        name, _, moment = word.partition("=")
        if name == "--die":
            queue.LEASE = timedelta(hours=1)  # so that the next one begins the next job
            die_at(moment)
        elif name == "--deaf":
            place = queue
            place.hear = deaf_once(queue.hear)
        elif name == "--slow":
            slow_down(float(moment))
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    say("works")
    worker.work(stop, f"worker {os.getpid()}", once="--once" in words)
    say("ended")


def declare() -> None:
    from acordo.jobs import handlers

    for kind, run in zip(KINDS, (count, sleeper, poison, flaky, unfit, broken, silent), strict=True):
        handlers.declare(kind, handlers.Handler(run, dropped))


def deaf_once(hear: Callable[[str], None]) -> Callable[[str], None]:
    """The first heartbeat finds a database that does not answer."""
    beats: list[str] = []

    def heard(name: str) -> None:
        if threading.current_thread().name == "heartbeat":
            beats.append(name)
            if len(beats) == 1:
                raise OperationalError("database is locked")
        hear(name)

    return heard


def note(running: Running, what: object) -> None:
    """What a job did, in the order in which it was done, whoever did it."""
    with (settings().home / f"done-{running.job.id}").open("a", encoding="utf-8") as file:
        file.write(f"{os.getpid()} {what}\n")


def dropped(job: Any) -> None:
    (settings().home / f"dropped-{job.id}").touch()


def count(running: Running) -> Mapping[str, Any]:
    """Ten steps, each once: one that was told is not done again. Halfway it waits while the home has a ``gate``."""
    for step in range(running.job.done, 10):
        while step == 5 and (settings().home / "gate").exists():
            running.tell(step, 10)
            time.sleep(0.05)
        note(running, step)
        running.tell(step + 1, 10)
    return {"steps": 10}


def silent(running: Running) -> Mapping[str, Any]:
    """Says nothing for longer than a lease: the heartbeat alone holds it."""
    note(running, "begun")
    time.sleep(2 * LEASE.total_seconds())
    running.tell(10, 10)
    return {}


def sleeper(running: Running) -> Mapping[str, Any]:
    """The first worker that comes here falls asleep until it is woken; the next does it in one go."""
    note(running, "begun")
    if running.job.strikes == 1:
        with BEAT:
            os.kill(os.getpid(), signal.SIGSTOP)
    running.tell(10, 10)
    note(running, "done")
    return {}


def with_beat(write: Callable[..., None]) -> Callable[..., None]:
    def written(*given: Any) -> None:
        with BEAT:
            write(*given)

    return written


def poison(running: Running) -> Mapping[str, Any]:
    note(running, "begun")
    die()
    return {}


def flaky(running: Running) -> Mapping[str, Any]:
    from acordo.jobs.words import Broken

    note(running, time.time())
    if running.job.strikes < 3:
        raise Broken(fault="weather")
    return {}


def unfit(running: Running) -> Mapping[str, Any]:
    from acordo.screening.failures import NoSuchFile

    note(running, "begun")
    raise NoSuchFile(path="list.csv")


def broken(running: Running) -> Mapping[str, Any]:
    note(running, "begun")
    raise ZeroDivisionError


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def die_at(moment: str) -> None:
    """Arrange to be killed at a moment of a batch's end."""
    from acordo.jobs import queue
    from acordo.screening import batch, outputs, working

    before: dict[str, tuple[Any, str]] = {
        "before-note": (batch, "_note"),
        "before-end": (working, "_end"),
        "before-names": (outputs, "_take_names"),
        "before-done": (queue.Lease, "end"),
    }
    if moment in before:
        place, name = before[moment]
        setattr(place, name, _dying)
    elif moment == "between-names":
        _die_on_second_rename()
    elif moment == "in-chunk-3":
        _die_in_chunk(3)


def slow_down(seconds: float) -> None:
    """Let each chunk take so long, that what comes from outside comes in the middle."""
    from acordo.screening import batch

    place: Any = batch._Run
    screened: Callable[..., Any] = place._screened

    def slowly(*given: Any) -> Any:
        time.sleep(seconds)
        return screened(*given)

    place._screened = slowly


def _dying(*_: object, **__: object) -> None:
    die()


def _die_on_second_rename() -> None:
    """The rejected rows have their name, the hits have not."""
    rename, seen = Path.replace, []

    def replace(path: Path, target: Path) -> Path:
        if path.name.endswith(".unfinished.jsonl"):
            die()
        seen.append(path)
        return rename(path, target)

    Path.replace = replace  # type: ignore[method-assign,assignment]


def _die_in_chunk(number: int) -> None:
    """The chunk is written, and nothing notes it yet."""
    from acordo.screening import batch

    place: Any = batch._Run
    screened: Callable[..., Any] = place._screened
    calls: list[int] = []

    def dying(*given: Any) -> Any:
        done = screened(*given)
        calls.append(1)
        if len(calls) == number:
            die()
        return done

    place._screened = dying


if __name__ == "__main__":
    main(sys.argv[1:])
