"""The parts of a workbook: XML without entities, document types or network, each element forgotten once it is read."""

from __future__ import annotations

import re
from typing import IO, TYPE_CHECKING, Any

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zipfile import ZipFile

_MOST_HELD = 32 * 1024 * 1024
"""Bytes of a part that is read at once: what sheets there are, and the styles; both have some thousands."""
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def tree(packed: ZipFile, name: str) -> Any:
    """The root of a small part.

    Raises:
        ValueError: it brings a document type, or is not small.
    """
    if packed.getinfo(name).file_size > _MOST_HELD:
        raise ValueError(name)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(packed.read(name), parser)  # a stream's bad bytes would look like a fault of the disk
    _require_plain(root)
    return root


def stream(file: IO[bytes], *tags: str) -> Iterator[Any]:
    """The elements of these names as they end; whoever takes them forgets them.

    Raises:
        ValueError: the part brings a document type.
    """
    elements = etree.iterparse(
        file, events=("end",), tag=tags, resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    plain = False
    for _, element in elements:
        if not plain:
            _require_plain(element)
            plain = True
        yield element


def _require_plain(element: Any) -> None:
    if element.getroottree().docinfo.internalDTD is not None:
        raise ValueError(element.tag)


def strings(packed: ZipFile, name: str) -> Iterator[str]:
    """The table of texts that most programs write beside the sheets."""
    with packed.open(name) as file:
        for element in stream(file, "{*}si"):
            yield text_in(element)
            forget(element)


def text_in(element: Any) -> str:
    """The text of a string or of its runs; what only tells how to pronounce it (``rPh``) is left out."""
    told = "".join(part.text or "" for part in element.iterfind("{*}t"))
    told += "".join(part.text or "" for part in element.iterfind("{*}r/{*}t"))
    return _ESCAPED.sub(_letter, told) if "_x" in told else told


def _letter(found: re.Match[str]) -> str:
    """The letter that an escape stands for; NUL and half letters, which no text may hold, stay escaped."""
    letter = chr(int(found[1], 16))
    return found[0] if letter == "\0" or "\ud800" <= letter <= "\udfff" else letter


def forget(element: Any) -> None:
    """Free an element that was read, and those before it."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]
