"""The middleware that looks at a request before anything reads its body.

* A request states its length: one in chunks is refused (decision 35), and so is one longer than what is taken at its
  address. Neither is read first. A page takes a file only where it asks for one, and only of who is signed in.
* NUL stands in no address and no query (decision 37).
* A program has no cookies: what it sends under that name is not read, so it has no session and needs no form token.
* At a program's address every failure becomes a problem document, whichever part told it (decision 36), no answer is
  kept by a cache, and GET is answered to HEAD as well.
* What an operation reads and writes is taken from the API's own description.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.views import redirect_to_login

from acordo.config import settings
from acordo.desk import problems, statuses
from acordo.desk.failures import refused
from acordo.desk.operations import operation_at

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from acordo.desk.operations import Operation
    from acordo.errors import AcordoError

_MEGABYTE = 1024 * 1024
MOST_BODY = _MEGABYTE
"""Bytes of a body that is no upload."""
_MOST_FIGURES = 18
_OWN = "/api/"
_UPLOADS = "/api/v1/batches"
_FORMS_WITH_FILES = frozenset({"screening:batches", "register:new", "register:bring"})
"""The pages on which a file is sent."""
_FORM = 64 * 1024
"""Bytes that a form may have around an upload."""


class Intake:
    """The middleware; it stands before all that could read a body."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, or refuse before anything is read."""
        programs = problems.is_for_programs(request.path_info)
        if programs:
            request.META.pop("HTTP_COOKIE", None)
            if request.method == "HEAD":
                request.method = "GET"
        failure = _flaw(request, programs=programs)
        response = refused(request, failure) if failure else self.get_response(request)
        if programs:
            response = problems.told(request, response)
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., Any],  # noqa: ARG002 (Django's signature)
        args: tuple[Any, ...],  # noqa: ARG002 (Django's signature)
        kwargs: dict[str, Any],  # noqa: ARG002 (Django's signature)
    ) -> HttpResponseBase | None:
        """Refuse what an operation neither reads nor writes, before it is done."""
        if not problems.is_for_programs(request.path_info):
            return _too_long_for_page(request)
        operation = operation_at(request)
        if operation is None:
            return None
        unread = _unread(request, operation)
        if unread:
            return problems.answer(request, statuses.UnfitInput(), unread)
        failure = _misfit(request, operation)
        return problems.answer(request, failure) if failure else None


def _flaw(request: HttpRequest, *, programs: bool) -> AcordoError | None:
    """What is wrong with the request as its head alone shows."""
    meta = request.META
    if "\0" in request.path_info or "%00" in meta.get("QUERY_STRING", ""):
        return statuses.UnsoundText()
    if "HTTP_TRANSFER_ENCODING" in meta:
        return statuses.NoLength()
    stated = meta.get("CONTENT_LENGTH") or "0"
    if not (stated.isascii() and stated.isdecimal()):
        return statuses.UnreadableRequest()
    if not programs:
        return None
    return _too_long(request, settings().most_upload if request.path_info == _UPLOADS else MOST_BODY)


def _too_long(request: HttpRequest, most: int, around: int = 0) -> AcordoError | None:
    """The failure of a body that is stated to be longer than ``most`` bytes and what may stand around them."""
    stated = request.META.get("CONTENT_LENGTH") or "0"
    fits = len(stated) <= _MOST_FIGURES and int(stated) <= most + around
    return None if fits else statuses.TooLong(most=most // _MEGABYTE)


def _too_long_for_page(request: HttpRequest) -> HttpResponseBase | None:
    """Refuse a long body unless it is a file for a page that asks for one; who is signed out is led to the door."""
    failure = _too_long(request, MOST_BODY)
    if failure is not None and request.resolver_match and request.resolver_match.view_name in _FORMS_WITH_FILES:
        failure = _too_long(request, settings().most_upload, _FORM)
        if failure is None and not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
    return refused(request, failure) if failure else None


def _unread(request: HttpRequest, operation: Operation) -> list[dict[str, Any]]:
    """What stands in the query and is not read: at our own addresses a misspelt name must not pass for a default."""
    if not request.path_info.startswith(_OWN):
        return []
    return [{"type": "extra_forbidden", "loc": ("query", name)} for name in request.GET if name not in operation.asks]


def _misfit(request: HttpRequest, operation: Operation) -> AcordoError | None:
    """What an operation cannot read of the request, or cannot write for it."""
    accepted = request.META.get("HTTP_ACCEPT", "*/*")
    if accepted != "*/*" and operation.gives and not any(map(request.accepts, operation.gives)):
        return statuses.NothingAcceptable(offered=", ".join(operation.gives))
    if not operation.takes:
        return None
    if not request.META.get("CONTENT_LENGTH"):
        return statuses.NoLength()
    if request.content_type not in operation.takes:
        return statuses.WrongMediaType(given=(request.content_type or "")[:80], wanted=", ".join(operation.takes))
    return None
