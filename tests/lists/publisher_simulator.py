"""A publisher's server on this machine that one can spoil: it answers slowly, breaks off, circles, never ends, lies."""

from __future__ import annotations

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

    def _whole(self, handler: BaseHTTPRequestHandler, **headers: str) -> None:
        self._head(handler, 200, Content_Length=str(len(self.content)), ETag='"1"', **headers)
        handler.wfile.write(self.content)

    @staticmethod
    def _head(handler: BaseHTTPRequestHandler, status: int, **headers: str) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
