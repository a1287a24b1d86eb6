from __future__ import annotations

import dataclasses
import hashlib
import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acordo.facts import (
    NAME_PROPERTIES,
    Property,
    Reference,
    Shape,
    SourceName,
    Statement,
    applied,
    canonical_json,
    difference,
    entry_id,
    shape_of,
    split_entry_id,
)
from acordo.facts.statement import UnreadableEntryId
from acordo.markings import CLEAR, Marking
from tests.facts.strategies import contents, statements, texts

if TYPE_CHECKING:
    from acordo.facts import Json

many = st.lists(statements, max_size=12)


def held(found: list[Statement]) -> dict[bytes, Marking]:
    return {statement.id: statement.marking for statement in found}


@given(many, many)
def test_the_difference_applied_to_one_edition_gives_the_other(before: list[Statement], after: list[Statement]) -> None:
    first_of_each = {statement.id: statement for statement in reversed(after)}
    wanted = list(first_of_each.values())
    changes = difference(SourceName("story"), 1, held(before), wanted)
    assert applied(held(before), changes) == held(wanted)


@given(many)
def test_a_difference_to_oneself_is_empty(found: list[Statement]) -> None:
    alone = list({statement.id: statement for statement in found}.values())
    assert not difference(SourceName("story"), 1, held(alone), alone)


@given(many, many)
def test_a_difference_touches_only_what_differs(before: list[Statement], after: list[Statement]) -> None:
    changes = difference(SourceName("story"), 1, held(before), after)
    added = {statement.id for statement in changes.adds}
    assert added.isdisjoint(held(before))
    assert changes.removes <= held(before).keys()
    assert changes.removes.isdisjoint(held(after))
    assert len(added) == len(changes.adds)


@given(statements, st.sampled_from([CLEAR, Marking("birch")]), texts)
def test_the_id_does_not_know_the_marking_or_the_print(one: Statement, marking: Marking, original: str) -> None:
    assert dataclasses.replace(one, marking=marking, original=original).id == one.id


@given(statements, statements)
def test_two_ids_agree_only_where_the_same_is_said(one: Statement, other: Statement) -> None:
    said = (one.source, one.reference, one.property, one.value, one.language)
    assert (one.id == other.id) == (
        said == (other.source, other.reference, other.property, other.value, other.language)
    )


@given(statements)
def test_the_id_is_the_digest_of_the_canonical_text_of_what_is_said(one: Statement) -> None:
    said = canonical_json([one.source, one.reference, one.property, json.loads(one.value), one.language])
    assert one.id == hashlib.sha256(said.encode()).digest()


@given(contents)
def test_a_value_is_canonical_and_says_what_was_given(content: Json) -> None:
    one = Statement.of(SourceName("story"), Reference("A"), Property.NOTE, content, CLEAR)
    full = content if isinstance(content, str) else {name: text for name, text in content.items() if text}
    assert one.value == canonical_json(full)
    assert one.content == full


@given(texts.filter(bool))
def test_an_entry_id_is_read_back(reference: str) -> None:
    id_ = entry_id(SourceName("un_sc"), Reference(reference))
    assert id_.isascii()
    assert id_.count("/") == 1
    assert split_entry_id(id_) == ("un_sc", reference)


@pytest.mark.parametrize("text", ["", "un_sc", "un_sc/", "/XXi.001"])
def test_half_an_entry_id_is_refused(text: str) -> None:
    with pytest.raises(UnreadableEntryId):
        split_entry_id(text)


def test_every_name_has_the_shape_of_a_name() -> None:
    assert {shape_of(name) for name in NAME_PROPERTIES} == {Shape.NAME}
    assert {property_ for property_ in Property if shape_of(property_) is Shape.NAME} == set(NAME_PROPERTIES)
