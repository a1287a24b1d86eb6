"""The library of FollowTheMoney reads our export and refuses no value of it."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from acordo.facts import Document, Edition, Property, Reference, SourceName, Statement
from acordo.lists import ftm, un_sc
from acordo.markings import CLEAR
from acordo.register.acts import SourceTerms, update
from acordo.register.exporting import ExportForm
from acordo.register.taking import Wanted, export
from tests import cast
from tests.cast import LISTING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from acordo.facts import Json

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[2]
LISTS = ROOT / "src" / "acordo" / "lists"
_HARD: list[tuple[Property, Json]] = [
    (Property.EMAIL, "no address at all"), (Property.EMAIL, "a..b@-example.org"), (Property.EMAIL, "a@example.org"),
    (Property.PHONE, "020 1234"), (Property.PHONE, "+258 84 123 4567"), (Property.LINK, "a page"),
    (Property.LINK, "https://example.org/a b"), (Property.LINK, "https://example.org/a?b=c#d"),
    (Property.NATIONALITY, "Atlantis"), (Property.NATIONALITY, "SU"), (Property.NATIONALITY, "Mozambican"),
    (Property.SEX, "unknown"), (Property.BORN, "1964/2008"), (Property.BORN, "1971~"), (Property.BORN, "about then"),
    (Property.TOPIC, "sanction"), (Property.TOPIC, "no topic"), (Property.IMO_NUMBER, "9074729"),
    (Property.IMO_NUMBER, "1234568"), (Property.DOCUMENT, {"number": "7700000009", "type": "INN"}),
    (Property.DOCUMENT, {"number": "7700000001", "type": "INN"}), (Property.DOCUMENT, {"number": "1", "type": "OGRN"}),
    (Property.DOCUMENT, {"number": "AB 1", "type": "passport", "country": "MZ", "note": "lost"}),
    (Property.DOCUMENT, {"number": "X" * 90}), (Property.GOOD_ALIAS, {"text": '"'}),
    (Property.GOOD_ALIAS, {"text": "' '"}),
    (Property.LOW_ALIAS, {"text": "N" * 500}), (Property.ADDRESS, {"street": "a\nb,,c", "country": "MZ"}),
    (Property.ADDRESS, {"street": "Rua " * 90}), (Property.NOTE, "long " * 30_000), (Property.TITLE, "T" * 2000),
    (Property.APPEARANCE, "height: tall"), (Property.BIRTH_PLACE, {"city": "Pemba", "country": "Atlantis"}),
    (Property.TONNAGE, "some"), (Property.WEBSITE, "example"), (Property.FLAG, "MZ"), (Property.CALL_SIGN, "C9XX"),
    (Property.LEGAL_FORM, "Lda"), (Property.INCORPORATED_ON, "2001-05"), (Property.MMSI, "1" * 20),
]  # fmt: skip


@pytest.fixture
def library() -> str:
    """A Python that has the library: this one, or that of the environment which CI makes."""
    if find_spec("followthemoney"):
        return sys.executable
    own = ROOT / ".venv-ftm" / "bin" / "python"
    if own.is_file():
        return str(own)
    absent = "the library of FollowTheMoney is not installed here (extra ftm, or .venv-ftm as CI makes it)"
    pytest.fail(absent) if os.environ.get("ACORDO_NO_SKIPS") == "1" else pytest.skip(absent)
    return ""


def _publish(edition: Edition) -> None:
    terms = SourceTerms(edition.source, "ftm", "Given", "A publisher", "", CLEAR)
    update(cast.actor(), terms, edition.document.digest, lambda: edition)


def _of(kind: str, number: int, facts: Iterable[tuple[Property, Json]]) -> list[Statement]:
    named: list[tuple[Property, Json]] = [
        (Property.KIND, kind),
        (Property.PRIMARY_NAME, {"text": f"Invented {number}"}),
    ]
    rest = [(property_, content) for property_, content in facts if property_ is not Property.KIND]
    return [Statement.of(LISTING, Reference(f"L-{number}"), one, content, CLEAR) for one, content in [*named, *rest]]


def _judged(library: str, tmp_path: Path) -> dict[str, Any]:
    file = io.BytesIO()
    export(cast.actor(), Wanted(ExportForm.FTM), file)
    path = tmp_path / "export.ftm.jsonl"
    path.write_bytes(file.getvalue())
    reader, words = Path(__file__).with_name("ftm_reader.py"), LISTS / "ftm" / "words.tsv"
    done = subprocess.run([library, str(reader), str(path), str(words)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_it_reads_the_specimens_of_the_lists_and_refuses_no_value(library: str, tmp_path: Path) -> None:
    _publish(ftm.read(LISTS / "ftm" / "specimens" / "entities.ftm.jsonl", source=LISTING, marking=CLEAR))
    _publish(un_sc.read(LISTS / "un_sc" / "specimens" / "consolidated.xml", source=SourceName("un_sc"), marking=CLEAR))
    found = _judged(library, tmp_path)
    assert found["entities"] > 5
    assert found["values"] > 50
    assert found["refused"] == []


def test_it_refuses_nothing_of_what_its_words_do_not_take(library: str, tmp_path: Path) -> None:
    kinds = ("person", "group", "company", "vessel", "aircraft", "unknown")
    stated = [statement for number, kind in enumerate(kinds) for statement in _of(kind, number, _HARD)]
    _publish(Edition(LISTING, date(2026, 1, 5), Document("hard.xml", "00", 1), tuple(stated)))
    found = _judged(library, tmp_path)
    assert found["entities"] == len(kinds)
    assert found["values"] > len(kinds) * len(_HARD)
    assert found["refused"] == []


def test_our_table_of_its_words_is_right(library: str, tmp_path: Path) -> None:
    assert _judged(library, tmp_path)["otherwise"] == []
