"""Several processes of this machine, each doing pieces of one work as it gets free.

Each process hangs on a pipe of its own: it ends when the pipe does, so that a killed parent leaves none behind. It
starts by loading the program anew (``spawn``), because a process that holds threads and a database cannot be copied.
A process that dies, or cannot do a piece, costs time only: the parent does that piece itself, and meets what is wrong.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import signal
from collections import deque
from contextlib import suppress
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from multiprocessing.connection import Connection
    from types import TracebackType
    from typing import Self

CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
"""The processors that this process may use."""

Piece = TypeVar("Piece")
Answer = TypeVar("Answer")
_SPAWN = multiprocessing.get_context("spawn")
_CYCLES = 200_000
"""After so many new objects Python's search for cycles runs: the work makes many objects, few cycles."""
_WORK, _PIECE, _UNDONE = b"w", b"p", b""


class Here:
    """Processes that wait for work; none is started before ``start``, and none where ``count`` is 1."""

    def __init__(self, count: int = CORES) -> None:
        """``count`` is how many processes do the work."""
        self._count = count
        self._pipes: list[Connection] = []
        self._work: object = None
        self._processes: list[Any] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for pipe in self._pipes:
            pipe.close()
        for process in self._processes:
            if error is not None:
                process.terminate()
            process.join()

    def start(self) -> None:
        """Let the processes begin to load, while the caller does something else."""
        if self._processes or self._count < 2:
            return
        for _ in range(self._count):
            ours, theirs = _SPAWN.Pipe()
            process = _SPAWN.Process(target=_serve, args=(theirs,), daemon=True)
            process.start()
            theirs.close()
            self._processes.append(process)
            self._pipes.append(ours)

    @property
    def started(self) -> bool:
        """Whether there are processes to do anything."""
        return bool(self._pipes)

    @property
    def pids(self) -> list[int]:
        """The processes that were started, by the numbers that the system gave them."""
        return [process.pid for process in self._processes]

    def answers(self, work: Callable[[Piece], Answer], pieces: Sequence[Piece]) -> list[Answer]:
        """What ``work`` gives for each piece, in their order."""
        self._tell(work)
        found: dict[int, Answer] = {}
        waiting = deque(range(len(pieces)))
        asked: dict[Connection, int] = {}
        for pipe in list(self._pipes):
            self._ask(pipe, pieces, waiting, asked)
        while asked:
            for ready in wait(list(asked)):
                pipe = cast("Connection", ready)
                number = asked.pop(pipe)
                answer = self._received(pipe)
                if answer != _UNDONE:
                    self._ask(pipe, pieces, waiting, asked)
                found[number] = pickle.loads(answer) if answer != _UNDONE else work(pieces[number])  # noqa: S301 - from our own process
        for number in waiting:
            found[number] = work(pieces[number])
        return [found[number] for number in range(len(pieces))]

    def _tell(self, work: object) -> None:
        """Hand the work to every process, where it is another than before."""
        if work == self._work:
            return
        self._work = work
        told = _WORK + pickle.dumps(work, pickle.HIGHEST_PROTOCOL) if self._pipes else b""
        for pipe in list(self._pipes):
            self._send(pipe, told)

    def _ask(self, pipe: Connection, pieces: Sequence[Any], waiting: deque[int], asked: dict[Connection, int]) -> None:
        if waiting and self._send(pipe, _PIECE + pickle.dumps(pieces[waiting[0]], pickle.HIGHEST_PROTOCOL)):
            asked[pipe] = waiting.popleft()

    def _send(self, pipe: Connection, message: bytes) -> bool:
        try:
            pipe.send_bytes(message)
        except OSError:
            self._drop(pipe)
            return False
        return True

    def _received(self, pipe: Connection) -> bytes:
        try:
            return pipe.recv_bytes()
        except (EOFError, OSError):
            self._drop(pipe)
            return _UNDONE

    def _drop(self, pipe: Connection) -> None:
        if pipe in self._pipes:
            self._pipes.remove(pipe)
            pipe.close()


def _serve(pipe: Connection) -> None:
    """What a process does until its pipe ends. Ctrl-C goes to all of them; the parent says when to stop."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    gc.set_threshold(_CYCLES)
    work: Callable[[Any], object] = _unknown
    with suppress(EOFError, OSError):
        while True:
            told = pipe.recv_bytes()
            if told[:1] == _WORK:
                work = _loaded(told[1:])
            else:
                pipe.send_bytes(_done(work, told[1:]))


def _loaded(told: bytes) -> Callable[[Any], object]:
    """The work; where it cannot be had, as where the index was taken away meanwhile, one that does nothing."""
    try:
        return cast("Callable[[Any], object]", pickle.loads(told))  # noqa: S301 - from our own parent
    except Exception:  # noqa: BLE001 - whatever it is, the parent meets it again and says it
        return _unknown


def _done(work: Callable[[Any], object], piece: bytes) -> bytes:
    try:
        return pickle.dumps(work(pickle.loads(piece)), pickle.HIGHEST_PROTOCOL)  # noqa: S301 - from our own parent
    except Exception:  # noqa: BLE001 - as above
        return _UNDONE


def _unknown(_: object) -> object:
    raise LookupError
