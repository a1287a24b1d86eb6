"""The document: its date, its entries, and the reference of each."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from acordo.facts import Edition, Property, Reference
from acordo.lists.eu_fsf.party import read_party
from acordo.lists.reading import NO_ENTRIES, DuplicateReference, UnexpectedStructure, in_steps, taken_in
from acordo.lists.stating import Stating, Tally
from acordo.lists.xml import Taker, root_of

if TYPE_CHECKING:
    from pathlib import Path

    from acordo.facts import SourceName, Statement
    from acordo.lists.reading import Progress
    from acordo.markings import Marking

_LIMIT = 128 * 1024 * 1024  # bytes; the list has had 22 to 26 million
_ROOT = "export"
_NAMESPACE = "http://eu.europa.ec/fpi/fsd/export"
_SCHEMA = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"


def read(path: Path, *, source: SourceName, marking: Marking, progress: Progress | None = None) -> Edition:
    """One edition of the list.

    Raises:
        MalformedDocument: it is not well-formed XML.
        UnexpectedStructure: it is another document, has no entries, or an entry without a reference.
        DuplicateReference: one entity stands there twice.
        UnreadableFile, TooLarge: it cannot be opened, or is larger than this list could be.
    """
    content, document = taken_in(path, _LIMIT)
    tally = Tally()
    root = Taker(root_of(content, path, _ROOT, _NAMESPACE), tally)
    del content  # as large as the tree beside it
    issued = _issued(root, tally)
    parties = _by_reference(root.many("sanctionEntity"), path)
    root.close()
    if not parties:
        raise UnexpectedStructure(path=str(path), reason=NO_ENTRIES)
    statements: list[Statement] = []
    for reference, entities in in_steps(parties.items(), progress):
        stating = Stating(source, reference, marking, tally)
        for own_number in entities:
            stating.say(Property.PUBLISHER_NUMBER, own_number)
        read_party(list(entities.values()), stating)
        statements += dict.fromkeys(stating.statements) if len(entities) > 1 else stating.statements
    return Edition(source, issued, document, tuple(statements), tally.alarms, tally.ignored)


def _issued(root: Taker, tally: Tally) -> date | None:
    root.ignore_attribute(_SCHEMA, "the address of the layout's schema, which is never fetched")
    root.ignore_attribute("globalFileId", "the publisher's number of this file, which says nothing of a party")
    printed = root.attribute("generationDate")
    try:
        return date.fromisoformat(printed[:10])
    except ValueError:
        tally.alarm(f"{root.path}/@generationDate", printed or "absent")
        return None


def _by_reference(entities: list[Taker], path: Path) -> dict[Reference, dict[str, Taker]]:
    """The entities of each reference by their own numbers: one, as a rule.

    The publisher's description of the fields says that one party may stand under several legal bases, as entities of
    their own numbers that share the European reference number; they are one entry.
    """
    found: dict[Reference, dict[str, Taker]] = {}
    for entity in entities:
        number = entity.attribute("logicalId")
        reference = Reference(entity.attribute("euReferenceNumber") or (f"logicalId-{number}" if number else ""))
        if not reference:
            reason = f"the entry at line {entity.line} has neither euReferenceNumber nor logicalId"
            raise UnexpectedStructure(path=str(path), reason=reason)
        of_reference = found.setdefault(reference, {})
        if number in of_reference:
            raise DuplicateReference(path=str(path), reference=reference, line=entity.line)
        of_reference[number] = entity
        entity.reference = reference
    return found
