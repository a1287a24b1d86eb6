"""The closed choices of the layout, and its headings. What stands in no table is an alarm, never a guess."""

from __future__ import annotations

from acordo.facts import Kind, Property, Sex

KINDS = {"Individual": Kind.PERSON, "Entity": Kind.GROUP, "Ship": Kind.VESSEL}

PRIMARY = "Primary name"
VARIATION = "Primary name variation"

CLASSES = {
    (PRIMARY, ""): Property.PRIMARY_NAME,
    ("Prime Alias", ""): Property.PRIMARY_NAME,
    (VARIATION, ""): Property.GOOD_ALIAS,
    (VARIATION, "Good quality"): Property.GOOD_ALIAS,
    (VARIATION, "Low quality"): Property.LOW_ALIAS,
    ("AKA", ""): Property.GOOD_ALIAS,
    ("AKA", "Good quality"): Property.GOOD_ALIAS,
    ("AKA", "Low quality"): Property.LOW_ALIAS,
    ("FKA", ""): Property.FORMER_NAME,
    ("FKA", "Good quality"): Property.FORMER_NAME,
    ("FKA", "Low quality"): Property.FORMER_NAME,
}
"""Classes of names by alias type and quality. "Prime Alias" is how the layout before 2022 writes the primary name.

An a.k.a. whose quality is not stated is a good one: the publisher calls those that are not so low.
"""

SEXES = {"Male": Sex.MALE, "male": Sex.MALE, "Female": Sex.FEMALE, "female": Sex.FEMALE}

OTHER_HEADINGS = {
    "NI Number": "National Identification Number",
    "NI Details": "National Identification Details",
    "Name non-latin script": "Name Non-Latin Script",
    "Date Designated": "UK Sanctions List Date Designated",
}
"""What earlier layouts call a column, by what this one does."""

NEEDED = ("Name 6", "Group Type", "Alias Type", "Regime", "Listed On", "Group ID")
"""The headings without which a table is not this list."""

PARTS = ("Name 1", "Name 2", "Name 3", "Name 4", "Name 5", "Name 6")
"""The parts of a name in the order in which they are read; Name 6 is the family name, or the name of an entity."""
