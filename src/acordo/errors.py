"""Failures, by what the caller can do about them.

* A failure is a code and arguments. The code is dotted, stable, and never changes its meaning.
* The sentence says what happened, where, and what to do; doors translate it through the one catalogue.
* No HTTP status, exit code or print lives here: each door has one total table from the six kinds.

A concrete failure is a class with ``code`` and ``sentence``; the sentence's ``{fields}`` are its arguments.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Callable


class AcordoError(Exception):
    """Something could not be done, and a person can read why."""

    code: ClassVar[str]
    sentence: ClassVar[str]

    def __init__(self, **arguments: str | float) -> None:
        self.arguments: dict[str, str | int | float] = arguments
        super().__init__(self.sentence.format(**arguments))

    def __reduce__(self) -> tuple[Callable[..., AcordoError], tuple[type[AcordoError], dict[str, str | int | float]]]:
        """So that it can be told by another process."""
        return _again, (type(self), self.arguments)


def _again(kind: type[AcordoError], arguments: dict[str, str | int | float]) -> AcordoError:
    return kind(**arguments)


class Invalid(AcordoError):
    """What was given cannot be read or breaks its own form: mend the input."""


class Refused(AcordoError):
    """It was understood and is not permitted: another officer, purpose or agreement is needed."""


class Missing(AcordoError):
    """What was asked for does not exist for this officer."""


class Conflict(AcordoError):
    """The state has moved, or contradicts what was asked: look again, then decide."""


class Unproved(AcordoError):
    """A signature, hash or chain does not hold: nothing was taken over."""


class Unavailable(AcordoError):
    """Something outside does not answer now: try again later."""
