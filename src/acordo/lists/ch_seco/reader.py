"""The document: its date, its programmes, its places, and the targets that are on the list today."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from acordo.facts import Edition, Reference
from acordo.lists.ch_seco.categories import DELISTED, WHOLE_LIST
from acordo.lists.ch_seco.changes import Change, change_of, decisive
from acordo.lists.ch_seco.party import read_party
from acordo.lists.ch_seco.places import Places
from acordo.lists.ch_seco.programmes import Programmes
from acordo.lists.reading import DuplicateReference, UnexpectedStructure, taken_in
from acordo.lists.stating import Stating, Tally
from acordo.lists.xml import Taker, root_of

if TYPE_CHECKING:
    from pathlib import Path

    from acordo.facts import SourceName, Statement
    from acordo.lists.reading import Progress
    from acordo.markings import Marking

_LIMIT = 256 * 1024 * 1024  # bytes; others met about 42 million
_ROOT = "swiss-sanctions-list"
_SCHEMA = "{http://www.w3.org/2001/XMLSchema-instance}noNamespaceSchemaLocation"
_DELISTED_REASON = "taken off the list by the latest change; the file keeps such targets as history"
_STEP = 500


def read(path: Path, *, source: SourceName, marking: Marking, progress: Progress | None = None) -> Edition:
    """One edition of the list: the targets that are on it on its date.

    Raises:
        MalformedDocument: it is not well-formed XML.
        UnexpectedStructure: it is another document or no whole list, has no entries, or an entry without a reference.
        DuplicateReference: two targets bear one ``ssid``.
        UnreadableFile, TooLarge: it cannot be opened, or is larger than this list could be.
    """
    content, document = taken_in(path, _LIMIT)
    tally = Tally()
    root = Taker(root_of(content, path, _ROOT), tally)
    del content
    issued = _issued(root, tally)
    _whole(root, path)
    programmes, places = Programmes(root.many("sanctions-program"), tally), Places(root.many("place"), tally)
    targets = _targets(root.many("target"), path)
    root.close()
    statements: list[Statement] = []
    for number, (reference, target) in enumerate(targets.items(), start=1):
        stating = Stating(source, reference, marking, tally)
        changes = [change_of(block, stating) for block in target.many("modification")]
        if _delisted(changes, issued):
            tally.ignore(target.path, _DELISTED_REASON)
        else:
            read_party(target, changes, programmes, places, stating)
            statements += stating.statements
        if progress and (number % _STEP == 0 or number == len(targets)):
            progress(number, len(targets))
    if not statements:
        raise UnexpectedStructure(path=str(path), reason="it has no entries")
    return Edition(source, issued, document, tuple(statements), tally.alarms, tally.ignored)


def _issued(root: Taker, tally: Tally) -> date | None:
    root.ignore_attribute(_SCHEMA, "the address of the layout's schema, which is never fetched")
    printed = root.attribute("date")
    try:
        return date.fromisoformat(printed[:10])
    except ValueError:
        tally.alarm(f"{root.path}/@date", printed or "absent")
        return None


def _whole(root: Taker, path: Path) -> None:
    """Refuse a list of changes or of search results: read as an edition, it would end everything it leaves out."""
    kind = root.attribute("list-type")
    if kind != WHOLE_LIST:
        reason = f"its list-type is {kind[:40]!r} where {WHOLE_LIST!r} is expected"
        raise UnexpectedStructure(path=str(path), reason=reason)


def _targets(blocks: list[Taker], path: Path) -> dict[Reference, Taker]:
    found: dict[Reference, Taker] = {}
    for block in blocks:
        reference = Reference(block.attribute("ssid"))
        if not reference:
            raise UnexpectedStructure(path=str(path), reason=f"the target at line {block.line} has no ssid")
        if reference in found:
            raise DuplicateReference(path=str(path), reference=reference, line=block.line)
        found[reference] = block
        block.reference = reference
    return found


def _delisted(changes: list[Change], issued: date | None) -> bool:
    latest = decisive(changes, issued.isoformat() if issued else "")
    return latest is not None and latest.kind == DELISTED
