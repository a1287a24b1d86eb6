"""The closed choices of the layout, as far as they are known. A value that stands in no table is an alarm."""

from __future__ import annotations

from acordo.facts import Kind, Property, Sex

WHOLE_LIST = "whole-list"

KINDS = {"individual": Kind.PERSON, "entity": Kind.GROUP}
OBJECTS = {"vessel": Kind.VESSEL, "aircraft": Kind.AIRCRAFT}

SEXES = {"male": Sex.MALE, "female": Sex.FEMALE}

NAME_TYPES = {
    "primary-name": Property.GOOD_ALIAS,
    "alias": Property.GOOD_ALIAS,
    "formerly-known-as": Property.FORMER_NAME,
}
"""Classes of names other than the first primary one of the main identity."""

QUALITIES = frozenset({"good", "low"})

READING_ORDER = (
    "given-name",
    "further-given-name",
    "father-name",
    "grand-father-name",
    "whole-name",
    "other",
    "family-name",
    "tribal-name",
    "maiden-name",
    "suffix",
)
"""Kinds of parts of a person's name, in the order in which people read them."""
TITLE = "title"

DOCUMENT_TYPES = frozenset(
    {
        "passport",
        "diplomatic-passport",
        "travel-document",
        "id-card",
        "resident-permit",
        "residence-permit",
        "driving-license",
        "driving-permit",
        "other",
    }
)

RELATIONS = frozenset({"related-to"})

MODIFICATIONS = {
    "listed": Property.LISTED_ON,
    "amended": Property.AMENDED_ON,
    "de-listed": Property.DELISTED_ON,
}
DELISTED = "de-listed"

GREGORIAN = "Gregorian"
LATIN = "LATN"
PLAIN_VARIANT = "not-defined"
ENGLISH = "eng"
PROGRAMME_LANGUAGES = frozenset({"eng", "ger", "fre", "ita"})
TRUTHS = {"true": True, "false": False}

LANGUAGES = {
    "eng": "en",
    "ger": "de",
    "fre": "fr",
    "ita": "it",
    "ara": "ar",
    "bel": "be",
    "bos": "bs",
    "chi": "zh",
    "gre": "el",
    "heb": "he",
    "hrv": "hr",
    "kor": "ko",
    "kur": "ku",
    "per": "fa",
    "por": "pt",
    "pus": "ps",
    "rus": "ru",
    "spa": "es",
    "srp": "sr",
    "swa": "sw",
    "tur": "tr",
    "ukr": "uk",
    "urd": "ur",
}
"""Languages by ISO 639-2, in BCP 47; another code of three letters is kept as it is."""
NOTHING = "-"
