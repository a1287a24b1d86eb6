"""A cell as long as a cell may be costs no reader more than a moment, whatever repeats in it."""

from __future__ import annotations

from time import process_time
from typing import TYPE_CHECKING

import pytest

from acordo.facts import Reference, SourceName
from acordo.lists.au_dfat.information import read_information
from acordo.lists.ca_sema.aliases import further_names
from acordo.lists.stating import LONGEST_VALUE, Stating, Tally
from acordo.lists.us_ofac.remarks import pieces
from acordo.markings import CLEAR

if TYPE_CHECKING:
    from collections.abc import Callable

MOMENT = 3.0
"""Seconds of this process; what grew with the square of the length took from three to sixty."""


def _informed(text: str) -> None:
    read_information(text, "", Stating(SourceName("made"), Reference("1"), CLEAR, Tally()))


def _named(text: str) -> None:
    further_names(text, person=False)


@pytest.mark.parametrize("repeated", ["a,", "(;", "a.", "0", "A1234-", "f.k.a. 'a;"])
@pytest.mark.parametrize("read", [_informed, _named, pieces])
def test_a_cell_of_the_greatest_length_costs_a_moment(repeated: str, read: Callable[[str], object]) -> None:
    text = (repeated * LONGEST_VALUE)[: LONGEST_VALUE - 100]
    began = process_time()
    read(text)
    assert process_time() - began < MOMENT
