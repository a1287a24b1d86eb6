"""The closed choices of the layout, in small letters: the list writes them in any. Another one is an alarm."""

from __future__ import annotations

from acordo.facts import Kind, Property, Sex

KINDS = {"individual": Kind.PERSON, "entity": Kind.GROUP, "ship": Kind.VESSEL}

VARIATION = "primary name variation"
_GOOD, _LOW = "good quality a.k.a", "low quality a.k.a"

CLASSES = {
    ("primary name", ""): Property.PRIMARY_NAME,
    (VARIATION, ""): Property.GOOD_ALIAS,
    (VARIATION, _GOOD): Property.GOOD_ALIAS,
    (VARIATION, _LOW): Property.LOW_ALIAS,
    ("alias", ""): Property.GOOD_ALIAS,
    ("alias", _GOOD): Property.GOOD_ALIAS,
    ("alias", _LOW): Property.LOW_ALIAS,
}
"""Classes of names by name type and alias strength (without its last point); a strength is stated for UN listings."""

SEXES = {"male": Sex.MALE, "female": Sex.FEMALE}

SOURCES = frozenset({"UN", "UK"})

MEASURES = (
    "AssetFreeze",
    "ArmsEmbargo",
    "TargetedArmsEmbargo",
    "CharteringOfShips",
    "ClosureOfRepresentativeOffices",
    "CrewServicingOfShipsAndAircraft",
    "Deflag",
    "PreventionOfBusinessArrangements",
    "ProhibitionOfPortEntry",
    "TravelBan",
    "PreventionOfCharteringOfShips",
    "PreventionOfCharteringOfShipsAndAircraft",
    "TechnicalAssistanceRelatedToAircraft",
    "TrustServicesSanctions",
    "DirectorDisqualificationSanction",
)
"""The indicators of measures, each true or false."""
