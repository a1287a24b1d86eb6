"""One designation: each element of it taken once, and said as statements."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from acordo.facts import Property
from acordo.lists.printed_dates import Order, say_day
from acordo.lists.uk_fcdo.categories import CLASSES, KINDS, MEASURES, SOURCES, VARIATION
from acordo.lists.uk_fcdo.details import blocks_in, read_details, texts_in

if TYPE_CHECKING:
    from acordo.lists.stating import Stating
    from acordo.lists.xml import Taker

_PARTS = tuple(f"Name{number}" for number in range(1, 7))
_LINES = tuple(f"AddressLine{number}" for number in range(1, 7))
_CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")
_NO_NAME = "a name of which no part is given"
_RESTATED = "the indicator restates a measure that stands among those imposed"
_NOT_IMPOSED = "the indicator says that this measure is not imposed"
_ADDRESSES = (
    ("PhoneNumbers", "PhoneNumber", Property.PHONE),
    ("EmailAddresses", "EmailAddress", Property.EMAIL),
    ("Websites", "Website", Property.WEBSITE),
    ("Titles", "Title", Property.TITLE),
)


def read_designation(designation: Taker, stating: Stating) -> None:
    """Take everything that a ``Designation`` says, but its ``UniqueID``, which is taken already."""
    _kind(designation, stating)
    if not [block for block in blocks_in(designation, "Names", "Name") if _name(block, stating)]:
        stating.alarm(f"{designation.path}/Names", "a designation without a name")
    for block in blocks_in(designation, "NonLatinNames", "NonLatinName"):
        _script(block, stating)
    for around, one, property_ in _ADDRESSES:
        for text in texts_in(designation, around, one):
            stating.say(property_, text)
    for block in blocks_in(designation, "Addresses", "Address"):
        _address(block, stating)
    read_details(designation, stating)
    _listing(designation, stating)
    _measures(designation, stating)
    for tag in ("OtherInformation", "UKStatementofReasons"):
        stating.say(Property.NARRATIVE, designation.lines(tag), language="en")
    designation.close()


def _kind(designation: Taker, stating: Stating) -> None:
    given = designation.text("IndividualEntityShip")
    kind = KINDS.get(given.lower())
    if kind is None:
        stating.alarm(f"{designation.path}/IndividualEntityShip", given or "absent")
        stating.say(Property.NOTE, f"IndividualEntityShip: {given}" if given else "")
    stating.say(Property.KIND, kind or "unknown")


def _name(block: Taker, stating: Stating) -> bool:
    """Say a name; whether it is one."""
    parts = [block.text(part) for part in _PARTS]
    type_, strength = block.text("NameType"), block.text("AliasStrength")
    block.close()
    text = " ".join(part for part in parts if part)
    if not text:
        stating.tally.ignore(block.path, _NO_NAME)
        return False
    note = type_ if type_.lower() == VARIATION else ""
    property_ = CLASSES.get((type_.lower(), strength.lower().removesuffix(".")))
    if property_ is None:
        note = f"{type_ or 'no name type stated'}, {strength or 'no alias strength stated'}"
        stating.alarm(f"{block.path}/NameType", f"{note}: {text}")
        property_ = Property.LOW_ALIAS
    content = {"text": text, "note": note}
    if sum(map(bool, parts)) > 1:
        content |= {f"part{number}": part for number, part in enumerate(parts, start=1)}
    stating.say(property_, content)
    return True


def _script(block: Taker, stating: Stating) -> None:
    name = block.text("NameNonLatinScript")
    note = ", ".join(block.texts("NonLatinScriptType") + block.texts("NonLatinScriptLanguage"))
    block.close()
    if name:
        stating.say(Property.ORIGINAL_NAME, {"text": name, "note": note})
    elif note:
        stating.alarm(f"{block.path}/NameNonLatinScript", f"no name, but {note}")
        stating.say(Property.NOTE, f"Non-Latin script: {note}")


def _address(block: Taker, stating: Stating) -> None:
    lines = [block.text(line).strip(" ,") for line in _LINES]
    street = ", ".join(line for line in lines if line)
    postal_code, country = block.text("AddressPostalCode"), block.text("AddressCountry")
    block.close()
    stating.say(Property.ADDRESS, {"street": street, "postal_code": postal_code, "country": country})


def _listing(designation: Taker, stating: Stating) -> None:
    for tag, property_ in (("DateDesignated", Property.LISTED_ON), ("LastUpdated", Property.AMENDED_ON)):
        say_day(stating, property_, designation.text(tag), Order.DAY_FIRST, f"{designation.path}/{tag}")
    stating.say(Property.PROGRAMME, designation.text("RegimeName"))
    stating.say(Property.PUBLISHER_NUMBER, designation.text("OFSIGroupID"))
    if reference := designation.text("UNReferenceNumber"):
        stating.say(Property.NOTE, f"United Nations reference: {reference}")
    if source := designation.text("DesignationSource"):
        if source not in SOURCES:
            stating.alarm(f"{designation.path}/DesignationSource", source)
        stating.say(Property.NOTE, f"Designation source: {source}")


def _measures(designation: Taker, stating: Stating) -> None:
    imposed = [one for part in designation.text("SanctionsImposed").split("|") if (one := part.strip())]
    for measure in imposed:
        stating.say(Property.MEASURE, measure)
    told = {_letters(measure) for measure in imposed}
    for indicators in designation.many("SanctionsImposedIndicators"):
        for tag in MEASURES:
            _indicator(indicators, tag, told, stating)
        indicators.close()


def _indicator(indicators: Taker, tag: str, told: set[str], stating: Stating) -> None:
    """A true indicator that the imposed measures do not name is a measure itself, in the words of its element."""
    given, path = indicators.text(tag), f"{indicators.path}/{tag}"
    match given.lower():
        case "":
            return
        case "false":
            stating.tally.ignore(path, _NOT_IMPOSED)
        case "true" if _letters(tag) in told:
            stating.tally.ignore(path, _RESTATED)
        case "true":
            stating.say(Property.MEASURE, _CAPITAL.sub(" ", tag).capitalize())
        case _:
            stating.alarm(path, given)
            stating.say(Property.NOTE, f"{tag}: {given}")


def _letters(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isalpha())
