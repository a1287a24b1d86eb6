"""Each fault that is planted is found, with what to do; and nothing stops the looking."""

from __future__ import annotations

import json
import os
import shutil
import socket
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection

from acordo import clock
from acordo.config import settings as chosen
from acordo.jobs import queue
from acordo.jobs.models import Job, Worker
from acordo.jobs.words import State
from acordo.journal.gate import witness
from acordo.journal.guard import Gate, opened
from acordo.journal.models import ActLine
from acordo.register.models import Source
from acordo.upkeep import acts, database_checks, health, work_checks
from acordo.upkeep.findings import Health
from acordo.upkeep.models import Backup
from tests import cast
from tests.homes import SERVER, Home

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from acordo.upkeep.findings import Finding

same_on_any_database = pytest.mark.skipif(bool(SERVER), reason="the kind of database plays no part: tried on SQLite")


def _said(found: Iterable[Finding]) -> list[tuple[str, Health, str]]:
    return [(one.about, one.health, one.sentence.format(**one.arguments)) for one in found]


def _one(check: Callable[[], Iterable[Finding]]) -> tuple[Health, str]:
    ((_, state, sentence),) = _said(check())
    return state, sentence


def _doctor(home: Home, **changed: str) -> dict[str, Any]:
    done = Home(home.path, home.environment | changed).run("doctor", "--json")
    assert "Traceback" not in done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    ill = [one for one in found if one["health"] == "wrong"]
    assert done.returncode == (8 if ill else 0)
    assert all(one.get("remedy") for one in ill if one["about"] != "settings")
    return {one["about"]: one["sentence"] for one in ill}


@pytest.fixture(scope="module")
def ill(kept: Home, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A copy of a home to plant faults in."""
    path = tmp_path_factory.mktemp("ill") / "var"
    shutil.copytree(kept.path, path)
    return Home(path, kept.environment | {"ACORDO_HOME": str(path)})


@same_on_any_database
def test_faults_of_home_settings_and_port_are_found(ill: Home) -> None:
    assert _doctor(ill) == {}
    ill.path.chmod(0o755)
    (ill.path / "token").chmod(0o644)
    (ill.path / "secret").unlink()
    with socket.create_server(("127.0.0.1", 0)) as other:
        found = _doctor(ill, ACORDO_HOSTS="desk.example", ACORDO_PORT=str(other.getsockname()[1]))
    assert set(found) == {"home", "secrets", "doors", "port"}
    assert "0755" in found["home"]
    ill.path.chmod(0o700)
    (ill.path / "secret").write_text("x")
    (ill.path / "secret").chmod(0o600)
    (ill.path / "token").chmod(0o600)


@same_on_any_database
@pytest.mark.parametrize(
    ("changed", "about"),
    [
        ({"ACORDO_HOME": "/nowhere/at/all"}, {"home", "secrets", "database"}),
        ({"ACORDO_DATABASE_URL": "sqlite:////nowhere/x"}, {"database"}),
        ({"ACORDO_DATABASE_URL": "postgresql://nobody@127.0.0.1:9/x"}, {"database"}),
        ({"ACORDO_DATABASE_URL": "nonsense"}, {"settings"}),
        ({"ACORDO_TIME_ZONE": "Africa"}, {"settings"}),
    ],
)
def test_a_home_or_a_database_that_is_not_there_is_told(ill: Home, changed: dict[str, str], about: set[str]) -> None:
    assert set(_doctor(ill, **changed)) == about


@same_on_any_database
def test_a_file_that_is_no_database_is_told(ill: Home) -> None:
    database = ill.path / "acordo.sqlite3"
    whole = database.read_bytes()
    database.write_bytes(b"this is no database" * 100)
    assert set(_doctor(ill)) == {"database"}
    database.write_bytes(whole)


@pytest.mark.django_db
def test_a_journal_that_was_changed_or_is_not_guarded_is_told() -> None:
    for number in range(5):
        witness(cast.actor(), acts.RESTORE, {"turn": number})
    assert _one(database_checks.journal)[0] is Health.FINE
    assert _one(database_checks.guards)[0] in {Health.FINE, Health.LOOK}
    on = " ON journal_actline" if SERVER else ""
    with opened(Gate.MIGRATING), connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER journal_actline_no_update{on}")
        cursor.execute("UPDATE journal_actline SET chained = %s WHERE number = 3", [b"{}"])
    assert "journal_actline_no_update" in _one(database_checks.guards)[1]
    state, sentence = _one(database_checks.journal)
    assert (state, "line 3" in sentence) == (Health.WRONG, True)


@pytest.mark.django_db
def test_a_clock_behind_the_last_line_is_told() -> None:
    witness(cast.actor(), acts.RESTORE, {})
    assert _one(database_checks.time)[0] is Health.FINE
    with clock.held_at(clock.now() + timedelta(hours=1)):
        witness(cast.actor(), acts.RESTORE, {})
    state, sentence = _one(database_checks.time)
    assert (state, "behind" in sentence) == (Health.WRONG, True)


@pytest.mark.django_db
def test_the_age_of_each_list_is_told() -> None:
    from acordo.facts import Property
    from acordo.markings import CLEAR
    from acordo.register import acts as register

    assert _one(lambda: work_checks.lists(cast.actor())) == (Health.LOOK, "No list is loaded yet.")
    edition = cast.edition({"L-1": [(Property.PRIMARY_NAME, cast.name("Ana Exemplo"))]})
    terms = register.SourceTerms(cast.LISTING, "listing", "A list", "A publisher", "public", CLEAR, lambda _, __: None)
    register.update(cast.actor(), terms, edition.document.digest, lambda: edition)
    for days, expected in ((0, Health.FINE), (2, Health.LOOK), (9, Health.WRONG)):
        moment = clock.now() - timedelta(days=days)
        with opened(Gate.WRITING):
            Source.objects.update(checked_at=moment)
            _move_looks(moment)
        assert _one(lambda: work_checks.lists(cast.actor()))[0] is expected
    assert _one(work_checks.names)[0] is Health.LOOK


def _move_looks(moment: Any) -> None:
    from django.apps import apps

    for model in apps.get_app_config("register").get_models():
        for field in ("at", "checked_at", "looked_at"):
            if model is not Source and field in {one.name for one in model._meta.get_fields()}:
                model._default_manager.update(**{field: moment})


@pytest.mark.django_db
def test_work_that_waits_or_failed_is_told() -> None:
    assert _one(work_checks.work)[0] is Health.LOOK
    queue.hear("somebody")
    assert _one(work_checks.work)[0] is Health.FINE
    actor = cast.actor()
    id_ = queue.put("some.kind", {}, owner=actor.officer, purpose=actor.purpose, language="en")
    Job.objects.update(due_at=clock.now() - timedelta(hours=1))
    state, sentence = _one(work_checks.work)
    assert (state, sentence) == (Health.LOOK, "Long work waits; minutes until now: 60.")
    Worker.objects.all().delete()
    assert _one(work_checks.work)[0] is Health.WRONG
    Job.objects.filter(pk=id_).update(state=State.FAILED, ended_at=clock.now())
    assert [state for _, state, _ in _said(work_checks.work())] == [Health.LOOK, Health.LOOK]


@pytest.mark.django_db
def test_the_last_backup_is_told(tmp_path: Path) -> None:
    assert _one(work_checks.backups) == (Health.LOOK, "No backup was made yet.")
    path = tmp_path / "x.backup.zip"
    path.write_bytes(b"12345")
    with opened(Gate.WRITING):
        Backup.objects.create(made_at=clock.now(), path=str(path), size=5, digest="0" * 64, head=1)
    assert _one(work_checks.backups)[0] is Health.FINE
    path.write_bytes(b"123")
    assert _one(work_checks.backups)[0] is Health.WRONG
    path.unlink()
    assert _one(work_checks.backups)[0] is Health.LOOK
    with clock.held_at(clock.now() + timedelta(days=8)):
        assert _one(work_checks.backups)[0] is Health.WRONG


@pytest.mark.django_db
def test_a_check_that_breaks_is_a_finding() -> None:
    def breaks() -> Iterable[Finding]:
        raise ZeroDivisionError

    ((about, state, sentence),) = _said(health._done("clock", breaks))
    assert (about, state, "ZeroDivisionError" in sentence) == ("clock", Health.WRONG, True)
    found = health.examine(lambda: None)
    assert {one.about for one in found} >= {"home", "database", "doors", "port"}
    assert os.environ["ACORDO_HOME"] == str(chosen().home)
    assert ActLine.objects.count() == 0
