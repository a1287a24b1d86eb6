"""The legal acts that an entry rests on, and what else stands with every element of it.

Each value of an entry names the act it was published by. An act is said once an entry, however many values name it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from acordo.facts import Property
from acordo.lists.eu_fsf.categories import LANGUAGES, ORGANISATIONS, PROGRAMMES, REGULATION_TYPES

if TYPE_CHECKING:
    from acordo.lists.stating import Stating
    from acordo.lists.xml import Taker

_NUMBER_REASON = "the publisher's number of this element, to which nothing else in the file refers"
_LANGUAGE_REASON = "the language of the act from which the value was taken, not of the value"


class Acts:
    """The acts of one party, said as they are met."""

    __slots__ = ("_met", "_stating")

    def __init__(self, stating: Stating) -> None:
        self._stating = stating
        self._met: set[tuple[str, ...]] = set()

    def regulation(self, block: Taker) -> None:
        """Take a ``regulation``: the act by which the party stands on the list today."""
        programme, by, in_force = map(block.attribute, ("programme", "organisationType", "entryIntoForceDate"))
        self._known(programme, PROGRAMMES, f"{block.path}/@programme")
        self._known(by, ORGANISATIONS, f"{block.path}/@organisationType")
        self._stating.say(Property.PROGRAMME, programme)
        for corrigendum in block.many("corrigendum"):
            self._say(corrigendum, corrigendum.attribute("publicationUrl"), "corrigendum")
            corrigendum.close()
        self._say(block, block.text("publicationUrl"), by, f"in force {in_force}" if in_force else "")
        note = beside(block, self, self._stating)
        self._stating.say(Property.NOTE, f"Regulation: {note}" if note else "")
        block.close()

    def summaries(self, block: Taker) -> None:
        """Take the acts that an element names as those it was published by."""
        for summary in block.many("regulationSummary"):
            self._say(summary, summary.attribute("publicationUrl"))
            summary.close()

    def _say(self, block: Taker, address: str, *more: str) -> None:
        title, kind, published = map(block.attribute, ("numberTitle", "regulationType", "publicationDate"))
        self._known(kind, REGULATION_TYPES, f"{block.path}/@regulationType")
        act = (title, kind, published, address)
        if act in self._met:
            return
        self._met.add(act)
        words = (title, kind, *more[:1], f"published {published}" if published else "", *more[1:], address)
        self._stating.say(Property.LEGAL_BASIS, ", ".join(word for word in words if word))

    def _known(self, given: str, choices: frozenset[str], path: str) -> None:
        if given and given not in choices:
            self._stating.alarm(path, given)


def beside(block: Taker, acts: Acts, stating: Stating) -> str:
    """Take what may stand with any element: its number, its acts, further information. The remarks are given back."""
    acts.summaries(block)
    block.ignore_attribute("logicalId", _NUMBER_REASON)
    language = block.attribute("regulationLanguage")
    if language.lower() in LANGUAGES:
        stating.tally.ignore(f"{block.path}/@regulationLanguage", _LANGUAGE_REASON)
    elif language:
        stating.alarm(f"{block.path}/@regulationLanguage", language)
        stating.say(Property.NOTE, f"Language of the act: {language}")
    say_information(block, stating)
    return "; ".join(block.texts("remark"))


def say_information(block: Taker, stating: Stating) -> None:
    """Take the further information of an element, each a key and its value, as notes."""
    for information in block.many("additionalInformation"):
        words = (information.attribute("key"), information.attribute("value"))
        information.close()
        stating.say(Property.NOTE, ": ".join(word for word in words if word))
