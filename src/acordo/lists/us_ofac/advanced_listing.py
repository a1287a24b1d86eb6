"""Listings and relations of the Advanced layout, which stand behind all parties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from acordo.facts import Property
from acordo.lists.us_ofac.periods import UnreadablePeriod, day_text, period_text

if TYPE_CHECKING:
    from acordo.lists.stating import Stating
    from acordo.lists.us_ofac.advanced_party import Known
    from acordo.lists.us_ofac.entries import Entries
    from acordo.lists.us_ofac.reference_sets import ReferenceSets
    from acordo.lists.xml import Taker

_KEY_REASON = "the publisher's number of one value, which names no party"
_QUALITY_REASON = "says how sure the publisher is of a relation: of high quality, or not told"
_QUALITIES = frozenset({"High", "Unknown"})
_EVENTS = {"Created": Property.LISTED_ON}
_PROGRAMME = "Program"
_FORMER = {"true": "formerly ", "false": ""}


def say_listing(listing: Taker, known: Known, entries: Entries) -> None:
    """Say of its party what a ``SanctionsEntry`` says; one of no party is an alarm."""
    listing.ignore_attribute("ID", _KEY_REASON)
    stating = _party(listing, "ProfileID", known, entries)
    if stating is None:
        return
    listing.reference = stating.reference
    stating.say(Property.LIST_TYPE, known.sets.value("List", listing.attribute("ListID"), stating.reference))
    for event in listing.many("EntryEvent"):
        _say_event(event, known.sets, stating)
    for measure in listing.many("SanctionsMeasure"):
        _say_measure(measure, known.sets, stating)
    for information in listing.many("SupportingInfo"):
        _say_information(information, known.sets, stating)
    stating.say(Property.NOTE, listing.lines("LimitationsToListing"))
    stating.say(Property.NOTE, listing.lines("Comment"))
    listing.close()


def say_relation(relation: Taker, known: Known, entries: Entries) -> None:
    """Say a ``ProfileRelationship`` of the party from which it leads, by the name of the other as it is printed."""
    for name in ("ID", "SanctionsEntryID"):
        relation.ignore_attribute(name, _KEY_REASON)
    stating = _party(relation, "From-ProfileID", known, entries)
    if stating is None:
        return
    relation.reference = stating.reference
    other = relation.attribute("To-ProfileID")
    type_ = known.sets.value("RelationType", relation.attribute("RelationTypeID"), stating.reference)
    quality = known.sets.value("RelationQuality", relation.attribute("RelationQualityID"), stating.reference)
    if quality in _QUALITIES:
        stating.tally.ignore(f"{relation.path}/@RelationQualityID", _QUALITY_REASON)
    else:
        stating.alarm(f"{relation.path}/@RelationQualityID", quality or "absent")
    former = relation.attribute("Former")
    if former not in _FORMER:
        stating.alarm(f"{relation.path}/@Former", former or "absent")
    name = known.names.get(other) or f"profile {other}"
    comment = relation.text("Comment")
    said = f"{_FORMER.get(former, '')}{type_}: {name}{f' ({comment})' if comment else ''}"
    stating.say(Property.LINKED_TO, said, original=f"{type_} {known.entries.get(other, other)}")
    relation.close()


def _party(block: Taker, attribute: str, known: Known, entries: Entries) -> Stating | None:
    profile = block.attribute(attribute)
    stating = entries.opened(known.entries.get(profile, ""))
    if stating is None:
        entries.tally.alarm(f"{block.path}/@{attribute}", profile or "absent")
    return stating


def _say_event(event: Taker, sets: ReferenceSets, stating: Stating) -> None:
    event.ignore_attribute("ID", _KEY_REASON)
    type_ = sets.value("EntryEventType", event.attribute("EntryEventTypeID"), stating.reference)
    stating.say(Property.LEGAL_BASIS, sets.told("LegalBasis", event.attribute("LegalBasisID"), stating.reference))
    comment = event.text("Comment")
    stating.say(Property.NOTE, f"{type_}: {comment}" if comment else "")
    for block in event.many("Date"):
        property_ = _EVENTS.get(type_)
        try:
            day = day_text(block, sets)
        except UnreadablePeriod as error:
            property_, day = None, str(error)
        if property_ is None:
            stating.alarm(f"{event.path}/@EntryEventTypeID", f"{type_}: {day}")
            stating.say(Property.NOTE, f"{type_}: {day}")
        else:
            stating.say(property_, day)
    event.close()


def _say_measure(measure: Taker, sets: ReferenceSets, stating: Stating) -> None:
    measure.ignore_attribute("ID", _KEY_REASON)
    type_ = sets.value("SanctionsType", measure.attribute("SanctionsTypeID"), stating.reference)
    comment, period = measure.text("Comment"), _period(measure, sets, stating)
    if type_ == _PROGRAMME and comment:
        stating.say(Property.PROGRAMME, comment)
        stating.say(Property.NOTE, f"{comment}: {period}" if period else "")
    else:
        stating.say(Property.MEASURE, ": ".join(part for part in (type_, comment, period) if part))
    measure.close()


def _period(measure: Taker, sets: ReferenceSets, stating: Stating) -> str:
    """The time for which a measure holds, where it is bounded."""
    found: list[str] = []
    for block in measure.many("DatePeriod"):
        try:
            found.append(period_text(block, sets))
        except UnreadablePeriod as error:
            stating.alarm(block.path, str(error))
            found.append(str(error))
    return "; ".join(one for one in found if one)


def _say_information(information: Taker, sets: ReferenceSets, stating: Stating) -> None:
    information.ignore_attribute("ID", _KEY_REASON)
    type_ = sets.told("SupInfoType", information.attribute("SupInfoTypeID"), stating.reference)
    text = information.lines("Text")
    stating.say(Property.NARRATIVE, f"{type_}: {text}" if type_ and text else text)
    stating.say(Property.LINK, information.text("DirectURL"))
    information.close()
