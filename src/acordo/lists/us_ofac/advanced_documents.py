"""Documents and registrations of the Advanced layout, kept until the identity comes to which they belong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from acordo.facts import Property
from acordo.lists.us_ofac.periods import UnreadablePeriod, period_text
from acordo.lists.us_ofac.said import Value, say_labelled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from acordo.lists.stating import Stating
    from acordo.lists.us_ofac.reference_sets import ReferenceSets
    from acordo.lists.xml import Taker

PATH = "/Sanctions/IDRegDocuments/IDRegDocument"
_KEY_REASON = "the publisher's number of one value, which names no party"
_NAME_REASON = "says which of the party's names the document bears; it is kept under the party"
_VALID = "Valid"
_DATES = {"Issue Date": "issued", "Expiration Date": "expires"}


@dataclass(frozen=True, slots=True)
class Held:
    """A document by the numbers that the file gives; ``dates`` are elements still to be read."""

    type: str
    number: str
    issued_by: str
    issued_in: str
    validity: str
    authority: str
    comment: str
    dates: tuple[tuple[str, Taker], ...]


def held(document: Taker) -> tuple[str, Held]:
    """The number of the identity to which a document belongs, and the document."""
    identity = document.attribute("IdentityID")
    document.ignore_attribute("ID", _KEY_REASON)
    document.ignore("DocumentedNameReference", _NAME_REASON)
    dates: list[tuple[str, Taker]] = []
    for block in document.many("DocumentDate"):
        type_ = block.attribute("IDRegDocDateTypeID")
        dates += [(type_, period) for period in block.many("DatePeriod")]
        block.close()
    found = Held(
        document.attribute("IDRegDocTypeID"),
        document.text("IDRegistrationNo"),
        document.attribute("IssuedBy-CountryID"),
        document.attribute("IssuedIn-LocationID"),
        document.attribute("ValidityID"),
        document.text("IssuingAuthority"),
        document.text("Comment"),
        tuple(dates),
    )
    document.close()
    return identity, found


def say_held(document: Held, sets: ReferenceSets, places: Mapping[str, Mapping[str, str]], stating: Stating) -> None:
    """Say a document of the party whose identity it belongs to."""
    reference = stating.reference
    validity = sets.value("Validity", document.validity, reference)
    notes = (
        "" if validity == _VALID else validity,
        f"authority {document.authority}" if document.authority else "",
        document.comment,
    )
    dates = _dates(document, sets, stating)
    value = Value(
        document.number,
        sets.told("Country", document.issued_by, reference),
        dates.get("issued", ""),
        dates.get("expires", ""),
        "; ".join(note for note in notes if note),
        _issued_in(document, places, stating),
    )
    say_labelled(sets.value("IDRegDocType", document.type, reference), value, PATH, stating)


def _issued_in(document: Held, places: Mapping[str, Mapping[str, str]], stating: Stating) -> dict[str, str]:
    if not document.issued_in:
        return {}
    place = places.get(document.issued_in)
    if place is None:
        stating.alarm(f"{PATH}/@IssuedIn-LocationID", document.issued_in)
        return {"issued_in": f"Location {document.issued_in}"}
    city = ", ".join(place[field] for field in ("street", "city", "region") if place.get(field))
    return {"issued_in": place.get("country", ""), "city": city}


def _dates(document: Held, sets: ReferenceSets, stating: Stating) -> dict[str, str]:
    found: dict[str, str] = {}
    for type_, period in document.dates:
        label = sets.value("IDRegDocDateType", type_, stating.reference)
        try:
            text = period_text(period, sets)
        except UnreadablePeriod as error:
            text = ""
            stating.alarm(f"{PATH}/DocumentDate", f"{label}: {error}")
            stating.say(Property.NOTE, f"{label}: {error}")
        field = _DATES.get(label)
        if field is None:
            stating.alarm(f"{PATH}/DocumentDate/@IDRegDocDateTypeID", label)
            stating.say(Property.NOTE, f"{document.number} {label}: {text}")
        else:
            found[field] = text
    return found
