"""The compiled base follows the register: what came is merged into it, and only proved bytes are built on."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from acordo.facts import Json, Property, SourceName
from acordo.markings import CLEAR
from acordo.matching import Query
from acordo.register import acts, index
from acordo.register.acts import SourceTerms
from tests import cast

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.django_db
FIRST, SECOND = date(2026, 1, 10), date(2026, 2, 11)
GIVEN = ("Zubeir", "Amade", "Fátima", "Issufo", "Lurdes", "Selemane")


@pytest.fixture(autouse=True)
def _few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    for left in index.compiled_files():
        left.unlink()
    monkeypatch.setattr(index, "_MOST_CHANGED", 3)


def _publish(source: str, names: dict[str, str], issued: date = FIRST) -> None:
    stated: dict[str, list[tuple[Property, Json]]] = {
        reference: [(Property.KIND, "person"), (Property.PRIMARY_NAME, cast.name(text)), (Property.BORN, "1970")]
        for reference, text in names.items()
    }
    edition = cast.edition(stated, issued=issued, source=SourceName(source))
    terms = SourceTerms(SourceName(source), source, source, "A publisher", "public", CLEAR)
    acts.update(cast.actor(), terms, edition.document.digest, lambda: edition)


def _people(family: str) -> dict[str, str]:
    return {f"E{number}": f"{given} {family}" for number, given in enumerate(GIVEN)}


def _file() -> Path:
    (path,) = index.compiled_files()
    return path


def test_a_base_that_grew_list_by_list_is_the_base_compiled_at_once() -> None:
    for source in ("one", "two", "three"):
        _publish(source, _people(f"Makonga {source}"))
        assert index.current().recent is None
    _publish("two", {f"E{number}": f"Tomás {given}" for number, given in enumerate(GIVEN[:5])}, SECOND)
    index.current()
    grown = _file().read_bytes()
    index.compile_base(index.state())
    assert _file().read_bytes() == grown


def test_few_changes_leave_the_base_as_it_is() -> None:
    _publish("one", _people("Makonga"))
    index.current()
    compiled = _file()
    _publish("two", {"A": "Kanthu Quelimo"})
    assert index.current().recent is not None
    assert _file() == compiled


def test_an_index_that_is_renewed_is_left_for_whoever_asks_next() -> None:
    _publish("one", _people("Makonga"))
    told: list[str] = []
    index.renew(lambda: told.append("compiling"))
    index.current(lambda: told.append("again"))
    _publish("two", {"A": "Kanthu Quelimo"})
    index.renew(lambda: told.append("for one entry"))
    _publish("three", _people("Quelimo"))
    index.renew(lambda: told.append("merging"))
    assert told == ["compiling", "merging"]
    assert f"{index.state().register_number:09d}" in _file().name


def test_a_base_that_was_damaged_is_not_built_on() -> None:
    _publish("one", _people("Makonga"))
    index.current()
    content = _file().read_bytes()
    assert content.count(b"Selemane") == 1
    _file().write_bytes(content.replace(b"Selemane", b"Xelemane"))
    _publish("two", _people("Quelimo"))
    hits = index.current().base.screen(Query(("Selemane Makonga",)), limit=20)
    assert "Selemane Makonga" in {hit.matched_name for hit in hits}
