"""What the desk counts, for Prometheus.

* Requests are counted by each process of the desk in a file of its own under the home, and added up when they are
  asked for; ``begin`` empties the folder when the desk is started, as Prometheus expects of a counter.
* Everything else is read from the database at that moment, so that it is the same whichever process answers, and
  includes what workers and commands did.
* Labels are routes by name, methods, states and names of lists: no address, no officer, nothing that was asked.
"""

from __future__ import annotations

import os
import platform
import shutil
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Count, Sum

from acordo import clock
from acordo.config import settings
from acordo.jobs import queue
from acordo.jobs.models import Job
from acordo.journal import tail
from acordo.journal.models import FailedSignIn
from acordo.journal.signing_in import WINDOW
from acordo.register import index, schedule
from acordo.register.sources import sources
from acordo.screening.models import Screening
from acordo.upkeep.models import Backup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prometheus_client import Counter, Histogram
    from prometheus_client.core import Metric

    from acordo.journal.words import Actor

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2.5, 5, 10, 30)
_BATCHES = "screening."
_ROOM = 4 << 20
"""Bytes for what a process counts: a thousand routes and methods, each with its durations."""


def begin() -> None:
    """Empty what earlier processes counted; called before the desk's processes are started."""
    shutil.rmtree(settings().metrics_folder, ignore_errors=True)


@cache
def _has_room(process: int) -> bool:
    """The files in which a process counts lie on the disk as a whole; where the disk refuses, it does not count.

    The library maps them into memory: a page of such a file for which a full disk has no room ends the process.
    """
    files = [settings().metrics_folder / f"{kind}_{process}.db" for kind in ("counter", "histogram")]
    try:
        settings().metrics_folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for path in files:
            with suppress(FileExistsError), path.open("xb") as file:
                file.write(bytes(_ROOM))
    except OSError:
        for path in files:
            path.unlink(missing_ok=True)
        return False
    return True


@cache
def _counted() -> tuple[Counter, Histogram]:
    folder = settings().metrics_folder
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)  # read once, when the library is loaded
    from prometheus_client import CollectorRegistry, Counter, Histogram

    own = CollectorRegistry()
    requests = Counter("acordo_requests", "Requests answered.", ["route", "method", "status"], registry=own)
    seconds = Histogram(
        "acordo_request_seconds", "Seconds to answer.", ["route", "method"], buckets=_SECONDS, registry=own
    )
    return requests, seconds


def count(route: str, method: str, status: int, seconds: float) -> None:
    """Count a request that was answered; ``route`` is the name of a view, never an address."""
    if not _has_room(os.getpid()):
        return
    requests, durations = _counted()
    said = method_told(method)
    requests.labels(route, said, str(status)).inc()
    durations.labels(route, said).observe(seconds)


def method_told(method: str) -> str:
    """The method of a request; whatever else a sender wrote there is not repeated."""
    return method if method in _METHODS else "other"


def told(actor: Actor) -> bytes:
    """Everything that is counted, as Prometheus reads it; of lists, those of which this officer may see something."""
    _counted()
    from prometheus_client import CollectorRegistry, generate_latest
    from prometheus_client.multiprocess import MultiProcessCollector

    registry = CollectorRegistry()
    MultiProcessCollector(registry, path=str(settings().metrics_folder))  # type: ignore[no-untyped-call]
    registry.register(_Held(actor))
    return generate_latest(registry)


class _Held:
    """What the database and the home say at the moment of asking."""

    def __init__(self, actor: Actor) -> None:
        self._actor = actor

    def collect(self) -> Iterator[Metric]:
        """Each measure."""
        yield from _build()
        yield from _work()
        yield from _lists(self._actor)
        yield from _state()


def _build() -> Iterator[Metric]:
    from prometheus_client.core import InfoMetricFamily

    said = {"version": version("acordo"), "python": platform.python_version(), "database": connection.vendor}
    yield InfoMetricFamily("acordo_build", "What runs here.", said)


def _work() -> Iterator[Metric]:
    from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily

    yield CounterMetricFamily("acordo_screenings", "Names screened one by one.", Screening.objects.count())
    rows = Job.objects.filter(kind__startswith=_BATCHES).aggregate(rows=Sum("done"))["rows"] or 0
    yield GaugeMetricFamily("acordo_batch_rows", "Rows screened by the batches that are kept.", rows)
    jobs = GaugeMetricFamily("acordo_jobs", "Long work by kind and state.", labels=["kind", "state"])
    for kind, state, number in Job.objects.values_list("kind", "state").annotate(n=Count("pk")).order_by("kind"):
        jobs.add_metric([kind, state], number)
    yield jobs
    yield GaugeMetricFamily("acordo_workers", "Workers heard of lately.", len(queue.workers()))


def _lists(actor: Actor) -> Iterator[Metric]:
    from prometheus_client.core import GaugeMetricFamily

    ages = GaugeMetricFamily(
        "acordo_list_age_seconds", "Seconds since a list was last looked at with success.", labels=["source"]
    )
    for source in sources(actor):
        if source.checked_at:
            ages.add_metric([source.name], (clock.now() - source.checked_at).total_seconds())
    yield ages
    failures = GaugeMetricFamily("acordo_list_failures", "Looks at a list that failed, in a row.", labels=["source"])
    for watch in schedule.watches(actor).values():
        failures.add_metric([watch.source], watch.failures)
    yield failures
    yield GaugeMetricFamily("acordo_register_number", "The register's number.", index.state().register_number)
    for path in index.compiled_files()[:1]:
        age = clock.now().timestamp() - path.stat().st_mtime
        yield GaugeMetricFamily("acordo_index_age_seconds", "Seconds since the index was compiled.", age)


def _state() -> Iterator[Metric]:
    from prometheus_client.core import GaugeMetricFamily

    yield GaugeMetricFamily("acordo_journal_head", "The number of the journal's last line.", tail.head())
    failed = FailedSignIn.objects.filter(at__gt=clock.now() - WINDOW).count()
    yield GaugeMetricFamily("acordo_failed_sign_ins", "Failed sign-ins of the last fifteen minutes.", failed)
    last = Backup.objects.order_by("-made_at").first()
    if last:
        age = (clock.now() - last.made_at).total_seconds()
        yield GaugeMetricFamily("acordo_backup_age_seconds", "Seconds since the last backup made here.", age)
    free = shutil.disk_usage(settings().home).free
    yield GaugeMetricFamily("acordo_disk_free_bytes", "Bytes free where the home lies.", free)
