"""The log: one JSON object a line, and nothing of a person in it.

* Of our own records the event (a constant) and fields of a closed list are written; of anyone else's, where it came
  from and nothing more: their messages hold addresses that were asked for and values that were refused.
* A fault is told by its kind and by where it went through the code. What it says, and what stood in its variables, is
  not written: a database names the value that it refused.
* Times are UTC. A line is written by one call, so that several processes may write one file.
"""

from __future__ import annotations

import json
import logging
import os
import secrets
import sys
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from acordo.errors import AcordoError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

KEPT_FOR = timedelta(days=30)
FIELDS = ("route", "method", "status", "milliseconds", "act", "job", "kind", "state", "strikes", "worker", "failure")
"""What a record of ours may carry beside its event: codes, numbers and patterns, never what was asked."""

_OURS = "acordo."
_FAILED = "django.request"
_DEEPEST = 40
_LAST_BYTES = 1 << 20
_request: ContextVar[str] = ContextVar("request", default="")


def begin_request() -> str:
    """A new number for the request that begins; what is logged until the next one carries it."""
    number = secrets.token_hex(6)
    _request.set(number)
    return number


def request_number() -> str:
    """The number of the request that is being answered; empty outside one."""
    return _request.get()


class Lines(logging.Formatter):
    """A record as one JSON object."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record."""
        at = datetime.fromtimestamp(record.created, UTC)
        said: dict[str, Any] = {"time": at.isoformat(timespec="milliseconds"), "level": record.levelname}
        said["event"] = _event(record)
        if request_number():
            said["request"] = request_number()
        if record.name.startswith(_OURS):
            said |= {name: value for name in FIELDS if (value := _plain(getattr(record, name, None))) is not None}
        elif record.name == _FAILED:
            match = getattr(getattr(record, "request", None), "resolver_match", None)
            said["route"] = match.route if match else ""
        else:
            said["place"] = f"{record.module}:{record.lineno}"
        if record.exc_info and record.exc_info[1] is not None:
            said["fault"] = list(_faults(record.exc_info[1]))
        return json.dumps(said, ensure_ascii=True)


def _event(record: logging.LogRecord) -> str:
    if record.name.startswith(_OURS):
        return str(record.msg)
    return "request failed" if record.name == _FAILED else record.name


def _plain(value: object) -> object:
    return value if isinstance(value, str | int | float) else None


def _faults(error: BaseException | None) -> Iterator[dict[str, Any]]:
    """A fault and what it came from: kinds, codes of ours, and places in the code."""
    for _ in range(10):
        if error is None:
            return
        said: dict[str, Any] = {"kind": f"{type(error).__module__}.{type(error).__qualname__}"}
        if isinstance(error, AcordoError):
            said["code"] = error.code
        yield said | {"trace": list(_places(error.__traceback__))[-_DEEPEST:]}
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _places(trace: TracebackType | None) -> Iterator[str]:
    while trace is not None:
        code = trace.tb_frame.f_code
        yield f"{'/'.join(Path(code.co_filename).parts[-3:])}:{trace.tb_lineno} {code.co_name}"
        trace = trace.tb_next


class OnlyFaults(logging.Filter):
    """Of what Django says of requests, faults alone: an answer that we chose has its line already."""

    def filter(self, record: logging.LogRecord) -> bool:
        """It tells of a fault."""
        return bool(record.exc_info)


class DayFile(logging.Handler):
    """Appends to the file of the day; without a home, or where the disk refuses, to standard error."""

    def __init__(self, folder: str) -> None:
        super().__init__()
        self._folder = Path(folder)
        self._day = ""
        self._handle: int | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record; the work goes on whatever becomes of it."""
        try:
            line = (self.format(record) + "\n").encode()
        except Exception:  # noqa: BLE001 (a record that cannot be told must not end what it tells of)
            line = b'{"event": "a record could not be told"}\n'
        try:
            os.write(self._opened(), line)
        except OSError:
            with suppress(OSError, ValueError):
                sys.stderr.buffer.write(line)
                sys.stderr.flush()

    def _opened(self) -> int:
        day = datetime.now(UTC).date().isoformat()
        if self._handle is None or day != self._day:
            if self._folder.parent.is_dir():
                self._folder.mkdir(mode=0o700, exist_ok=True)
            path = self._folder / f"acordo-{day}.jsonl"
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, 0o600)
            if self._handle is not None:
                os.close(self._handle)
            self._handle, self._day = handle, day
            _remove_old(self._folder, day)
        return self._handle


def _remove_old(folder: Path, day: str) -> None:
    oldest = (datetime.fromisoformat(day) - KEPT_FOR).date().isoformat()
    for path in folder.glob("acordo-*.jsonl"):
        if path.stem.removeprefix("acordo-") < oldest:
            path.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class FailureLogged:
    """A fault as the log has it: when, under which number, on which route, of which kind."""

    at: datetime
    number: str
    route: str
    kind: str


def recent_failures(folder: Path, most: int) -> list[FailureLogged]:
    """The last faults in the files of the last days, the latest first."""
    found: list[FailureLogged] = []
    for path in sorted(folder.glob("acordo-*.jsonl"), reverse=True)[:3]:
        found += list(_failures_in(path))[::-1]
    return found[:most]


def _failures_in(path: Path) -> Iterator[FailureLogged]:
    with suppress(OSError), path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _LAST_BYTES))
        for line in file:
            if b'"level": "ERROR"' not in line and b'"level": "CRITICAL"' not in line:
                continue
            with suppress(ValueError, KeyError, TypeError, IndexError):
                said = json.loads(line)
                kind = (said.get("fault") or [{"kind": said["event"]}])[0]["kind"]
                at = datetime.fromisoformat(said["time"])
                yield FailureLogged(at, said.get("request") or said.get("job", ""), said.get("route", ""), kind)
