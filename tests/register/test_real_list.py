"""Two real editions of the UN list, through the register: its report equals an independent difference of the files."""

from __future__ import annotations

import hashlib
import xml.etree.ElementTree as ET
from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

import pytest

from acordo import lists
from acordo.facts import NAME_PROPERTIES, Property, SourceName
from acordo.lists import MalformedDocument
from acordo.markings import CLEAR
from acordo.matching import Query
from acordo.register import acts, models, queries
from acordo.register.acts import Outcome, SourceTerms
from acordo.screening import acts as screening
from tests import cast

if TYPE_CHECKING:
    from pathlib import Path

    from acordo.register.words import Changes

pytestmark = pytest.mark.django_db
UN = SourceName("un_sc")
Values = dict[str, set[str]]


def _load(path: Path) -> Outcome:
    publisher = lists.publisher("un_sc")
    terms = SourceTerms(UN, "un_sc", publisher.title, publisher.publisher, "public", CLEAR, publisher.bounds.hold)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return acts.update(
        cast.actor(), terms, digest, lambda: publisher.reader()(path, source=UN, marking=CLEAR, progress=None)
    )


def _plain(path: Path, *tags: str) -> Values:
    """Every text under these tags, by reference; read naively."""
    found: Values = defaultdict(set)
    root = ET.parse(path).getroot()
    for party in [*root.iter("INDIVIDUAL"), *root.iter("ENTITY")]:
        reference = " ".join((party.findtext("REFERENCE_NUMBER") or "").split())
        found[reference] |= {
            " ".join(element.text.split())
            for tag in tags
            for element in party.iter(tag)
            if element.text and element.text.strip() and element.text.strip().lower() not in {"na", "null"}
        }
    return found


def _whole(path: Path) -> dict[str, list[str]]:
    """Every word of each party, by reference."""
    parties = (party for party in ET.parse(path).getroot().iter() if party.tag in {"INDIVIDUAL", "ENTITY"})
    return {
        " ".join((party.findtext("REFERENCE_NUMBER") or "").split()): "".join(party.itertext()).split()
        for party in parties
    }


def _told(changes: Changes, side: str, *properties: Property) -> Values:
    found: Values = defaultdict(set)
    for change in (*changes.added, *changes.amended, *changes.delisted):
        for value in getattr(change, side):
            if value.property in properties:
                found[change.reference].add(" ".join(value.text.split()))
    return {reference: values for reference, values in found.items() if values}


def _minus(one: Values, other: Values) -> Values:
    differences = {reference: values - other.get(reference, set()) for reference, values in one.items()}
    return {reference: values for reference, values in differences.items() if values}


def test_the_report_between_two_editions_equals_a_plain_difference_of_the_files(data: Path) -> None:
    earlier = data / "lists" / "un_sc" / "consolidated-2025-08-02.xml"
    later = data / "lists" / "un_sc" / "consolidated-2026-02-27.xml"
    assert _load(earlier).entries == 879
    outcome = _load(later)
    before, after = _plain(earlier), _plain(later)
    assert outcome.entries == len(after) == 1003
    assert set(outcome.added) == after.keys() - before.keys()
    assert set(outcome.delisted) == before.keys() - after.keys()
    changes = queries.changes(cast.actor(), UN)
    assert [change.reference for change in changes.amended] == list(outcome.amended)
    for tags, properties in (
        (("ALIAS_NAME", "NAME_ORIGINAL_SCRIPT"), NAME_PROPERTIES),
        (("COMMENTS1",), (Property.NARRATIVE,)),
        (("UN_LIST_TYPE",), (Property.PROGRAMME,)),
        (("DATAID",), (Property.PUBLISHER_NUMBER,)),
    ):
        then, now = _plain(earlier, *tags), _plain(later, *tags)
        for reference, came in _minus(now, then).items():
            assert came <= _told(changes, "added", *properties)[reference], (reference, tags)
        for reference, went in _minus(then, now).items():
            assert went <= _told(changes, "removed", *properties)[reference], (reference, tags)
        if properties is not NAME_PROPERTIES:
            assert _told(changes, "added", *properties) == _minus(now, then)
            assert _told(changes, "removed", *properties) == _minus(then, now)
    unchanged = set(after) & set(before) - set(outcome.amended)
    first, second = _whole(earlier), _whole(later)
    differing = {reference for reference in unchanged if first[reference] != second[reference]}
    assert differing == set()


def test_a_malformed_file_is_refused_whole_and_the_register_stays_as_it_was(data: Path) -> None:
    _load(data / "lists" / "un_sc" / "consolidated-2025-08-02.xml")
    before = (
        models.Statement.objects.count(),
        models.Edition.objects.count(),
        models.RegisterState.objects.get().number,
    )
    with pytest.raises(MalformedDocument) as refused:
        _load(data / "lists" / "un_sc" / "malformed-2025-08-16.xml")
    assert (refused.value.arguments["line"], refused.value.arguments["column"]) == (53, 11)
    after = (
        models.Statement.objects.count(),
        models.Edition.objects.count(),
        models.RegisterState.objects.get().number,
    )
    assert after == before


def test_each_script_of_an_entry_finds_it_first(data: Path) -> None:
    """Sampled from the file as it runs: no name of a real person stands in this source."""
    path = data / "lists" / "un_sc" / "consolidated-2026-02-27.xml"
    _load(path)
    asked = []
    for party in ET.parse(path).getroot().iter("INDIVIDUAL"):
        native = (party.findtext("NAME_ORIGINAL_SCRIPT") or "").strip()
        latin = " ".join(" ".join(party.findtext(f"{n}_NAME") or "" for n in ("FIRST", "SECOND", "THIRD")).split())
        if native and latin:
            reference = " ".join((party.findtext("REFERENCE_NUMBER") or "").split())
            asked += [(reference, latin), (reference, native)]
    sample = asked[::11]
    assert len(sample) > 40
    missed = []
    for reference, name in sample:
        hits = screening.screen(cast.actor(), Query((name,))).hits
        best = {hit.entry_id for hit in hits if hit.score == hits[0].score}
        if f"un_sc/{reference}" not in best:
            missed.append(reference)
    assert len(missed) <= len(sample) // 50


def test_a_value_reads_as_its_edition_had_it(data: Path) -> None:
    _load(data / "lists" / "un_sc" / "consolidated-2024-11-30.xml")
    _load(data / "lists" / "un_sc" / "consolidated-2025-08-02.xml")
    changes = queries.changes(cast.actor(), UN)
    change = next(change for change in changes.amended if change.added and change.removed)
    id_ = f"un_sc/{change.reference}"
    then = {v.text for v in queries.entry(cast.actor(), id_, as_of=date(2025, 8, 1)).values}
    now = {v.text for v in queries.entry(cast.actor(), id_, as_of=date(2025, 8, 2)).values}
    for value in change.removed:
        assert value.text in then
    for value in change.added:
        assert value.text in now
