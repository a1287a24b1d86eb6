"""An officer signed in at the desk, and a small invented list to ask; a desk that is served, and a browser."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from acordo.facts import Property
from acordo.journal import acts as journal
from acordo.journal.door import PURPOSE_KEY
from acordo.journal.models import Officer
from acordo.journal.words import Purpose, Role
from acordo.markings import CLEAR, Marking
from acordo.register import acts
from acordo.register.acts import SourceTerms
from tests import cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from django.test import Client
    from playwright.sync_api import Browser
    from pytest_django import Settings

    from acordo.facts import Json
    from acordo.lists import ImplausibleEdition
    from acordo.register.acts import Outcome
    from tests.desk.visits import Desk
    from tests.homes import Home

    Stated = Mapping[str, Sequence[tuple[Property, Json]]]

USERNAME, PASSWORD = "nelia", "quatro palavras bem longas"
FIRST, SECOND = date(2025, 8, 2), date(2026, 2, 27)

NAMED: Stated = {
    "L-1": [
        (Property.KIND, "person"),
        (Property.PRIMARY_NAME, {"text": "NELSON FAKE MUTHEMBA", "part1": "NELSON", "part2": "FAKE MUTHEMBA"}),
        (Property.LOW_ALIAS, {"text": "Mestre Nelsinho"}),
        (Property.ORIGINAL_NAME, {"text": "نلسون فاكي موتيمبا"}),
        (Property.BORN, "1988-06-15"),
        (Property.NATIONALITY, "MZ"),
        (Property.DOCUMENT, {"number": "AB0001", "type": "passport", "country": "MZ"}),
    ],
    "L-2": [(Property.KIND, "group"), (Property.PRIMARY_NAME, {"text": "Irmandade da Lua Inventada"})],
}


@pytest.fixture(autouse=True)
def _quick_passwords(settings: Settings) -> None:
    """Invented passwords need no costly hash."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def officer(db: None) -> Officer:
    """An officer with an account."""
    appointment = journal.Appointment("Nélia Exemplo", USERNAME, Role.CHIEF, language="en")
    return Officer.objects.get(pk=journal.appoint(cast.actor(), appointment, PASSWORD))


@pytest.fixture
def desk(client: Client, officer: Officer) -> Client:
    """A browser in which the officer is signed in for inquiries."""
    client.force_login(officer, backend="acordo.journal.signing_in.Backend")
    session = client.session
    session[PURPOSE_KEY] = Purpose.INQUIRY.value
    session.save()
    return client


def read(
    stated: Stated,
    issued: date | None = FIRST,
    *,
    marking: Marking = CLEAR,
    hold: Callable[[int, int], ImplausibleEdition | None] | None = None,
) -> Outcome:
    """Bring the invented list to what ``stated`` says."""
    edition = cast.edition(stated, issued=issued, marking=marking)
    terms = SourceTerms(
        cast.LISTING, "listing", "The invented list", "A publisher", "public", marking, hold or (lambda _, __: None)
    )
    return acts.update(cast.actor(), terms, edition.document.digest, lambda: edition)


@pytest.fixture
def listing(db: None) -> Outcome:
    """The invented list, in force."""
    return read(NAMED)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Chromium; the tests are skipped by name where it is absent."""
    from tests.desk.visits import ARGUMENTS, CHROMIUM

    if not Path(CHROMIUM).exists():
        absent = f"there is no Chromium at {CHROMIUM} (set ACORDO_CHROMIUM)"
        pytest.fail(absent) if os.environ.get("ACORDO_NO_SKIPS") == "1" else pytest.skip(absent)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def served(chromium: Browser, story_home: Home) -> Iterator[Desk]:
    """A desk over a home with the invented story; without Chromium none is started."""
    from tests.desk.visits import serving

    with serving(story_home) as desk:
        yield desk
