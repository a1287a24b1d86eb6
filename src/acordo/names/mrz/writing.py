"""How national letters are printed in a machine-readable zone, and what is lost (ICAO Doc 9303 part 3, section 6).

* Latin letters with marks lose them, or become two letters, as ``Ö`` OE: ``printed`` gives the two-letter forms, so
  that a listed *Löfgren* meets LOEFGREN.
* Arabic may be printed letter for letter with escapes (``ش`` XSH), which keeps the name whole: ``arabic_of`` reads it.
* Vowel marks, hamza seats and apostrophes are not printed, or not brought back.
"""

from __future__ import annotations

import re

from acordo.names.folding import fold_word

_TWO_LETTERS = str.maketrans(
    {"ä": "ae", "å": "aa", "æ": "ae", "ö": "oe", "ø": "oe", "ü": "ue", "ð": "d", "þ": "th", "ß": "ss", "œ": "oe"}
)  # part 3, section 6, table A
_ESCAPED_LATIN = (("NXX", "N"), ("UXX", "U"))
_ARABIC = {
    "A": "ا", "B": "ب", "T": "ت", "J": "ج", "D": "د", "R": "ر", "Z": "ز", "S": "س", "E": "ع", "G": "غ", "F": "ف",
    "Q": "ق", "K": "ك", "L": "ل", "M": "م", "N": "ن", "H": "ه", "W": "و", "Y": "ي", "I": "ا", "U": "و", "P": "پ",
    "XE": "", "XAA": "ا", "XAE": "ا", "XI": "ي", "XW": "و", "XTA": "ة", "XAH": "ة", "XTH": "ث", "XH": "ح", "XKH": "خ",
    "XDH": "ذ", "XSH": "ش", "XSS": "ص", "XDZ": "ض", "XTT": "ط", "XZZ": "ظ", "XAY": "ى", "XC": "چ",
}  # fmt: skip
"""Part 3, section 6, table C; a hamza's seat is not brought back, since no search looks at it."""
_ONE = re.compile("|".join(sorted(_ARABIC, key=len, reverse=True)))
_ESCAPE = re.compile("X(?:TH|H|KH|DH|SH|SS|DZ|TT|ZZ|TA|AH|AA|AE|AY|C)")


def printed(word: str) -> str:
    """A word in lower case as a passport prints it: some letters as two, the others without their marks."""
    return fold_word(word.lower().translate(_TWO_LETTERS))


def without_escapes(word: str) -> str:
    """A word of a name line with ``NXX`` read as N and ``UXX`` as U (Spanish ñ and German ü, where so printed)."""
    for escaped, letter in _ESCAPED_LATIN:
        word = word.replace(escaped, letter)
    return word


def arabic_of(words: tuple[str, ...]) -> str | None:
    """The name in Arabic letters where all its words are printed letter for letter and one has an escape, else None."""
    if not any(_ESCAPE.search(word) for word in words):
        return None
    read = [_ONE.findall(word) for word in words]
    if any("".join(runs) != word for runs, word in zip(read, words, strict=True)):
        return None
    return " ".join("".join(_ARABIC[run] for run in runs) for runs in read)
