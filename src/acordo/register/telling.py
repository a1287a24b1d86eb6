"""How a stated value is told: its main text, and what stands beside it.

A value is shown as its source gives it; codes and dates are put into words, and the text as printed stays beside it
wherever it differs.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from acordo.facts import Kind, PartialDate, Property, Sex, Shape, UnreadableDate, shape_of
from acordo.register.dates import day_in_words, in_words
from acordo.register.labels import KINDS, PARTS, SEXES, country_name, country_told

if TYPE_CHECKING:
    from acordo.facts import Json

_PLACE = ("street", "city", "region", "postal_code")
_DATES = {"issued", "expires", "born"}
_COUNTRIES = {"country", "issued_in", "birth_country"}


@dataclass(frozen=True, slots=True)
class Told:
    """A value in words; ``beside`` holds what belongs to it, as label and text."""

    text: str
    beside: tuple[tuple[str, str], ...] = ()


def told(property_: Property, content: Json) -> Told:
    """A value in the words of the reader's language."""
    shape = shape_of(property_)
    if isinstance(content, str):
        text, printed = country_told(content) if shape is Shape.COUNTRY else (_text(property_, content), "")
        return Told(text, ((gettext("as printed"), printed),) if printed else ())
    if shape in {Shape.PLACE, Shape.ADDRESS}:
        return _place(dict(content))
    fields = dict(content)
    main = fields.pop("text" if shape is Shape.NAME else "number", "")
    parts = {name: fields.pop(name) for name in list(fields) if name.startswith("part") and name[4:].isdigit()}
    beside = [(gettext(PARTS[name]), _part(name, fields.pop(name))) for name in PARTS if name in fields]
    beside += [(name, text) for name, text in sorted(fields.items())]
    if len(parts) > 1:
        beside.append((gettext("in parts"), " | ".join(parts[name] for name in sorted(parts))))
    return Told(main or gettext("number not stated"), tuple(beside))


def _place(fields: dict[str, str]) -> Told:
    """A place from the smallest part to the country."""
    said = [fields.pop(name) for name in _PLACE if name in fields]
    if "country" in fields:
        said.append(country_name(fields.pop("country")))
    note = fields.pop("note", "")
    beside = [(gettext(PARTS["note"]), note)] if note and said else []
    beside += sorted(fields.items())
    return Told(", ".join(said) or note, tuple(beside))


def _text(property_: Property, content: str) -> str:
    shape = shape_of(property_)
    if property_ is Property.KIND and content in set(Kind):
        return gettext(KINDS[Kind(content)])
    if shape is Shape.SEX and content in set(Sex):
        return gettext(SEXES[Sex(content)])
    return date_told(content) if shape in {Shape.DATE, Shape.DAY} else content


def _part(name: str, text: str) -> str:
    if name in _DATES:
        return date_told(text)
    return country_name(text) if name in _COUNTRIES else text


def date_told(text: str) -> str:
    """A date's text form in words; a text that is no date comes back as it is."""
    try:
        given = PartialDate.parse(text)
    except UnreadableDate:
        return text
    return day_in_words(date(given.year, given.month or 1, given.day or 1)) if given.exact else in_words(given)
