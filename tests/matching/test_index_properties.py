import unicodedata
from dataclasses import replace
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from acordo.facts import PartialDate
from acordo.matching import Index, Listed, Query, Verdict
from tests.matching.strategies import DATES, DAYS, QUERIES, registers

calm = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _found(index: Index, query: Query) -> set[str]:
    return {hit.entry_id for hit in index.screen(query, limit=50)}


@calm
@given(registers(), st.randoms(use_true_random=False))
def test_order_case_diacritics_and_spaces_never_lose_a_hit(entries: list[Listed], draw: Random) -> None:
    index = Index.build(entries)
    for entry in entries:
        for name in entry.names:
            words = name.text.split()
            draw.shuffle(words)
            bare = "".join(c for c in unicodedata.normalize("NFD", name.text) if unicodedata.category(c) != "Mn")
            for text in (" ".join(words), name.text.upper(), name.text.lower(), bare, name.text.replace(" ", "   ")):
                assert entry.entry_id in _found(index, Query((text,)))


@calm
@given(registers(), QUERIES, DAYS)
def test_a_wider_birth_date_never_loses_a_hit(entries: list[Listed], query: Query, day: PartialDate) -> None:
    index = Index.build(entries)
    before = _found(index, replace(query, born=day))
    for wider in (
        PartialDate(day.year, day.month),
        PartialDate(day.year),
        PartialDate(day.year, circa=True),
        PartialDate(day.year - 1, end=PartialDate(day.year + 1)),
        None,
    ):
        assert before <= _found(index, replace(query, born=wider))


@calm
@given(registers(), QUERIES, DATES)
def test_an_agreeing_birth_date_never_lowers_and_a_contradicting_one_never_raises(
    entries: list[Listed], query: Query, born: PartialDate
) -> None:
    bare = replace(query, born=None)
    for entry in entries:
        with_date = Index.build([replace(entry, born=(born,))])
        without = {hit.entry_id: hit.score for hit in Index.build([replace(entry, born=())]).screen(bare)}
        for asked in (born, PartialDate(born.year + 12)):
            for hit in with_date.screen(replace(bare, born=asked)):
                told = [finding for finding in hit.findings if finding.feature == "born"]
                if told[0].verdict is Verdict.AGREES:
                    assert hit.score >= without[hit.entry_id] - 1e-9 or without[hit.entry_id] == 1.0
                elif told[0].verdict is Verdict.DISAGREES:
                    assert hit.score <= without[hit.entry_id]


@calm
@given(registers(), st.lists(QUERIES, min_size=1, max_size=5))
def test_a_batch_answers_as_one_query_does(entries: list[Listed], queries: list[Query]) -> None:
    index = Index.build(entries)
    assert list(index.screen_many(queries)) == [index.screen(query) for query in queries]


@calm
@given(registers(), QUERIES, st.frozensets(st.integers(0, 2)))
def test_a_name_that_is_not_permitted_is_as_if_absent(
    entries: list[Listed], query: Query, permitted: frozenset[int]
) -> None:
    cut = [replace(e, names=tuple(name for name in e.names if name.marking in permitted)) for e in entries]
    assert Index.build(entries).screen(query, permitted=permitted) == Index.build(cut).screen(query)


@calm
@given(registers(), QUERIES)
def test_entries_put_aside_are_absent_and_change_nothing_else(entries: list[Listed], query: Query) -> None:
    aside = entries[0].entry_id
    hits = Index.build(entries).screen(query, without=frozenset({aside}))
    assert hits == Index.build(entries[1:]).screen(query)


@calm
@given(registers(), QUERIES)
def test_the_same_entries_in_any_order_give_the_same_answers(entries: list[Listed], query: Query) -> None:
    assert Index.build(entries).screen(query) == Index.build(entries[::-1]).screen(query)


@calm
@given(registers(), QUERIES)
def test_what_is_known_and_asked_has_a_finding(entries: list[Listed], query: Query) -> None:
    by_id = {entry.entry_id: entry for entry in entries}
    for hit in Index.build(entries).screen(query):
        features = {finding.feature for finding in hit.findings}
        entry = by_id[hit.entry_id]
        assert ("born" in features) == bool(query.born or entry.born)
        assert ("sex" in features) == bool(query.sex or entry.sexes)
        assert ("nationality" in features) == bool(query.nationality or entry.nationalities)
        assert "name" in features
        assert 0 <= hit.score <= 1
