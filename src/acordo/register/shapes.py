"""What programs are told of the register: the words of the readers, as JSON."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from pydantic import Field

from acordo.facts import Kind, Property
from acordo.journal.programs import Told
from acordo.register.words import Freshness
from acordo.wording import say

if TYPE_CHECKING:
    from acordo.register import words


class HeldTold(Told):
    """Why an edition waits for an officer's word."""

    code: str
    words: str = Field(description="The reason in the language asked for.")


class EditionTold(Told):
    """One edition of a source; what it did is null where not the whole source may be seen."""

    number: int
    issued: date | None = Field(description="The publisher's date.")
    document: str = Field(description="The name of the document it was read from.")
    digest: str = Field(description="The document's SHA-256.")
    received_at: datetime
    published_at: datetime | None
    register_number: int | None
    added: int | None
    amended: int | None
    delisted: int | None
    moved: int | None = Field(description="Entries that their publisher gave another reference.")
    held: HeldTold | None


class SourceTold(Told):
    """A source as it stands; counts are of what this officer may see."""

    name: str
    title: str
    publisher: str
    licence: str
    marking: str
    edition: int
    issued: date | None
    checked_at: datetime | None = Field(description="When it was last looked at with success.")
    freshness: Freshness
    entries: int
    names: int
    held: EditionTold | None = Field(description="A newer edition that waits for an officer's word.")


class SourcesTold(Told):
    """Every source of which something may be seen."""

    sources: list[SourceTold]


class EditionsTold(Told):
    """The published editions of a source, oldest first."""

    source: str
    editions: list[EditionTold]


class Seen(Told):
    """An edition by its number and date."""

    edition: int
    issued: date | None


class ValueTold(Told):
    """One value with its provenance; ``last_seen`` is null while it is stated."""

    property: Property
    content: str | dict[str, str]
    text: str = Field(description="The value in one line.")
    language: str
    original: str = Field(description="The text as printed, where the value was normalised.")
    marking: str
    first_seen: Seen
    last_seen: Seen | None


class StepTold(Told):
    """What one edition changed in an entry."""

    edition: Seen
    added: list[ValueTold]
    removed: list[ValueTold]


class EntryTold(Told):
    """An entry as one edition states it, with every step of its history, the latest first."""

    entry_id: str
    source: SourceTold
    reference: str
    kind: Kind
    title: str
    listed: bool
    edition: Seen | None
    values: list[ValueTold]
    history: list[StepTold]
    formerly: str | None = Field(description="The reference its publisher listed it under before.")
    now_under: str | None = Field(description="The reference its publisher lists it under now, where it is another.")
    withheld: int = Field(description="How many values of this entry its markings keep from this officer.")


class EntryChangeTold(Told):
    """What changed in one entry between two editions."""

    reference: str
    title: str
    added: list[ValueTold]
    removed: list[ValueTold]
    remarked: list[ValueTold] = Field(description="Values that came under another marking.")
    formerly: str | None = Field(description="The reference it stood under before, where it was given another.")


class ChangesTold(Told):
    """What changed in a source between two editions; edition 0 is the time before the first."""

    source: str
    since: Seen
    until: Seen
    added: list[EntryChangeTold]
    amended: list[EntryChangeTold]
    delisted: list[EntryChangeTold]
    moved: list[EntryChangeTold] = Field(description="Entries that stand under another reference than before.")


def edition_told(view: words.EditionView, language: str) -> EditionTold:
    """An edition for a program."""
    held = view.held_because
    return EditionTold(
        number=view.number,
        issued=view.issued,
        document=view.origin.rstrip("/").rsplit("/", 1)[-1],
        digest=view.digest,
        received_at=view.received_at,
        published_at=view.published_at,
        register_number=view.register_number,
        added=view.added,
        amended=view.amended,
        delisted=view.delisted,
        moved=view.moved,
        held=HeldTold(code=held.code, words=say(held.sentence, language, **held.arguments)) if held else None,
    )


def source_told(view: words.SourceView, language: str) -> SourceTold:
    """A source for a program."""
    return SourceTold(
        name=view.name,
        title=view.title,
        publisher=view.publisher,
        licence=view.licence,
        marking=view.marking,
        edition=view.edition,
        issued=view.issued,
        checked_at=view.checked_at,
        freshness=view.freshness,
        entries=view.entries,
        names=view.names,
        held=edition_told(view.held, language) if view.held else None,
    )


def entry_told(view: words.EntryView, language: str) -> EntryTold:
    """An entry for a program."""
    return EntryTold(
        entry_id=view.entry_id,
        source=source_told(view.source, language),
        reference=view.reference,
        kind=view.kind,
        title=view.title,
        listed=view.listed,
        edition=_seen(view.edition) if view.edition else None,
        values=_values(view.values),
        history=[
            StepTold(edition=_seen(step.edition), added=_values(step.added), removed=_values(step.removed))
            for step in view.history
        ],
        formerly=view.formerly,
        now_under=view.now_under,
        withheld=view.withheld,
    )


def changes_told(view: words.Changes) -> ChangesTold:
    """The changes of a source for a program."""
    return ChangesTold(
        source=view.source,
        since=_seen(view.since),
        until=_seen(view.until),
        added=[_change(change) for change in view.added],
        amended=[_change(change) for change in view.amended],
        delisted=[_change(change) for change in view.delisted],
        moved=[_change(change) for change in view.moved],
    )


def _change(change: words.EntryChange) -> EntryChangeTold:
    return EntryChangeTold(
        reference=change.reference,
        formerly=change.formerly,
        title=change.title,
        added=_values(change.added),
        removed=_values(change.removed),
        remarked=_values(change.remarked),
    )


def _values(values: tuple[words.Value, ...]) -> list[ValueTold]:
    return [
        ValueTold(
            property=value.property,
            content=value.content if isinstance(value.content, str) else dict(value.content),
            text=value.text,
            language=value.language,
            original=value.original,
            marking=value.marking,
            first_seen=_seen(value.first_seen),
            last_seen=_seen(value.last_seen) if value.last_seen else None,
        )
        for value in values
    ]


def _seen(edition: words.EditionView) -> Seen:
    return Seen(edition=edition.number, issued=edition.issued)
