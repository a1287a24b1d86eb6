"""The closed choices of the layout, in small letters: the list writes them in any. Another one is an alarm."""

from __future__ import annotations

from acordo.facts import Kind, Property, Sex

KINDS = {"individual": Kind.PERSON, "entity": Kind.GROUP, "vessel": Kind.VESSEL}

CLASSES = {
    "primary name": Property.PRIMARY_NAME,
    "aka": Property.GOOD_ALIAS,
    "alias": Property.GOOD_ALIAS,
    "original script": Property.ORIGINAL_NAME,
    "formerly known as": Property.FORMER_NAME,
    "previously listed as": Property.FORMER_NAME,
}
"""Classes of names. A strength of aliases is stated since November 2025, where they are called "Alias"."""

STRENGTHS = frozenset({"", "strong", "weak"})

MEASURES = ("Targeted Financial Sanction", "Travel Ban", "Arms Embargo", "Maritime Restriction")
"""The columns that say which measures are imposed, since November 2025."""

IMPOSED = {"true": True, "1": True, "false": False, "0": False}

SEXES = {"male": Sex.MALE, "female": Sex.FEMALE}

NOTHING = frozenset({"na", "n/a", "-"})
"""What the list writes where it has nothing to say, in small letters."""

NEEDED = ("Reference", "Name of Individual or Entity", "Type", "Name Type", "Committees", "Control Date")
"""The headings without which a table is not this list."""
