"""A list that is brought up to date by itself, in Chromium: switched on, failing, and without its officer."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

import acordo.lists
from tests.desk.visits import serving, visiting
from tests.homes import Home, make_home_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from tests.desk.visits import Desk, Visit

pytestmark = pytest.mark.browser
SPECIMENS = Path(acordo.lists.__file__).parent / "un_sc" / "specimens"


def _note(home: Home, word: str) -> None:
    subprocess.run([sys.executable, "-m", "tests.desk.watched", word], env=home.environment, check=True)


@pytest.fixture(scope="module")
def watched(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, Home]]:
    """A desk with a list that is switched on, whose next look lies far ahead: nothing is fetched here."""
    home = make_home_in(tmp_path_factory.mktemp("watched"), init=("--demo",))
    (specimen,) = SPECIMENS.glob("*.xml")
    home.acordo("lists", "update", "un_sc", "--file", str(specimen))
    home.acordo("lists", "decide", "un_sc", "1", "--accept", "--reason", "a specimen of invented parties")
    home.acordo("lists", "schedule", "on", "un_sc")
    _note(home, "0")
    with serving(home) as desk:
        yield desk, home


def _look(visit: Visit, name: str) -> None:
    for path, page in (("/", "news"), ("/sources", "sources"), ("/sources/un_sc", "source")):
        visit.go(path)
        visit.look(f"{page}-{name}")


@pytest.mark.parametrize(("language", "size"), [("pt", "desk"), ("en", "phone"), ("ru", "phone")])
def test_a_list_is_switched_on_and_what_fails_is_told(
    chromium: Browser, watched: tuple[Desk, Home], language: str, size: str
) -> None:
    desk, home = watched
    with visiting(chromium, desk, f"{language}-{size}", size) as visit:
        visit.speak(language)
        visit.sign_in()
        for failures, name in (("0", "by-itself"), ("1", "failed-once"), ("3", "failed-again")):
            _note(home, failures)
            _look(visit, name)
        expect(visit.page.locator(".notice.red")).to_contain_text("503")


def test_a_list_is_switched_off_and_on_with_the_keyboard_and_told_when_its_officer_is_gone(
    chromium: Browser, watched: tuple[Desk, Home]
) -> None:
    desk, home = watched
    _note(home, "0")
    with visiting(chromium, desk, "en") as visit:
        visit.speak("en")
        visit.sign_in("analyst")
        visit.go("/sources/un_sc")
        visit.press("main button[name=on][value=no]")
        expect(visit.page.locator(".facts")).to_contain_text("when an officer asks for it")
        visit.look("source-off")
        visit.walk()
    with visiting(chromium, desk, "en-phone", "phone") as visit:
        visit.speak("en")
        visit.sign_in()
        home.acordo("lists", "schedule", "on", "un_sc")
        _note(home, "gone")
        _look(visit, "stopped")
        expect(visit.page.locator(".notice.red")).to_contain_text("may not do it any more")
