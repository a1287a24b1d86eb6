"""The closed choices of the layout. A value that stands in no table is an alarm, never a guess."""

from __future__ import annotations

from acordo.facts import Property, Sex

QUALITIES = {
    "Good": Property.GOOD_ALIAS,
    "Low": Property.LOW_ALIAS,
    "a.k.a.": Property.GOOD_ALIAS,
    "f.k.a.": Property.FORMER_NAME,
}
"""Classes of further names: Good and Low with persons, a.k.a. and f.k.a. with entities."""

SEXES = {"Male": Sex.MALE, "Female": Sex.FEMALE}

DATE_TYPES = frozenset({"EXACT", "APPROXIMATELY", "BETWEEN"})

LIST_TYPES = frozenset({"UN List"})

PROGRAMMES = frozenset(
    {
        "Al-Qaida",
        "CAR",
        "DPRK",
        "DRC",
        "GB",
        "Haiti",
        "Iran",
        "Iraq",
        "Libya",
        "Mali",
        "Somalia",
        "SouthSudan",
        "Sudan",
        "Taliban",
        "Yemen",
    }
)
"""The sanctions regimes as the list abbreviates them; GB is Guinea-Bissau."""
