from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

from acordo import lists
from acordo.errors import AcordoError
from acordo.lists import fetching, publisher, reading, shelf, stating

PAGE = (Path(__file__).parents[2] / "docs" / "lists.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("one", lists.known(), ids=lambda one: one.name)
def test_every_list_has_a_page_that_says_what_is_left_out(one: lists.Publisher) -> None:
    heading, _, text = one.page().partition("\n")
    assert f"`{one.folder}`" in heading
    assert len(text.split()) > 20


def test_the_page_names_every_failure() -> None:
    for room in (fetching, publisher, reading, shelf, stating):
        for found in vars(room).values():
            if isinstance(found, type) and issubclass(found, AcordoError) and hasattr(found, "code"):
                assert f"`{found.code}`" in PAGE


def test_what_the_page_says_a_reader_is_made_of_is_there() -> None:
    named = re.findall(r"`(reading|xml|rows|workbooks|stating|printed_dates|derived)\.(\w+)`", PAGE)
    assert len(named) >= 9
    for room, name in named:
        assert hasattr(import_module(f"acordo.lists.{room}"), name), f"{room}.{name}"
