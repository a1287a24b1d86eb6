"""The programs' doors put together: each room brings its operations, the desk its failures and its description.

Under ``/api/v1`` stands our own API; at the root stand the addresses of yente, for software written for it. One
description (OpenAPI 3.1) tells of both, every failure included.
"""

from __future__ import annotations

import copy
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.parser import Parser
from pydantic_core import from_json

from acordo.desk import problems, statuses
from acordo.errors import AcordoError
from acordo.journal.programs import Token
from acordo.register.api import router as register
from acordo.screening.api import router as screening
from acordo.screening.yente import open_router as yente_open
from acordo.screening.yente import router as yente

if TYPE_CHECKING:
    from django.utils.datastructures import MultiValueDict

_PROBLEM = "#/components/schemas/Problem"
_ALWAYS = (400, 406, 411, 413, 500, 503)
_MEANINGS = {
    400: "What was sent cannot be read, or has another form than stated here.",
    401: "No token, or one that stands for nobody.",
    403: "The officer's role does not include this act.",
    404: "It does not exist for this officer.",
    406: "The answer has none of the media types that are accepted.",
    409: "The state does not allow it.",
    411: "The length is not stated.",
    413: "More bytes than are taken.",
    415: "The body has a media type that is not read.",
    500: "A fault of ours.",
    503: "The database does not answer, or something is not ready.",
}


class StrictParser(Parser):
    """JSON as RFC 8259 has it: UTF-8, no NaN, no lone surrogates; and no NUL, which no database keeps."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """The body of a request.

        Raises:
            UnreadableBody: it is no JSON.
            UnsoundText: a text in it holds NUL.
        """
        try:
            read = from_json(request.body, allow_inf_nan=False)
        except ValueError as error:
            raise statuses.UnreadableBody(reason=str(error)) from error
        if b"\\u0000" in request.body and _holds_nul(read):
            raise statuses.UnsoundText
        return read  # type: ignore[no-any-return]  # whatever it is, the operation's model checks it

    def parse_querydict(
        self, data: MultiValueDict[str, Any], list_fields: list[str], request: HttpRequest
    ) -> dict[str, Any]:
        """The query; a single value that is given twice is refused rather than half read.

        Raises:
            TwiceGiven: names what is given twice.
        """
        for name in data:
            if name not in list_fields and len(data.getlist(name)) > 1:
                raise statuses.TwiceGiven(name=name[:80])
        return super().parse_querydict(data, list_fields, request)


def _holds_nul(read: Any) -> bool:
    if isinstance(read, str):
        return "\0" in read
    if isinstance(read, dict):
        return any(_holds_nul(one) for pair in read.items() for one in pair)
    return isinstance(read, list) and any(map(_holds_nul, read))


api = NinjaAPI(
    title="acordo",
    version=version("acordo"),
    description="Names are asked and lists are read. A hit is a question, never an answer; a name is not a person.",
    urls_namespace="api",
    openapi_url=None,
    docs_url=None,
    auth=Token(),
    parser=StrictParser(),
)
api.add_router("/api/v1", screening, tags=["screening"])
api.add_router("/api/v1", register, tags=["register"])
api.add_router("", yente, tags=["yente"])
api.add_router("", yente_open, tags=["yente"], auth=None)


@api.exception_handler(ValidationError)
def _unfit(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return problems.answer(request, statuses.UnfitInput(), error.errors)


@api.exception_handler(HttpError)
def _refused(request: HttpRequest, error: HttpError) -> HttpResponse:
    """What django-ninja refuses in its own words; the door says it in ours, and what it has covered, as it was."""
    if isinstance(error.__cause__, AcordoError):
        return problems.answer(request, error.__cause__)
    return HttpResponse(status=error.status_code)


@api.exception_handler(Http404)
def _absent(_request: HttpRequest, _error: Http404) -> HttpResponse:
    """An address that a part of the operation does not find."""
    return HttpResponse(status=404)


@cache
def description() -> dict[str, Any]:
    """The whole API as OpenAPI 3.1 describes it."""
    told: dict[str, Any] = copy.deepcopy(dict(api.get_openapi_schema(path_prefix="")))
    told["components"].setdefault("schemas", {}).update(_problem_schemas())
    for methods in told["paths"].values():
        for operation in methods.values():
            _tell_failures(operation)
    return told


def _problem_schemas() -> dict[str, Any]:
    schema = problems.Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    return {**schema.pop("$defs"), "Problem": schema}


def _tell_failures(operation: dict[str, Any]) -> None:
    """Add every failure that an operation may answer with; one that asks no token neither knows 401 nor 403."""
    statuses_ = {*_ALWAYS, *operation.pop("x-failures", ())}
    if operation.get("security"):
        statuses_ |= {401, 403}
    if "requestBody" in operation:
        statuses_ |= {415}
    if any(one["in"] == "path" for one in operation["parameters"]):
        statuses_ |= {404}
    content = {problems.MEDIA_TYPE: {"schema": {"$ref": _PROBLEM}}}
    for status in sorted(statuses_):
        answer: dict[str, Any] = {"description": _MEANINGS[status], "content": content}
        if status == 401:
            answer["headers"] = {"WWW-Authenticate": {"required": True, "schema": {"type": "string"}}}
        operation["responses"].setdefault(status, answer)
    operation["responses"] = {str(status): answer for status, answer in operation["responses"].items()}


@require_safe
def described(_: HttpRequest) -> JsonResponse:
    """The description of the API, for programs that make programs."""
    return JsonResponse(description())


def _patterns() -> list[URLPattern]:
    """Each address, open to whoever shows a token: these views know no sign-in."""
    patterns, _, _ = api.urls
    kept = [one for one in patterns if isinstance(one, URLPattern) and one.name != "api-root"]
    for one in kept:
        one.callback = login_not_required(one.callback)
    return [*kept, path("api/v1/openapi.json", login_not_required(described), name="description")]


urls = (_patterns(), "api")
"""The addresses, and the name under which they stand."""
