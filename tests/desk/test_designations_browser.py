"""The national list kept by hand in Chromium: prepared by one officer, put in force by another, amended and ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.desk.visits import serving, visiting
from tests.homes import make_home_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from tests.desk.visits import Desk, Visit

pytestmark = pytest.mark.browser
SAID = {
    "name": "Zubeda Momade Inventada",
    "other_names": "Zubeida Mohamed Inventada\nЗубеда Момаде Вымышленная",
    "born": "cerca de 1980",
    "documents": "passport: X0099887, MZ",
    "decision": "Decreto 15/2026 do Conselho de Ministros",
    "decided_on": "02/06/2026",
    "reasons": "Recolheu dinheiro para um grupo inventado.",
}


@pytest.fixture(scope="module")
def quarters(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk of its own, with nothing but the invented story."""
    with serving(make_home_in(tmp_path_factory.mktemp("quarters"), init=("--demo",))) as desk:
        yield desk


def _prepare(visit: Visit, reference: str) -> None:
    visit.go("/designations/new")
    visit.page.fill("[name=reference]", reference)
    for field, text in SAID.items():
        visit.page.fill(f"[name={field}]", text)
    visit.press("main form .button")


def _accept(visit: Visit) -> None:
    visit.page.check("[name=accept][value=yes]")
    visit.page.fill("[name=reason]", "comparado com o decreto")
    visit.press("main form[method=post] .button")


@pytest.mark.parametrize(("language", "size"), [("pt", "desk"), ("en", "phone"), ("ru", "phone")])
def test_a_designation_goes_from_the_decree_to_a_hit_and_to_its_end(
    chromium: Browser, quarters: Desk, language: str, size: str
) -> None:
    reference = f"NL-{language}"
    with visiting(chromium, quarters, f"designation-{language}", size) as visit:
        visit.speak(language)
        visit.sign_in("analyst")
        visit.go("/designations/new")
        visit.look("designation")
        visit.press("main form .button")
        visit.look("designation-wrong")
        visit.page.fill("[name=born]", "30/02/1980")
        _prepare(visit, reference)
        expect(visit.page.locator("main")).to_contain_text("Zubeda Momade Inventada")
        visit.look("designation-prepared")
        expect(visit.page.locator("main")).to_contain_text("X0099887")
        expect(visit.page.locator("[name=accept][value=yes]")).to_have_count(0)
    with visiting(chromium, quarters, f"designation-second-{language}", size) as visit:
        visit.speak(language)
        visit.sign_in("approver")
        visit.go("/sources/national")
        visit.look("designation-waits")
        visit.follow(".notice.amber a")
        _accept(visit)
        visit.look("designation-in-force")
        visit.go(f"/entries/national/{reference}")
        expect(visit.page.locator("main")).to_contain_text("Decreto 15/2026")
        expect(visit.page.locator(".ways")).to_have_count(0)
    with visiting(chromium, quarters, f"designation-end-{language}", size) as visit:
        visit.speak(language)
        visit.sign_in("analyst")
        visit.go(f"/entries/national/{reference}")
        visit.look("designation-entry")
        visit.follow(".ways a:first-child")
        expect(visit.page.locator("[name=born]")).to_have_value("1980~")
        visit.look("designation-amend")
        visit.go(f"/entries/national/{reference}")
        visit.follow(".ways a:last-child")
        visit.look("designation-end")
        visit.page.fill("[name=reason]", "anulado pelo tribunal")
        visit.press("main form .button")
        visit.look("designation-ending")


def test_the_keyboard_alone_prepares_a_designation(chromium: Browser, quarters: Desk) -> None:
    with visiting(chromium, quarters, "en") as visit:
        visit.sign_in("analyst")
        visit.go("/designations/new")
        visit.walk()
