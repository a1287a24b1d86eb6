"""The story's own layout: one TOML file that holds every edition, so that what changed can be read in one place."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeGuard

from acordo.facts import Edition, Property, Reference, Shape, SourceName, shape_of
from acordo.lists.publisher import described
from acordo.lists.reading import DuplicateReference, MalformedDocument, UnexpectedStructure, taken_in
from acordo.lists.stating import Stating, Tally

if TYPE_CHECKING:
    from acordo.facts import Document, Json
    from acordo.lists.reading import Progress
    from acordo.markings import Marking

_FOLDER = Path(__file__).parent
_LIMIT = 1024 * 1024  # bytes
_LANGUAGE = "en"
_OF_THE_LAYOUT = frozenset({"reference", "editions", "later"})
_POSITION = re.compile(r"at line ([0-9]+), column ([0-9]+)")


def editions() -> tuple[Edition, ...]:
    """The story that comes with the software, from its first edition to its last."""
    publisher = described(_FOLDER / "source.toml")[0]
    assert publisher.source is not None
    assert publisher.marking is not None
    path = _FOLDER / "story.toml"
    told, document = _told(path)
    return tuple(
        _edition(told, number, document, publisher.source, publisher.marking)
        for number in range(1, len(told["edition"]) + 1)
    )


def read(path: Path, *, source: SourceName, marking: Marking, progress: Progress | None = None) -> Edition:
    """The last edition that a story file holds.

    Raises:
        MalformedDocument: it is not TOML.
        UnexpectedStructure: it has no editions or no parties, or one of them in another form.
        DuplicateReference: two parties bear one reference.
    """
    told, document = _told(path)
    edition = _edition(told, len(told["edition"]), document, source, marking)
    if progress:
        progress(len(told["party"]), len(told["party"]))
    return edition


def _told(path: Path) -> tuple[dict[str, Any], Document]:
    content, document = taken_in(path, _LIMIT)
    try:
        told = tomllib.loads(content.decode())
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise MalformedDocument(path=str(path), line=line, column=1, reason="these bytes are no UTF-8") from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        where = _POSITION.search(str(error))
        line, column = (int(where[1]), int(where[2])) if where else (content.count(b"\n") + 1, 1)
        raise MalformedDocument(path=str(path), line=line, column=column, reason=str(error)) from error
    reason = _flaw(told)
    if reason:
        raise UnexpectedStructure(path=str(path), reason=reason)
    seen: set[str] = set()
    for party in told["party"]:
        if party["reference"] in seen:
            line = content.count(b"\n", 0, content.rindex(f'"{party["reference"]}"'.encode())) + 1
            raise DuplicateReference(path=str(path), reference=party["reference"], line=line)
        seen.add(party["reference"])
    return told, document


def _flaw(told: dict[str, Any]) -> str:
    dated, parties = told.get("edition"), told.get("party")
    if not _tables(dated) or not all(isinstance(one.get("issued"), date) for one in dated):
        return "it has no editions with the day they were issued"
    if not _tables(parties):
        return "it has no parties"
    for number, party in enumerate(parties, start=1):
        if not isinstance(party.get("reference"), str) or not party["reference"]:
            return f"party {number} has no reference"
        if not isinstance(party.get("later", {}), dict) or not isinstance(party.get("editions", []), list):
            return f"party {number} says its editions in another form"
    return ""


def _tables(found: object) -> TypeGuard[list[dict[str, Any]]]:
    return isinstance(found, list) and bool(found) and all(isinstance(one, dict) for one in found)


def _edition(told: dict[str, Any], number: int, document: Document, source: SourceName, marking: Marking) -> Edition:
    tally = Tally()
    last = len(told["edition"])
    found = []
    for party in told["party"]:
        if number in party.get("editions", range(1, last + 1)):
            stating = Stating(source, Reference(party["reference"]), marking, tally)
            _read_party({**party, **party.get("later", {})} if number == last else party, stating)
            found += stating.statements
    issued = told["edition"][number - 1]["issued"]
    return Edition(source, issued, document, tuple(found), tally.alarms, tally.ignored)


def _read_party(party: dict[str, Any], stating: Stating) -> None:
    for name, values in party.items():
        if name in _OF_THE_LAYOUT:
            continue
        for value in values if isinstance(values, list) else [values]:
            content = _content(name, value)
            if content is None:
                stating.alarm(name, str(value))
            else:
                stating.say(Property(name), content, language=_LANGUAGE if name == Property.NARRATIVE else "")


def _content(name: str, value: Any) -> Json | None:
    """What a value says, in the shape of its property; None where it is no property or has another shape."""
    if name not in set(Property):
        return None
    shape = shape_of(Property(name))
    if isinstance(value, str):
        return {"text": value} if shape is Shape.NAME else None if shape in _OBJECTS else value.strip()
    if isinstance(value, dict) and shape in _OBJECTS and all(isinstance(text, str) for text in value.values()):
        return value
    return None


_OBJECTS = frozenset({Shape.NAME, Shape.PLACE, Shape.ADDRESS, Shape.DOCUMENT})
