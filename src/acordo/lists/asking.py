"""One question to a publisher's server: the way there, the head of the answer, and its body in pieces.

* https only; plain http from this machine to itself. A redirection is followed only to where one may start.
* Bounded in bytes, in seconds from start to end (a server that drips is cut off), and in redirections.
* A body whose end could not be told from a cut (no length stated, nor measured pieces) is refused.
"""

from __future__ import annotations

import http.client
import ipaddress
import re
import socket
import ssl
import threading
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urljoin, urlsplit

from acordo import clock
from acordo.errors import Invalid, Unavailable
from acordo.wording import mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from acordo.lists.publisher import Limits

_PIECE = 65536
_REDIRECTIONS = frozenset({301, 302, 303, 307, 308})
_COME_BACK = frozenset({429, 503})
LONGEST_WAIT = 7 * 24 * 3600
"""Seconds; a server that asks for more is not believed."""

_ENTITY_TAG = re.compile(r'(?:W/)?"[\x21\x23-\x7e\x80-\xff]{0,500}"')
"""RFC 9110, 8.8.3; the length is ours."""


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
    sentence = "{address} broke off after {received} bytes: {reason}. Nothing was changed; try again."


class TooSlow(Unavailable):
    """The file did not arrive in the time allowed."""

    code = "lists.too_slow"
    sentence = "{address} did not finish within {seconds} seconds. Nothing was changed; try again, or use --file."


@contextmanager
def answered(
    address: str, headers: Mapping[str, str], bounds: Limits, deadline: float
) -> Iterator[tuple[http.client.HTTPResponse, str]]:
    """The answer to a question, redirections followed, and the address that gave it; its body is read inside the block.

    Raises:
        UnfitAddress, UnexpectedContent, NotReached, TooSlow: there is no answer that could be a list.
    """
    asked = address
    for _ in range(bounds.max_redirects + 1):
        with ExitStack() as closing:
            response = closing.enter_context(_answer(asked, headers, bounds, deadline))
            target = response.getheader("Location", "")
            if response.status not in _REDIRECTIONS or not target:
                yield response, asked
                return
        asked = _redirected(asked, target)
    raise UnexpectedContent(address=address, reason=mark("it redirects again and again"))


def entity_tag(response: http.client.HTTPResponse) -> str:
    """The entity tag of the answer; empty where it has none of the true form."""
    stated = response.getheader("ETag", "").strip()
    return stated if is_entity_tag(stated) else ""


def last_modified(response: http.client.HTTPResponse) -> str:
    """When the file was modified, as the server writes it; empty where that is no date."""
    stated = response.getheader("Last-Modified", "").strip()
    return stated if is_moment(stated) else ""


def is_entity_tag(stated: str) -> bool:
    """It has the form of an entity tag, and may be sent back."""
    return _ENTITY_TAG.fullmatch(stated) is not None


def is_moment(stated: str) -> bool:
    """It has the form of a moment, and may be sent back."""
    return len(stated) < 100 and stated.isascii() and stated.isprintable() and moment(stated) is not None


def moment(stated: str) -> datetime | None:
    """A moment as HTTP writes it (RFC 9110, 5.6.7)."""
    try:
        read = parsedate_to_datetime(stated)
    except (ValueError, TypeError, OverflowError):
        return None
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def not_served(response: http.client.HTTPResponse, address: str) -> NotServed:
    """The failure that an answer of another status is, with the seconds after which the server wants to be asked."""
    return NotServed(address=address, status=response.status, reason=response.reason, wait=_wait(response))


def _wait(response: http.client.HTTPResponse) -> int:
    """What ``Retry-After`` says in seconds, bounded; 0 where it says nothing (RFC 9110, 10.2.3)."""
    stated = response.getheader("Retry-After", "").strip()
    if response.status not in _COME_BACK or not stated or len(stated) > 100:
        return 0
    if stated.isascii() and stated.isdecimal():
        return min(int(stated), LONGEST_WAIT)
    until = moment(stated)
    return min(max(int((until - clock.now()).total_seconds()), 0), LONGEST_WAIT) if until else 0


def _redirected(asked: str, target: str) -> str:
    following = urljoin(asked, target)
    if _is_loopback(urlsplit(following).hostname or "") and not _is_loopback(urlsplit(asked).hostname or ""):
        raise UnexpectedContent(address=asked, reason=mark("it redirects to this very machine"))
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
        reason = mark("it holds a name or password")
    elif not host:
        reason = mark("it names no host")
    elif parts.scheme != "https" and not (parts.scheme == "http" and _is_loopback(host)):
        reason = mark("it does not use https")
    elif not address.isascii() or any(letter <= " " for letter in address):
        reason = mark("it holds letters that no address has")
    if reason:
        raise UnfitAddress(address=address, reason=reason)
    return parts, host, port


@contextmanager
def _answer(
    address: str, headers: Mapping[str, str], bounds: Limits, deadline: float
) -> Iterator[http.client.HTTPResponse]:
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
            response = _head(connection, parts, headers)
        except TimeoutError as error:
            raise TooSlow(address=address, seconds=bounds.max_seconds) from error
        except (OSError, http.client.HTTPException) as error:
            _in_time(address, bounds, deadline)
            raise NotReached(address=address, reason=_in_words(error)) from error
        closing.callback(response.close)
        _in_time(address, bounds, deadline)
        yield response


def _head(
    connection: http.client.HTTPConnection, parts: SplitResult, more: Mapping[str, str]
) -> http.client.HTTPResponse:
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = {"User-Agent": f"acordo/{version('acordo')}", "Accept": "*/*", "Accept-Encoding": "identity"}
    connection.request("GET", path, headers=headers | dict(more))
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
        return mark("no such host is known")
    if isinstance(error, ConnectionRefusedError):
        return mark("nothing answers there")
    return str(error) or type(error).__name__


def _in_time(address: str, bounds: Limits, deadline: float) -> None:
    if clock.stopwatch() >= deadline:
        raise TooSlow(address=address, seconds=bounds.max_seconds)


def announced(response: http.client.HTTPResponse, address: str, bounds: Limits, *, before: int = 0) -> int:
    """The bytes the server says this answer has; 0 where it sends in measured pieces instead.

    ``before`` is how many bytes of the file are here already.

    Raises:
        UnexpectedContent, DownloadTooLarge: it cannot be taken.
    """
    if response.getheader("Content-Encoding", "identity").lower() != "identity":
        raise UnexpectedContent(address=address, reason=mark("it is packed in a way that was not asked for"))
    if response.length is None and not response.chunked:
        raise UnexpectedContent(address=address, reason=mark("it does not say how long the file is"))
    stated = response.length or 0
    if before + stated > bounds.max_bytes:
        raise DownloadTooLarge(address=address, limit=bounds.max_bytes)
    return stated


def pieces(
    response: http.client.HTTPResponse, address: str, bounds: Limits, deadline: float, *, before: int = 0
) -> Iterator[bytes]:
    """The body as it comes; ``before`` is how many bytes of the file are here already.

    Raises:
        CutOff, TooSlow, DownloadTooLarge: it ends otherwise than it should.
    """
    stated, size = response.length, before
    while True:
        try:
            piece = response.read1(_PIECE)
        except TimeoutError as error:
            raise TooSlow(address=address, seconds=bounds.max_seconds) from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            _in_time(address, bounds, deadline)
            raise CutOff(address=address, received=size, reason=str(error) or type(error).__name__) from error
        _in_time(address, bounds, deadline)
        if not piece:
            break
        size += len(piece)
        if size > bounds.max_bytes:
            raise DownloadTooLarge(address=address, limit=bounds.max_bytes)
        yield piece
    if stated is not None and size != before + stated:
        raise CutOff(address=address, received=size, reason=mark("more bytes were announced"))
