"""Which values of an entry are read together, on a page and on a paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from acordo.facts import NAME_PROPERTIES, Property
from acordo.wording import mark

if TYPE_CHECKING:
    from acordo.register.words import Value

_IDENTITY = frozenset(
    {
        Property.KIND, Property.TITLE, Property.BORN, Property.BIRTH_NOTE, Property.BIRTH_PLACE, Property.DIED,
        Property.SEX, Property.NATIONALITY, Property.COUNTRY, Property.DOCUMENT, Property.FATHER_NAME,
        Property.MOTHER_NAME, Property.POSITION, Property.OCCUPATION, Property.APPEARANCE, Property.ADDRESS,
        Property.EMAIL, Property.PHONE, Property.CALL_SIGN, Property.IMO_NUMBER, Property.MMSI, Property.FLAG,
        Property.REGISTRATION_NUMBER, Property.INCORPORATED_ON, Property.LEGAL_FORM,
        Property.WEBSITE, Property.WALLET, Property.VESSEL_TYPE, Property.MODEL, Property.TONNAGE, Property.BUILT_ON,
        Property.OWNER,
    }
)  # fmt: skip
GROUPS = (mark("Names"), mark("Who or what it is"), mark("The listing"))
"""The headings, in the order in which they stand."""


def group_of(value: Value) -> int:
    """The number of the heading under which a value stands."""
    if value.property in NAME_PROPERTIES:
        return 0
    return 1 if value.property in _IDENTITY else 2
