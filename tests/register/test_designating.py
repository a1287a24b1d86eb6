"""The national list kept by hand: prepared by one officer, in force by another's word, going on from what waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from acordo.facts import Reference, entry_id
from acordo.journal.permits import NotPermitted
from acordo.journal.words import Role
from acordo.lists.national import UnfitDesignation
from acordo.markings import Level
from acordo.register import acts, designating, queries
from acordo.register.store import Overtaken
from acordo.register.words import Freshness
from tests import cast

if TYPE_CHECKING:
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
    with pytest.raises(acts.OwnWork):
        _accept(analyst, outcome.edition)
    _accept(chief, outcome.edition)
    assert _names(chief, NL1) == ["Saide Bakari Mutumukwe"]
    assert queries.source(chief, designating.SOURCE).freshness is Freshness.FRESH


def test_further_changes_go_on_from_what_waits_and_all_who_prepared_it_are_barred(analyst: Actor, chief: Actor) -> None:
    designating.designate(analyst, NL1, _cells("Saide Bakari Mutumukwe"))
    second = designating.designate(chief, NL2, _cells("Zubeda Momade Inventada"))
    assert second.added == ("NL-1", "NL-2")
    for preparer in (analyst, chief):
        with pytest.raises(acts.OwnWork):
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
