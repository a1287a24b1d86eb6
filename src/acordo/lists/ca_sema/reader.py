"""The document: its records, and the reference of each, which the publisher does not give.

``Item`` numbers the lines of a schedule, and an amendment that writes a schedule anew numbers it anew: a reference made
of it would pass from one party to another in silence. So it is made of what a record says of its party.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from acordo.facts import Edition
from acordo.lists import derived
from acordo.lists.ca_sema.record import Record, say_record
from acordo.lists.reading import UnexpectedStructure, in_steps, taken_in
from acordo.lists.stating import Stating, Tally
from acordo.lists.xml import Taker, root_of

if TYPE_CHECKING:
    from pathlib import Path

    from acordo.facts import SourceName, Statement
    from acordo.lists.reading import Progress
    from acordo.markings import Marking

_LIMIT = 64 * 1024 * 1024  # bytes; the list has had a million and a half


def read(path: Path, *, source: SourceName, marking: Marking, progress: Progress | None = None) -> Edition:
    """One edition of the list.

    Raises:
        MalformedDocument: it is not well-formed XML.
        UnexpectedStructure: it is another document, has no records, or a record without a name, country or day.
        UnreadableFile, TooLarge: it cannot be opened, or is larger than this list could be.
    """
    content, document = taken_in(path, _LIMIT)
    tally = Tally()
    root = Taker(root_of(content, path, "data-set"), tally)
    elements = root.many("record")
    root.close()
    if not elements:
        raise UnexpectedStructure(path=str(path), reason="it has no records")
    records = [_record(element, path) for element in elements]
    further = [(record.date, record.aliases, record.schedule) for record in records]
    references = derived.told_apart([record.reference for record in records], further)
    statements: list[Statement] = []
    for element, record, reference in in_steps(list(zip(elements, records, references, strict=True)), progress):
        element.reference = reference
        element.close()
        stating = Stating(source, reference, marking, tally)
        say_record(record, stating)
        statements += stating.statements
    return Edition(source, None, document, tuple(statements), tally.alarms, tally.ignored)


def _record(element: Taker, path: Path) -> Record:
    """A record with what makes its reference."""
    record = Record.taken(element)
    for name, value in (
        ("Country", record.country),
        ("LastName, GivenName or EntityOrShip", record.last or record.given or record.body),
        ("DateOfListing", record.listed),
    ):
        if not value:
            raise UnexpectedStructure(path=str(path), reason=f"the record at line {element.line} has no {name}")
    return record
