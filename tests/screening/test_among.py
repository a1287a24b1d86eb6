"""A name asked of some sources alone: what stands in the others is as if it were not there."""

from __future__ import annotations

import pytest

from acordo.facts import Property, SourceName
from acordo.markings import CLEAR
from acordo.matching import Query
from acordo.register.acts import SourceTerms, update
from acordo.screening import acts
from tests import cast

pytestmark = pytest.mark.django_db
NAMES = [f"Nelson Fake Muthemba {letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEF"]


def _publish(source: str, *names: str) -> None:
    """Bring a source to entries with these names."""
    stated = {f"{source}-{number}": [(Property.PRIMARY_NAME, cast.name(name))] for number, name in enumerate(names)}
    edition = cast.edition(stated, source=SourceName(source))
    terms = SourceTerms(SourceName(source), "listing", source, "A publisher", "public", CLEAR)
    update(cast.actor(), terms, edition.document.digest, lambda: edition)


def _asked(*sources: str) -> tuple[list[str], list[str], int | None]:
    done = acts.screen(cast.actor(), Query(names=("Nelson Fake Muthemba",)), among=sources, limit=100)
    return [hit.entry_id for hit in done.hits], [source.name for source in done.sources], done.searched


def test_only_the_sources_named_are_asked_and_told() -> None:
    _publish("one", "Nelson Fake Muthemba")
    _publish("two", "Nelson Fake Muthemba", "Somebody Else")
    assert _asked("one") == (["one/one-0"], ["one"], 1)
    assert _asked("two") == (["two/two-0"], ["two"], 2)
    assert _asked() == ([], [], 0)


def test_many_names_of_another_source_hide_none_of_this_one() -> None:
    _publish("many", *NAMES)
    _publish("one", "Nelson Fake Mutemba")
    assert _asked("one")[0] == ["one/one-0"]


def test_an_entry_that_came_since_the_index_was_compiled_is_asked_in_its_source_alone() -> None:
    _publish("one", "Somebody Else")
    assert _asked("one")[0] == []
    _publish("two", "Nelson Fake Muthemba")
    _publish("one", "Somebody Else", "Nelson Fake Muthemba")
    assert _asked("one")[0] == ["one/one-1"]
    assert _asked("two")[0] == ["two/two-0"]
