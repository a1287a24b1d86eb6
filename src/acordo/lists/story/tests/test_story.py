from __future__ import annotations

import gzip
import re
import unicodedata
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from acordo import lists
from acordo.errors import AcordoError
from acordo.facts import NAME_PROPERTIES, PartialDate, Property, Shape, SourceName, difference, shape_of
from acordo.lists import story
from tests.lists.specimens import DATA

FILE = Path(story.__file__).parent / "story.toml"
CONTENT = FILE.read_bytes()
EARLIER, LATER = story.editions()


def folded(text: str) -> str:
    bare = "".join(one for one in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(one))
    return " ".join(re.sub(r"[^\w]+", " ", bare).split())


def names() -> set[str]:
    found = set()
    for one in (*EARLIER.statements, *LATER.statements):
        content = one.content
        if one.property in NAME_PROPERTIES and not isinstance(content, str):
            found.add(content["text"])
    return found


def test_between_its_editions_one_is_added_one_amended_and_one_delisted() -> None:
    before = {one.id: one for one in EARLIER.statements}
    changes = difference(EARLIER.source, 1, {id_: one.marking for id_, one in before.items()}, LATER.statements)
    earlier, later = ({one.reference for one in edition.statements} for edition in (EARLIER, LATER))
    assert len(later - earlier) == len(earlier - later) == 1
    touched = {one.reference for one in changes.adds} | {before[id_].reference for id_ in changes.removes}
    assert len(touched & earlier & later) == 1
    assert EARLIER.issued is not None
    assert LATER.issued is not None
    assert EARLIER.issued < LATER.issued


def test_it_is_told_without_an_alarm_and_to_everyone() -> None:
    assert EARLIER.alarms == LATER.alarms == ()
    assert {str(one.marking) for one in LATER.statements} == {"TLP:CLEAR"}
    assert EARLIER.source == "story"


def test_it_has_what_a_stranger_should_see() -> None:
    kinds = [one.content for one in LATER.statements if one.property is Property.KIND]
    assert len(kinds) >= 24
    assert {"person", "group", "company", "vessel"} <= set(kinds)
    letters = {unicodedata.name(letter, "?").split()[0] for name in names() for letter in name}
    assert {"LATIN", "ARABIC", "CYRILLIC", "ETHIOPIC", "CJK"} <= letters
    assert {one.property for one in LATER.statements} >= {*NAME_PROPERTIES, Property.DOCUMENT, Property.NATIONALITY}
    born = [PartialDate.parse(str(one.content)) for one in LATER.statements if one.property is Property.BORN]
    assert any(date.exact for date in born)
    assert any(date.circa for date in born)
    assert any(date.end for date in born)
    assert any(date.month and not date.day for date in born)
    assert any(not date.month and not date.circa and not date.end for date in born)


def test_every_value_has_the_shape_of_its_property() -> None:
    for one in (*EARLIER.statements, *LATER.statements):
        shape = shape_of(one.property)
        assert isinstance(one.content, str) == (shape not in {Shape.NAME, Shape.PLACE, Shape.ADDRESS, Shape.DOCUMENT})
        if shape is Shape.DATE:
            assert PartialDate.parse(str(one.content))


@pytest.mark.skipif(not DATA.is_dir(), reason="../shared/data is absent")
def test_no_invented_name_is_that_of_a_listed_party() -> None:
    """Among the names of six real lists, folded, and with their words in any order."""
    real: set[str] = set()
    for path in [
        *DATA.glob("un_sc/consolidated-*.xml"),
        *DATA.glob("us_ofac/consolidated-2*.xml"),
        *DATA.glob("ca_sema/*.xml"),
    ]:
        for party in ET.parse(path).iter():
            texts = [(one.text or "").strip() for one in party]
            real.update(filter(None, texts))
            real.add(" ".join(one for one in texts[:6] if one and len(one) < 60))
    for path in DATA.glob("eu_fsf/*.xml.gz"):
        real.update(re.findall(r'wholeName="([^"]+)"', gzip.decompress(path.read_bytes()).decode()))
    for path in DATA.glob("us_ofac/*.csv"):
        real.update(re.findall(r'"([^"]+)"', path.read_text(encoding="latin-1")))
    known = {" ".join(sorted(folded(name).split())) for name in real}
    assert len(known) > 20_000
    invented = {name for name in names() if len(folded(name).split()) > 1}
    assert {name for name in invented if " ".join(sorted(folded(name).split())) in known} == set()


def test_its_own_file_is_read_like_any_other(tmp_path: Path) -> None:
    publisher = lists.publisher("story")
    assert publisher.marking is not None
    edition = publisher.reader()(FILE, source=SourceName("story"), marking=publisher.marking)
    assert edition.statements == LATER.statements
    assert edition.issued == LATER.issued


FLAWS = {
    "not TOML": b"[[edition]\n",
    "no UTF-8": b"x = '\xff'",
    "empty": b"",
    "no editions": b"a = 1",
    "no parties": b"[[edition]]\nissued = 2025-01-01",
    "no reference": b"[[edition]]\nissued = 2025-01-01\n[[party]]\nkind = 'person'",
    "a reference twice": b'[[edition]]\nissued = 2025-01-01\n[[party]]\nreference = "1"\n[[party]]\nreference = "1"',
}


@pytest.mark.parametrize("flaw", FLAWS)
def test_a_story_with_a_flaw_is_refused(flaw: str, tmp_path: Path) -> None:
    path = tmp_path / "story.toml"
    path.write_bytes(FLAWS[flaw])
    publisher = lists.publisher("story")
    assert publisher.marking is not None
    with pytest.raises((lists.MalformedDocument, lists.UnexpectedStructure, lists.DuplicateReference)):
        publisher.reader()(path, source=SourceName("story"), marking=publisher.marking)


def test_a_word_that_is_no_property_is_an_alarm(tmp_path: Path) -> None:
    path = tmp_path / "story.toml"
    path.write_bytes(
        b'[[edition]]\nissued = 2025-01-01\n[[party]]\nreference = "1"\nhat = "red"\nborn = 1988\nprimary_name = "A"'
    )
    publisher = lists.publisher("story")
    assert publisher.marking is not None
    edition = publisher.reader()(path, source=SourceName("story"), marking=publisher.marking)
    assert [alarm.path for alarm in edition.alarms] == ["hat", "born"]


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(flips=st.lists(st.tuples(st.integers(0, len(CONTENT) - 1), st.integers(0, 255)), min_size=1, max_size=4))
def test_flipped_bytes_give_an_edition_or_a_clean_refusal(flips: list[tuple[int, int]], tmp_path: Path) -> None:
    spoiled = bytearray(CONTENT)
    for place, byte in flips:
        spoiled[place] = byte
    path = tmp_path / "story.toml"
    path.write_bytes(bytes(spoiled))
    publisher = lists.publisher("story")
    assert publisher.marking is not None
    try:
        edition = publisher.reader()(path, source=SourceName("story"), marking=publisher.marking)
    except AcordoError:
        return
    assert all(len(one.id) == 32 for one in edition.statements)
