"""The cell ``Aliases``: many names in one text, divided by the hands of many clerks.

* ``;`` and a change between Latin and Arabic, Hebrew or Chinese letters always divide; so does a word that names the
  language (``Russian:``), and ``/`` and ``or``.
* A comma divides, and in the name of a firm or body it does not where it belongs to the name: inside brackets or
  quotes, before a word in small letters (``Прилив, отлив и волны``), beside a bare legal form (``Прилив, АО``).
* ``and`` divides between names of persons, and before letters that are not Latin; in English names of firms it is a
  word of the name.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class FurtherName:
    """One further name; ``language`` is a BCP 47 tag where the list says it, ``latin`` whether its letters are."""

    text: str
    latin: bool
    language: str = ""


_LANGUAGES = {"Russian": "ru", "Belarusian": "be", "Belarussian": "be", "Arabic": "ar"}
_LABEL = re.compile(rf"[,;(]?\s*\b({'|'.join(_LANGUAGES)})\s*:\s*")
_FORM = re.compile(
    r"(?:ООО|АО|AO|ОАО|OAO|OOO|ПАО|PAO|ЗАО|САО|МК|ФГУП|JSC|PJSC|OJSC|LLC|Ltd\.?|FSUE"
    r"|Акционерное общество|Некоммерческое Партнерство)",
    re.IGNORECASE,
)
_OUTER = re.compile(r"^(?:(?:or|and|also)\s+|[\s,;/])+|[\s,;/]+$")
_PERSONS = re.compile(r"\s*[,/]\s*|\s+(?:or|and)\s+")
_BODIES = re.compile(r"\s*/\s*|\s+or\s+|\s+and\s+(?=[^A-Za-z]*[^\W0-9_A-Za-z])")
_SMALL = re.compile(r"(?!the |l['’])[^\W\d_]")
_BRACKETS = {"(": ")", "«": "»", "“": "”"}


def further_names(cell: str, *, person: bool) -> list[FurtherName]:
    """The names that a cell holds, each once, in its order."""
    found: dict[FurtherName, None] = {}
    for language, text in _by_language(cell):
        for part in text.split(";"):
            for one in _persons(part) if person else _bodies(part):
                bare = _bare(one)
                if bare:
                    latin = is_latin(bare)
                    found[FurtherName(bare, latin, "" if latin else language)] = None
    return list(found)


@lru_cache(maxsize=1024)
def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0] if letter.isalpha() else ""


def is_latin(text: str) -> bool:
    """Most of its letters are Latin, or it has none."""
    scripts = [script for script in map(_script, text) if script]
    return scripts.count("LATIN") * 2 >= len(scripts)


def _by_language(cell: str) -> Iterator[tuple[str, str]]:
    """Parts of a cell with the language said before each."""
    first, *labelled = _LABEL.split(cell)
    yield "", first
    for label, text in zip(labelled[::2], labelled[1::2], strict=True):
        yield _LANGUAGES[label], text


def _persons(part: str) -> Iterator[str]:
    for one in _PERSONS.split(part):
        yield from _by_script(one)


def _bodies(part: str) -> Iterator[str]:
    pieces: list[str] = []
    for piece in (one for wider in _BODIES.split(part) for one in _at_commas(wider)):
        if pieces and (_FORM.fullmatch(pieces[-1]) or _FORM.fullmatch(piece)):
            pieces[-1] = f"{pieces[-1]}, {piece}"
        else:
            pieces.append(piece)
    for piece in pieces:
        yield from _by_script(piece)


def _at_commas(text: str) -> Iterator[str]:
    """The parts between commas that divide: outside brackets and quotes, and not before a small letter."""
    closing: list[str] = []
    start = 0
    for place, sign in enumerate(text):
        if closing and sign == closing[-1]:
            closing.pop()
        elif sign in _BRACKETS:
            closing.append(_BRACKETS[sign])
        elif sign == "," and not closing and text.count('"', 0, place) % 2 == 0:
            rest = text[place + 1 :].lstrip()
            if not (_SMALL.match(rest) and rest[0].islower()):
                yield text[start:place].strip()
                start = place + 1
    yield text[start:].strip()


def _by_script(text: str) -> Iterator[str]:
    """Runs of words in Latin and Cyrillic letters, and of words in those of other scripts."""
    run: list[str] = []
    before = ""
    for word in text.split():
        letters = {_script(letter) for letter in word} - {""}
        group = "" if not letters else "european" if letters & {"LATIN", "CYRILLIC"} else "other"
        if run and group and before and group != before:
            yield " ".join(run)
            run = []
        run.append(word)
        before = group or before
    yield " ".join(run)


def _bare(text: str) -> str:
    """Without what divided it from its neighbours, and without half a pair of brackets at its ends."""
    text = _OUTER.sub("", text)
    if text.count("(") > text.count(")"):
        text = text.removeprefix("(")
    elif text.count(")") > text.count("("):
        text = text.removesuffix(")")
    return text.strip()
