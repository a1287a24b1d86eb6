"""Who publishes a list, in which words and within which bounds: its ``source.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from acordo.errors import Conflict, Invalid
from acordo.facts import Kind, SourceName
from acordo.lists.schedule import Schedule
from acordo.markings import Marking

if TYPE_CHECKING:
    from collections.abc import Callable

    from acordo.lists.reading import Reader


class UnreadablePublisher(Invalid):
    """A list's ``source.toml`` lacks something or says it in another form."""

    code = "lists.unreadable_publisher"
    sentence = "{path} does not describe a list: {reason}. Compare it with the source.toml of another list."


class ImplausibleEdition(Conflict):
    """An edition differs from the one before by more than this list plausibly changes at once."""


class TooFewEntries(ImplausibleEdition):
    """The edition holds fewer entries than this list has ever plausibly had."""

    code = "lists.too_few_entries"
    sentence = (
        "The new edition has {after} entries; this list has at least {least}. "
        "It was held back: check the file, then let an officer accept or refuse it."
    )


class ShrankTooFar(ImplausibleEdition):
    """The edition lost a larger share of its entries than this list loses at once."""

    code = "lists.shrank_too_far"
    sentence = (
        "The new edition has {after} entries where {before} were held: {percent} % fewer, and more than {most} % "
        "at once is not plausible. It was held back: check the file, then let an officer accept or refuse it."
    )


class ReferenceKind(StrEnum):
    """Whose key an entry's reference is."""

    PUBLISHED = "published"
    DERIVED = "derived"


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a plausible edition looks like: at least ``min_entries``, and no more than a share of them lost at once."""

    min_entries: int
    max_shrink_share: float

    def hold(self, before_entries: int, after_entries: int) -> ImplausibleEdition | None:
        """Why an edition must wait for an officer's word, or None when it may come into force.

        ``before_entries`` is 0 where nothing is held yet.
        """
        if after_entries < self.min_entries:
            return TooFewEntries(after=after_entries, least=self.min_entries)
        lost = before_entries - after_entries
        if before_entries and lost > before_entries * self.max_shrink_share:
            return ShrankTooFar(
                before=before_entries,
                after=after_entries,
                percent=round(100 * lost / before_entries),
                most=round(100 * self.max_shrink_share),
            )
        return None


@dataclass(frozen=True, slots=True)
class Limits:
    """What one download may take: bytes, seconds in all, and redirections followed."""

    max_bytes: int
    max_seconds: float
    max_redirects: int = 5


@dataclass(frozen=True, slots=True)
class Publisher:
    """One list that this software reads: ``name`` is the word on the command line, ``folder`` where its reader lies.

    A publisher with several lists in one layout describes the others under ``[also.NAME]`` of the same file, each with
    what differs from the first. ``experimental`` says that no genuine file was read yet, only its description. With
    ``two_officers`` an edition comes into force by the word of an officer who did not prepare it: a list of our own.

    ``source`` is the source name its entries stand under, None where the person gives one. ``address`` is empty where
    nothing can be fetched, and ``marking`` None where the person who brings the file must say it (decision 25).
    """

    name: str
    folder: str
    title: str
    publisher: str
    address: str
    licence: str
    source: SourceName | None
    marking: Marking | None
    reference: ReferenceKind
    key_fields: tuple[str, ...]
    schedule: Schedule
    kinds: tuple[Kind, ...]
    bounds: Bounds
    limits: Limits
    experimental: bool = False
    two_officers: bool = False

    def reader(self) -> Reader:
        """The list's reader; imported when first asked for."""
        reader: Reader = import_module(f"acordo.lists.{self.folder}").read
        return reader

    def documents(self, path: Path) -> tuple[Path, ...]:
        """The files that make one edition together with ``path``, in a fixed order: it alone, for most lists."""
        found: Callable[[Path], tuple[Path, ...]] | None = getattr(
            import_module(f"acordo.lists.{self.folder}"), "documents", None
        )
        return found(path) if found else (path,)

    def page(self) -> str:
        """The list's own page of documentation, in Markdown: what is read how, what is left out and why."""
        return Path(__file__).parent.joinpath(self.folder, "page.md").read_text(encoding="utf-8")


def described(path: Path) -> tuple[Publisher, ...]:
    """The lists that a ``source.toml`` describes; its folder gives the name of the first.

    Raises:
        UnreadablePublisher: it is not TOML, or a field is absent or of another form.
    """
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8"))
        also = written.pop("also", {})
        folder = path.parent.name
        return (
            _publisher(folder, folder, written),
            *(_publisher(name, folder, written | more) for name, more in also.items()),
        )
    except KeyError as error:
        raise UnreadablePublisher(path=str(path), reason=f"{error.args[0]} is missing") from error
    except (ValueError, TypeError, Invalid) as error:
        raise UnreadablePublisher(path=str(path), reason=str(error)) from error


def _publisher(name: str, folder: str, written: dict[str, Any]) -> Publisher:
    marking = written["marking"]
    return Publisher(
        name=name,
        folder=folder,
        title=written["title"],
        publisher=written["publisher"],
        address=written["address"],
        licence=written["licence"],
        source=SourceName(written["source"]) if written["source"] else None,
        marking=Marking.parse(marking, written["originator"]) if marking else None,
        reference=ReferenceKind(written["reference"]),
        key_fields=tuple(written["key_fields"]),
        schedule=Schedule(written["schedule"]),
        kinds=tuple(map(Kind, written["kinds"])),
        bounds=Bounds(**written["bounds"]),
        limits=Limits(**written["limits"]),
        experimental=written.get("experimental", False),
        two_officers=written.get("two_officers", False),
    )
