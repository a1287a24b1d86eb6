"""What every reader of a list is, and how it refuses.

* A reader turns one file into one ``facts.Edition`` and touches nothing else: no network, no clock, no store.
* A structural surprise (not the expected kind of file, cut off, an entry without its reference, a reference twice)
  refuses the file whole. Anything smaller is an alarm in the edition and never loses the rest.
* What a reader leaves out on purpose stands in the edition's ``ignored``, with its reason.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import zlib
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Protocol, TypeVar

from acordo.errors import Invalid
from acordo.facts import Document
from acordo.wording import mark

if TYPE_CHECKING:
    from pathlib import Path

    from acordo.facts import Edition, SourceName
    from acordo.markings import Marking

Progress = Callable[[int, int], None]
"""Called now and then with what is done and what there is in all, in the same unit."""


class Reader(Protocol):
    """``read`` of one list's folder: one file into one edition."""

    def __call__(
        self, path: Path, *, source: SourceName, marking: Marking, progress: Progress | None = None
    ) -> Edition:
        """Read ``path`` as what ``source`` states, each value marked ``marking``."""
        ...


_STEPS = 100
"""How often progress is told of one file; more often nobody sees."""
Item = TypeVar("Item")


def in_steps(items: Collection[Item], progress: Progress | None) -> Iterator[Item]:
    """Each item in turn; ``progress`` is told now and then, and at the end, how many of them are done."""
    total = len(items)
    step = max(total // _STEPS, 1)
    for done, item in enumerate(items, start=1):
        yield item
        if progress and (done % step == 0 or done == total):
            progress(done, total)


class UnreadableFile(Invalid):
    """The file cannot be opened."""

    code = "lists.unreadable"
    sentence = "{path} cannot be opened: {reason}. Check the name and the rights to read it."


class TooLarge(Invalid):
    """The file is larger than any edition of this list could be."""

    code = "lists.too_large"
    sentence = (
        "{path} has more than {limit} bytes, larger than any edition of this list could be. "
        "Nothing was read; check that it is the right file."
    )


class MalformedDocument(Invalid):
    """The document breaks the form it claims to have; it is refused whole."""

    code = "lists.malformed"
    sentence = (
        "{path} is not well-formed at line {line}, column {column}: {reason}. "
        "Nothing was read; fetch the file again, or tell its publisher."
    )


class UnexpectedStructure(Invalid):
    """The document is something else than this list."""

    code = "lists.structure"
    sentence = "{path} is not this list: {reason}. Nothing was read; check that it is the right file, and whole."


class DuplicateReference(Invalid):
    """Two entries of one file bear the same reference, so neither can be told from the other."""

    code = "lists.duplicate_reference"
    sentence = (
        "{path} uses the reference {reference!r} for two entries, the second at line {line}. "
        "Nothing was read; tell the list's publisher."
    )


NO_ENTRIES = mark("it has no entries")
_ARCHIVE = b"PK\x03\x04"
_BEGINNINGS = (
    (_ARCHIVE, mark("it is a ZIP archive or a spreadsheet; unpack it first")),
    (b"%PDF", mark("it is a PDF")),
    (b"<!doctype html", mark("it is a web page; the publisher's server may have answered with a notice")),
    (b"<html", mark("it is a web page; the publisher's server may have answered with a notice")),
    (b"{\\rtf", mark("it is a text processor's document")),
)


def another_kind(beginning: bytes) -> str:
    """What a file is that begins so, where that is plainly no list; empty otherwise."""
    start = beginning.removeprefix(b"\xef\xbb\xbf").lstrip()[:64]
    if not start:
        return mark("it is empty")
    return next((kind for mark, kind in _BEGINNINGS if start.lower().startswith(mark.lower())), "")


def taken_in(path: Path, limit: int, *, archive: bool = False) -> tuple[bytes, Document]:
    """The bytes of a file of at most ``limit`` bytes, and the document they are.

    ``archive`` says that this list may come as a ZIP archive, as workbooks are; else one is refused.

    A file packed with gzip, as lists are often passed on, is unpacked; the document is what was brought, packed.

    Raises:
        UnreadableFile: there is no such file, or it may not be read.
        TooLarge: it has more bytes than ``limit``, packed or unpacked.
        MalformedDocument: it is packed with gzip and damaged.
        UnexpectedStructure: it is empty, or plainly another kind of file.
    """
    brought = file_bytes(path, limit)
    content = _unpacked(brought, path, limit) if brought.startswith(b"\x1f\x8b") else brought
    kind = another_kind(content[:4096])
    if kind and not (archive and content.startswith(_ARCHIVE)):
        raise UnexpectedStructure(path=str(path), reason=kind)
    return content, Document(path.name, hashlib.sha256(brought).hexdigest(), len(brought))


def file_bytes(path: Path, limit: int) -> bytes:
    """The bytes of a file of at most ``limit`` bytes.

    Raises:
        UnreadableFile: there is no such file, or it may not be read.
        TooLarge: it has more bytes than ``limit``.
    """
    try:
        with path.open("rb") as file:
            content = file.read(limit + 1)
    except OSError as error:
        raise UnreadableFile(path=str(path), reason=error.strerror or str(error)) from error
    if len(content) > limit:
        raise TooLarge(path=str(path), limit=limit)
    return content


def _unpacked(brought: bytes, path: Path, limit: int) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(brought)) as packed:
            content = packed.read(limit + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise MalformedDocument(path=str(path), line=1, column=1, reason=f"gzip: {error}") from error
    if len(content) > limit:
        raise TooLarge(path=str(path), limit=limit)
    return content


def together(documents: Sequence[Document]) -> Document:
    """Several files that are one edition, as one document: the names, and the SHA-256 of their digests in order."""
    if len(documents) == 1:
        return documents[0]
    digest = hashlib.sha256("\n".join(one.digest for one in documents).encode()).hexdigest()
    return Document(" + ".join(one.origin for one in documents), digest, sum(one.size for one in documents))
