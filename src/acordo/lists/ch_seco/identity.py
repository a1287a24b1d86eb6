"""One identity of a target: its names, dates, places, nationalities, addresses and documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from acordo.facts import Kind, Property
from acordo.lists.ch_seco.categories import DOCUMENT_TYPES, GREGORIAN, QUALITIES, TRUTHS
from acordo.lists.ch_seco.names import Name, read_name
from acordo.lists.ch_seco.places import country_of, worded
from acordo.lists.printed_dates import Order, say_dates

if TYPE_CHECKING:
    from acordo.lists.ch_seco.places import Places
    from acordo.lists.stating import Stating
    from acordo.lists.xml import Taker

_NUMBER_REASON = "the publisher's number of this element, to which nothing else in the file refers"
_DATES = {Kind.PERSON: Property.BORN, Kind.GROUP: Property.INCORPORATED_ON}


def read_identity(block: Taker, kind: Kind, places: Places, stating: Stating) -> tuple[bool, list[Name]]:
    """Take one ``identity``; whether it is the main one and its names are given back, the rest is said."""
    _number(block)
    main = _truth(block, "main", stating)
    names = [name for one in block.many("name") for name in read_name(one, kind, stating)]
    for one in block.many("day-month-year"):
        _date(one, kind, stating)
    for one in block.many("place-of-birth"):
        _birth_place(one, places, stating)
    for one in block.many("nationality"):
        _nationality(one, stating)
    for one in block.many("address"):
        _address(one, places, stating)
    for one in block.many("identification-document"):
        _document(one, places, stating)
    block.close()
    return main, names


def _date(block: Taker, kind: Kind, stating: Stating) -> None:
    """A date: of birth at a person, of founding at an entity, and a note at an object."""
    _number(block)
    year, month, day = map(block.attribute, ("year", "month", "day"))
    calendar, quality = block.attribute("calendar") or GREGORIAN, _quality(block, stating)
    remark = "; ".join(block.texts("remark"))
    block.close()
    printed = f"{year}-{month or '00'}-{day}" if day else f"{year}-{month}" if month else year
    property_ = _DATES.get(kind)
    note = Property.BIRTH_NOTE if property_ is Property.BORN else Property.NOTE
    label = "" if note is Property.BIRTH_NOTE else "Date: "
    if calendar != GREGORIAN:
        stating.alarm(f"{block.path}/@calendar", f"{calendar}: {printed}")
        stating.say(note, f"{label}{printed} ({calendar} calendar)")
    elif property_ is None:
        stating.say(note, f"{label}{printed}" if printed else "")
    elif printed:
        say_dates(stating, property_, printed, Order.YEAR_FIRST, block.path)
    else:
        stating.alarm(block.path, "no date")
    words = "; ".join(one for one in (quality, remark) if one)
    stating.say(note, f"{label}{printed}: {words}" if words else "")


def _birth_place(block: Taker, places: Places, stating: Stating) -> None:
    _number(block)
    quality, place = _quality(block, stating), places.of(block, stating)
    remark = worded(block, "remark", stating.tally)
    block.close()
    stating.say(Property.BIRTH_PLACE, place | {"note": "; ".join(one for one in (quality, remark) if one)})


def _nationality(block: Taker, stating: Stating) -> None:
    _number(block)
    quality, remark = _quality(block, stating), worded(block, "remark", stating.tally)
    words = "; ".join(one for one in (quality, remark) if one)
    for one in block.many("country"):
        country = country_of(one, stating.tally)
        stating.say(Property.NATIONALITY, country)
        stating.say(Property.NOTE, f"Nationality {country}: {words}" if words else "")
    block.close()


def _address(block: Taker, places: Places, stating: Stating) -> None:
    _number(block)
    flags = [
        "main address" if _truth(block, "main", stating, absent=False) else "",
        "" if _truth(block, "current", stating, absent=True) else "no longer current",
        _quality(block, stating),
    ]
    care, details, box = (worded(block, tag, stating.tally) for tag in ("c-o", "address-details", "p-o-box"))
    street = (f"c/o {care}" if care else "", details, f"P.O. Box {box}" if box else "")
    remarks = [worded(block, tag, stating.tally) for tag in ("remark", "remarks")]
    address = {
        **places.of(block, stating),
        "street": ", ".join(part for part in street if part),
        "postal_code": worded(block, "zip-code", stating.tally),
        "note": "; ".join(one for one in (*flags, *remarks) if one),
    }
    block.close()
    stating.say(Property.ADDRESS, address)


def _document(block: Taker, places: Places, stating: Stating) -> None:
    _number(block)
    type_ = block.attribute("document-type")
    if type_ not in DOCUMENT_TYPES:
        stating.alarm(f"{block.path}/@document-type", type_ or "absent")
    issuers = [country_of(one, stating.tally, "code") for one in block.many("issuer")]
    issued_at = [_place(one, places, stating) for one in block.many("place-of-issue")]
    document = {
        "number": worded(block, "number", stating.tally),
        "type": type_.replace("-", " "),
        "country": ", ".join(one for one in issuers if one),
        "city": ", ".join(one["city"] or one["region"] for one in issued_at),
        "issued_in": ", ".join(one["country"] for one in issued_at),
        "issued": worded(block, "date-of-issue", stating.tally),
        "expires": worded(block, "expiry-date", stating.tally),
        "note": worded(block, "remark", stating.tally),
    }
    block.close()
    stating.say(Property.DOCUMENT, document)


def _place(block: Taker, places: Places, stating: Stating) -> dict[str, str]:
    _number(block)
    place = places.of(block, stating)
    block.close()
    return place


def _number(block: Taker) -> None:
    block.ignore_attribute("ssid", _NUMBER_REASON)


def _quality(block: Taker, stating: Stating) -> str:
    """What must be noted of the quality of a value: nothing where it is good, or not stated."""
    quality = block.attribute("quality")
    if quality and quality not in QUALITIES:
        stating.alarm(f"{block.path}/@quality", quality)
    return f"{quality} quality" if quality and quality != "good" else ""


def _truth(block: Taker, name: str, stating: Stating, *, absent: bool | None = None) -> bool:
    given = block.attribute(name)
    if not given and absent is not None:
        return absent
    if given not in TRUTHS:
        stating.alarm(f"{block.path}/@{name}", given or "absent")
        stating.say(Property.NOTE, f"{name}: {given}" if given else "")
    return TRUTHS.get(given, bool(absent))
