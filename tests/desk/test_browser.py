"""The desk in Chromium: three languages, a desk's and a phone's width, keyboard alone, no JavaScript, WCAG 2.2 AA.

The pages are served by ``acordo serve`` over a home of its own. Pictures of every page are left in ``pictures/``.
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page, Request

    from tests.homes import Home

pytestmark = pytest.mark.browser
CHROMIUM = os.environ.get("ACORDO_CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
]  # fmt: skip
PICTURES = Path(__file__).parents[2] / "pictures"
JUDGED = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}
HEAVIEST = 100_000
LATIN, ARABIC, NOBODY = "Ahmad Yusuf Namwalika", "أحمد يوسف نامواليكا", "Quitéria Zandamela"
FOCUSABLE = "a[href], button, input:not([type=hidden]), select, summary"
LOOK = """() => {
    const here = document.activeElement;
    if (here === document.body || here === document.documentElement) return null;
    here.dataset.reached = "yes";
    const style = getComputedStyle(here);
    return style.boxShadow + style.outlineColor;
}"""
YELLOW, BLACK = "rgb(255, 216, 61)", "rgb(11, 12, 12)"
SIZES = {"desk": (1280, 900), "phone": (375, 700)}


@dataclass(frozen=True)
class Desk:
    """A running desk: its address, and the password of its invented officers."""

    address: str
    password: str


@pytest.fixture(scope="module")
def served(chromium: Browser, story_home: Home) -> Iterator[Desk]:
    """A desk over a home with the invented story; without Chromium none is started."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = story_home.environment | {"ACORDO_PORT": str(port)}
    log = story_home.path / "served.log"
    with log.open("wb") as told:
        server = subprocess.Popen(story_home.command("serve"), env=environment, stdout=told, stderr=told)
    try:
        desk = Desk(f"http://localhost:{port}", (story_home.path / "sign-in.txt").read_text().strip())
        _wait_until_it_answers(desk, server, log)
        yield desk
    finally:
        server.terminate()
        server.wait(timeout=30)


def _wait_until_it_answers(desk: Desk, server: subprocess.Popen[bytes], log: Path) -> None:
    """The first start on a machine compiles the matcher, which takes a minute or two."""
    for _ in range(1500):
        assert server.poll() is None, log.read_text()
        try:
            with urlopen(f"{desk.address}/sign-in", timeout=5):  # noqa: S310 (our own desk)
                return
        except (URLError, ConnectionError):
            time.sleep(0.2)
    pytest.fail(f"the desk did not answer: {log.read_text()}")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Chromium; the tests are skipped by name where it is absent."""
    if not Path(CHROMIUM).exists():
        absent = f"there is no Chromium at {CHROMIUM} (set ACORDO_CHROMIUM)"
        pytest.fail(absent) if os.environ.get("ACORDO_NO_SKIPS") == "1" else pytest.skip(absent)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


class Visit:
    """One person in front of one screen; every page that is looked at is judged."""

    def __init__(self, page: Page, desk: Desk, label: str) -> None:
        self.page, self.desk, self.label = page, desk, label
        self.judged = True
        self.complaints: list[str] = []
        self.weights: list[int] = []
        self.hosts: set[str] = set()
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("request", self._note_host)
        page.on("requestfinished", self._weigh)

    def _note_host(self, request: Request) -> None:
        self.hosts.add(re.sub(r"(https?://[^/]+).*", r"\1", request.url))

    def _weigh(self, request: Request) -> None:
        sizes = request.sizes()
        self.weights.append(sizes["responseBodySize"] + sizes["responseHeadersSize"])

    def go(self, path: str) -> None:
        """Open an address of the desk."""
        self.page.goto(self.desk.address + path)

    def speak(self, language: str) -> None:
        """Choose the language by its button."""
        self.follow(f".languages button[value={language}]")
        expect(self.page.locator("html")).to_have_attribute("lang", language)

    def sign_in(self, username: str = "chief") -> None:
        """Sign in at the door for border control."""
        self.page.fill("[name=username]", username)
        self.page.fill("[name=password]", self.desk.password)
        self.page.check("[name=purpose][value=border]")
        self.press("main button")
        expect(self.page.locator(".strip")).to_be_visible()

    def press(self, button: str) -> None:
        """Press a button and see what it weighs to show what follows."""
        self.weights.clear()
        self.follow(button)

    def follow(self, link: str) -> None:
        """Press what leads to another page, and wait until that page has come: a click alone does not wait for it."""
        with self.page.expect_navigation():
            self.page.click(link)

    def ask(self, name: str, **more: str) -> None:
        """Screen a name from the first page."""
        self.go("/")
        self.page.fill("[name=name]", name)
        if more:
            self.page.click("summary")
        for field, text in more.items():
            self.page.fill(f"[name={field}]", text)
        self.press("main form button")

    def look(self, name: str) -> None:
        """Judge the page before us, and keep its picture."""
        PICTURES.mkdir(exist_ok=True)
        self.page.screenshot(path=PICTURES / f"{name}-{self.label}.png", full_page=True)
        assert sum(self.weights) < HEAVIEST
        wide, seen = self.page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert wide <= seen, f"{name} must be scrolled sideways"
        if self.judged:
            assert [found["id"] for found in _axe(self.page)] == []


def _axe(page: Page) -> list[dict[str, Any]]:
    from axe_playwright_python.sync_playwright import Axe

    found: list[dict[str, Any]] = Axe().run(page, options=JUDGED).response["violations"]
    return found


@contextmanager
def _visit(chromium: Browser, desk: Desk, label: str, size: str = "desk", **more: Any) -> Iterator[Visit]:
    width, height = SIZES[size]
    context = chromium.new_context(viewport={"width": width, "height": height}, **more)
    visit = Visit(context.new_page(), desk, label)
    visit.go("/sign-in")
    try:
        yield visit
    finally:
        context.close()
    assert visit.hosts == {desk.address}
    assert [text for text in visit.complaints if "status of 40" not in text] == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["pt", "en", "ru"])
def test_a_name_is_screened_from_signing_in_to_the_sources(
    chromium: Browser, served: Desk, language: str, size: str
) -> None:
    with _visit(chromium, served, f"{language}-{size}", size) as visit:
        visit.judged = language == "pt" or (language == "ru" and size == "phone")  # the others differ in words alone
        visit.speak(language)
        visit.look("sign-in")
        visit.press("main button")
        visit.look("sign-in-wrong")
        visit.sign_in()
        visit.look("home")
        visit.ask(LATIN, born="15/06/1989", nationality="MZ", document="XA0041588")
        visit.look("hits")
        visit.follow("main .hits h2 a")
        visit.look("entry")
        visit.ask(ARABIC)
        visit.look("hits-arabic")
        assert visit.page.eval_on_selector("h1 bdi", "e => getComputedStyle(e).direction") == "rtl"
        visit.ask(NOBODY)
        visit.look("no-hit")
        visit.ask("123", born="soon", nationality="Nowhere")
        visit.look("home-wrong")
        visit.follow(".rooms li:nth-child(2) a")
        visit.look("sources")
        visit.follow("main tbody a")
        visit.look("source")
        visit.follow(".who a")
        visit.look("purpose")
        visit.go("/nowhere")
        visit.look("not-found")


def test_the_pages_are_legible_in_the_dark(chromium: Browser, served: Desk) -> None:
    with _visit(chromium, served, "pt-dark", color_scheme="dark") as visit:
        visit.look("sign-in")
        visit.press("main button")
        visit.look("sign-in-wrong")
        visit.sign_in()
        visit.ask(LATIN, born="15/06/1989", document="ZZ 99")
        visit.look("hits")
        visit.follow("main .hits h2 a")
        visit.look("entry")
        visit.follow(".rooms li:nth-child(2) a")
        visit.look("sources")


def test_the_pages_hold_at_four_times_the_size(chromium: Browser, served: Desk) -> None:
    with _visit(chromium, served, "pt-zoomed") as visit:
        visit.sign_in()
        visit.page.set_viewport_size({"width": 320, "height": 256})
        visit.ask(LATIN)
        visit.look("hits")
        visit.follow("main .hits h2 a")
        visit.look("entry")
        visit.follow(".rooms li:nth-child(2) a")
        visit.look("sources")


def test_everything_works_without_javascript(chromium: Browser, served: Desk) -> None:
    with _visit(chromium, served, "en", java_script_enabled=False) as visit:
        visit.follow(".languages button[value=en]")
        visit.sign_in()
        visit.ask(LATIN, born="1988")
        assert "Amade Issufo Namualika".upper() in visit.page.text_content(".hits")  # type: ignore[operator]
        visit.follow("main .hits h2 a")
        expect(visit.page.locator("h1")).to_have_text("AMADE ISSUFO NAMUALIKA")
        visit.page.fill("[name=as_of]", "2020-01-01")
        visit.follow(".asof button")
        assert "this source stated nothing of it" in visit.page.text_content("main")  # type: ignore[operator]
        visit.follow(".who button")
        assert visit.page.url.endswith("/sign-in")


def test_the_keyboard_alone_reaches_everything_and_shows_where_it_is(chromium: Browser, served: Desk) -> None:
    with _visit(chromium, served, "en") as visit:
        page = visit.page
        visit.sign_in()
        for path in ("/", "/sources", "/entries/story/ST-002"):
            visit.go(path)
            wanted = page.evaluate(
                f"[...document.querySelectorAll({FOCUSABLE!r})].filter(e => e.checkVisibility()).length"
            )
            for _ in range(2 * wanted):
                page.keyboard.press("Tab")
                shown = page.evaluate(LOOK)
                assert shown is None or YELLOW in shown or BLACK in shown, shown
                if page.locator("[data-reached]").count() == wanted:
                    break
            assert page.locator("[data-reached]").count() == wanted, path


def test_the_first_key_skips_to_the_content(chromium: Browser, served: Desk) -> None:
    with _visit(chromium, served, "en") as visit:
        visit.sign_in()
        visit.go("/sources")
        visit.page.keyboard.press("Tab")
        assert visit.page.locator(".skip").is_visible()
        expect(visit.page.locator(".skip")).to_be_focused()
        visit.page.keyboard.press("Enter")
        expect(visit.page.locator("#main")).to_be_focused()


def test_a_mistake_takes_the_focus_to_its_summary_and_the_summary_to_the_field(chromium: Browser, served: Desk) -> None:
    with _visit(chromium, served, "en") as visit:
        visit.sign_in()
        visit.ask("123", born="soon")
        expect(visit.page.locator(".summary")).to_be_focused()
        visit.page.click(".summary a >> nth=1")
        expect(visit.page.locator("[name=born]")).to_be_focused()
        assert visit.page.input_value("[name=born]") == "soon"


def test_changing_the_language_stays_on_the_page(chromium: Browser, served: Desk) -> None:
    with _visit(chromium, served, "en") as visit:
        visit.sign_in()
        visit.ask(LATIN)
        address = visit.page.url
        for language in ("ru", "en", "pt"):
            visit.speak(language)
            assert visit.page.url == address
            assert "AMADE ISSUFO NAMUALIKA" in visit.page.text_content(".hits")  # type: ignore[operator]


def test_on_paper_the_answer_stands_without_the_rooms(chromium: Browser, served: Desk) -> None:
    with _visit(chromium, served, "en") as visit:
        visit.sign_in()
        visit.ask(LATIN)
        visit.page.emulate_media(media="print")
        visit.page.screenshot(path=PICTURES / "hits-paper.png", full_page=True)
        assert not visit.page.locator(".rooms").is_visible()
        assert not visit.page.locator(".button >> nth=0").is_visible()
        assert visit.page.locator(".hits").is_visible()
        assert visit.page.locator(".who").is_visible()
