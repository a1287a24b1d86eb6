"""One party of the Advanced layout: its names, its documents and its features."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from acordo.facts import Kind, Property
from acordo.lists.us_ofac.advanced_documents import Held, say_held
from acordo.lists.us_ofac.advanced_names import say_names
from acordo.lists.us_ofac.categories import kind_of
from acordo.lists.us_ofac.labels import Form, labelled
from acordo.lists.us_ofac.periods import UnreadablePeriod, period_text
from acordo.lists.us_ofac.remarks import say_remarks
from acordo.lists.us_ofac.said import Value, say_labelled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from acordo.lists.stating import Stating
    from acordo.lists.us_ofac.entries import Entries
    from acordo.lists.us_ofac.reference_sets import ReferenceSets
    from acordo.lists.xml import Taker

_KINDS = {
    ("Individual", "Unknown"): "individual",
    ("Entity", "Unknown"): "entity",
    ("Transport", "Vessel"): "vessel",
    ("Transport", "Aircraft"): "aircraft",
}
_KEY_REASON = "the publisher's number of one value, which names no party"
_IDENTITY_REASON = "says to which identity of the party a feature belongs; each party has one"
_PRIMARY_REASON = "says that this identity of the party is the primary one"
_RELIABILITY_REASON = "says how sure the publisher is of a feature: confirmed, or not told"
_NOWHERE_REASON = "a location of which the publisher tells nothing"
_RELIABILITIES = frozenset({"Confirmed", "Unknown"})
_ADDRESS, _BIRTH, _BIRTH_PLACE = "Location", "Birthdate", "Place of Birth"


@dataclass(frozen=True, slots=True)
class Known:
    """What of the file is known so far.

    ``places`` by number, ``documents`` by the identity to which they still have to be said, ``entries`` the entry's
    number of each profile, and ``names`` its primary name.
    """

    sets: ReferenceSets
    places: dict[str, dict[str, str]]
    documents: dict[str, list[Held]]
    entries: dict[str, str]
    names: dict[str, str]


def say_party(party: Taker, known: Known, entries: Entries) -> None:
    """Take everything a ``DistinctParty`` says."""
    party.reference = party.attribute("FixedRef")
    stating = entries.open(party.reference, party.line)
    comments = [text for text in _comments(party) if text]
    kind = Kind.UNKNOWN
    for profile in party.many("Profile"):
        kind = _say_profile(profile, known, stating)
    for comment in comments:
        say_remarks(comment, kind, f"{party.path}/Comment", stating, ended=False)
    party.close()


def _comments(block: Taker) -> Iterator[str]:
    return iter(block.texts("Comment"))


def _say_profile(profile: Taker, known: Known, stating: Stating) -> Kind:
    number = profile.attribute("ID")
    known.entries[number] = stating.reference
    subtype = profile.attribute("PartySubTypeID")
    types = (
        known.sets.value("PartyType", known.sets.attribute("PartySubType", subtype, "PartyTypeID"), stating.reference),
        known.sets.value("PartySubType", subtype, stating.reference),
    )
    kind = kind_of(_KINDS.get(types, " ".join(types).strip()), f"{profile.path}/@PartySubTypeID", stating)
    primaries = [_say_identity(identity, kind, known, stating) for identity in profile.many("Identity")]
    known.names[number] = next((name for name in primaries if name), "")
    if not known.names[number]:
        stating.alarm(f"{profile.path}/Identity", "an entry without a primary name")
    for feature in profile.many("Feature"):
        _say_feature(feature, known, stating)
    for comment in _comments(profile):
        stating.say(Property.NOTE, comment)
    profile.ignore("SanctionsEntryReference", "points to a listing, which names the party itself")
    profile.close()
    return kind


def _say_identity(identity: Taker, kind: Kind, known: Known, stating: Stating) -> str:
    identity.ignore_attribute("FixedRef", _KEY_REASON)
    for name, expected in (("Primary", "true"), ("False", "false")):
        said = identity.attribute(name)
        if said != expected:
            stating.alarm(f"{identity.path}/@{name}", said or "absent")
            stating.say(Property.NOTE, f"an identity that is {name} {said}" if said else "")
        else:
            stating.tally.ignore(f"{identity.path}/@{name}", _PRIMARY_REASON)
    primary = say_names(identity, kind, known.sets, stating)
    for document in known.documents.pop(identity.attribute("ID"), []):
        say_held(document, known.sets, known.places, stating)
    identity.close()
    return primary


def _say_feature(feature: Taker, known: Known, stating: Stating) -> None:
    feature.ignore_attribute("ID", _KEY_REASON)
    feature.ignore("IdentityReference", _IDENTITY_REASON)
    label = known.sets.value("FeatureType", feature.attribute("FeatureTypeID"), stating.reference)
    for version in feature.many("FeatureVersion"):
        version.ignore_attribute("ID", _KEY_REASON)
        reliability = known.sets.value("Reliability", version.attribute("ReliabilityID"), stating.reference)
        if reliability in _RELIABILITIES:
            stating.tally.ignore(f"{version.path}/@ReliabilityID", _RELIABILITY_REASON)
        else:
            stating.alarm(f"{version.path}/@ReliabilityID", f"{label}: {reliability or 'absent'}")
        said = [
            *_say_locations(version, label, known, stating),
            *_say_periods(version, label, known.sets, stating),
            *_say_details(version, label, known.sets, stating),
        ]
        if not said:
            stating.alarm(version.path, f"{label}: a feature without content")
        for comment in _comments(version):
            _say_comment(label, said, comment, stating)
        version.close()
    feature.close()


def _say_comment(label: str, said: list[str], comment: str, stating: Stating) -> None:
    if label == _BIRTH:
        stating.say(Property.BIRTH_NOTE, ": ".join((*said[:1], comment)))
    else:
        stating.say(Property.NOTE, f"{label.rstrip(' :-')}: {comment}")


def _say_locations(version: Taker, label: str, known: Known, stating: Stating) -> Iterator[str]:
    for block in version.many("VersionLocation"):
        number = block.attribute("LocationID")
        block.close()
        place = known.places.get(number)
        if place is None:
            stating.alarm(f"{block.path}/@LocationID", f"{label}: {number}")
        elif not place:
            stating.tally.ignore(block.path, _NOWHERE_REASON)
        elif label == _ADDRESS:
            stating.say(Property.ADDRESS, place)
        elif label == _BIRTH_PLACE:
            stating.say(Property.BIRTH_PLACE, {name: said for name, said in place.items() if name != "postal_code"})
        else:
            whole = place["country"] if set(place) == {"country"} else ", ".join(place.values())
            say_labelled(label, Value(whole), f"{block.path}/{label}", stating)
        yield number


def _say_periods(version: Taker, label: str, sets: ReferenceSets, stating: Stating) -> Iterator[str]:
    for block in version.many("DatePeriod"):
        try:
            text = period_text(block, sets)
        except UnreadablePeriod as error:
            text = str(error)
            stating.alarm(block.path, f"{label}: {error}")
            stating.say(Property.NOTE, f"{label.rstrip(' :-')}: {error}")
        else:
            _say_period(label, text, f"{block.path}/{label}", stating)
        if text:
            yield text


def _say_period(label: str, text: str, path: str, stating: Stating) -> None:
    known = labelled(label)
    if text and known is not None and known.rule.form is Form.DATE:
        stating.say(known.rule.property, text)
    elif text:
        say_labelled(label, Value(text), path, stating)


def _say_details(version: Taker, label: str, sets: ReferenceSets, stating: Stating) -> Iterator[str]:
    for block in version.many("VersionDetail"):
        sets.value("DetailType", block.attribute("DetailTypeID"), stating.reference)
        looked_up = sets.value("DetailReference", block.attribute("DetailReferenceID"), stating.reference)
        text = " ".join(part for part in (looked_up, block.own_text()) if part)
        block.close()
        if text:
            say_labelled(label, Value(text), f"{block.path}/{label}", stating)
            yield text
