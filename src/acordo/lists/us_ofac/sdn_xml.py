"""The SDN.XML layout: one flat element an entry, in the old namespace or the present one."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from acordo.facts import Kind, Property
from acordo.lists.printed_dates import say_dates
from acordo.lists.reading import UnexpectedStructure
from acordo.lists.us_ofac.categories import STRONG, WEAK, kind_of, say_alias
from acordo.lists.us_ofac.names import ReadName, of_person
from acordo.lists.us_ofac.remarks import say_remarks
from acordo.lists.us_ofac.said import ORDER, Value, say_labelled
from acordo.lists.xml import Parts, Taker

if TYPE_CHECKING:
    from collections.abc import Iterator

    from acordo.lists.stating import Stating, Tally
    from acordo.lists.us_ofac.entries import Entries

ROOT = "sdnList"
_ENTRY = "sdnEntry"
_HEAD = "publshInformation"  # spelt so
_NAMESPACES = (
    "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML",
    "http://tempuri.org/sdnList.xsd",
    "https://sanctionslistservice.ofac.treas.gov/api/publicationpreview/exports/xml",
    "http://www.treasury.gov/ofac/DownloadableSDNList",
)
_SCHEMA = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"
_SCHEMA_REASON = "the address of the layout's schema, which is never fetched"
_KEY_REASON = "the publisher's number of one value, which names no party"
_MAIN_REASON = "says which of several values its publisher prints first"
_MAIN = frozenset({"true", "false"})
_PRINTED_DAY = re.compile(r"([0-9]{2})/([0-9]{2})/([0-9]{4})")


def read_entries(content: bytes, entries: Entries) -> date | None:
    """Open an entry for each ``sdnEntry``; the issue date that the file states.

    Raises:
        UnexpectedStructure: the file states another number of entries than it holds.
    """
    parts = Parts(content, entries.path, ROOT, {_ENTRY: ROOT}, *_NAMESPACES)
    for element in parts:
        entry = Taker(element, entries.tally, f"/{ROOT}")
        _say_entry(entry, entries)
        entries.tell(0)
    root = Taker(parts.root, entries.tally)
    root.ignore_attribute(_SCHEMA, _SCHEMA_REASON)
    issued = _head(root, entries)
    root.close()
    return issued


def _head(root: Taker, entries: Entries) -> date | None:
    printed, counted = "", ""
    for head in root.many(_HEAD):
        printed, counted = head.text("Publish_Date"), head.text("Record_Count")
        head.close()
    if counted != str(len(entries)):
        reason = f"it says that it holds {counted or 'no number of'} entries, and holds {len(entries)}"
        raise UnexpectedStructure(path=str(entries.path), reason=reason)
    return _issued(printed, f"{root.path}/{_HEAD}/Publish_Date", entries.tally)


def _issued(printed: str, path: str, tally: Tally) -> date | None:
    found = _PRINTED_DAY.fullmatch(printed)
    try:
        return date(int(found[3]), int(found[1]), int(found[2])) if found else date.fromisoformat(printed[:10])
    except ValueError:
        tally.alarm(path, printed or "absent")
        return None


def _say_entry(entry: Taker, entries: Entries) -> None:
    entry.reference = entry.text("uid")
    stating = entries.open(entry.reference, entry.line)
    kind = kind_of(entry.text("sdnType"), f"{entry.path}/sdnType", stating)
    name = _name(entry, kind)
    if not name.text:
        stating.alarm(f"{entry.path}/lastName", "an entry without a name")
    stating.say(Property.PRIMARY_NAME, name.content if name.text else "", original=name.printed)
    for alias in _items(entry, "akaList", "aka"):
        _say_alias(alias, kind, stating)
    stating.say(Property.POSITION, entry.text("title"))
    for programmes in entry.many("programList"):
        for programme in programmes.texts("program"):
            stating.say(Property.PROGRAMME, programme)
        programmes.close()
    _say_person(entry, stating)
    for item in _items(entry, "idList", "id"):
        _say_number(item, stating)
    for item in _items(entry, "addressList", "address"):
        _say_address(item, stating)
    for vessel in entry.many("vesselInfo"):
        _say_vessel(vessel, stating)
    say_remarks(entry.lines("remarks"), kind, f"{entry.path}/remarks", stating, ended=False)
    entry.close()


def _items(entry: Taker, group: str, one: str) -> Iterator[Taker]:
    """Each ``one`` of a ``group``, its own number left out and nothing of it left over."""
    for block in entry.many(group):
        for item in block.many(one):
            item.ignore("uid", _KEY_REASON)
            yield item
            item.close()
        block.close()


def _name(block: Taker, kind: Kind) -> ReadName:
    family, given = block.text("lastName"), block.text("firstName")
    if kind is Kind.PERSON:
        return of_person(family, given)
    return ReadName(" ".join(part for part in (given, family) if part))


def _say_alias(alias: Taker, kind: Kind, stating: Stating) -> None:
    name, category, type_ = _name(alias, kind), alias.text("category"), alias.text("type")
    note = ""
    if category not in {STRONG, WEAK}:
        stating.alarm(f"{alias.path}/category", f"{category}: {name.text}")
        note = category
    if name.text:
        weak = category != STRONG
        say_alias(type_, name, weak=weak, note=note, path=f"{alias.path}/type", stating=stating)
    else:
        stating.alarm(f"{alias.path}/lastName", f"an alias without a name: {type_} {category}")


def _say_person(entry: Taker, stating: Stating) -> None:
    for item in _items(entry, "dateOfBirthList", "dateOfBirthItem"):
        _leave_main(item, stating)
        printed = item.text("dateOfBirth")
        say_dates(stating, Property.BORN, printed, ORDER, f"{item.path}/dateOfBirth")
    for item in _items(entry, "placeOfBirthList", "placeOfBirthItem"):
        _leave_main(item, stating)
        stating.say(Property.BIRTH_PLACE, {"city": item.text("placeOfBirth")})
    for group, one in (("nationalityList", "nationality"), ("citizenshipList", "citizenship")):
        for item in _items(entry, group, one):
            _leave_main(item, stating)
            country = item.text("country")
            original = f"citizen {country}" if one == "citizenship" else ""
            stating.say(Property.NATIONALITY, country, original=original)


def _leave_main(item: Taker, stating: Stating) -> None:
    main = item.text("mainEntry")
    if main and main not in _MAIN:
        stating.alarm(f"{item.path}/mainEntry", main)
    elif main:
        stating.tally.ignore(f"{item.path}/mainEntry", _MAIN_REASON)


def _say_number(item: Taker, stating: Stating) -> None:
    label = item.text("idType")
    value = Value(item.text("idNumber"), item.text("idCountry"), item.text("issueDate"), item.text("expirationDate"))
    say_labelled(label, value, f"{item.path}/idType", stating)


def _say_address(item: Taker, stating: Stating) -> None:
    street = ", ".join(part for part in (item.text(f"address{line}") for line in (1, 2, 3)) if part)
    address = {
        "street": street,
        "city": item.text("city"),
        "region": item.text("stateOrProvince"),
        "postal_code": item.text("postalCode"),
        "country": item.text("country"),
    }
    stating.say(Property.ADDRESS, address)


def _say_vessel(vessel: Taker, stating: Stating) -> None:
    stating.say(Property.CALL_SIGN, vessel.text("callSign"))
    stating.say(Property.VESSEL_TYPE, vessel.text("vesselType"))
    stating.say(Property.FLAG, vessel.text("vesselFlag"))
    stating.say(Property.OWNER, vessel.text("vesselOwner"))
    stating.say(Property.TONNAGE, vessel.text("tonnage"))
    gross = vessel.text("grossRegisteredTonnage")
    stating.say(Property.TONNAGE, f"{gross} gross registered" if gross else "")
    vessel.close()
