"""What the closed choices of the lower rooms are called on a page."""

from __future__ import annotations

from babel import Locale
from django.utils.translation import get_language

from acordo.facts import Kind, Property, Sex, country_code
from acordo.wording import mark, say

KINDS = {
    Kind.PERSON: mark("Person"),
    Kind.GROUP: mark("Group"),
    Kind.COMPANY: mark("Company"),
    Kind.VESSEL: mark("Vessel"),
    Kind.AIRCRAFT: mark("Aircraft"),
    Kind.UNKNOWN: mark("Kind not stated"),
}

SEXES = {Sex.MALE: mark("male"), Sex.FEMALE: mark("female")}

PROPERTIES = {
    Property.KIND: mark("Kind"),
    Property.PRIMARY_NAME: mark("Primary name"),
    Property.GOOD_ALIAS: mark("Good-quality a.k.a."),
    Property.LOW_ALIAS: mark("Low-quality a.k.a."),
    Property.FORMER_NAME: mark("Formerly known as"),
    Property.ORIGINAL_NAME: mark("Name in original script"),
    Property.TITLE: mark("Title"),
    Property.BORN: mark("Date of birth"),
    Property.BIRTH_NOTE: mark("About the date of birth"),
    Property.BIRTH_PLACE: mark("Place of birth"),
    Property.DIED: mark("Date of death"),
    Property.SEX: mark("Sex"),
    Property.NATIONALITY: mark("Nationality"),
    Property.COUNTRY: mark("Country"),
    Property.DOCUMENT: mark("Identity document"),
    Property.ADDRESS: mark("Address"),
    Property.EMAIL: mark("E-mail address"),
    Property.PHONE: mark("Telephone"),
    Property.POSITION: mark("Position"),
    Property.OCCUPATION: mark("Occupation"),
    Property.APPEARANCE: mark("Appearance"),
    Property.PROGRAMME: mark("Sanctions regime"),
    Property.LISTED_ON: mark("Listed on"),
    Property.AMENDED_ON: mark("Amended on"),
    Property.DELISTED_ON: mark("Delisted on"),
    Property.SUBMITTED_BY: mark("Submitted by"),
    Property.SUBMITTED_ON: mark("Submitted on"),
    Property.NARRATIVE: mark("Reasons given"),
    Property.NOTE: mark("Remark"),
    Property.TOPIC: mark("Topic"),
    Property.LINK: mark("Link"),
    Property.PUBLISHER_NUMBER: mark("Publisher’s number"),
    Property.PUBLISHER_VERSION: mark("Publisher’s version of the entry"),
    Property.LIST_TYPE: mark("List"),
    Property.SORT_KEY: mark("Publisher’s sort key"),
    Property.CALL_SIGN: mark("Call sign"),
    Property.IMO_NUMBER: mark("IMO number"),
    Property.MMSI: mark("MMSI"),
    Property.FLAG: mark("Flag"),
    Property.REGISTRATION_NUMBER: mark("Registration number"),
    Property.INCORPORATED_ON: mark("Incorporated on"),
    Property.LEGAL_FORM: mark("Legal form"),
    Property.FATHER_NAME: mark("Father’s name"),
    Property.MOTHER_NAME: mark("Mother’s name"),
    Property.LINKED_TO: mark("Linked to"),
    Property.MEASURE: mark("Measure imposed"),
    Property.LEGAL_BASIS: mark("Legal basis"),
    Property.WEBSITE: mark("Web site"),
    Property.WALLET: mark("Digital currency address"),
    Property.VESSEL_TYPE: mark("Type of vessel"),
    Property.MODEL: mark("Model"),
    Property.TONNAGE: mark("Tonnage"),
    Property.BUILT_ON: mark("Built on"),
    Property.OWNER: mark("Owner or operator"),
}

PARTS = {
    "type": mark("type"),
    "type2": mark("also called"),
    "country": mark("issued by"),
    "issued_in": mark("issued in"),
    "city": mark("place of issue"),
    "issued": mark("issued on"),
    "expires": mark("expires on"),
    "born": mark("born"),
    "birth_city": mark("born in"),
    "birth_country": mark("country of birth"),
    "note": mark("remark"),
}
"""What stands beside the main text of a name or a document, in the order in which it is told."""

BY_HAND = "by hand: "
"""How the origin of an edition begins that was prepared at the desk; what was done, and to what, follows."""
_BY_HAND = {
    "new": mark("prepared by hand: {what}"),
    "amended": mark("amended by hand: {what}"),
    "ended": mark("ended by hand: {what}"),
}

FRESHNESS = {"fresh": mark("fresh"), "amber": mark("ageing"), "red": mark("out of date")}
"""What the age of a source is called (rule 19)."""

_TERRITORIES = {"pt": "pt_PT", "en": "en", "ru": "ru"}


def _territory(code: str) -> str:
    """A country's name in the reader's language; empty where the code is none."""
    locale = Locale.parse(_TERRITORIES.get(get_language() or "en", "en"))
    return locale.territories.get(code, "") if len(code) == 2 and code.isupper() else ""


def country_name(code: str) -> str:
    """A country in the reader's language, with its code; a text that is no code comes back as it is."""
    known = _territory(code)
    return f"{known} ({code})" if known else code


def country_told(text: str) -> tuple[str, str]:
    """A country in the reader's language, and the text as printed where that says it otherwise."""
    code = country_code(text) or text
    return country_name(code), "" if text in {code, _territory(code)} else text


def by_hand(origin: str, language: str) -> str:
    """What an edition was made of that came from no document; empty where it came from one."""
    beginning, _, rest = origin.partition(BY_HAND)
    done, _, what = rest.partition(": ")
    return say(_BY_HAND[done], language, what=what) if not beginning and done in _BY_HAND else ""
