"""The programmes, each with the sets of measures it imposes; a target names the sets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from acordo.facts import Property
from acordo.lists.ch_seco.categories import ENGLISH, PROGRAMME_LANGUAGES

if TYPE_CHECKING:
    from acordo.lists.stating import Stating, Tally
    from acordo.lists.xml import Taker

_NUMBER_REASON = "the publisher's number of this element, which is not the number of a target"
_VERSION_REASON = "the date of a programme's text, which says nothing of a target"
_LANGUAGE_REASON = "the same in another language than English"


@dataclass(frozen=True, slots=True)
class _Measures:
    key: str
    name: str
    words: str
    origin: str


class Programmes:
    """The sets of measures by their numbers."""

    def __init__(self, tally: Tally) -> None:
        self._tally = tally
        self._sets: dict[str, _Measures] = {}

    def say(self, numbers: list[str], path: str, stating: Stating) -> None:
        """Say what the sets of those numbers are: programme, ordinance, measures, origin, each once."""
        said: dict[tuple[Property, str], None] = {}
        for number in numbers:
            found = self._sets.get(number)
            if found is None:
                stating.alarm(path, number)
                said[Property.NOTE, f"Sanctions set: {number}"] = None
                continue
            said[Property.PROGRAMME, found.key] = None
            said[Property.LEGAL_BASIS, found.name] = None
            said[Property.MEASURE, found.words] = None
            said[Property.NOTE, f"Origin: {found.origin}" if found.origin else ""] = None
        for property_, text in said:
            stating.say(property_, text)

    def take(self, block: Taker) -> None:
        """Take one ``sanctions-program``."""
        block.ignore_attribute("ssid", _NUMBER_REASON)
        for name in ("version-date", "predecessor-version-date"):
            block.ignore_attribute(name, _VERSION_REASON)
        key, name = (" ".join(self._in_english(block.many(f"program-{tag}")).values()) for tag in ("key", "name"))
        origin = ", ".join(block.texts("origin"))
        for number, words in self._in_english(block.many("sanctions-set")).items():
            self._sets[number] = _Measures(key, name, words, origin)
        block.close()

    def _in_english(self, blocks: list[Taker]) -> dict[str, str]:
        """The texts by their number, in English; in the language that stands first where English is missing."""
        found: dict[str, dict[str, str]] = {}
        for block in blocks:
            number, language, text = block.attribute("ssid"), block.attribute("lang"), block.own_text()
            block.close()
            if language not in PROGRAMME_LANGUAGES:
                self._tally.alarm(f"{block.path}/@lang", f"{language or 'absent'}: {text}")
            found.setdefault(number, {}).setdefault(language, text)
        others = sum(len(texts) - 1 for texts in found.values())
        if others:
            self._tally.ignore(blocks[0].path, _LANGUAGE_REASON, others)
        return {number: texts.get(ENGLISH) or next(iter(texts.values())) for number, texts in found.items()}
