"""The one fetcher: a publisher's file, brought whole or not at all; nothing is brought that has not changed.

* How a server may be asked, and within which bounds, stands in ``asking``.
* A file arrives aside and takes its place when it is whole: the length the server states must be the length received.
* What breaks off stays as a part (``parts``), and the next try asks for the rest of the very same file. An answer that
  is not exactly that rest (another file, another range, another length) begins anew: two files are never mixed.
* Nothing is unpacked, nothing interpreted: reading is the reader's work.
"""

from __future__ import annotations

import http.client
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from acordo import clock
from acordo.errors import Invalid, Unavailable
from acordo.lists.asking import (
    CutOff,
    UnexpectedContent,
    announced,
    answered,
    entity_tag,
    last_modified,
    not_served,
    pieces,
)
from acordo.lists.parts import part_of
from acordo.lists.reading import another_kind
from acordo.wording import mark

if TYPE_CHECKING:
    from pathlib import Path

    from acordo.lists.parts import Part
    from acordo.lists.publisher import Limits
    from acordo.lists.reading import Progress


class NotKept(Unavailable):
    """The file cannot be written on this machine."""

    code = "lists.not_kept"
    sentence = "{address} could not be kept at {path}: {reason}. Make room there, or give the right to write."


@dataclass(frozen=True, slots=True)
class Known:
    """What names the file that was fetched last: its last address, and its validators as the server gave them."""

    address: str
    entity_tag: str
    last_modified: str

    def asking_for_another(self) -> dict[str, str]:
        """The headers that ask for the file only if it is another one (RFC 9110, 13.1.2 and 13.1.3)."""
        asked = {"If-None-Match": self.entity_tag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in asked.items() if value}

    def is_meant_by(self, response: http.client.HTTPResponse, address: str) -> bool:
        """The answer "not modified" speaks of this very file."""
        return address == self.address and entity_tag(response) in {"", self.entity_tag}


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


class _Anew(Exception):
    """What came does not fit what is held: ask once more, for the whole and without a condition."""


@dataclass(frozen=True, slots=True)
class _Download:
    """One file on its way: from where, to where, within which bounds and until when."""

    address: str
    into: Path
    bounds: Limits
    deadline: float
    progress: Progress | None


def fetch(
    address: str, into: Path, *, bounds: Limits, progress: Progress | None = None, parts: Path | None = None
) -> Fetched:
    """Bring the file at ``address`` to the path ``into``, replacing what lies there only when the new one is whole.

    ``progress`` is told the bytes received and the bytes announced (0: not announced). ``parts`` is the folder in which
    a download that breaks off is kept for the next try; without one nothing is kept.

    Raises:
        UnfitAddress, UnexpectedContent, DownloadTooLarge: asking again would not help.
        NotReached, NotServed, CutOff, TooSlow: it may be there later.
        NotKept: it cannot be written at ``into``, or in ``parts``.
    """
    fetched = fetch_if_changed(address, into, known=None, bounds=bounds, progress=progress, parts=parts)
    if fetched is None:
        raise UnexpectedContent(address=address, reason=mark("it says that nothing changed, and was not asked that"))
    return fetched


def fetch_if_changed(
    address: str,
    into: Path,
    *,
    known: Known | None,
    bounds: Limits,
    progress: Progress | None = None,
    parts: Path | None = None,
) -> Fetched | None:
    """As ``fetch``; None where the server says that the file is still the one that is ``known``."""
    download = _Download(address, into, bounds, clock.stopwatch() + bounds.max_seconds, progress)
    try:
        with part_of(address, parts, into.with_name(f".{into.name}.part-{os.getpid()}")) as part:
            try:
                return _brought(download, known, part)
            except (Invalid, OSError):
                part.drop()
                raise
            except BaseException:  # whatever ends it, what arrived is of use to the next try
                part.leave()
                raise
    except OSError as error:
        raise NotKept(address=address, path=str(into), reason=error.strerror or str(error)) from error


def _brought(download: _Download, known: Known | None, part: Part) -> Fetched | None:
    conditional = known if known and known.asking_for_another() else None
    try:
        return _asked(download, conditional, part)
    except _Anew:
        part.empty()
    try:
        return _asked(download, None, part)
    except _Anew as error:
        raise UnexpectedContent(address=download.address, reason=mark("it answers what was not asked")) from error


def _asked(download: _Download, known: Known | None, part: Part) -> Fetched | None:
    """Ask once."""
    headers = (known.asking_for_another() if known else {}) | part.asking_for_the_rest()
    with answered(download.address, headers, download.bounds, download.deadline) as (response, address):
        if response.status == http.client.NOT_MODIFIED and known:
            if not known.is_meant_by(response, address):
                raise _Anew
            part.drop()
            return None
        _require_what_was_asked(response, address, part)
        if response.status == http.client.OK:
            part.begin(response, address, response.length or 0)
        length = announced(response, address, download.bounds, before=part.size)
        return _taken(download, response, address, part, part.size + length if length else part.total)


def _require_what_was_asked(response: http.client.HTTPResponse, address: str, part: Part) -> None:
    """The whole, or exactly the rest of what is begun.

    Raises:
        NotServed: the server does not give it.
        _Anew: it answers with something that does not go on from what is here.
    """
    if response.status == http.client.OK:
        return
    resuming = bool(part.asking_for_the_rest())
    if resuming and response.status == http.client.REQUESTED_RANGE_NOT_SATISFIABLE:
        raise _Anew
    if response.status != http.client.PARTIAL_CONTENT:
        raise not_served(response, address)
    if not resuming or not part.goes_on_with(response, address):
        raise _Anew


def _taken(download: _Download, response: http.client.HTTPResponse, address: str, part: Part, total: int) -> Fetched:
    """Take the body to its end, and let the file take its place; ``total`` is its stated length, 0 where none is."""
    for piece in pieces(response, address, download.bounds, download.deadline, before=part.size):
        if not part.size and (kind := another_kind(piece)):
            raise UnexpectedContent(address=address, reason=kind)
        if total and part.size + len(piece) > total:
            raise UnexpectedContent(address=address, reason=mark("it sends more than it announced"))
        part.write(piece)
        if download.progress:
            download.progress(part.size, total)
    if kind := another_kind(part.beginning()):
        raise UnexpectedContent(address=address, reason=kind)
    if total and part.size != total:
        raise CutOff(address=address, received=part.size, reason=mark("more bytes were announced"))
    part.become(download.into)
    return Fetched(
        path=download.into,
        address=address,
        digest=part.digest,
        size=part.size,
        content_type=response.getheader("Content-Type", ""),
        last_modified=last_modified(response),
        entity_tag=entity_tag(response),
    )
