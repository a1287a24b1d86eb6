"""Check digits (ICAO Doc 9303 part 3, 4.9): weights 7, 3, 1 in turn; ``A`` is 10, ``Z`` 35, ``<`` nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from acordo.names.mrz.failures import MisreadCharacter, MisreadField, UnfitCharacter, WrongCheckDigit
from acordo.names.mrz.layouts import Field
from acordo.wording import mark

if TYPE_CHECKING:
    from acordo.names.mrz.layouts import Form, Span

FILLER = "<"
_VALUES = {FILLER: 0} | {letter: value for value, letter in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")}
_WEIGHTS = (7, 3, 1)
_FIGURES, _LETTERS = frozenset("0123456789<"), frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ<")
_MAY_BE = {"O": "0", "Q": "0", "D": "0", "I": "1", "L": "1", "Z": "2", "S": "5", "G": "6", "B": "8"}
_MAY_BE_LETTER = {"0": "O", "1": "I", "2": "Z", "5": "S", "6": "G", "8": "B"}
_A_FIGURE, _A_LETTER, _ANY = mark("a figure"), mark("a letter"), mark("A to Z, 0 to 9 or <")
_A_SEX = mark("M, F or <")


def check_digit(text: str) -> str:
    """The check digit of a run of characters."""
    return str(sum(_VALUES[letter] * _WEIGHTS[i % 3] for i, letter in enumerate(text)) % 10)


def taken(lines: tuple[str, ...], span: Span) -> str:
    """What stands in a field, fillers included."""
    line, first, end = span
    return lines[line][first:end]


def require_characters(lines: tuple[str, ...], form: Form) -> None:
    """Each field holds only what it may.

    Raises:
        MisreadCharacter, UnfitCharacter: the first that does not.
    """
    fields = [(field, span, _allowed(field)) for field, span in form.fields.items()]
    fields += [(field, span, (_FIGURES, _A_FIGURE)) for field, span in form.checks.items()]
    for field, span, (fit, wanted) in sorted(fields, key=lambda held: held[1]):
        for place, letter in enumerate(taken(lines, span), start=span[1] + 1):
            if letter not in fit:
                raise _unfit(field, letter, span[0] + 1, place, wanted)


def _allowed(field: Field) -> tuple[frozenset[str], str]:
    if field in {Field.BORN, Field.EXPIRES}:
        return _FIGURES, _A_FIGURE
    if field in {Field.NAME, Field.STATE, Field.NATIONALITY}:
        return _LETTERS, _A_LETTER
    return (frozenset("MFX<"), _A_SEX) if field is Field.SEX else (frozenset(_VALUES), _ANY)


def _unfit(field: Field, given: str, line: int, place: int, wanted: str) -> MisreadCharacter | UnfitCharacter:
    told = {"reason": str(field), "given": given.encode("utf-8", "replace").decode(), "wanted": wanted}
    looks = _MAY_BE if wanted == _A_FIGURE else _MAY_BE_LETTER if wanted == _A_LETTER else {}
    if given in looks:
        return MisreadCharacter(**told, line=line, place=place, maybe=looks[given])
    return UnfitCharacter(**told, line=line, place=place)


def require_agreement(lines: tuple[str, ...], form: Form) -> None:
    """Every check digit agrees; the composite one comes last, since it fails with any of them.

    Raises:
        WrongCheckDigit: the first that does not.
    """
    for field, place in form.checks.items():
        over = (
            "".join(taken(lines, span) for span in form.composite)
            if field is Field.WHOLE
            else taken(lines, form.fields[field])
        )
        given, due = taken(lines, place), check_digit(over)
        if given == due or (given == FILLER and _needs_none(field, over)):
            continue
        raise _disagreeing(field, over, given, due)


def _disagreeing(field: Field, over: str, given: str, due: str) -> WrongCheckDigit | MisreadField:
    """The failure, with the one look-alike that would make it agree, where there is exactly one."""
    maybe = [
        (letter, other)
        for i, letter in enumerate(over if field is Field.NUMBER else "")
        if (other := (_MAY_BE | _MAY_BE_LETTER).get(letter)) and check_digit(over[:i] + other + over[i + 1 :]) == given
    ]
    if len(maybe) != 1:
        return WrongCheckDigit(reason=str(field), given=given, due=due)
    return MisreadField(reason=str(field), given=given, due=due, letter=maybe[0][0], maybe=maybe[0][1])


def _needs_none(field: Field, over: str) -> bool:
    """An empty personal number or date may leave its check digit empty; a number longer than nine goes on elsewhere."""
    return field is Field.NUMBER or (field in {Field.OPTIONAL, Field.BORN} and not over.strip(FILLER))
