"""A name is asked: what may be seen is found and explained, what may not does not exist, and the act is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from acordo import clock
from acordo.facts import Edition, Json, PartialDate, Property, Reference, SourceName, Statement
from acordo.journal.models import ActLine
from acordo.journal.permits import NotPermitted
from acordo.journal.words import Role
from acordo.markings import CLEAR, Marking
from acordo.matching import Query
from acordo.names import UnreadableName
from acordo.register import acts as register
from acordo.register import index
from acordo.register.acts import SourceTerms
from acordo.register.words import Freshness
from acordo.screening import acts, queries
from tests import cast

if TYPE_CHECKING:
    from acordo.screening.words import ScreeningView

pytestmark = pytest.mark.django_db
DAY = date(2026, 2, 27)


def _publish(
    stated: dict[str, list[tuple[Property, Json]]],
    *,
    source: str = cast.LISTING,
    marking: Marking = CLEAR,
    issued: date = DAY,
) -> None:
    name = SourceName(source)
    terms = SourceTerms(name, "listing", f"The list {source}", "A publisher", "public", marking)
    edition = cast.edition(stated, source=name, marking=marking, issued=issued)
    register.update(cast.actor(), terms, edition.document.digest, lambda: edition)


def _person(primary: str, *more: tuple[Property, Json]) -> list[tuple[Property, Json]]:
    return [(Property.KIND, "person"), (Property.PRIMARY_NAME, cast.name(primary)), *more]


def _ask(name: str, born: str = "", *, service: str = cast.ALDER) -> ScreeningView:
    query = Query((name,), born=PartialDate.parse(born) if born else None)
    return acts.screen(cast.actor(service=service), query)


def _found(name: str, born: str = "", *, service: str = cast.ALDER) -> list[str]:
    return [hit.entry_id for hit in _ask(name, born, service=service).hits]


def test_a_name_is_found_whatever_its_order_case_and_script() -> None:
    _publish({"A": _person("Zubeir Makonga Tarimo"), "B": _person("Olga Vershinskaya")})
    for asked in ("Zubeir Makonga Tarimo", "TARIMO Zubeir Makonga", "zubeír makonga tarimo"):
        assert _found(asked) == ["listing/A"]
    assert _found("Ольга Вершинская") == ["listing/B"]


def test_a_hit_says_whose_entry_it_is_of_which_issue_and_why() -> None:
    _publish({"A": _person("Zubeir Makonga Tarimo", (Property.BORN, "1988-06-15"))})
    (hit,) = _ask("Zubeir Makonga Tarimo", "1988-06-15").hits
    assert (hit.source_title, hit.publisher, hit.issued) == ("The list listing", "A publisher", DAY)
    assert (hit.matched_name, hit.query_name) == ("Zubeir Makonga Tarimo", "Zubeir Makonga Tarimo")
    assert {"name", "born"} <= {finding.feature for finding in hit.agreed}
    assert {"nationality", "sex"} & {finding.feature for finding in hit.disagreed} == set()


def test_a_screening_is_kept_and_shown_again_as_it_was() -> None:
    _publish({"A": _person("Zubeir Makonga Tarimo")})
    view = _ask("Zubeir Makonga Tarimo")
    _publish({"A": _person("Another Name Altogether")}, issued=date(2026, 3, 1))
    assert _found("Zubeir Makonga Tarimo") == []
    assert queries.screening(cast.actor(), view.id) == view


def test_a_screening_of_an_entry_that_is_not_ones_to_see_shows_no_hit_of_it() -> None:
    _publish({"A": _person("Zubeir Makonga Tarimo")}, marking=cast.BIRCH_ONLY)
    view = _ask("Zubeir Makonga Tarimo", service=cast.BIRCH)
    assert [hit.entry_id for hit in view.hits] == ["listing/A"]
    assert queries.screening(cast.actor(service=cast.CEDAR), view.id).hits == ()


def test_an_update_is_screenable_at_once_and_a_closed_entry_never_a_hit() -> None:
    _publish({"A": _person("Zubeir Makonga Tarimo")})
    assert _found("Zubeir Makonga Tarimo") == ["listing/A"]
    base = index.current().base
    _publish(
        {"B": _person("Filomena Chitsonga Duarte"), "C": _person("Mustafa Kidogo Rashidi")}, issued=date(2026, 3, 1)
    )
    assert _found("Filomena Chitsonga Duarte") == ["listing/B"]
    assert _found("Zubeir Makonga Tarimo") == []
    assert index.current().base.register_number == base.register_number
    assert index.current().recent is not None


def test_an_entry_that_changed_is_found_by_its_new_name_only() -> None:
    _publish({"A": _person("Zubeir Makonga Tarimo"), "B": _person("Filomena Chitsonga Duarte")})
    assert _found("Zubeir Makonga Tarimo") == ["listing/A"]
    _publish(
        {"A": _person("Edson Vilanculos Nhaca"), "B": _person("Filomena Chitsonga Duarte")}, issued=date(2026, 3, 1)
    )
    assert _found("Edson Vilanculos Nhaca") == ["listing/A"]
    assert _found("Zubeir Makonga Tarimo") == []
    assert _found("Filomena Chitsonga Duarte") == ["listing/B"]


def test_a_hit_is_checked_against_the_register_even_where_the_index_is_old(monkeypatch: pytest.MonkeyPatch) -> None:
    _publish({"A": _person("Zubeir Makonga Tarimo")})
    old = index.current()
    _publish({"B": _person("Filomena Chitsonga Duarte")}, issued=date(2026, 3, 1))
    monkeypatch.setattr(index, "current", lambda *_: old)
    assert _found("Zubeir Makonga Tarimo") == []


def test_an_entry_that_is_no_longer_listed_never_crowds_out_one_that_is(monkeypatch: pytest.MonkeyPatch) -> None:
    same = {reference: _person("Zubeir Makonga Tarimo") for reference in "ABCD"}
    _publish(same)
    old = index.current()
    _publish({"D": same["D"], "X": _person("Filomena Chitsonga Duarte")}, issued=date(2026, 3, 1))
    monkeypatch.setattr(index, "current", lambda *_: old)
    for limit in (1, 2):
        view = acts.screen(cast.actor(), Query(("Zubeir Makonga Tarimo",)), limit=limit)
        assert [hit.entry_id for hit in view.hits] == ["listing/D"]


def _two_names() -> None:
    """One entry with a name that all may see, and one under a marking of its own."""
    listing = cast.LISTING
    statements = (
        Statement.of(
            listing, Reference("A"), Property.PRIMARY_NAME, cast.name("Zubeir Makonga Tarimo"), cast.BIRCH_ONLY
        ),
        Statement.of(listing, Reference("A"), Property.GOOD_ALIAS, cast.name("Filomena Chitsonga Duarte"), CLEAR),
    )
    terms = SourceTerms(listing, "listing", "A list", "A publisher", "public", CLEAR)
    document = cast.edition({}).document
    register.update(cast.actor(), terms, "d", lambda: Edition(listing, DAY, document, statements))


@pytest.mark.parametrize("asked", ["Zubeir Makonga Tarimo", "Filomena Chitsonga Duarte"])
def test_another_officer_sees_of_a_screening_only_the_names_that_are_his_to_see(asked: str) -> None:
    _two_names()
    _publish({"S": _person("Edson Vilanculos Nhaca")}, source="secret", marking=cast.BIRCH_ONLY)
    asker = cast.actor(service=cast.BIRCH)
    view = acts.screen(asker, Query((asked,)))
    assert [(hit.matched_name, hit.title) for hit in view.hits] == [(asked, "Zubeir Makonga Tarimo")]
    assert queries.screening(asker, view.id) == view
    seen = queries.screening(cast.actor(service=cast.CEDAR), view.id)
    assert "Zubeir" not in str(replace(seen, query=Query(("nobody",))))
    assert [hit.matched_name for hit in seen.hits] == [name for name in (asked,) if name.startswith("Filomena")]
    assert (view.searched, seen.searched) == (2, None)
    assert [source.name for source in seen.sources] == ["listing"]


def test_a_screening_keeps_its_sources_as_they_stood() -> None:
    _publish({"A": _person("Zubeir Makonga Tarimo")})
    asker, now = cast.actor(), clock.now()
    with clock.held_at(now + timedelta(days=30)):
        view = acts.screen(asker, Query(("Zubeir Makonga Tarimo",)))
    _publish({"B": _person("Filomena Chitsonga Duarte")}, issued=date(2026, 3, 1))
    _publish({"C": _person("Edson Vilanculos Nhaca")}, source="later")
    (source,) = queries.screening(asker, view.id).sources
    assert (source.name, source.issued, source.freshness, source.entries) == ("listing", DAY, Freshness.RED, 1)


def test_an_index_of_another_history_with_the_same_number_is_not_used() -> None:
    _publish({"A": _person("Zubeir Makonga Tarimo")})
    compiled = index.current().state.path
    kept = compiled.read_bytes()
    number, _, stamp = compiled.name.partition("-")
    other = compiled.with_name(f"{int(number) + 5:09d}-{stamp[:-7]}{'0' if stamp[-7] != '0' else '1'}.index")
    other.write_bytes(kept)
    index._opened.clear()
    assert _found("Zubeir Makonga Tarimo") == ["listing/A"]
    assert index.current().state == index.state()


def test_cedar_gets_no_hit_no_count_and_no_word_of_what_is_not_releasable_to_it() -> None:
    _publish({"A": _person("Zubeir Makonga Tarimo")}, marking=cast.BIRCH_ONLY, source="secret")
    _publish({"B": _person("Filomena Chitsonga Duarte")})
    view = _ask("Zubeir Makonga Tarimo", service=cast.CEDAR)
    assert (view.hits, view.searched) == ((), 1)
    assert _found("Zubeir Makonga Tarimo", service=cast.BIRCH) == ["secret/A"]


def test_a_name_that_is_withheld_is_masked_before_scoring_though_its_entry_is_seen() -> None:
    listing = cast.LISTING
    edition = cast.edition({}, issued=DAY)
    statements = (
        Statement.of(listing, Reference("A"), Property.PRIMARY_NAME, cast.name("Filomena Chitsonga Duarte"), CLEAR),
        Statement.of(listing, Reference("A"), Property.GOOD_ALIAS, cast.name("Zubeir Makonga Tarimo"), cast.TOP),
        Statement.of(listing, Reference("A"), Property.BORN, "1988-06-15", cast.TOP),
    )
    terms = SourceTerms(listing, "listing", "A list", "A publisher", "public", CLEAR)
    register.update(cast.actor(), terms, "d", lambda: Edition(listing, DAY, edition.document, statements))
    assert _found("Zubeir Makonga Tarimo") == []
    (hit,) = _ask("Filomena Chitsonga Duarte", "1988-06-15").hits
    assert "1988" not in " ".join(str(f.arguments) for f in hit.findings if f.feature == "born" and f in hit.agreed)


def test_each_screening_leaves_one_line_and_a_refused_one_leaves_none() -> None:
    _publish({"A": _person("Zubeir Makonga Tarimo")})
    before = ActLine.objects.count()
    _ask("Zubeir Makonga Tarimo")
    assert ActLine.objects.count() == before + 1
    with pytest.raises(NotPermitted):
        acts.screen(cast.actor(Role.INSPECTOR), Query(("Zubeir",)))
    with pytest.raises(UnreadableName):
        _ask("12345")
    assert ActLine.objects.count() == before + 1


def test_an_empty_register_is_asked_without_harm() -> None:
    view = _ask("Zubeir Makonga Tarimo")
    assert (view.hits, view.searched) == ((), 0)
