"""The machine-readable zone of a travel document: the lines of ``<`` at the foot of a passport's page.

``read`` takes the pasted lines and gives what they say, or says what does not hold. ICAO Doc 9303, eighth edition,
parts 3 to 7. Rules this package keeps:

* Nothing is mended: a letter O where a figure must stand is told, never taken for a zero.
* A check digit that does not agree is a refusal that names the field.
* A field that was full is told as *may be cut short*; it is never completed.
"""

from acordo.names.mrz.failures import (
    MisreadCharacter,
    MisreadField,
    MrzError,
    NoSuchDay,
    UnfitCharacter,
    UnknownLayout,
    WrongCheckDigit,
)
from acordo.names.mrz.layouts import Layout, looks_like_mrz
from acordo.names.mrz.reading import Day, Mrz, read
from acordo.names.mrz.writing import arabic_of, printed

__all__ = [
    "Day",
    "Layout",
    "MisreadCharacter",
    "MisreadField",
    "Mrz",
    "MrzError",
    "NoSuchDay",
    "UnfitCharacter",
    "UnknownLayout",
    "WrongCheckDigit",
    "arabic_of",
    "looks_like_mrz",
    "printed",
    "read",
]
