"""An entry as an entity of FollowTheMoney, for software that reads these.

The table by which such entities are read (``lists.ftm.properties``) is used the other way round; there is no second
one. What has no property there (dates of listing, texts beside a name) is left out: the entry itself tells it.

* A birth date that FollowTheMoney cannot write, as "between 1964 and 2008", stands in the notes.
* ``first_seen`` and ``last_change`` are when our register took it over, ``last_seen`` the last successful look.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from acordo.facts import NAME_PROPERTIES, Kind, PartialDate, Property, UnreadableDate, country_code
from acordo.lists.ftm.properties import RULES, Form
from acordo.lists.ftm.schemata import PARTIES

if TYPE_CHECKING:
    from datetime import datetime

    from acordo.register.words import EntryView, Value

SCHEMATA = {kind: schema for schema, kind in reversed(PARTIES.items())}
"""For each kind the schema that says just that: the first of those that are read as it."""

_PREFERRED = {Property.LINK: "sourceUrl", Property.NOTE: "notes", Property.DOCUMENT: "idNumber"}
_WRITTEN_AS: dict[Property, str] = {}
_LABELS: dict[Property, set[str]] = defaultdict(set)
_DOCUMENTS: dict[str, str] = {}
for _name, _rule in RULES.items():
    if _rule.form is Form.LABELLED:
        _LABELS[_rule.property].add(_name)
    elif _rule.form is Form.DOCUMENT:
        _DOCUMENTS.setdefault(_rule.type.lower(), _name)
    elif _rule.form is not Form.NAME_PART:
        _WRITTEN_AS.setdefault(_rule.property, _name)
_WRITTEN_AS |= _PREFERRED | {property_: "alias" for property_ in NAME_PROPERTIES if property_ not in _WRITTEN_AS}
_COUNTRIES = frozenset({Property.NATIONALITY, Property.COUNTRY, Property.FLAG})
_DATES = frozenset({Property.BORN, Property.DIED, Property.INCORPORATED_ON})
_ALSO_NOTES = frozenset({Property.NARRATIVE, Property.BIRTH_NOTE})


@dataclass(frozen=True, slots=True)
class Entity:
    """A party as FollowTheMoney writes it; every property holds texts."""

    id: str
    caption: str
    schema: str
    properties: dict[str, list[str]]
    datasets: tuple[str, ...]
    target: bool
    first_seen: datetime | None
    last_seen: datetime | None
    last_change: datetime | None


def entity(view: EntryView) -> Entity:
    """An entry as an entity; one that is not listed any more shows what was stated last."""
    values = view.values or tuple(value for step in view.history[:1] for value in step.removed)
    properties: dict[str, dict[str, None]] = defaultdict(dict)
    for value in values:
        for name, text in _said(value):
            properties[name][text] = None
    moments = [step.edition.published_at for step in view.history if step.edition.published_at]
    return Entity(
        id=view.entry_id,
        caption=view.title,
        schema=SCHEMATA[view.kind],
        properties={name: list(texts) for name, texts in properties.items()},
        datasets=(view.source.name,),
        target=view.listed,
        first_seen=min(moments, default=None),
        last_seen=view.source.checked_at if view.listed else max(moments, default=None),
        last_change=max(moments, default=None),
    )


def _said(value: Value) -> list[tuple[str, str]]:
    """What a value says in FollowTheMoney's words: pairs of property and text; none where it has no word for it."""
    property_, content = value.property, value.content
    if not isinstance(content, str) and property_ in _PARTED:
        return _PARTED[property_](dict(content))
    if property_ in _ALSO_NOTES:
        return [("notes", value.text)]
    if property_ not in _WRITTEN_AS:
        return _labelled(property_, value.text)
    name = _WRITTEN_AS[property_]
    if property_ in _COUNTRIES:
        return [(name, (country_code(value.text) or value.text).lower())]
    return _date(name, value.text) if property_ in _DATES else [(name, value.text)]


def _document(content: dict[str, str]) -> list[tuple[str, str]]:
    name = _DOCUMENTS.get(content.get("type", "").lower(), _WRITTEN_AS[Property.DOCUMENT])
    return [(name, content["number"])] if content.get("number") else []


def _birth_place(content: dict[str, str]) -> list[tuple[str, str]]:
    country = content.pop("country", "")
    place = ", ".join(content.values())
    said = [("birthPlace", place)] if place else []
    return said + ([("birthCountry", (country_code(country) or country).lower())] if country else [])


def _labelled(property_: Property, text: str) -> list[tuple[str, str]]:
    """A text behind the name of the property that it came from goes back under that name."""
    label, divider, rest = text.partition(": ")
    if divider and label in _LABELS.get(property_, ()):
        return [(label, rest)]
    return [("appearance", text)] if property_ is Property.APPEARANCE else []


def _date(name: str, text: str) -> list[tuple[str, str]]:
    """A day, a month or a year; "about" is not written there, and a span is no date there."""
    try:
        given = PartialDate.parse(text)
    except UnreadableDate:
        return [("notes", f"{name}: {text}")]
    if given.end is not None:
        return [("notes", f"{name}: {text}")]
    return [(name, text.removesuffix("~"))]


_PARTED = {Property.DOCUMENT: _document, Property.BIRTH_PLACE: _birth_place}


def kind_of(schema: str) -> Kind | None:
    """The kind that a schema says; None where it says no more than that it is a party.

    Raises:
        KeyError: it is not the schema of a party.
    """
    if schema == "Thing":
        return None
    kind = PARTIES[schema]
    return None if kind is Kind.UNKNOWN else kind
