"""What a nationality as the data writes it means: a country, and the culture whose names are measured apart."""

from __future__ import annotations

from functools import cache

from benchmarks.sources import HERE, lines

CULTURES = ("swahili", "portuguese", "russian", "arabic", "english", "south_asian")
"""Measured apart, as the issue asks."""


@cache
def _rows() -> dict[str, tuple[str, str]]:
    rows = (line.split("\t") for line in lines(HERE / "nationalities.tsv") if not line.startswith("#"))
    return {written: (country, culture) for written, country, culture in rows}


def country(written: str) -> str | None:
    """ISO 3166-1 alpha-2; None where the mapping does not hold it."""
    return _rows().get(written, (None, ""))[0]


def culture(written: str) -> str | None:
    """The culture of a nationality; None for others, and for somebody of several nations."""
    found = _rows().get(written, ("", "-"))[1]
    return None if found == "-" else found
