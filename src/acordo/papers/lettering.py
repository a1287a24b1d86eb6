"""How a text is laid out before it is set: in paragraphs of bounded length, each with its direction, sign by sign.

* A line ends a paragraph, and so does every ``LONGEST`` signs: breaking lines costs more the longer a paragraph is.
* A run of ``RUN`` signs without a space may be broken after them, so that a digest or an address stays on the page.
* A sign that turns the direction of others (UAX #9, explicit embeddings, overrides and isolates), a control sign, and
  a letter that no font of ours holds are written as their codes: ``[U+202E]``.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from acordo.papers.coverage import held

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 2000
RUN = 24
_BREAK = "\u200b"
_LONG_RUN = re.compile(rf"[^\s{_BREAK}]{{{RUN}}}(?=\S)")
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LANGUAGES = {"ARABIC": "ar", "HEBREW": "he", "CYRILLIC": "ru", "GREEK": "el", "ARMENIAN": "hy", "GEORGIAN": "ka"}


def paragraphs(text: str) -> list[dict[str, Any]]:
    """A text as the setter takes it: paragraphs, each with its direction and the language that its script suggests."""
    return [_paragraph(part) for line in text.splitlines() for part in _bounded(line) if part.strip()]


def plain(text: str) -> str:
    """A text in one line, sign by sign."""
    return _readable(" ".join(text.split()))


def _bounded(line: str) -> Iterator[str]:
    while len(line) > LONGEST:
        cut = line.rfind(" ", LONGEST // 2, LONGEST) + 1 or LONGEST
        yield line[:cut]
        line = line[cut:]
    yield line


def _paragraph(part: str) -> dict[str, Any]:
    turned, language = _direction(part)
    return {"text": _LONG_RUN.sub(rf"\g<0>{_BREAK}", _readable(part)), "rtl": turned, "lang": language}


def _readable(text: str) -> str:
    letters = held()
    return "".join(sign if _is_plain(sign, letters) else f"[U+{ord(sign):04X}]" for sign in text)


def _is_plain(sign: str, letters: frozenset[int]) -> bool:
    if sign in _TURNING or (unicodedata.category(sign) == "Cc" and sign != "\t"):
        return False
    return sign.isspace() or ord(sign) in letters or unicodedata.category(sign) == "Cf"


def _direction(text: str) -> tuple[bool, str]:
    """Whether the first strong letter is written from right to left (UAX #9, P2), and the language to assume."""
    for sign in text:
        way = unicodedata.bidirectional(sign)
        if way in {"L", "R", "AL"}:
            script = unicodedata.name(sign, "").partition(" ")[0]
            return way != "L", _LANGUAGES.get(script, "")
    return False, ""
