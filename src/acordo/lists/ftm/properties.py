"""What becomes of each FollowTheMoney property of a party: one table.

A rule says which property of ours takes the values and how. A property that has no rule is an alarm.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from acordo.facts import Property


class Form(StrEnum):
    """How a value is taken."""

    NAME = "name"
    TEXT = "text"
    LABELLED = "labelled"
    """The value behind the name of its property, since our property holds several of theirs."""
    DATE = "date"
    SEX = "sex"
    COUNTRY = "country"
    BIRTH_PLACE = "birth place"
    BIRTH_COUNTRY = "birth country"
    ADDRESS = "address"
    DOCUMENT = "document"
    NAME_PART = "name part"
    """Said only where the entity has no whole name."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Take the values as ``property``, in this ``form``; ``type`` is the document's type."""

    property: Property
    form: Form
    type: str = ""


def _documents(**types: str) -> dict[str, Rule]:
    return {name: Rule(Property.DOCUMENT, Form.DOCUMENT, type_) for name, type_ in types.items()}


def _all(property_: Property, form: Form, *names: str) -> dict[str, Rule]:
    return {name: Rule(property_, form) for name in names}


RULES: dict[str, Rule] = {
    "name": Rule(Property.PRIMARY_NAME, Form.NAME),
    "alias": Rule(Property.GOOD_ALIAS, Form.NAME),
    "abbreviation": Rule(Property.GOOD_ALIAS, Form.NAME),
    "weakAlias": Rule(Property.LOW_ALIAS, Form.NAME),
    "previousName": Rule(Property.FORMER_NAME, Form.NAME),
    **_all(Property.PRIMARY_NAME, Form.NAME_PART, "firstName", "secondName", "middleName", "lastName", "nameSuffix"),
    "fatherName": Rule(Property.FATHER_NAME, Form.TEXT),
    "motherName": Rule(Property.MOTHER_NAME, Form.TEXT),
    "title": Rule(Property.TITLE, Form.TEXT),
    "gender": Rule(Property.SEX, Form.SEX),
    "birthDate": Rule(Property.BORN, Form.DATE),
    "birthPlace": Rule(Property.BIRTH_PLACE, Form.BIRTH_PLACE),
    "birthCountry": Rule(Property.BIRTH_PLACE, Form.BIRTH_COUNTRY),
    "deathDate": Rule(Property.DIED, Form.DATE),
    **_all(Property.NATIONALITY, Form.COUNTRY, "nationality", "citizenship"),
    **_all(Property.COUNTRY, Form.COUNTRY, "country", "mainCountry", "jurisdiction"),
    "address": Rule(Property.ADDRESS, Form.ADDRESS),
    "email": Rule(Property.EMAIL, Form.TEXT),
    "phone": Rule(Property.PHONE, Form.TEXT),
    "position": Rule(Property.POSITION, Form.TEXT),
    "profession": Rule(Property.OCCUPATION, Form.TEXT),
    **_all(Property.APPEARANCE, Form.LABELLED, "height", "weight", "eyeColor", "hairColor", "appearance"),
    "legalForm": Rule(Property.LEGAL_FORM, Form.TEXT),
    "incorporationDate": Rule(Property.INCORPORATED_ON, Form.DATE),
    "registrationNumber": Rule(Property.REGISTRATION_NUMBER, Form.TEXT),
    "imoNumber": Rule(Property.IMO_NUMBER, Form.TEXT),
    "mmsi": Rule(Property.MMSI, Form.TEXT),
    "callSign": Rule(Property.CALL_SIGN, Form.TEXT),
    "flag": Rule(Property.FLAG, Form.COUNTRY),
    "website": Rule(Property.WEBSITE, Form.TEXT),
    "model": Rule(Property.MODEL, Form.TEXT),
    "tonnage": Rule(Property.TONNAGE, Form.TEXT),
    "buildDate": Rule(Property.BUILT_ON, Form.DATE),
    "topics": Rule(Property.TOPIC, Form.TEXT),
    "program": Rule(Property.PROGRAMME, Form.TEXT),
    **_all(Property.NOTE, Form.TEXT, "notes", "summary", "description"),
    **_all(
        Property.LINK,
        Form.TEXT,
        "alephUrl",
        "opencorporatesUrl",
        "publisherUrl",
        "sourceUrl",
        "wikipediaUrl",
    ),
    **_all(Property.PUBLISHER_NUMBER, Form.LABELLED, "bvdId", "icijId", "permId", "wikidataId"),
    **_documents(
        idNumber="identity number",
        passportNumber="passport",
        socialSecurityNumber="social security number",
        taxNumber="tax number",
        vatCode="VAT number",
        innCode="INN",
        ogrnCode="OGRN",
        okpoCode="OKPO",
        kppCode="KPP",
        bikCode="BIK",
        fnsCode="FNS",
        fssCode="FSS",
        pfrNumber="PFR",
        leiCode="LEI",
        dunsCode="DUNS",
        uniqueEntityId="UEI",
        npiCode="NPI",
        swiftBic="BIC",
        uscCode="USCC",
        licenseNumber="licence number",
        cageCode="CAGE",
        giiNumber="GIIN",
        voenCode="VOEN",
        irsCode="IRS number",
        ipoCode="IPO",
        cikCode="CIK",
        jibCode="JIB",
        mbsCode="MBS",
        isinCode="ISIN",
        ticker="ticker",
        ricCode="RIC",
        crsNumber="CRS number",
        serialNumber="serial number",
    ),
    **_all(
        Property.NOTE,
        Form.LABELLED,
        "caemCode",
        "capital",
        "classification",
        "coatoCode",
        "deadweightTonnage",
        "deregistrationDate",
        "dissolutionDate",
        "education",
        "grossRegisteredTonnage",
        "icaoCode",
        "keywords",
        "manufacturer",
        "nameChangeDate",
        "navigationArea",
        "okopfCode",
        "oksmCode",
        "okvedCode",
        "pastFlags",
        "pastTypes",
        "publisher",
        "registrationDate",
        "registrationPort",
        "sector",
        "spokenLanguage",
        "status",
        "taxStatus",
        "type",
    ),
}

_CREED = "creed, descent and opinion are no ground for an entry and no help at a post"
_OTHER_ENTITY = "points to another entity of the file, and links make no entry"
_MAKING = "says when the file's maker touched the entity, not what the entity is"
_WORTH = "the worth of a thing tells no party from another"

IGNORED: dict[str, str] = {
    **dict.fromkeys(("ethnicity", "religion", "political"), _CREED),
    **dict.fromkeys(("addressEntity", "operator", "owner", "parent", "proof"), _OTHER_ENTITY),
    **dict.fromkeys(("createdAt", "modifiedAt", "retrievedAt"), _MAKING),
    **dict.fromkeys(("amount", "amountEur", "amountUsd", "currency"), _WORTH),
    "programId": "the maker's own number of what program says in words",
    "indexText": "a search engine's text, made from the other values",
}
"""Properties left out on purpose, each with its reason."""

ENVELOPE: dict[str, str] = {
    "caption": "chosen by the file's maker among the names; it decides which name stands first",
    "datasets": "names of the maker's own collections",
    "first_seen": _MAKING,
    "last_seen": _MAKING,
    "last_change": _MAKING,
    "referents": "other ids that the maker has merged into this one",
    "target": "whether the maker screens for the entity; our officers decide that",
    "origin": _MAKING,
}
"""Fields beside id, schema and properties, each with the reason why it is no statement."""
