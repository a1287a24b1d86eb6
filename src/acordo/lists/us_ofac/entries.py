"""The entries of one edition while it is read, each under the publisher's own number."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from acordo.facts import Edition, Reference
from acordo.lists.reading import DuplicateReference, UnexpectedStructure
from acordo.lists.stating import Stating, Tally

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from acordo.facts import Document, SourceName
    from acordo.lists.reading import Progress
    from acordo.markings import Marking

_STEP = 200


class Entries:
    """Opens a ``Stating`` for each entry and makes the edition of them; the alarms of all stand in ``tally``."""

    def __init__(self, path: Path, source: SourceName, marking: Marking, progress: Progress | None) -> None:
        self.path = path
        self.tally = Tally()
        self._source = source
        self._marking = marking
        self._progress = progress
        self._statings: dict[str, Stating] = {}

    def open(self, number: str, line: int) -> Stating:
        """The stating of a new entry.

        Raises:
            UnexpectedStructure: ``number`` is not the publisher's whole number of an entry.
            DuplicateReference: an entry bears it already.
        """
        if not (number.isascii() and number.isdecimal()):
            reason = f"the entry at line {line} has no number by which it is known, but {number[:40]!r}"
            raise UnexpectedStructure(path=str(self.path), reason=reason)
        if number in self._statings:
            raise DuplicateReference(path=str(self.path), reference=number, line=line)
        stating = Stating(self._source, Reference(number), self._marking, self.tally)
        self._statings[number] = stating
        return stating

    def opened(self, number: str) -> Stating | None:
        """The stating of an entry opened before, if there is one."""
        return self._statings.get(number)

    def __len__(self) -> int:
        return len(self._statings)

    def tell(self, whole: int) -> None:
        """Tell how far the reading has come, now and then; ``whole`` is what there is in all, as far as known."""
        done = len(self._statings)
        if self._progress and (done % _STEP == 0 or done == whole):
            self._progress(done, max(done, whole))

    def edition(self, issued: date | None, document: Document) -> Edition:
        """The edition that all entries make.

        Raises:
            UnexpectedStructure: there are none.
        """
        if not self._statings:
            raise UnexpectedStructure(path=str(self.path), reason="it has no entries")
        if self._progress:
            self._progress(len(self), len(self))
        statements = tuple(chain.from_iterable(one.statements for one in self._statings.values()))
        return Edition(self._source, issued, document, statements, self.tally.alarms, self.tally.ignored)
