"""The entry with every value's provenance and its history; the sources with their age."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from acordo import clock
from acordo.facts import Alarm, Property
from acordo.lists import ShrankTooFar
from acordo.markings import CLEAR
from acordo.register import acts
from acordo.register.acts import SourceTerms
from tests import cast
from tests.cast import BIRCH_ONLY
from tests.desk.conftest import FIRST, NAMED, SECOND, read

if TYPE_CHECKING:
    from django.test import Client

    from acordo.facts import Statement
    from acordo.register.acts import Outcome
    from tests.desk.conftest import Stated

pytestmark = pytest.mark.django_db
ENTRY = "/entries/listing/L-1"


def _said(desk: Client, address: str, status: int = 200) -> str:
    response = desk.get(address)
    assert response.status_code == status
    words = " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())
    return re.sub(r" (?=[.,):;?])", "", words)


def _told(page: bytes) -> str:
    """A page without the tokens that differ each time."""
    return re.sub(r'(name="csrfmiddlewaretoken" value=)"\w+"', r"\1", page.decode())


def _later() -> Stated:
    """The list's next edition: another birth date, and a kind reader's remark."""
    kept = [(name, value) for name, value in NAMED["L-1"] if name is not Property.BORN]
    return {"L-1": [*kept, (Property.BORN, "1988"), (Property.NOTE, "See the remark")], "L-2": NAMED["L-2"]}


def test_every_value_stands_with_its_edition_document_and_marking(desk: Client, listing: Outcome) -> None:
    page = desk.get(ENTRY).content.decode()
    said = _said(desk, ENTRY)
    rows = page.count('<td class="soft small from">')
    assert rows == len(NAMED["L-1"])
    assert page.count('href="#edition-1"') == rows
    assert page.count("<span>TLP:CLEAR</span>") == rows
    assert "edition 1, 2 August 2025" in said
    assert "listing.xml, received" in said
    assert "SHA-256" in said


def test_values_are_told_in_words(desk: Client, listing: Outcome) -> None:
    said = _said(desk, ENTRY)
    assert "Date of birth 15 June 1988" in said
    assert "Nationality Mozambique (MZ)" in said
    assert "Identity document AB0001 type: passport issued by: Mozambique (MZ)" in said
    assert "NELSON FAKE MUTHEMBA in parts: NELSON | FAKE MUTHEMBA" in said


def test_the_history_tells_what_each_edition_changed(desk: Client, listing: Outcome) -> None:
    read(_later(), SECOND)
    history = _said(desk, ENTRY).partition("History")[2]
    second, first = history.split("Edition 1,")
    assert "Edition 2, 27 February 2026" in second
    assert "Removed Date of birth 15 June 1988" in second
    assert "Added Date of birth 1988 Remark See the remark" in second
    assert f"First seen here, with {len(NAMED['L-1'])} values." in first


@pytest.mark.parametrize("day", ["2025-09-01", "01/09/2025", "01.09.2025"])
def test_an_entry_is_read_as_of_a_day(desk: Client, listing: Outcome, day: str) -> None:
    read(_later(), SECOND)
    said = _said(desk, f"{ENTRY}?as_of={day}")
    assert "As stated on 1 September 2025: edition 1, issued 2 August 2025." in said
    stated = said.partition("History")[0]
    assert "Date of birth 15 June 1988 edition 1, 2 August 2025 last stated in edition 1, 2 August 2025" in stated
    assert stated.count("last stated in") == 1


def test_before_it_was_listed_nothing_was_stated(desk: Client, listing: Outcome) -> None:
    said = _said(desk, f"{ENTRY}?as_of=2020-01-01")
    assert "On 1 January 2020 this source stated nothing of it." in said
    assert "NELSON FAKE MUTHEMBA" in said


def test_a_day_that_is_none_is_told_at_its_field(desk: Client, listing: Outcome) -> None:
    response = desk.get(f"{ENTRY}?as_of=31/02/2025")
    assert response.status_code == 400
    assert '<a href="#id_as_of">Enter a day as 2025-09-01' in response.content.decode()


def test_a_delisted_entry_keeps_its_history_and_says_that_it_is_never_a_hit(desk: Client, listing: Outcome) -> None:
    read({"L-2": NAMED["L-2"]}, SECOND)
    said = _said(desk, ENTRY)
    assert "Delisted" in said
    assert "It is never a hit" in said
    assert "Removed Kind Person" in said


def test_what_is_withheld_is_counted_inside_an_entry_that_may_be_seen(desk: Client) -> None:
    open_, hidden = cast.edition({"L-1": NAMED["L-1"][:3]}), cast.edition({"L-1": NAMED["L-1"][3:]}, marking=BIRCH_ONLY)
    _read_mixed(open_.statements + hidden.statements)
    said = _said(desk, ENTRY)
    assert f"{len(hidden.statements)} values are withheld" in said
    assert "AB0001" not in said
    assert "15 June 1988" not in said


def test_a_wholly_withheld_entry_does_not_exist(desk: Client) -> None:
    read({"L-1": NAMED["L-1"]}, marking=BIRCH_ONLY)
    withheld, absent = desk.get(ENTRY), desk.get("/entries/listing/L-0")
    assert withheld.status_code == absent.status_code == 404
    assert _told(withheld.content).replace("L-1", "L-0") == _told(absent.content)
    assert "The invented list" not in desk.get("/sources").content.decode()


def test_a_reference_may_hold_anything_a_publisher_prints(desk: Client) -> None:
    references = ("A/B 1", "Nº 7", "a%2Fb", "x?y#z", "(i)", "ж")
    read(dict.fromkeys(references, NAMED["L-2"]))
    for reference in references:
        address = reverse("register:entry", args=["listing", reference])
        assert "Irmandade da Lua Inventada" in _said(desk, address), reference


def test_the_longest_entry_stays_light_and_nothing_of_it_is_lost(desk: Client) -> None:
    many = [(Property.GOOD_ALIAS, cast.name(f"Nome Inventado Número {number:03}")) for number in range(300)]
    read({"L-1": [*NAMED["L-1"], *many]})
    seen: set[str] = set()
    for page in range(1, 5):
        content = desk.get(f"{ENTRY}?page={page}").content
        assert len(content) < 80_000
        seen |= set(re.findall(r"Nome Inventado Número \d{3}", content.decode()))
    assert len(seen) == 300


def test_markup_in_a_value_is_shown_and_never_obeyed(desk: Client) -> None:
    read({"L-1": [(Property.PRIMARY_NAME, cast.name("<img src=x>")), (Property.NOTE, "<script>1</script>")]})
    page = desk.get(ENTRY).content.decode()
    assert "<img" not in page
    assert "<script" not in page
    assert "&lt;script&gt;1&lt;/script&gt;" in page


def test_a_source_is_told_with_its_age_in_words(desk: Client, listing: Outcome) -> None:
    for age, words in (
        (timedelta(seconds=5), "fresh just now"),
        (timedelta(minutes=40), "fresh 40 minutes ago"),
        (timedelta(hours=25), "ageing 25 hours ago"),
        (timedelta(days=9), "out of date 9 days ago"),
    ):
        with clock.held_at(datetime.now(UTC) + age):
            said = _said(desk, "/sources")
        assert f"The invented list A publisher {words}" in said
        assert "2 4 1 issued 2 August 2025 TLP:CLEAR" in said


def test_a_source_has_its_editions_with_their_documents(desk: Client, listing: Outcome) -> None:
    read(_later(), SECOND)
    said = _said(desk, "/sources/listing")
    assert "Edition in force 2, issued 27 February 2026" in said
    assert "2 27 February 2026 what it changed (edition 2) 0 1 0 listing.xml, received" in said
    assert "1 2 August 2025 what it changed (edition 1) 2 0 0 listing.xml, received" in said


def test_what_was_not_understood_is_told_with_the_entry_where_it_stands(desk: Client, listing: Outcome) -> None:
    alarm = Alarm("/ENTRY/GENDER", 3, "Other", "L-2")
    edition = replace(cast.edition(_later(), issued=SECOND), alarms=(alarm,))
    terms = SourceTerms(cast.LISTING, "listing", "The invented list", "A publisher", "public", CLEAR)
    acts.update(cast.actor(), terms, edition.document.digest, lambda: edition)
    assert "1 part was not understood /ENTRY/GENDER × 3: Other ( L-2)" in _said(desk, "/sources/listing")


def test_an_edition_held_back_is_told_with_its_reason_and_what_to_do(desk: Client, listing: Outcome) -> None:
    read({"L-2": NAMED["L-2"]}, SECOND, hold=lambda b, a: ShrankTooFar(before=b, after=a, percent=50, most=10))
    for address in ("/sources", "/sources/listing"):
        said = _said(desk, address)
        assert "An edition of The invented list is held back (edition 2, issued 27 February 2026)." in said
        assert "The new edition has 1 entries where 2 were held: 50 % fewer" in said
        assert "See what it would change, and decide" in said


def test_a_source_that_is_not_held_says_so(desk: Client, listing: Outcome) -> None:
    assert "There is no source" in _said(desk, "/sources/nothing", 404)


def test_without_a_list_the_page_of_sources_teaches_how_to_load_one(desk: Client) -> None:
    said = _said(desk, "/sources")
    assert "No list is loaded yet" in said
    assert "acordo lists update un_sc --file" in said


def test_numbers_and_days_are_written_as_the_language_writes_them(desk: Client) -> None:
    read({f"L-{n}": [(Property.PRIMARY_NAME, cast.name(f"Nome {n}"))] for n in range(1200)})
    for language, number, day in (
        ("en", "1,200", "2 August 2025"),
        ("pt", "1.200", "2 de Agosto de 2025"),
        ("ru", "1\xa0200", "2 августа 2025"),
    ):
        desk.post("/language", {"language": language})
        page = unescape(desk.get("/sources").content.decode())
        assert number in page
        assert day in page


def _read_mixed(statements: tuple[Statement, ...]) -> None:
    """One edition whose values are marked differently."""
    edition = replace(cast.edition({}, issued=FIRST), statements=statements)
    terms = SourceTerms(cast.LISTING, "listing", "The invented list", "A publisher", "public", CLEAR)
    acts.update(cast.actor(), terms, "mixed", lambda: edition)
