"""How each script but Arabic is romanised: a table each, and the runs of letters that read together.

Words are folded before (lower case, no marks). Sources, each simplified to the letters of passports:

* Cyrillic: what passports print (ICAO Doc 9303 part 3, section 6, differs in a few letters).
* Greek: ELOT 743 (ISO 843, type 2), as Greek passports have it.
* Hebrew: the Academy of the Hebrew Language's simple romanisation of 2006, without the vowels that are not written.
* Georgian: the national system of 2002. Armenian: BGN/PCGN 1981. Ethiopic: BGN/PCGN 1967.

Transliterations lose: two Georgian or Ethiopic letters may become one, a Hebrew word has no vowels, the sixth order of
an Ethiopic letter is read without a vowel. The letter costs of matching know that a vowel may be missing.
"""

from __future__ import annotations

import re

CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i", "й": "i",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
    "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu",
    "я": "ya", "і": "i", "ї": "i", "є": "e", "ґ": "g", "ў": "u", "ј": "j", "љ": "lj", "њ": "nj", "ћ": "c",
    "ђ": "dj", "џ": "dz", "ѓ": "g", "ќ": "k", "ѕ": "dz", "ә": "a", "ғ": "g", "қ": "k", "ң": "n", "ө": "o", "ұ": "u",
    "ү": "u", "һ": "h", "ҳ": "h", "ҷ": "j", "ӣ": "i", "ӯ": "u", "ҙ": "z", "ҡ": "k", "ҫ": "s", "ӏ": "", "ҕ": "g",
    "ҥ": "n", "ӈ": "n", "ҝ": "g", "ҹ": "j", "ӡ": "dz", "ҩ": "o", "ԥ": "p", "ҭ": "t", "ҿ": "ch", "ҽ": "ch", "ѳ": "f",
    "ѣ": "e", "ѵ": "i",
}  # fmt: skip
_GREEK = {
    "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th", "ι": "i", "κ": "k", "λ": "l",
    "μ": "m", "ν": "n", "ξ": "x", "ο": "o", "π": "p", "ρ": "r", "σ": "s", "ς": "s", "τ": "t", "υ": "y", "φ": "f",
    "χ": "ch", "ψ": "ps", "ω": "o", "ου": "ou", "γγ": "ng", "γξ": "nx", "γχ": "nch", "^μπ": "b", "μπ$": "b",
}  # fmt: skip
_VOICED = "(?=[αεηιουωβγδζλμνρ])"
_GREEK |= {
    f"{vowel}υ{after}": said + end
    for vowel, said in zip("αεη", "aei", strict=True)
    for after, end in ((_VOICED, "v"), ("", "f"))
}
_HEBREW = {
    "א": "a", "^ב": "b", "ב": "v", "ג": "g", "ד": "d", "ה": "h", "ה$": "a", "^ו": "v", "ו": "o", "וו": "v", "ז": "z",
    "ח": "h", "ט": "t", "^י": "y", "י": "i", "יי": "y", "^כ": "k", "כ": "kh", "ך": "kh", "ל": "l", "מ": "m", "ם": "m",
    "נ": "n", "ן": "n", "ס": "s", "ע": "a", "^פ": "p", "פ": "f", "ף": "f", "צ": "ts", "ץ": "ts", "ק": "k", "ר": "r",
    "ש": "sh", "ת": "t",
}  # fmt: skip
_GEORGIAN = {
    "ა": "a", "ბ": "b", "გ": "g", "დ": "d", "ე": "e", "ვ": "v", "ზ": "z", "თ": "t", "ი": "i", "კ": "k", "ლ": "l",
    "მ": "m", "ნ": "n", "ო": "o", "პ": "p", "ჟ": "zh", "რ": "r", "ს": "s", "ტ": "t", "უ": "u", "ფ": "p", "ქ": "k",
    "ღ": "gh", "ყ": "q", "შ": "sh", "ჩ": "ch", "ც": "ts", "ძ": "dz", "წ": "ts", "ჭ": "ch", "ხ": "kh", "ჯ": "j",
    "ჰ": "h",
}  # fmt: skip
_ARMENIAN = {
    "ա": "a", "բ": "b", "գ": "g", "դ": "d", "ե": "e", "^ե": "ye", "զ": "z", "է": "e", "ը": "y", "թ": "t", "ժ": "zh",
    "ի": "i", "լ": "l", "խ": "kh", "ծ": "ts", "կ": "k", "հ": "h", "ձ": "dz", "ղ": "gh", "ճ": "ch", "մ": "m",
    "յ": "y", "^յ": "h", "ն": "n", "շ": "sh", "ո": "o", "^ո": "vo", "ու": "u", "^ու": "u", "^ով": "ov", "չ": "ch",
    "պ": "p", "ջ": "j", "ռ": "r", "ս": "s", "վ": "v", "տ": "t", "ր": "r", "ց": "ts", "ւ": "v", "փ": "p", "ք": "k",
    "օ": "o", "ֆ": "f",
}  # fmt: skip
_ETHIOPIC_CONSONANTS = """
h l h m s r s sh k kw k kw b v t ch h hw n ny . k kw h hw w . z zh y d d j g gw ng t ch p ts ts f p
"""
_ETHIOPIC_ORDERS = ("e", "u", "i", "a", "e", "", "o", "wa")
_OPEN = {"h": "a", ".": "a"}
"""Of these the first order is read a, not e; a bare vowel letter of the sixth order is read e."""


def _ethiopic() -> dict[str, str]:
    """The syllables from U+1200, eight orders a consonant."""
    table = {}
    for row, consonant in enumerate(_ETHIOPIC_CONSONANTS.split()):
        for order, vowel in enumerate(_ETHIOPIC_ORDERS):
            said = _OPEN.get(consonant, vowel) if order == 0 else "e" if consonant == "." and order == 5 else vowel
            table[chr(0x1200 + 8 * row + order)] = consonant.replace(".", "") + said
    return table


class Alphabet:
    """A table from runs of letters to Latin ones. A run is a pattern: ``^`` and ``$`` mark the ends of a word."""

    def __init__(self, table: dict[str, str]) -> None:
        self._letters = str.maketrans({run: said for run, said in table.items() if len(run) == 1})
        runs = sorted((run for run in table if len(run) > 1), key=lambda run: -len(run))
        self._said = ("", *(table[run] for run in runs))
        self._runs = re.compile("|".join(f"({run})" for run in runs))

    def romanised(self, word: str) -> str:
        """The word in Latin letters; a letter that the table lacks stays as it was."""
        said = self._runs.sub(lambda found: self._said[found.lastindex or 0], word) if len(self._said) > 1 else word
        return said.translate(self._letters)


GREEK, HEBREW, GEORGIAN, ARMENIAN = (Alphabet(table) for table in (_GREEK, _HEBREW, _GEORGIAN, _ARMENIAN))
ETHIOPIC = Alphabet(_ethiopic())
