"""A question asked by example: an entity of FollowTheMoney that says what is known of a party.

* The names are those properties that ``lists.ftm.properties`` reads as names of the party; where it has no whole name,
  one is put together from its parts.
* What cannot be read beside the name is left out, as that software expects, and the question as it was understood is
  told back. A name that cannot be read is refused: a party that was not screened must not look like one without hits.
* At most ``MOST_NAMES`` names of a party are asked; one that has more is refused, not asked by some of them.
* Several birth dates are asked as the span between them; of several nationalities or documents none is compared.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from acordo.errors import Invalid
from acordo.facts import NAME_PROPERTIES, PartialDate, Property, Sex, UnreadableDate, country_code
from acordo.lists.ftm.party import PART_ORDER
from acordo.lists.ftm.properties import RULES, Form
from acordo.matching import Query
from acordo.names import UnreadableName, analyse
from acordo.register.ftm_shape import kind_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

Said = TypeVar("Said", bound=str)
NAMES = tuple(name for name, rule in RULES.items() if rule.form is Form.NAME and rule.property in NAME_PROPERTIES)
"""The properties that name a party wholly."""
PARTS = PART_ORDER
MOST_NAMES = 50
LONGEST_DOCUMENT = 60


class NoNameGiven(Invalid):
    """The example has no name that can be compared."""

    code = "screening.no_name_given"
    sentence = "The example has no name that can be read, so nothing was screened. Give at least one in {wanted}."


class TooManyNames(Invalid):
    """The example has more names than are asked of one party."""

    code = "screening.too_many_names"
    sentence = (
        "The example has {count} names; at most {most} are asked of one party. Send the others as another question."
    )


@dataclass(frozen=True, slots=True)
class Understood:
    """What is asked, and the properties of the example that say it."""

    query: Query
    properties: dict[str, list[str]]


def understood(schema: str, properties: Mapping[str, Any]) -> Understood:
    """What an example asks.

    Raises:
        NoNameGiven: no name of it can be read.
        TooManyNames: it has more than are asked.
    """
    held = {name: _texts(given) for name, given in properties.items()}
    taken: dict[str, list[str]] = {}
    names = tuple(dict.fromkeys(_names(held, taken)))
    if not names:
        raise NoNameGiven(wanted="properties.name")
    if len(names) > MOST_NAMES:
        raise TooManyNames(count=len(names), most=MOST_NAMES)
    query = Query(
        names=names,
        born=_born(held, taken),
        nationality=_only(held, taken, Property.NATIONALITY, country_code),
        sex=_only(held, taken, Property.SEX, _sex),
        document=_only(held, taken, Property.DOCUMENT, _document),
        kind=kind_of(schema),
    )
    return Understood(query, taken)


def _texts(given: Any) -> list[str]:
    values = given if isinstance(given, list) else [given]
    texts = [str(value).strip() for value in values if isinstance(value, str | int | float)]
    return [text for text in texts if text]


def _names(held: Mapping[str, list[str]], taken: dict[str, list[str]]) -> Iterator[str]:
    for property_ in NAMES:
        for text in held.get(property_, ()):
            if _readable(text):
                taken.setdefault(property_, []).append(text)
                yield text
    parts = {name: held[name][0] for name in PARTS if held.get(name)}
    whole = " ".join(parts.values())
    if "name" not in taken and parts and _readable(whole):
        taken.update({name: [part] for name, part in parts.items()})
        yield whole


def _readable(text: str) -> bool:
    try:
        analyse(text)
    except UnreadableName:
        return False
    return True


def _born(held: Mapping[str, list[str]], taken: dict[str, list[str]]) -> PartialDate | None:
    """The birth date; of several the span that holds them all, which never contradicts more than one of them."""
    dates = [(text, date) for text in held.get("birthDate", ()) if (date := _date(text))]
    if not dates:
        return None
    taken["birthDate"] = [text for text, _ in dates]
    first = min((date for _, date in dates), key=lambda date: date.earliest)
    last = max((date for _, date in dates), key=lambda date: date.latest)
    if first == last:
        return first
    return PartialDate.parse(f"{first.earliest.isoformat()}/{last.latest.isoformat()}")


def _date(text: str) -> PartialDate | None:
    day = text[:10] if len(text) > 10 and text[10] in "T " else text
    try:
        return PartialDate.parse(day)
    except UnreadableDate:
        return None


def _sex(text: str) -> Sex | None:
    word = text.lower()
    return Sex(word) if word in set(Sex) else None


def _document(text: str) -> str | None:
    return text if len(text) <= LONGEST_DOCUMENT else None


def _only(
    held: Mapping[str, list[str]], taken: dict[str, list[str]], property_: Property, read: Callable[[str], Said | None]
) -> Said | None:
    """The one value that the example gives under any name of a property of ours; None where it gives several."""
    found: dict[Said, list[tuple[str, str]]] = {}
    for name, rule in RULES.items():
        if rule.property is property_:
            for text in held.get(name, ()):
                said = read(text)
                if said is not None:
                    found.setdefault(said, []).append((name, text))
    if len(found) != 1:
        return None
    ((said, sources),) = found.items()
    for name, text in sources:
        taken.setdefault(name, []).append(text)
    return said
