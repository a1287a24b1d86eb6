"""The document: its date, its two groups of parties, and the reference of each."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from acordo.facts import Edition, Kind, Property, Reference
from acordo.lists.reading import NO_ENTRIES, DuplicateReference, UnexpectedStructure, in_steps, taken_in
from acordo.lists.stating import Stating, Tally
from acordo.lists.un_sc.party import read_party
from acordo.lists.xml import Taker, root_of

if TYPE_CHECKING:
    from pathlib import Path

    from acordo.facts import SourceName, Statement
    from acordo.lists.reading import Progress
    from acordo.markings import Marking

_LIMIT = 64 * 1024 * 1024  # bytes; the list has had about two million
_ROOT = "CONSOLIDATED_LIST"
_GROUPS = (("INDIVIDUALS", "INDIVIDUAL", Kind.PERSON), ("ENTITIES", "ENTITY", Kind.GROUP))
_SCHEMA = "{http://www.w3.org/2001/XMLSchema-instance}noNamespaceSchemaLocation"


def read(path: Path, *, source: SourceName, marking: Marking, progress: Progress | None = None) -> Edition:
    """One edition of the consolidated list.

    Raises:
        MalformedDocument: it is not well-formed XML.
        UnexpectedStructure: it is another document, has no entries, or an entry without a reference.
        DuplicateReference: two entries bear one reference.
        UnreadableFile, TooLarge: it cannot be opened, or is larger than this list could be.
    """
    content, document = taken_in(path, _LIMIT)
    tally = Tally()
    root = Taker(root_of(content, path, _ROOT), tally)
    issued = _issued(root, tally)
    parties = [(party, kind) for group, one, kind in _GROUPS for party in _parties(root, group, one)]
    root.close()
    if not parties:
        raise UnexpectedStructure(path=str(path), reason=NO_ENTRIES)
    statements: list[Statement] = []
    seen: set[Reference] = set()
    for party, kind in in_steps(parties, progress):
        stating = Stating(source, _reference(party, path, seen), marking, tally)
        stating.say(Property.KIND, kind)
        read_party(party, stating)
        statements += stating.statements
    return Edition(source, issued, document, tuple(statements), tally.alarms, tally.ignored)


def _parties(root: Taker, group: str, one: str) -> list[Taker]:
    found: list[Taker] = []
    for block in root.many(group):
        found += block.many(one)
        block.close()
    return found


def _issued(root: Taker, tally: Tally) -> date | None:
    root.ignore_attribute(_SCHEMA, "the address of the layout's schema, which is never fetched")
    printed = root.attribute("dateGenerated")
    try:
        return date.fromisoformat(printed[:10])
    except ValueError:
        tally.alarm(f"{root.path}/@dateGenerated", printed or "absent")
        return None


def _reference(party: Taker, path: Path, seen: set[Reference]) -> Reference:
    reference = Reference(party.text("REFERENCE_NUMBER"))
    if not reference:
        reason = f"the entry at line {party.line} has no REFERENCE_NUMBER"
        raise UnexpectedStructure(path=str(path), reason=reason)
    if reference in seen:
        raise DuplicateReference(path=str(path), reference=reference, line=party.line)
    seen.add(reference)
    party.reference = reference
    return reference
