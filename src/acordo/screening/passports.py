"""A passport line becomes a question: the name, and what else the document states of its holder.

What was typed beside the line stands above what the line says, since the officer has the document in hand. A code of
no country (a stateless holder, the United Nations' own documents) asks no nationality.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from acordo import clock
from acordo.config import settings
from acordo.facts import PartialDate, Sex, country_code
from acordo.names import mrz

if TYPE_CHECKING:
    from acordo.matching import Query

_OWN_CODES = {"D": "DE", "RKS": "XK"} | dict.fromkeys(("GBD", "GBN", "GBO", "GBP", "GBS"), "GB")
"""ICAO Doc 9303 part 3, section 5, where it has codes other than ISO 3166-1."""
_SEXES = {"M": Sex.MALE, "F": Sex.FEMALE}


def passport(lines: str) -> mrz.Mrz:
    """The document that the lines are of, as of today.

    Raises:
        MrzError: the lines cannot be read or do not agree with themselves.
    """
    return mrz.read(lines, clock.today(settings().time_zone))


def query_of(lines: str, beside: Query) -> Query:
    """What the lines ask, with whatever ``beside`` states in its place; names of ``beside`` are asked too.

    Raises:
        MrzError: the lines cannot be read or do not agree with themselves.
        UnreadableName: their name field holds no name.
    """
    read = passport(lines)
    names = (*beside.names, read.name, *([read.arabic] if read.arabic else []))
    return replace(
        beside,
        names=tuple(dict.fromkeys(names)),
        born=beside.born or (PartialDate.parse(str(read.born)) if read.born else None),
        nationality=beside.nationality or _country(read.nationality),
        sex=beside.sex or _SEXES.get(read.sex or ""),
        document=beside.document or read.number or None,
    )


def _country(code: str) -> str | None:
    return _OWN_CODES.get(code) or country_code(code)
