"""The regulations under which the list names its parties: a closed choice, each with its English and French word.

``Country`` names the country that the regulations are about, not that of the party.
"""

from __future__ import annotations

PROGRAMMES = {
    "Belarus / Bélarus": ("Belarus", "Bélarus"),
    "China / Chine": ("China", "Chine"),
    "Extremist Settler Violence / Violence extrémiste des colons": (
        "Extremist Settler Violence",
        "Violence extrémiste des colons",
    ),
    "Guatemala": ("Guatemala", ""),
    "Haiti / Haïti": ("Haiti", "Haïti"),
    "Hamas Terrorist Attacks / Attaques terroristes du Hamas": (
        "Hamas Terrorist Attacks",
        "Attaques terroristes du Hamas",
    ),
    "Iran": ("Iran", ""),
    "Justice for Victims of Corrupt Foreign Officials Regulations (JVCFOR) / "
    "Règlement relatif à la justice pour les victimes de dirigeants étrangers corrompus (RJVDEC)": (
        "Justice for Victims of Corrupt Foreign Officials Regulations (JVCFOR)",
        "Règlement relatif à la justice pour les victimes de dirigeants étrangers corrompus (RJVDEC)",
    ),
    "Moldova": ("Moldova", ""),
    "Myanmar (Burma) / Myanmar (Birmanie)": ("Myanmar (Burma)", "Myanmar (Birmanie)"),
    "Nicaragua": ("Nicaragua", ""),
    "Russia / Russie": ("Russia", "Russie"),
    "South Sudan / Soudan du sud": ("South Sudan", "Soudan du sud"),
    "Sri Lanka": ("Sri Lanka", ""),
    "Sudan / Soudan": ("Sudan", "Soudan"),
    "Syria / Syrie": ("Syria", "Syrie"),
    "Ukraine": ("Ukraine", ""),
    "Venezuela": ("Venezuela", ""),
    "Zimbabwe": ("Zimbabwe", ""),
}
"""What stands in ``Country``, and its English and French word; the French one is empty where only one is printed."""

TITLES = {
    "Brigadier": ("Brigadier", ""),
    "Captain/capitaine": ("Captain", "capitaine"),
    "Colonel": ("Colonel", ""),
    "Dr.": ("Dr.", ""),
    "General/général": ("General", "général"),
    "Lt. General/lieutenant-général": ("Lt. General", "lieutenant-général"),
    "Major General": ("Major General", ""),
    "Major General/major-général": ("Major General", "major-général"),
}
"""Titles of persons in ``TitleOrShip``, and their English and French word."""

VESSEL_TYPES = frozenset(
    {
        "Chemical/Products Tanker",
        "FSO Gas Unit",
        "General Cargo / Multi Purpose",
        "LNG Tanker",
        "Oil Products Tanker",
        "Oil Tanker",
        "Products Tanker",
        "Ro-Ro Cargo",
    }
)
"""Kinds of ship in ``TitleOrShip``."""
