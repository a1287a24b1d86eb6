from __future__ import annotations

from pathlib import Path

from acordo import lists
from acordo.errors import AcordoError
from acordo.lists import fetching, publisher, reading, shelf
from acordo.lists.xml import Taker

PAGE = (Path(__file__).parents[2] / "docs" / "lists.md").read_text(encoding="utf-8")


def test_the_page_names_every_list() -> None:
    for one in lists.known():
        assert f"| `{one.name}` |" in PAGE
        assert f"## `{one.name}`" in PAGE


def test_the_page_names_every_failure() -> None:
    for room in (fetching, publisher, reading, shelf):
        for found in vars(room).values():
            if isinstance(found, type) and issubclass(found, AcordoError) and hasattr(found, "code"):
                assert f"`{found.code}`" in PAGE


def test_the_page_names_what_a_reader_is_made_of() -> None:
    for word in ("reading.taken_in", "xml.root_of", "xml.Taker", "stating.Stating", "stating.Tally"):
        room, _, name = word.partition(".")
        assert f"`{word}`" in PAGE
        assert hasattr(__import__(f"acordo.lists.{room}", fromlist=[name]), name)
    assert callable(Taker.close)
