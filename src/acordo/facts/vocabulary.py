"""What can be stated of a party: the closed list of properties, and the shape of each one's value.

A shape is either text or an object whose fields are all texts and all optional but the first:

========  ==================================================================================================
TEXT      a text
DATE      a partial date in its text form (``facts.PartialDate``)
DAY       a day, ``2012-12-31``
COUNTRY   an ISO 3166-1 alpha-2 code in upper case where the publisher gives a code, else the country as printed;
          ``facts.country_code`` reads both
SEX       ``male`` or ``female``, else the text as given
NAME      ``{text, parts…}``: ``text`` is the whole name; ``part1``…``part6`` its parts as the publisher divides
          it; ``note``, ``born``, ``birth_city``, ``birth_country`` what the publisher says with this name
PLACE     ``{street, city, region, country, note}``: at least one of them; a place that its publisher does not
          divide stands in ``city``
ADDRESS   ``{street, city, region, postal_code, country, note}``: at least one of them; an address that its
          publisher does not divide stands in ``street``
DOCUMENT  ``{number, type, type2, country, issued_in, city, issued, expires, note}``: at least one of them;
          ``country`` is the state that issues it, ``issued_in`` and ``city`` where that was done
========  ==================================================================================================
"""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What a party is."""

    PERSON = "person"
    GROUP = "group"
    COMPANY = "company"
    VESSEL = "vessel"
    AIRCRAFT = "aircraft"
    UNKNOWN = "unknown"


class Sex(StrEnum):
    """The sex a source states; absent where it states none."""

    MALE = "male"
    FEMALE = "female"


class Shape(StrEnum):
    """The form of a value; the module's table says what each holds."""

    TEXT = "text"
    DATE = "date"
    DAY = "day"
    COUNTRY = "country"
    SEX = "sex"
    NAME = "name"
    PLACE = "place"
    ADDRESS = "address"
    DOCUMENT = "document"


class Property(StrEnum):
    """What is stated. The five classes of name are the UN's own.

    ``BIRTH_NOTE`` is what a source says about a birth date beside the date (``1979-03-03: from false passport``), or
    instead of one (``30-35 years old``).

    ``LINKED_TO`` is another party that the source names with this one, by name or reference; ``MEASURE`` what the
    listing imposes (an asset freeze, a travel ban); ``LEGAL_BASIS`` the decision or provision that it rests on;
    ``WALLET`` an address of digital currency behind its currency (``XBT 1Boat…``); ``MODEL`` that of an aircraft.
    """

    KIND = "kind"
    PRIMARY_NAME = "primary_name"
    GOOD_ALIAS = "good_alias"
    LOW_ALIAS = "low_alias"
    FORMER_NAME = "former_name"
    ORIGINAL_NAME = "original_name"
    TITLE = "title"
    BORN = "born"
    BIRTH_NOTE = "birth_note"
    BIRTH_PLACE = "birth_place"
    DIED = "died"
    SEX = "sex"
    NATIONALITY = "nationality"
    COUNTRY = "country"
    DOCUMENT = "document"
    ADDRESS = "address"
    EMAIL = "email"
    PHONE = "phone"
    POSITION = "position"
    OCCUPATION = "occupation"
    APPEARANCE = "appearance"
    PROGRAMME = "programme"
    LISTED_ON = "listed_on"
    AMENDED_ON = "amended_on"
    DELISTED_ON = "delisted_on"
    SUBMITTED_BY = "submitted_by"
    SUBMITTED_ON = "submitted_on"
    NARRATIVE = "narrative"
    NOTE = "note"
    TOPIC = "topic"
    LINK = "link"
    PUBLISHER_NUMBER = "publisher_number"
    PUBLISHER_VERSION = "publisher_version"
    LIST_TYPE = "list_type"
    SORT_KEY = "sort_key"
    CALL_SIGN = "call_sign"
    IMO_NUMBER = "imo_number"
    MMSI = "mmsi"
    FLAG = "flag"
    REGISTRATION_NUMBER = "registration_number"
    INCORPORATED_ON = "incorporated_on"
    LEGAL_FORM = "legal_form"
    FATHER_NAME = "father_name"
    MOTHER_NAME = "mother_name"
    LINKED_TO = "linked_to"
    MEASURE = "measure"
    LEGAL_BASIS = "legal_basis"
    WEBSITE = "website"
    WALLET = "wallet"
    VESSEL_TYPE = "vessel_type"
    MODEL = "model"
    TONNAGE = "tonnage"
    BUILT_ON = "built_on"
    OWNER = "owner"


NAME_PROPERTIES = (
    Property.PRIMARY_NAME,
    Property.GOOD_ALIAS,
    Property.LOW_ALIAS,
    Property.FORMER_NAME,
    Property.ORIGINAL_NAME,
)
"""The properties that name the party itself, best first."""

_SHAPES = {
    **dict.fromkeys(NAME_PROPERTIES, Shape.NAME),
    Property.BORN: Shape.DATE,
    Property.DIED: Shape.DATE,
    Property.INCORPORATED_ON: Shape.DATE,
    Property.BUILT_ON: Shape.DATE,
    Property.LISTED_ON: Shape.DAY,
    Property.AMENDED_ON: Shape.DAY,
    Property.DELISTED_ON: Shape.DAY,
    Property.SUBMITTED_ON: Shape.DAY,
    Property.SEX: Shape.SEX,
    Property.NATIONALITY: Shape.COUNTRY,
    Property.COUNTRY: Shape.COUNTRY,
    Property.FLAG: Shape.COUNTRY,
    Property.BIRTH_PLACE: Shape.PLACE,
    Property.ADDRESS: Shape.ADDRESS,
    Property.DOCUMENT: Shape.DOCUMENT,
}


def shape_of(property_: Property) -> Shape:
    """The shape of a property's values; text where nothing else is said."""
    return _SHAPES.get(property_, Shape.TEXT)
