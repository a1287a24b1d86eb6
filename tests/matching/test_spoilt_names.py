"""Names as they arrive: without vowels, cut short, with letters that only look right."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from acordo.facts import Kind, Property
from acordo.matching import Index, Listed, ListedName, Query, compare
from acordo.names import Script, analyse
from tests.matching.strategies import NAMES

LOOKALIKES = dict(zip("aceopxyACEOPXYKMTBH", "асеорхуАСЕОРХУКМТВН", strict=True))
LISTED = ("Zulmira Thalata Nhacudima", "Tomás Quelimo Machavane", "Caxopo Ecepoxa Nhacudima")


@pytest.fixture(scope="module")
def index() -> Index:
    return Index.build(
        Listed(f"made/{i}", Kind.PERSON, (ListedName(name, Property.PRIMARY_NAME),)) for i, name in enumerate(LISTED)
    )


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        ("Zlmr Thlt Nhcdm", "Zulmira Thalata Nhacudima"),
        ("Zulmira Thalata Nhacud", "Zulmira Thalata Nhacudima"),
        ("Z. Thalata Nhacudima", "Zulmira Thalata Nhacudima"),
        ("Rstm Zltkn", "Рустам Залеткин"),
    ],
)
def test_a_spoilt_name_still_meets_its_own(asked: str, listed: str) -> None:
    assert compare(asked, listed).match


def test_a_field_that_was_cut_is_said_to_be_cut() -> None:
    told = compare("Zulmira Thalata Nhacud", "Zulmira Thalata Nhacudima")
    assert "name.truncated" in {finding.code for finding in told.findings}


def _index(*names: str) -> Index:
    return Index.build(
        Listed(f"made/{i}", Kind.PERSON, (ListedName(name, Property.PRIMARY_NAME),)) for i, name in enumerate(names)
    )


@settings(max_examples=60, deadline=None)
@given(st.integers(4, 8))
def test_a_name_cut_within_its_last_word_is_found_by_its_first_letters(index: Index, letters: int) -> None:
    hits = index.screen(Query((f"Zulmira Thalata {'Nhacudima'[:letters]}",)))
    assert hits[0].matched_name == "Zulmira Thalata Nhacudima"


def test_a_cut_before_the_end_still_finds_the_longer_name() -> None:
    index = _index("Tomás Muquissirima Machavane", "Zulmira Thalata")
    (hit,) = index.screen(Query(("Tomás Muquissir",)))
    assert hit.matched_name == "Tomás Muquissirima Machavane"


def test_words_that_do_not_stand_in_a_row_before_the_cut_are_no_cut_name() -> None:
    index = _index("Tomás Muquissirima Machavane")
    assert not index.screen(Query(("Tomás Machava",)))


def test_a_family_name_is_not_the_beginning_of_a_patronymic() -> None:
    cut = compare("Rustam Zaletkinovi", "Rustam Zaletkinovich Vostrikov")
    family = compare("Rustam Zaletkinov", "Rustam Zaletkinovich Vostrikov")
    assert cut.score > family.score
    assert not family.match


@pytest.mark.parametrize("asked", ["T0e", "Le0", "Ch0", "W0o"])
def test_a_lone_zero_is_an_o_in_the_shortest_word(asked: str) -> None:
    assert analyse(f"{asked} Nhacudima").tokens[0].letters == asked.lower().replace("0", "o")


@pytest.mark.parametrize("kept", ["7", "A10", "B2B", "0"])
def test_other_figures_stay(kept: str) -> None:
    assert analyse(f"Quelimo {kept}").tokens[1].letters == kept.lower()


def test_initials_choose_among_many_of_one_family() -> None:
    firsts = [a + b + "ra" for a in "BCDFGHJKLM" for b in ("a", "ami", "oli", "usse", "ede")]
    index = _index(*(f"{first} Nhacudima" for first in firsts), "Zulmira Thalata Nhacudima")
    assert [hit.matched_name for hit in index.screen(Query(("Z. T. Nhacudima",)))][:1] == ["Zulmira Thalata Nhacudima"]


@pytest.mark.parametrize("asked", ["Rustam Zaletkin", "Рустам Залеткин", "رستم زالتكين"])
def test_a_name_without_its_patronymic_is_found(asked: str) -> None:
    (hit,) = _index("Рустам Валерьевич Залеткин").screen(Query((asked,)))
    assert hit.matched_name == "Рустам Валерьевич Залеткин"


def test_pairs_that_share_no_key_are_put_in_order_by_their_letters() -> None:
    nearer, farther = (compare("Никосфен", other).score for other in ("Nikosthenes", "Bernardino"))
    assert 0 < farther < nearer < 0.05


def test_words_without_vowels_meet_only_words_with_their_consonants() -> None:
    assert not compare("Zlmr Thlt Nhcdm", "Zulmira Thalata Machavane").match


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(LISTED), st.data())
def test_cyrillic_letters_that_look_latin_never_hide_a_name(index: Index, name: str, data: st.DataObject) -> None:
    places = [i for i, letter in enumerate(name) if letter in LOOKALIKES]
    changed = data.draw(st.sets(st.sampled_from(places), min_size=1, max_size=4))
    letters = [LOOKALIKES[letter] if i in changed else letter for i, letter in enumerate(name)]
    hits = index.screen(Query(("".join(letters),)))
    assert hits
    assert hits[0].matched_name == name


def test_a_word_wholly_of_such_letters_is_read_as_its_neighbours_are() -> None:
    disguised = "".join(LOOKALIKES[letter] for letter in "Caxopo")
    assert analyse(f"{disguised} Nhacudima").scripts == {Script.LATIN}
    assert analyse(f"{disguised} Залеткин").scripts == {Script.CYRILLIC}
    assert analyse(disguised).scripts == {Script.CYRILLIC}


@settings(max_examples=60, deadline=None)
@given(NAMES, NAMES)
def test_a_pair_is_a_match_exactly_where_one_would_be_a_hit_for_the_other(one: str, other: str) -> None:
    def found(asked: str, listed: str) -> bool:
        index = Index.build([Listed("made/1", Kind.UNKNOWN, (ListedName(listed, Property.PRIMARY_NAME),))])
        return bool(index.screen(Query((asked,))))

    assert compare(one, other).match is (found(one, other) or found(other, one))


def test_a_pair_that_shares_nothing_has_an_order_and_is_never_a_match() -> None:
    told = [compare("Nhacudima", other) for other in ("Bernardino", "Vostrikov")]
    assert not any(pair.match for pair in told)
    assert all(0 < pair.score < 0.5 for pair in told)
