"""Whatever is asked gets hits, no hits, or a clear refusal: never another failure, never a hang."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from acordo.facts import Kind, Property
from acordo.matching import Index, Listed, ListedName, Query, compare
from acordo.names import LONGEST, UnreadableName, analyse, parts_of
from acordo.wording import say
from tests.matching.strategies import NAMES

_LETTERS = st.sampled_from("aeZñçşоЁґўқجپعאםξωგჯՀեሀባ한字ñ-'’.,0O1l \u200f\u202e\u0301\u0640\x07\ufeff")
MIXED = st.text(_LETTERS, max_size=60)
ANYTHING = st.one_of(MIXED, st.text(st.characters(), max_size=80), NAMES)
calm = settings(max_examples=150, deadline=None)
INDEX = Index.build(
    Listed(f"made/{i}", Kind.PERSON, (ListedName(name, Property.PRIMARY_NAME),))
    for i, name in enumerate(("Zulmira Nhacudima", "Рустам Залеткин", "سليمان المسعودي", "Σταύρος Θαλάτας", "김 정수"))
)


@calm
@given(ANYTHING)
def test_any_text_is_answered_or_refused_with_words(text: str) -> None:
    try:
        hits = INDEX.screen(Query((text,)))
    except UnreadableName as refused:
        told = [say(refused.sentence, language, **refused.arguments) for language in ("pt", "en", "ru")]
        if not all(told):
            raise
        return
    for hit in hits:
        for finding in hit.findings:
            for language in ("pt", "en", "ru"):
                assert say(finding.sentence, language, **finding.arguments)


@calm
@given(ANYTHING, ANYTHING)
def test_any_two_texts_are_compared_or_refused(one: str, other: str) -> None:
    try:
        found = compare(one, other)
    except UnreadableName:
        return
    assert 0 <= found.score <= 1


@calm
@given(ANYTHING)
def test_every_word_of_a_name_is_some_part_of_it(text: str) -> None:
    try:
        name = analyse(text)
    except UnreadableName:
        return
    assert len(parts_of(name)) == len(name.tokens)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \t\n",
        "1234567890",
        "\u202e\u2066\u200f",
        "\x01\x02\x03",
        "x" * 10_000,
        "Ana \ud800",
        "\udfffBela",
        "Ana\0",
        "﷽" * 600,
    ],
)
def test_what_is_no_name_is_refused_at_once(text: str) -> None:
    begin = time.monotonic()
    with pytest.raises(UnreadableName):
        INDEX.screen(Query((text,)))
    assert time.monotonic() - begin < 2


@pytest.mark.parametrize(
    "text",
    [
        "aB" * 500,
        "a " * 500,
        "abd " * 250,
        "عبد" * 300,
        "x" * LONGEST,
        "ch" * 500,
        "김" * LONGEST,
        "Ω" * LONGEST,
        "ሀ " * 500,
    ],
)
def test_the_longest_and_oddest_name_is_answered_in_a_moment(text: str) -> None:
    INDEX.screen(Query(("Zulmira Nhacudima",)))
    begin = time.monotonic()
    INDEX.screen(Query((text,)))
    assert time.monotonic() - begin < 2


@calm
@given(NAMES, st.sampled_from(["\u202b{}\u202c", "{}\u200e", " {}  ", "{}\x07", "\ufeff{}", "{}\u00ad"]))
def test_marks_that_nobody_sees_change_no_score(name: str, around: str) -> None:
    hidden = around.format(name)
    assert [hit.score for hit in INDEX.screen(Query((hidden,)))] == [hit.score for hit in INDEX.screen(Query((name,)))]
