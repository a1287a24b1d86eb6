"""What every answer of the site keeps: who is let in, the headers, the weight, and failures in words."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import URLResolver, get_resolver

import acordo
from acordo import errors
from acordo.config import settings
from acordo.desk import failures
from acordo.desk.uploads import IntoHome
from tests.desk.conftest import PASSWORD, USERNAME

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http.response import HttpResponseBase
    from django.urls import URLPattern

    from acordo.journal.models import Officer
    from acordo.register.acts import Outcome

pytestmark = pytest.mark.django_db
SOURCE = Path(acordo.__file__).parent
STYLE = "/static/desk/desk.css"
HTMX = "<script src=\"{% static 'desk/htmx-2.0.11.min.js' %}\" defer></script>"
LONG = b"name\n" + b"Nelson Fake Muthemba\n" * 60_000
"""A file of more than a megabyte."""

OPEN = {"language", "sign-in", "sign-out"}
"""Addresses that answer to nobody in particular: choosing a language, signing in and out."""

RENEWED = ("/state", "/state/x")
"""Parts of pages, which let the whole page ask who is there (``test_batch_pages``)."""


def _addresses(resolver: URLResolver | None = None, before: str = "") -> Iterator[str]:
    parts: list[URLPattern | URLResolver] = (resolver or get_resolver()).url_patterns
    for part in parts:
        if getattr(part, "namespace", None) == "api":
            continue  # programs ask there, with a token: tests/api
        here = before + str(part.pattern)
        if isinstance(part, URLResolver):
            yield from _addresses(part, here)
        else:
            filled = re.sub(r"<int:\w+>", "1", re.sub(r"<(?:str|path|slug):\w+>", "x", here))
            yield re.sub(r"<uuid:\w+>", str(uuid4()), filled)


def _whole(response: HttpResponseBase) -> bytes:
    """The body, read to its end: a file is closed only then."""
    return b"".join(response) if isinstance(response, StreamingHttpResponse) else cast("HttpResponse", response).content


def test_every_address_asks_who_is_there(client: Client) -> None:
    asked = [address for address in _addresses() if address not in OPEN and not address.endswith(RENEWED)]
    assert {"", "sources", "entries/x/x", "purpose"} <= set(asked)
    for address in asked:
        for response in (client.get(f"/{address}"), client.post(f"/{address}")):
            if response.status_code not in {401, 405}:  # 401 tells programs, who cannot sign in; 405 gives nothing
                assert response.status_code == 302, address
                assert response["Location"].startswith("/sign-in?next="), address


@pytest.mark.parametrize("address", ["/sign-in", "/nowhere", STYLE, "/static/desk/favicon.svg", "/static/nothing.css"])
def test_every_answer_carries_the_headers(client: Client, address: str) -> None:
    response = client.get(address)
    assert _whole(response)
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "style-src 'self'" in policy
    assert "form-action 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "script-src" not in policy
    assert "unsafe" not in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]


def test_pages_and_files_are_never_kept_and_style_is(desk: Client) -> None:
    for address in ("/", "/batches/example.csv", "/api/v1/openapi.json", "/algorithms"):
        assert desk.get(address)["Cache-Control"] == "no-store", address
    style = desk.get(STYLE)
    assert _whole(style)
    assert "max-age" in style["Cache-Control"]


def test_cookies_are_kept_from_scripts_and_from_other_sites(client: Client, officer: Officer) -> None:
    client.post("/sign-in", {"username": USERNAME, "password": PASSWORD, "purpose": "border"})
    for name in ("acordo_session", "acordo_language"):
        assert client.cookies[name]["samesite"] == "Strict"
        assert client.cookies[name]["httponly"]


def test_no_template_holds_a_script_of_its_own_or_a_style(client: Client) -> None:
    templates = sorted(SOURCE.glob("*/templates/**/*.html"))
    assert len(templates) > 10
    for path in templates:
        text = path.read_text(encoding="utf-8").replace(HTMX, "")
        assert not re.search(r"<script|<style|\sstyle=|\son\w+=|javascript:", text), path


def test_a_page_with_everything_it_needs_weighs_less_than_100_kb(desk: Client, listing: Outcome) -> None:
    style, icon = (len(_whole(desk.get(address))) for address in (STYLE, "/static/desk/favicon.svg"))
    assert style < 16_000
    screening = desk.post("/", {"name": "Nelson Fake Muthemba"})["Location"]
    for address in ("/", screening, "/entries/listing/L-1", "/sources", "/sources/listing", "/purpose"):
        assert len(desk.get(address).content) + style + icon < 100_000, address


def test_another_host_name_is_not_answered(client: Client) -> None:
    response = client.get("/sign-in", headers={"host": "elsewhere.example"})
    assert response.status_code == 400
    assert "elsewhere" not in response.content.decode()
    assert "This cannot be read" in response.content.decode()


def test_an_address_that_leads_nowhere_says_what_to_do(desk: Client) -> None:
    response = desk.get("/nowhere")
    assert response.status_code == 404
    assert "begin at the first page" in response.content.decode()


def test_a_form_without_its_own_token_does_nothing() -> None:
    response = Client(enforce_csrf_checks=True).post("/sign-in", {"username": "x"})
    assert response.status_code == 403
    assert "nothing was done" in response.content.decode()


@pytest.mark.parametrize("address", ["/sign-in", "/language", "/find", "/seen", "/", "/purpose", "/sources/x/fetch"])
def test_a_page_that_asks_for_no_file_takes_none(desk: Client, client: Client, address: str) -> None:
    for browser in (desk, Client()):
        response = browser.post(address, {"file": SimpleUploadedFile("names.csv", LONG)})
        assert response.status_code == 413, address
        assert "longer than the 1 MB that are taken here" in response.content.decode()
        assert 'href="/"' in response.content.decode()


class Seen(IntoHome):
    """Writes a file into the home as the desk does, and says that it came."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file."""
        super().new_file(*args, **kwargs)
        come.append(args[1])


come: list[str] = []


@pytest.mark.parametrize("address", ["/batches", "/new-list", "/sources/x/file"])
def test_a_page_takes_a_file_of_who_is_signed_in_alone(desk: Client, address: str) -> None:
    come.clear()
    with override_settings(FILE_UPLOAD_HANDLERS=["tests.desk.test_doors.Seen"]):
        strange = Client().post(address, {"file": SimpleUploadedFile("names.csv", LONG)})
        assert strange["Location"] == f"/sign-in?next={address}"
        assert come == []
        assert desk.post(address, {"file": SimpleUploadedFile("names.csv", LONG)}).status_code in {302, 400, 404}
        shutil.rmtree(settings().incoming_folder, ignore_errors=True)
        assert come == ["names.csv"] or address == "/sources/x/file"  # a source that is not held is told first


@pytest.mark.parametrize("address", ["/sources/listing/differences?page=", "/find", "/sources/listing?page="])
def test_a_number_of_a_thousand_figures_is_the_first_page_or_the_last(
    desk: Client, listing: Outcome, address: str
) -> None:
    if address == "/find":
        address = f"{desk.post('/find', {'text': 'Nelson'})['Location']}?page="
    for number in ("9" * 5000, "0", "-1", "٣"):
        assert desk.get(address + number).status_code == 200


@pytest.mark.parametrize("until", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "", "x"])
def test_any_moment_can_be_said_to_be_seen(desk: Client, until: str) -> None:
    assert desk.post("/seen", {"until": until})["Location"] == "/"


def test_an_address_that_takes_forms_alone_says_what_to_do(desk: Client) -> None:
    response = desk.get("/seen")
    assert response.status_code == 405
    assert response["Allow"] == "POST"
    assert "Go back, and send the form once more." in response.content.decode()


def test_a_length_of_a_thousand_figures_is_too_long(client: Client) -> None:
    for address in ("/sign-in", "/match/default"):
        assert client.post(address, {}, headers={"content-length": "9" * 5000}).status_code == 413


def test_a_fault_of_ours_tells_nothing_of_the_machine() -> None:
    response = failures.broken(RequestFactory().get("/"))
    page = response.content.decode()
    assert response.status_code == 500
    assert "The desk has failed" in page
    assert "Traceback" not in page


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (errors.Invalid, 400),
        (errors.Refused, 403),
        (errors.Missing, 404),
        (errors.Conflict, 409),
        (errors.Unproved, 422),
        (errors.Unavailable, 503),
    ],
)
def test_each_kind_of_failure_has_its_status_and_its_words(
    kind: type[errors.AcordoError], status: int, client: Client
) -> None:
    failure = type("Failed", (kind,), {"code": "tests.failed", "sentence": "It failed at {place}. Mend it."})
    request = RequestFactory().get("/")
    response = failures.Failures(lambda _: HttpResponse()).process_exception(request, failure(place="the <door>"))
    assert response is not None
    assert response.status_code == status
    assert "It failed at the &lt;door&gt;. Mend it." in response.content.decode()


def test_the_table_of_failures_is_total() -> None:
    assert set(failures.STATUS) == set(errors.AcordoError.__subclasses__())


def test_what_is_no_failure_of_ours_goes_on() -> None:
    middleware = failures.Failures(lambda _: HttpResponse())
    assert middleware.process_exception(RequestFactory().get("/"), Http404()) is None
