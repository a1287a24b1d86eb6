"""A desk that really serves, for programs that really ask."""

from __future__ import annotations

import json
import socket
import subprocess
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tests.homes import Home


@dataclass(frozen=True)
class Served:
    """A serving desk: its home, its port, and a token of its chief."""

    home: Home
    port: int
    token: str

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://localhost:{self.port}"

    def send(self, head: bytes, body: bytes = b"", *, end: bool = False) -> Reply:
        """Send these very bytes, with the token; ``end`` closes our side behind them."""
        first, _, rest = head.partition(b"\r\n")
        shown = b"" if b"uthorization" in rest else f"Authorization: Bearer {self.token}\r\n".encode()
        host = b"" if b"Host:" in rest else b"Host: localhost\r\n"
        with socket.create_connection(("127.0.0.1", self.port), timeout=20) as wire:
            wire.sendall(first + b" HTTP/1.1\r\n" + host + shown + rest + b"Connection: close\r\n\r\n" + body)
            if end:
                wire.shutdown(socket.SHUT_WR)
            return _read(wire)


@dataclass(frozen=True)
class Reply:
    """What came back over the wire."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def code(self) -> str:
        """The code of the problem, which every failure must have."""
        assert self.headers["content-type"] == "application/problem+json", self
        told = json.loads(self.body)
        assert told["status"] == self.status
        assert told["type"] == f"urn:acordo:problem:{told['code']}"
        return str(told["code"])


def _read(wire: socket.socket) -> Reply:
    received = b""
    while True:
        head, divider, body = received.partition(b"\r\n\r\n")
        if divider:
            lines = head.decode().split("\r\n")
            headers = {name.lower(): text for name, _, text in (line.partition(": ") for line in lines[1:])}
            if len(body) >= int(headers.get("content-length", "0")):
                return Reply(int(lines[0].split()[1]), headers, body)
        piece = wire.recv(65536)
        assert piece, received
        received += piece


@contextmanager
def serving(home: Home) -> Iterator[Served]:
    """A desk over a home with the invented story."""
    wanted = ("--for", "first", "--label", "tests", "--purpose", "border")
    token = home.acordo("tokens", "issue", *wanted).strip()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = home.environment | {"ACORDO_PORT": str(port), "ACORDO_UPLOAD_MB": "2"}
    log = home.path / "served.log"
    with log.open("wb") as told:
        server = subprocess.Popen(home.command("serve"), env=environment, stdout=told, stderr=told)
    try:
        for _ in range(1500):
            assert server.poll() is None, log.read_text()
            try:
                with urlopen(f"http://localhost:{port}/readyz", timeout=5):
                    break
            except (URLError, ConnectionError):
                time.sleep(0.2)
        yield Served(home, port, token)
    finally:
        server.terminate()
        server.wait(timeout=30)
