from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acordo import lists
from acordo.errors import Conflict, Missing
from acordo.facts import Kind
from acordo.lists.publisher import described
from acordo.markings import EVERYONE

FOLDER = Path(lists.__file__).parent


def test_every_folder_with_a_reader_is_known_without_being_named_anywhere() -> None:
    folders = {path.parent.name for path in FOLDER.glob("*/__init__.py")}
    assert {one.folder for one in lists.known()} == folders
    assert len({one.name for one in lists.known()}) == len(lists.known())
    for path in FOLDER.glob("*.py"):
        for name in folders - {"story"}:
            assert f"lists.{name}" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("one", lists.known(), ids=lambda one: one.name)
def test_every_list_says_who_publishes_it_under_which_terms(one: lists.Publisher) -> None:
    assert one.title
    assert one.publisher
    assert one.licence
    assert one.schedule
    assert one.kinds
    assert one.key_fields
    assert one.address == "" or one.address.startswith("https://")
    assert callable(one.reader())


def test_the_security_council_publishes_to_everyone() -> None:
    one = lists.publisher("un_sc")
    assert one.source == "un_sc"
    assert one.marking is not None
    assert str(one.marking) == "TLP:CLEAR"
    assert one.marking.releasable_to == {EVERYONE}
    assert one.marking.originator == "un_sc"
    assert one.reference is lists.ReferenceKind.PUBLISHED
    assert one.kinds == (Kind.PERSON, Kind.GROUP)


def test_a_file_of_entities_has_no_source_or_marking_of_its_own() -> None:
    one = lists.publisher("ftm")
    assert one.source is None
    assert one.marking is None
    assert one.address == ""


def test_an_unknown_list_is_told_with_those_there_are() -> None:
    with pytest.raises(lists.UnknownList, match="un_sc") as caught:
        lists.publisher("nobody")
    assert isinstance(caught.value, Missing)


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_an_edition_is_held_only_when_it_lost_too_much_or_has_too_little(before: int, after: int) -> None:
    bounds = lists.Bounds(min_entries=100, max_shrink_share=0.1)
    held = bounds.hold(before, after)
    assert (held is not None) == (after < 100 or (before - after) * 10 > before)
    if held is not None:
        assert isinstance(held, Conflict)
        assert "held back" in str(held)
        assert bounds.hold(before, max(before, 100)) is None


def test_a_list_that_vanishes_is_held_however_small_it_was() -> None:
    bounds = lists.Bounds(min_entries=1, max_shrink_share=0.1)
    assert isinstance(bounds.hold(3, 0), lists.TooFewEntries)
    assert isinstance(bounds.hold(3, 2), lists.ShrankTooFar)
    assert bounds.hold(0, 1) is None


@pytest.mark.parametrize(
    ("written", "replacement"),
    [
        ('title = "United', 'titel = "United'),
        ('"TLP:CLEAR"', '"TLP:CLERA"'),
        ('"published"', '"guessed"'),
        ('"person"', '"persona"'),
        ("min_entries", "least_entries"),
        ("[bounds]", "[bounds"),
    ],
)
def test_a_description_with_a_flaw_is_refused(written: str, replacement: str, tmp_path: Path) -> None:
    path = tmp_path / "source.toml"
    text = (FOLDER / "un_sc" / "source.toml").read_text(encoding="utf-8")
    assert written in text
    path.write_text(text.replace(written, replacement, 1), encoding="utf-8")
    with pytest.raises(lists.UnreadablePublisher):
        described(path)


def test_a_publisher_with_several_lists_describes_each_by_what_differs(tmp_path: Path) -> None:
    folder = tmp_path / "harbour"
    folder.mkdir()
    text = (FOLDER / "un_sc" / "source.toml").read_text(encoding="utf-8")
    more = '[also.harbour_small]\ntitle = "The smaller list"\nsource = "harbour_small"\n'
    (folder / "source.toml").write_text(text + more, encoding="utf-8")
    first, second = described(folder / "source.toml")
    assert (first.name, second.name) == ("harbour", "harbour_small")
    assert (first.folder, second.folder) == ("harbour", "harbour")
    assert (second.title, second.source) == ("The smaller list", "harbour_small")
    assert (second.publisher, second.bounds) == (first.publisher, first.bounds)
