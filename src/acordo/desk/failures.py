"""From a failure to a page: the desk's one table, and the pages for what Django itself refuses.

A failure says what happened and what to do; the page adds the way back and nothing else. Nothing of the machine
(paths, traces, versions of parts) is ever shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils.translation import get_language, gettext

from acordo.errors import AcordoError, Conflict, Invalid, Missing, Refused, Unavailable, Unproved
from acordo.upkeep import logs
from acordo.wording import mark, say_error

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

STATUS: dict[type[AcordoError], tuple[int, str]] = {
    Invalid: (400, mark("This cannot be read")),
    Refused: (403, mark("This is not permitted")),
    Missing: (404, mark("Nothing is held here")),
    Conflict: (409, mark("The state has moved")),
    Unproved: (422, mark("This could not be proved")),
    Unavailable: (503, mark("This does not answer now")),
}
"""Each kind of failure: the HTTP status, and the heading."""


class Failures:
    """The middleware that turns a failure into its page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as the view does."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page of a failure; any other exception goes on and becomes the page of status 500."""
        if not isinstance(exception, AcordoError):
            return None
        status, heading = next(row for kind, row in STATUS.items() if isinstance(exception, kind))
        said = {"heading": gettext(heading), "sentence": say_error(exception, get_language() or "en")}
        return render(request, "failure.html", said, status=status)


def _framed(request: HttpRequest, status: int, heading: str, sentence: str) -> HttpResponse:
    return render(request, "failure.html", {"heading": heading, "sentence": sentence}, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 (Django's signature)
    """400, without the frame: the host itself may be what cannot be trusted."""
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
    said = gettext("There is no page at this address. Check it, or begin at the first page.")
    return _framed(request, 404, gettext("Nothing is held here"), said)


def broken(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 (Django's signature)
    """500, without the frame: the frame itself may be what failed."""
    return _bare("500.html", 500, number=logs.request_number())


def _bare(template: str, status: int, **shown: str) -> HttpResponse:
    return HttpResponse(loader.get_template(template).render(shown), status=status)
