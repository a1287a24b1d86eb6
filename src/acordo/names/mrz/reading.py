"""What a machine-readable zone says, once it has proved itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from acordo.names.mrz.checks import FILLER, check_digit, require_agreement, require_characters, taken
from acordo.names.mrz.failures import NoSuchDay, WrongCheckDigit
from acordo.names.mrz.layouts import FORMS, Field, Layout, laid_out
from acordo.names.mrz.writing import arabic_of, without_escapes

if TYPE_CHECKING:
    from collections.abc import Callable

    from acordo.names.mrz.layouts import Form

    Century = Callable[[int, int, int, date], int]
    """Two figures of a year, a month, a day and today give the full year."""

_FUTURE = 49
"""A document expires at most this many years from now; two figures that say later are of the century before."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day of which month or day may be unknown."""

    year: int
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        """As ``1988``, ``1988-06`` or ``1988-06-15``."""
        known = [f"{self.year:04}"] + [f"{part:02}" for part in (self.month, self.day) if part]
        return "-".join(known)


@dataclass(frozen=True, slots=True)
class Mrz:
    """A travel document as its machine-readable zone states it.

    ``state`` and ``nationality`` are the codes printed (three letters; ``D`` for Germany). ``given`` may be empty.
    ``truncated``: the name filled its whole field, so it may be cut short. ``sex``: ``M``, ``F`` or None.
    ``arabic``: the name in Arabic letters where it is printed letter for letter.
    """

    layout: Layout
    kind: str
    state: str
    surname: str
    given: str
    truncated: bool
    number: str
    nationality: str
    born: Day | None
    sex: str | None
    expires: Day | None
    arabic: str | None = None

    @property
    def name(self) -> str:
        """The name as one asks it; where it may be cut short, what was cut stands last."""
        parts = (self.surname, self.given) if self.truncated else (self.given, self.surname)
        return " ".join(part for part in parts if part)


def read(text: str, today: date) -> Mrz:
    """Read pasted lines; ``today`` decides the century: nobody is born after it.

    Raises:
        MrzError: which line, field or check digit does not hold; see ``failures``.
    """
    layout, lines = laid_out(text)
    form = FORMS[layout]
    require_characters(lines, form)
    require_agreement(lines, form)
    surname, given = _name(lines, form)
    field = taken(lines, form.fields[Field.NAME])
    words = tuple(f"{given} {surname}".split())
    return Mrz(
        layout=layout,
        kind=_plain(lines, form, Field.KIND),
        state=_plain(lines, form, Field.STATE),
        surname=" ".join(without_escapes(word) for word in surname.split()),
        given=" ".join(without_escapes(word) for word in given.split()),
        truncated=not field.endswith(FILLER),
        number=_number(lines, form),
        nationality=_plain(lines, form, Field.NATIONALITY),
        born=_day(lines, form, Field.BORN, today, _born_in),
        sex=_plain(lines, form, Field.SEX).replace("X", "") or None,
        expires=_day(lines, form, Field.EXPIRES, today, _expires_in),
        arabic=arabic_of(words),
    )


def _plain(lines: tuple[str, ...], form: Form, field: Field) -> str:
    return taken(lines, form.fields[field]).replace(FILLER, "")


def _name(lines: tuple[str, ...], form: Form) -> tuple[str, str]:
    """Surname and given names: two fillers stand between, one between words. Without the two, all is surname."""
    surname, _, given = taken(lines, form.fields[Field.NAME]).strip(FILLER).partition(FILLER * 2)
    return surname.replace(FILLER, " ").strip(), " ".join(given.replace(FILLER, " ").split())


def _number(lines: tuple[str, ...], form: Form) -> str:
    """The number; on cards a long one goes on in the optional field, its check digit last (part 5, 4.2.4, note j).

    Raises:
        WrongCheckDigit: of a long number.
    """
    number = taken(lines, form.fields[Field.NUMBER])
    if taken(lines, form.checks[Field.NUMBER]) != FILLER:
        return number.rstrip(FILLER).replace(FILLER, " ")
    more = taken(lines, form.fields[Field.OPTIONAL]).partition(FILLER)[0]
    whole, given = number + more[:-1], more[-1:]
    if not more and not number.strip(FILLER):
        return ""
    if given != check_digit(whole):
        raise WrongCheckDigit(reason=str(Field.NUMBER), given=given or FILLER, due=check_digit(whole))
    return whole


def _day(lines: tuple[str, ...], form: Form, field: Field, today: date, century: Century) -> Day | None:
    """Six figures as a day; unknown parts are fillers (part 3, 4.8).

    Raises:
        NoSuchDay: they are no day.
    """
    run = taken(lines, form.fields[field])
    parts = [run[i : i + 2].strip(FILLER) for i in range(0, 6, 2)]
    if not parts[0] and not any(parts):
        return None
    known = [len(part) == 2 for part in parts]
    if not known[0] or (known[2] and not known[1]) or any(part and len(part) != 2 for part in parts):
        raise NoSuchDay(given=run, reason=str(field))
    month, day = (int(part) if part else None for part in parts[1:])
    try:
        # 2000 was a leap year, as were all whose last two figures divide by four.
        date(2000 + int(parts[0]), 1 if month is None else month, 1 if day is None else day)
    except ValueError as error:
        raise NoSuchDay(given=run, reason=str(field)) from error
    return Day(century(int(parts[0]), month or 1, day or 1, today), month, day)


def _born_in(year: int, month: int, day: int, today: date) -> int:
    """The latest century in which the day is not after today."""
    century = today.year - today.year % 100
    later = (century + year, month, day) > (today.year, today.month, today.day)
    return century + year - (100 if later else 0)


def _expires_in(year: int, _month: int, _day: int, today: date) -> int:
    """The century that puts the year nearest to today, at most ``_FUTURE`` years ahead."""
    full = today.year - today.year % 100 + year
    if full > today.year + _FUTURE:
        return full - 100
    return full + 100 if full <= today.year + _FUTURE - 100 else full
