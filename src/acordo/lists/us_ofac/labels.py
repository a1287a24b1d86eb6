"""What the publisher's labels mean.

The same words stand in the remarks of the CSV files, as ``idType`` in SDN.XML, and as feature or document type in the
Advanced layout. The table is closed. A label that stands in none of it is an alarm, and its value is kept beside it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum, auto

from acordo.facts import Property
from acordo.lists.us_ofac.document_types import DOCUMENT_TYPES


class Form(StrEnum):
    """How a labelled value is said."""

    DOCUMENT = auto()
    TEXT = auto()
    LABELLED = auto()
    DATE = auto()
    DAY = auto()
    SEX = auto()
    PLACE = auto()
    REGISTER = auto()
    """The number of a vessel in a register: that of the International Maritime Organization, or another."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Say a value as ``property`` in this ``form``; ``behind`` follows the value, for the unit."""

    form: Form
    property: Property
    behind: str = ""


def _all(form: Form, property_: Property, *labels: str) -> dict[str, Rule]:
    return {label: Rule(form, property_) for label in labels}


_RULES: dict[str, Rule] = {
    **_all(Form.DOCUMENT, Property.DOCUMENT, *DOCUMENT_TYPES),
    **_all(Form.REGISTER, Property.IMO_NUMBER, "Vessel Registration Identification"),
    **_all(Form.DATE, Property.BORN, "DOB", "Birthdate"),
    **_all(Form.DATE, Property.INCORPORATED_ON, "Organization Established Date"),
    **_all(Form.DATE, Property.BUILT_ON, "Aircraft Manufacture Date", "Vessel Year of Build"),
    **_all(Form.PLACE, Property.BIRTH_PLACE, "POB", "Place of Birth"),
    **_all(Form.SEX, Property.SEX, "Gender"),
    **_all(Form.TEXT, Property.NATIONALITY, "nationality", "Nationality Country", "citizen", "Citizenship Country"),
    **_all(Form.TEXT, Property.COUNTRY, "Nationality of Registration", "Registration Country"),
    **_all(Form.TEXT, Property.EMAIL, "Email Address", "Email", "EMAIL"),
    **_all(Form.TEXT, Property.WEBSITE, "Website"),
    **_all(Form.TEXT, Property.PHONE, "Phone Number", "Phone No.", "PHONE", "Telephone", "Telephone No."),
    **_all(Form.TEXT, Property.PHONE, "Telephone Number"),
    **_all(Form.TEXT, Property.MMSI, "MMSI"),
    **_all(Form.TEXT, Property.CALL_SIGN, "Vessel Call Sign", "Other Vessel Call Sign"),
    **_all(Form.TEXT, Property.VESSEL_TYPE, "Vessel Type", "VESSEL TYPE", "Other Vessel Type"),
    **_all(Form.TEXT, Property.FLAG, "Vessel Flag", "Other Vessel Flag"),
    **_all(Form.TEXT, Property.OWNER, "Vessel Owner"),
    **_all(Form.TEXT, Property.TONNAGE, "Vessel Tonnage"),
    "Vessel Gross Registered Tonnage": Rule(Form.TEXT, Property.TONNAGE, " gross registered"),
    **_all(Form.TEXT, Property.MODEL, "Aircraft Model"),
    **_all(Form.TEXT, Property.REGISTRATION_NUMBER, "Aircraft Tail Number", "Previous Aircraft Tail Number"),
    **_all(Form.TEXT, Property.LINKED_TO, "Linked To", "Aircraft Operator"),
    **_all(Form.TEXT, Property.POSITION, "Title"),
    **_all(Form.TEXT, Property.OCCUPATION, "Occupation"),
    **_all(
        Form.LABELLED,
        Property.NOTE,
        "Aircraft Type",
        "Former Vessel Flag",
        "Target Type",
        "Organization Type",
        "Issuer Name",
        "UN/LOCODE",
        "Fax",
        "Fax No.",
        "FAX",
        "TELEX",
    ),
    **_all(
        Form.LABELLED,
        Property.MEASURE,
        "Secondary sanctions risk",
        "Additional Sanctions Information",
        "Transactions Prohibited For Persons Owned or Controlled By U.S. Financial Institutions",
        "CAATSA Section 235 Information",
        "PEESA Information",
        "PAIPA Section 2 Information",
        "IFCA Determination",
    ),
}

_PATTERNS = (
    (re.compile(r"Digital Currency Address - (?=[A-Z0-9]{2,10}\b)"), Rule(Form.TEXT, Property.WALLET)),
    (
        re.compile(r"Executive Order [0-9]{5} (?:Directive )?(?:Determination|[Ii]nformation)(?: -|:)?"),
        Rule(Form.LABELLED, Property.MEASURE),
    ),
    (re.compile(r"Listing Date \([^()]+\):?"), Rule(Form.DAY, Property.LISTED_ON)),
    (
        re.compile(r"(?:Effective Date|Purchase/Sales For Divestment Date) \([^()]+\):?"),
        Rule(Form.LABELLED, Property.NOTE),
    ),
)
"""Labels of which a part varies: a currency, the number of an executive order, the directive that dates belong to."""

_MOST_WORDS = max(len(label.split()) for label in _RULES)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text divided into a label, its rule, and what it labels."""

    label: str
    rule: Rule
    value: str


def labelled(text: str) -> Labelled | None:
    """The longest known label with which ``text`` begins, and the rest; None where it begins with none."""
    for pattern, rule in _PATTERNS:
        if found := pattern.match(text):
            return Labelled(_bare(found[0]), rule, text[found.end() :].strip())
    words = text.split(" ")
    for count in range(min(_MOST_WORDS, len(words)), 0, -1):
        label = _bare(" ".join(words[:count]))
        if known := _RULES.get(label):
            return Labelled(label, known, " ".join(words[count:]).removeprefix("- ").strip())
    return None


def _bare(label: str) -> str:
    return label.rstrip(" :-")
