"""Which country a text names.

* Names of CLDR (through Babel) in English, Portuguese, French, Spanish, Russian and Arabic; codes of two and three
  letters in either case; and what lists print besides, from ``countries.tsv``.
* A state that is gone keeps the code it had: SU, YU, CS, DD (ISO 3166-3). Who succeeded it is not decided here.
* Nothing is guessed: a text that names no country, or more than a country, gives None.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

from babel import Locale
from babel.core import get_global

_TABLE = Path(__file__).with_name("countries.tsv")
_LANGUAGES = ("en", "pt", "pt_PT", "fr", "es", "ru", "ar")
_ARTICLES = frozenset({"the", "a", "o", "as", "os", "la", "le", "les", "l", "el"})
_NO_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})  # CLDR has these for other uses
_SPACES = re.compile(r"[^\w]+")


@lru_cache(maxsize=4096)
def country_code(text: str) -> str | None:
    """The ISO 3166-1 alpha-2 code, in upper case, of the country that ``text`` names; None where it names none."""
    folded = _folded(text)
    known = _known()
    if folded in known:
        return known[folded]
    name, comma, beginning = text.partition(",")
    return known.get(_folded(f"{beginning} {name}")) if comma else None


def _folded(text: str) -> str:
    """Letters and figures alone, in lower case, without marks above or below, without articles, in one spacing."""
    letters = unicodedata.normalize("NFKD", text.casefold().replace(".", "").replace("&", " and "))
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    words = _SPACES.sub(" ", bare).split()
    return " ".join(word for word in words if len(words) == 1 or word not in _ARTICLES)


def _printed(language: str) -> dict[str, str]:
    return {str(code): str(name) for code, name in Locale.parse(language).territories.items()}


@cache
def _known() -> dict[str, str]:
    """Folded name to code. What stands first wins, so the table's own names stand above those of CLDR."""
    names: dict[str, str] = {}
    codes = {code for code in _printed("en") if len(code) == 2} - _NO_COUNTRIES
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            code, _, printed = line.partition("\t")
            names.setdefault(code.lower(), code)
            for name in printed.split("|"):
                names.setdefault(_folded(name), code)
    for language in _LANGUAGES:
        for code, name in _printed(language).items():
            if code in codes:
                names.setdefault(_folded(name), code)
    for code in codes:
        names.setdefault(code.lower(), code)
    for alias, now in get_global("territory_aliases").items():
        if alias.isalpha() and len(now) == 1 and now[0] in codes:
            names.setdefault(alias.lower(), now[0])
    return names
