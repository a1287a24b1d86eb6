"""A file of names in Chromium: sent, its columns confirmed, followed as it is asked, its hits read and taken away."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.desk.visits import PICTURES, visiting

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.desk.visits import Desk, Visit

pytestmark = pytest.mark.browser
HEADINGS = ("Nº", "Nome", "Apelido", "Data de nascimento", "Nacionalidade", "Passaporte", "Voo")
PATIENCE = 60_000
"""Milliseconds for work that a loaded machine does late."""

MANY = 25_000
"""More rows than are asked at once, so that how far they are is seen to move."""

LISTED = [
    ("1", "Ahmad Yusuf", "Namwalika", "15/06/1989", "MZ", "XA0041588", "TM 100"),
    ("2", "أحمد يوسف", "نامواليكا", "", "MZ", "", "TM 100"),
    ("3", "Quitéria", "Zandamela", "01/02/1990", "Moçambique", "", "TM 101"),
    ("4", "123", "", "", "", "", "TM 101"),
]


def _file(more: int = 0) -> dict[str, str | bytes]:
    """A file as a desk in Pemba would send it, with so many rows more on whom nobody is listed."""
    text = io.StringIO()
    others = ((str(i), "Joana", f"Inventada{i}", "", "", "", "") for i in range(5, 5 + more))
    csv.writer(text, delimiter=";").writerows([HEADINGS, *LISTED, *others])
    return {"name": "passageiros.csv", "mimeType": "text/csv", "buffer": text.getvalue().encode()}


def _send(visit: Visit, more: int = 0) -> None:
    visit.go("/batches")
    visit.page.set_input_files("[name=file]", _file(more))  # type: ignore[arg-type]
    visit.press("main form .button")


@pytest.mark.parametrize(("language", "size"), [("pt", "desk"), ("en", "phone"), ("ru", "phone")])
def test_a_file_goes_from_signing_in_to_its_hits_on_disk(
    chromium: Browser, served: Desk, language: str, size: str, tmp_path: Path
) -> None:
    with visiting(chromium, served, f"{language}-{size}", size) as visit:
        visit.speak(language)
        visit.sign_in()
        visit.follow(".rooms li:nth-child(2) a")
        visit.look("files")
        visit.press("main form .button")
        visit.look("files-wrong")
        _send(visit)
        visit.look("columns")
        visit.page.select_option("[name=document]", "")
        visit.page.select_option("[name=given_name]", "")
        visit.page.select_option("[name=family_name]", "")
        visit.press("main form .button >> nth=0")
        expect(visit.page.locator(".summary")).to_be_focused()
        visit.look("columns-wrong")
        visit.page.select_option("[name=given_name]", "1")
        visit.page.select_option("[name=family_name]", "2")
        visit.page.select_option("[name=document]", "5")
        visit.press("main form .button >> nth=0")
        expect(visit.page.locator(".hits > li")).to_have_count(2, timeout=PATIENCE)
        visit.page.reload()
        visit.look("batch-hits")
        for form in ("csv", "xlsx", "parquet", "jsonl"):
            with visit.page.expect_download() as download:
                visit.page.click(f"main a[href$='hits.{form}']")
            taken = tmp_path / download.value.suggested_filename
            download.value.save_as(taken)
            assert taken.name == f"passageiros-hits.{form}"
            assert taken.stat().st_size > 500
        hits = list(csv.DictReader((tmp_path / "passageiros-hits.csv").read_text(encoding="utf-8-sig").splitlines()))
        assert {(hit["Nº"], hit["source"]) for hit in hits} == {("1", "story"), ("2", "story")}
        visit.press("main .ways .quiet")
        visit.look("batch-delete")
        visit.press("main form .button >> nth=0")
        visit.look("files-sent")


def test_the_page_follows_the_work_and_keeps_the_focus(chromium: Browser, served: Desk) -> None:
    with visiting(chromium, served, "en") as visit:
        visit.speak("en")
        visit.sign_in()
        _send(visit, MANY)
        visit.press("main form .button >> nth=0")
        page = visit.page
        page.focus("#act")
        expect(page.locator("#howfar")).not_to_have_js_property("value", 0, timeout=PATIENCE)
        expect(page.locator("#act")).to_be_focused()
        expect(page.locator("#told")).to_have_text(re.compile("Being asked, [0-9]+ %"))
        assert re.match("Being asked [0-9]+ %: passageiros.csv", page.title())
        expect(page.locator(".howfar")).to_contain_text("2 rows with hits so far")
        visit.look("batch-asked")
        expect(visit.page.locator(".hits > li")).to_have_count(2, timeout=PATIENCE)
        expect(page.locator("p#act")).to_be_focused()
        expect(page.locator("#told")).to_contain_text("Done. Rows with hits: 2 of 25,004.")
        assert page.title().startswith("Done: passageiros.csv")
        assert page.locator("[hx-get]").count() == 0


def test_work_is_cancelled_while_it_is_followed(chromium: Browser, served: Desk) -> None:
    with visiting(chromium, served, "en") as visit:
        visit.speak("en")
        visit.sign_in()
        _send(visit, MANY)
        visit.press("main form .button >> nth=0")
        expect(visit.page.locator("#howfar")).not_to_have_js_property("value", 0, timeout=PATIENCE)
        visit.follow("#act")
        expect(visit.page.locator(".notice")).to_contain_text("It was cancelled.", timeout=PATIENCE)
        visit.look("batch-cancelled")


def test_a_file_is_screened_without_javascript(chromium: Browser, served: Desk) -> None:
    with visiting(chromium, served, "en", java_script_enabled=False) as visit:
        visit.follow(".languages button[value=en]")
        visit.sign_in()
        _send(visit)
        visit.follow("main form .button >> nth=0")
        for _ in range(300):
            if not visit.page.locator("#again").count():
                break
            visit.follow("#again")
            visit.page.wait_for_timeout(100)
        expect(visit.page.locator(".hits > li")).to_have_count(2, timeout=PATIENCE)


def test_the_keyboard_alone_reaches_everything_of_a_file(chromium: Browser, served: Desk) -> None:
    with visiting(chromium, served, "en") as visit:
        visit.sign_in()
        _send(visit)
        visit.walk()
        visit.press("main form .button >> nth=0")
        expect(visit.page.locator(".hits > li")).to_have_count(2, timeout=PATIENCE)
        visit.page.reload()
        visit.walk()
        visit.go("/batches")
        visit.walk()


def test_the_pages_of_a_file_hold_in_the_dark_at_four_times_the_size_and_on_paper(
    chromium: Browser, served: Desk
) -> None:
    with visiting(chromium, served, "ru-dark", color_scheme="dark") as visit:
        visit.speak("ru")
        visit.sign_in()
        visit.page.set_viewport_size({"width": 320, "height": 256})
        _send(visit)
        visit.look("columns")
        visit.press("main form .button >> nth=0")
        expect(visit.page.locator(".hits > li")).to_have_count(2, timeout=PATIENCE)
        visit.look("batch-hits")
        visit.go("/batches")
        visit.look("files-sent")
        visit.follow("tbody a >> nth=0")
        visit.page.set_viewport_size({"width": 1280, "height": 900})
        visit.page.emulate_media(media="print", color_scheme="light")
        visit.page.screenshot(path=PICTURES / "batch-hits-paper.png", full_page=True)
        assert visit.page.locator(".hits").is_visible()
        assert not visit.page.locator(".rooms").is_visible()
        assert not visit.page.locator(".button >> nth=0").is_visible()
