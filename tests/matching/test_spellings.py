"""The spellings of northern Mozambique and its neighbours: ``spellings.tsv``, to be read by a speaker of each."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acordo.matching import compare
from acordo.matching.classes import NONE, class_of, rows
from acordo.matching.letter_costs import table_rows
from acordo.names import analyse, fold, plain
from acordo.names.spelling import Rule, rules_between

LETTERS = st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=14)
_MOST_MISSED = 0.03


@dataclass(frozen=True)
class Case:
    """Two names of a language, and whether they are one."""

    one: str
    other: str
    language: str
    hit: bool


@cache
def cases() -> tuple[Case, ...]:
    lines = Path(__file__).with_name("spellings.tsv").read_text("utf-8").splitlines()
    read = [line.split("\t") for line in lines if not line.startswith("#")]
    assert all(len(row) == 6 and row[3] in {"hit", "no"} for row in read)
    return tuple(Case(row[0], row[1], row[2], row[3] == "hit") for row in read)


def names(language: str) -> list[Case]:
    """The full names of a language, and its single words two and two."""
    mine = [case for case in cases() if case.language == language]
    words = [case for case in mine if case.hit and " " not in case.one]
    pairs = zip(words, [*words[1:], *words[:1]], strict=True)
    two = [Case(f"{a.one} {b.one}", f"{a.other} {b.other}", language, hit=True) for a, b in pairs if a is not b]
    return [case for case in mine if " " in case.one] + two


LANGUAGES = list(dict.fromkeys(case.language for case in cases()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_that_are_one_in_a_language_meet(language: str) -> None:
    must = [case for case in names(language) if case.hit]
    missed = [case for case in must if not compare(case.one, case.other).match]
    assert len(missed) <= _MOST_MISSED * len(must), missed


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_that_are_two_in_a_language_do_not_meet(language: str) -> None:
    fired = [case for case in names(language) if not case.hit and compare(case.one, case.other).match]
    assert not fired


def test_a_pair_of_words_of_the_table_is_of_one_class() -> None:
    for case in cases():
        if case.hit and not {" "} & {*case.one, *case.other}:
            one, other = (analyse(name).tokens[0].letters for name in (case.one, case.other))
            assert class_of(one) == class_of(other) != NONE or one not in rows(), case


def test_each_row_of_the_table_is_a_single_word_with_its_language_and_source() -> None:
    for form, name, language, source in table_rows("spellings.tsv"):
        assert len(analyse(form).tokens) == 1
        assert language in {*LANGUAGES, "french", "turkish"}
        assert name == fold(name)
        assert source


def test_no_form_is_of_two_names() -> None:
    letters = [analyse(row[0]).tokens[0].letters for row in table_rows("spellings.tsv")]
    assert len(letters) == len(set(letters)) == len(rows())


@given(LETTERS)
def test_a_plain_form_is_short_and_made_of_the_same_letters(word: str) -> None:
    assert len(plain(word)) <= 2 * len(word)
    assert plain(word).isalpha() or not plain(word)


@given(LETTERS, LETTERS)
def test_rules_are_told_only_of_words_that_they_make_one(one: str, other: str) -> None:
    told = rules_between(one, other)
    assert not told or plain(one) == plain(other)
    assert rules_between(one, other) == rules_between(other, one)


@pytest.mark.parametrize(
    ("one", "other", "rule"),
    [
        ("naxaca", "nashaca", Rule.SH),
        ("muculuma", "mukuluma", Rule.K),
        ("gimane", "jimane", Rule.J),
        ("linhama", "linyama", Rule.SOFT_N),
        ("uanhela", "wanhela", Rule.W),
        ("hamade", "amade", Rule.SILENT_H),
        ("mussorongo", "musorongo", Rule.DOUBLED),
        ("salimo", "salim", Rule.CLOSING),
        ("zaletkinov", "zaletkinova", Rule.ENDING),
    ],
)
def test_each_rule_is_told_by_its_name(one: str, other: str, rule: Rule) -> None:
    assert rule in rules_between(one, other)


@pytest.mark.parametrize(
    ("listed", "in_the_passport"),
    [("Jörg Löfgren", "JOERG LOEFGREN"), ("Åse Nørgård", "AASE NOERGAARD"), ("Günter Weiß", "GUENTER WEISS")],
)
def test_a_name_meets_what_a_passport_prints_of_it(listed: str, in_the_passport: str) -> None:
    assert compare(listed, in_the_passport).score > compare(listed, in_the_passport.replace("E", "I")).score
    assert compare(listed, in_the_passport).score > 0.95


def test_a_name_that_a_passport_cuts_short_is_still_found() -> None:
    assert compare("Nhacudima Muquissirima Zulmira Bernardino", "NHACUDIMA MUQUISSIRIMA ZULMIRA BERNARD").match
