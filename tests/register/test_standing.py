"""What is kept of the register holds for as long as the register stands still, and not a moment longer."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from acordo import clock
from acordo.facts import Json, Property, SourceName
from acordo.markings import CLEAR, Level, Marking, UseKind
from acordo.matching import Query
from acordo.register import acts as register
from acordo.register import queries, refusals, standing
from acordo.register.acts import SourceTerms
from acordo.register.models import MarkingRow, Source
from acordo.register.standing import Kept
from acordo.screening import acts as screening
from tests import cast

if TYPE_CHECKING:
    from collections.abc import Callable

    from acordo.errors import AcordoError
    from acordo.journal.words import Actor

pytestmark = pytest.mark.django_db
FIRST, SECOND, THIRD = date(2026, 1, 10), date(2026, 2, 11), date(2026, 3, 12)
MANY = [f"E{number}" for number in range(30)]


def _publish(references: list[str], issued: date, marking: Marking = CLEAR, source: str = cast.LISTING) -> None:
    stated: dict[str, list[tuple[Property, Json]]] = {
        reference: [(Property.KIND, "person"), (Property.PRIMARY_NAME, cast.name(f"Zubeir Makonga {reference}"))]
        for reference in references
    }
    edition = cast.edition(stated, issued=issued, marking=marking, source=SourceName(source), digest=issued.isoformat())
    terms = SourceTerms(SourceName(source), "listing", f"The list {source}", "A publisher", "public", CLEAR, _hold)
    register.update(cast.actor(), terms, edition.document.digest, lambda: edition)


def _hold(before: int, after: int) -> AcordoError | None:
    return refusals.NoHeldEdition(source="any failure that says why", number=after) if after * 2 < before else None


def _moves(work: Callable[[], object]) -> bool:
    before = standing.now()
    work()
    return standing.now() != before


def test_whatever_a_reader_of_sources_could_see_moves_how_the_register_stands() -> None:
    assert _moves(lambda: _publish(MANY, FIRST))
    assert _moves(lambda: _publish(MANY[:3], SECOND))  # held: it lost too much at once
    (held,) = [view.held for view in queries.sources(cast.actor())]
    assert held is not None
    assert _moves(lambda: register.decide(cast.actor(), cast.LISTING, held.number, accept=False, reason="damaged"))
    assert _moves(lambda: _publish(MANY, FIRST))  # a look that found nothing new
    assert _moves(lambda: _publish(MANY[:29], THIRD, cast.ALDER_SECRET))  # other markings
    assert _moves(lambda: _publish(MANY, FIRST, source="another"))
    assert not _moves(lambda: screening.screen(cast.actor(), Query(("Zubeir Makonga",))))


def test_the_state_is_that_of_the_last_publication() -> None:
    assert standing.now().state.register_number == 0
    _publish(MANY, FIRST)
    _publish(MANY, FIRST, source="another")
    second = standing.now().state
    _publish([*MANY, "F"], SECOND)
    assert (second.register_number, standing.now().state.register_number) == (2, 3)


def _sources(actor: Actor) -> list[tuple[str, int, bool]]:
    return [(view.name, view.entries, view.held is not None) for view in queries.sources(actor)]


def test_sources_are_told_as_they_stand_after_each_change() -> None:
    actor = cast.actor()
    assert _sources(actor) == []
    _publish(MANY, FIRST)
    assert _sources(actor) == [("listing", 30, False)]
    _publish(MANY[:3], SECOND)
    assert _sources(actor) == [("listing", 30, True)]
    register.decide(actor, cast.LISTING, 2, accept=True, reason="so printed")
    assert _sources(actor) == [("listing", 3, False)]
    checked = queries.sources(actor)[0].checked_at
    with clock.held_at(clock.now() + timedelta(hours=30)):
        assert queries.sources(actor)[0].freshness.value == "amber"
        _publish(MANY[:3], SECOND)
        (view,) = queries.sources(actor)
    assert view.freshness.value == "fresh"
    assert checked
    assert view.checked_at
    assert view.checked_at > checked


def test_another_clearance_another_service_and_another_day_are_judged_for_themselves() -> None:
    until = replace(CLEAR, expires=SECOND)
    _publish(["A"], FIRST, cast.ALDER_SECRET)
    _publish(["A"], FIRST, until, source="another")

    def seen(actor: Actor, moment: datetime) -> int:
        with clock.held_at(moment):
            queries.permitted_markings(actor)  # asked before, and so kept
            return len(queries.permitted_markings(actor, UseKind.SCREEN))

    last = datetime(2026, 2, 11, 21, 59, tzinfo=UTC)  # 23:59 in the service's time zone
    both = seen(cast.actor(), last)
    assert seen(cast.actor(clearance=Level.UNCLASSIFIED), last) == both - 1
    assert seen(cast.actor(service=cast.CEDAR), last) == both - 1
    assert seen(cast.actor(), last + timedelta(minutes=2)) == both - 1


def test_a_screening_leaves_out_a_name_from_the_minute_its_marking_expires() -> None:
    _publish(["A"], FIRST, replace(CLEAR, expires=SECOND))
    last = datetime(2026, 2, 11, 21, 59, tzinfo=UTC)
    for moment, hits in ((last, 1), (last + timedelta(minutes=2), 0), (last, 1)):
        with clock.held_at(moment):
            assert len(screening.screen(cast.actor(), Query(("Zubeir Makonga A",))).hits) == hits


def test_a_marking_that_narrows_is_obeyed_by_the_next_screening() -> None:
    low = cast.actor(clearance=Level.UNCLASSIFIED)
    _publish(["A"], FIRST)
    assert len(screening.screen(low, Query(("Zubeir Makonga A",))).hits) == 1
    _publish(["A"], SECOND, cast.ALDER_SECRET)
    assert screening.screen(low, Query(("Zubeir Makonga A",))).hits == ()


def test_an_answer_is_worked_out_once_in_each_standing() -> None:
    kept: Kept[int] = Kept()
    worked: list[int] = []

    def work() -> int:
        worked.append(1)
        return len(worked)

    assert [kept.answer(standing.now(), "a", work) for _ in range(3)] == [1, 1, 1]
    assert kept.answer(standing.now(), "b", work) == 2
    _publish(["A"], FIRST)
    assert [kept.answer(standing.now(), "a", work) for _ in range(2)] == [3, 3]


def test_an_answer_during_which_the_register_moved_is_not_kept() -> None:
    _publish(["A"], FIRST)
    kept: Kept[int] = Kept()
    at = standing.now()

    def overtaken() -> int:
        Source.objects.filter(name="listing")  # what was read before …
        _publish(["A", "B"], SECOND)  # … another changes meanwhile
        return 1

    assert kept.answer(at, "a", overtaken) == 1
    assert kept.answer(at, "a", lambda: 2) == 2


def test_markings_are_only_ever_added_since_their_number_tells_whether_there_are_others() -> None:
    _publish(["A"], FIRST)
    before = set(MarkingRow.objects.values_list("canonical", flat=True))
    _publish(["A"], SECOND, cast.ALDER_SECRET)
    register.update(
        cast.actor(),
        SourceTerms(cast.LISTING, "listing", "The list", "A publisher", "public", CLEAR),
        "again",
        lambda: cast.edition({"A": [(Property.PRIMARY_NAME, cast.name("Ana"))]}, issued=THIRD),
    )
    assert before < set(MarkingRow.objects.values_list("canonical", flat=True))
