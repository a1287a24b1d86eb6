"""Each script is romanised by a table of its own; the words below are common words and single invented names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acordo.names import Script, UnreadableName, analyse, fold


@pytest.mark.parametrize(
    ("word", "script", "letters"),
    [
        ("Γιώργος", Script.GREEK, "giorgos"),
        ("Ευάγγελος", Script.GREEK, "evangelos"),
        ("Μπουτάρης", Script.GREEK, "boutaris"),
        ("Σταύρου", Script.GREEK, "stavrou"),
        ("Ναύκλης", Script.GREEK, "nafklis"),
        ("יוסף", Script.HEBREW, "yosf"),
        ("כהן", Script.HEBREW, "khn"),
        ("שָׁלוֹם", Script.HEBREW, "shlom"),
        ("გიორგი", Script.GEORGIAN, "giorgi"),
        ("ᲒᲘᲝᲠᲒᲘ", Script.GEORGIAN, "giorgi"),
        ("ჭავჭაძე", Script.GEORGIAN, "chavchadze"),
        ("Հովհաննես", Script.ARMENIAN, "hovhannes"),
        ("Երվանդ", Script.ARMENIAN, "yervand"),
        ("Հարություն", Script.ARMENIAN, "harutyun"),
        ("ከበደ", Script.ETHIOPIC, "kebede"),
        ("ኃይለ", Script.ETHIOPIC, "hayle"),
        ("አበበ", Script.ETHIOPIC, "abebe"),
        ("Тоқай", Script.CYRILLIC, "tokai"),
        ("Ғафур", Script.CYRILLIC, "gafur"),
        ("Ҷӯра", Script.CYRILLIC, "jura"),
        ("Ўктам", Script.CYRILLIC, "uktam"),
        ("Ђурђе", Script.CYRILLIC, "djurdje"),
        ("Şükrü", Script.LATIN, "sukru"),
        ("Conceição", Script.LATIN, "conceicao"),
        ("Əliyev", Script.LATIN, "aliyev"),
    ],
)
def test_a_word_is_romanised_by_the_table_of_its_script(word: str, script: Script, letters: str) -> None:
    (token,) = analyse(word).tokens
    assert (token.script, token.letters) == (script, letters)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("گلاب", "ګلاب"),  # Persian and Pashto gaf
        ("ڈار", "دار"),  # Urdu retroflex
        ("کریم", "كريم"),  # Persian kaf and yeh
        ("هەژار", "ههژار"),  # Kurdish e
        ("ٻار", "بار"),  # Sindhi
    ],
)
def test_arabic_letters_of_other_languages_become_the_arabic_ones(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@given(st.text(st.characters(min_codepoint=0x370, max_codepoint=0x139F), min_size=1, max_size=40))
def test_whatever_the_script_the_letters_are_those_that_are_compared(text: str) -> None:
    try:
        name = analyse(text)
    except UnreadableName:
        return
    for token in name.tokens:
        assert token.script is Script.ARABIC or (token.letters.isascii() and token.letters.isalnum())
