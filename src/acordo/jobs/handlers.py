"""Who does which kind of job: declared by the rooms above when they are loaded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Protocol

    from acordo.jobs.words import Job

    class Running(Protocol):
        """A job as its handler sees it."""

        @property
        def job(self) -> Job:
            """What is to be done."""

        def tell(self, done: int, total: int | None = None) -> None:
            """Say how far it is.

            Raises:
                Cancelled, LeaseLost, Stopping: let it pass; stop at once and write nothing more.
            """


@dataclass(frozen=True, slots=True)
class Handler:
    """How one kind of job is done.

    ``run`` may be called again for the same job after a kill: it goes on where the work stopped. ``dropped`` is called
    once the job has ended without being done (cancelled or failed for good), to put away what it left half done.
    ``comes_again`` says of a job that another like it is put here in its time: then what may pass by itself ends this
    one, and is not tried again at once.
    """

    run: Callable[[Running], Mapping[str, Any]]
    dropped: Callable[[Job], None] = lambda _: None
    comes_again: Callable[[Job], bool] = lambda _: False


_handlers: dict[str, Handler] = {}


def declare(kind: str, handler: Handler) -> None:
    """Declare who does a kind of job."""
    if kind in _handlers:
        raise RuntimeError(f"{kind} is declared twice")
    _handlers[kind] = handler


def kinds() -> tuple[str, ...]:
    """The kinds of job that are done here."""
    return tuple(sorted(_handlers))


def handler(kind: str) -> Handler:
    """Who does a kind."""
    return _handlers[kind]
