"""The one fetcher: a publisher's file, brought whole or not at all.

* https only; plain http from this machine to itself. A redirection is followed only to where one may start.
* Bounded in bytes, in seconds from start to end (a server that drips is cut off), and in redirections.
* Written aside and renamed when whole: the length the server states must be the length received, and a server that
  states none, nor sends in measured pieces, is refused, since a cut could not be told from the end.
* Nothing is unpacked, nothing interpreted: reading is the reader's work.
"""

from __future__ import annotations

import hashlib
import http.client
import ipaddress
import os
import socket
import ssl
import threading
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urljoin, urlsplit

from acordo import clock
from acordo.errors import Invalid, Unavailable
from acordo.lists.reading import another_kind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from acordo.lists.publisher import Limits
    from acordo.lists.reading import Progress

_PIECE = 65536
_REDIRECTIONS = frozenset({301, 302, 303, 307, 308})


class UnfitAddress(Invalid):
    """The address is none that a list may be fetched from."""

    code = "lists.unfit_address"
    sentence = "{address} cannot be fetched: {reason}. Give an https address, or bring the file with --file."


class UnexpectedContent(Invalid):
    """The server answered with something else than a list."""

    code = "lists.unexpected_content"
    sentence = "{address} did not answer with a list: {reason}. Open it in a browser, or bring the file with --file."


class DownloadTooLarge(Invalid):
    """The file is larger than any edition of this list could be."""

    code = "lists.download_too_large"
    sentence = (
        "{address} sends more than {limit} bytes, larger than any edition of this list could be. Nothing was kept."
    )


class NotReached(Unavailable):
    """No answer came from the publisher's server."""

    code = "lists.not_reached"
    sentence = "{address} was not reached: {reason}. Try again later, or bring the file with --file."


class NotServed(Unavailable):
    """The publisher's server answered that it does not give the file."""

    code = "lists.not_served"
    sentence = "{address} answered {status} {reason}. Try again later, or bring the file with --file."


class CutOff(Unavailable):
    """The file did not arrive whole."""

    code = "lists.cut_off"
    sentence = "{address} broke off after {received} bytes: {reason}. Nothing was kept; try again."


class TooSlow(Unavailable):
    """The file did not arrive in the time allowed."""

    code = "lists.too_slow"
    sentence = "{address} did not finish within {seconds} seconds. Nothing was kept; try again, or use --file."


class NotKept(Unavailable):
    """The file cannot be written on this machine."""

    code = "lists.not_kept"
    sentence = "{address} could not be kept at {path}: {reason}. Make room there, or give the right to write."


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file that arrived whole: where it lies, what it is, and the last address after redirections."""

    path: Path
    address: str
    digest: str
    size: int
    content_type: str
    last_modified: str
    entity_tag: str


def fetch(address: str, into: Path, *, bounds: Limits, progress: Progress | None = None) -> Fetched:
    """Bring the file at ``address`` to the path ``into``, replacing what lies there only when the new one is whole.

    ``progress`` is told the bytes received and the bytes announced (0: not announced).

    Raises:
        UnfitAddress, UnexpectedContent, DownloadTooLarge: asking again would not help.
        NotReached, NotServed, CutOff, TooSlow: it may be there later.
        NotKept: it cannot be written at ``into``.
    """
    deadline = clock.stopwatch() + bounds.max_seconds
    asked = address
    for _ in range(bounds.max_redirects + 1):
        with _answer(asked, bounds, deadline) as response:
            target = response.getheader("Location", "")
            if response.status not in _REDIRECTIONS or not target:
                return _received(response, asked, into, bounds=bounds, deadline=deadline, progress=progress)
        asked = _redirected(asked, target)
    raise UnexpectedContent(address=address, reason=f"it redirects more than {bounds.max_redirects} times")


def _redirected(asked: str, target: str) -> str:
    following = urljoin(asked, target)
    if _is_loopback(urlsplit(following).hostname or "") and not _is_loopback(urlsplit(asked).hostname or ""):
        raise UnexpectedContent(address=asked, reason="it redirects to this very machine")
    return following


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _divided(address: str) -> tuple[SplitResult, str, int | None]:
    """The address in parts, with its host and port.

    Raises:
        UnfitAddress: not https (nor http on this machine), no host, credentials inside, or no address at all.
    """
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
        host.encode("idna")
    except ValueError as error:
        raise UnfitAddress(address=address, reason=str(error)) from error
    reason = ""
    if parts.username is not None or parts.password is not None:
        reason = "it holds a name or password"
    elif not host:
        reason = "it names no host"
    elif parts.scheme != "https" and not (parts.scheme == "http" and _is_loopback(host)):
        reason = "it does not use https"
    elif not address.isascii() or any(letter <= " " for letter in address):
        reason = "it holds letters that no address has"
    if reason:
        raise UnfitAddress(address=address, reason=reason)
    return parts, host, port


@contextmanager
def _answer(address: str, bounds: Limits, deadline: float) -> Iterator[http.client.HTTPResponse]:
    """Ask for the address; the answer's head is read, and its body can be read inside the block."""
    parts, host, port = _divided(address)
    left = max(deadline - clock.stopwatch(), 0.001)
    if parts.scheme == "https":
        context = ssl.create_default_context()
        connection: http.client.HTTPConnection = http.client.HTTPSConnection(host, port, timeout=left, context=context)
    else:
        connection = http.client.HTTPConnection(host, port, timeout=left)
    with ExitStack() as closing:
        closing.callback(connection.close)
        try:
            connection.connect()
            closing.enter_context(_no_longer_than(left, connection.sock))
            response = _head(connection, parts)
        except TimeoutError as error:
            raise TooSlow(address=address, seconds=bounds.max_seconds) from error
        except (OSError, http.client.HTTPException) as error:
            _in_time(address, bounds, deadline)
            raise NotReached(address=address, reason=_in_words(error)) from error
        closing.callback(response.close)
        _in_time(address, bounds, deadline)
        yield response


def _head(connection: http.client.HTTPConnection, parts: SplitResult) -> http.client.HTTPResponse:
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = {"User-Agent": f"acordo/{version('acordo')}", "Accept": "*/*", "Accept-Encoding": "identity"}
    connection.request("GET", path, headers=headers)
    return connection.getresponse()


@contextmanager
def _no_longer_than(seconds: float, held: socket.socket) -> Iterator[None]:
    """Break the connection from another thread when the block still runs after ``seconds``.

    The socket's own timeout starts anew with every byte, so a server that drips would hold it for ever.
    """
    watch = threading.Timer(seconds, _break, (held,))
    watch.daemon = True
    watch.start()
    try:
        yield
    finally:
        watch.cancel()


def _break(held: socket.socket) -> None:
    with suppress(OSError):  # it may be closed meanwhile, which is what was wanted
        held.shutdown(socket.SHUT_RDWR)


def _in_words(error: OSError | http.client.HTTPException) -> str:
    if isinstance(error, socket.gaierror):
        return "no such host is known"
    if isinstance(error, ConnectionRefusedError):
        return "nothing answers there"
    return str(error) or type(error).__name__


def _in_time(address: str, bounds: Limits, deadline: float) -> None:
    if clock.stopwatch() >= deadline:
        raise TooSlow(address=address, seconds=bounds.max_seconds)


def _received(
    response: http.client.HTTPResponse,
    address: str,
    into: Path,
    *,
    bounds: Limits,
    deadline: float,
    progress: Progress | None,
) -> Fetched:
    announced = _announced(response, address, bounds)
    aside = into.with_name(f".{into.name}.part-{os.getpid()}")
    digest = hashlib.sha256()
    size = 0
    try:
        with aside.open("wb") as file:
            for piece in _pieces(response, address, announced, bounds, deadline):
                if not size and (kind := another_kind(piece)):
                    raise UnexpectedContent(address=address, reason=kind)
                file.write(piece)
                digest.update(piece)
                size += len(piece)
                if progress:
                    progress(size, announced)
            file.flush()
            os.fsync(file.fileno())
        if not size:
            raise UnexpectedContent(address=address, reason=another_kind(b""))
        aside.replace(into)
    except OSError as error:
        raise NotKept(address=address, path=str(into), reason=error.strerror or str(error)) from error
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
    return Fetched(
        path=into,
        address=address,
        digest=digest.hexdigest(),
        size=size,
        content_type=response.getheader("Content-Type", ""),
        last_modified=response.getheader("Last-Modified", ""),
        entity_tag=response.getheader("ETag", ""),
    )


def _announced(response: http.client.HTTPResponse, address: str, bounds: Limits) -> int:
    """The bytes the server says it will send; 0 where it sends in measured pieces instead."""
    if response.status != http.client.OK:
        raise NotServed(address=address, status=response.status, reason=response.reason)
    if response.getheader("Content-Encoding", "identity").lower() != "identity":
        raise UnexpectedContent(address=address, reason="it is packed in a way that was not asked for")
    if response.length is None and not response.chunked:
        raise UnexpectedContent(address=address, reason="it does not say how long the file is")
    announced = response.length or 0
    if announced > bounds.max_bytes:
        raise DownloadTooLarge(address=address, limit=bounds.max_bytes)
    return announced


def _pieces(
    response: http.client.HTTPResponse, address: str, announced: int, bounds: Limits, deadline: float
) -> Iterator[bytes]:
    received = 0
    while True:
        try:
            piece = response.read1(_PIECE)
        except TimeoutError as error:
            raise TooSlow(address=address, seconds=bounds.max_seconds) from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            _in_time(address, bounds, deadline)
            raise CutOff(address=address, received=received, reason=str(error) or type(error).__name__) from error
        _in_time(address, bounds, deadline)
        if not piece:
            break
        received += len(piece)
        if received > bounds.max_bytes:
            raise DownloadTooLarge(address=address, limit=bounds.max_bytes)
        yield piece
    if announced and received != announced:
        raise CutOff(address=address, received=received, reason=f"{announced} bytes were announced")
