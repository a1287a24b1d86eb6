from random import Random

import pytest

from acordo.facts import Kind, Property
from acordo.matching import Index, Listed, Query
from acordo.names import Script, analyse
from benchmarks import lists
from benchmarks.sources import present

pytestmark = pytest.mark.skipif(not present(), reason="the UN list is not at ../shared/data")


@pytest.fixture(scope="module")
def entries() -> list[Listed]:
    return list(lists.un())


@pytest.mark.parametrize("script", [Script.LATIN, Script.CYRILLIC, Script.ARABIC])
def test_each_written_form_of_a_listed_person_finds_the_entry_first(entries: list[Listed], script: Script) -> None:
    asked = [
        (entry.entry_id, name.text)
        for entry in entries
        for name in entry.names
        if entry.kind is Kind.PERSON and name.property is not Property.LOW_ALIAS
        if analyse(name.text).scripts == {script}
    ]
    asked = Random(4).sample(  # noqa: S311 - a draw, not a secret
        asked, min(len(asked), 150)
    )
    index = Index.build(entries)
    found = index.screen_many([Query((text,)) for _, text in asked])
    first = [
        any(hit.entry_id == entry_id and hit.score == hits[0].score for hit in hits)
        for (entry_id, _), hits in zip(asked, found, strict=True)
    ]
    assert sum(first) >= 0.98 * len(first)
