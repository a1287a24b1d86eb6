"""The programs' door: from a request's Authorization header to the actor, and from an answer to its bytes.

* A program shows its token as ``Authorization: Bearer …``, or ``ApiKey …`` as software written for yente does.
* One query by the token's digest; nothing is remembered between requests, so a revoked token ends at once.
* The answer is in the language that the request asks for, among ours.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any, cast

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from ninja.security.base import AuthBase
from pydantic import BaseModel, BeforeValidator, ConfigDict
from pydantic_core import PydanticCustomError

from acordo.config import LANGUAGES, settings
from acordo.errors import AcordoError, Refused
from acordo.journal.queries import actor_of_token

if TYPE_CHECKING:
    from acordo.journal.words import Actor

_SCHEMES = frozenset({"bearer", "apikey"})
SENTENCE = "sentence"
"""Under this name a refused value carries our sentence beside the arguments."""


_NUMBER = re.compile(r"0|[1-9][0-9]{0,8}")


def number(given: object) -> object:
    """Figures alone, of what stands in an address."""
    if isinstance(given, str) and not _NUMBER.fullmatch(given):
        raise ValueError(given)
    return given


def _whole(given: object) -> object:
    """A number of JSON, not a text that looks like one."""
    if isinstance(given, bool | str):
        raise ValueError(given)  # noqa: TRY004 (the check of an input takes no other)
    return given


Number = Annotated[int, BeforeValidator(number)]
"""A whole number in an address, in up to nine figures; each use states its bounds."""
Whole = Annotated[int, BeforeValidator(_whole)]
"""A whole number in a body; 10.0 is one too."""


class NoToken(Refused):
    """The request shows no token."""

    code = "journal.no_token"
    sentence = "The request shows no token. Send it in the header Authorization, as 'Bearer' and the token."


class Given(BaseModel):
    """What a program sends: nothing beyond what is read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Told(BaseModel):
    """What a program is told, made from our frozen words."""

    model_config = ConfigDict(from_attributes=True, frozen=True)


class Token(AuthBase):
    """Who asks, for the description of the API and for each request."""

    openapi_type = "http"
    openapi_scheme = "bearer"
    openapi_description = "A token that 'acordo tokens issue' printed."

    def __call__(self, request: HttpRequest) -> Actor:
        """The actor for whom the program works.

        Raises:
            NoToken: there is no token, or it is shown in another way.
            UnknownToken: it stands for nobody.
        """
        scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() not in _SCHEMES or not secret.strip():
            raise NoToken
        held = actor_of_token(secret, "Authorization", None, settings().service)
        language = get_language()
        return replace(held, language=language) if language in LANGUAGES else held


def actor_of(request: HttpRequest) -> Actor:
    """The actor whom ``Token`` let in."""
    return cast("Actor", request.auth)  # type: ignore[attr-defined]


def answer(told: BaseModel, status: int = 200, **headers: str) -> HttpResponse:
    """What a program is told, as JSON."""
    response = HttpResponse(told.model_dump_json(by_alias=True), content_type="application/json", status=status)
    for name, value in headers.items():
        response.headers[name] = value
    return response


def unfit(error: AcordoError) -> PydanticCustomError:
    """A failure of one value as the check of the whole input takes it, so that the answer can point to its place."""
    arguments: dict[str, Any] = {**error.arguments, SENTENCE: error.sentence}
    return PydanticCustomError(error.code, "unfit", arguments)
