"""What the search compares: words in Latin letters, and their bones where two scripts meet.

* A **word** is folded and romanised (``names.analyse``), so that case, marks, hyphens and script are put aside.
* Its **bones** are its consonants in broad classes. Arabic writes few vowels and Cyrillic spells ``h``, ``w`` and ``j``
  in ways of its own, so a word is compared by its bones with names in another script, and by its letters with names in
  its own. The classes are a plain table, broad on purpose: a search shows more, where screening judges.
* A **number** (a document's, a reference) is compared without spaces and signs.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache

from acordo.facts import NAME_PROPERTIES, Property
from acordo.names import Script, UnreadableName, analyse, fold
from acordo.names.scripts import romanised

SHORT = 3
"""Words and bones below this length are looked for only where a word begins, a single bone as the whole of one."""

_NAMES = frozenset(NAME_PROPERTIES)
_NUMBERS = frozenset({Property.REGISTRATION_NUMBER, Property.IMO_NUMBER, Property.MMSI, Property.CALL_SIGN})
_BEARERS = frozenset({Property.PRIMARY_NAME, Property.KIND})
"""The statements with which the reference of their entry is kept: whoever may see one of them finds the entry by it."""

_LETTERS = {Script.LATIN: "L", Script.CYRILLIC: "C", Script.ARABIC: "A"}
_OTHER = "O"
_ALLAH = re.compile(r"(?<=\w) (?=الله\b)")
_ARTICLE = re.compile(r"^al(?=..)")
_CLASSES = (
    ("shch", "x"), ("tsh", "x"), ("dzh", "j"), ("zh", "j"), ("dj", "j"), ("kh", "h"), ("gh", "h"), ("sh", "x"),
    ("ch", "x"), ("th", "t"), ("dh", "d"), ("ph", "f"), ("ts", "s"), ("tz", "s"), ("ck", "k"), ("ce", "s"), ("ci", "s"),
)  # fmt: skip
_BROAD = str.maketrans("qczpgv", "kksbhf", "aeiouyw")
_DOUBLED = re.compile(r"(.)\1+")


@dataclass(frozen=True, slots=True)
class Word:
    """One word as the search compares it; ``script`` is one letter, and ``bones`` may be empty."""

    roman: str
    script: str

    @property
    def bones(self) -> str:
        """The consonants, in broad classes."""
        return bones_of(self.roman, self.script)

    @property
    def other_bones(self) -> str:
        """The same where what may be spelt ``w`` or ``v`` is spelt the other way."""
        swapped = self.roman.replace("w", "v") if "w" in self.roman else self.roman.replace("v", "w")
        return bones_of(swapped, self.script)


@lru_cache(maxsize=65536)
def bones_of(roman: str, script: str) -> str:
    """The bones of a romanised word; the Arabic article is no part of it."""
    bare = _ARTICLE.sub("", roman) if script == _LETTERS[Script.ARABIC] else roman
    for letters, one in _CLASSES:
        bare = bare.replace(letters, one)
    bones = _DOUBLED.sub(r"\1", bare.translate(_BROAD))
    return bones.rstrip("h") or bones


@lru_cache(maxsize=16_384)
def words_of(text: str) -> tuple[Word, ...]:
    """The words of a name or of a question; empty where there is nothing to compare."""
    try:
        tokens = analyse(text if text.isascii() else _ALLAH.sub("", text)).tokens
    except UnreadableName:
        return tuple(Word(word, _LETTERS[Script.LATIN]) for word in fold(text).split() if word.isascii())
    words = [_word(token.letters, token.script) for token in tokens]
    return tuple(word for word in words if word.roman)


@lru_cache(maxsize=65536)
def _word(letters: str, script: Script) -> Word:
    return Word(romanised(letters).replace("'", ""), _LETTERS.get(script, _OTHER))


def sign_of(roman: str) -> str:
    """What a kept name must contain for a word to be met: the word itself, a short one only where a word begins."""
    return roman if len(roman) >= SHORT else f" {roman}"


def signs_of_bones(word: Word) -> tuple[str, ...]:
    """What the bones of a name in another script must contain one of, for a word to be met."""
    return tuple({_sign_of_bones(bones) for bones in (word.bones, word.other_bones) if bones})


def _sign_of_bones(bones: str) -> str:
    return f" {bones} " if len(bones) == 1 else sign_of(bones)


def meets(words: tuple[Word, ...], text: str) -> bool:
    """All the words are met by a name, as the database finds it."""
    roman, bones, script = padded(words_of(text))
    return all(
        sign_of(word.roman) in roman or (word.script != script and any(sign in bones for sign in signs_of_bones(word)))
        for word in words
    )


def number_of(text: str) -> str:
    """A document's number or a reference, without spaces and signs."""
    return fold(text).replace(" ", "")


def padded(words: tuple[Word, ...]) -> tuple[str, str, str]:
    """A name as it is kept: its words and its bones, each between spaces and last all together, and its script.

    All together, so that ``Abd al-Rahman`` is found as ``Abdulrahman``. The script is empty where there are several.
    """
    scripts = {word.script for word in words}
    roman, bones = [word.roman for word in words], [word.bones for word in words if word.bones]
    return _between(roman), _between(bones), scripts.pop() if len(scripts) == 1 else ""


def name_kept(property_: str, value: str) -> tuple[str, str, str] | None:
    """The words, bones and script by which a stated name is found; None where the statement is no such name."""
    if property_ not in _NAMES:
        return None
    kept = padded(words_of(json.loads(value)["text"]))
    return kept if kept[0] else None


def number_kept(property_: str, value: str, reference: str) -> str:
    """The number by which the entry of a statement is found; empty where it has none."""
    if property_ in _BEARERS:
        return number_of(reference)
    if property_ == Property.DOCUMENT:
        return number_of(json.loads(value).get("number", ""))
    return number_of(json.loads(value)) if property_ in _NUMBERS else ""


def _between(parts: list[str]) -> str:
    whole = ["".join(parts)] if len(parts) > 1 else []
    return f" {' '.join([*parts, *whole])} " if parts else ""
