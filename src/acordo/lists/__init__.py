"""The lists this software reads: one folder a publisher, and one fetcher.

A folder holds ``source.toml`` (who publishes, where, under which terms, in which bounds), a reader (``read`` in its
``__init__``), and specimens of invented parties in the true layout. Rules this room keeps:

* A reader is pure: a file in, a ``facts.Edition`` out. It knows nothing of another list's reader.
* Every field is taken, left out for a written reason, or an alarm. No category has a default branch.
* An alarm never loses the rest; a structural surprise refuses the file whole.
* Adding a list adds a folder and changes no other file.
"""

from acordo.lists.asking import NotServed
from acordo.lists.fetching import Fetched, Known, fetch, fetch_if_changed
from acordo.lists.parts import purge as purge_parts
from acordo.lists.parts import tidy as tidy_parts
from acordo.lists.publisher import (
    Bounds,
    ImplausibleEdition,
    Limits,
    Publisher,
    ReferenceKind,
    ShrankTooFar,
    TooFewEntries,
    UnreadablePublisher,
)
from acordo.lists.reading import (
    DuplicateReference,
    MalformedDocument,
    Progress,
    Reader,
    TooLarge,
    UnexpectedStructure,
    UnreadableFile,
    together,
)
from acordo.lists.scaffold import Layout, ListNameTaken, NoCheckout, UnfitListName, made
from acordo.lists.schedule import Schedule
from acordo.lists.shelf import UnknownList, known, publisher

__all__ = [
    "Bounds",
    "DuplicateReference",
    "Fetched",
    "ImplausibleEdition",
    "Known",
    "Layout",
    "Limits",
    "ListNameTaken",
    "MalformedDocument",
    "NoCheckout",
    "NotServed",
    "Progress",
    "Publisher",
    "Reader",
    "ReferenceKind",
    "Schedule",
    "ShrankTooFar",
    "TooFewEntries",
    "TooLarge",
    "UnexpectedStructure",
    "UnfitListName",
    "UnknownList",
    "UnreadableFile",
    "UnreadablePublisher",
    "fetch",
    "fetch_if_changed",
    "known",
    "made",
    "publisher",
    "purge_parts",
    "tidy_parts",
    "together",
]
