from hypothesis import given
from hypothesis import strategies as st

from acordo.names import fold


@given(st.text(max_size=200))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="abcçéêãõü ABCÇÉÊÃÕÜ", max_size=60))
def test_case_never_matters(text: str) -> None:
    assert fold(text.upper()) == fold(text) == fold(text.lower())


def test_diacritics_width_and_presentation_forms_are_put_aside() -> None:
    assert fold("JOSÉ  Conceição") == "jose conceicao"
    assert fold("ＡＢＣ") == "abc"
    assert fold("\ufee3\ufea4\ufee4\ufeaa") == fold("محمد")
    assert fold("مُحَمَّـد") == fold("محمد")
    assert fold("أحمد") == fold("احمد")


def test_cyrillic_stays_cyrillic() -> None:
    assert fold("ИВАНОВ Пётр") == "иванов петр"


def test_punctuation_divides_and_apostrophes_vanish() -> None:
    assert fold("Al-Masri, 'Abd") == "al masri abd"
