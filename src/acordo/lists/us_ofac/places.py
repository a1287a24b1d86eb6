"""Locations of the Advanced layout: parts, a country, and a code of an area."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from acordo.facts import country_code

if TYPE_CHECKING:
    from acordo.lists.us_ofac.reference_sets import ReferenceSets
    from acordo.lists.xml import Taker

_FIELDS = {
    "ADDRESS1": "street",
    "ADDRESS2": "street",
    "ADDRESS3": "street",
    "CITY": "city",
    "STATE/PROVINCE": "region",
    "REGION": "region",
    "POSTAL CODE": "postal_code",
    "Unknown": "note",
}
_POINTING_BACK = "points back to what refers to this location"
_ORDERING = "says of a part of a location in which order and form the publisher keeps it"


def place_of(location: Taker, sets: ReferenceSets) -> tuple[str, dict[str, str]]:
    """The number of a ``Location`` and its fields as those of an address; no fields where its country is not told.

    A part of unknown kind that names a country is the country, where no other is given.
    """
    number = location.attribute("ID")
    fields: dict[str, list[str]] = defaultdict(list)
    for part in location.many("LocationPart"):
        type_ = sets.value("LocPartType", part.attribute("LocPartTypeID"))
        field = _FIELDS.get(type_)
        if field is None:
            sets.tally.alarm(f"{part.path}/@LocPartTypeID", type_)
        fields[field or "note"] += _values(part)
    place = {field: ", ".join(values) for field, values in fields.items()}
    country = _country(location, sets)
    if not country and country_code(place.get("note", "")):
        country = place.pop("note")
    for tag in ("FeatureVersionReference", "IDRegDocumentReference"):
        location.ignore(tag, _POINTING_BACK)
    if comment := location.text("Comment"):
        place["note"] = "; ".join(part for part in (place.get("note", ""), comment) if part)
    location.close()
    return number, {**place, "country": country} if country else place


def _country(location: Taker, sets: ReferenceSets) -> str:
    """The country as the publisher prints it, or else that of the area's code."""
    found: list[str] = []
    for block in location.many("LocationCountry"):
        found.append(sets.told("Country", block.attribute("CountryID")))
        sets.value("CountryRelevance", block.attribute("CountryRelevanceID"))
        block.close()
    areas: list[str] = []
    for block in location.many("LocationAreaCode"):
        area = block.attribute("AreaCodeID")
        sets.value("AreaCode", area)
        areas.append(sets.told("Country", sets.attribute("AreaCode", area, "CountryID")))
        block.close()
    return next((country for country in (*found, *areas) if country), "")


def _values(part: Taker) -> list[str]:
    found: list[str] = []
    for block in part.many("LocationPartValue"):
        for name in ("Primary", "LocPartValueTypeID", "LocPartValueStatusID"):
            block.ignore_attribute(name, _ORDERING)
        found += block.texts("Value")
        found += [f"({comment})" for comment in block.texts("Comment")]
        block.close()
    part.close()
    return found
