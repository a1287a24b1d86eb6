"""Where the answer to a file goes: the unfinished files beside the output, who may write them, and how they are ended.

Everything is checked before a row is asked: that no file of ours is the input, that something can be written there,
and that nobody else is writing it.
"""

from __future__ import annotations

import hashlib
import os
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from acordo.screening.failures import InputAsOutput, NoPlaceForOutput, OutputInUse, OutputIsFolder, Stopped

if sys.platform != "win32":
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Places:
    """The files that a run writes."""

    output: Path

    def _beside(self, ending: str) -> Path:
        return self.output.with_name(self.output.name + ending)

    @property
    def lines(self) -> bool:
        """Whether the hits are written as lines of JSON."""
        return self.output.suffix == ".jsonl"

    @property
    def rejected(self) -> Path:
        """Where rows go that cannot be read."""
        return self._beside(".rejected.csv")

    @property
    def state(self) -> Path:
        """Where an unfinished batch notes how far it is."""
        return self._beside(".unfinished.json")

    @property
    def next_state(self) -> Path:
        """The note before it takes its name."""
        return self._beside(".unfinished.aside")

    @property
    def partial(self) -> Path:
        """The unfinished hits."""
        return self._beside(".unfinished.jsonl" if self.lines else ".unfinished.csv")

    @property
    def partial_rejected(self) -> Path:
        """The unfinished rejections."""
        return self._beside(".unfinished.rejected.csv")

    @property
    def parquet(self) -> Path:
        """The finished hits as Parquet before they take their name."""
        return self._beside(".unfinished.parquet")

    @property
    def lock(self) -> Path:
        """What the run that writes here holds."""
        return self._beside(".unfinished.lock")

    @property
    def all(self) -> tuple[Path, ...]:
        """Every file that a run may write, rename or take away."""
        unfinished = (self.state, self.next_state, self.partial, self.partial_rejected, self.parquet, self.lock)
        return (self.output, self.rejected, *unfinished)


@contextmanager
def claimed(places: Places, source: Path) -> Iterator[None]:
    """Have these places for oneself inside the block.

    Raises:
        InputAsOutput, OutputIsFolder: the output is not one; nothing was written.
        NoPlaceForOutput: its folder cannot be made or written.
        OutputInUse: another run writes there; it is not disturbed.
        Stopped: a file could not be read or written inside the block; what was noted stays for the next run.
    """
    if places.output.is_dir():
        raise OutputIsFolder(path=str(places.output))
    try:
        _require_apart(places, source)
        places.output.parent.mkdir(parents=True, exist_ok=True)
        lock = _locked(places)
    except OSError as error:
        raise NoPlaceForOutput(path=str(places.output), reason=_reason(error)) from error
    try:
        yield
    except OSError as error:
        raise Stopped(path=str(places.output), reason=_reason(error)) from error
    finally:
        places.lock.unlink(missing_ok=True)
        lock.close()


def finish(places: Places, rejected: int, ended: Callable[[str], None]) -> None:
    """Give the finished files their names.

    ``ended`` is told the SHA-256 of the output when it lies safely on the disk, before it takes its name: so a file
    that looks whole has its line in the journal. A crash in between leaves a line that is true of the bytes it names
    by their digest; the next run ends once more.
    """
    aside = places.partial
    if places.output.suffix == ".parquet":
        aside = places.parquet
        from acordo.screening import parquet_rows

        parquet_rows.write(places.partial, aside)
    _onto_disk(places.partial_rejected)
    ended(_onto_disk(aside))
    _take_names(places, aside, rejected)


def settle(places: Places, rejected: int) -> None:
    """Go on where a crash stopped ``finish`` after the end was told: the files take their names, once."""
    if not places.output.exists():
        aside = places.parquet if places.output.suffix == ".parquet" else places.partial
        _take_names(places, aside, rejected)
    for path in places.all:
        if path not in {places.output, places.rejected}:
            path.unlink(missing_ok=True)


def _take_names(places: Places, aside: Path, rejected: int) -> None:
    if not rejected:
        places.rejected.unlink(missing_ok=True)
    elif places.partial_rejected.exists():
        places.partial_rejected.replace(places.rejected)
    try:
        aside.replace(places.output)
    except FileNotFoundError:
        if not places.output.exists():  # else whoever looked meanwhile has settled it
            raise
    onto_disk(places.output.parent)
    for path in (places.partial, places.partial_rejected, places.state):
        path.unlink(missing_ok=True)


def _require_apart(places: Places, source: Path) -> None:
    for path in places.all:
        if path.exists() and path.samefile(source):
            raise InputAsOutput(input=str(source), path=str(path))


def _onto_disk(path: Path) -> str:
    """Have a file written down wholly; returns its SHA-256."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
        return hashlib.file_digest(file, "sha256").hexdigest()


def onto_disk(place: Path) -> None:
    """Have a file, or the names in a folder, written down, where the system can."""
    try:
        handle = os.open(place, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _locked(places: Places) -> IO[bytes]:
    """The lock file, held; where the system or the disk knows no locks it is only there to be written."""
    while True:
        lock = places.lock.open("ab")
        try:
            _hold(lock)
            if os.path.samestat(os.fstat(lock.fileno()), places.lock.stat()):
                return lock
        except BlockingIOError as error:
            lock.close()
            raise OutputInUse(path=str(places.output)) from error
        except FileNotFoundError:
            pass
        lock.close()  # the run before took its lock file away between our opening and our holding it


def _hold(lock: IO[bytes]) -> None:
    if sys.platform == "win32":
        return
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise
    except OSError:  # a disk without locks, as some network ones are: two runs at once are then not kept apart
        return


def _reason(error: OSError) -> str:
    return error.strerror or str(error)
