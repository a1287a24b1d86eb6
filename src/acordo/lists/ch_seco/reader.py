"""The document: its date, its programmes, its places, and the targets that are on the list today."""

from __future__ import annotations

from dataclasses import dataclass
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
from acordo.lists.xml import Parts, Taker

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from acordo.facts import SourceName, Statement
    from acordo.lists.reading import Progress
    from acordo.markings import Marking

_LIMIT = 256 * 1024 * 1024  # bytes; others met about 42 million
_ROOT = "swiss-sanctions-list"
_PROGRAMME, _TARGET, _PLACE = "sanctions-program", "target", "place"
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
    around = _around(content, path, tally)
    statements: list[Statement] = []
    seen: set[Reference] = set()
    for target in _top(content, path, _TARGET, tally):
        stating = Stating(source, _reference(target, path, seen), marking, tally)
        changes = [change_of(block, stating) for block in target.many("modification")]
        if _delisted(changes, around.issued):
            tally.ignore(target.path, _DELISTED_REASON)
        else:
            read_party(target, changes, around.programmes, around.places, stating)
            statements += stating.statements
        if progress and (len(seen) % _STEP == 0 or len(seen) == around.targets):
            progress(len(seen), around.targets)
    if not statements:
        raise UnexpectedStructure(path=str(path), reason="it has no entries")
    return Edition(source, around.issued, document, tuple(statements), tally.alarms, tally.ignored)


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around the targets: the places stand behind them, so the file is gone through twice."""

    issued: date | None
    programmes: Programmes
    places: Places
    targets: int


def _around(content: bytes, path: Path, tally: Tally) -> _Around:
    programmes, places, targets = Programmes(tally), Places(tally), 0
    parts = Parts(content, path, _ROOT, dict.fromkeys((_PROGRAMME, _TARGET, _PLACE), _ROOT))
    for element in parts:
        if element.tag == _TARGET:
            targets += 1
        elif element.tag == _PLACE:
            places.take(Taker(element, tally, f"/{_ROOT}"))
        else:
            programmes.take(Taker(element, tally, f"/{_ROOT}"))
    root = Taker(parts.root, tally)
    issued = _issued(root, tally)
    _whole(root, path)
    root.close()
    return _Around(issued, programmes, places, targets)


def _top(content: bytes, path: Path, tag: str, tally: Tally) -> Iterator[Taker]:
    """The elements of that name right under the root; those deeper, in the history of a target, are not given."""
    for element in Parts(content, path, _ROOT, {tag: _ROOT}):
        yield Taker(element, tally, f"/{_ROOT}")


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


def _reference(target: Taker, path: Path, seen: set[Reference]) -> Reference:
    reference = Reference(target.attribute("ssid"))
    if not reference:
        raise UnexpectedStructure(path=str(path), reason=f"the target at line {target.line} has no ssid")
    if reference in seen:
        raise DuplicateReference(path=str(path), reference=reference, line=target.line)
    seen.add(reference)
    target.reference = reference
    return reference


def _delisted(changes: list[Change], issued: date | None) -> bool:
    latest = decisive(changes, issued.isoformat() if issued else "")
    return latest is not None and latest.kind == DELISTED
