"""A publisher's server on this machine that one can spoil: it answers slowly, breaks off, circles, never ends, lies.

``keep_the_rules`` makes a server of it that knows entity tags, dates and ranges as RFC 9110 has them; from there it may
break off at chosen bytes, change its file between two questions, and lie about what it sends.
"""

from __future__ import annotations

import re
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Answer = "Callable[[BaseHTTPRequestHandler], None]"


class PublisherSimulator:
    """Serves ``content`` at ``/list``, until one of its flaws is chosen."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.requests: list[dict[str, str]] = []
        self.entity_tag, self.last_modified = '"1"', "Sat, 01 Mar 2025 10:00:00 GMT"
        self.cuts: list[int] = []
        self.stall_after = 0
        self._answer: Callable[[BaseHTTPRequestHandler], None] = self._whole
        simulator = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                simulator.requests.append(dict(self.headers))
                try:
                    simulator._answer(self)
                except OSError:
                    self.close_connection = True

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the parent's own name
                del format, args

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.ended = threading.Event()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/list"

    @contextmanager
    def running(self) -> Iterator[PublisherSimulator]:
        thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self.ended.set()
            self._server.shutdown()
            self._server.server_close()
            thread.join()

    def refuse(self, status: int) -> None:
        self._answer = lambda handler: handler.send_error(status)

    def redirect_to(self, target: str) -> None:
        self._answer = lambda handler: self._head(handler, 302, Location=target, Content_Length="0")

    def redirect_once(self) -> None:
        def answer(handler: BaseHTTPRequestHandler) -> None:
            if handler.path == "/moved":
                self._whole(handler)
            else:
                self._head(handler, 301, Location="/moved", Content_Length="0")

        self._answer = answer

    def redirect_in_circles(self) -> None:
        self.redirect_to("/list")

    def announce(self, length: int) -> None:
        """State a length that is not the true one."""

        def answer(handler: BaseHTTPRequestHandler) -> None:
            self._head(handler, 200, Content_Length=str(length))
            handler.wfile.write(self.content)

        self._answer = answer

    def announce_nothing(self) -> None:
        def answer(handler: BaseHTTPRequestHandler) -> None:
            self._head(handler, 200)
            handler.wfile.write(self.content)

        self._answer = answer

    def send_in_pieces(self, *, whole: bool) -> None:
        def answer(handler: BaseHTTPRequestHandler) -> None:
            handler.protocol_version = "HTTP/1.1"
            self._head(handler, 200, Transfer_Encoding="chunked", Connection="close")
            handler.wfile.write(b"%x\r\n%s\r\n" % (len(self.content), self.content))
            if whole:
                handler.wfile.write(b"0\r\n\r\n")

        self._answer = answer

    def send_for_ever(self, piece: bytes = b"x" * 65536, pause: float = 0.0) -> None:
        def answer(handler: BaseHTTPRequestHandler) -> None:
            handler.protocol_version = "HTTP/1.1"
            self._head(handler, 200, Transfer_Encoding="chunked")
            while not self.ended.is_set():
                handler.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
                time.sleep(pause)

        self._answer = answer

    def drip(self, *, headers: bool = False) -> None:
        """Send a byte now and then, so that no single wait is ever long."""
        if not headers:
            self.send_for_ever(b"x", 0.01)
            return

        def answer(handler: BaseHTTPRequestHandler) -> None:
            handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
            while not self.ended.is_set():
                handler.wfile.write(b"x")
                handler.wfile.flush()
                time.sleep(0.01)

        self._answer = answer

    def never_answer(self) -> None:
        def answer(handler: BaseHTTPRequestHandler) -> None:
            del handler
            self.ended.wait(10)

        self._answer = answer

    def pack(self) -> None:
        self._answer = lambda handler: self._whole(handler, Content_Encoding="gzip")

    def answer_with(self, content: bytes) -> None:
        self.content = content

    def keep_the_rules(self) -> None:
        """Answer conditions and ranges; break off after each of ``cuts`` in turn, counted within one answer."""
        self._answer = self._by_the_rules

    def change_to(self, content: bytes, entity_tag: str, last_modified: str = "Sun, 02 Mar 2025 10:00:00 GMT") -> None:
        """Have another file there."""
        self.content, self.entity_tag, self.last_modified = content, entity_tag, last_modified

    def know_no_ranges(self) -> None:
        """Answer whatever is asked with the whole."""
        self._answer = lambda handler: self._sent(handler, 200, self.content)

    def answer_ranges(self, content_range: str, body: bytes, entity_tag: str | None = None, **headers: str) -> None:
        """Answer a question for a range with this, whatever was asked; others by the rules."""

        def answer(handler: BaseHTTPRequestHandler) -> None:
            if "Range" in handler.headers:
                self._sent(handler, 206, body, entity_tag, Content_Range=content_range, **headers)
            else:
                self._by_the_rules(handler)

        self._answer = answer

    def claim_that_nothing_changed(self, body: bytes = b"") -> None:
        """Answer 304 to whatever is asked, and send a body that none may have."""

        def answer(handler: BaseHTTPRequestHandler) -> None:
            self._head(handler, 304, ETag=self.entity_tag, Content_Length=str(len(body)))
            handler.wfile.write(body)

        self._answer = answer

    def ask_for_patience(self, status: int, retry_after: str) -> None:
        self._answer = lambda handler: self._head(handler, status, Retry_After=retry_after, Content_Length="0")

    def send_the_rest_in_pieces(self, body: bytes) -> None:
        """Answer a question for the rest without its length, in one measured piece."""

        def answer(handler: BaseHTTPRequestHandler) -> None:
            handler.protocol_version = "HTTP/1.1"
            whole = len(self.content)
            told = f"{handler.headers['Range'].removesuffix('-').replace('=', ' ')}-{whole - 1}/{whole}"
            headers = {"Transfer_Encoding": "chunked", "Connection": "close", "ETag": self.entity_tag}
            self._head(handler, 206, Content_Range=told, **headers)
            handler.wfile.write(b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body))

        self._answer = answer

    def redirect_once_by_the_rules(self) -> None:
        """Have the very same file at another address."""

        def answer(handler: BaseHTTPRequestHandler) -> None:
            if handler.path == "/moved":
                self._by_the_rules(handler)
            else:
                self._head(handler, 301, Location="/moved", Content_Length="0")

        self._answer = answer

    def _by_the_rules(self, handler: BaseHTTPRequestHandler) -> None:
        asked = handler.headers
        if "If-None-Match" in asked:
            same = asked["If-None-Match"].removeprefix("W/") == self.entity_tag.removeprefix("W/")
        else:
            same = asked.get("If-Modified-Since") == self.last_modified
        if same:
            self._head(handler, 304, ETag=self.entity_tag)
            return
        first = re.fullmatch(r"bytes=(\d+)-", asked.get("Range", ""))
        if first is None or asked.get("If-Range", "") not in {self.entity_tag, self.last_modified}:
            self._sent(handler, 200, self.content)
        elif int(first[1]) >= len(self.content):
            self._head(handler, 416, Content_Range=f"bytes */{len(self.content)}", Content_Length="0")
        else:
            told = f"bytes {first[1]}-{len(self.content) - 1}/{len(self.content)}"
            self._sent(handler, 206, self.content[int(first[1]) :], Content_Range=told)

    def _sent(
        self,
        handler: BaseHTTPRequestHandler,
        status: int,
        body: bytes,
        entity_tag: str | None = None,
        **headers: str,
    ) -> None:
        told = {"Content_Length": str(len(body)), "Last_Modified": self.last_modified} | headers
        tag = self.entity_tag if entity_tag is None else entity_tag
        self._head(handler, status, **(told | ({"ETag": tag} if tag else {})))
        if self.stall_after:
            handler.wfile.write(body[: self.stall_after])
            handler.wfile.flush()
            self.ended.wait(30)
        handler.wfile.write(body[: self.cuts.pop(0)] if self.cuts else body)

    def _whole(self, handler: BaseHTTPRequestHandler, **headers: str) -> None:
        self._head(handler, 200, Content_Length=str(len(self.content)), ETag='"1"', **headers)
        handler.wfile.write(self.content)

    @staticmethod
    def _head(handler: BaseHTTPRequestHandler, status: int, **headers: str) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
