"""The desk in Chromium: three languages, a desk's and a phone's width, keyboard alone, no JavaScript, WCAG 2.2 AA."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.desk.visits import PICTURES, SIZES, visiting
from tests.names.documents import passport

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.desk.visits import Desk

pytestmark = pytest.mark.browser
LATIN, ARABIC, NOBODY = "Ahmad Yusuf Namwalika", "أحمد يوسف نامواليكا", "Quitéria Zandamela"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["pt", "en", "ru"])
def test_a_name_is_screened_from_signing_in_to_the_sources(
    chromium: Browser, served: Desk, language: str, size: str
) -> None:
    with visiting(chromium, served, f"{language}-{size}", size) as visit:
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
        visit.follow(".rooms li:nth-child(4) a")
        visit.look("sources")
        visit.follow("main tbody a")
        visit.look("source")
        visit.follow(".who a")
        visit.look("purpose")
        visit.go("/nowhere")
        visit.look("not-found")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["pt", "en", "ru"])
def test_a_pasted_passport_line_is_asked_or_told_what_is_wrong_with_it(
    chromium: Browser, served: Desk, language: str, size: str
) -> None:
    lines = passport("NAMWALIKA", "AHMAD YUSUF", born=date(1989, 6, 15), number="XA0041588")
    with visiting(chromium, served, f"{language}-{size}", size) as visit:
        visit.judged = language == "pt"
        visit.speak(language)
        visit.sign_in()
        visit.ask(lines)
        visit.look("passport")
        expect(visit.page.locator("h1")).to_contain_text("AHMAD YUSUF NAMWALIKA")
        visit.ask(lines.replace("XA0041588", "XA0O41588"))
        visit.look("passport-wrong")
        expect(visit.page.locator("main")).to_contain_text("'0'")


def test_the_pages_are_legible_in_the_dark(chromium: Browser, served: Desk) -> None:
    with visiting(chromium, served, "pt-dark", color_scheme="dark") as visit:
        visit.look("sign-in")
        visit.press("main button")
        visit.look("sign-in-wrong")
        visit.sign_in()
        visit.ask(LATIN, born="15/06/1989", document="ZZ 99")
        visit.look("hits")
        visit.follow("main .hits h2 a")
        visit.look("entry")
        visit.follow(".rooms li:nth-child(4) a")
        visit.look("sources")


def test_the_pages_hold_at_four_times_the_size(chromium: Browser, served: Desk) -> None:
    with visiting(chromium, served, "pt-zoomed") as visit:
        visit.sign_in()
        visit.page.set_viewport_size({"width": 320, "height": 256})
        visit.ask(LATIN)
        visit.look("hits")
        visit.follow("main .hits h2 a")
        visit.look("entry")
        visit.follow(".rooms li:nth-child(4) a")
        visit.look("sources")


def test_everything_works_without_javascript(chromium: Browser, served: Desk) -> None:
    with visiting(chromium, served, "en", java_script_enabled=False) as visit:
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
    with visiting(chromium, served, "en") as visit:
        visit.sign_in()
        for path in ("/", "/sources", "/entries/story/ST-002"):
            visit.go(path)
            visit.walk()


def test_the_first_key_skips_to_the_content(chromium: Browser, served: Desk) -> None:
    with visiting(chromium, served, "en") as visit:
        visit.sign_in()
        visit.go("/sources")
        visit.page.keyboard.press("Tab")
        assert visit.page.locator(".skip").is_visible()
        expect(visit.page.locator(".skip")).to_be_focused()
        visit.page.keyboard.press("Enter")
        expect(visit.page.locator("#main")).to_be_focused()


def test_a_mistake_takes_the_focus_to_its_summary_and_the_summary_to_the_field(chromium: Browser, served: Desk) -> None:
    with visiting(chromium, served, "en") as visit:
        visit.sign_in()
        visit.ask("123", born="soon")
        expect(visit.page.locator(".summary")).to_be_focused()
        visit.page.click(".summary a >> nth=1")
        expect(visit.page.locator("[name=born]")).to_be_focused()
        assert visit.page.input_value("[name=born]") == "soon"


def test_changing_the_language_stays_on_the_page(chromium: Browser, served: Desk) -> None:
    with visiting(chromium, served, "en") as visit:
        visit.sign_in()
        visit.ask(LATIN)
        address = visit.page.url
        for language in ("ru", "en", "pt"):
            visit.speak(language)
            assert visit.page.url == address
            assert "AMADE ISSUFO NAMUALIKA" in visit.page.text_content(".hits")  # type: ignore[operator]


def test_on_paper_the_answer_stands_without_the_rooms(chromium: Browser, served: Desk) -> None:
    with visiting(chromium, served, "en") as visit:
        visit.sign_in()
        visit.ask(LATIN)
        visit.page.emulate_media(media="print")
        visit.page.screenshot(path=PICTURES / "hits-paper.png", full_page=True)
        assert not visit.page.locator(".rooms").is_visible()
        assert not visit.page.locator(".button >> nth=0").is_visible()
        assert visit.page.locator(".hits").is_visible()
        assert visit.page.locator(".who").is_visible()
