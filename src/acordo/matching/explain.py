"""Why a name met a name, word by word, in codes that ``findings`` words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from acordo.matching.alignment import BEGINNING, CUT, INITIAL
from acordo.matching.classes import NONE, class_of, rows
from acordo.matching.findings import Feature, Finding, Verdict
from acordo.names import Name, Part, Role, Script, Token, parts_of
from acordo.names.spelling import rules_between
from acordo.wording import mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from acordo.matching.units import Units
    from acordo.names.spelling import Rule

_HOW = {INITIAL: "name.initial", BEGINNING: "name.truncated", CUT: "name.truncated"}
_SCRIPT_CODES = {Script.ARABIC: "name.from_arabic", Script.CYRILLIC: "name.from_cyrillic"}


def explain(
    asked: Name, asked_units: Units, listed: Name, listed_units: Units, records: Iterable[Sequence[float]]
) -> tuple[Finding, ...]:
    """The findings of an alignment: what met, what is missing on which side, what was given little weight."""
    if asked.folded == listed.folded:
        return (_name(Verdict.AGREES, "name.identical"),)
    findings: list[Finding] = []
    met_asked = met_listed = 0
    places: list[int] = []
    for how, one, other, cost in _rows(records):
        met_asked |= one
        met_listed |= other
        places.append(_first(one) * 100 + _first(other))
        findings.append(_meeting(how, _picked(asked_units, one), _picked(listed_units, other), cost))
    seconds = [place % 100 for place in sorted(places)]
    if seconds != sorted(seconds):
        findings.append(_name(Verdict.AGREES, "name.order"))
    left_asked = _left(asked_units, met_asked)
    left_listed = _left(listed_units, met_listed)
    findings += _leftovers(left_asked, left_listed, listed)
    findings += _little_weight(asked, listed)
    return tuple(findings)


def _rows(records: Iterable[Sequence[float]]) -> list[tuple[int, int, int, float]]:
    return [(int(row[0]), int(row[1]), int(row[2]), float(row[3])) for row in records]


def _name(verdict: Verdict, code: str, **arguments: str) -> Finding:
    return Finding(Feature.NAME, verdict, code, arguments)


def _first(mask: int) -> int:
    return (mask & -mask).bit_length() - 1


def _picked(units: Units, mask: int) -> list[Token]:
    return [token for i, token in enumerate(units.tokens) if mask >> i & 1]


def _left(units: Units, met: int) -> list[Token]:
    return [token for i, token in enumerate(units.tokens) if not met >> i & 1]


def _written(tokens: Sequence[Token]) -> str:
    return " ".join(token.text for token in tokens)


def _meeting(how: int, asked: list[Token], listed: list[Token], cost: float) -> Finding:
    code = _code(how, asked, listed, cost)
    told = {"asked": _written(asked), "listed": _written(listed)}
    if code == "name.local":
        told["reason"] = str(next(rule for pair in zip(asked, listed, strict=True) for rule in _rules(*pair)))
    return _name(Verdict.AGREES, code, **told)


def _code(how: int, asked: list[Token], listed: list[Token], cost: float) -> str:
    if how in _HOW:
        return _HOW[how]
    if len(asked) != len(listed):
        return "name.joined"
    codes = {_word_code(one, other, cost) for one, other in zip(asked, listed, strict=True)}
    return max(codes, key=_FROM_NEAR_TO_FAR.index)


_FROM_NEAR_TO_FAR = (
    "name.same",
    "name.marks",
    "name.from_arabic",
    "name.from_cyrillic",
    "name.from_script",
    "name.local",
    "name.form",
    "name.one_letter",
    "name.spelling",
)


def _word_code(one: Token, other: Token, cost: float) -> str:
    if one.text == other.text:
        return "name.same"
    if one.folded == other.folded:
        return "name.marks"
    if one.script is not other.script and cost < 3.0:
        scripts = {one.script, other.script}
        return next((code for script, code in _SCRIPT_CODES.items() if script in scripts), "name.from_script")
    return _spelling_code(one, other)


def _spelling_code(one: Token, other: Token) -> str:
    """A row of the table is told before a rule, and a rule before a likeness of letters."""
    if rows().get(one.letters, NONE) == rows().get(other.letters, NONE) != NONE:
        return "name.form"
    if _rules(one, other):
        return "name.local"
    if class_of(one.letters) == class_of(other.letters) != NONE:
        return "name.form"
    return "name.one_letter" if _one_letter(one.letters, other.letters) else "name.spelling"


def _rules(one: Token, other: Token) -> tuple[Rule, ...]:
    """The rules of spelling by which two words of Latin script are one."""
    return rules_between(one.letters, other.letters) if one.letters.isascii() and other.letters.isascii() else ()


def _one_letter(one: str, other: str) -> bool:
    """They differ in one letter: one more, one less, or another."""
    if abs(len(one) - len(other)) > 1:
        return False
    if len(one) > len(other):
        one, other = other, one
    begin = next((i for i, letter in enumerate(one) if letter != other[i]), len(one))
    return one[begin + (len(one) == len(other)) :] == other[begin + 1 :]


def _leftovers(asked: list[Token], listed: list[Token], name: Name) -> list[Finding]:
    findings = []
    both = [[token for token in side if token.role is Role.BASE] for side in (asked, listed)]
    if both[0] and both[1]:
        findings.append(_name(Verdict.DISAGREES, "name.different", asked=_written(both[0]), listed=_written(both[1])))
    elif both[0]:
        findings.append(_name(Verdict.DISAGREES, "name.missing_listed", asked=_written(both[0])))
    elif both[1]:
        findings.append(_missing_asked(both[1], name))
    if any(token.role is Role.NUMBER for token in [*asked, *listed]):
        findings.append(_name(Verdict.DISAGREES, "name.number"))
    return findings


_OFTEN_LEFT_OUT = {
    Part.PATRONYMIC: mark("a patronymic"),
    Part.FATHER: mark("a father's or grandfather's name"),
    Part.NISBA: mark("a nisba, which says where one comes from"),
}


def _missing_asked(left: list[Token], name: Name) -> Finding:
    """What was not asked; where it is of a kind that is often left out, that is told."""
    kinds = {part for token, part in zip(name.tokens, parts_of(name), strict=True) if any(token is one for one in left)}
    kind = kinds.pop() if len(kinds) == 1 else None
    if kind in _OFTEN_LEFT_OUT:
        return _name(Verdict.UNKNOWN, "name.missing_part", listed=_written(left), reason=_OFTEN_LEFT_OUT[kind])
    return _name(Verdict.UNKNOWN, "name.missing_asked", listed=_written(left))


_LITTLE = {
    Role.TITLE: "name.title",
    Role.PARTICLE: "name.particle",
    Role.LEGAL_FORM: "name.legal_form",
    Role.KUNYA: "name.kunya",
}


def _little_weight(asked: Name, listed: Name) -> list[Finding]:
    """Each particle, title, kunya or legal form that stands on one side only."""
    one, other = ({token.letters for token in name.tokens} for name in (asked, listed))
    seen: dict[str, Finding] = {}
    for token in (*asked.tokens, *listed.tokens):
        if token.role in _LITTLE and (token.letters in one) != (token.letters in other):
            seen.setdefault(token.letters, _name(Verdict.UNKNOWN, _LITTLE[token.role], word=token.text))
    return list(seen.values())
