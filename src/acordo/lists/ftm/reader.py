"""The file: a JSON object a line, read as it comes, so that its size is not held twice."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from acordo.facts import Document, Edition, Property, Reference
from acordo.lists.ftm.party import read_party
from acordo.lists.ftm.properties import ENVELOPE
from acordo.lists.ftm.schemata import NO_PARTIES, PARTIES
from acordo.lists.reading import (
    DuplicateReference,
    MalformedDocument,
    TooLarge,
    UnexpectedStructure,
    UnreadableFile,
    another_kind,
)
from acordo.lists.stating import Stating, Tally

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from acordo.facts import SourceName, Statement
    from acordo.lists.reading import Progress
    from acordo.markings import Marking

_LIMIT = 2 * 1024 * 1024 * 1024  # bytes of a file
_LINE_LIMIT = 16 * 1024 * 1024  # bytes of one entity; an ordinary one has some thousands
_STEP = 1000
_KNOWN_FIELDS = frozenset({"id", "schema", "properties", *ENVELOPE})


def read(path: Path, *, source: SourceName, marking: Marking, progress: Progress | None = None) -> Edition:
    """The parties of a file of entities; progress counts bytes.

    Raises:
        MalformedDocument: a line is no JSON, or no UTF-8.
        UnexpectedStructure: a line is no entity, or no line is a party.
        DuplicateReference: two lines have the same id.
        UnreadableFile, TooLarge: the file cannot be opened, or it or a line of it is too large.
    """
    tally = Tally()
    statements: list[Statement] = []
    seen: set[str] = set()
    fields: Counter[str] = Counter()
    parties = size = 0
    digest = hashlib.sha256()
    for number, line, total in _lines(path):
        digest.update(line)
        size += len(line)
        if progress and number % _STEP == 0:
            progress(size, total)
        if not line.strip():
            continue
        entity = _entity(line, number, path)
        if entity["id"] in seen:
            raise DuplicateReference(path=str(path), reference=entity["id"], line=number)
        seen.add(entity["id"])
        fields.update(entity.keys())
        if not entity.keys() <= _KNOWN_FIELDS:
            _unknown_fields(entity, tally)
        if _is_party(entity["schema"], entity["id"], tally):
            parties += 1
            stating = Stating(source, Reference(entity["id"]), marking, tally)
            stating.say(Property.KIND, PARTIES[entity["schema"]])
            read_party(entity["properties"], str(entity.get("caption") or ""), stating)
            statements += stating.statements
    if not parties:
        raise UnexpectedStructure(path=str(path), reason="no line of it is a party")
    if progress:
        progress(size, size)
    for field in ENVELOPE.keys() & fields.keys():
        tally.ignore(field, ENVELOPE[field], fields[field])
    document = Document(path.name, digest.hexdigest(), size)
    return Edition(source, None, document, tuple(statements), tally.alarms, tally.ignored)


def _unknown_fields(entity: dict[str, Any], tally: Tally) -> None:
    for field, value in entity.items():
        if field not in _KNOWN_FIELDS:
            tally.alarm(field, str(value), entity["id"])


def _lines(path: Path) -> Iterator[tuple[int, bytes, int]]:
    """The lines with their numbers, and the size of the file in bytes."""
    try:
        with path.open("rb") as file:
            total = path.stat().st_size
            if total > _LIMIT:
                raise TooLarge(path=str(path), limit=_LIMIT)
            kind = another_kind(file.read(4096))
            if kind:
                raise UnexpectedStructure(path=str(path), reason=kind)
            file.seek(0)
            number = 0
            while line := file.readline(_LINE_LIMIT + 1):
                number += 1
                if len(line) > _LINE_LIMIT:
                    raise UnexpectedStructure(path=str(path), reason=f"line {number} is longer than any entity")
                yield number, line, total
    except OSError as error:
        raise UnreadableFile(path=str(path), reason=error.strerror or str(error)) from error


def _entity(line: bytes, number: int, path: Path) -> dict[str, Any]:
    """The entity on a line, with an id and a schema that are texts and properties that are an object."""
    try:
        text = line.decode("utf-8-sig" if number == 1 else "utf-8")
        entity = json.loads(text)
    except UnicodeDecodeError as error:
        raise MalformedDocument(
            path=str(path), line=number, column=error.start + 1, reason="these bytes are no UTF-8"
        ) from error
    except json.JSONDecodeError as error:
        raise MalformedDocument(path=str(path), line=number, column=error.colno, reason=error.msg) from error
    except (RecursionError, ValueError) as error:
        raise MalformedDocument(path=str(path), line=number, column=1, reason="it is nested too deep") from error
    reason = _flaw(entity)
    if not reason and "\\u" in text and _unsound(line, entity):
        reason = "holds letters that no text has (NUL or half of a pair)"
    if reason:
        raise UnexpectedStructure(path=str(path), reason=f"line {number} {reason}")
    whole: dict[str, Any] = entity
    return whole


def _flaw(entity: Any) -> str:
    if not isinstance(entity, dict):
        return "is not an object"
    if not isinstance(entity.get("id"), str) or not entity["id"].strip():
        return "has no id"
    if not isinstance(entity.get("schema"), str):
        return "has no schema"
    if not isinstance(entity.get("properties"), dict):
        return "has no properties"
    return ""


def _unsound(line: bytes, entity: dict[str, Any]) -> bool:
    """It holds NUL, or half of a surrogate pair: what no database keeps and no page can show."""
    if b"\\u0000" not in line and b"\\ud" not in line.lower():
        return False
    whole = json.dumps(entity, ensure_ascii=False)
    if "\\u0000" in whole:
        return True
    try:
        whole.encode()
    except UnicodeEncodeError:
        return True
    return False


def _is_party(schema: str, id_: str, tally: Tally) -> bool:
    if schema in PARTIES:
        return True
    if schema in NO_PARTIES:
        tally.ignore(f"schema {schema}", NO_PARTIES[schema])
    else:
        tally.alarm(f"schema {schema}", "a schema that this reader does not know", id_)
    return False
