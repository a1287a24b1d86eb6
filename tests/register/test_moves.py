"""A publisher gave an entry another reference: the same party is told as moved, and neither doubled nor delisted."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acordo.facts import Document, Edition, Property, Reference, SourceName, Statement, entry_id
from acordo.markings import Level, Marking
from acordo.register import acts, differences, queries
from acordo.register.acts import SourceTerms
from acordo.register.differences import Group
from acordo.register.moves import moves
from tests import cast

PIER = SourceName("pier")
CLEAR = Marking.parse("TLP:CLEAR", "pier")
SECRET = Marking(cast.ALDER, level=Level.SECRET)

_references = st.sampled_from([f"p-{number}" for number in range(6)])
_values = st.lists(
    st.tuples(
        _references,
        st.sampled_from([Property.PRIMARY_NAME, Property.BORN, Property.LISTED_ON, Property.PUBLISHER_NUMBER]),
        st.sampled_from(['"a"', '"b"']),
    ),
    max_size=12,
)


@given(_values)
def test_a_move_pairs_each_reference_once_and_what_says_the_same(values: list[tuple[str, str, str]]) -> None:
    renamed = [(f"new-{reference}", property_, value) for reference, property_, value in values]
    found = moves(values, renamed)
    assert len({earlier for earlier, _ in found}) == len({later for _, later in found}) == len(found)
    assert all(later == f"new-{earlier}" for earlier, later in found)
    named = {reference for reference, property_, _ in values if property_ == Property.PRIMARY_NAME}
    assert {earlier for earlier, _ in found} <= named


@given(_values, _values)
def test_what_says_something_else_has_not_moved(
    gone: list[tuple[str, str, str]], come: list[tuple[str, str, str]]
) -> None:
    def content(values: list[tuple[str, str, str]], reference: str) -> set[tuple[str, str]]:
        kept = {Property.PRIMARY_NAME, Property.BORN}
        return {(one[1], one[2]) for one in values if one[0] == reference and one[1] in kept}

    for earlier, later in moves(gone, come):
        assert content(gone, earlier) == content(come, later)


def _edition(day: date, *entries: tuple[str, str, Marking]) -> Edition:
    statements = [
        Statement.of(PIER, Reference(reference), property_, content, marking)
        for reference, name, marking in entries
        for property_, content in (
            (Property.KIND, "person"),
            (Property.PRIMARY_NAME, {"text": name}),
            (Property.PUBLISHER_NUMBER, reference),
        )
    ]
    return Edition(PIER, day, Document("pier.txt", day.isoformat().ljust(64, "0"), 1), tuple(statements))


def _update(edition: Edition) -> acts.Outcome:
    terms = SourceTerms(PIER, "story", "Pier", "Pier authority", "", CLEAR)
    return acts.update(cast.actor(), terms, edition.document.digest, lambda: edition)


@pytest.mark.django_db
def test_a_new_reference_for_the_same_content_is_told_as_one_party() -> None:
    _update(_edition(date(2025, 1, 1), ("1", "Ana Inventada", CLEAR), ("2", "Rui Inventado", CLEAR)))
    outcome = _update(
        _edition(
            date(2025, 2, 1), ("1a", "Ana Inventada", CLEAR), ("2", "Rui Inventado", CLEAR), ("3", "Zé Novo", CLEAR)
        )
    )
    assert outcome.moved == (("1", "1a"),)
    assert (outcome.added, outcome.delisted) == (("3",), ())
    actor = cast.actor()
    changes = queries.changes(actor, PIER)
    assert [(one.formerly, one.reference) for one in changes.moved] == [("1", "1a")]
    assert [one.reference for one in changes.added] == ["3"]
    assert changes.delisted == ()
    found = differences.differences(actor, PIER, group=Group.MOVED)
    assert found.counts == {Group.ADDED: 1, Group.AMENDED: 0, Group.DELISTED: 0, Group.MOVED: 1}
    assert [(one.formerly, one.reference) for one in found.entries] == [("1", "1a")]
    assert queries.entry(actor, entry_id(PIER, Reference("1a"))).formerly == "1"
    assert queries.entry(actor, entry_id(PIER, Reference("1"))).now_under == "1a"


@pytest.mark.django_db
def test_a_reference_that_moved_twice_is_followed_through() -> None:
    for number, day in (("1", 1), ("2", 2), ("3", 3)):
        _update(_edition(date(2025, 1, day), (number, "Ana Inventada", CLEAR), ("9", "Rui Inventado", CLEAR)))
    actor = cast.actor()
    through = queries.changes(actor, PIER, 1, 3)
    assert [(one.formerly, one.reference) for one in through.moved] == [("1", "3")]
    assert (through.added, through.delisted) == ((), ())
    back = _update(_edition(date(2025, 1, 4), ("1", "Ana Inventada", CLEAR), ("9", "Rui Inventado", CLEAR)))
    assert back.moved == (("3", "1"),)
    assert queries.changes(actor, PIER, 1, 4).moved == ()
    again = queries.entry(actor, entry_id(PIER, Reference("1")))
    assert (again.listed, again.formerly, again.now_under) == (True, "3", None)


@pytest.mark.django_db
def test_an_officer_who_may_not_see_the_earlier_entry_is_not_told_of_it() -> None:
    _update(_edition(date(2025, 1, 1), ("1", "Ana Inventada", SECRET), ("9", "Rui Inventado", CLEAR)))
    moved = _update(_edition(date(2025, 2, 1), ("1a", "Ana Inventada", CLEAR), ("9", "Rui Inventado", CLEAR)))
    assert moved.moved == (("1", "1a"),)
    low = cast.actor(clearance=Level.RESTRICTED)
    assert queries.entry(low, entry_id(PIER, Reference("1a"))).formerly is None
    changes = queries.changes(low, PIER)
    assert [one.reference for one in changes.added] == ["1a"]
    assert changes.moved == ()
    found = differences.differences(low, PIER)
    assert (found.counts[Group.ADDED], found.counts[Group.MOVED]) == (1, 0)
