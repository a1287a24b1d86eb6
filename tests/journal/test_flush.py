"""Acts that end at the same time share a flush, and none is answered before one that began after its commit."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from threading import Event
from typing import TYPE_CHECKING

import pytest
from django.db import connection

from acordo.journal import acts, flush, tail
from acordo.journal.flush import NotOnDisk, Shared
from acordo.journal.guard import Gate, opened
from acordo.journal.words import Role
from tests import cast
from tests.homes import Home
from tests.postgresql import PostgresqlAbsent, running_postgresql

if TYPE_CHECKING:
    from pathlib import Path

THREADS, TIMES = 8, 25


def test_whoever_waits_goes_on_after_a_flush_that_began_after_he_came_and_flushes_are_shared() -> None:
    moments = count()
    spans: list[tuple[int, int]] = []

    def flush() -> None:
        begun = next(moments)
        time.sleep(0.002)
        spans.append((begun, next(moments)))

    shared = Shared(flush)

    def acts(_: int) -> list[tuple[int, int]]:
        own = []
        for _ in range(TIMES):
            came = next(moments)
            shared.wait()
            own.append((came, next(moments)))
        return own

    with ThreadPoolExecutor(THREADS) as pool:
        waited = [span for own in pool.map(acts, range(THREADS)) for span in own]
    for came, went in waited:
        assert any(came < begun and ended < went for begun, ended in spans)
    assert len(waited) == THREADS * TIMES
    assert len(spans) < len(waited) / 2


def test_a_disk_that_refuses_is_told_to_whoever_asked_and_to_nobody_as_success() -> None:
    refusals = iter([OSError("no space"), None, None])

    def flush() -> None:
        refusal = next(refusals)
        if refusal:
            raise refusal

    shared = Shared(flush)
    with pytest.raises(OSError, match="no space"):
        shared.wait()
    shared.wait()
    shared.wait()
    assert next(refusals, "used up") == "used up"


@pytest.mark.parametrize(("end", "flushes"), [(OSError("no space"), 2), (KeyboardInterrupt(), 3)])
def test_a_flush_that_did_not_end_well_counts_for_nobody_who_waits_beside(end: BaseException, flushes: int) -> None:
    begun, go_on = Event(), Event()
    flushed: list[int] = []

    def flush() -> None:
        begun.set()
        go_on.wait()
        flushed.append(len(flushed))
        if len(flushed) == 2:
            raise end

    shared = Shared(flush)
    with ThreadPoolExecutor(3) as pool:
        first = pool.submit(shared.wait)
        begun.wait()
        others = [pool.submit(shared.wait) for _ in range(2)]
        time.sleep(0.05)  # they wait for the second
        go_on.set()
        raised = [waiting.exception() for waiting in (first, *others)]
    assert raised[0] is None
    assert end in raised
    assert len(flushed) == flushes  # the system tells of a lost write once: to try again would be answered with success
    assert (None in raised[1:]) is (flushes == 3)


def _appoint(username: str) -> None:
    acts.appoint(cast.actor(), acts.Appointment("Ana Invented", username, Role.ANALYST), None)


@pytest.mark.django_db
def test_an_act_whose_flush_failed_says_that_it_was_done_and_may_not_last(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setitem(flush._flushes, str(connection.settings_dict["NAME"]), Shared(refuse))
    before = tail.head()
    with pytest.raises(NotOnDisk, match=r"It was done, but .*: Input/output error"):
        _appoint("ana")
    assert tail.head() == before + 1


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no server that goes away")
def test_a_flushing_connection_that_the_server_ended_is_made_anew() -> None:
    _appoint("ana")
    server = flush._flushes[str(connection.settings_dict["NAME"])].work
    assert isinstance(server, flush._Server)
    with opened(Gate.MIGRATING), connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [server._connection.info.backend_pid])
    _appoint("eva")
    assert not server._connection.closed


def test_an_act_is_not_answered_where_its_server_died_before_the_flush_though_it_came_back(tmp_path: Path) -> None:
    try:
        with running_postgresql(durable=True) as url:
            kept = {name: value for name, value in os.environ.items() if not name.startswith(("ACORDO_", "DJANGO_"))}
            home = {"ACORDO_HOME": str(tmp_path / "var"), "ACORDO_LANGUAGE": "en", "ACORDO_DATABASE_URL": url}
            made = Home(tmp_path / "var", kept | home)
            made.acordo("init", "--service", "alder")
            done = subprocess.run(
                [sys.executable, "-m", "tests.journal.crashing"],
                env=made.environment,
                capture_output=True,
                text=True,
                check=False,
            )
            assert (done.returncode, done.stdout) == (0, "journal.not_on_disk\n"), done.stderr
            assert "holds" in made.acordo("journal", "verify")
    except PostgresqlAbsent as absent:
        pytest.skip(str(absent))
