"""A list of our own comes into force by the word of an officer who did not prepare it (rule 3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from acordo.facts import Property
from acordo.journal.permits import NotPermitted
from acordo.journal.words import Role
from acordo.markings import CLEAR
from acordo.register import acts, queries
from acordo.register.acts import SourceTerms
from acordo.register.refusals import AwaitsSecondOfficer, OwnWork
from tests import cast

pytestmark = pytest.mark.django_db
TERMS = SourceTerms(cast.LISTING, "story", "Listing", "Our own service", "", CLEAR, two_officers=True)
FIRST = cast.edition(
    {"1": [(Property.KIND, "person"), (Property.PRIMARY_NAME, cast.name("Ana Inventada"))]}, issued=date(2025, 1, 1)
)


def test_an_edition_waits_and_its_preparer_cannot_put_it_in_force() -> None:
    preparer, second = cast.actor(Role.ANALYST), cast.actor(Role.APPROVER)
    outcome = acts.update(preparer, TERMS, FIRST.document.digest, lambda: FIRST)
    assert isinstance(outcome.held_because, AwaitsSecondOfficer)
    other_account = replace(cast.actor(Role.CHIEF), person=preparer.person)
    for same_person in (preparer, other_account):
        with pytest.raises(OwnWork):
            acts.decide(same_person, cast.LISTING, outcome.edition, accept=True, reason="as I wrote it")
    assert queries.source(second, cast.LISTING).edition == 0
    acts.decide(second, cast.LISTING, outcome.edition, accept=True, reason="compared with the decree")
    assert queries.source(second, cast.LISTING).edition == outcome.edition


def test_who_prepared_it_may_withdraw_it() -> None:
    preparer = cast.actor(Role.ANALYST)
    outcome = acts.update(preparer, TERMS, FIRST.document.digest, lambda: FIRST)
    acts.decide(preparer, cast.LISTING, outcome.edition, accept=False, reason="a slip of the pen")
    view = queries.source(preparer, cast.LISTING)
    assert (view.edition, view.held) == (0, None)


def test_an_officer_whose_role_decides_nothing_is_no_second_officer() -> None:
    outcome = acts.update(cast.actor(Role.ANALYST), TERMS, FIRST.document.digest, lambda: FIRST)
    for role in (Role.SCREENER, Role.LIAISON, Role.INSPECTOR, Role.OPERATOR):
        with pytest.raises(NotPermitted):
            acts.decide(cast.actor(role), cast.LISTING, outcome.edition, accept=True, reason="why not")


def test_a_publishers_list_needs_no_second_officer() -> None:
    outcome = acts.update(
        cast.actor(Role.ANALYST), replace(TERMS, two_officers=False), FIRST.document.digest, lambda: FIRST
    )
    assert outcome.held_because is None
