"""A name is read: cut into words, each with its script, its letters and its role.

Rules it keeps:

* Any text gives a ``Name`` or ``UnreadableName``; nothing else, and in time proportional to its length.
* A name always has at least one word that names: where every word is a particle, a title or an initial, they all are.
* Controls and bidirectional marks are dropped; a hyphen, a comma, a dot or a change of case inside a word divides.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache

from acordo.errors import Invalid
from acordo.names.folding import _VANISH, fold, fold_word
from acordo.names.roles import Role, role_of
from acordo.names.scripts import Script, letters_of, only_looks_cyrillic, romanised, script_of, script_of_letter
from acordo.wording import mark

LONGEST = 1_000
"""The longest name that is read, in characters."""

_CAMEL = re.compile(r"(?<=[a-zа-яё][a-zа-яё])(?=[A-ZА-ЯЁ][a-zа-яё]{2})")
_MARKS = (
    r"\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0640\u06d6-\u06ed"
    r"\u0900-\u0963\u0966-\u0eff\u0f71-\u0f84\u1000-\u109f\u135d-\u135f\u1780-\u17d3\u1ab0-\u1aff\u1dc0-\u1dff"
)
"""Signs that stand above, below or beside a letter and belong to its word; the scripts of India and around whole."""
_WORD = re.compile(rf"[\w{_MARKS}\u200c]+")
_NEVER = re.compile("[\0\ud800-\udfff]")
_LETTER = re.compile(r"[^\W\d_]")
_UNSEEN = {"Cc", "Cf", "Co", "Cn"}
_SINGLE = {Script.HAN, Script.HANGUL}


class UnreadableName(Invalid):
    """A text is not a name."""

    code = "names.unreadable"
    sentence = "{text!r} cannot be read as a name: {reason}. Write the name with its letters."


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a name.

    ``text`` is the word as given, ``folded`` its folding in its own script, ``letters`` what matching compares
    (``a``-``z``, ``0``-``9``, or folded Arabic letters), ``roman`` the same for a reader of Latin script.
    """

    text: str
    folded: str
    letters: str
    script: Script
    role: Role

    @property
    def roman(self) -> str:
        """The word in Latin letters; Arabic without the vowels it does not write."""
        return romanised(self.letters)


@dataclass(frozen=True, slots=True)
class Name:
    """A name as read: ``text`` as given without controls, and its words in order."""

    text: str
    scripts: frozenset[Script]
    tokens: tuple[Token, ...]

    @property
    def folded(self) -> str:
        """The whole name as a search compares it."""
        return fold(self.text)

    @property
    def base(self) -> tuple[Token, ...]:
        """The words that name."""
        return tuple(token for token in self.tokens if token.role is Role.BASE)


@lru_cache(maxsize=16_384)
def analyse(text: str) -> Name:
    """Read a name. The last ones read are kept: a batch asks whether each can be read, and then asks for it.

    Raises:
        UnreadableName: it is empty, holds no letter, is longer than 1,000 characters, or holds a NUL or half of a
            surrogate pair.
    """
    seen = _seen(text)
    tokens = [token for piece in _pieces(seen) if (token := _token(piece)).letters]
    if not seen.isascii():
        tokens = _disguised(tokens)
    if not tokens:
        raise _unreadable(text, mark("it holds no letter that can be compared"))
    tokens = _in_place(tokens)
    return Name(seen, frozenset(token.script for token in tokens), tuple(tokens))


def _unreadable(text: str, reason: str) -> UnreadableName:
    shown = text[:60].encode("utf-8", "replace").decode()
    return UnreadableName(text=shown, reason=reason)


def _seen(text: str) -> str:
    if len(text) > LONGEST:
        raise _unreadable(text, f"it is longer than {LONGEST:,} characters")
    if _NEVER.search(text):
        raise _unreadable(text, mark("it holds a character that no text may hold"))
    seen = text
    if not text.isprintable():
        seen = "".join(
            " " if letter in "\t\n\r\v\f\x85\u2028\u2029" else letter
            for letter in text
            if letter in "\t\n\r\v\f\x85\u200c" or unicodedata.category(letter) not in _UNSEEN
        )
    if not _LETTER.search(seen):
        raise _unreadable(text, mark("it holds no letter") if seen.strip() else mark("it is empty"))
    return seen.strip()


def _pieces(text: str) -> list[str]:
    """The words as written; a Han or Hangul character is one."""
    plain = unicodedata.normalize("NFKC", _VANISH.sub("", text)) if not text.isascii() else _VANISH.sub("", text)
    pieces: list[str] = []
    for word in _WORD.findall(plain.replace("_", " ").replace("\u200c", " ")):
        for part in _CAMEL.split(word):
            if part.isascii() or not any(script_of_letter(letter) in _SINGLE for letter in part):
                pieces.append(part)
            else:
                pieces.extend(letter for letter in part if letter.isalnum())
    return pieces


@lru_cache(maxsize=131072)
def _token(piece: str) -> Token:
    folded = fold_word(piece)
    script = script_of(folded)
    # Where a script's vowels are marks, folding has put them aside: it is romanised as it was written.
    letters = letters_of(piece if script is Script.OTHER else folded, script)
    return Token(piece, folded, letters, script, _role(piece, letters))


def _disguised(tokens: list[Token]) -> list[Token]:
    """Cyrillic words of letters that all look Latin are Latin where every other word is."""
    scripts = {token.script for token in tokens if not _could_be_latin(token)}
    if scripts != {Script.LATIN}:
        return tokens
    return [_as_latin(token.text) if token.script is Script.CYRILLIC else token for token in tokens]


def _could_be_latin(token: Token) -> bool:
    return token.script is Script.CYRILLIC and only_looks_cyrillic(token.folded)


@lru_cache(maxsize=4096)
def _as_latin(piece: str) -> Token:
    folded = fold_word(piece)
    letters = letters_of(folded, Script.LATIN)
    return Token(piece, folded, letters, Script.LATIN, _role(piece, letters))


def _role(piece: str, letters: str) -> Role:
    return Role.INITIAL if len(letters) == 1 and piece.isupper() else role_of(letters)


def _in_place(tokens: list[Token]) -> list[Token]:
    """Mend roles by their place: a name that is only particles, titles or initials names with them."""
    if any(token.role is Role.BASE for token in tokens):
        return tokens
    for role in (Role.KUNYA, Role.TITLE, Role.PARTICLE, Role.LEGAL_FORM, Role.INITIAL, Role.NUMBER):
        if any(token.role is role for token in tokens):
            return [replace(token, role=Role.BASE) if token.role is role else token for token in tokens]
    return tokens
