"""The search finds an entry whatever the script, and tells nobody of what he or she may not see."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acordo.facts import Json, Kind, Property
from acordo.journal.models import ActPayload
from acordo.lists import TooFewEntries
from acordo.markings import CLEAR, Level
from acordo.register import acts, models
from acordo.register.acts import SourceTerms
from acordo.register.search import NothingAsked, TooLongAsked, search
from acordo.register.searchable import meets, words_of
from tests import cast
from tests.cast import ALDER_SECRET, BIRCH_ONLY, LISTING, name

Stated = dict[str, list[tuple[Property, Json]]]
PARTIES: Stated = {
    "QDi.001": [(Property.KIND, "person"), (Property.PRIMARY_NAME, name("José d’Almeida-Sitoe"))],
    "QDi.002": [(Property.KIND, "person"), (Property.PRIMARY_NAME, name("Мухаммад Вымышленный"))],
    "QDi.003": [(Property.KIND, "person"), (Property.PRIMARY_NAME, name("داود عبد الله المخترع"))],
    "QDe.004": [
        (Property.KIND, "group"),
        (Property.PRIMARY_NAME, name("Brotherhood of the Moon")),
        (Property.LOW_ALIAS, name("Lua Nova")),
        (Property.DOCUMENT, {"number": "AB 12-34", "type": "licence"}),
    ],
}


def _read(stated: Stated, digest: str = "first") -> None:
    edition = cast.edition(stated, digest=digest)
    terms = SourceTerms(LISTING, "listing", "The invented list", "A publisher", "public", CLEAR)
    acts.update(cast.actor(), terms, digest, lambda: edition)


def _found(text: str, **more: object) -> list[str]:
    found = search(cast.actor(), text, **more)  # type: ignore[arg-type]
    assert found.total >= len(found.entries)
    return [str(entry.reference) for entry in found.entries]


@pytest.fixture
def parties(db: None) -> None:
    _read(PARTIES)


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("jose almeida", "QDi.001"),
        ("ALMEIDA JOSÉ", "QDi.001"),
        ("D'Almeida Sitoe", "QDi.001"),
        ("almei", "QDi.001"),
        ("meida", "QDi.001"),
        ("Жозе Далмейда", "QDi.001"),
        ("Muhammad", "QDi.002"),
        ("محمد", "QDi.002"),
        ("vymyshl", "QDi.002"),
        ("Dawud Abdullah", "QDi.003"),
        ("Давуд Абдулла", "QDi.003"),
        ("عبدالله", "QDi.003"),
        ("moon BROTHERHOOD", "QDe.004"),
        ("lua", "QDe.004"),
        ("qde004", "QDe.004"),
        ("QDe.004", "QDe.004"),
        ("ab1234", "QDe.004"),
        ("AB 12/34", "QDe.004"),
    ],
)
def test_an_entry_is_found_by_part_of_a_name_in_any_script_and_by_its_numbers(
    parties: None, text: str, reference: str
) -> None:
    assert _found(text) == [reference]


@pytest.mark.django_db
def test_the_best_come_first_and_a_page_tells_how_many_there_are() -> None:
    _read(
        {f"L-{n}": [(Property.PRIMARY_NAME, name(text))] for n, text in enumerate(["Anabela", "Mariana", "Ana Rita"])}
    )
    first, second = (search(cast.actor(), "ana", limit=2, offset=offset) for offset in (0, 2))
    assert [entry.title for entry in first.entries + second.entries] == ["Ana Rita", "Anabela", "Mariana"]
    assert first.total == second.total == 3
    assert search(cast.actor(), "ana", offset=20).total == 3


def test_a_search_is_narrowed_to_a_source_and_to_a_kind(parties: None) -> None:
    assert _found("brotherhood", kind=Kind.GROUP) == ["QDe.004"]
    assert _found("brotherhood", kind=Kind.PERSON) == []
    assert _found("brotherhood", source=cast.LISTING) == ["QDe.004"]
    assert _found("brotherhood", source="other") == []


def test_delisted_entries_are_found_only_where_they_are_asked_for(parties: None) -> None:
    _read({"QDi.001": PARTIES["QDi.001"]}, "second")
    assert _found("brotherhood") == _found("qde004") == []
    found = search(cast.actor(), "brotherhood", delisted=True)
    assert [(entry.title, entry.listed) for entry in found.entries] == [("Brotherhood of the Moon", False)]


@pytest.mark.django_db
def test_what_an_officer_may_not_see_neither_counts_nor_is_found() -> None:
    open_ = cast.edition({"L-1": [(Property.PRIMARY_NAME, name("Ana Aberta"))]})
    hidden = cast.edition(
        {"L-1": [(Property.LOW_ALIAS, name("Ana Fechada"))], "L-2": PARTIES["QDe.004"]}, marking=BIRCH_ONLY
    )
    edition = replace(open_, statements=open_.statements + hidden.statements)
    acts.update(cast.actor(), SourceTerms(LISTING, "listing", "A list", "A publisher", "", CLEAR), "d", lambda: edition)
    assert _found("ana") == ["L-1"]
    for text in ("fechada", "brotherhood", "l2", "ab1234"):
        assert search(cast.actor(), text).total == 0
        assert search(cast.actor(), text, delisted=True).total == 0
        assert search(cast.actor(service=cast.BIRCH), text).total == 1


@pytest.mark.django_db
def test_a_name_that_was_narrowed_is_not_found_in_its_past() -> None:
    stated: Stated = {"L-1": [(Property.KIND, "person")], "L-2": PARTIES["QDe.004"]}
    _read(stated)
    narrowed = cast.edition({"L-2": PARTIES["QDe.004"]}, marking=ALDER_SECRET, digest="second")
    rest = cast.edition({"L-1": stated["L-1"]})
    edition = replace(narrowed, statements=narrowed.statements + rest.statements)
    terms = SourceTerms(LISTING, "listing", "The invented list", "A publisher", "public", CLEAR)
    acts.update(cast.actor(), terms, "second", lambda: edition)
    low = cast.actor(clearance=Level.RESTRICTED)
    assert search(low, "brotherhood", delisted=True).total == 0
    assert search(cast.actor(), "brotherhood").total == 1


@pytest.mark.django_db
def test_what_is_held_or_dropped_is_not_found_and_leaves_nothing_behind() -> None:
    _read(PARTIES)
    before = models.FindableName.objects.count(), models.FindableNumber.objects.count()
    edition = cast.edition({"L-9": [(Property.PRIMARY_NAME, name("Zacarias Retido"))]}, digest="second")
    terms = SourceTerms(
        LISTING, "listing", "A list", "A publisher", "", CLEAR, lambda _, n: TooFewEntries(after=n, least=2)
    )
    acts.update(cast.actor(), terms, "second", lambda: edition)
    assert _found("zacarias") == []
    assert _found("brotherhood") == ["QDe.004"]
    acts.decide(cast.actor(), LISTING, 2, accept=False, reason="not plausible")
    assert (models.FindableName.objects.count(), models.FindableNumber.objects.count()) == before


@pytest.mark.parametrize("text", ["", "  ", "?!", "\u200f"])
def test_a_question_that_holds_nothing_is_refused(parties: None, text: str) -> None:
    with pytest.raises(NothingAsked):
        search(cast.actor(), text)


def test_a_question_longer_than_any_name_is_refused(parties: None) -> None:
    with pytest.raises(TooLongAsked):
        search(cast.actor(), "a" * 201)


def test_a_search_leaves_its_line_in_the_journal(parties: None) -> None:
    found = search(cast.actor(), "moon")
    payload = ActPayload.objects.order_by("-number").values_list("payload", flat=True).first()
    assert b"moon" in bytes(payload or b"")
    assert found.entries
    assert all(entry.entry_id.encode() in bytes(payload or b"") for entry in found.entries)


@given(st.text(max_size=60))
def test_any_text_is_read_and_meets_itself(text: str) -> None:
    words = words_of(text)
    assert not words or meets(words, text)
