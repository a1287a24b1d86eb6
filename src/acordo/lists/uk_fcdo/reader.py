"""The document: its day, its designations, and the reference of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from acordo.facts import Edition, Reference
from acordo.lists.printed_dates import Order, printed_date
from acordo.lists.reading import DuplicateReference, UnexpectedStructure, in_steps, taken_in
from acordo.lists.repeats import once
from acordo.lists.stating import Stating, Tally
from acordo.lists.uk_fcdo.designation import read_designation
from acordo.lists.xml import Taker, root_of

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from acordo.facts import SourceName, Statement
    from acordo.lists.reading import Progress
    from acordo.markings import Marking

_LIMIT = 128 * 1024 * 1024  # bytes; the list is said to have some 22 million
_ROOT = "Designations"
_SCHEMA = "{http://www.w3.org/2001/XMLSchema-instance}noNamespaceSchemaLocation"


def read(path: Path, *, source: SourceName, marking: Marking, progress: Progress | None = None) -> Edition:
    """One edition of the UK Sanctions List.

    Raises:
        MalformedDocument: it is not well-formed XML.
        UnexpectedStructure: it is another document, has no designations, or one without a ``UniqueID``.
        DuplicateReference: two designations bear one ``UniqueID``.
        UnreadableFile, TooLarge: it cannot be opened, or is larger than this list could be.
    """
    content, document = taken_in(path, _LIMIT)
    tally = Tally()
    root = Taker(root_of(content, path, _ROOT), tally)
    issued = _issued(root, tally)
    designations = root.many("Designation")
    root.close()
    if not designations:
        raise UnexpectedStructure(path=str(path), reason="it has no designations")
    statements: list[Statement] = []
    seen: set[Reference] = set()
    for designation in in_steps(designations, progress):
        stating = Stating(source, _reference(designation, path, seen), marking, tally)
        read_designation(designation, stating)
        statements += once(stating.statements)
    return Edition(source, issued, document, tuple(statements), tally.alarms, tally.ignored)


def _issued(root: Taker, tally: Tally) -> date | None:
    root.ignore_attribute(_SCHEMA, "the address of the layout's schema, which is never fetched")
    printed = root.text("DateGenerated")
    day = printed_date(printed, Order.DAY_FIRST)
    if day.date is None or not day.date.exact or day.flaw is not None:
        tally.alarm(f"{root.path}/DateGenerated", printed or "absent")
        return None
    return day.date.earliest


def _reference(designation: Taker, path: Path, seen: set[Reference]) -> Reference:
    reference = Reference(designation.text("UniqueID"))
    if not reference:
        reason = f"the designation at line {designation.line} has no UniqueID"
        raise UnexpectedStructure(path=str(path), reason=reason)
    if reference in seen:
        raise DuplicateReference(path=str(path), reference=reference, line=designation.line)
    seen.add(reference)
    designation.reference = reference
    return reference
