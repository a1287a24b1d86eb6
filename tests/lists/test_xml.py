from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from acordo.lists import MalformedDocument, UnexpectedStructure
from acordo.lists.stating import Tally
from acordo.lists.xml import Parts, Taker, root_name

PATH = Path("list.xml")
SPACE = "http://example.org/list"
WANTED = {"Entry": "Entries"}


def parts(content: bytes) -> Parts:
    return Parts(content, PATH, "List", WANTED, SPACE)


def texts(content: bytes) -> list[str]:
    return [one.text or "" for one in parts(content)]


@given(st.lists(st.text("abcé ", max_size=4), max_size=8), st.sampled_from(["", f' xmlns="{SPACE}"']))
def test_each_wanted_element_is_given_once_in_order(values: list[str], space: str) -> None:
    entries = "\n".join(f"<Entry>{value}</Entry>" for value in values)
    assert texts(f"<List{space}><Entries>{entries}</Entries></List>".encode()) == values


def test_what_is_not_wanted_is_left_for_an_alarm() -> None:
    document = parts(b"<List><Entry>astray</Entry><Entries>x<Entry>1</Entry><Other>2</Other><Entry/></Entries></List>")
    assert [one.text for one in document] == ["1", None]
    tally = Tally()
    root = Taker(document.root, tally)
    for entries in root.many("Entries"):
        entries.close()
    root.close()
    assert [(one.path, one.example) for one in tally.alarms] == [
        ("/List/Entries/Other", "2"),
        ("/List/Entries/text()", "x"),
        ("/List/Entry", "astray"),
    ]


def test_text_between_wanted_elements_is_left_for_an_alarm() -> None:
    document = parts(b"<List><Entries><Entry/>a <Other/>b<Entry/>c<Entry/>\n</Entries></List>")
    assert len(list(document)) == 3
    tally = Tally()
    (entries,) = Taker(document.root, tally).many("Entries")
    entries.close()
    assert [(one.path, one.example) for one in tally.alarms] == [
        ("/List/Entries/Other", ""),
        ("/List/Entries/text()", "a bc"),
    ]


def test_an_element_of_another_namespace_is_not_wanted() -> None:
    document = parts(f'<List xmlns="{SPACE}" xmlns:o="urn:o"><Entries><o:Entry/></Entries></List>'.encode())
    assert list(document) == []
    assert [one.tag for one in document.root.iter()] == ["List", "Entries", "{urn:o}Entry"]


def test_elements_given_are_released() -> None:
    """Only what the parser has read ahead is held, which is some 32 thousand bytes."""
    document = parts(b"<List><Entries>" + b"<Entry><a/></Entry>" * 50_000 + b"</Entries></List>")
    held = [len(one.getparent()) for one in document]  # type: ignore[arg-type]
    assert len(held) == 50_000
    assert max(held) < 5_000
    assert etree.tostring(document.root) == b"<List><Entries/></List>"


@pytest.mark.parametrize(
    "content",
    [
        b"<List><Entries><Entry>1</Entry></Entries>",
        b"<List><Entries><Entry>1</Entry></Entries></List><more/>",
        b"<List>\xff</List>",
        b"",
        b"<?xml version='1.0' encoding='nonsense'?><List/>",
    ],
)
def test_a_broken_document_is_refused_with_its_place(content: bytes) -> None:
    with pytest.raises(MalformedDocument):
        texts(content)


@pytest.mark.parametrize("entries", ["", "<Entries><Entry>&a;</Entry></Entries>"])
def test_a_document_type_is_refused(entries: str) -> None:
    with pytest.raises(UnexpectedStructure, match="DOCTYPE"):
        texts(f'<!DOCTYPE List [<!ENTITY a "aa">]><List>{entries}</List>'.encode())


def test_another_root_is_refused() -> None:
    with pytest.raises(UnexpectedStructure, match="<Other> where <List>"):
        texts(b"<Other><Entries><Entry/></Entries></Other>")


def test_the_root_is_named_without_its_namespace() -> None:
    assert root_name(f'<List xmlns="{SPACE}"><broken'.encode(), PATH) == "List"
    assert root_name("<?xml version='1.0' encoding='utf-16'?><List/>".encode("utf-16"), PATH) == "List"
    with pytest.raises(MalformedDocument):
        root_name(b"no document", PATH)


def test_a_leaf_that_bears_attributes_gives_its_own_text() -> None:
    tally = Tally()
    leaf = Taker(etree.fromstring('<Detail ID="1"> Kyiv <b/>more</Detail>'), tally)
    assert (leaf.attribute("ID"), leaf.own_text()) == ("1", "Kyiv")
    leaf.close()
    assert [one.path for one in tally.alarms] == ["/Detail/b", "/Detail/text()"]


def test_a_leaf_that_bears_attributes_gives_its_own_text_in_lines() -> None:
    tally = Tally()
    leaf = Taker(etree.fromstring('<Reason ID="1"> First  line\n second </Reason>'), tally)
    assert (leaf.attribute("ID"), leaf.own_lines()) == ("1", "First line\nsecond")
    leaf.close()
    assert tally.alarms == ()
