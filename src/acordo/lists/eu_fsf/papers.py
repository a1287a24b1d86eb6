"""Addresses, citizenships and documents, each element taken once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from acordo.facts import Property, country_code
from acordo.lists.eu_fsf.acts import beside
from acordo.lists.eu_fsf.categories import CONTACTS, DOCUMENT_TYPES, FORMER_COUNTRIES, NOTHING, TRUTHS, UNKNOWN_COUNTRY

if TYPE_CHECKING:
    from acordo.lists.eu_fsf.acts import Acts
    from acordo.lists.stating import Stating
    from acordo.lists.xml import Taker

_DESCRIPTION_REASON = "the name of the country whose code stands beside it"
_UNKNOWN_REASON = "the publisher's code for a country that is not known"
_FORMER_REASON = "the withdrawn code of a country that is no more; its name beside it is said"
_NOTHING_REASON = "a dash, which the publisher writes where there is nothing to say"
_FLAGS = (
    ("diplomatic", "diplomatic"),
    ("knownExpired", "known to have expired"),
    ("knownFalse", "known to be false"),
    ("reportedLost", "reported lost"),
    ("revokedByIssuer", "revoked by its issuer"),
)
_WORDS = (
    ("issuedBy", "issued by"),
    ("validFrom", "valid from"),
    ("latinNumber", "number in Latin letters"),
    ("nameOnDocument", "name on the document"),
    ("region", "region"),
)


def read_address(block: Taker, acts: Acts, stating: Stating) -> None:
    """Take one ``address`` with its contacts."""
    box = worded(block, "poBox", stating)
    street = (worded(block, "street", stating), worded(block, "place", stating), f"P.O. Box {box}" if box else "")
    listing = "as at the time of listing" if _true(block, "asAtListingTime", stating) else ""
    address = {
        "street": ", ".join(part for part in street if part),
        "city": worded(block, "city", stating),
        "region": worded(block, "region", stating),
        "postal_code": worded(block, "zipCode", stating),
        "country": country(block, stating),
    }
    note = beside(block, acts, stating)
    stating.say(Property.ADDRESS, address | {"note": "; ".join(part for part in (listing, note) if part)})
    for contact in block.many("contactInfo"):
        _contact(contact, stating)
    block.close()


def read_citizenship(block: Taker, acts: Acts, stating: Stating) -> None:
    """Take one ``citizenship``; what it says beside the country is a note."""
    code = country(block, stating)
    stating.say(Property.NATIONALITY, code)
    gained, lost = block.attribute("acquisitionDate"), block.attribute("disenfranchisementDate")
    region = worded(block, "region", stating)
    words = (
        f"acquired {gained}" if gained else "",
        f"lost {lost}" if lost else "",
        f"region {region}" if region else "",
        beside(block, acts, stating),
    )
    said = "; ".join(word for word in words if word)
    stating.say(Property.NOTE, f"{f'Citizenship {code}'.strip()}: {said}" if said else "")
    block.close()


def read_identification(block: Taker, acts: Acts, stating: Stating) -> None:
    """Take one ``identification``: a document, or a number by which the party is registered."""
    code, printed = block.attribute("identificationTypeCode"), block.attribute("identificationTypeDescription")
    if code not in DOCUMENT_TYPES:
        stating.alarm(f"{block.path}/@identificationTypeCode", code or "absent")
    number = worded(block, "number", stating)
    notes = [words for name, words in _FLAGS if _true(block, name, stating)]
    notes += [f"{words}: {text}" for name, words in _WORDS if (text := worded(block, name, stating))]
    document = {
        "number": number,
        "type": printed or DOCUMENT_TYPES.get(code, code),
        "type2": code if printed and code not in DOCUMENT_TYPES else "",
        "country": country(block, stating),
        "issued": block.attribute("issueDate"),
        "expires": block.attribute("validTo"),
    }
    notes.append(beside(block, acts, stating))
    stating.say(Property.DOCUMENT, document | {"note": "; ".join(note for note in notes if note)})
    stating.say(Property.IMO_NUMBER, number if code == "imo" else "")
    block.close()


def country(block: Taker, stating: Stating) -> str:
    """The country of an element: its code, and where that is none, the country as printed."""
    code, printed = block.attribute("countryIso2Code"), block.attribute("countryDescription")
    if code == UNKNOWN_COUNTRY:
        stating.tally.ignore(f"{block.path}/@countryIso2Code", _UNKNOWN_REASON)
        return "" if printed == "UNKNOWN" else printed
    if code and country_code(code):
        if printed:
            stating.tally.ignore(f"{block.path}/@countryDescription", _DESCRIPTION_REASON)
        return code
    if code in FORMER_COUNTRIES and printed:
        stating.tally.ignore(f"{block.path}/@countryIso2Code", _FORMER_REASON)
    elif code and code not in FORMER_COUNTRIES:
        stating.alarm(f"{block.path}/@countryIso2Code", f"{code} {printed}".strip())
    return printed or code


def worded(block: Taker, name: str, stating: Stating) -> str:
    """An attribute as a text; empty where the publisher wrote a dash for nothing."""
    text = block.attribute(name)
    if text == NOTHING:
        stating.tally.ignore(f"{block.path}/@{name}", _NOTHING_REASON)
        return ""
    return text


def _true(block: Taker, name: str, stating: Stating) -> bool:
    given = block.attribute(name)
    if given not in TRUTHS:
        stating.alarm(f"{block.path}/@{name}", given)
        stating.say(Property.NOTE, f"{name}: {given}")
    return TRUTHS.get(given, False)


def _contact(block: Taker, stating: Stating) -> None:
    key, value = block.attribute("key"), block.attribute("value")
    block.close()
    if key in CONTACTS:
        property_, words = CONTACTS[key]
    else:
        stating.alarm(f"{block.path}/@key", key or "absent")
        property_, words = Property.NOTE, f"{key}: " if key else ""
    stating.say(property_, f"{words}{value}" if value else "")
