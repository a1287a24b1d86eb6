"""Which lists there are: each folder beside this module that holds a ``source.toml``. Nothing else names them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from acordo.errors import Missing
from acordo.lists.publisher import Publisher, described


class UnknownList(Missing):
    """There is no list of that name."""

    code = "lists.unknown"
    sentence = "There is no list called {name!r}. Known lists: {known}."


@cache
def known() -> tuple[Publisher, ...]:
    """All lists, by name."""
    lists = [one for path in Path(__file__).parent.glob("*/source.toml") for one in described(path)]
    return tuple(sorted(lists, key=lambda one: one.name))


def publisher(name: str) -> Publisher:
    """The list of that name.

    Raises:
        UnknownList: there is none; the sentence names those there are.
    """
    for one in known():
        if one.name == name:
            return one
    raise UnknownList(name=name, known=", ".join(one.name for one in known()))
