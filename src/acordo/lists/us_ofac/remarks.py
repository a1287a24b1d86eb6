"""Remarks: the cell in which the CSV layout says all that has no column, and the free text of the XML layouts.

A remark is a run of pieces between semicolons. A piece begins with a label of the table (``labels``), is a further name
in quotes, or is free text, which the publisher's own description calls a remark. Free text stays a note, or a position
where a person's piece names one. Free text that looks like a number of a register is an alarm: it would be a label
that nobody knows.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from acordo.facts import Kind, Property
from acordo.lists.us_ofac.labels import Form, labelled
from acordo.lists.us_ofac.said import Value, divided, say_known

if TYPE_CHECKING:
    from acordo.lists.stating import Stating

_ALIAS = re.compile(r"([afn]\.k\.a\.|d\.b\.a\.)\s+'(.+)'")
_ALIAS_OPEN = re.compile(r"\s*(?:alt\. )?[afnd]\.[kb]\.a\. '[^;]*[^;'.)]\s*")
_ALTERNATIVE = re.compile(r"[Aa]lt\. ")
_ENDS_IN_ABBREVIATION = re.compile(
    r"(?:^|[\s,(])(?:(?:[A-Za-z]{1,2}\.){2,}|(?:CO|LTD|INC|CORP|LLC|Co|Ltd|Inc|Corp|Jr|Sr|JR|SR|LTDA|Ltda|CIA|Cia)\.)$"
)
_ROLE = re.compile(
    r"\b(?:minister|director|chair(?:man|woman|person)|president|prime|vice|deputy|head|chief|commander|general|"
    r"governor|secretary|chair|partner|counsellor|diplomat|ombudsman|constituent|member|officer|official|manager|representative|employee|leader|advis[eo]r|ambassador|"
    r"judge|magistrate|prosecutor|colonel|major|captain|lieutenant|admiral|brigadier|marshal|commissioner|founder|"
    r"co-founder|cofounder|owner|coordinator|spokes(?:man|woman|person)|rector|rapporteur|superintendent|inspector|"
    r"mp|parliamentarian|senator|mayor|attorney|counsel(?:or)?|trustee|scientist|engineer|professor|emir|sheikh|"
    r"politburo|businessman|shareholder|presidential|administrator|treasurer|supervisor|speaker|councilor|"
    r"undersecretary|executive|operative|financier|"
    r"facilitator|assistant|delegate|agent|ceo|cfo)\b",
    re.IGNORECASE,
)
_RELATION = re.compile(
    r"(?:(?:first |second |third |ex-)?(?:wife|husband|spouse|widow|son|daughter|child|nephew|niece|brother|sister|"
    r"half-brother|cousin|father|mother|brother-in-law|sister-in-law|son-in-law|nephew) of) (.+)",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"([\w.+-]+@[\w-]+(?:\.[\w-]+)+)(?: \(email\)\.?)?")
_WEBSITE = re.compile(r"((?:https?://|www\.)\S+?)(?: \(website\)\.?)?")
_WRAPPED = re.compile(r"\((?P<inside>[^()]*(?:\([^()]*\)[^()]*)*)\)")
_LOOKS_NUMBERED = re.compile(
    r"(?:\b(?:No|Nos|Number|ID|Code|Card|Registration|Licen[cs]e|Passport|Account|Serial|Permit|Certificate)\b|\w #)"
    r"[^;]{0,25}[0-9]",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"Interpol: |\(Following data derived from ")
"""Running text that tells numbers among other things; it is a note."""
_TITLES = frozenset(
    {
        "ayatollah",
        "doctor",
        "dr",
        "haji",
        "hajji",
        "hojjatoleslam",
        "maulana",
        "maulawi",
        "maulvi",
        "moulana",
        "mulawi",
        "mullah",
        "qari",
        "shaykh",
        "sheikh",
        "ustad",
        "ustadz",
    }
)
_KIND_AGAIN = re.compile(r"\((?:individual|entity|vessel|aircraft)\)")
_PROGRAMMES = re.compile(r"(?:\[[A-Z0-9][A-Z0-9 -]*\]\s*)+")
_KIND_REASON = "the kind of the party again, which has a field of its own"
_ALTERNATIVE_REASON = "says which of several values its publisher prints first"


def say_remarks(text: str, kind: Kind, path: str, stating: Stating, *, ended: bool) -> None:
    """Say the pieces of a remark; ``ended`` where the publisher ends each with a full stop (CSV, since 2012)."""
    for piece in pieces(without_stop(text) if ended else text):
        _say_piece(piece, kind, path, stating)


def without_stop(text: str) -> str:
    """The text without the full stop that ends it, unless that is an abbreviation's own."""
    return text if _ENDS_IN_ABBREVIATION.search(text) else text.removesuffix(".")


def pieces(text: str) -> list[str]:
    """What stands between semicolons that are outside brackets and quoted names."""
    found: list[str] = []
    held = ""
    for part in text.split(";"):
        held = f"{held};{part}" if held else part
        if held.count("(") <= held.count(")") and not _ALIAS_OPEN.fullmatch(held):
            found.append(held)
            held = ""
    found += held.split(";") if held else []
    return [piece for piece in (" ".join(one.split()) for one in found) if piece]


def _say_piece(given: str, kind: Kind, path: str, stating: Stating) -> None:
    piece = _ALTERNATIVE.sub("", given, count=1) if _ALTERNATIVE.match(given) else given
    if piece != given:
        stating.tally.ignore(f"{path}/alt.", _ALTERNATIVE_REASON)
    if alias := _ALIAS.fullmatch(piece.removesuffix(".") if piece.endswith("'.") else piece):
        _say_alias(alias[1], alias[2], stating)
    elif _KIND_AGAIN.fullmatch(piece):
        stating.tally.ignore(path, _KIND_REASON)
    elif _PROGRAMMES.fullmatch(piece):
        for programme in piece.strip("[] ").split("]"):
            stating.say(Property.PROGRAMME, programme.strip(" ["))
    elif not _say_by_label(piece, path, stating):
        _say_free(given, kind, path, stating)


def _say_by_label(piece: str, path: str, stating: Stating) -> bool:
    wrapped = _WRAPPED.fullmatch(piece)
    known = labelled(wrapped["inside"] if wrapped else piece)
    if known is None or not known.value:
        return False
    value = divided(known.value) if known.rule.form in {Form.DOCUMENT, Form.REGISTER} else Value(known.value)
    say_known(known, value, path, stating)
    return True


def _say_alias(type_: str, name: str, stating: Stating) -> None:
    """A further name in quotes, which the publisher calls a weak one."""
    match type_:
        case "a.k.a.":
            stating.say(Property.LOW_ALIAS, {"text": name})
        case "f.k.a.":
            stating.say(Property.FORMER_NAME, {"text": name, "note": "weak"})
        case "n.k.a." | "d.b.a.":
            stating.say(Property.LOW_ALIAS, {"text": name, "note": type_})


def _say_free(piece: str, kind: Kind, path: str, stating: Stating) -> None:
    if found := _EMAIL.fullmatch(piece):
        stating.say(Property.EMAIL, found[1])
    elif found := _WEBSITE.fullmatch(piece):
        stating.say(Property.WEBSITE, found[1])
    elif kind is Kind.PERSON and piece.lower() in _TITLES:
        stating.say(Property.TITLE, piece)
    elif kind is Kind.PERSON and _RELATION.fullmatch(piece):
        stating.say(Property.LINKED_TO, piece)
    elif (
        _LOOKS_NUMBERED.search(piece)
        and not _COMMENT.match(piece)
        and not (kind is Kind.PERSON and _ROLE.search(piece))
    ):
        stating.alarm(path, piece)
        stating.say(Property.NOTE, piece)
    else:
        stating.say(Property.POSITION if kind is Kind.PERSON and _ROLE.search(piece) else Property.NOTE, piece)
