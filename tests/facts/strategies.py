"""Invented facts for Hypothesis."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from acordo.facts import PartialDate, Property, Reference, SourceName, Statement
from acordo.markings import CLEAR, Marking

DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))


@st.composite
def single_dates(draw: st.DrawFn) -> PartialDate:
    day = draw(DAYS)
    parts = draw(st.integers(1, 3))
    return PartialDate(
        day.year, day.month if parts > 1 else None, day.day if parts > 2 else None, circa=draw(st.booleans())
    )


@st.composite
def spans(draw: st.DrawFn) -> PartialDate:
    first, last = draw(single_dates()), draw(single_dates())
    if last.latest < first.earliest:
        first, last = last, first
    return PartialDate(first.year, first.month, first.day, first.circa, last)


partial_dates = st.one_of(single_dates(), spans())

texts = st.text(st.characters(codec="utf-8"), max_size=12)
contents = texts | st.dictionaries(st.sampled_from(["text", "note", "part1", "number", "country"]), texts, max_size=4)

markings = st.sampled_from(
    [
        CLEAR,
        Marking("alder"),
        Marking("alder", releasable_to=frozenset({"birch"})),
        Marking("alder", expires=date(2030, 1, 1) + timedelta(days=1)),
    ]
)

statements = st.builds(
    Statement.of,
    st.just(SourceName("story")),
    st.sampled_from(["A", "B", "C/д"]).map(Reference),
    st.sampled_from(Property),
    contents,
    markings,
    language=st.sampled_from(["", "en", "pt"]),
)
