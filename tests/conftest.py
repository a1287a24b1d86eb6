"""What every test stands on: a home of its own, a database of its own, the clock of the machine.

The settings are read once a process, so the home is chosen here, before Django is loaded.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import django
import pytest

from acordo.config import settings
from tests.homes import SERVER, Home, make_home_in

_HOME = tempfile.TemporaryDirectory(prefix="acordo-test-home-")
os.environ["ACORDO_HOME"] = _HOME.name
os.environ["ACORDO_SERVICE"] = "alder"
os.environ["ACORDO_LANGUAGE"] = "en"
os.environ["DJANGO_SETTINGS_MODULE"] = "acordo.desk.settings"
if SERVER:
    os.environ["ACORDO_DATABASE_URL"] = SERVER

settings.cache_clear()  # a worker of the test runner has read its parent's by now
django.setup()

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django.plugin import DjangoDbBlocker

DATA = Path(__file__).parents[1].parent / "shared" / "data"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever asks for a database or a home runs again on PostgreSQL."""
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if item.get_closest_marker("django_db") or fixtures & {"db", "transactional_db", "home", "listed"}:
            item.add_marker("database")


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The test database, migrated with the gate open for the schema only."""
    from django.db import connection
    from django.test.utils import setup_databases, teardown_databases

    from acordo.journal import flush
    from acordo.journal.guard import Gate, opened

    worker = os.environ.get("PYTEST_XDIST_WORKER", "only")
    if SERVER:
        connection.settings_dict["TEST"]["NAME"] = f"acordo_test_{worker}"
    with django_db_blocker.unblock(), opened(Gate.MIGRATING):
        made = setup_databases(verbosity=0, interactive=False)
    yield
    flush.forget()
    with django_db_blocker.unblock(), opened(Gate.MIGRATING):
        teardown_databases(made, verbosity=0)


@pytest.fixture
def data() -> Path:
    """The folder of real lists; the test is skipped where it is absent."""
    if not DATA.is_dir():
        pytest.skip("../shared/data is not here: tests on real lists need it")
    return DATA


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An empty home of its own."""
    return make_home_in(tmp_path, init=("--service", "alder"))


@pytest.fixture(scope="session")
def story_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with the invented story, shared by tests that only read."""
    return make_home_in(tmp_path_factory.mktemp("story"), init=("--demo",))
