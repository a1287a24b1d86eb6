import string

import pytest
from hypothesis import given, settings

from acordo.facts import Kind
from acordo.matching import SENTENCES, Verdict, compare
from acordo.wording import say
from tests.matching.strategies import NAMES


@settings(max_examples=60, deadline=None)
@given(NAMES, NAMES)
def test_the_order_of_a_pair_changes_nothing(one: str, other: str) -> None:
    assert compare(one, other).match is compare(other, one).match
    assert compare(one, other).score == compare(other, one).score


@settings(max_examples=30, deadline=None)
@given(NAMES)
def test_a_name_is_itself(name: str) -> None:
    told = compare(name, name)
    assert told.match
    assert told.score == 1.0


@pytest.mark.parametrize(
    ("one", "other", "code"),
    [
        ("Amade Nhacudima", "Ahmad Nhacudima", "name.form"),
        ("Zulmira Nhacudima", "ZULMIRA Nhacúdima", "name.identical"),
        ("Rustam Zaletkin", "Рустам Залеткин", "name.from_cyrillic"),
        ("Salim Masudi", "سليم المسعودي", "name.from_arabic"),
        ("Zulmira Nhacudima", "Zulmira Nhacudina", "name.one_letter"),
        ("Z. Nhacudima", "Zulmira Nhacudima", "name.initial"),
        ("Nhacudima Zulmira", "Zulmira Nhacudima", "name.order"),
        ("Abdurrahman Nhacudima", "Abdul Rahman Nhacudima", "name.joined"),
        ("Zulmira Thalata Nhacudima", "Zulmira Nhacudima", "name.missing_listed"),
        ("Zulmira Nhacudima", "Zulmira Thalata Nhacudima", "name.missing_asked"),
        ("Sheikh Zulmira Nhacudima", "Zulmira Nhacudima", "name.title"),
        ("Zulmira da Nhacudima", "Zulmira Nhacudima", "name.particle"),
        ("Zulmira Quelimo", "Zulmira Vostrikov", "name.different"),
    ],
)
def test_a_pair_is_explained_word_by_word(one: str, other: str, code: str) -> None:
    findings = compare(one, other).findings
    assert code in {finding.code for finding in findings}
    for finding in findings:
        assert say(finding.sentence, "en", **finding.arguments)


@pytest.mark.parametrize(
    ("local", "elsewhere"),
    [
        ("Momade Issufo", "Mohamed Yusuf"),
        ("Amade Abdala", "Ahmad Abdallah"),
        ("Omar Saide", "Omari Saíd"),
        ("Assane Selemane", "Hassan Sulaiman"),
        ("Ibraimo Cassimo", "Ibrahim Qasim"),
    ],
)
def test_names_of_the_region_meet_their_forms_elsewhere(local: str, elsewhere: str) -> None:
    assert compare(local, elsewhere).match


def test_numbers_must_agree() -> None:
    told = compare("Quelimo Estrela 7", "Quelimo Estrela 8", Kind.VESSEL)
    assert not told.match
    assert "name.number" in {finding.code for finding in told.findings if finding.verdict is Verdict.DISAGREES}


def test_legal_forms_hardly_count() -> None:
    assert compare("Quelimo Comércio Lda", "Quelimo Comercio Limited", Kind.COMPANY).match


def test_every_sentence_can_be_filled() -> None:
    for sentence in SENTENCES.values():
        fields = {field for _, field, _, _ in string.Formatter().parse(sentence) if field}
        assert fields <= {"asked", "listed", "word", "reason"}
        assert sentence.format(**dict.fromkeys(fields, "x"))
