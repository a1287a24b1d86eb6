"""Statements enter by one door, unseen until they are whole; any value can be read as of any day."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from acordo import clock
from acordo.facts import ChangeSet, Edition, Json, Property, Reference, SourceName, Statement
from acordo.journal.guard import Gate, opened
from acordo.journal.models import ActLine
from acordo.journal.words import Role
from acordo.lists import ShrankTooFar
from acordo.markings import CLEAR, Level, Marking
from acordo.register import acts, differences, models, queries, refusals, store
from acordo.register.acts import Outcome, SourceTerms
from acordo.register.differences import Group
from acordo.register.queries import NoSuchEntry
from acordo.register.words import Freshness
from tests import cast

pytestmark = pytest.mark.django_db
FIRST, SECOND, THIRD = date(2025, 8, 2), date(2026, 2, 27), date(2026, 6, 1)


def _hold(before: int, after: int) -> ShrankTooFar | None:
    if before - after > 2:
        return ShrankTooFar(before=before, after=after, percent=100 * (before - after) // before, most=10)
    return None


def _terms(marking: Marking = CLEAR) -> SourceTerms:
    return SourceTerms(cast.LISTING, "listing", "A list", "A publisher", "public", marking, _hold)


def _update(edition: Edition, marking: Marking = CLEAR) -> Outcome:
    return acts.update(cast.actor(), _terms(marking), edition.document.digest, lambda: edition)


def _person(primary: str, *more: tuple[Property, Json]) -> list[tuple[Property, Json]]:
    return [(Property.KIND, "person"), (Property.PRIMARY_NAME, cast.name(primary)), *more]


def _same(edition: Edition) -> Edition:
    return edition


def _names(entry_id: str, as_of: date | None = None) -> list[str]:
    view = queries.entry(cast.actor(), entry_id, as_of=as_of)
    return [value.text for value in view.values if value.property is Property.PRIMARY_NAME]


def test_an_edition_reports_what_it_added_amended_and_delisted() -> None:
    _update(cast.edition({"A": _person("Ana"), "B": _person("Bento"), "C": _person("Celso")}, issued=FIRST))
    outcome = _update(cast.edition({"A": _person("Ana"), "B": _person("Benta"), "D": _person("Dina")}, issued=SECOND))
    assert (outcome.added, outcome.amended, outcome.delisted) == (("D",), ("B",), ("C",))


def test_changes_are_told_down_to_values() -> None:
    _update(cast.edition({"A": _person("Ana"), "B": _person("Bento")}, issued=FIRST))
    _update(cast.edition({"A": _person("Ana", (Property.BORN, "1988")), "B": _person("Benta")}, issued=SECOND))
    found = queries.changes(cast.actor(), cast.LISTING)
    assert [(c.reference, [v.text for v in c.added], [v.text for v in c.removed]) for c in found.amended] == [
        ("A", ["1988"], []),
        ("B", ["Benta"], ["Bento"]),
    ]


def test_an_entry_without_a_primary_name_is_called_by_its_best_other_name() -> None:
    names = [(Property.LOW_ALIAS, cast.name("Nito")), (Property.GOOD_ALIAS, cast.name("Bento Inventado"))]
    _update(cast.edition({"A": [(Property.KIND, "person"), *names]}, issued=FIRST))
    found = queries.changes(cast.actor(), cast.LISTING)
    assert [one.title for one in found.added] == ["Bento Inventado"]


def test_the_same_document_again_changes_nothing_and_is_not_even_read() -> None:
    edition = cast.edition({"A": _person("Ana")}, issued=FIRST)
    _update(edition)
    before = models.Statement.objects.count()
    outcome = acts.update(cast.actor(), _terms(), edition.document.digest, lambda: pytest.fail("it was read"))
    assert outcome.unchanged
    assert (models.Edition.objects.count(), models.Statement.objects.count()) == (1, before)


def test_a_later_document_that_says_the_same_makes_no_edition_but_counts_as_a_look() -> None:
    with clock.held_at(datetime(2026, 1, 1, tzinfo=UTC)):
        _update(cast.edition({"A": _person("Ana")}, issued=FIRST, digest="1"))
    outcome = _update(cast.edition({"A": _person("Ana")}, issued=SECOND, digest="2"))
    assert (outcome.unchanged, outcome.edition) == (True, 1)
    assert queries.source(cast.actor(), cast.LISTING).freshness is Freshness.FRESH


def test_any_value_can_be_read_as_of_any_day() -> None:
    _update(cast.edition({"A": _person("Ana Old")}, issued=FIRST))
    _update(cast.edition({"A": _person("Ana New")}, issued=SECOND))
    _update(cast.edition({"B": _person("Bento")}, issued=THIRD))
    assert _names("listing/A", FIRST) == ["Ana Old"]
    assert _names("listing/A", SECOND - timedelta(days=1)) == ["Ana Old"]
    assert _names("listing/A", SECOND) == ["Ana New"]
    with pytest.raises(NoSuchEntry):
        _names("listing/A", FIRST - timedelta(days=1))
    delisted = queries.entry(cast.actor(), "listing/A")
    assert (delisted.listed, delisted.title) == (False, "Ana New")


def test_a_value_that_left_and_came_back_has_both_spans() -> None:
    for day, name in ((FIRST, "Ana"), (SECOND, "Anna"), (THIRD, "Ana")):
        _update(cast.edition({"A": _person(name)}, issued=day))
    history = queries.entry(cast.actor(), "listing/A").history
    assert [[v.text for v in step.added if v.property is Property.PRIMARY_NAME] for step in history] == [
        ["Ana"],
        ["Anna"],
        ["Ana"],
    ]


def test_an_older_document_is_refused_and_changes_nothing() -> None:
    _update(cast.edition({"A": _person("Ana")}, issued=SECOND))
    with pytest.raises(refusals.OlderEdition):
        _update(cast.edition({"B": _person("Bento")}, issued=FIRST))
    assert _names("listing/A") == ["Ana"]


def test_a_list_that_shrank_too_far_is_held_until_an_officer_decides() -> None:
    full = {letter: _person(f"Name {letter}") for letter in "ABCDE"}
    _update(cast.edition(full, issued=FIRST))
    outcome = _update(cast.edition({"A": full["A"]}, issued=SECOND))
    assert outcome.held_because is not None
    assert queries.source(cast.actor(), cast.LISTING).entries == 5
    assert _names("listing/E") == ["Name E"]
    acts.decide(cast.actor(), cast.LISTING, outcome.edition, accept=True, reason="the publisher confirmed it")
    assert queries.source(cast.actor(), cast.LISTING).entries == 1
    assert not queries.entry(cast.actor(), "listing/E").listed


def test_nobody_decides_an_edition_of_a_source_that_he_or_she_does_not_see() -> None:
    full = {letter: _person(f"Name {letter}") for letter in "ABCDE"}
    _update(cast.edition(full, issued=FIRST, marking=cast.ALDER_SECRET), cast.ALDER_SECRET)
    held = _update(cast.edition({"A": full["A"]}, issued=SECOND, marking=cast.ALDER_SECRET), cast.ALDER_SECRET)
    with pytest.raises(queries.NoSuchSource):
        acts.decide(cast.actor(clearance=Level.UNCLASSIFIED), cast.LISTING, held.edition, accept=False, reason="blind")
    acts.decide(cast.actor(), cast.LISTING, held.edition, accept=False, reason="cut off on the way")


def test_a_held_edition_that_is_refused_leaves_no_trace_in_what_is_read() -> None:
    full = {letter: _person(f"Name {letter}") for letter in "ABCDE"}
    _update(cast.edition(full, issued=FIRST))
    before = sorted(models.Statement.objects.values_list("sid", "since", "until"))
    outcome = _update(cast.edition({"A": _person("Another")}, issued=SECOND))
    acts.decide(cast.actor(), cast.LISTING, outcome.edition, accept=False, reason="cut off on the way")
    assert sorted(models.Statement.objects.values_list("sid", "since", "until")) == before
    with pytest.raises(refusals.NoHeldEdition):
        acts.decide(cast.actor(), cast.LISTING, outcome.edition, accept=True, reason="too late")


def test_a_decision_needs_its_reason() -> None:
    full = {letter: _person(f"Name {letter}") for letter in "ABCDE"}
    _update(cast.edition(full, issued=FIRST))
    held = _update(cast.edition({"A": full["A"]}, issued=SECOND))
    with pytest.raises(refusals.NoReason):
        acts.decide(cast.actor(), cast.LISTING, held.edition, accept=True, reason="  ")


def test_what_a_crash_left_half_staged_is_not_seen_and_the_next_update_takes_it_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _update(cast.edition({"A": _person("Ana")}, issued=FIRST))
    crashing = cast.edition({"A": _person("Anna"), "B": _person("Bento")}, issued=SECOND)

    def stop(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(store, "CHUNK", 1)
    with pytest.raises(KeyboardInterrupt):
        acts.update(cast.actor(), _terms(), "x", lambda: crashing, progress=stop)
    assert _names("listing/A") == ["Ana"]
    outcome = _update(cast.edition({"A": _person("Anita")}, issued=SECOND))
    assert outcome.amended == ("A",)
    assert _names("listing/A") == ["Anita"]
    assert _names("listing/A", FIRST) == ["Ana"]


def test_an_update_that_another_overtook_stops_and_changes_nothing() -> None:
    _update(cast.edition({"A": _person("Ana")}, issued=FIRST))
    slow = cast.edition({"A": _person("Slow")}, issued=SECOND)

    def read_while_another_publishes() -> Edition:
        return slow

    def another(_done: int, _total: int) -> None:
        if queries.source(cast.actor(), cast.LISTING).edition == 1:
            _update(cast.edition({"A": _person("Quick")}, issued=SECOND, digest="quick"))

    with pytest.raises(store.Overtaken):
        acts.update(cast.actor(), _terms(), "slow", read_while_another_publishes, progress=another)
    assert _names("listing/A") == ["Quick"]


def test_a_change_set_made_against_another_edition_is_a_conflict() -> None:
    _update(cast.edition({"A": _person("Ana")}, issued=FIRST))
    row = models.Edition.objects.get()
    with pytest.raises(store.Overtaken):
        store.stage(ChangeSet(cast.LISTING, 7), row)


def test_only_a_keeper_of_lists_may_update() -> None:
    edition = cast.edition({"A": _person("Ana")})
    with pytest.raises(Exception, match="does not permit"):
        acts.update(cast.actor(Role.SCREENER), _terms(), "1", lambda: edition)
    assert not models.Source.objects.exists()


def test_the_register_number_moves_with_each_published_change_only() -> None:
    start = models.RegisterState.objects.get().number
    edition = cast.edition({"A": _person("Ana")}, issued=FIRST)
    _update(edition)
    _update(edition)
    assert models.RegisterState.objects.get().number == start + 1


def test_a_list_is_amber_after_a_day_and_red_after_a_week_without_a_look() -> None:
    now = datetime(2026, 1, 1, 12, tzinfo=UTC)
    with clock.held_at(now):
        for hours, expected in ((23, Freshness.FRESH), (25, Freshness.AMBER), (24 * 7 + 1, Freshness.RED)):
            assert queries.freshness(now - timedelta(hours=hours)) is expected
        assert queries.freshness(None) is Freshness.RED


def test_what_the_markings_withhold_is_counted_inside_and_absent_outside() -> None:
    listing = cast.LISTING
    seen = Statement.of(listing, Reference("A"), Property.PRIMARY_NAME, cast.name("Ana"), CLEAR)
    top = Statement.of(listing, Reference("A"), Property.NOTE, "canary", cast.TOP)
    whole = Statement.of(listing, Reference("B"), Property.PRIMARY_NAME, cast.name("Canary"), cast.TOP)
    edition = cast.edition({}, issued=FIRST)
    _update(Edition(listing, FIRST, edition.document, (seen, top, whole)))
    view = queries.entry(cast.actor(), "listing/A")
    assert view.withheld == 1
    assert "canary" not in repr(view).lower()
    with pytest.raises(NoSuchEntry):
        queries.entry(cast.actor(), "listing/B")
    assert queries.source(cast.actor(), listing).entries == 1
    assert "canary" not in repr(queries.changes(cast.actor(), listing)).lower()
    assert queries.titles(cast.actor(), ["listing/A", "listing/B"]) == {"listing/A": "Ana"}


def test_cedar_sees_nothing_of_what_is_for_its_originator_only() -> None:
    _update(cast.edition({"A": _person("Ana")}, marking=cast.BIRCH_ONLY), cast.BIRCH_ONLY)
    assert queries.sources(cast.actor(service=cast.CEDAR)) == ()
    with pytest.raises(NoSuchEntry):
        queries.entry(cast.actor(service=cast.CEDAR), "listing/A")
    assert queries.entry(cast.actor(service=cast.BIRCH), "listing/A").title == "Ana"


def test_a_marking_that_changes_is_a_change_and_the_old_one_stays_readable() -> None:
    _update(cast.edition({"A": _person("Ana")}, issued=FIRST, marking=CLEAR, digest="1"))
    outcome = _update(cast.edition({"A": _person("Ana")}, issued=SECOND, marking=cast.ALDER_SECRET, digest="2"))
    assert outcome.amended == ("A",)
    assert {value.marking for value in queries.entry(cast.actor(), "listing/A").values} == {"SECRET//ORIGINATOR ONLY"}
    assert {v.marking for v in queries.entry(cast.actor(), "listing/A", as_of=FIRST).values} == {"TLP:CLEAR"}


_facts = st.lists(st.sampled_from([(Property.NOTE, text) for text in "abcd"]), min_size=1, max_size=4, unique=True)
_editions = st.lists(st.dictionaries(st.sampled_from("ABCD"), _facts, min_size=1, max_size=4), min_size=1, max_size=5)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=_editions)
def test_after_any_history_every_edition_reads_as_it_was(
    history: list[dict[str, list[tuple[Property, Json]]]], db: None
) -> None:
    name = SourceName(f"s{clock.new_id()}")
    terms = SourceTerms(name, "listing", "A list", "A publisher", "public", CLEAR)
    days: list[date] = []
    for number, stated in enumerate(history):
        day = FIRST + timedelta(days=number)
        edition = cast.edition(stated, issued=day, source=name, digest=f"{name}{number}")
        acts.update(cast.actor(), terms, edition.document.digest, partial(_same, edition))
        days.append(day)
    for day, stated in zip(days, history, strict=True):
        for letter in "ABCD":
            expected = sorted(str(text) for _, text in stated.get(letter, []))
            try:
                view = queries.entry(cast.actor(), f"{name}/{letter}", as_of=day)
                found = sorted(value.text for value in view.values)
            except NoSuchEntry:
                found = []
            assert found == expected


def _held_edition() -> int:
    full = {letter: _person(f"Name {letter}") for letter in "ABCDE"}
    _update(cast.edition(full, issued=FIRST))
    return _update(cast.edition({"A": _person("Name A")}, issued=SECOND)).edition


def test_a_refusal_that_comes_after_anothers_acceptance_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    number = _held_edition()
    refuse = store.drop

    def accepted_first(edition: models.Edition) -> bool:
        store.publish(edition)
        return refuse(edition)

    monkeypatch.setattr(store, "drop", accepted_first)
    with pytest.raises(store.Overtaken):
        acts.decide(cast.actor(), cast.LISTING, number, accept=False, reason="too late")
    monkeypatch.undo()
    row = models.Edition.objects.get(number=number)
    assert models.Statement.objects.filter(since__lte=number).exists()
    assert row.decided == ""


def test_an_edition_that_was_published_meanwhile_cannot_be_dropped() -> None:
    _update(cast.edition({"A": _person("Ana")}, issued=FIRST))
    published = models.Edition.objects.get()
    with opened(Gate.WRITING):
        assert not store.drop(published)
    assert _names("listing/A") == ["Ana"]


def test_a_drop_that_is_cut_off_leaves_the_edition_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    number = _held_edition()
    before = sorted(models.Statement.objects.values_list("sid", "since", "until"))
    row = models.Edition.objects.get(number=number)

    def cut(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("django.db.models.query.QuerySet.update", cut)
    with pytest.raises(KeyboardInterrupt), opened(Gate.WRITING):
        store.drop(row)
    monkeypatch.undo()
    assert sorted(models.Statement.objects.values_list("sid", "since", "until")) == before
    assert models.Edition.objects.get(number=number).state == models.HELD


def test_a_newer_reading_supersedes_a_held_edition_by_an_act_of_its_own() -> None:
    number = _held_edition()
    before = ActLine.objects.count()
    _update(cast.edition({letter: _person(f"Name {letter}") for letter in "ABCDF"}, issued=SECOND))
    assert models.Edition.objects.get(number=number).state == models.DROPPED
    said = [json.loads(bytes(line.chained))["act"] for line in ActLine.objects.filter(number__gt=before)]
    assert said[-2:] == ["register.supersede", "register.update"]


def test_a_file_that_cannot_be_read_leaves_no_source_behind() -> None:
    def unreadable() -> Edition:
        raise refusals.OlderEdition(source="x", offered="x", held="x")

    with pytest.raises(refusals.OlderEdition):
        acts.update(cast.actor(), _terms(), "d", unreadable)
    assert not models.Source.objects.exists()


def test_the_same_document_under_another_marking_is_read_and_the_source_says_so() -> None:
    _update(cast.edition({"A": _person("Ana")}, issued=FIRST, digest="same"))
    secret = cast.edition({"A": _person("Ana")}, issued=FIRST, marking=cast.ALDER_SECRET, digest="same")
    assert not _update(secret, cast.ALDER_SECRET).unchanged
    assert queries.source(cast.actor(), cast.LISTING).marking == "SECRET//ORIGINATOR ONLY"
    with pytest.raises(queries.NoSuchSource):
        queries.source(cast.actor(clearance=Level.UNCLASSIFIED), cast.LISTING)


def test_the_issue_date_never_moves_back() -> None:
    _update(cast.edition({"A": _person("Ana")}, issued=SECOND, digest="1"))
    outcome = acts.update(
        cast.actor(), _terms(), "2", lambda: cast.edition({"A": _person("Ana")}, issued=None, digest="2")
    )
    assert outcome.unchanged
    assert queries.source(cast.actor(), cast.LISTING).issued == SECOND


def test_between_editions_that_do_not_follow_each_other_only_the_net_is_told() -> None:
    for day, name in ((FIRST, "Ana"), (SECOND, "Anna"), (THIRD, "Ana")):
        _update(cast.edition({"A": _person(name), "B": _person("Bento")}, issued=day))
    found = queries.changes(cast.actor(), cast.LISTING, 1, 3)
    assert (found.added, found.amended, found.delisted) == ((), (), ())


def test_a_value_marked_anew_is_told_as_such_and_not_as_come_and_gone() -> None:
    _update(cast.edition({"A": _person("Ana")}, issued=FIRST, digest="1"))
    _update(cast.edition({"A": _person("Ana")}, issued=SECOND, marking=cast.ALDER_SECRET, digest="2"))
    (change,) = queries.changes(cast.actor(), cast.LISTING).amended
    assert (change.added, change.removed) == ((), ())
    assert {value.marking for value in change.remarked} == {"SECRET//ORIGINATOR ONLY"}


def test_what_was_narrowed_is_not_read_back_out_of_the_past() -> None:
    low = cast.actor(clearance=Level.UNCLASSIFIED)
    _update(cast.edition({"A": _person("Ana"), "B": _person("Bento")}, issued=FIRST, digest="1"))
    statements = (
        *cast.edition({"A": _person("Ana")}, marking=cast.ALDER_SECRET).statements,
        *cast.edition({"B": _person("Bento")}).statements,
    )
    edition = cast.edition({}, issued=SECOND, digest="2")
    _update(Edition(cast.LISTING, SECOND, edition.document, statements))
    for day in (None, FIRST):
        with pytest.raises(NoSuchEntry):
            queries.entry(low, "listing/A", as_of=day)
    changes = queries.changes(low, cast.LISTING)
    assert "Ana" not in repr(changes)
    assert changes.delisted == ()
    assert changes.until.amended is None
    assert queries.entry_names(low, ["listing/A", "listing/B"]) == {"listing/B": frozenset({"Bento"})}


def test_who_sees_an_entry_for_the_first_time_is_not_told_that_it_stood_there_before() -> None:
    low = cast.actor(clearance=Level.UNCLASSIFIED)
    hidden = cast.edition({"A": _person("Ana")}, marking=cast.ALDER_SECRET).statements
    seen = cast.edition({"A": [(Property.LOW_ALIAS, cast.name("Anita"))], "B": _person("Bento")}).statements
    other = cast.edition({"B": _person("Bento")}).statements
    for number, statements in enumerate(((*hidden, *other), (*hidden, *seen), (*hidden, *other))):
        empty = cast.edition({}, digest=str(number))
        _update(Edition(cast.LISTING, None, empty.document, statements))
    came, went = queries.changes(low, cast.LISTING, 1, 2), queries.changes(low, cast.LISTING, 2, 3)
    assert [one.reference for one in came.added] == ["A"]
    assert came.amended == ()
    page = differences.differences(low, cast.LISTING, (1, 2))
    assert page.counts == {Group.ADDED: 1, Group.AMENDED: 0, Group.DELISTED: 0, Group.MOVED: 0}
    assert went.delisted == ()  # it is listed still, and nobody may be told otherwise
