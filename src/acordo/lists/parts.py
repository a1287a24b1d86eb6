"""What arrived of a download that broke off, kept apart so that the next try goes on from there.

* A part is two files in a folder that only its owner enters (0700, 0600): the bytes, and a head that says which file of
  which server they begin. The head counts bytes only once they are on the disk, and proves them by their digest: what
  a loss of power left behind them is cut off, and a part that does not fit its head is dropped.
* It is kept only where the server gave a strong validator (RFC 9110, 8.8.1): only with that can it be asked for the
  rest of the very same file. It ends when the file is whole, when another file takes its place, after ``KEPT_FOR``, or
  by a purge. There is one part at most for each address, of at most the bytes that the list may have.
* A part is held by a lock while it is written. Who finds it held downloads beside it, and leaves nothing.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import shutil
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from acordo import clock
from acordo.lists.asking import entity_tag, is_entity_tag, is_moment, last_modified, moment

if TYPE_CHECKING:
    import http.client
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

KEPT_FOR = timedelta(days=7)
LEFT_BEHIND = timedelta(days=1)
"""After so long, a document that was being read when its process died is taken away."""

_NOTED_EVERY = 1 << 20
"""Bytes between two notes of what is on the disk: so much is asked for again after a loss of power."""

_STRONG_AFTER = timedelta(seconds=60)
"""A file that was modified so long before it was sent can be named by that date (RFC 9110, 8.8.2.2, asks for one)."""

_RANGE = re.compile(r"bytes (\d{1,15})-(\d{1,15})/(\d{1,15})")


@dataclass(frozen=True, slots=True)
class Head:
    """Which file a part begins: its address, its validators, its whole length (0: not stated), and what is here."""

    address: str
    entity_tag: str
    last_modified: str
    total: int
    size: int = 0
    digest: str = ""

    @property
    def validator(self) -> str:
        """By what the rest of the very same file can be asked for; never empty in a head that is kept."""
        return self.entity_tag or self.last_modified

    @classmethod
    def of(cls, response: http.client.HTTPResponse, address: str, total: int) -> Self | None:
        """The head of a file that begins to arrive; None where nothing names it strongly enough to ask for the rest."""
        tag, modified = entity_tag(response), last_modified(response)
        tag = "" if tag.startswith("W/") else tag
        sent = moment(response.getheader("Date", ""))
        changed = moment(modified)
        if not tag and not (sent and changed and sent - changed >= _STRONG_AFTER):
            return None
        return cls(address, tag, modified, total)

    @classmethod
    def read(cls, path: Path) -> Self | None:
        """What was noted; None where that is nothing, or of another form."""
        try:
            head = cls(**json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None
        told = (head.address, head.entity_tag, head.last_modified, head.digest)
        if not all(type(one) is str for one in told) or type(head.size) is not int or type(head.total) is not int:
            return None
        tag, modified = is_entity_tag(head.entity_tag), is_moment(head.last_modified)
        named = (tag or not head.entity_tag) and (modified or not head.last_modified) and (tag or modified)
        return head if named and head.size > 0 else None


class Part:
    """A file as it arrives. ``size`` bytes of it are here, those of an earlier try among them."""

    def __init__(self, path: Path, file: BinaryIO, *, kept: bool) -> None:
        self._path, self._file, self._kept = path, file, kept
        self._note = path.with_suffix(".json")
        self._head: Head | None = None
        self._hash = hashlib.sha256()
        self.size = 0
        if kept:
            self._take_up()

    @property
    def digest(self) -> str:
        """The SHA-256 of what is here."""
        return self._hash.hexdigest()

    def asking_for_the_rest(self) -> dict[str, str]:
        """The headers that ask for what is missing, of the very same file alone (RFC 9110, 13.1.5)."""
        if self._head is None or not self.size:
            return {}
        return {"Range": f"bytes={self.size}-", "If-Range": self._head.validator}

    def begin(self, response: http.client.HTTPResponse, address: str, total: int) -> None:
        """Begin anew with what the server sends now."""
        self.empty()
        self._head = Head.of(response, address, total) if self._kept else None

    def goes_on_with(self, response: http.client.HTTPResponse, address: str) -> bool:
        """Whether the answer is the rest of the very file that is begun here; then its whole length is known."""
        head, stated = self._head, _RANGE.fullmatch(response.getheader("Content-Range", "").strip())
        if head is None or stated is None or address != head.address:
            return False
        first, last, total = map(int, stated.groups())
        whole = first == self.size and last == total - 1 and head.total in {0, total}
        measured = response.length is None or response.length == total - self.size
        modified = last_modified(response) or head.last_modified
        tag = entity_tag(response)
        if not (whole and measured and tag == (head.entity_tag or tag) and modified == head.last_modified):
            return False
        self._head = replace(head, total=total)
        return True

    @property
    def total(self) -> int:
        """The bytes that the whole file has; 0 where the server did not say."""
        return self._head.total if self._head else 0

    def write(self, piece: bytes) -> None:
        """Take what came."""
        self._file.write(piece)
        self._hash.update(piece)
        before, self.size = self.size, self.size + len(piece)
        if before // _NOTED_EVERY != self.size // _NOTED_EVERY:
            self.note()

    def beginning(self) -> bytes:
        """The first bytes, by which another kind of file is known."""
        self._file.seek(0)
        begun = self._file.read(4096)
        self._file.seek(0, os.SEEK_END)
        return begun

    def note(self) -> None:
        """Have what is here on the disk, and then say so."""
        self._file.flush()
        os.fsync(self._file.fileno())
        if self._head is None or not self.size:
            return
        told = json.dumps(asdict(self._head) | {"size": self.size, "digest": self.digest})
        aside = self._note.with_suffix(".new")
        with open(aside, "w", encoding="utf-8", opener=_private) as file:
            file.write(told)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(self._note)

    def become(self, into: Path) -> None:
        """The file is whole: it takes its place."""
        self._file.flush()
        os.fsync(self._file.fileno())
        self._note.unlink(missing_ok=True)
        self._path.replace(into)

    def leave(self) -> None:
        """Keep what is here for the next try, where the rest can be asked for; else nothing."""
        try:
            if self._head and self.size:
                self.note()
                return
        except OSError:  # no room: then nothing is kept
            pass
        self.drop()

    def empty(self) -> None:
        """Nothing is here any more."""
        self._note.unlink(missing_ok=True)
        self._file.seek(0)
        self._file.truncate()
        self._hash, self.size, self._head = hashlib.sha256(), 0, None

    def drop(self) -> None:
        """Take it away."""
        with suppress(OSError):
            self._note.unlink(missing_ok=True)
            self._path.unlink(missing_ok=True)

    def _take_up(self) -> None:
        head = Head.read(self._note)
        if head is None or _age(self._path) > KEPT_FOR:
            self.empty()
            return
        self._file.seek(0)
        self._file.truncate(head.size)
        while piece := self._file.read(_NOTED_EVERY):
            self._hash.update(piece)
            self.size += len(piece)
        if (self.size, self.digest) == (head.size, head.digest):
            self._head = head
        else:
            self.empty()


@contextmanager
def part_of(address: str, folder: Path | None, beside: Path) -> Iterator[Part]:
    """The part of what an address serves, held inside the block.

    It lies in ``folder``; where there is none, or another holds it, it is a file ``beside`` that is not kept.

    Raises:
        OSError: it cannot be written there.
    """
    path = folder / f"{hashlib.sha256(address.encode()).hexdigest()[:32]}.part" if folder else beside
    if folder:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = _held(path)
    kept = folder is not None and file is not None
    if file is None:
        path = beside
        file = _opened(path)
    with file:
        part = Part(path, file, kept=kept)
        try:
            yield part
        finally:
            if not kept:
                part.drop()


def tidy(folder: Path) -> None:
    """Take away parts that are too old, and documents that were being read when their process died."""
    for path in list(folder.iterdir()) if folder.is_dir() else []:
        if _age(path) > (LEFT_BEHIND if path.is_dir() else KEPT_FOR):
            _take_away(path)


def purge(folder: Path) -> int:
    """Take away every part, whoever may be waiting for the rest; how many there were."""
    left = list(folder.iterdir()) if folder.is_dir() else []
    for path in left:
        _take_away(path)
    return sum(path.suffix == ".part" for path in left)


def _held(path: Path) -> BinaryIO | None:
    """The file, locked; None where another holds it, or it took its place meanwhile."""
    file = _opened(path)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.path.samestat(os.fstat(file.fileno()), path.stat()):
            return file
    except OSError:
        pass
    file.close()
    return None


def _opened(path: Path) -> BinaryIO:
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600), "r+b")


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _age(path: Path) -> timedelta:
    try:
        return clock.now() - datetime.fromtimestamp(path.stat().st_mtime, clock.now().tzinfo)
    except OSError:
        return timedelta(0)


def _take_away(path: Path) -> None:
    with suppress(OSError):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
