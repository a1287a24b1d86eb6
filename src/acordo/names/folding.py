"""The one folding of text: what two spellings share once case, marks and width are put aside.

Rules it keeps:

* Folding twice is folding once; it never fails and never grows a text beyond a small factor.
* Compatibility forms go (full width, ligatures, Arabic presentation forms), then case, then every mark above or below
  a letter: Latin and Greek diacritics, Arabic harakat and tatweel, the breve of ``й``.
* Arabic letters are brought to one form: alef with hamza or madda becomes plain alef; Persian, Urdu and Pashto letters
  that are only drawn otherwise become the Arabic ones; those with a sound of their own (``پ چ ژ گ``) stay.
* Scripts stay what they are: Cyrillic remains Cyrillic, Arabic remains Arabic. Romanisation is another step
  (``acordo.names.scripts``).
* Apostrophes and modifier letters vanish inside words; all other punctuation, and controls, become one space.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_PLAIN = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "ħ": "h",
        "ŋ": "ng",
        "ə": "a",
        "ɓ": "b",
        "ɗ": "d",
        "ƙ": "k",
        "ƴ": "y",
        "ɛ": "e",
        "ɔ": "o",
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ٲ": "ا",
        "ٳ": "ا",
        "ؤ": "و",
        "ئ": "ي",
        "ء": None,
        "ک": "ك",
        "ڪ": "ك",
        "ی": "ي",
        "ې": "ي",
        "ۍ": "ي",
        "ے": "ي",
        "ێ": "ي",
        "ہ": "ه",
        "ھ": "ه",
        "ە": "ه",
        "ۀ": "ه",
        "ۃ": "ة",
        "ٹ": "ت",
        "ټ": "ت",
        "ڈ": "د",
        "ډ": "د",
        "ڑ": "ر",
        "ړ": "ر",
        "ڕ": "ر",
        "ږ": "ژ",
        "ځ": "ز",
        "څ": "س",
        "ښ": "ش",
        "ګ": "گ",
        "ݢ": "گ",
        "ڠ": "غ",
        "ں": "ن",
        "ڼ": "ن",
        "ڵ": "ل",
        "ۆ": "و",
        "ۇ": "و",
        "ۋ": "و",
        "ڤ": "ف",
        "ۈ": "و",
        "ۅ": "و",
        "ۉ": "و",
        "ٻ": "ب",
        "ڀ": "ب",
        "ٺ": "ت",
        "ٽ": "ت",
        "ٿ": "ت",
        "ڄ": "ج",
        "ڃ": "ج",
        "ڇ": "چ",
        "ڊ": "د",
        "ڌ": "د",
        "ڍ": "د",
        "ڏ": "د",
        "ڙ": "ر",
        "ڦ": "ف",
        "ڱ": "گ",
        "ڳ": "گ",
        "ڻ": "ن",
        "ڽ": "ن",
        "ݐ": "ب",
        "ݫ": "ز",
        "ݬ": "ر",
        "ـ": None,
    }
)
_VANISH = re.compile("['\u2018\u2019\u201a\u201b`\u00b4\u02b0-\u02ff\u05f3\u05f4\u2032\u2035\uff07\"\u201c\u201d]")
_APART = re.compile(r"[^\w]+|_+")


@lru_cache(maxsize=65536)
def fold_word(word: str) -> str:
    """Fold one word, leaving punctuation where it is."""
    if word.isascii():
        return word.lower()
    bare = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", word).casefold())
    bare = "".join(letter for letter in bare if unicodedata.category(letter) not in {"Mn", "Me", "Cf", "Cc"})
    return unicodedata.normalize("NFC", bare.translate(_PLAIN))


def fold(text: str) -> str:
    """What a search compares: one case, no marks, one space between words, script kept.

    >>> fold("  JOSÉ   d’Almeida ")
    'jose dalmeida'
    >>> fold("الْإِسْلَام")
    'الاسلام'
    """
    return " ".join(_APART.sub(" ", _VANISH.sub("", fold_word(text))).split())
