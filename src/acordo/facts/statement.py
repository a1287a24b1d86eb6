"""A statement: *this source says, of this reference, that this property has this value*."""

from __future__ import annotations

import builtins
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from json.encoder import encode_basestring as _text
from typing import TYPE_CHECKING, Any, NewType
from urllib.parse import quote, unquote

from acordo.errors import Invalid

if TYPE_CHECKING:
    from acordo.facts.vocabulary import Property
    from acordo.markings import Marking

SourceName = NewType("SourceName", str)
Reference = NewType("Reference", str)
Json = str | Mapping[str, str]

_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class UnreadableEntryId(Invalid):
    """A text is not the id of an entry."""

    code = "facts.unreadable_entry_id"
    sentence = "{text!r} is not an entry. Write source/reference, for example un_sc/CDi.001."


def canonical_json(value: Any) -> str:
    """One text for one value: RFC 8785 for the values we have (texts, whole numbers, objects with ASCII keys)."""
    return _CANONICAL.encode(value)


def _value(content: Json) -> str:
    """What ``canonical_json`` writes of a text or an object of texts, in half the time: lists hold millions."""
    if isinstance(content, str):
        return _text(content)
    fields = [f"{_text(name)}:{_text(content[name])}" for name in sorted(content) if content[name]]
    return "{" + ",".join(fields) + "}"


def entry_id(source: SourceName, reference: Reference) -> str:
    """The public id of an entry: ``source/reference``, the reference percent-encoded where it must be."""
    return f"{source}/{quote(reference, safe='.-_~:()')}"


def split_entry_id(text: str) -> tuple[SourceName, Reference]:
    """The source and reference of a public id.

    Raises:
        UnreadableEntryId: there is no slash, or nothing on one side of it.
    """
    source, _, reference = text.partition("/")
    if not source or not reference:
        raise UnreadableEntryId(text=text)
    return SourceName(source), Reference(unquote(reference))


@dataclass(frozen=True, slots=True)
class Statement:
    """One value with its provenance.

    ``value`` is canonical JSON (``of`` makes it); ``content`` is what it says. ``language`` is a BCP 47 tag or
    empty. ``original`` is the text as printed where ``value`` was normalised, else empty. ``id`` is 32 bytes that name
    what is said, whatever its marking, dates and document.
    """

    source: SourceName
    reference: Reference
    property: Property
    value: str
    marking: Marking
    language: str = ""
    original: str = ""
    id: bytes = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", _id(self))

    @classmethod
    def of(
        cls,
        source: SourceName,
        reference: Reference,
        property_: Property,
        content: Json,
        marking: Marking,
        *,
        language: str = "",
        original: str = "",
    ) -> Statement:
        """State ``content``; objects lose their empty fields."""
        return cls(source, reference, property_, _value(content), marking, language, original)

    @builtins.property
    def content(self) -> Json:
        """The value as text or as an object of texts."""
        content: Json = json.loads(self.value)
        return content


def _id(said: Statement) -> bytes:
    """The SHA-256 of ``canonical_json`` of source, reference, property, value and language.

    The value is canonical JSON already, so that it is neither read nor written again.
    """
    of_whom = f"{_text(said.source)},{_text(said.reference)},{_text(said.property)}"
    return sha256(f"[{of_whom},{said.value},{_text(said.language)}]".encode()).digest()
