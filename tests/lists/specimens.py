"""What the tests of every reader stand on: a list's files, read as an edition, and seen as a plain reader sees them.

The tests of one list lie in its own folder; whatever they share lies here.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from acordo import lists
from acordo.facts import NAME_PROPERTIES, Edition, Property, Reference, SourceName
from acordo.markings import originator_only

if TYPE_CHECKING:
    from acordo.facts import Json

FOLDER = Path(lists.__file__).parent
DATA = Path(__file__).parents[3] / "shared" / "data" / "lists"
"""The publishers' own files, where they are at hand; nothing of them enters the repository."""

needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="../shared/data is absent")


def specimens(name: str) -> list[Path]:
    """The specimens of a list's folder."""
    return sorted((FOLDER / lists.publisher(name).folder / "specimens").glob("*"))


@cache
def read(name: str, path: Path) -> Edition:
    """One file as an edition of the list called ``name``; kept, since the real ones are large."""
    return read_anew(name, path)


def read_anew(name: str, path: Path) -> Edition:
    """One file as an edition of the list called ``name``."""
    publisher = lists.publisher(name)
    source, marking = publisher.source or SourceName("partner"), publisher.marking or originator_only("own")
    return publisher.reader()(path, source=source, marking=marking)


def read_bytes(name: str, content: bytes, folder: Path, file: str = "list.xml") -> Edition:
    """The edition that a file of these bytes is."""
    path = folder / file
    path.write_bytes(content)
    return read_anew(name, path)


def said(edition: Edition, property_: Property, reference: str = "") -> list[Json]:
    """What an edition says of a property, of one entry or of all."""
    return [
        one.content
        for one in edition.statements
        if one.property is property_ and (not reference or one.reference == reference)
    ]


def names_by_reference(edition: Edition) -> dict[Reference, set[str]]:
    """The names of each entry, whatever their quality."""
    found: dict[Reference, set[str]] = defaultdict(set)
    for one in edition.statements:
        if one.property in NAME_PROPERTIES:
            content = one.content
            assert not isinstance(content, str)
            found[one.reference].add(content["text"])
    return found


def births_by_reference(edition: Edition) -> dict[Reference, set[str]]:
    """The birth dates of each entry in their text form."""
    found: dict[Reference, set[str]] = defaultdict(set)
    for one in edition.statements:
        if one.property is Property.BORN:
            found[one.reference].add(str(one.content))
    return found
