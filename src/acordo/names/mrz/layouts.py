"""The five layouts of ICAO Doc 9303: how many lines of what length, and where each field stands.

A field is (line, first place, place after the last), counted from nought.

* TD3, passports: part 4, 4.2.2. TD1, cards: part 5, 4.2.2. TD2: part 6, 4.2.2. Visas MRV-A and MRV-B: part 7, 4.2.2.
* A composite check digit runs over the fields with their own check digits; visas have none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from acordo.names.mrz.failures import UnknownLayout
from acordo.wording import mark

Span = tuple[int, int, int]


class Field(StrEnum):
    """The parts of a machine-readable zone; the value is what a person calls it."""

    KIND = mark("the kind of document")
    STATE = mark("the issuing state")
    NAME = mark("the name")
    NUMBER = mark("the document number")
    NATIONALITY = mark("the nationality")
    BORN = mark("the birth date")
    SEX = mark("the sex")
    EXPIRES = mark("the day of expiry")
    OPTIONAL = mark("the personal number")
    WHOLE = mark("the whole line")


@dataclass(frozen=True, slots=True)
class Form:
    """Where the fields of a layout stand; ``checks`` maps a field to the place of its check digit."""

    lines: int
    length: int
    fields: dict[Field, Span]
    checks: dict[Field, Span]
    composite: tuple[Span, ...] = ()


_FIRST = {Field.KIND: (0, 0, 2), Field.STATE: (0, 2, 5)}
_SECOND = {
    Field.NUMBER: (1, 0, 9),
    Field.NATIONALITY: (1, 10, 13),
    Field.BORN: (1, 13, 19),
    Field.SEX: (1, 20, 21),
    Field.EXPIRES: (1, 21, 27),
}
_CHECKS = {Field.NUMBER: (1, 9, 10), Field.BORN: (1, 19, 20), Field.EXPIRES: (1, 27, 28)}


class Layout(StrEnum):
    """The layouts by the name that Doc 9303 gives them."""

    TD1 = "TD1"
    TD2 = "TD2"
    TD3 = "TD3"
    MRV_A = "MRV-A"
    MRV_B = "MRV-B"


FORMS = {
    Layout.TD3: Form(
        2,
        44,
        {**_FIRST, **_SECOND, Field.NAME: (0, 5, 44), Field.OPTIONAL: (1, 28, 42)},
        {**_CHECKS, Field.OPTIONAL: (1, 42, 43), Field.WHOLE: (1, 43, 44)},
        ((1, 0, 10), (1, 13, 20), (1, 21, 43)),
    ),
    Layout.MRV_A: Form(2, 44, {**_FIRST, **_SECOND, Field.NAME: (0, 5, 44), Field.OPTIONAL: (1, 28, 44)}, _CHECKS),
    Layout.TD2: Form(
        2,
        36,
        {**_FIRST, **_SECOND, Field.NAME: (0, 5, 36), Field.OPTIONAL: (1, 28, 35)},
        {**_CHECKS, Field.WHOLE: (1, 35, 36)},
        ((1, 0, 10), (1, 13, 20), (1, 21, 35)),
    ),
    Layout.MRV_B: Form(2, 36, {**_FIRST, **_SECOND, Field.NAME: (0, 5, 36), Field.OPTIONAL: (1, 28, 36)}, _CHECKS),
    Layout.TD1: Form(
        3,
        30,
        {
            **_FIRST,
            Field.NUMBER: (0, 5, 14),
            Field.BORN: (1, 0, 6),
            Field.SEX: (1, 7, 8),
            Field.EXPIRES: (1, 8, 14),
            Field.NATIONALITY: (1, 15, 18),
            Field.NAME: (2, 0, 30),
            Field.OPTIONAL: (0, 15, 30),
        },
        {
            Field.NUMBER: (0, 14, 15),
            Field.BORN: (1, 6, 7),
            Field.EXPIRES: (1, 14, 15),
            Field.WHOLE: (1, 29, 30),
        },
        ((0, 5, 30), (1, 0, 7), (1, 8, 15), (1, 18, 29)),
    ),
}

_GAPS = re.compile(r"[ \t\xa0\u200b\ufeff]+")
_BREAKS = re.compile(r"[\r\n\v\f\x85\u2028\u2029]+")
_OWN = re.compile("[A-Z0-9<]")
_MOST_TAKEN, _MOST_FOREIGN = 400, 0.1


def looks_like_mrz(text: str) -> bool:
    """Whether a text is meant as passport lines: it holds ``<<`` and hardly a sign that they lack. No name does."""
    close = _BREAKS.sub("", _GAPS.sub("", text[:_MOST_TAKEN])).upper()
    return "<<" in close and len(_OWN.sub("", close)) <= _MOST_FOREIGN * len(close)


def laid_out(text: str) -> tuple[Layout, tuple[str, ...]]:
    """The layout of a pasted text and its lines; a box that swallowed the breaks gives one run, cut by its length.

    Raises:
        UnknownLayout: no layout has such lines.
    """
    lines = tuple(line.upper() for line in _BREAKS.split(_GAPS.sub("", text[:_MOST_TAKEN])) if line)
    if len(lines) == 1:
        lines = _cut(lines[0])
    lengths = {len(line) for line in lines}
    for layout, form in FORMS.items():
        visa = layout in {Layout.MRV_A, Layout.MRV_B}
        if len(lines) == form.lines and lengths == {form.length} and visa == lines[0].startswith("V"):
            return layout, lines
    raise UnknownLayout(lengths=" + ".join(str(len(line)) for line in lines) or "0")


def _cut(run: str) -> tuple[str, ...]:
    for form in FORMS.values():
        if len(run) == form.lines * form.length:
            return tuple(run[i : i + form.length] for i in range(0, len(run), form.length))
    return (run,)
