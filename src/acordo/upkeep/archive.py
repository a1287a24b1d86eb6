"""A backup as a file: an ordinary ZIP that ends in the SHA-256 of all its bytes before that.

* ``manifest.json`` lists every other part with its size and digest; a part more or less, or another byte anywhere,
  and nothing of the file is taken.
* Parts are ``tables/NAME.jsonl`` and ``files/PATH``; a path has no way upwards, and a part is never longer than its
  list says, so that a small file cannot fill a disk.
* The digest finds damage. It is no signature: whoever can write the file can write another digest too, so keep the
  digest that ``acordo backup`` tells somewhere else.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from acordo.upkeep.words import FORM, DamagedBackup, LaterBackup, Manifest, Measure
from acordo.wording import mark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from acordo.upkeep.words import Progress

_MARK = b"acordo-backup-1 sha256 "
_DIGITS = 64
_LIST = "manifest.json"
_BLOCK = 1 << 20
_LONGEST_LIST = 64 << 20
LONGEST_LINE = 256 << 20
_TABLE = re.compile(r"tables/[a-z][a-z0-9_]{0,62}\.jsonl")
_PART = re.compile(r"[^\x00-\x1f/\\:]{1,200}")

CUT_OFF = mark("it is cut off, or is no backup")
CHANGED = mark("its bytes are not those that were written")
OTHER_PARTS = mark("parts of it are missing, or there are parts that do not belong to it")
OUTSIDE = mark("the name of a part leads out of the home")
OTHER_CONTENT = mark("a part does not hold what the list of the backup says")
UNREADABLE_LIST = mark("its list of contents cannot be read")


@dataclass(slots=True)
class Sink:
    """Where a part is written; it measures what passes."""

    file: IO[bytes]
    hashed: hashlib._Hash
    lines: int = 0
    size: int = 0

    def write(self, some: bytes) -> None:
        """Write some bytes."""
        self.file.write(some)
        self.hashed.update(some)
        self.size += len(some)

    def measure(self) -> Measure:
        """What was written."""
        return Measure(self.lines, self.size, self.hashed.hexdigest())


class Writing:
    """A backup that is being written."""

    def __init__(self, file: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, allowZip64=True, compresslevel=4)

    @contextmanager
    def part(self, name: str) -> Iterator[Sink]:
        """Write one part."""
        with self._zip.open(_about(name), "w", force_zip64=True) as file:
            yield Sink(file, hashlib.sha256())

    def abandon(self) -> None:
        """Let go of the file without writing to it."""
        self._zip.fp = None

    def finish(self, manifest: Manifest) -> None:
        """Write the list, and the place for the digest."""
        self._zip.writestr(_about(_LIST), json.dumps(manifest.written(), ensure_ascii=False, indent=1))
        self._zip.comment = _MARK + b"0" * _DIGITS
        self._zip.close()


def _about(name: str) -> zipfile.ZipInfo:
    about = zipfile.ZipInfo(name)
    about.compress_type, about.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
    return about


def seal(file: IO[bytes]) -> str:
    """Write the digest of a finished backup at its end; returns it."""
    digest = _digest(file, _size(file) - _DIGITS)
    file.seek(-_DIGITS, os.SEEK_END)
    file.write(digest.encode("ascii"))
    file.flush()
    os.fsync(file.fileno())
    return digest


def _size(file: IO[bytes]) -> int:
    return file.seek(0, os.SEEK_END)


def _digest(file: IO[bytes], length: int, step: Callable[[int], None] = lambda _: None) -> str:
    """The SHA-256 of the first bytes of a file."""
    hashed, left = hashlib.sha256(), length
    file.seek(0)
    while left > 0 and (block := file.read(min(left, _BLOCK))):
        hashed.update(block)
        left -= len(block)
        step(length - left)
    return hashed.hexdigest()


class Reading:
    """A backup whose bytes are those that were written, and whose list fits its parts."""

    def __init__(self, path: Path, zipped: zipfile.ZipFile, manifest: Manifest, digest: str) -> None:
        self.path, self.manifest, self.digest = path, manifest, digest
        self._zip = zipped

    def lines(self, table: str, measure: Measure) -> Iterator[bytes]:
        """The lines of a table; exhausting them proves that they are those of the list.

        Raises:
            DamagedBackup: they are not.
        """
        hashed, size, count = hashlib.sha256(), 0, 0
        with self._open(f"tables/{table}.jsonl", measure) as part:
            for line in iter(lambda: part.readline(LONGEST_LINE), b""):
                hashed.update(line)
                size, count = size + len(line), count + 1
                if size > measure.size:
                    break
                yield line
        self._require(Measure(count, size, hashed.hexdigest()) == measure)

    def blocks(self, name: str, measure: Measure) -> Iterator[bytes]:
        """The bytes of a file; exhausting them proves that they are those of the list.

        Raises:
            DamagedBackup: they are not.
        """
        hashed, size = hashlib.sha256(), 0
        with self._open(f"files/{name}", measure) as part:
            for block in iter(lambda: part.read(_BLOCK), b""):
                hashed.update(block)
                size += len(block)
                if size > measure.size:
                    break
                yield block
        self._require(Measure(0, size, hashed.hexdigest()) == measure)

    @contextmanager
    def _open(self, name: str, measure: Measure) -> Iterator[IO[bytes]]:
        self._require(self._zip.getinfo(name).file_size == measure.size)
        try:
            with self._zip.open(name) as part:
                yield part
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
            raise self.damaged(OTHER_CONTENT) from error

    def _require(self, holds: bool) -> None:  # noqa: FBT001 (a condition, as assert takes it)
        if not holds:
            raise self.damaged(OTHER_CONTENT)

    def damaged(self, reason: str) -> DamagedBackup:
        """The failure that names this backup."""
        return DamagedBackup(path=str(self.path), reason=reason)


@contextmanager
def reading(path: Path, progress: Progress = lambda _, __: None) -> Iterator[Reading]:
    """Open a backup once all its bytes are proved to be those that were written.

    Raises:
        DamagedBackup: they are not, or its list does not fit.
        LaterBackup: a later version wrote it, in a form that is not known here.
    """
    with path.open("rb") as file:
        digest = _proved(path, file, progress)
        try:
            zipped = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, ValueError, OverflowError, EOFError, NotImplementedError) as error:
            raise DamagedBackup(path=str(path), reason=CUT_OFF) from error
        with zipped:
            manifest = _list(path, zipped)
            _require_parts(path, zipped.infolist(), manifest, _size(file))
            yield Reading(path, zipped, manifest, digest)


def _proved(path: Path, file: IO[bytes], progress: Progress) -> str:
    size = _size(file)
    file.seek(max(0, size - _DIGITS - len(_MARK)))
    end = file.read()
    if not end.startswith(_MARK) or len(end) != len(_MARK) + _DIGITS:
        raise DamagedBackup(path=str(path), reason=CUT_OFF)
    digest = _digest(file, size - _DIGITS, lambda done: progress(done, size))
    if digest.encode("ascii") != end[len(_MARK) :]:
        raise DamagedBackup(path=str(path), reason=CHANGED)
    return digest


def _list(path: Path, zipped: zipfile.ZipFile) -> Manifest:
    try:
        if zipped.getinfo(_LIST).file_size > _LONGEST_LIST:
            raise DamagedBackup(path=str(path), reason=UNREADABLE_LIST)
        with zipped.open(_LIST) as part:
            held = json.loads(part.read(_LONGEST_LIST))
        if type(held.get("form")) is int and held["form"] > FORM:
            raise LaterBackup(version=str(held.get("version", ""))[:20])
        return Manifest.read(held)
    except (KeyError, TypeError, ValueError, AttributeError, zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise DamagedBackup(path=str(path), reason=UNREADABLE_LIST) from error
    except (NotImplementedError, RuntimeError, RecursionError) as error:
        raise DamagedBackup(path=str(path), reason=UNREADABLE_LIST) from error


def _require_parts(path: Path, parts: Iterable[zipfile.ZipInfo], manifest: Manifest, size: int) -> None:
    """Each part once, none more, none less; together no longer than the file, so that no two lie over each other."""
    held = list(parts)
    names = [part.filename for part in held]
    tables = [f"tables/{table.name}.jsonl" for table in manifest.tables]
    if not all(_TABLE.fullmatch(name) for name in tables) or not all(map(is_inside, manifest.files)):
        raise DamagedBackup(path=str(path), reason=OUTSIDE)
    wanted = [_LIST, *tables, *(f"files/{name}" for name in manifest.files)]
    if sorted(names) != sorted(wanted) or len(set(names)) != len(names):
        raise DamagedBackup(path=str(path), reason=OTHER_PARTS)
    if sum(part.compress_size for part in held) > size or any(part.flag_bits & 1 for part in held):
        raise DamagedBackup(path=str(path), reason=OTHER_CONTENT)


def is_inside(name: str) -> bool:
    """The path of a file of the home stays in it, and is one that a backup takes."""
    parts = name.split("/")
    fit = all(_PART.fullmatch(part) and not part.startswith(".") for part in parts)
    return fit and (name == "acordo.toml" or (parts[0] in KEPT_FOLDERS and len(parts) > 1))


KEPT_FOLDERS = ("batches", "incoming")
"""The folders of the home whose files a backup takes: what was sent to be screened, and what came of it."""
