"""Pages and style sheets go compressed over the line: a third of the bytes, on lines where each tenth second counts.

Only what is text of ours: a download keeps its length, and an answer to a program is small. What compression could
betray by its length (BREACH) is closed twice: cookies are strict about the site that asks, and Django masks the form's
token and adds bytes at random.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.middleware.gzip import GZipMiddleware

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

COMPRESSED = ("text/html", "text/css", "text/javascript")


class Compression(GZipMiddleware):
    """The middleware that compresses what the browser shows."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """The answer, compressed where it is a page or belongs to one."""
        if not response.headers.get("Content-Type", "").startswith(COMPRESSED):
            return response
        return super().process_response(request, response)
