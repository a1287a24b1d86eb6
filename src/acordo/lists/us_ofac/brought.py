"""What was brought: one XML file, or the tables SDN, ALT and ADD that make one edition together, loose or in a ZIP.

The tables know each other by their names, in any case and with a date behind that is the same for all:
``sdn.csv alt.csv add.csv``, ``sdn-2022-01-31.csv …``, ``cons_prim.csv cons_alt.csv cons_add.csv``. The longer remarks
(``sdn_comments.csv``, ``cons_comments.csv``) are read where they are.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from acordo.facts import Document
from acordo.lists.reading import (
    MalformedDocument,
    TooLarge,
    UnexpectedStructure,
    UnreadableFile,
    file_bytes,
    taken_in,
    together,
)

_LIMIT = 512 * 1024 * 1024  # bytes; SDN_ADVANCED.XML has had a good 120 million
_MOST_MEMBERS = 64
_ZIP = b"PK\x03\x04"
_NAME = re.compile(
    r"(sdn_comments|cons_comments|cons_prim|cons_alt|cons_add|sdn|alt|add)([-_. ()0-9]*)\.csv", re.IGNORECASE
)


class Table(StrEnum):
    """The tables of the CSV layout."""

    MAIN = "SDN"
    ALIASES = "ALT"
    ADDRESSES = "ADD"
    COMMENTS = "SDN_COMMENTS"


_TABLES = {
    "sdn": Table.MAIN,
    "alt": Table.ALIASES,
    "add": Table.ADDRESSES,
    "sdn_comments": Table.COMMENTS,
    "cons_prim": Table.MAIN,
    "cons_alt": Table.ALIASES,
    "cons_add": Table.ADDRESSES,
    "cons_comments": Table.COMMENTS,
}
_FAMILIES = (("sdn", "alt", "add", "sdn_comments"), ("cons_prim", "cons_alt", "cons_add", "cons_comments"))
_NEEDED = (Table.MAIN, Table.ALIASES, Table.ADDRESSES)


@dataclass(frozen=True, slots=True)
class Part:
    """The bytes of one table, and the path under which a sentence names it."""

    path: Path
    content: bytes


@dataclass(frozen=True, slots=True)
class Brought:
    """One edition as it was brought: an XML document, or tables; and the document that it is known as."""

    document: Document
    xml: bytes | None
    tables: dict[Table, Part]


def documents(path: Path) -> tuple[Path, ...]:
    """The files that make one edition together with ``path``: it alone, or a table with its siblings.

    Raises:
        UnexpectedStructure: it is a table, and one that belongs to it is not beside it.
    """
    return tuple(_siblings(path).values()) or (path,)


def brought(path: Path) -> Brought:
    """Take in whatever lies at ``path``.

    Raises:
        UnreadableFile, TooLarge: it cannot be opened, or is larger than this list could be.
        MalformedDocument: it is an archive, and damaged.
        UnexpectedStructure: it is another kind of file, or a table is missing.
    """
    if _beginning(path).startswith(_ZIP):
        return _out_of_archive(path)
    content, document = taken_in(path, _LIMIT)
    if _is_xml(content):
        return Brought(document, content, {})
    siblings = _siblings(path)
    if not siblings:
        reason = (
            "it is no XML, and its name tells not which table it is; tables are called sdn.csv, alt.csv and add.csv, "
            "or cons_prim.csv, cons_alt.csv and cons_add.csv"
        )
        raise UnexpectedStructure(path=str(path), reason=reason)
    read = {table: (one, *taken_in(one, _LIMIT)) for table, one in siblings.items()}
    return Brought(
        together([document for _, _, document in read.values()]),
        None,
        {table: Part(one, content) for table, (one, content, _) in read.items()},
    )


def _beginning(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(len(_ZIP))
    except OSError as error:
        raise UnreadableFile(path=str(path), reason=error.strerror or str(error)) from error


def _out_of_archive(path: Path) -> Brought:
    content = file_bytes(path, _LIMIT)
    document = Document(path.name, hashlib.sha256(content).hexdigest(), len(content))
    members = _members(path, content)
    tables = _sorted_out({name: Part(path / name, one) for name, one in members.items()}, path)
    return Brought(document, None if tables else _only_xml(members, path), tables)


def _is_xml(content: bytes) -> bool:
    """Whether it begins with a bracket, in whatever encoding; a table begins with a figure."""
    return b"<" in content.lstrip()[:8]


def _named(name: str) -> tuple[str, str] | None:
    """Which table a name tells, and what stands behind it."""
    found = _NAME.fullmatch(name)
    return (found[1].lower(), found[2].lower()) if found else None


def _siblings(path: Path) -> dict[Table, Path]:
    """The tables of the edition to which the table at ``path`` belongs; none where its name is not that of one."""
    named = _named(path.name)
    if not named:
        return {}
    try:
        beside = {told: one for one in sorted(path.parent.iterdir()) if (told := _named(one.name))}
    except OSError:
        beside = {named: path}
    beside[named] = path
    family = next(family for family in _FAMILIES if named[0] in family)
    found = {_TABLES[name]: beside[name, named[1]] for name in family if (name, named[1]) in beside}
    for name in family:
        if _TABLES[name] in _NEEDED and _TABLES[name] not in found:
            reason = f"{name}{named[1]}.csv, which belongs to it, is not beside it; the three tables make one edition"
            raise UnexpectedStructure(path=str(path), reason=reason)
    return found


def _sorted_out(parts: dict[str, Part], path: Path) -> dict[Table, Part]:
    """The tables among the members of an archive; none where it holds none."""
    told = {named: part for name, part in parts.items() if (named := _named(Path(name).name))}
    if not told:
        return {}
    found = {_TABLES[name]: part for (name, _), part in told.items()}
    missing = [table for table in _NEEDED if table not in found]
    if missing or len(found) != len(told):
        reason = (
            f"the archive holds no {missing[0]} table" if missing else "the archive holds the tables of two editions"
        )
        raise UnexpectedStructure(path=str(path), reason=reason)
    return found


def _only_xml(members: dict[str, bytes], path: Path) -> bytes:
    found = [content for content in members.values() if _is_xml(content)]
    if len(found) != 1:
        reason = f"the archive holds {len(found)} XML files and no tables; one edition is expected"
        raise UnexpectedStructure(path=str(path), reason=reason)
    return found[0]


def _members(path: Path, content: bytes) -> dict[str, bytes]:
    """The unpacked members of an archive, all of them together within the limit."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = [one for one in packed.infolist() if not one.is_dir()]
            if len(names) > _MOST_MEMBERS:
                raise UnexpectedStructure(path=str(path), reason=f"the archive holds {len(names)} files")
            if sum(one.file_size for one in names) > _LIMIT:
                raise TooLarge(path=str(path), limit=_LIMIT)
            return _unpacked(packed, names)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        RuntimeError,
        NotImplementedError,
        ValueError,
    ) as error:
        raise MalformedDocument(path=str(path), line=1, column=1, reason=f"ZIP: {error}") from error


def _unpacked(packed: zipfile.ZipFile, names: list[zipfile.ZipInfo]) -> dict[str, bytes]:
    """Each member by its name; none is read beyond the size that the archive states for it."""
    found: dict[str, bytes] = {}
    for one in names:
        with packed.open(one) as member:
            found[one.filename] = member.read(one.file_size)
            if member.read(1):
                raise zipfile.BadZipFile(f"{one.filename} is longer than the archive says")
    return found
