"""What the benchmarks count is counted right."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from acordo.facts import Kind, Property
from acordo.matching import Listed, ListedName
from benchmarks import worst
from benchmarks.cells import Cell
from benchmarks.nationalities import CULTURES, country, culture
from benchmarks.perturbed import WAYS, perturbed
from benchmarks.single_words import found_at
from benchmarks.sources import HERE


@given(st.integers(0, 200), st.integers(1, 200))
def test_an_interval_holds_its_share_and_narrows_with_more(hits: int, n: int) -> None:
    cell, more = Cell(min(hits, n), n), Cell(min(hits, n) * 4, n * 4)
    low, high = cell.interval
    assert 0 <= low <= cell.share + 1e-9
    assert cell.share - 1e-9 <= high <= 1
    assert more.interval[1] - more.interval[0] < high - low


def test_the_worst_errors_are_never_written_into_the_repository(tmp_path: Path) -> None:
    assert worst.destination(str(tmp_path / "errors")) == (tmp_path / "errors").resolve()
    for inside in (HERE / "errors.txt", HERE.parent / "docs" / ".." / "errors.txt"):
        with pytest.raises(SystemExit):
            worst.destination(str(inside))


def test_gold_pairs_are_found_above_what_one_wrong_pair_in_a_hundred_reaches() -> None:
    scores = np.full((20, 20), 0.1)
    np.fill_diagonal(scores, 0.9)
    scores[0, 0] = 0.05
    assert found_at([scores]) == Cell(19, 20)
    assert found_at([np.zeros((5, 5))]) == Cell(0, 5)


def test_the_mapping_of_nationalities_is_whole() -> None:
    assert {culture(word) for word in ("Kenyan", "Brazilian", "Russian", "Egyptian", "Irish", "Indian")} == set(
        CULTURES
    )
    assert country("Mozambican") == "MZ"
    assert culture("English|American") is None


def test_each_way_of_spoiling_spoils() -> None:
    names = ("Zulmira Thalata Nhacudima", "MACHAVANE, Tomás Quelimo")
    entries = [Listed(f"made/{i}", Kind.PERSON, (ListedName(names[i % 2], Property.PRIMARY_NAME),)) for i in range(40)]
    asked = perturbed(entries, {entry.entry_id: 7 for entry in entries}, learn=True, many=3)
    assert {question.column for question in asked} == set(WAYS[:-1])
    assert not {question.text for question in asked} & set(names)
    assert {question.cluster for question in asked} == {7}
    texts = {question.column: question.text for question in asked}
    assert "." in texts["initials"]
    assert len(texts["truncated"]) < min(len(name) for name in names)
