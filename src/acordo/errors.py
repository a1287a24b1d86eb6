"""Failures, by what the caller can do about them.

* A failure is a code and arguments. The code is dotted, stable, and never changes its meaning.
* The sentence says what happened, where, and what to do; doors translate it through the one catalogue.
* No HTTP status, exit code or print lives here: each door has one total table from the six kinds.

A concrete failure is a class with ``code`` and ``sentence``; the sentence's ``{fields}`` are its arguments. An argument
may be a message of its own (a ``reason``), whose fields are the arguments beside it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


_FIELD = re.compile(r"\{(\w+)\}")


def filled(text: str, arguments: Mapping[str, object]) -> str:
    """A text with those of its ``{fields}`` filled in that are among the arguments; other braces stay as they are.

    For texts that may hold what a stranger wrote, as the name of an element does: nothing in them is a failure.
    """
    return _FIELD.sub(lambda field: str(arguments.get(field[1], field[0])), text)


class AcordoError(Exception):
    """Something could not be done, and a person can read why."""

    code: ClassVar[str]
    sentence: ClassVar[str]

    def __init__(self, **arguments: str | float) -> None:
        self.arguments: dict[str, str | int | float] = arguments
        reason = arguments.get("reason")
        told = {"reason": filled(reason, arguments)} if isinstance(reason, str) else {}
        super().__init__(self.sentence.format(**arguments | told))

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
