"""The columns of the layout, and what becomes of each: one table. A column that stands in none is an alarm."""

from __future__ import annotations

from acordo.facts import Kind, Property

NEEDED = ("id", "schema", "name")

TEXTS = {
    "sanctions": Property.NARRATIVE,  # programme, reason, status and days in one text
    "phones": Property.PHONE,
    "emails": Property.EMAIL,
    "program_ids": Property.PROGRAMME,
    "dataset": Property.LIST_TYPE,
}
"""Columns whose values are said as they stand."""

_LOOKED = "the day on which the file's maker saw it, which is another in each file"
IGNORED = {"first_seen": _LOOKED, "last_seen": _LOOKED}

PARTIES = {
    "Person": Kind.PERSON,
    "Organization": Kind.GROUP,
    "PublicBody": Kind.GROUP,
    "LegalEntity": Kind.UNKNOWN,  # a person or a company: the maker of the file did not know
    "Company": Kind.COMPANY,
    "Vessel": Kind.VESSEL,
    "Airplane": Kind.AIRCRAFT,
}
"""Schemata whose rows become entries."""

_THING = "a thing, not a party that can be met"
NO_PARTIES = {"Security": _THING, "CryptoWallet": _THING, "Asset": _THING, "RealEstate": _THING, "Vehicle": _THING}
"""Schemata whose rows are read past, each with its reason."""
