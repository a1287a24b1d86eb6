"""The operator in Chromium, in three languages; and what the desk's two processes count together."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import expect

from tests.desk.visits import visiting

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.desk.visits import Desk
    from tests.homes import Home

pytestmark = pytest.mark.browser
NAME = "Quitéria Segredo Zandamela"


@pytest.mark.parametrize(("language", "size"), [("pt", "desk"), ("en", "phone"), ("ru", "desk"), ("ru", "phone")])
def test_the_operator_sees_how_the_desk_is(chromium: Browser, served: Desk, language: str, size: str) -> None:
    with visiting(chromium, served, f"{language}-{size}", size) as visit:
        visit.speak(language)
        visit.sign_in("operator")
        visit.speak(language)
        visit.follow(".rooms a[href='/operator']")
        visit.look("operator")


def test_the_operator_has_a_backup_made_and_sees_where_it_lies(chromium: Browser, served: Desk) -> None:
    with visiting(chromium, served, "en") as visit:
        visit.sign_in("operator")
        visit.go("/operator")
        visit.follow("form[action='/operator/backup'] button")
        for _ in range(100):
            visit.weights.clear()
            visit.go("/operator")
            if visit.page.locator("th:has-text('Made')").count():
                break
            time.sleep(0.3)
        expect(visit.page.locator("main")).to_contain_text(".backup.zip")
        visit.look("operator-backup")
        visit.walk()


def test_two_processes_count_together_and_tell_no_name(chromium: Browser, served: Desk, story_home: Home) -> None:
    def counted() -> str:
        token = (story_home.path / "token").read_text().strip()
        asked = Request(f"{served.address}/metrics", headers={"Authorization": f"Bearer {token}"})  # noqa: S310 (our own desk)
        with urlopen(asked, timeout=10) as answer:  # noqa: S310 (as above)
            return str(answer.read().decode())

    def signed(text: str) -> int:
        found = re.search(r'acordo_requests_total{method="GET",route="journal:sign_in",status="200"} (\d+)', text)
        return int(found.group(1)) if found else 0

    with visiting(chromium, served, "en") as visit:
        visit.sign_in()
        visit.ask(NAME)
    before = signed(counted())
    for _ in range(40):
        with urlopen(f"{served.address}/sign-in", timeout=10):  # noqa: S310 (our own desk)
            pass
    after = counted()
    assert signed(after) == before + 40
    assert len({path.name for path in (story_home.path / "metrics").glob("counter_*.db")}) == 2
    logged = "".join(path.read_text() for path in (story_home.path / "logs").iterdir())
    assert '"act":' in logged
    for name in ("Segredo", "segredo", "Zandamela", "chief"):
        assert name not in after + logged
