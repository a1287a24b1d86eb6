"""What a reader has found so far: the statements of one entry, and the tally of what no rule took."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from acordo.errors import Invalid
from acordo.facts import Alarm, Ignored, Statement

if TYPE_CHECKING:
    from acordo.facts import Json, Property, Reference, SourceName
    from acordo.markings import Marking

LONGEST_VALUE = 100_000
"""Characters of one value; the longest reasons met have some thousands."""
_EXAMPLE_LENGTH = 200
_EMPTY = frozenset({'""', "{}"})


class EndlessValue(Invalid):
    """A value is longer than any that a list states."""

    code = "lists.endless_value"
    sentence = (
        "The entry {reference} states a {property} of {length} characters, longer than any value of a list. "
        "Nothing was read; check that it is the right file, and whole."
    )


class Tally:
    """Counts alarms by the path where they stand, and what was left out on purpose by path and reason."""

    def __init__(self) -> None:
        self._alarms: Counter[str] = Counter()
        self._first: dict[str, tuple[str, str]] = {}
        self._ignored: Counter[tuple[str, str]] = Counter()

    def alarm(self, path: str, example: str, reference: str = "") -> None:
        """No rule takes what stands at ``path``; the first example is kept, cut to 200 characters."""
        self._alarms[path] += 1
        self._first.setdefault(path, (example[:_EXAMPLE_LENGTH], reference))

    def ignore(self, path: str, reason: str, count: int = 1) -> None:
        """A rule leaves out what stands at ``path``."""
        self._ignored[path, reason] += count

    @property
    def alarms(self) -> tuple[Alarm, ...]:
        """The alarms, in the order in which their paths were first met."""
        return tuple(Alarm(path, count, *self._first[path]) for path, count in self._alarms.items())

    @property
    def ignored(self) -> tuple[Ignored, ...]:
        """What was left out, by path."""
        return tuple(Ignored(path, count, reason) for (path, reason), count in sorted(self._ignored.items()))


class Stating:
    """Makes the statements of one entry; a value without content is not stated."""

    __slots__ = ("_marking", "_source", "reference", "statements", "tally")

    def __init__(self, source: SourceName, reference: Reference, marking: Marking, tally: Tally) -> None:
        self._source = source
        self._marking = marking
        self.reference = reference
        self.tally = tally
        self.statements: list[Statement] = []

    def say(self, property_: Property, content: Json, *, language: str = "", original: str = "") -> None:
        """State ``content``, unless it is an empty text or all its fields are empty.

        Raises:
            EndlessValue: it has more than ``LONGEST_VALUE`` characters.
        """
        statement = Statement.of(
            self._source, self.reference, property_, content, self._marking, language=language, original=original
        )
        if len(statement.value) > LONGEST_VALUE:
            length = len(statement.value)
            raise EndlessValue(reference=self.reference[:_EXAMPLE_LENGTH], property=property_, length=length)
        if statement.value not in _EMPTY:
            self.statements.append(statement)

    def alarm(self, path: str, example: str) -> None:
        """No rule takes something in this entry."""
        self.tally.alarm(path, example, self.reference)
