"""The register in Chromium: found in another script, compared, brought up to date, decided, read on paper."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.desk.visits import PICTURES, serving, visiting
from tests.homes import make_home_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from tests.desk.visits import Desk, Visit

pytestmark = pytest.mark.browser
PERSONS = [
    ("h-1", {"name": ["Aurélio Sitoe Inventado"], "birthDate": ["1970"], "passportNumber": ["AB 12-34"]}),
    ("h-2", {"name": ["Бенедито Вымышленный"], "nationality": ["mz"]}),
    ("h-3", {"name": ["داود المخترع"]}),
]
LATER = [
    ("h-1", {"name": ["Aurélio Sitoe Inventado"], "birthDate": ["1971-03-02"], "passportNumber": ["AB 12-34"]}),
    *PERSONS[1:],
    ("h-4", {"name": ["Elias Novo Inventado"]}),
]


def _ftm(persons: list[tuple[str, dict[str, list[str]]]]) -> bytes:
    entities = ({"id": id_, "schema": "Person", "caption": id_, "properties": held} for id_, held in persons)
    return "\n".join(json.dumps(entity, ensure_ascii=False) for entity in entities).encode()


@pytest.fixture(scope="module")
def harbour(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk of its own, where lists come and change."""
    folder = tmp_path_factory.mktemp("harbour")
    home = make_home_in(folder, init=("--demo",))
    for number, persons in enumerate((PERSONS, LATER, LATER[:1])):
        file = folder / f"{number}.ftm.json"
        file.write_bytes(_ftm(persons))
        home.acordo("lists", "update", "ftm", "--source", "harbour", "--marking", "TLP:CLEAR", "--file", str(file))
    with serving(home) as desk:
        yield desk


def _find(visit: Visit, text: str) -> None:
    visit.go("/find")
    visit.page.fill("[name=text]", text)
    visit.press("main form .button")


@pytest.mark.parametrize(("language", "size"), [("pt", "desk"), ("en", "phone"), ("ru", "phone")])
def test_the_register_is_read_from_the_first_page_to_the_differences(
    chromium: Browser, harbour: Desk, language: str, size: str
) -> None:
    with visiting(chromium, harbour, f"{language}-{size}", size) as visit:
        visit.speak(language)
        visit.sign_in()
        visit.look("news")
        visit.follow(".rooms li:nth-child(3) a")
        visit.look("search")
        visit.press("main form .button")
        visit.look("search-wrong")
        _find(visit, "dawud")
        expect(visit.page.locator("tbody th")).to_contain_text("داود المخترع")
        assert "dawud" not in visit.page.url
        visit.look("found")
        _find(visit, "ninguém nenhures")
        visit.look("found-nothing")
        visit.go("/sources")
        visit.look("sources-kept")
        visit.go("/sources/harbour")
        visit.look("source-kept")
        visit.go("/sources/harbour/differences?of=amended")
        visit.look("differences")
        visit.follow(".step p a")
        visit.look("entry-differences")
        visit.go("/sources/harbour/held/3")
        visit.look("held")
        visit.press("main form[method=post] .button")
        visit.look("held-wrong")
        visit.go("/sources/harbour/file")
        visit.look("bring")
        visit.go("/new-list")
        visit.look("new-list")


def test_going_back_and_loading_again_show_what_was_found(chromium: Browser, harbour: Desk) -> None:
    with visiting(chromium, harbour, "en") as visit:
        visit.follow(".languages button[value=en]")
        visit.sign_in()
        _find(visit, "ab1234")
        address = visit.page.url
        visit.follow("tbody th a")
        visit.page.go_back()
        assert visit.page.url == address
        visit.page.reload()
        expect(visit.page.locator("tbody th")).to_contain_text("Aurélio Sitoe Inventado")


def test_the_keyboard_alone_reaches_everything_of_the_register(chromium: Browser, harbour: Desk) -> None:
    with visiting(chromium, harbour, "en") as visit:
        visit.sign_in()
        for path in ("/find", "/sources/harbour", "/sources/harbour/held/3", "/differences/harbour/h-1"):
            visit.go(path)
            visit.walk()


def test_on_paper_an_entry_a_source_and_differences_stand_without_forms(chromium: Browser, harbour: Desk) -> None:
    with visiting(chromium, harbour, "en") as visit:
        visit.sign_in()
        for name, path in (
            ("entry", "/entries/harbour/h-1"),
            ("source", "/sources/harbour"),
            ("differences", "/sources/harbour/differences?of=amended"),
            ("entry-differences", "/differences/harbour/h-1"),
        ):
            visit.go(path)
            visit.page.emulate_media(media="print")
            visit.page.screenshot(path=PICTURES / f"{name}-paper.png", full_page=True)
            assert not any(one.is_visible() for one in visit.page.locator("main :is(form, summary, .button)").all())
            assert visit.page.locator("h1").is_visible()


def test_a_file_that_is_brought_is_read_while_the_page_tells_how_far_it_is(chromium: Browser, harbour: Desk) -> None:
    with visiting(chromium, harbour, "en") as visit:
        visit.follow(".languages button[value=en]")
        visit.sign_in()
        visit.go("/new-list")
        visit.page.select_option("[name=list]", "ftm")
        visit.page.fill("[name=source]", "quay")
        visit.page.fill("[name=marking]", "TLP:CLEAR")
        sent = {"name": "quay.ftm.json", "mimeType": "application/json", "buffer": _ftm(PERSONS)}
        visit.page.set_input_files("[name=file]", sent)  # type: ignore[arg-type]
        visit.press("main form .button")
        expect(visit.page.locator("#state strong")).to_contain_text("Edition 1 is in force.", timeout=60_000)
        visit.look("update-done")
        sent["buffer"] = b"<html>no list</html>"
        visit.go("/sources/quay/file")
        visit.page.set_input_files("[name=file]", sent)  # type: ignore[arg-type]
        visit.press("main form .button")
        expect(visit.page.locator("#state .red")).to_contain_text("nothing was changed", timeout=60_000)
        visit.look("update-failed")
