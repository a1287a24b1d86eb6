"""Failures as programs read them: RFC 9457 problem documents, for every answer that is not a success.

``type`` is a name that never changes its meaning, made from our code; ``detail`` is our sentence in the language
asked for; ``errors`` lists each place of an unfit input by a JSON pointer (RFC 6901). Nothing of the machine is shown.
"""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.utils.translation import get_language_from_request
from pydantic import BaseModel, Field

from acordo.config import LANGUAGES
from acordo.desk import statuses
from acordo.desk.statuses import status_of
from acordo.journal.programs import SENTENCE
from acordo.wording import mark, say, say_error

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from acordo.errors import AcordoError

MEDIA_TYPE = "application/problem+json"
_TYPE = "urn:acordo:problem:"
_FOLDERS = ("/api/", "/match/", "/search/", "/entities/")
_ADDRESSES = frozenset({"/api", "/match", "/entities", "/catalog", "/algorithms", "/healthz", "/readyz"})
_CHALLENGE = 'Bearer realm="acordo"'
_MISSING = mark("It is missing.")
_EXTRA = mark("Nothing is read under this name.")
_OTHER = mark("It does not have the form that the description of the API states.")
_SENTENCES = {"missing": _MISSING, "extra_forbidden": _EXTRA}


class Place(BaseModel):
    """One place of an unfit input, and what is wrong there."""

    pointer: str = Field(description="A JSON pointer into the body, or /query/… or /path/….")
    code: str
    detail: str


class Problem(BaseModel):
    """What could not be done, and what to do about it (RFC 9457)."""

    type: str = Field(description="A name that never changes its meaning.")
    title: str
    status: int
    detail: str
    code: str = Field(description="The same name, as the documentation and the command line write it.")
    errors: list[Place] | None = Field(default=None, description="For an unfit input: each place.")


def is_for_programs(path: str) -> bool:
    """Programs ask at this address, not browsers."""
    return path.startswith(_FOLDERS) or path in _ADDRESSES


def answer(request: HttpRequest, error: AcordoError, unfit: Iterable[Mapping[str, Any]] = ()) -> HttpResponse:
    """The problem document of a failure; ``unfit`` is what the check of the input found."""
    language = language_of(request)
    status, heading = status_of(type(error))
    document: dict[str, Any] = {
        "type": f"{_TYPE}{error.code}",
        "title": say(heading, language),
        "status": status,
        "detail": say_error(error, language),
        "code": error.code,
    }
    places = [_place(found, language) for found in unfit]
    if places:
        document["errors"] = places
    written = json.dumps(document, ensure_ascii=False).encode("utf-8", "replace")
    response = HttpResponse(written, content_type=MEDIA_TYPE, status=status)
    response.headers["Content-Language"] = language
    response.headers["Content-Length"] = str(len(written))
    if status == HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = _CHALLENGE
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = "5"
    return response


def told(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """The same answer, as a problem document where it is a failure that another part has told in its own way."""
    if response.status_code < HTTPStatus.BAD_REQUEST or response.headers.get("Content-Type") == MEDIA_TYPE:
        return response
    allowed = response.headers.get("Allow")
    if allowed is not None:
        methods = set(allowed.split(", ")) | ({"HEAD"} if "GET" in allowed else set())
        allowed = ", ".join(sorted(methods))
    problem = answer(request, _failure(request, response.status_code, allowed or ""))
    if allowed is not None:
        problem.headers["Allow"] = allowed
    return problem


def _failure(request: HttpRequest, status: int, allowed: str) -> AcordoError:
    match status:
        case HTTPStatus.NOT_FOUND:
            return statuses.UnknownAddress(path=request.path[:200])
        case HTTPStatus.METHOD_NOT_ALLOWED:
            return statuses.WrongMethod(method=str(request.META.get("REQUEST_METHOD", ""))[:20], allowed=allowed)
        case _ if status < HTTPStatus.INTERNAL_SERVER_ERROR:
            return statuses.UnreadableRequest()
        case _:
            return statuses.Broken()


def language_of(request: HttpRequest) -> str:
    """One of our languages: what the request accepts, else the service's."""
    language = getattr(request, "LANGUAGE_CODE", None) or get_language_from_request(request)
    return language if language in LANGUAGES else "en"


def _place(found: Mapping[str, Any], language: str) -> dict[str, str]:
    """One finding of the check as a place; ``loc`` begins with body, query or path."""
    source, *steps = found["loc"]
    steps = steps[1:] if source == "body" else [source, *steps]  # a body stands under the name of our own argument
    arguments = dict(found.get("ctx") or {})
    sentence = arguments.pop(SENTENCE, None)
    code = str(found["type"]) if sentence else f"desk.{_kind(found)}"
    return {
        "pointer": "".join(f"/{_escaped(step)}" for step in steps),
        "code": code,
        "detail": say(sentence or _SENTENCES.get(str(found["type"]), _OTHER), language, **arguments),
    }


def _kind(found: Mapping[str, Any]) -> str:
    return {"missing": "missing", "extra_forbidden": "unread"}.get(str(found["type"]), "unfit")


def _escaped(step: object) -> str:
    return str(step).replace("~", "~0").replace("/", "~1")
