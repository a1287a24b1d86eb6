"""An entry as an entity of FollowTheMoney, for software that reads these.

The table by which such entities are read (``lists.ftm.properties``) is used the other way round; there is no second
one. Nothing is lost in silence:

* What has no property there, or a text that the property does not take, or a field beside the main one stands in
  ``notes`` behind our own English label: ``Date of birth: 1964/2008``.
* The property of another schema is no property: a vessel's e-mail address stands in the notes.
* ``first_seen`` and ``last_change`` are when our register took it over, ``last_seen`` the last successful look.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from acordo.facts import NAME_PROPERTIES, Kind, PartialDate, Property, UnreadableDate, country_code
from acordo.lists.ftm.properties import RULES, Form
from acordo.lists.ftm.schemata import PARTIES
from acordo.lists.ftm.words import WORDS, sayable
from acordo.register.labels import PROPERTIES

if TYPE_CHECKING:
    from datetime import datetime

    from acordo.register.words import EntryView, Value

SCHEMATA = {kind: schema for schema, kind in reversed(PARTIES.items())}
"""For each kind the schema that says just that: the first of those that are read as it."""

_PREFERRED = {
    Property.LINK: "sourceUrl",
    Property.NOTE: "notes",
    Property.DOCUMENT: "idNumber",
    Property.VESSEL_TYPE: "type",
}
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
_DATES = frozenset({Property.BORN, Property.DIED, Property.INCORPORATED_ON, Property.BUILT_ON})
_ALSO_NOTES = frozenset({Property.NOTE, Property.NARRATIVE, Property.BIRTH_NOTE})
_PART = re.compile(r"part[0-9]+")
_Said = list[tuple[str, str]]


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
        for name, text in _said(value, SCHEMATA[view.kind]):
            properties[name][text] = None
    last = view.edition.number if view.edition and view.listed else None
    steps = [step.edition for step in view.history if last is None or step.edition.number <= last]
    moments = [edition.published_at for edition in steps if edition.published_at]
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


def _said(value: Value, schema: str) -> _Said:
    """What a value says in FollowTheMoney's words: pairs of property and text."""
    if value.property is Property.KIND:
        return []  # the schema says it
    if value.property in _ALSO_NOTES:
        return _noted(value.text)
    said, whole = _words(value)
    kept = [(name, text) for name, text in said if sayable(schema, name, text)]
    return kept if whole and kept == said else [*kept, *_noted(f"{PROPERTIES[value.property]}: {_written(value)}")]


def _words(value: Value) -> tuple[_Said, bool]:
    """The words for a value, as far as there are any, and whether they say all of it."""
    property_, content = value.property, value.content
    if not isinstance(content, str):
        return _of_parts(property_, dict(content))
    if property_ not in _WRITTEN_AS:
        return _labelled(property_, content)
    name = _WRITTEN_AS[property_]
    if property_ in _COUNTRIES:
        code = country_code(content)
        return ([(name, code.lower())], True) if code else ([], False)
    return _date(name, content) if property_ in _DATES else ([(name, content)], True)


def _of_parts(property_: Property, content: dict[str, str]) -> tuple[_Said, bool]:
    if property_ is Property.DOCUMENT:
        name = _DOCUMENTS.get(content.get("type", "").lower())
        said = [(name or _WRITTEN_AS[property_], content["number"])] if content.get("number") else []
        return said, bool(said) and content.keys() <= ({"number", "type"} if name else {"number"})
    if property_ is Property.BIRTH_PLACE:
        return _birth_place(content)
    if property_ is Property.ADDRESS:
        return [(_WRITTEN_AS[property_], _one_line(content))], True
    return [(_WRITTEN_AS[property_], content["text"])], all(name == "text" or _PART.fullmatch(name) for name in content)


def _birth_place(content: dict[str, str]) -> tuple[_Said, bool]:
    country = content.pop("country", "")
    code, place = country_code(country) if country else None, _one_line(content)
    said = [("birthPlace", place)] if place else []
    return said + ([("birthCountry", code.lower())] if code else []), bool(code) == bool(country)


def _labelled(property_: Property, text: str) -> tuple[_Said, bool]:
    """A text behind the name of the property that it came from goes back under that name."""
    label, divider, rest = text.partition(": ")
    if divider and label in _LABELS.get(property_, ()):
        return [(label, rest)], True
    return ([("appearance", text)], True) if property_ is Property.APPEARANCE else ([], False)


def _date(name: str, text: str) -> tuple[_Said, bool]:
    """A day, a month or a year; "about" is not written there, and a span is no date there."""
    try:
        given = PartialDate.parse(text)
    except UnreadableDate:
        return [], False
    return ([], False) if given.end is not None else ([(name, text.removesuffix("~"))], not given.circa)


def _written(value: Value) -> str:
    """A value with all its fields in one line."""
    content = value.content
    if isinstance(content, str) or "text" not in content:
        return value.text
    beside = [f"{name}: {text}" for name, text in content.items() if name != "text" and not _PART.fullmatch(name)]
    return "; ".join([content["text"], *beside])


def _one_line(content: dict[str, str]) -> str:
    """The parts of a place from the near to the far."""
    order = ("street", "city", "region", "postal_code", "country", "note")
    return " ".join(", ".join(content[name] for name in order if name in content).split())


def _noted(text: str) -> _Said:
    """A note, in pieces where it is longer than a note may be."""
    most, text = WORDS["notes"].most, text.strip()
    return [("notes", text[start : start + most].strip()) for start in range(0, len(text), most)]


def kind_of(schema: str) -> Kind | None:
    """The kind that a schema says; None where it says no more than that it is a party.

    Raises:
        KeyError: it is not the schema of a party.
    """
    if schema == "Thing":
        return None
    kind = PARTIES[schema]
    return None if kind is Kind.UNKNOWN else kind
