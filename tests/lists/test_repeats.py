from __future__ import annotations

from acordo.facts import Property, Reference, SourceName
from acordo.lists.repeats import Repeats, once
from acordo.lists.rows import RowTaker
from acordo.lists.stating import Stating, Tally
from acordo.markings import originator_only


def row(tally: Tally, **cells: str) -> RowTaker:
    return RowTaker(dict(cells), tally, 1)


def test_cells_are_new_until_another_row_says_the_same() -> None:
    tally, repeats = Tally(), Repeats()
    assert repeats.new(row(tally, town="Mieze", country=""), "town", "country") == ("Mieze", "")
    assert repeats.new(row(tally, town=" Mieze ", country=""), "town", "country") == ()
    assert repeats.new(row(tally, town="Mieze", country="Malawi"), "town", "country") == ("Mieze", "Malawi")
    assert repeats.new(row(tally, town=" ", country=""), "town", "country") == ()
    assert repeats.new(row(tally, other="Mieze"), "other") == ("Mieze",)
    assert repeats.new(row(tally, text="a \n b"), "text", lines=True) == ("a\nb",)


def test_a_cell_that_was_said_before_is_taken_all_the_same() -> None:
    tally, repeats = Tally(), Repeats()
    for _ in range(2):
        one = row(tally, town="Mieze")
        repeats.new(one, "town")
        one.close()
    assert tally.alarms == ()


def test_a_statement_is_kept_once_as_it_was_said_first() -> None:
    stating = Stating(SourceName("x"), Reference("1"), originator_only("x"), Tally())
    stating.say(Property.TITLE, "Haji", original="(1) Haji")
    stating.say(Property.TITLE, "Mullah")
    stating.say(Property.TITLE, "Haji")
    assert [(one.content, one.original) for one in once(stating.statements)] == [("Haji", "(1) Haji"), ("Mullah", "")]
