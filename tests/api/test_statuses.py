"""Every failure over a real socket: a problem document with our code, whatever part of the server refuses."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.request import Request, urlopen

import pytest

if TYPE_CHECKING:
    from tests.api.live import Served

pytestmark = pytest.mark.database
JSON = b"Content-Type: application/json\r\n"
CSV = b"Content-Type: text/csv\r\n"
SCREEN = b"POST /api/v1/screenings\r\n" + JSON
BATCH = b"POST /api/v1/batches?rows=1\r\n" + CSV
NAMED = b'{"names": ["Nelson Fake Muthemba"]}'


def _length(body: bytes) -> bytes:
    return b"Content-Length: %d\r\n" % len(body)


@pytest.mark.parametrize(
    ("head", "body", "status", "code"),
    [
        (SCREEN, b"{", 400, "desk.unreadable_body"),
        (SCREEN, b'{"names": ["\xff"]}', 400, "desk.unreadable_body"),
        (SCREEN, b'{"names": ["\\ud800"]}', 400, "desk.unreadable_body"),
        (SCREEN, b'{"names": ["A\\u0000B"]}', 400, "desk.unsound_text"),
        (SCREEN, b'{"names": ["A"], "threshold": NaN}', 400, "desk.unreadable_body"),
        (SCREEN, b"[" * 100_000, 400, "desk.unreadable_body"),
        (SCREEN, b"[]", 400, "desk.unfit_input"),
        (SCREEN, b"null", 400, "desk.unfit_input"),
        (SCREEN, b"", 400, "desk.unfit_input"),
        (b"GET /api/v1/sources\r\nHost: elsewhere.example\r\n", b"", 400, "desk.unreadable_request"),
        (b"GET /api/v1/sources/a%00b\r\n", b"", 400, "desk.unsound_text"),
        (b"GET /search/default?q=a%00b\r\n", b"", 400, "desk.unsound_text"),
        (b"GET /api/v1/sources?sort=name\r\n", b"", 400, "desk.unfit_input"),
        (b"POST /api/v1/batches\r\n" + CSV, b"name\nA\n", 400, "desk.unfit_input"),
        (b"GET /api/v1/sources\r\nAuthorization: Bearer nobody\r\n", b"", 401, "journal.unknown_token"),
        (b"GET /api/v1/sources\r\nAuthorization: Basic bm9ib2R5\r\n", b"", 401, "journal.no_token"),
        (b"GET /catalog\r\nAuthorization:\r\n", b"", 401, "journal.no_token"),
        (b"GET /api/v1/nowhere\r\n", b"", 404, "desk.unknown_address"),
        (b"GET /entities/nothing\r\n", b"", 404, "register.no_such_entry"),
        (b"GET /match/\r\n", b"", 404, "desk.unknown_address"),
        (b"DELETE /api/v1/sources\r\n", b"", 405, "desk.wrong_method"),
        (b"GET /match/default\r\n", b"", 405, "desk.wrong_method"),
        (b"BREW /api/v1/sources\r\n", b"", 405, "desk.wrong_method"),
        (b"GET /api/v1/sources\r\nAccept: image/png\r\n", b"", 406, "desk.not_acceptable"),
        (b"POST /api/v1/screenings\r\nContent-Type: text/plain\r\n", NAMED, 415, "desk.wrong_media_type"),
        (b"POST /api/v1/batches?rows=1\r\n" + JSON, b"{}", 415, "desk.wrong_media_type"),
        (SCREEN, b'{"names": ["' + b"a" * (1024 * 1024) + b'"]}', 413, "desk.too_long"),
    ],
)
def test_what_cannot_be_answered_is_a_problem_with_a_code(
    served: Served, head: bytes, body: bytes, status: int, code: str
) -> None:
    stated = _length(body) if head.startswith(b"POST") else b""
    reply = served.send(head + stated, body)
    assert (reply.status, reply.code) == (status, code)
    assert reply.headers["cache-control"] == "no-store"
    assert ("allow" in reply.headers) is (status == 405)
    assert ("www-authenticate" in reply.headers) is (status == 401)


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (SCREEN + b"Transfer-Encoding: chunked\r\n", b"5\r\n{nam\r\n0\r\n\r\n"),
        (BATCH + b"Transfer-Encoding: chunked\r\n", b"7\r\nname\nA\n\r\n0\r\n\r\n"),
        (BATCH + b"Transfer-Encoding: chunked\r\nContent-Length: 7\r\n", b"7\r\nname\nA\n\r\n0\r\n\r\n"),
        (SCREEN, b""),
    ],
)
def test_a_body_in_chunks_or_without_a_length_is_refused_and_never_read_as_empty(
    served: Served, head: bytes, body: bytes
) -> None:
    reply = served.send(head, body)
    assert (reply.status, reply.code) == (411, "desk.no_length")


def test_a_form_in_chunks_is_refused_with_a_page(served: Served) -> None:
    reply = served.send(b"POST /sign-in\r\nTransfer-Encoding: chunked\r\n", b"0\r\n\r\n")
    assert reply.status == 411
    assert reply.headers["content-type"].startswith("text/html")
    assert b"Content-Length" in reply.body


@pytest.mark.parametrize("expect", [b"", b"Expect: 100-continue\r\n"])
@pytest.mark.parametrize("head", [BATCH, SCREEN, b"POST /match/default\r\n" + JSON])
def test_two_gigabytes_are_refused_before_they_are_sent(served: Served, head: bytes, expect: bytes) -> None:
    reply = served.send(head + expect + b"Content-Length: 2147483648\r\n", b"" if expect else b"name\n")
    assert (reply.status, reply.code) == (413, "desk.too_long")


def test_a_page_refuses_two_gigabytes_too(served: Served) -> None:
    reply = served.send(b"POST /sign-in\r\nContent-Length: 2147483648\r\n", b"username=")
    assert reply.status == 413
    assert b"longer than the 1 MB" in reply.body
    assert b'href="/"' in reply.body


def test_an_upload_above_the_setting_is_refused_by_its_stated_length(served: Served) -> None:
    reply = served.send(BATCH + b"Content-Length: 2097153\r\n", b"name\n")
    assert (reply.status, reply.code) == (413, "desk.too_long")


@pytest.mark.parametrize("head", [SCREEN, BATCH])
def test_a_body_that_ends_early_is_refused_whole(served: Served, head: bytes) -> None:
    before = served.send(b"GET /api/v1/batches\r\n").body
    reply = served.send(head + b"Content-Length: 100\r\n", b"name\nNelson Fake Muthemba\n", end=True)
    assert reply.status == 400
    assert reply.code in {"screening.cut_short", "desk.unreadable_body"}
    assert served.send(b"GET /api/v1/batches\r\n").body == before


def test_who_waits_for_a_word_before_sending_gets_it(served: Served) -> None:
    reply = served.send(SCREEN + b"Expect: 100-continue\r\n" + _length(NAMED), NAMED)
    assert reply.status in {100, 201}


def test_head_is_answered_as_get_without_a_body(served: Served) -> None:
    with urlopen(Request(f"{served.address}/algorithms", method="HEAD")) as bare:  # noqa: S310 (our own desk)
        assert bare.status == 200
        assert bare.read() == b""


@pytest.mark.parametrize(
    ("language", "detail"),
    [("pt", "/api/v1/nowhere"), ("en", "Nothing answers at /api/v1/nowhere"), ("ru", "/api/v1/nowhere")],
)
def test_the_sentence_is_in_the_language_asked_for(served: Served, language: str, detail: str) -> None:
    reply = served.send(b"GET /api/v1/nowhere\r\nAccept-Language: " + language.encode() + b"\r\n")
    assert reply.headers["content-language"] == language
    assert detail in json.loads(reply.body)["detail"]


def test_a_reference_in_another_script_is_found_and_told(served: Served) -> None:
    path = b"/api/v1/entries/story/%D0%A1%D0%B0%D0%B9"
    reply = served.send(b"GET " + path + b"\r\n")
    assert (reply.status, reply.code) == (404, "register.no_such_entry")
    assert "%D0%A1" in json.loads(reply.body)["detail"]


def test_no_session_is_made_and_none_is_read(served: Served) -> None:
    reply = served.send(b"GET /api/v1/sources\r\nCookie: acordo_session=abc; acordo_language=ru\r\n")
    assert reply.status == 200
    assert "set-cookie" not in reply.headers
    assert served.send(b"GET /api/v1/sources\r\nCookie: x=y\r\nAuthorization:\r\n").status == 401
