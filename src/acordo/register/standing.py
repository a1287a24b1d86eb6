"""How the register stands, and what is kept for as long as it stands so.

One statement reads it (``now``): the edition in force of every source with its stamp, what waits, when each source was
last looked at, and how many markings there are. Whatever a reader of sources or markings could see otherwise moves it.
So what was worked out in one standing holds exactly until any process publishes, holds, decides, looks or marks; every
act asks the database itself how the register stands, and nobody needs to be told.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, Generic, TypeVar
from uuid import UUID

from acordo.config import settings
from acordo.register import store

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable
    from pathlib import Path

Answer = TypeVar("Answer")
SUFFIX = ".index"
_MOST = 256


@dataclass(frozen=True, slots=True)
class State:
    """A state of the register: its number, and the stamp of the edition whose publication made it."""

    register_number: int
    stamp: str

    @property
    def path(self) -> Path:
        """Where the index that was compiled in this state lies."""
        return settings().index_folder / f"{self.register_number:09d}-{self.stamp}{SUFFIX}"


@dataclass(frozen=True)
class Standing:
    """The register of one home at one moment; equal where nothing has moved between two moments."""

    home: Path
    signs: tuple[tuple[object, ...], ...]

    @cached_property
    def state(self) -> State:
        """The state that the last publication made."""
        published = [(number, stamp) for number, stamp, *_ in self.signs if isinstance(number, int)]
        if not published:
            return State(0, "empty")
        number, stamp = max(published, key=lambda row: row[0])
        return State(number, str(UUID(str(stamp))))


def now() -> Standing:
    """How the register stands at this moment."""
    return Standing(settings().home, store.signs())


class Kept(Generic[Answer]):
    """Answers that hold for as long as the register stands as it did when they were worked out."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._standing: Standing | None = None
        self._answers: dict[Hashable, Answer] = {}

    def answer(self, standing: Standing, question: Hashable, work: Callable[[], Answer]) -> Answer:
        """The answer to a question; worked out by ``work`` where this standing has not been asked it before.

        It is kept only if the register stood still while it was worked out.
        """
        with self._lock:
            if standing == self._standing and question in self._answers:
                return self._answers[question]
        answer = work()
        if now() == standing:
            with self._lock:
                if standing != self._standing or len(self._answers) >= _MOST:
                    self._standing, self._answers = standing, {}
                self._answers[question] = answer
        return answer
