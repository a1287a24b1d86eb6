"""Headers beside those that Django and django-csp set.

* Nothing is kept by a browser or a proxy, neither page nor file: they hold names (OWASP ASVS 4, V8.2.1). Style and
  pictures, which say so themselves, may be.
* No page asks for a sensor, and nothing of ours is embedded elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

PERMISSIONS = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"


class Headers:
    """The middleware that adds them to every answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, with the headers."""
        answer = self.get_response(request)
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            answer.headers["Cache-Control"] = "no-store"
        answer.headers.setdefault("Cache-Control", "no-store")
        answer.headers.setdefault("Permissions-Policy", PERMISSIONS)
        answer.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return answer
