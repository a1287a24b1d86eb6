"""What is said of a job."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from acordo.errors import AcordoError, Conflict, Missing, Unavailable

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID


class State(StrEnum):
    """Where a job stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


ENDED = frozenset({State.DONE, State.FAILED, State.CANCELLED})


class NoSuchJob(Missing):
    """There is no job under the id."""

    code = "jobs.no_such_job"
    sentence = "There is no work under the number {id} here. Check the number."


class GaveUp(Unavailable):
    """A job stopped its worker again and again."""

    code = "jobs.gave_up"
    sentence = "The work was begun {strikes} times and stopped each time without getting on. Ask the operator to look."


class Broken(Unavailable):
    """A handler failed by a fault of ours; the log of the worker has its trace."""

    code = "jobs.broken"
    sentence = "The work stopped by a fault of the program ({fault}). Ask the operator to look into the log."


class Cancelled(Conflict):
    """Somebody asked that the work be ended; a handler lets it pass."""

    code = "jobs.cancelled"
    sentence = "The work was cancelled."


class LeaseLost(Conflict):
    """Another worker holds the job now; a handler lets it pass and writes no more."""

    code = "jobs.lease_lost"
    sentence = "Another worker has taken over this work."


class Stopping(Conflict):
    """This worker was asked to stop; a handler lets it pass, and the job waits for the next worker."""

    code = "jobs.stopping"
    sentence = "The worker was asked to stop; the work goes on when it is started again."


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a job failed: a code and arguments, with the sentence that they fill."""

    code: str
    sentence: str
    arguments: Mapping[str, str | int | float]

    @classmethod
    def of(cls, error: AcordoError) -> Failure:
        """What a failure says, to be kept."""
        return cls(error.code, error.sentence, error.arguments)


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of long work.

    ``owner`` is the officer who asked, ``purpose`` and ``language`` those of the act that put it here; ``given`` says
    what is to be done, ``result`` what the handler answered. ``done`` of ``total`` counts whatever the handler counts.
    ``strikes`` is how often it was begun without getting on.
    """

    id: UUID
    kind: str
    owner: UUID
    purpose: str
    language: str
    given: Mapping[str, Any]
    state: State
    done: int
    total: int | None
    result: Mapping[str, Any]
    failure: Failure | None
    strikes: int
    queued_at: datetime
    started_at: datetime | None
    heard_at: datetime | None
    ended_at: datetime | None
    cancelling: bool
    worker: str
