from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from acordo.lists.derived import reference, told_apart

_fields = st.lists(st.text(max_size=12), min_size=1, max_size=4)


def test_case_marks_and_blanks_change_no_reference() -> None:
    assert reference("João", "Nampula") == reference("JOAO ", " nampula")
    assert reference("João", "Nampula") != reference("João Nampula")
    assert reference("João", prefix="ca").startswith("ca-")


@given(_fields, _fields)
def test_the_same_fields_give_the_same_reference(one: list[str], other: list[str]) -> None:
    assert reference(*one) == reference(*one)
    if [field.casefold() for field in one] == [field.casefold() for field in other]:
        assert reference(*one) == reference(*other)


@given(st.lists(st.tuples(_fields, _fields), max_size=12))
def test_every_entry_has_a_reference_of_its_own(entries: list[tuple[list[str], list[str]]]) -> None:
    found = told_apart([reference(*fields) for fields, _ in entries], [further for _, further in entries])
    assert len(set(found)) == len(entries)


@given(st.lists(st.tuples(_fields, _fields), max_size=12), st.tuples(_fields, _fields))
def test_a_further_entry_changes_no_reference_of_those_before_it(
    entries: list[tuple[list[str], list[str]]], one_more: tuple[list[str], list[str]]
) -> None:
    before = told_apart([reference(*fields) for fields, _ in entries], [further for _, further in entries])
    longer = [*entries, one_more]
    after = told_apart([reference(*fields) for fields, _ in longer], [further for _, further in longer])
    assert after[: len(before)] == before
