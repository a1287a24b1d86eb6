"""From codes to words: one catalogue for the command line and the pages.

A message's id is its English sentence. The compiled catalogues lie in ``locale``; English needs none.
Codes that carry their own sentences (failures) and those that a room words (findings) both come here last.
"""

from __future__ import annotations

import gettext as _gettext
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from acordo.errors import filled

if TYPE_CHECKING:
    from acordo.errors import AcordoError

FOLDER = Path(__file__).parent / "locale"
_WORDED = frozenset({"reason", "wanted", "state"})
"""Arguments that may be messages themselves."""
DOMAIN = "django"
"""The name that Django's own template tags look under, so that one file serves pages and command line."""


def mark(sentence: str) -> str:
    """Say that a literal is a message to translate; returns it unchanged, for the extractor to find."""
    return sentence


@cache
def _catalogue(language: str) -> _gettext.NullTranslations:
    return _gettext.translation(DOMAIN, FOLDER, languages=[language], fallback=language == "en")


def say(sentence: str, language: str, **arguments: object) -> str:
    """A message in a language, with its ``{fields}`` filled in; a reason that is a message too is said in it.

    The fields of such a reason are the arguments beside it.
    """
    said = _catalogue(language).gettext
    if not _WORDED.isdisjoint(arguments):
        worded = {name: text for name in _WORDED if isinstance(text := arguments.get(name), str) and text}
        arguments |= {name: filled(said(text), arguments) for name, text in worded.items()}
    return said(sentence).format(**arguments)


def say_counted(singular: str, plural: str, count: int, language: str, **arguments: object) -> str:
    """A message that depends on a number, with the plural form of the language; ``{count}`` is the number."""
    return _catalogue(language).ngettext(singular, plural, count).format(count=count, **arguments)


def say_error(error: AcordoError, language: str) -> str:
    """A failure's sentence in a language."""
    return say(error.sentence, language, **error.arguments)
