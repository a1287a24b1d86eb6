import pytest
from hypothesis import given
from hypothesis import strategies as st

from acordo.facts import Kind, PartialDate, Sex
from acordo.matching import Listed, Query
from acordo.matching.secondary import compare_beside, normal_number
from tests.matching.strategies import DATES, DAYS


def _against(asked: PartialDate, listed: PartialDate) -> float:
    entry = Listed("made/1", Kind.PERSON, (), born=(listed,))
    return compare_beside(Query(("Ana",), born=asked), entry).against


@given(DAYS, DATES, st.integers(0, 400), st.integers(0, 400))
def test_a_wider_birth_date_never_contradicts_more(day: PartialDate, listed: PartialDate, less: int, more: int) -> None:
    first, last = PartialDate(day.year - less // 100), PartialDate(day.year + more // 100)
    wide = PartialDate(first.year, end=last)
    assert _against(wide, listed) <= _against(day, listed)
    assert _against(PartialDate(day.year, day.month), listed) <= _against(day, listed)
    assert _against(PartialDate(day.year), listed) <= _against(PartialDate(day.year, day.month), listed)


@pytest.mark.parametrize(
    ("asked", "listed", "code"),
    [
        ("1980-05-03", "1980-05-03", "born.same"),
        ("1980-05-03", "1980", "born.compatible"),
        ("1980-05-03", "1980-01-01", "born.compatible"),
        ("1981", "1980~", "born.compatible"),
        ("1985", "1980/1990", "born.compatible"),
        ("1980-05-03", "1980-03-05", "born.swapped"),
        ("1980-05-03", "1980-06-03", "born.near"),
        ("1980-05-03", "1990", "born.differs"),
    ],
)
def test_birth_dates_are_compared_by_what_is_known(asked: str, listed: str, code: str) -> None:
    entry = Listed("made/1", Kind.PERSON, (), born=(PartialDate.parse(listed),))
    told = compare_beside(Query(("Ana",), born=PartialDate.parse(asked)), entry)
    assert [finding.code for finding in told.findings] == [code]


def test_what_is_absent_on_both_sides_is_silent_and_on_one_side_unknown() -> None:
    bare = Listed("made/1", Kind.PERSON, ())
    assert compare_beside(Query(("Ana",)), bare).findings == ()
    told = compare_beside(Query(("Ana",), sex=Sex.FEMALE, nationality="MZ", document="1"), bare)
    assert {finding.verdict.value for finding in told.findings} == {"unknown"}
    assert told.against == 0


def test_the_nearest_of_several_birth_dates_counts() -> None:
    entry = Listed("made/1", Kind.PERSON, (), born=(PartialDate(1950), PartialDate(1980)))
    assert compare_beside(Query(("Ana",), born=PartialDate(1980, 2)), entry).against == 0


def test_document_numbers_lose_signs_and_foreign_figures() -> None:
    assert normal_number("ab 12-3٤") == "AB1234"
