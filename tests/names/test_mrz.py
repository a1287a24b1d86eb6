"""Passport lines: five layouts, check digits, dates, names cut short. All documents are invented (state UTO)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acordo.names import mrz
from acordo.names.mrz.checks import check_digit
from tests.names.documents import TODAY, card, passport, visa

SPECIMENS = [
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10",
    "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<",
    "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6",
    "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL8988901C4XXX4009078F96121096ZE184226B<<<<<<",
    "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nL8988901C4XXX4009078F9612109<<<<<<<<",
]
"""The specimens that ICAO Doc 9303 prints in parts 4 to 7, of an invented holder."""
NAMES = st.lists(st.text(alphabet="ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=8), min_size=1, max_size=2)


@pytest.mark.parametrize("lines", SPECIMENS)
def test_the_specimens_of_the_standard_are_read(lines: str) -> None:
    read = mrz.read(lines, TODAY)
    assert (read.surname, read.given, read.sex) == ("ERIKSSON", "ANNA MARIA", "F")
    assert read.name == "ANNA MARIA ERIKSSON"
    assert not read.truncated
    assert str(read.born) in {"1974-08-12", "1940-09-07"}


@pytest.mark.parametrize("lines", SPECIMENS)
def test_a_box_that_swallows_the_breaks_changes_nothing(lines: str) -> None:
    assert mrz.read(lines.replace("\n", ""), TODAY) == mrz.read(lines, TODAY)
    assert mrz.read(f"  {lines.lower()} \r\n".replace("\n", " \r\n "), TODAY) == mrz.read(lines, TODAY)
    assert mrz.looks_like_mrz(lines)


@given(NAMES, NAMES, st.dates(date(1930, 1, 1), TODAY), st.sampled_from("MF<"))
def test_whatever_a_passport_states_is_read_back(surname: list[str], given: list[str], born: date, sex: str) -> None:
    read = mrz.read(passport(" ".join(surname), " ".join(given), born=born, sex=sex), TODAY)
    wanted = [mrz.writing.without_escapes(word) for word in (*given, *surname)]
    assert sorted(read.name.split()) == sorted(" ".join(wanted).split())
    assert str(read.born) == born.isoformat()
    assert read.sex == (None if sex == "<" else sex)


@given(st.sampled_from(SPECIMENS[:3]), st.integers(0, 87), st.sampled_from("0123456789"))
def test_one_wrong_figure_is_never_read_over(lines: str, place: int, figure: str) -> None:
    run = lines.replace("\n", "")
    place %= len(run)
    if not run[place].isdigit() or run[place] == figure:
        return
    with pytest.raises(mrz.MrzError):
        mrz.read(run[:place] + figure + run[place + 1 :], TODAY)


@given(st.text(alphabet=st.characters(), max_size=200))
def test_any_text_is_read_or_refused_with_words(text: str) -> None:
    try:
        mrz.read(text, TODAY)
    except mrz.MrzError as error:
        str(error).encode()


@given(st.text(alphabet="ABMFPVIUTO0123456789<", min_size=88, max_size=90))
def test_noise_of_the_right_length_is_refused(text: str) -> None:
    try:
        read = mrz.read(text, TODAY)
    except mrz.MrzError:
        return
    assert read.layout


@pytest.mark.parametrize(
    ("lines", "code", "told"),
    [
        (passport("MUTHEMBA", "NELSON").replace("7105029", "71O5029"), "mrz.misread", "'0'"),
        (passport("MUTHEMBA", "NELSON").replace("MUTH", "MU1H"), "mrz.misread", "'I'"),
        (passport("MUTHEMBA", "NELSON").replace("MUTH", "MU?H"), "mrz.character", "'?'"),
        (passport("MUTHEMBA", "NELSON").replace("7105029", "7105019"), "mrz.check_digit", "the birth date"),
        (passport("MUTHEMBA", "NELSON").replace("3112319", "3112329"), "mrz.check_digit", "the day of expiry"),
        (passport("MUTHEMBA", "NELSON", number="XX9034567").replace("XX90", "XX9O"), "mrz.misread_field", "'0'"),
        (passport("MUTHEMBA", "NELSON", number="AB1").replace("AB1", "AB2"), "mrz.check_digit", "the document number"),
        (passport("MUTHEMBA", "NELSON")[:-1] + "5", "mrz.check_digit", "the whole line"),
        (passport("MUTHEMBA", "NELSON")[:-3], "mrz.layout", "44 + 41"),
        (passport("MUTHEMBA", "NELSON", six="711302"), "mrz.day", "711302"),
        (passport("MUTHEMBA", "NELSON", six="710230"), "mrz.day", "710230"),
        ("", "mrz.layout", "0"),
    ],
)
def test_what_does_not_hold_is_told_with_its_place(lines: str, code: str, told: str) -> None:
    with pytest.raises(mrz.MrzError) as refused:
        mrz.read(lines, TODAY)
    assert refused.value.code == code
    assert told in str(refused.value)


@pytest.mark.parametrize(
    ("six", "born"),
    [("710502", "1971-05-02"), ("7105<<", "1971-05"), ("71<<<<", "1971"), ("<<<<<<", "None"), ("000229", "2000-02-29")],
)
def test_a_birth_date_is_as_far_as_it_is_known(six: str, born: str) -> None:
    assert str(mrz.read(passport("MUTHEMBA", "NELSON", six=six), TODAY).born) == born


@pytest.mark.parametrize(
    ("six", "born"), [("261125", "2026-11-25"), ("261126", "1926-11-26"), ("260101", "2026-01-01"), ("27<<<<", "1927")]
)
def test_nobody_is_born_after_today(six: str, born: str) -> None:
    assert str(mrz.read(passport("MUTHEMBA", "NELSON", six=six), TODAY).born) == born


def test_a_name_that_fills_its_field_may_be_cut_short() -> None:
    read = mrz.read(passport("NHACUDIMA MUQUISSIRIMA", "ZULMIRA BERNARDINOTHALATA"), TODAY)
    assert read.truncated
    assert read.name == "NHACUDIMA MUQUISSIRIMA ZULMIRA BERNARD"
    assert not mrz.read(passport("NHACUDIMA", "ZULMIRA"), TODAY).truncated


def test_a_single_name_is_a_surname() -> None:
    read = mrz.read(passport("NHACUDIMA", ""), TODAY)
    assert (read.surname, read.given, read.name) == ("NHACUDIMA", "", "NHACUDIMA")


def test_the_number_of_a_card_may_go_on_in_the_next_field() -> None:
    assert mrz.read(card("NHACUDIMA", "ZULMIRA", number="D23145890734"), TODAY).number == "D23145890734"
    wrong = card("NHACUDIMA", "ZULMIRA", number="D23145890734").replace("734", "735", 1)
    with pytest.raises(mrz.WrongCheckDigit):
        mrz.read(wrong, TODAY)


def test_a_visa_has_no_digit_over_the_whole() -> None:
    assert mrz.read(visa("NHACUDIMA", "ZULMIRA"), TODAY).layout is mrz.Layout.MRV_B


def test_arabic_printed_letter_for_letter_is_brought_back() -> None:
    read = mrz.read(passport("EBDALRXHYM", "MXHMWD"), TODAY)
    assert read.arabic == "محمود عبدالرحيم"
    assert mrz.read(passport("XAVIER", "FELIX"), TODAY).arabic is None


def test_letters_that_a_passport_prints_as_two_are_known() -> None:
    assert mrz.printed("Löfgren") == "loefgren"
    assert mrz.read(passport("IBANXXEZ", "GUXXNTER"), TODAY).name == "GUNTER IBANEZ"


@pytest.mark.parametrize(
    "name",
    [
        "Nelson Fake Muthemba",
        "",
        "Zulmira <zulmira@example>",
        "<b onclick=x>Nelson</b> Fake",
        "<<Зулмира>>",
        "김정은",
        "a" * 900,
    ],
)
def test_no_name_looks_like_a_passport_line(name: str) -> None:
    assert not mrz.looks_like_mrz(name)


@given(st.text(alphabet="ABZ059<", max_size=40))
def test_check_digits_see_every_single_change(run: str) -> None:
    for place, letter in enumerate(run):
        if letter.isdigit():
            other = str((int(letter) + 1) % 10)
            assert check_digit(run) != check_digit(run[:place] + other + run[place + 1 :])
