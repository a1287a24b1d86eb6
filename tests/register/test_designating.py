"""The national list kept by hand: prepared by one officer, in force by another's word, going on from what waits."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from acordo.facts import Document, Edition, Property, Reference, entry_id
from acordo.journal.permits import NotPermitted
from acordo.journal.words import Role
from acordo.lists.national import UnfitDesignation
from acordo.markings import CLEAR, Level
from acordo.register import acts, designating, labels, models, queries, refusals, store, updating
from acordo.register.store import Overtaken
from acordo.register.words import Freshness
from tests import cast

if TYPE_CHECKING:
    from acordo.facts import Json
    from acordo.journal.words import Actor
    from acordo.lists.national.designation import Cells

pytestmark = pytest.mark.django_db
NL1, NL2 = Reference("NL-1"), Reference("NL-2")


def _cells(name: str, **more: tuple[str, ...]) -> Cells:
    return {
        "kind": ("person",),
        "name": (name,),
        "decision": ("Decree 12/2026",),
        "decided_on": ("2026-03-01",),
        "reasons": ("Led attacks on invented villages.",),
        **more,
    }


@pytest.fixture
def analyst() -> Actor:
    return cast.actor(Role.ANALYST)


@pytest.fixture
def chief() -> Actor:
    return cast.actor(Role.CHIEF)


def _names(actor: Actor, reference: Reference) -> list[str]:
    view = queries.entry(actor, entry_id(designating.SOURCE, reference))
    return [value.text for value in view.values if value.property == "primary_name"]


def _accept(actor: Actor, number: int) -> None:
    acts.decide(actor, designating.SOURCE, number, accept=True, reason="compared with the decree")


def test_a_designation_is_in_force_once_another_officer_says_so(analyst: Actor, chief: Actor) -> None:
    outcome = designating.designate(analyst, NL1, _cells("Saide Bakari Mutumukwe"))
    assert outcome.held_because is not None
    with pytest.raises(queries.NoSuchEntry):
        queries.entry(chief, entry_id(designating.SOURCE, NL1))
    with pytest.raises(refusals.OwnWork):
        _accept(analyst, outcome.edition)
    _accept(chief, outcome.edition)
    assert _names(chief, NL1) == ["Saide Bakari Mutumukwe"]
    assert queries.source(chief, designating.SOURCE).freshness is Freshness.FRESH


def test_further_changes_go_on_from_what_waits_and_all_who_prepared_it_are_barred(analyst: Actor, chief: Actor) -> None:
    designating.designate(analyst, NL1, _cells("Saide Bakari Mutumukwe"))
    second = designating.designate(chief, NL2, _cells("Zubeda Momade Inventada"))
    assert second.added == ("NL-1", "NL-2")
    for preparer in (analyst, chief):
        with pytest.raises(refusals.OwnWork):
            _accept(preparer, second.edition)
    _accept(cast.actor(Role.APPROVER), second.edition)
    assert _names(chief, NL1) + _names(chief, NL2) == ["Saide Bakari Mutumukwe", "Zubeda Momade Inventada"]


def test_a_designation_is_amended_and_ended_and_its_history_stays(analyst: Actor, chief: Actor) -> None:
    _accept(chief, designating.designate(analyst, NL1, _cells("Saide Bakari Mutumukwe")).edition)
    _accept(chief, designating.designate(analyst, NL2, _cells("Zubeda Momade Inventada")).edition)
    held = designating.cells(analyst, NL1)
    assert held == _cells("Saide Bakari Mutumukwe")
    amended = designating.amend(analyst, NL1, {**held, "born": ("1974~",)})
    assert (amended.amended, amended.statements_added, amended.statements_removed) == (("NL-1",), 1, 0)
    _accept(chief, amended.edition)
    ended = designating.end(analyst, NL1, "annulled by the court")
    assert ended.delisted == ("NL-1",)
    _accept(chief, ended.edition)
    view = queries.entry(chief, entry_id(designating.SOURCE, NL1))
    assert not view.listed
    assert "annulled by the court" in view.history[0].edition.origin


def test_what_was_prepared_and_taken_back_leaves_nothing_that_waits(analyst: Actor, chief: Actor) -> None:
    _accept(chief, designating.designate(analyst, NL1, _cells("Saide Bakari Mutumukwe")).edition)
    designating.designate(analyst, NL2, _cells("Zubeda Momade Inventada"))
    outcome = designating.end(analyst, NL2, "prepared by mistake")
    assert outcome.unchanged
    assert queries.source(chief, designating.SOURCE).held is None


def test_flaws_are_told_and_prepare_nothing(analyst: Actor) -> None:
    designating.designate(analyst, NL1, _cells("Saide Bakari Mutumukwe"))
    with pytest.raises(designating.AlreadyDesignated):
        designating.designate(analyst, NL1, _cells("Somebody Else"))
    with pytest.raises(UnfitDesignation):
        designating.designate(analyst, NL2, _cells("Zubeda Inventada", born=("30/02/1974",)))
    with pytest.raises(designating.NothingAmended):
        designating.amend(analyst, NL1, _cells("Saide Bakari Mutumukwe"))
    with pytest.raises(designating.NoSuchDesignation):
        designating.amend(analyst, NL2, _cells("Zubeda Inventada"))
    with pytest.raises(designating.NoReasonForEnding):
        designating.end(analyst, NL1, " ")
    assert queries.source(analyst, designating.SOURCE).held is not None


@pytest.mark.parametrize("role", sorted(set(Role) - designating.DESIGNATE.roles))
def test_other_roles_prepare_nothing_and_read_no_form(role: Role, analyst: Actor) -> None:
    designating.designate(analyst, NL1, _cells("Saide Bakari Mutumukwe"))
    other = cast.actor(role)
    for attempt in (
        lambda: designating.designate(other, NL2, _cells("Zubeda Inventada")),
        lambda: designating.amend(other, NL1, _cells("Zubeda Inventada")),
        lambda: designating.end(other, NL1, "why not"),
        lambda: designating.cells(other, NL1),
    ):
        with pytest.raises(NotPermitted):
            attempt()


def test_who_may_not_read_a_designation_may_not_rewrite_it(analyst: Actor) -> None:
    designating.designate(analyst, NL1, _cells("Saide Bakari Mutumukwe"))
    stranger = cast.actor(Role.ANALYST, service=cast.BIRCH, clearance=Level.UNCLASSIFIED)
    with pytest.raises(designating.NoSuchDesignation):
        designating.cells(stranger, NL1)
    with pytest.raises(designating.NoSuchDesignation):
        designating.end(stranger, NL1, "why not")


def test_a_change_that_another_overtook_changes_nothing(analyst: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    designating.designate(analyst, NL1, _cells("Saide Bakari Mutumukwe"))
    stale = designating._stated()
    designating.designate(analyst, NL2, _cells("Zubeda Momade Inventada"))
    monkeypatch.setattr(designating, "_stated", lambda: stale)
    with pytest.raises(Overtaken):
        designating.end(analyst, NL1, "meanwhile")


@pytest.mark.parametrize("list_", ["ftm", "targets_simple"])
def test_no_other_reader_may_write_the_national_list_or_any_list_of_its_own(list_: str) -> None:
    for owned in ("national", "un_sc", "us_ofac_cons"):
        with pytest.raises(updating.SourceOfAnotherList, match=owned):
            updating.plan(updating.Order(list_, owned, "TLP:CLEAR"), cast.ALDER)


def test_whom_a_change_by_hand_concerns_and_why_is_told_to_those_alone_who_see_the_whole(
    analyst: Actor, chief: Actor
) -> None:
    terms = replace(designating._terms(analyst), marking=CLEAR)
    wide = cast.edition(
        {"NL-0": [(Property.KIND, "person"), (Property.PRIMARY_NAME, cast.name("Ana Inventada"))]},
        source=designating.SOURCE,
    )
    _accept(chief, acts.update(analyst, terms, wide.document.digest, lambda: wide).edition)
    secret = cast.edition(
        {"NL-0": _facts(wide), "NL-1": [(Property.PRIMARY_NAME, cast.name("Saide Bakari Mutumukwe"))]},
        source=designating.SOURCE,
    )
    narrow = replace(
        secret,
        statements=tuple(
            replace(one, marking=cast.ALDER_SECRET if one.reference == "NL-1" else CLEAR) for one in secret.statements
        ),
    )
    _accept(chief, acts.update(analyst, terms, narrow.document.digest, lambda: narrow).edition)
    held = designating.end(analyst, NL1, "Saide Bakari Mutumukwe is dead")
    stranger = cast.actor(Role.ANALYST, service=cast.BIRCH, clearance=Level.UNCLASSIFIED)
    shown = queries.source(stranger, designating.SOURCE).held
    assert shown is not None
    assert not {word for word in ("NL-1", "Saide", "dead") if word in f"{shown} {labels.by_hand(shown.origin, 'en')}"}
    assert labels.by_hand(shown.origin, "en") == "prepared by hand"
    whole = queries.source(analyst, designating.SOURCE).held
    assert whole is not None
    assert "Saide Bakari Mutumukwe is dead" in whole.origin
    _accept(chief, held.edition)
    assert not [view for view in queries.editions(stranger, designating.SOURCE) if "dead" in view.origin]


def _facts(edition: Edition) -> list[tuple[Property, Json]]:
    """What an edition states of anybody."""
    return [(one.property, one.content) for one in edition.statements]


def test_the_marking_of_a_list_that_waited_stays_with_the_source_and_with_what_is_written_beside_it(
    analyst: Actor, chief: Actor
) -> None:
    _accept(chief, designating.designate(analyst, NL1, _cells("Saide Bakari Mutumukwe")).edition)
    source = models.Source.objects.get(name=designating.SOURCE)
    listed = list(store.statements_of(source, source.edition))
    secret = Edition(
        designating.SOURCE,
        None,
        Document("national.csv", "d", 1),
        tuple(replace(one, marking=cast.ALDER_SECRET) for one in listed),
    )
    terms = replace(designating._terms(analyst), marking=cast.ALDER_SECRET)
    acts.update(analyst, terms, "d", lambda: secret)
    amended = designating.amend(analyst, NL1, _cells("Saide Bakari Mutumukwe", born=("1974~",)))
    added = designating.designate(analyst, NL2, _cells("Zubeda Momade Inventada"))
    assert amended.edition < added.edition
    _accept(chief, added.edition)
    assert queries.marking_of(designating.SOURCE) == cast.ALDER_SECRET
    assert {one.marking for one in store.statements_of(source, added.edition)} == {cast.ALDER_SECRET}


def test_nobody_decides_an_edition_of_which_a_part_may_not_be_read(analyst: Actor, chief: Actor) -> None:
    terms = replace(designating._terms(analyst), marking=CLEAR)
    wide = cast.edition({"NL-0": [(Property.PRIMARY_NAME, cast.name("Ana Inventada"))]}, source=designating.SOURCE)
    _accept(chief, acts.update(analyst, terms, wide.document.digest, lambda: wide).edition)
    secret = cast.edition(
        {"NL-1": [(Property.PRIMARY_NAME, cast.name("Saide Bakari Mutumukwe"))]},
        source=designating.SOURCE,
        marking=cast.ALDER_SECRET,
    )
    both = replace(wide, statements=(*wide.statements, *secret.statements), document=secret.document)
    held = acts.update(analyst, terms, both.document.digest, lambda: both).edition
    low = cast.actor(Role.APPROVER, clearance=Level.UNCLASSIFIED)
    assert queries.source(low, designating.SOURCE).held is not None
    for accept in (True, False):
        with pytest.raises(refusals.UnseenInPart):
            acts.decide(low, designating.SOURCE, held, accept=accept, reason="why not")
    _accept(chief, held)
