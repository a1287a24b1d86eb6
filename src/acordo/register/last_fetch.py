"""What names the document that was fetched last, so that the publisher need not send it again.

It is believed only while it means something: the edition that was in force when the document had been read is in force
still, under the same marking; and if the document was held back, it still waits.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from acordo.lists import Known
from acordo.register.models import HELD, Edition, LastFetch, Source

if TYPE_CHECKING:
    from acordo.lists import Fetched
    from acordo.register.acts import Outcome, SourceTerms


@dataclass(frozen=True, slots=True)
class Remembered:
    """The document that was fetched last: its names, its digest, and the edition as which it waits (0: it does not)."""

    known: Known
    digest: str
    held: int


def remembered(terms: SourceTerms, asked: str) -> Remembered | None:
    """What is remembered of an address, where it still means something."""
    row = LastFetch.objects.select_related("source__marking").filter(source__name=terms.name, asked=asked).first()
    if row is None or row.edition != row.source.edition:
        return None
    if row.source.marking.canonical != terms.marking.canonical():
        return None
    if row.held and not Edition.objects.filter(source=row.source, number=row.held, state=HELD).exists():
        return None
    return Remembered(Known(row.address, row.entity_tag, row.last_modified), row.digest, row.held)


def remember(terms: SourceTerms, asked: str, fetched: Fetched, outcome: Outcome) -> None:
    """Keep what names a document that was read to its end; inside the act that read it."""
    source = Source.objects.get(name=terms.name)
    LastFetch.objects.update_or_create(
        source=source,
        asked=asked,
        defaults={
            "address": fetched.address,
            "entity_tag": fetched.entity_tag,
            "last_modified": fetched.last_modified,
            "digest": fetched.digest,
            "edition": source.edition,
            "held": outcome.edition if outcome.held_because else 0,
        },
    )
