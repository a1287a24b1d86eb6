"""An act is answered once it lies on the disk; acts that wait at the same time share one flush.

Both databases would flush while the head of the journal is locked, so that a disk which takes 5 ms for it ends 200 acts
a second at the most, one after the other. Here a commit writes to the write-ahead log and gives the lock on; then the
act waits until the log was flushed by a flush that began after its commit. The log is a sequence with checksums, so
what a power cut leaves is always a beginning of it: an act that was answered is in it, with every act before it.

* SQLite (``synchronous=NORMAL``): the log is a file, and we flush it. A checkpoint flushes the log before it moves
  anything out of it (sqlite.org/wal.html, "Performance Considerations"), so a log that is no longer there lies in the
  database already.
* PostgreSQL (``synchronous_commit=off`` for the desk's connections, section 30.4 of its manual): a connection of its
  own commits an empty message as the server's own setting says, which flushes the log up to there, and waits for
  replicas where the server is told to.
"""

from __future__ import annotations

import os
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Condition, local
from typing import TYPE_CHECKING, Any

from django.db import connection

from acordo.errors import Unavailable
from acordo.wording import mark

if TYPE_CHECKING:
    from collections.abc import Callable


class NotOnDisk(Unavailable):
    """The act is in the database, and a power cut may still take it."""

    code = "journal.not_on_disk"
    sentence = (
        "It was done, but the machine could not confirm that it lies on the disk: {reason}. "
        "Look whether it is there before you do it again, and tell the operator."
    )


class Shared:
    """One piece of work that several threads wait for, and that one of them does for all who came before it began."""

    def __init__(self, work: Callable[[], None]) -> None:
        self.work = work
        self._turn = Condition()
        self._begun = self._done = self._refused = 0
        self._busy = False
        self._why = OSError()

    def close(self) -> None:
        """Give up what the work holds, where it holds something."""
        close = getattr(self.work, "close", None)
        if close:
            close()

    def wait(self) -> None:
        """Return once the work was done by someone who began it after this call.

        Raises:
            OSError: it failed while this thread waited, whoever did it: a system that could not write tells so once,
                and answers whoever flushes again with success although what was to be written is lost.
        """
        with self._turn:
            awaited, refused = self._begun + 1, self._refused
            while self._done < awaited and self._busy:
                self._turn.wait()
                if self._refused != refused:
                    raise OSError(self._why.errno, self._why.strerror)
            if self._done >= awaited:
                return
            self._busy = True
            self._begun += 1
            own = self._begun
        try:
            self.work()
        except BaseException as error:
            self._end(0, error)
            raise
        self._end(own)

    def _end(self, done: int, error: BaseException | None = None) -> None:
        with self._turn:
            self._busy = False
            self._done = max(self._done, done)
            if isinstance(error, OSError):
                self._refused, self._why = self._refused + 1, error
            self._turn.notify_all()


_flushes: dict[str, Shared] = {}
_last = local()
_CAME_BACK = mark("the database went away in the middle")


def onto_disk() -> None:
    """Wait until what this thread committed lies on the disk.

    Raises:
        NotOnDisk: the disk refused, or PostgreSQL went away meanwhile.
    """
    name = str(connection.settings_dict["NAME"])
    flush = _flushes.get(name)
    if flush is None:
        log = Path(name + "-wal")
        work = (
            partial(_flush_file, log) if connection.vendor == "sqlite" else _Server(connection.get_connection_params())
        )
        flush = _flushes.setdefault(name, Shared(work))
    try:
        flush.wait()
        if isinstance(flush.work, _Server):
            _require_same_server(flush.work)
    except OSError as error:
        raise NotOnDisk(reason=error.strerror or str(error)) from error


def _require_same_server(server: _Server) -> None:
    """Refuse a flush by a server that may have died and come back since this thread's commit, which was lost then.

    A server that dies ends every connection. So it did not, if the connection that flushed was there at this one's act
    before; and if it was made since, this one is asked whether it still is.

    Raises:
        OSError: it may be lost.
    """
    now = (connection.connection, server.opened)
    if getattr(_last, "seen", None) != now:
        try:
            connection.connection.execute("SELECT 1")
        except Exception as error:
            raise OSError(_CAME_BACK) from error
        _last.seen = now


def forget() -> None:
    """Give up the connections that flush, for a process that goes on without its database."""
    while _flushes:
        _, flush = _flushes.popitem()
        flush.close()


def _flush_file(log: Path) -> None:
    with suppress(FileNotFoundError):  # moved into the database and flushed there, or a database in memory
        handle = os.open(log, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


class _Server:
    """A connection of this process that flushes PostgreSQL's log; made anew where it was lost."""

    def __init__(self, parameters: dict[str, Any]) -> None:
        plain: dict[str, Any] = {name: value for name, value in parameters.items() if isinstance(value, str | int)}
        self._parameters = {name: value for name, value in plain.items() if name != "options"}
        self._connection: Any = None
        self._process = self.opened = 0

    def __call__(self) -> None:
        import psycopg

        try:
            self._flush()
        except psycopg.OperationalError:
            self.close()
            self._flush_anew()

    def close(self) -> None:
        """Give up the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _flush_anew(self) -> None:
        """Once more, over a connection made anew; a server that is gone is like a disk that refuses."""
        import psycopg

        try:
            self._flush()
        except psycopg.Error as error:
            raise OSError(str(error).splitlines()[0]) from error

    def _flush(self) -> None:
        import psycopg

        if self._connection is None or self._process != os.getpid():
            self._connection, self._process = psycopg.connect(**self._parameters, autocommit=True), os.getpid()
            self.opened += 1
        self._connection.execute("SELECT pg_logical_emit_message(true, 'acordo', '')")
