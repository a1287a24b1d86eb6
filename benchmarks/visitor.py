"""Somebody at the desk's door, over plain HTTP: waits for it, signs in, fills in a form."""

from __future__ import annotations

import re
import time
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Visitor:
    """One visitor of the desk on this machine."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}

    def wait(self, seconds: float = 120) -> None:
        """Until the desk answers."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            try:
                if self.ask("GET", "/sign-in")[0] == 200:
                    return
            except OSError:
                time.sleep(0.2)
        raise SystemExit("the desk did not open")

    def ask(
        self, method: str, path: str, body: str | None = None, headers: dict[str, str] | None = None
    ) -> tuple[int, str]:
        """Status and text of one answer; its cookies are kept."""
        connection = HTTPConnection("localhost", self.port, timeout=30)
        connection.request(method, path, body, {**(headers or {}), "Cookie": self.cookie})
        answer = connection.getresponse()
        for header in answer.headers.get_all("Set-Cookie") or ():
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(header).items()}
        text = answer.read().decode()
        connection.close()
        return answer.status, text

    @property
    def cookie(self) -> str:
        """What the browser would send."""
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def signed_in(self, username: str, password: str) -> str:
        """The cookies of a session."""
        _, page = self.ask("GET", "/sign-in")
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert found, page
        given = {"username": username, "password": password, "purpose": "border"}
        body = urlencode({**given, "csrfmiddlewaretoken": found.group(1), "next": "/"})
        status, text = self.ask("POST", "/sign-in", body, FORM)
        assert status == 302, text
        return self.cookie

    def form(self, cookie: str, **fields: str) -> str:
        """The body that sends a form of the first page, under a session."""
        if "form" not in self.cookies:
            self.cookies = {name: morsel.value for name, morsel in SimpleCookie(cookie).items()}
            _, page = self.ask("GET", "/")
            found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
            assert found, page
            self.cookies["form"] = found.group(1)
        return urlencode({**fields, "csrfmiddlewaretoken": self.cookies["form"]})

    def has_api(self) -> bool:
        """Programs are answered."""
        status, _ = self.ask("POST", "/api/v1/screenings", "{}", {"Content-Type": "application/json"})
        return status in {400, 401, 403, 422}
