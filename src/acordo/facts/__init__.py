"""What a list or a partner states.

A **statement** is one value with its provenance; an **edition** is everything one source states at one time; a
**change set** is the difference between two. Rules this room keeps:

* A statement's id is the SHA-256 of what is said, by whom, of what; never of its marking, dates or document.
* ``applied(before, difference(before, after))`` is ``after``; a difference to oneself is empty.
* A partial date says what is known and no more; it never becomes a moment in time.
* A value is kept as given; where it was normalised, the text as printed stands beside it in ``original``.
"""

from acordo.facts.changes import Amendment, ChangeSet, applied, difference
from acordo.facts.countries import country_code
from acordo.facts.dates import PartialDate, UnreadableDate
from acordo.facts.edition import Alarm, Document, Edition, Ignored
from acordo.facts.statement import (
    Json,
    Reference,
    SourceName,
    Statement,
    canonical_json,
    entry_id,
    split_entry_id,
)
from acordo.facts.vocabulary import NAME_PROPERTIES, Kind, Property, Sex, Shape, shape_of

__all__ = [
    "NAME_PROPERTIES",
    "Alarm",
    "Amendment",
    "ChangeSet",
    "Document",
    "Edition",
    "Ignored",
    "Json",
    "Kind",
    "PartialDate",
    "Property",
    "Reference",
    "Sex",
    "Shape",
    "SourceName",
    "Statement",
    "UnreadableDate",
    "applied",
    "canonical_json",
    "country_code",
    "difference",
    "entry_id",
    "shape_of",
    "split_entry_id",
]
