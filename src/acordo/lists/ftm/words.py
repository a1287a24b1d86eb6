"""What FollowTheMoney can say of a party: which schema has which property, and which text a property takes.

``words.tsv`` is the table of the properties. A text is called sayable only where the library's own cleaning would keep
it; where we cannot tell (a check digit that we do not compute), it is not. Telephone numbers are judged by the
numbering plans that the library itself asks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import phonenumbers

_TABLE = Path(__file__).with_name("words.tsv")
_SCHEMATA = {"p": "Person", "o": "Organization", "l": "LegalEntity", "c": "Company", "v": "Vessel", "a": "Airplane"}


@dataclass(frozen=True, slots=True)
class Word:
    """A property: its type, the format of an identifier, the longest text, and the schemata that have it."""

    type: str
    format: str
    most: int
    schemata: frozenset[str]


def _read() -> dict[str, Word]:
    words = {}
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            name, type_, format_, most, letters = line.split("\t")
            schemata = frozenset(_SCHEMATA[letter] for letter in letters)
            words[name] = Word(type_, format_.removeprefix("-"), int(most), schemata)
    return words


WORDS = _read()
_TOPICS = frozenset(
    (  # noqa: SIM905 (a table reads better so)
        "asset.frozen corp.clone corp.disqual corp.offshore corp.public corp.shell crime crime.boss crime.cyber "
        "crime.env crime.fin crime.fraud crime.terror crime.theft crime.traffick crime.traffick.drug "
        "crime.traffick.human crime.war debarment export.control export.control.linked export.risk fin fin.adivsor "
        "fin.bank fin.fund forced.labor geo.risk gov gov.admin gov.executive gov.financial gov.head gov.igo "
        "gov.judicial gov.legislative gov.muni gov.national gov.religion gov.security gov.soe gov.state invest.ban "
        "invest.risk mare.detained mare.shadow mare.sts mil poi pol.party pol.union reg.action reg.warn rel role.acct "
        "role.act role.civil role.diplo role.journo role.judge role.lawyer role.lobby role.oligarch role.pep "
        "role.pep.frmr role.pep.intl role.pep.natl role.pol role.rca role.spy sanction sanction.control "
        "sanction.counter sanction.linked wanted"
    ).split()
)
_GONE = frozenset({"cs", "su", "yu"})  # there they have four letters, which are no code elsewhere
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9](?:-?[A-Za-z0-9]){0,60}\.)+[A-Za-z]{2,24}")
_URL = re.compile(r"https?://(?:[A-Za-z0-9](?:-?[A-Za-z0-9]){0,60}\.)+[A-Za-z]{2,24}(?:/[!-~]*)?")
_FORMS = {
    "country": re.compile(r"[a-z]{2}"),
    "date": re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}"),
    "gender": re.compile(r"male|female|other"),
    "email": _EMAIL,
    "url": _URL,
    "number": re.compile(r"[0-9]+(?:\.[0-9]+)?"),
}
_FORMED = {"bic": re.compile(r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?"), "wikidata": re.compile(r"Q[1-9][0-9]*")}


def sayable(schema: str, name: str, text: str) -> bool:
    """Whether an entity of this schema may have this text as a value of this property."""
    word = WORDS.get(name)
    if word is None or schema not in word.schemata or not 0 < len(text) <= word.most or text != text.strip():
        return False
    if word.type in _FORMS:
        return _FORMS[word.type].fullmatch(text) is not None and text not in _GONE
    if word.type == "topic":
        return text in _TOPICS
    if word.type == "phone":
        return _rings(text)
    if word.type == "name":
        return any(map(str.isalnum, text)) and not (text[0] == text[-1] and text[0] in "\"'")
    return word.type in {"string", "text", "address"} or (word.type == "identifier" and _identifies(word, text))


@lru_cache(maxsize=4096)
def _rings(text: str) -> bool:
    """An international number that some country's numbering plan has."""
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(text, None))
    except phonenumbers.NumberParseException:
        return False


def _identifies(word: Word, text: str) -> bool:
    if not word.format:
        return True
    if word.format in _FORMED:
        return _FORMED[word.format].fullmatch(text) is not None
    check = _CHECKED.get(word.format)
    return check is not None and text.isascii() and check(text)


def _is_imo(text: str) -> bool:
    """A ship's number: the last figure is that of the sum of the others, times 7 down to 2 (IMO A.1117(30))."""
    if len(text) != 7 or not text.isdigit() or not int(text):
        return False
    return sum(int(figure) * weight for figure, weight in zip(text, range(7, 1, -1), strict=False)) % 10 == int(text[6])


def _is_lei(text: str) -> bool:
    """ISO 17442: letters are numbers from 10, and the whole leaves 1 when divided by 97 (ISO 7064)."""
    if not re.fullmatch(r"[A-Z0-9]{18}[0-9]{2}", text):
        return False
    return int("".join(str(int(sign, 36)) for sign in text)) % 97 == 1


def _is_inn(text: str) -> bool:
    """The taxpayer's number of Russia: ten figures with one of control, or twelve with two."""
    if not text.isdigit():
        return False
    if len(text) == 10:
        return _control(text, (2, 4, 10, 3, 5, 9, 4, 6, 8))
    first, second = (7, 2, 4, 10, 3, 5, 9, 4, 6, 8), (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
    return len(text) == 12 and _control(text[:11], first) and _control(text, second)


def _control(text: str, weights: tuple[int, ...]) -> bool:
    total = sum(int(figure) * weight for figure, weight in zip(text[:-1], weights, strict=True))
    return total % 11 % 10 == int(text[-1])


_CHECKED = {"imo": _is_imo, "lei": _is_lei, "inn": _is_inn}
