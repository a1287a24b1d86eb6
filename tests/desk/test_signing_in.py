"""Signing in: who, and what for; never which of name and password was wrong; never to another site."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.contrib.sessions.models import Session
from django.test import Client, RequestFactory

from acordo import clock
from acordo.config import settings
from acordo.journal.door import place_of
from acordo.journal.guard import Gate, opened
from acordo.journal.sessions import SessionStore
from acordo.screening.models import Screening
from tests.desk.conftest import PASSWORD, USERNAME

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as TestResponse

    from acordo.journal.models import Officer
    from acordo.register.acts import Outcome

pytestmark = pytest.mark.django_db
ELSEWHERE = (
    "https://elsewhere.example/",
    "//elsewhere.example/",
    "/\\elsewhere.example",
    "\\\\elsewhere.example",
    "https:elsewhere.example",
    "javascript:alert(1)",
    "///elsewhere.example",
    "elsewhere.example",
    " https://elsewhere.example",
    "",
)


def _sign_in(client: Client, **given: str) -> TestResponse:
    return client.post("/sign-in", {"username": USERNAME, "password": PASSWORD, "purpose": "border", **given})


def test_the_first_page_asks_who_is_there_and_then_leads_back(client: Client, officer: Officer) -> None:
    response = client.get("/sources")
    assert response.status_code == 302
    assert response["Location"] == "/sign-in?next=/sources"
    assert 'name="next" value="/sources"' in client.get(response["Location"]).content.decode()
    assert _sign_in(client, next="/sources")["Location"] == "/sources"
    assert client.get("/sources").status_code == 200


@pytest.mark.parametrize("target", ELSEWHERE)
def test_signing_in_never_leads_to_another_site(client: Client, officer: Officer, target: str) -> None:
    assert _sign_in(client, next=target)["Location"] == "/"


def test_a_wrong_name_and_a_wrong_password_are_told_alike(client: Client, officer: Officer) -> None:
    name = _sign_in(client, username="nobody")
    password = _sign_in(client, password="something else entirely")
    assert name.status_code == password.status_code == 400
    told = "The name or the password is wrong."
    assert told in name.content.decode()
    assert told in password.content.decode()


def test_what_was_written_stays_except_the_password(client: Client, officer: Officer) -> None:
    page = _sign_in(client, password="something else entirely").content.decode()
    assert f'value="{USERNAME}"' in page
    assert re.search(r'value="border"[^>]* checked', page)
    assert "something else entirely" not in page


def test_without_a_purpose_nobody_is_let_in_and_the_summary_leads_to_the_choices(
    client: Client, officer: Officer
) -> None:
    page = _sign_in(client, purpose="").content.decode()
    assert '<a href="#id_purpose_0">Choose a purpose</a>' in page
    assert 'id="id_purpose_0"' in page
    assert client.get("/").status_code == 302


def test_guessing_is_braked(client: Client, officer: Officer) -> None:
    for _ in range(5):
        _sign_in(client, password="a guess of no worth")
    assert "Too many failed attempts" in _sign_in(client).content.decode()


def test_a_session_without_a_purpose_may_do_nothing(client: Client, officer: Officer) -> None:
    client.force_login(officer, backend="acordo.journal.signing_in.Backend")
    response = client.get("/")
    assert response.status_code == 403
    assert "No purpose is stated for this session" in response.content.decode()


def test_an_officer_who_left_is_out_at_once(desk: Client, officer: Officer) -> None:
    assert desk.get("/").status_code == 200
    officer.is_active = False
    with opened(Gate.WRITING):
        officer.save()
    assert desk.get("/").status_code == 302


def test_signing_out_is_a_post_and_ends_the_session(desk: Client) -> None:
    assert desk.get("/sign-out").status_code == 405
    assert desk.get("/").status_code == 200
    assert desk.post("/sign-out").status_code == 302
    assert desk.get("/").status_code == 302


def test_the_purpose_changed_stands_on_what_follows(desk: Client, listing: Outcome) -> None:
    desk.post("/", {"name": "Nelson Fake Muthemba"})
    assert desk.post("/purpose", {"purpose": "training", "next": "/sources"})["Location"] == "/sources"
    desk.post("/", {"name": "Nelson Fake Muthemba"})
    assert list(Screening.objects.order_by("at").values_list("purpose", flat=True)) == ["inquiry", "training"]


@pytest.mark.parametrize("target", ELSEWHERE)
def test_changing_the_purpose_never_leads_to_another_site(desk: Client, target: str) -> None:
    assert desk.post("/purpose", {"purpose": "training", "next": target})["Location"] == "/"


def test_the_language_is_chosen_by_the_person_and_stays(client: Client) -> None:
    for code, title in (("pt", "Entrar"), ("ru", "Войти"), ("en", "Sign in")):
        assert client.post("/language", {"language": code, "next": "/sign-in"})["Location"] == "/sign-in"
        page = client.get("/sign-in").content.decode()
        assert f'<html lang="{code}"' in page
        assert f"<h1>{title}</h1>" in page


@pytest.mark.parametrize("target", [*ELSEWHERE[:4], "///elsewhere.example"])
def test_changing_the_language_never_leads_to_another_site(client: Client, target: str) -> None:
    response = client.post("/language", {"language": "pt", "next": target})
    assert "elsewhere" not in response.get("Location", "")


def test_an_officers_own_language_is_taken_until_another_is_chosen(client: Client, officer: Officer) -> None:
    assert _sign_in(client).cookies["acordo_language"].value == "en"
    other = Client()
    other.post("/language", {"language": "ru"})
    assert "acordo_language" not in _sign_in(other).cookies


@pytest.mark.parametrize(
    ("behind", "written", "place"),
    [
        (True, "203.0.113.9", "203.0.113.9"),
        (True, "10.9.9.9, 203.0.113.9", "203.0.113.9"),
        (True, "2001:DB8::1", "2001:db8::1"),
        (True, "nowhere", "127.0.0.1"),
        (True, "", "127.0.0.1"),
        (False, "203.0.113.9", "127.0.0.1"),
    ],
)
def test_the_place_of_a_sign_in_is_what_the_proxy_saw_where_there_is_one(
    *, monkeypatch: pytest.MonkeyPatch, behind: bool, written: str, place: str
) -> None:
    monkeypatch.setattr("acordo.journal.door.settings", lambda: replace(settings(), secure=behind))
    request = RequestFactory().post("/sign-in", headers={"X-Forwarded-For": written})
    assert place_of(request) == place


def test_a_session_that_is_no_text_is_nobodys(client: Client, officer: Officer) -> None:
    nul = '"' + "\\000" * 32 + '"'
    for key in (nul, "x" * 5000, '"\\303\\240' + "a" * 30 + '"'):
        assert client.get("/sources", headers={"cookie": f"acordo_session={key}"})["Location"].startswith("/sign-in")


def test_sessions_that_have_ended_are_deleted_with_what_was_asked_in_them(client: Client, officer: Officer) -> None:
    ended = SessionStore()
    ended["searches"] = {"word": {"text": "Nelson Fake Muthemba"}}
    ended.set_expiry(clock.now() - timedelta(days=1))
    ended.save()
    assert Session.objects.filter(pk=ended.session_key).exists()
    _sign_in(client)
    assert not Session.objects.filter(pk=ended.session_key).exists()
