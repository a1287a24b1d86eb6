"""A name is asked: hits in order and in words, never a probability; the answer has an address and stays as it was."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import TYPE_CHECKING

import pytest

from acordo import clock
from acordo.facts import Property
from acordo.journal.guard import Gate, opened
from acordo.journal.words import Role
from acordo.matching import Query
from acordo.screening import acts
from acordo.screening.models import Screening
from tests import cast
from tests.cast import BIRCH_ONLY
from tests.desk.conftest import NAMED, SECOND, read

if TYPE_CHECKING:
    from django.test import Client

    from acordo.journal.models import Officer
    from acordo.register.acts import Outcome

pytestmark = pytest.mark.django_db


def _text(page: str) -> str:
    """The words of a page, as a reader has them."""
    return re.sub(r" (?=[.,):;?])", "", " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split()))


def _ask(desk: Client, name: str, **more: str) -> str:
    response = desk.post("/", {"name": name, **more}, follow=True)
    assert response.status_code == 200
    page: str = response.content.decode()
    return page


def test_a_hit_says_whose_entry_which_name_and_what_agrees(desk: Client, listing: Outcome) -> None:
    said = _text(_ask(desk, "Muthemba Nelson Fake", born="15/06/1988", nationality="Moçambique"))
    assert "1 hit for Muthemba Nelson Fake" in said
    assert "NELSON FAKE MUTHEMBA Primary name" in said
    assert "The invented list, issued 2 August 2025 Reference L-1" in said
    assert "Born on the same day: 15 June 1988." in said
    assert "Same nationality: Mozambique (MZ)." in said
    assert "A hit is a question, not an answer." in said


def test_a_hit_leads_to_its_entry(desk: Client, listing: Outcome) -> None:
    page = _ask(desk, "Nelson Fake Muthemba")
    assert 'href="/entries/listing/L-1"' in page
    assert desk.get("/entries/listing/L-1").status_code == 200


def test_what_disagrees_stands_under_its_heading(desk: Client, listing: Outcome) -> None:
    said = _text(_ask(desk, "Nelson Fake Muthemba", document="ZZ9999"))
    disagrees = said.partition("Disagrees")[2].partition("Unknown")[0]
    assert "The document number ZZ9999 is not among those listed." in disagrees


def test_no_page_shows_a_score(desk: Client, listing: Outcome) -> None:
    said = _text(_ask(desk, "Nelson Fake Mutemba")).lower()
    for hit in Screening.objects.get().hits:
        assert f"{hit['score']:.2f}" not in said
        assert f"{100 * hit['score']:.0f}" not in said.replace("1988", "")
    for word in ("%", "score", "probability", "confidence", "likely", "risk"):
        assert word not in said


def test_asking_is_a_post_that_leads_to_an_address_without_the_name(desk: Client, listing: Outcome) -> None:
    response = desk.post("/", {"name": "Nelson Fake Muthemba"})
    assert response.status_code == 302
    assert response["Location"] == f"/screenings/{Screening.objects.get().pk}"


def test_an_answer_is_shown_again_as_it_was(desk: Client, listing: Outcome) -> None:
    address = desk.post("/", {"name": "Nelson Fake Muthemba"})["Location"]
    before = _text(desk.get(address).content.decode())
    read({"L-2": NAMED["L-2"]}, SECOND)
    after = _text(desk.get(address).content.decode())
    assert after == before
    assert "issued 2 August 2025" in after


def test_a_screening_that_is_not_held_says_so(desk: Client, listing: Outcome) -> None:
    response = desk.get("/screenings/01a2006a-8a55-7fbc-bef3-082746b63d1c")
    assert response.status_code == 404
    assert "There is no screening" in response.content.decode()


def test_without_a_hit_it_is_told_what_was_searched_and_that_it_is_no_proof(desk: Client, listing: Outcome) -> None:
    said = _text(_ask(desk, "Quitéria Zandamela"))
    assert "No hit for Quitéria Zandamela" in said
    assert "2 entries of these lists, as they stood then: The invented list, issued 2 August 2025" in said
    assert "This is not a proof that the person is not listed" in said


def test_a_name_in_another_script_keeps_its_own_direction_and_language(desk: Client, listing: Outcome) -> None:
    page = _ask(desk, "نلسون فاكي موتيمبا")
    assert '<bdi lang="und-Arab">نلسون فاكي موتيمبا</bdi>' in page
    assert "NELSON FAKE MUTHEMBA" in page
    assert '<span class="tag">Name in original script</span>' in page


def test_a_weak_name_is_called_weak(desk: Client, listing: Outcome) -> None:
    said = _text(_ask(desk, "Mestre Nelsinho"))
    assert "Low-quality a.k.a. weak: it fits many people" in said


def test_what_cannot_be_read_is_told_at_its_field_and_nothing_is_lost(desk: Client, listing: Outcome) -> None:
    given = {"name": "123", "born": "31/02/1988", "nationality": "Nowhereland", "sex": "male", "document": "AB 1"}
    response = desk.post("/", given)
    page = response.content.decode()
    assert response.status_code == 400
    for field in ("name", "born", "nationality"):
        assert f'href="#id_{field}"' in page
        assert f'id="id_{field}_error"' in page
        assert re.search(rf'<input[^>]*name="{field}"[^>]*aria-describedby="[^"]*id_{field}_error', page)
        assert re.search(rf'<input[^>]*name="{field}"[^>]*aria-invalid="true"', page)
    for value in ("123", "31/02/1988", "Nowhereland", "AB 1"):
        assert f'value="{value}"' in page
    assert '<option value="male" selected>' in page
    assert "<title>Error: " in page
    assert not Screening.objects.exists()


@pytest.mark.parametrize(
    "name", ["", " ", "\0", "a\0b", "\ud800", "1" * 2000, "a" * 1001, "....", "\u202e\u202e", "<script>1</script>"]
)
def test_no_name_whatever_breaks_the_desk(desk: Client, listing: Outcome, name: str) -> None:
    response = desk.post("/", {"name": name.encode("utf-8", "replace").decode()})
    assert response.status_code in {302, 400}
    assert "<script>1" not in response.content.decode()


def test_markup_in_a_name_is_shown_and_never_obeyed(desk: Client, listing: Outcome) -> None:
    page = _ask(desk, "<b onclick=x>Nelson</b> Fake Muthemba")
    assert "<b onclick" not in page
    assert "&lt;b onclick=x&gt;Nelson&lt;/b&gt; Fake Muthemba" in page


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("15/06/1988", "1988-06-15"),
        ("15.06.1988", "1988-06-15"),
        ("5-6-1988", "1988-06-05"),
        ("06/1988", "1988-06"),
        ("1988", "1988"),
        ("1988~", "1988~"),
        ("1988-06-15", "1988-06-15"),
        ("1964/2008", "1964/2008"),
    ],
)
def test_a_birth_date_is_read_as_documents_print_it(desk: Client, listing: Outcome, written: str, kept: str) -> None:
    desk.post("/", {"name": "Nelson Fake Muthemba", "born": written})
    assert Screening.objects.get().query["born"] == kept


@pytest.mark.parametrize("written", ["MZ", "mz", "Moçambique", "mocambique", "Mozambique", "Мозамбик"])
def test_a_country_is_read_in_the_three_languages(desk: Client, listing: Outcome, written: str) -> None:
    desk.post("/", {"name": "Nelson Fake Muthemba", "nationality": written})
    assert Screening.objects.get().query["nationality"] == "MZ"


def test_the_question_can_be_put_back_into_the_box_without_being_asked(desk: Client, listing: Outcome) -> None:
    response = desk.post("/", {"name": "Nelson Fake Muthemba", "born": "1988", "again": "1"})
    page = response.content.decode()
    assert response.status_code == 200
    assert 'value="Nelson Fake Muthemba"' in page
    assert 'value="1988"' in page
    assert "<details open>" in page
    assert not Screening.objects.exists()


@pytest.mark.parametrize(
    ("age", "said"),
    [
        (timedelta(hours=23), None),
        (timedelta(hours=25), "Somebody may have been listed or delisted since."),
        (timedelta(days=8), "Treat a hit from it as information only"),
    ],
)
def test_a_stale_list_is_told_before_and_after_asking(
    desk: Client, listing: Outcome, age: timedelta, said: str | None
) -> None:
    with clock.held_at(datetime.now(UTC) + age):
        for page in (desk.get("/").content.decode(), _ask(desk, "Nelson Fake Muthemba")):
            assert (said in page) if said else ("may be out of date" not in page)


def test_a_warning_of_age_stays_on_the_answer_and_none_is_added_later(desk: Client, listing: Outcome) -> None:
    now = datetime.now(UTC)
    fresh = desk.post("/", {"name": "Nelson Fake Muthemba"})["Location"]
    with clock.held_at(now + timedelta(hours=30)):
        stale = desk.post("/", {"name": "Nelson Fake Muthemba"})["Location"]
    with clock.held_at(now + timedelta(days=30)):
        assert "may be out of date" not in desk.get(fresh).content.decode()
        assert "last checked 30 hours ago" in desk.get(stale).content.decode()


def test_a_later_look_at_a_list_takes_no_warning_off_an_answer(desk: Client, listing: Outcome) -> None:
    with clock.held_at(datetime.now(UTC) + timedelta(hours=30)):
        stale = desk.post("/", {"name": "Nelson Fake Muthemba"})["Location"]
        read({"L-2": NAMED["L-2"]}, SECOND)
        said = _text(desk.get(stale).content.decode())
    assert "last checked 30 hours ago" in said
    assert "2 entries of these lists, as they stood then: The invented list, issued 2 August 2025" in said


def test_another_officer_who_sees_another_count_is_told_the_lists_only(desk: Client, listing: Outcome) -> None:
    asked = acts.screen(cast.actor(), Query(("Nelson Fake Muthemba",)))
    assert "2 entries of these lists" in _text(desk.get(f"/screenings/{asked.id}").content.decode())
    read({"L-2": NAMED["L-2"]}, SECOND)
    said = _text(desk.get(f"/screenings/{asked.id}").content.decode())
    assert "These lists, as they stood then: The invented list, issued 2 August 2025" in said
    assert "None" not in said


def test_without_a_list_the_first_page_teaches(desk: Client) -> None:
    page = desk.get("/").content.decode()
    assert "No list is loaded yet" in page
    assert 'name="name"' not in page


def test_an_entry_that_the_officer_may_not_see_is_never_a_hit(desk: Client, listing: Outcome) -> None:
    read({"L-1": NAMED["L-1"], "L-2": NAMED["L-2"]}, SECOND, marking=BIRCH_ONLY)
    response = desk.post("/", {"name": "Nelson Fake Muthemba"}, follow=True)
    assert "NELSON FAKE MUTHEMBA" not in response.content.decode()


def test_a_role_that_does_not_screen_is_told_before_it_tries(desk: Client, officer: Officer, listing: Outcome) -> None:
    officer.role = Role.OPERATOR
    with opened(Gate.WRITING):
        officer.save()
    page = desk.get("/").content.decode()
    assert "The role “Operator” does not screen names." in page
    assert 'name="name"' not in page
    assert desk.post("/", {"name": "Nelson Fake Muthemba"}).status_code == 403


def test_more_hits_than_are_shown_are_told(desk: Client) -> None:
    many = [[(Property.PRIMARY_NAME, {"text": f"Nelson Fake Muthemba {word}"})] for word in "abcdefghijkl"]
    read({f"L-{number}": stated for number, stated in enumerate(many)})
    said = _text(_ask(desk, "Nelson Fake Muthemba"))
    assert "10 hits for Nelson Fake Muthemba" in said
    assert "Only the 10 best are shown" in said


def test_the_same_page_speaks_three_languages(desk: Client, listing: Outcome) -> None:
    address = desk.post("/", {"name": "Nelson Fake Muthemba", "born": "1988-06-15"})["Location"]
    for language, words in (
        ("pt", ("1 coincidência para", "Nascimento no mesmo dia: 15 de Junho de 1988.", "Nome principal")),
        ("ru", ("1 совпадение", "Дата рождения та же: 15 июня 1988.", "Основное имя")),
        ("en", ("1 hit for", "Born on the same day: 15 June 1988.", "Primary name")),
    ):
        desk.post("/language", {"language": language})
        said = _text(desk.get(address).content.decode())
        for word in words:
            assert word in said


def test_every_class_of_name_is_told_on_a_page(desk: Client, listing: Outcome) -> None:
    from acordo.register.labels import PROPERTIES

    assert set(Property) == set(PROPERTIES)
