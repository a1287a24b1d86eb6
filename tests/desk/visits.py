"""One person in front of one screen: a desk that is served, a browser, and pages that are judged when looked at.

Pictures of every page are left in ``pictures/``.
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
FOCUSABLE = "a[href], button, input:not([type=hidden]), textarea, select, summary, [tabindex='0']"
REACHABLE = f"""() => {{
    const shown = [...document.querySelectorAll(`{FOCUSABLE}`)].filter(e => e.checkVisibility());
    const questions = new Set(shown.filter(e => e.type === "radio").map(e => e.name));
    return shown.filter(e => e.type !== "radio").length + questions.size;
}}"""
"""Of the answers to one question, the Tab key reaches one; the arrows reach the others."""
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


@contextmanager
def serving(home: Home) -> Iterator[Desk]:
    """A desk over a home with the invented story."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = home.environment | {"ACORDO_PORT": str(port)}
    log = home.path / "served.log"
    with log.open("wb") as told:
        server = subprocess.Popen(home.command("serve"), env=environment, stdout=told, stderr=told)
    try:
        desk = Desk(f"http://localhost:{port}", (home.path / "sign-in.txt").read_text().strip())
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

    def walk(self) -> None:
        """Reach everything that can be reached with the Tab key alone, and see each time where we are."""
        page = self.page
        wanted = page.evaluate(REACHABLE)
        for _ in range(2 * wanted):
            page.keyboard.press("Tab")
            shown = page.evaluate(LOOK)
            assert shown is None or YELLOW in shown or BLACK in shown, shown
            if page.locator("[data-reached]").count() == wanted:
                break
        assert page.locator("[data-reached]").count() == wanted, page.url


def _axe(page: Page) -> list[dict[str, Any]]:
    from axe_playwright_python.sync_playwright import Axe

    found: list[dict[str, Any]] = Axe().run(page, options=JUDGED).response["violations"]
    return found


@contextmanager
def visiting(chromium: Browser, desk: Desk, label: str, size: str = "desk", **more: Any) -> Iterator[Visit]:
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
