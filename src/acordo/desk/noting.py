"""Notes each request: a number for it, a line in the log, a count for the metrics.

The line names the route's pattern, never the address, and the line of the journal that the request left.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from acordo import clock
from acordo.journal import gate
from acordo.upkeep import logs, metrics

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

_log = logging.getLogger("acordo.desk")
HEADER = "X-Request-Id"


class Noting:
    """The middleware; the outermost, so that it sees every answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and note it."""
        number, started = logs.begin_request(), clock.stopwatch()
        gate.forget_last_act()
        answer = self.get_response(request)
        seconds = clock.stopwatch() - started
        answer.headers[HEADER] = number
        match = request.resolver_match
        method = metrics.method_told(request.method or "")
        said = {
            "route": match.route if match else "",
            "method": method,
            "status": answer.status_code,
            "milliseconds": round(seconds * 1000, 1),
            "act": gate.last_act(),
        }
        _log.info("request", extra=said)
        metrics.count(match.view_name if match else "", method, answer.status_code, seconds)
        return answer
