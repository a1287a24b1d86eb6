"""The Advanced layout (the United Nations' own standard): reference sets first, then everything by numbers.

The file has more than a hundred million bytes, so its locations, documents, parties, relations and listings are taken
one after the other as they come. Relations and listings stand behind all parties and are added to them.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from acordo.lists.reading import UnexpectedStructure
from acordo.lists.us_ofac.advanced_documents import held
from acordo.lists.us_ofac.advanced_listing import say_listing, say_relation
from acordo.lists.us_ofac.advanced_party import Known, say_party
from acordo.lists.us_ofac.periods import UnreadablePeriod, day_text
from acordo.lists.us_ofac.places import place_of
from acordo.lists.us_ofac.reference_sets import ReferenceSets
from acordo.lists.xml import Parts, Taker

if TYPE_CHECKING:
    from lxml.etree import _Element

    from acordo.lists.us_ofac.entries import Entries

ROOT = "Sanctions"
_NAMESPACES = (
    "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/ADVANCED_XML",
    "http://www.un.org/sanctions/1.0",
    "https://www.un.org/sanctions/1.0",
)
_SETS, _ISSUE = "ReferenceValueSets", "DateOfIssue"
_WANTED = {
    _SETS: ROOT,
    "Location": "Locations",
    "IDRegDocument": "IDRegDocuments",
    "DistinctParty": "DistinctParties",
    "ProfileRelationship": "ProfileRelationships",
    "SanctionsEntry": "SanctionsEntries",
}
_SECTIONS = (*dict.fromkeys(one for one in _WANTED.values() if one != ROOT), "SanctionsEntryLinks")
_SCHEMA = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"
_SCHEMA_REASON = "the address of the layout's schema, which is never fetched"
_VERSION_REASON = "the version of the layout"


def read_parties(content: bytes, entries: Entries) -> date | None:
    """Open an entry for each ``DistinctParty``; the issue date that the file states.

    Raises:
        UnexpectedStructure: the file does not begin with its reference sets.
    """
    parts = Parts(content, entries.path, ROOT, _WANTED, *_NAMESPACES)
    known: Known | None = None
    for element in parts:
        if element.tag == _SETS:
            known = known or Known(ReferenceSets(element, entries.tally), {}, defaultdict(list), {}, {})
            continue
        if known is None:
            raise UnexpectedStructure(
                path=str(entries.path), reason=f"its {_SETS} do not stand before the first {element.tag}"
            )
        _take(element, known, entries)
    if known is None:
        raise UnexpectedStructure(path=str(entries.path), reason=f"it has no {_SETS}")
    for documents in known.documents.values():
        entries.tally.alarm("/Sanctions/IDRegDocuments/IDRegDocument/@IdentityID", documents[0].number)
    return _close(Taker(parts.root, entries.tally), known, entries)


def _take(element: _Element, known: Known, entries: Entries) -> None:
    one = Taker(element, entries.tally, f"/{ROOT}/{_WANTED[str(element.tag)]}")
    match element.tag:
        case "Location":
            number, place = place_of(one, known.sets)
            known.places[number] = place
        case "IDRegDocument":
            identity, document = held(one)
            known.documents[identity].append(document)
        case "DistinctParty":
            say_party(one, known, entries)
            entries.tell(0)
        case "ProfileRelationship":
            say_relation(one, known, entries)
        case "SanctionsEntry":
            say_listing(one, known, entries)


def _close(root: Taker, known: Known, entries: Entries) -> date | None:
    root.ignore_attribute(_SCHEMA, _SCHEMA_REASON)
    root.ignore_attribute("Version", _VERSION_REASON)
    for tag in _SECTIONS:
        for section in root.many(tag):
            section.close()
    issued = None
    for block in root.many(_ISSUE):
        try:
            issued = date.fromisoformat(day_text(block, known.sets))
        except UnreadablePeriod as error:
            entries.tally.alarm(block.path, str(error))
    root.close()
    return issued
