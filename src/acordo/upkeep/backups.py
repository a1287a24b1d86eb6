"""A backup: made aside, read back whole, then put in its place.

The database is read in one state while everyone works on; the files of the home are copied as they lie. What is not in
it: the secret and the token of this machine, sessions, the index (made anew), the addresses of the database in
``acordo.toml``, logs, metrics, other backups.
"""

from __future__ import annotations

import errno
import fcntl
import os
import re
import shutil
import tomllib
from contextlib import contextmanager, suppress
from importlib.metadata import version
from typing import IO, TYPE_CHECKING, Any

from django.db import connection

from acordo import clock
from acordo.config import settings
from acordo.journal import chain
from acordo.journal.chain import BrokenChain, Line
from acordo.upkeep import archive
from acordo.upkeep.archive import KEPT_FOLDERS, OTHER_CONTENT, Reading, Writing, is_inside
from acordo.upkeep.rows import reader
from acordo.upkeep.snapshot import snapshot
from acordo.upkeep.words import FORM, Made, Manifest, Measure, NoRoomForBackup, Table, UnfitPlace
from acordo.wording import mark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from acordo.upkeep.rows import Stored
    from acordo.upkeep.snapshot import State
    from acordo.upkeep.words import Progress

SUFFIX = ".backup.zip"
_NAME = "acordo-{service}-{moment:%Y%m%dT%H%M%SZ}" + SUFFIX
_ASIDE = ".partial"
_STEP = 20_000
_MB = 1 << 20
_SECRET_SETTINGS = ("database_url", "database_owner_url")

NO_FOLDER = mark("its folder does not exist")
TAKEN = mark("there is a file already")
NOT_WRITABLE = mark("the machine does not let it be written")


def quiet(_done: int, _total: int | None) -> None:
    """Tell nobody how far it is."""


def make(place: Path | None = None, progress: Progress = quiet) -> Made:
    """Make a backup at a place (a folder, or a new file), and read it back; ``progress`` gets rows done and in all.

    Raises:
        UnfitPlace: nothing can be written there.
        NoRoomForBackup: the disk filled; nothing is left.
        LaterDatabase: a later version has changed the schema.
    """
    path = _target(place)
    _sweep(path.parent)
    with _aside(path) as (file, aside):
        try:
            _write_all(file, progress)
            digest = archive.seal(file)
        except OSError as error:
            raise _refused(error, path.parent, os.fstat(file.fileno()).st_size) from error
        manifest, _ = verify(aside)
        aside.rename(path)
        _sync(path.parent)
    return Made(path, path.stat().st_size, digest, manifest)


def _refused(error: OSError, folder: Path, written: int) -> Exception:
    """A full disk as a failure that says how much is missing; at least twice of what was written."""
    if error.errno not in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return error
    free = shutil.disk_usage(folder).free
    return NoRoomForBackup(free=free // _MB, needed=2 * (free + written) // _MB + 1, path=str(folder))


def verify(path: Path, progress: Progress = quiet) -> tuple[Manifest, str]:
    """Read a backup whole and prove it: every byte, every row's form, the chain of the journal in it.

    Returns the list of what it holds, and the digest of all its bytes.

    Raises:
        DamagedBackup: it does not hold.
        LaterBackup: a later version wrote it.
    """
    with archive.reading(path) as held:
        _prove_rows(held, progress)
        _prove_chain(held)
        for name, measure in held.manifest.files.items():
            for _ in held.blocks(name, measure):
                pass
        return held.manifest, held.digest


def keep(folder: Path, most: int) -> list[Path]:
    """Take away all but the latest backups of this service in a folder; which were taken away."""
    own = re.compile(re.escape(f"acordo-{settings().service}-") + r"\d{8}T\d{6}Z" + re.escape(SUFFIX))
    held = sorted((path for path in folder.iterdir() if own.fullmatch(path.name)), reverse=True)
    for path in held[most:]:
        path.unlink(missing_ok=True)
    return held[most:]


def _target(place: Path | None) -> Path:
    folder = settings().backups_folder
    if place is None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        place = folder
    if place.is_dir():
        place = place / _NAME.format(service=settings().service, moment=clock.now())
    if not place.parent.is_dir():
        raise UnfitPlace(path=str(place), reason=NO_FOLDER)
    if place.exists():
        raise UnfitPlace(path=str(place), reason=TAKEN)
    return place


@contextmanager
def _aside(path: Path) -> Iterator[tuple[IO[bytes], Path]]:
    """A file beside the place, locked while it is written, and gone if it is not finished."""
    aside = path.with_name(f".{path.name}.{os.getpid()}{_ASIDE}")
    try:
        handle = os.open(aside, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    except OSError as error:
        raise UnfitPlace(path=str(path), reason=NOT_WRITABLE) from error
    file = os.fdopen(handle, "w+b")
    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    try:
        yield file, aside
    finally:
        aside.unlink(missing_ok=True)
        with suppress(OSError):  # what is left to write finds the disk as full as before
            file.close()


def _sweep(folder: Path) -> None:
    """Take away what a killed backup left; one that is being written is locked."""
    for left in folder.glob(f".*{SUFFIX}.*{_ASIDE}"):
        with suppress(OSError), left.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            left.unlink()


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write_all(file: IO[bytes], progress: Progress) -> None:
    writing = Writing(file)
    try:
        _write(writing, progress)
    finally:
        writing.abandon()


def _write(writing: Writing, progress: Progress) -> None:
    with snapshot() as state:
        total, done = sum(map(state.count, state.tables)), 0
        progress(0, total)
        tables = []
        for stored in state.tables:
            table = _write_table(writing, state, stored, lambda lines, before=done: progress(before + lines, total))  # type: ignore[misc]
            done += table.measure.lines
            tables.append(table)
        register, head = _heads(state)
        migrations = state.migrations
    files = _write_files(writing)
    writing.finish(
        Manifest(
            form=FORM,
            made_at=clock.now().isoformat(timespec="microseconds"),
            version=version("acordo"),
            service=settings().service,
            database=connection.vendor,
            migrations=migrations,
            register_number=register,
            head=head,
            tables=tuple(tables),
            files=files,
        )
    )


def _write_table(writing: Writing, state: State, table: Stored, step: Callable[[int], None]) -> Table:
    with writing.part(f"tables/{table.name}.jsonl") as sink:
        for line in state.lines(table):
            sink.write(line)
            sink.lines += 1
            if sink.lines % _STEP == 0:
                step(sink.lines)
    step(sink.lines)
    return Table(table.name, table.columns, sink.measure())


def _heads(state: State) -> tuple[int, tuple[int, str]]:
    """The register's number, and the last line of the journal."""
    numbers = dict(state.rows(state.table("register_registerstate")))
    _, number, digest = next(iter(state.rows(state.table("journal_head"))))
    return numbers.get(1, 0), (number, bytes(digest).hex())


def _write_files(writing: Writing) -> dict[str, Measure]:
    files = {}
    text = _settings_text(settings().home / "acordo.toml")
    if text:
        with writing.part("files/acordo.toml") as sink:
            sink.write(text.encode())
        files["acordo.toml"] = sink.measure()
    for path in _home_files():
        name = path.relative_to(settings().home).as_posix()
        try:
            file = path.open("rb")
        except FileNotFoundError:  # it ended meanwhile
            continue
        with file, writing.part(f"files/{name}") as sink:
            while block := file.read(1 << 20):
                sink.write(block)
        files[name] = sink.measure()
    return files


def _home_files() -> Iterator[Path]:
    home = settings().home
    for folder in KEPT_FOLDERS:
        for path in sorted((home / folder).rglob("*")):
            if path.is_file() and not path.is_symlink() and is_inside(path.relative_to(home).as_posix()):
                yield path


def _settings_text(path: Path) -> str:
    """The settings of the home without the addresses of its database, which hold passwords."""
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    return "".join(f"{name} = {_toml(value)}\n" for name, value in written.items() if name not in _SECRET_SETTINGS)


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    text = ",".join(map(str, value)) if isinstance(value, list) else str(value)
    escaped = "".join(f"\\u{ord(sign):04x}" if sign < " " or sign in '"\\\x7f' else sign for sign in text)
    return f'"{escaped}"'


def _prove_rows(held: Reading, progress: Progress) -> None:
    total, done = held.manifest.rows, 0
    for table in held.manifest.tables:
        try:
            read = reader(table.columns)
            for line in held.lines(table.name, table.measure):
                read(line)
                done += 1
                if done % _STEP == 0:
                    progress(done, total)
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise held.damaged(OTHER_CONTENT) from error
    progress(done, total)


def _prove_chain(held: Reading) -> None:
    try:
        number, digest = held.manifest.head
        chain.verify(_journal(held), (number, bytes.fromhex(digest)))
        (said,) = _named_rows(held, "journal_head")
        if (said["number"], said["digest"].hex()) != (number, digest):
            raise held.damaged(BROKEN_JOURNAL)
    except BrokenChain as error:
        raise held.damaged(BROKEN_JOURNAL) from error
    except (ValueError, KeyError, TypeError, StopIteration) as error:
        raise held.damaged(OTHER_CONTENT) from error


BROKEN_JOURNAL = mark("the journal in it does not hold")


def _journal(held: Reading) -> Iterator[Line]:
    """The lines of the journal in a backup, each with what lies beside it."""
    payloads = _named_rows(held, "journal_actpayload")
    beside = next(payloads, None)
    for line in _named_rows(held, "journal_actline"):
        while beside is not None and beside["number"] < line["number"]:
            beside = next(payloads, None)
        own = beside if beside is not None and beside["number"] == line["number"] else {}
        yield Line(
            line["number"],
            line["previous"],
            line["digest"],
            line["chained"],
            own.get("salt"),
            own.get("payload"),
            own.get("purged_under"),
        )


def _named_rows(held: Reading, name: str) -> Iterator[dict[str, Any]]:
    table = next(table for table in held.manifest.tables if table.name == name)
    read, names = reader(table.columns), [column.name for column in table.columns]
    return (dict(zip(names, read(line), strict=True)) for line in held.lines(name, table.measure))
