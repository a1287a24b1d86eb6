"""The links by which a paper or a file is taken away stand where they may be followed, and lead to it."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from acordo.journal.guard import Gate, opened
from acordo.journal.models import Officer
from acordo.journal.words import Role

if TYPE_CHECKING:
    from django.test import Client

    from acordo.register.acts import Outcome

pytestmark = pytest.mark.django_db
ENTRY = "/entries/listing/L-1"


def _links(page: str, start: str) -> list[str]:
    return [part.partition('"')[0] for part in page.split('href="')[1:] if part.startswith(start)]


def test_the_paper_of_an_entry_is_one_link_away(desk: Client, listing: Outcome) -> None:
    (link,) = _links(desk.get(ENTRY).content.decode(), "/papers/")
    answer = desk.get(link)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert "no-store" in answer.headers["Cache-Control"]
    assert "NELSON FAKE MUTHEMBA" in PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()


def test_an_entry_as_of_a_day_is_printed_as_of_that_day(desk: Client, listing: Outcome) -> None:
    (link,) = _links(desk.get(f"{ENTRY}?as_of=2025-09-01").content.decode(), "/papers/")
    assert link.endswith("?as_of=2025-09-01")
    text = PdfReader(io.BytesIO(desk.get(link).content)).pages[0].extract_text().replace("\n", " ")
    assert "As stated on 1 September 2025" in text


@pytest.mark.parametrize("page", [ENTRY, "/sources/listing", "/sources"])
def test_the_files_for_other_software_are_one_link_away(desk: Client, listing: Outcome, page: str) -> None:
    said = desk.get(page).content.decode()
    links = _links(said, "/export/") + _links(said, "/sources/listing/export/")
    assert len(links) == 2
    ftm, csv = (b"".join(desk.get(link).streaming_content).decode() for link in links)  # type: ignore[attr-defined]
    assert json.loads(ftm.splitlines()[0])["id"] == "listing/L-1"
    assert csv.splitlines()[1].startswith("listing/L-1,Person,NELSON FAKE MUTHEMBA,")


def test_whoever_may_not_take_anything_away_sees_no_link_and_gets_nothing(desk: Client, listing: Outcome) -> None:
    with opened(Gate.WRITING):
        Officer.objects.update(role=Role.INSPECTOR)
    for page in (ENTRY, "/sources/listing", "/sources"):
        said = desk.get(page).content.decode()
        assert "/papers/" not in said
        assert "/export/" not in said
    for address in ("/papers/listing/L-1", "/export/ftm", "/sources/listing/export/csv", "/export/csv/listing/L-1"):
        assert desk.get(address).status_code == 403


def test_an_address_that_no_link_leads_to_is_not_found(desk: Client, listing: Outcome) -> None:
    for address in ("/export/xml", "/papers/listing/L-9", "/papers/listing/L-1?as_of=never", "/sources/no/export/ftm"):
        assert desk.get(address).status_code == 404, address
