import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acordo.names import LONGEST, Name, Role, Script, UnreadableName, analyse

ANYTHING = st.text(alphabet=st.characters(), max_size=LONGEST + 5)


@given(ANYTHING)
def test_any_text_is_a_name_or_unreadable(text: str) -> None:
    try:
        name = analyse(text)
    except UnreadableName:
        return
    assert isinstance(name, Name)
    assert name.base
    assert all(token.letters for token in name.tokens)


@pytest.mark.parametrize(
    "text", ["", "   ", "12345", "…!?", "a" * (LONGEST + 1), "Ana\0Bela", "Ana \ud800", "\u202e\u200f", "----"]
)
def test_what_is_no_name_is_refused_with_a_reason(text: str) -> None:
    with pytest.raises(UnreadableName) as refused:
        analyse(text)
    assert refused.value.code == "names.unreadable"
    assert refused.value.arguments["reason"]
    str(refused.value).encode()


def test_the_longest_name_is_read_at_once() -> None:
    begin = time.monotonic()
    for text in ("a" * LONGEST, "aB" * 500, "ا " * 500, "'-" * 499 + "ab", "김" * LONGEST):
        analyse(text)
    assert time.monotonic() - begin < 10


def test_controls_and_bidirectional_marks_are_dropped() -> None:
    assert analyse("\u202bTomás\u202c\u200e Nhaca\x07").text == "Tomás Nhaca"


def test_words_have_roles() -> None:
    roles = {token.letters: token.role for token in analyse("Sheikh Abu Tomas bin J. Nhaca").tokens}
    assert roles == {
        "sheikh": Role.TITLE,
        "abu": Role.KUNYA,
        "tomas": Role.BASE,
        "bin": Role.PARTICLE,
        "j": Role.INITIAL,
        "nhaca": Role.BASE,
    }


def test_a_name_that_is_only_a_particle_names() -> None:
    assert [token.role for token in analyse("Da").tokens] == [Role.BASE]


def test_scripts_are_told_apart() -> None:
    assert analyse("Tomás").scripts == {Script.LATIN}
    assert analyse("Томаш").scripts == {Script.CYRILLIC}
    assert analyse("طماس").scripts == {Script.ARABIC}
    assert len(analyse("김정은").tokens) == 3


def test_cyrillic_is_romanised_and_arabic_is_kept() -> None:
    assert analyse("Щукин").tokens[0].letters == "shchukin"
    assert analyse("طماس").tokens[0].letters == "طماس"
    assert analyse("طماس").tokens[0].roman == "tmas"


def test_letters_that_only_look_alike_become_what_the_word_is_written_in() -> None:
    assert analyse("Pоtrov").tokens[0].letters == "potrov"
    assert analyse("T0mas").tokens[0].letters == "tomas"
