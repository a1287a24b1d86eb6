"""Which script a word is in, and how it is written with the letters that matching compares.

The letters of a word are ``a``-``z`` and ``0``-``9``, or the folded Arabic letters:

* Cyrillic is romanised by one table (a reading of what passports print; ICAO 9303 part 3 differs in a few letters, and
  the learnt letter costs know those differences).
* Arabic is **kept**: it writes few vowels, and a romanisation would invent or omit them.
* Greek, Hebrew, Georgian, Armenian and Ethiopic are romanised by tables of their own (``alphabets``).
* A Han or Hangul character is a word of its own, romanised; so is whatever else there is, as ``anyascii`` reads it.
* Letters that only look like the others (a Latin ``o`` in a Cyrillic word, a zero in a Latin one) become what the word
  is written in.
"""

from __future__ import annotations

import re
from collections import Counter
from enum import StrEnum
from functools import lru_cache

from anyascii import anyascii

from acordo.names.alphabets import ARMENIAN, CYRILLIC, ETHIOPIC, GEORGIAN, GREEK, HEBREW
from acordo.names.folding import fold_word


class Script(StrEnum):
    """A script that is read in a way of its own."""

    LATIN = "Latin"
    CYRILLIC = "Cyrillic"
    ARABIC = "Arabic"
    GREEK = "Greek"
    HEBREW = "Hebrew"
    GEORGIAN = "Georgian"
    ARMENIAN = "Armenian"
    ETHIOPIC = "Ethiopic"
    HAN = "Han"
    HANGUL = "Hangul"
    OTHER = "other"


_RANGES = (
    (0x0000, 0x024F, Script.LATIN),
    (0x0250, 0x02AF, Script.LATIN),
    (0x0370, 0x03FF, Script.GREEK),
    (0x0400, 0x052F, Script.CYRILLIC),
    (0x0530, 0x058F, Script.ARMENIAN),
    (0x0590, 0x05FF, Script.HEBREW),
    (0x0600, 0x06FF, Script.ARABIC),
    (0x0750, 0x077F, Script.ARABIC),
    (0x08A0, 0x08FF, Script.ARABIC),
    (0x10A0, 0x10FF, Script.GEORGIAN),
    (0x1100, 0x11FF, Script.HANGUL),
    (0x1200, 0x139F, Script.ETHIOPIC),
    (0x1C80, 0x1C8F, Script.CYRILLIC),
    (0x1C90, 0x1CBF, Script.GEORGIAN),
    (0x1E00, 0x1EFF, Script.LATIN),
    (0x1F00, 0x1FFF, Script.GREEK),
    (0x3130, 0x318F, Script.HANGUL),
    (0x3400, 0x4DBF, Script.HAN),
    (0x4E00, 0x9FFF, Script.HAN),
    (0xAC00, 0xD7AF, Script.HANGUL),
    (0x2D00, 0x2D2F, Script.GEORGIAN),
    (0x2DE0, 0x2DFF, Script.CYRILLIC),
    (0xA640, 0xA69F, Script.CYRILLIC),
    (0xF900, 0xFAFF, Script.HAN),
    (0xFB13, 0xFB17, Script.ARMENIAN),
    (0xFB1D, 0xFB4F, Script.HEBREW),
    (0xFB50, 0xFDFF, Script.ARABIC),
    (0xFE70, 0xFEFF, Script.ARABIC),
    (0x20000, 0x3FFFF, Script.HAN),
)
_ARABIC = {
    "ا": "a", "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh", "ر": "r", "ز": "z",
    "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "'", "غ": "gh", "ف": "f", "ق": "q", "ك": "k",
    "ل": "l", "م": "m", "ن": "n", "ه": "h", "ة": "a", "و": "w", "ى": "a", "ي": "y", "پ": "p", "چ": "ch", "ژ": "zh",
    "گ": "g",
}  # fmt: skip
_ALPHABETS = {
    Script.GREEK: GREEK,
    Script.HEBREW: HEBREW,
    Script.GEORGIAN: GEORGIAN,
    Script.ARMENIAN: ARMENIAN,
    Script.ETHIOPIC: ETHIOPIC,
}
ARABIC_LETTERS = "".join(_ARABIC)
"""The Arabic letters that remain after folding, in the order of the alphabet, then the Persian ones."""

_LATIN_LOOKALIKES = str.maketrans("aceopxyikmtbhn", "асеорхуікмтвнп")
_CYRILLIC_LOOKALIKES = str.maketrans("асеорхукмтвнів", "aceopxykmtbhib")
_LOOK_LATIN = frozenset("асеорхукмтвнів")
_LOOK_CYRILLIC = frozenset("aceopxyikmtbhn")
_DIGIT_LOOKALIKES = str.maketrans("0134578", "oieastb")
_ONE_ZERO = re.compile("[a-z]+0[a-z]*")
_NOT_ROMAN = re.compile("[^a-z0-9]+")


@lru_cache(maxsize=8192)
def script_of_letter(letter: str) -> Script:
    """The script of one character; ``OTHER`` where no range holds it."""
    code = ord(letter)
    for first, last, script in _RANGES:
        if first <= code <= last:
            return script
    return Script.OTHER


def script_of(word: str) -> Script:
    """The script of most letters of a word; Latin where it has none.

    Where Latin and Cyrillic letters stand in one word, it is the script whose letters do not all look like the other's.
    """
    if word.isascii():
        return Script.LATIN
    counted = Counter(script_of_letter(letter) for letter in word if letter.isalpha())
    if counted[Script.LATIN] and counted[Script.CYRILLIC]:
        latin, cyrillic = only_looks_cyrillic(word), only_looks_latin(word)
        if latin != cyrillic:
            return Script.LATIN if latin else Script.CYRILLIC
    return counted.most_common(1)[0][0] if counted else Script.LATIN


def only_looks_cyrillic(word: str) -> bool:
    """Every Cyrillic letter of the folded word looks like a Latin one."""
    return all(letter in _LOOK_LATIN for letter in word if script_of_letter(letter) is Script.CYRILLIC)


def only_looks_latin(word: str) -> bool:
    """Every Latin letter of the folded word looks like a Cyrillic one."""
    return all(letter in _LOOK_CYRILLIC for letter in word if letter.isalpha() and letter.isascii())


def letters_of(folded: str, script: Script) -> str:
    """A folded word in the letters that are compared: Latin and digits, or Arabic. May be empty."""
    if script is Script.CYRILLIC:
        own = folded.translate(_LATIN_LOOKALIKES)
        return _NOT_ROMAN.sub("", "".join(CYRILLIC.get(letter) or _other(letter) for letter in own))
    if script is Script.ARABIC:
        return "".join(letter for letter in folded if letter in _ARABIC or letter.isascii())
    if script is Script.LATIN:
        own = (
            folded if folded.isascii() else _NOT_ROMAN.sub("", anyascii(folded.translate(_CYRILLIC_LOOKALIKES)).lower())
        )
        return _without_figures(own)
    if (alphabet := _ALPHABETS.get(script)) is not None:
        folded = alphabet.romanised(folded)
    return _NOT_ROMAN.sub("", fold_word(anyascii(folded)))


def _other(letter: str) -> str:
    return "" if letter in CYRILLIC else anyascii(letter).lower()


def _without_figures(word: str) -> str:
    """A zero or one inside a word of letters is a letter; a word that is mostly figures stays.

    The only figure of a word, if it is a zero after a letter, is an *o* however short the word.
    """
    if not word or word.isalpha() or word.isdigit():
        return word
    if _ONE_ZERO.fullmatch(word):
        return word.replace("0", "o")
    figures = sum(letter.isdigit() for letter in word)
    inside = word[0].isalpha() and len(word) - figures >= 3 and figures <= 2
    return word.translate(_DIGIT_LOOKALIKES) if inside and not word[-2:].isdigit() else word


def romanised(letters: str) -> str:
    """Letters for a reader of Latin script: Arabic by a plain table, without the vowels it does not write."""
    return letters if letters.isascii() else "".join(_ARABIC.get(letter, letter) for letter in letters)
