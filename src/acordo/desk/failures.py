"""From a failure to a page: the desk's one table, and the pages for what Django itself refuses.

A failure says what happened and what to do; the page adds the way back and nothing else. Nothing of the machine
(paths, traces, versions of parts) is ever shown.
"""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils.translation import get_language, gettext, override

from acordo.desk import problems
from acordo.desk.statuses import STATUS, Broken, DatabaseSilent, UnknownAddress, UnreadableRequest, status_of
from acordo.errors import AcordoError
from acordo.upkeep import logs
from acordo.wording import say_error

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

__all__ = ["STATUS", "Failures", "bad_request", "broken", "forbidden", "not_found", "refused", "stale_form"]

_log = logging.getLogger(__name__)


class Failures:
    """The middleware that turns a failure into its page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as the view does; where it takes forms alone, with a page, since a sign-in may lead back there."""
        answer = self.get_response(request)
        if answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not problems.is_for_programs(request.path_info):
            said = gettext("This address takes only what a form sends. Go back, and send the form once more.")
            page = _framed(request, answer.status_code, gettext("Nothing was done"), said)
            page.headers["Allow"] = answer.headers["Allow"]
            return page
        return answer

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page of a failure, or its problem document; any other exception goes on and becomes status 500."""
        if isinstance(exception, OperationalError | InterfaceError):
            _log.error("the database does not answer: %s", exception)
            exception = DatabaseSilent()
        if not isinstance(exception, AcordoError):
            return None
        if problems.is_for_programs(request.path_info):
            return problems.answer(request, exception)
        status, heading = status_of(type(exception))
        said = {"heading": gettext(heading), "sentence": say_error(exception, get_language() or "en")}
        return render(request, "failure.html", said, status=status)


def refused(request: HttpRequest, error: AcordoError) -> HttpResponse:
    """What is answered before the request is read any further: a problem document, or a page without the frame."""
    if problems.is_for_programs(request.path_info):
        return problems.answer(request, error)
    language = problems.language_of(request)
    status, heading = status_of(type(error))
    with override(language):
        said = {"heading": gettext(heading), "sentence": say_error(error, language)}
        page = HttpResponse(loader.get_template("refused.html").render(said), status=status)
    page.headers["Content-Length"] = str(len(page.content))
    return page


def _framed(request: HttpRequest, status: int, heading: str, sentence: str) -> HttpResponse:
    return render(request, "failure.html", {"heading": heading, "sentence": sentence}, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 (Django's signature)
    """400, without the frame: the host itself may be what cannot be trusted."""
    if problems.is_for_programs(request.path_info):
        return problems.answer(request, UnreadableRequest())
    return _bare("400.html", 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 (Django's signature)
    """403."""
    said = gettext("You may not open this page. If your work needs it, ask the chief of the desk.")
    return _framed(request, 403, gettext("This is not permitted"), said)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 (Django's signature)
    """403 where the form's own token is missing or old."""
    said = gettext(
        "The form was open for too long, or was sent from elsewhere, and nothing was done. "
        "Go back, load the page again, and send it once more."
    )
    return _framed(request, 403, gettext("The form is no longer valid"), said)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 (Django's signature)
    """404."""
    if problems.is_for_programs(request.path_info):
        return problems.answer(request, UnknownAddress(path=request.path[:200]))
    said = gettext("There is no page at this address. Check it, or begin at the first page.")
    return _framed(request, 404, gettext("Nothing is held here"), said)


def broken(request: HttpRequest) -> HttpResponse:
    """500, without the frame: the frame itself may be what failed."""
    if problems.is_for_programs(request.path_info):
        return problems.answer(request, Broken())
    return _bare("500.html", 500, number=logs.request_number())


def _bare(template: str, status: int, **shown: str) -> HttpResponse:
    return HttpResponse(loader.get_template(template).render(shown), status=status)
