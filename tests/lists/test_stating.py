from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from acordo import lists
from acordo.facts import Reference, SourceName
from acordo.lists.stating import LONGEST_REFERENCE, EndlessValue, Stating, Tally
from acordo.markings import CLEAR
from acordo.register.models import Entry
from tests.lists.specimens import specimens

if TYPE_CHECKING:
    from pathlib import Path


def test_no_reference_is_longer_than_the_register_keeps() -> None:
    assert Entry._meta.get_field("reference").max_length == LONGEST_REFERENCE
    Stating(SourceName("made"), Reference("a" * LONGEST_REFERENCE), CLEAR, Tally())
    with pytest.raises(EndlessValue, match="501"):
        Stating(SourceName("made"), Reference("a" * (LONGEST_REFERENCE + 1)), CLEAR, Tally())


def test_the_national_list_is_bounded_too(tmp_path: Path) -> None:
    specimen = next(path for path in specimens("national") if path.suffix == ".csv")
    text = specimen.read_text(encoding="utf-8-sig")
    edition = lists.publisher("national").reader()(specimen, source=SourceName("national"), marking=CLEAR)
    (tmp_path / "list.csv").write_text(text.replace(edition.statements[0].reference, "N" * 501, 1), encoding="utf-8")
    with pytest.raises(EndlessValue):
        lists.publisher("national").reader()(tmp_path / "list.csv", source=SourceName("national"), marking=CLEAR)
