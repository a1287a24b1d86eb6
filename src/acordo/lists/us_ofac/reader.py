"""Tells the publisher's three layouts apart by what the file holds, and reads it as one edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from acordo.lists.reading import UnexpectedStructure
from acordo.lists.us_ofac import advanced, sdn_xml, tables
from acordo.lists.us_ofac.brought import brought
from acordo.lists.us_ofac.entries import Entries
from acordo.lists.xml import root_name

if TYPE_CHECKING:
    from pathlib import Path

    from acordo.facts import Edition, SourceName
    from acordo.lists.reading import Progress
    from acordo.markings import Marking


def read(path: Path, *, source: SourceName, marking: Marking, progress: Progress | None = None) -> Edition:
    """One edition of the SDN list or of the consolidated list of other sanctions, in any of the three layouts.

    Raises:
        MalformedDocument: it is no well-formed XML, or a table with a quote that is not closed, or a damaged archive.
        UnexpectedStructure: it is another document, is cut off, lacks one of its tables, or has an entry without a
            number.
        DuplicateReference: two entries bear one number.
        UnreadableFile, TooLarge: it cannot be opened, or is larger than this list could be.
    """
    found = brought(path)
    entries = Entries(path, source, marking, progress)
    if found.xml is None:
        tables.read_tables(found.tables, entries)
        return entries.edition(None, found.document)
    root = root_name(found.xml, path)
    match root:
        case sdn_xml.ROOT:
            return entries.edition(sdn_xml.read_entries(found.xml, entries), found.document)
        case advanced.ROOT:
            return entries.edition(advanced.read_parties(found.xml, entries), found.document)
        case _:
            reason = f"its root is <{root}> where <{sdn_xml.ROOT}> or <{advanced.ROOT}> is expected"
            raise UnexpectedStructure(path=str(path), reason=reason)
