"""Dates, values and findings in the words of three languages."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from acordo import clock
from acordo.config import LANGUAGES
from acordo.desk.templatetags import words
from acordo.facts import Json, Kind, PartialDate, Property, Sex, Shape, shape_of
from acordo.matching import SENTENCES, Feature, Finding, Verdict
from acordo.register import dates, labels, telling
from acordo.register.words import Freshness
from acordo.screening.failures import NotEnded, OtherForm
from acordo.screening.words import BATCH_STATES, BatchState
from acordo.wording import say, say_error

_days = st.dates(date(1900, 1, 1), date(2030, 12, 31))
_texts = st.text(max_size=40)


_FIELDS = (
    "text", "part1", "part2", "number", "type", "type2", "street", "city", "region", "country", "issued_in",
    "issued", "expires", "born", "note", "postal_code", "something_new",
)  # fmt: skip


@st.composite
def _partial_dates(draw: st.DrawFn) -> PartialDate:
    day = draw(_days)
    exactness = draw(st.sampled_from(("day", "month", "year", "circa", "span")))
    if exactness == "span":
        last = max(day, draw(_days))
        return PartialDate(day.year, end=PartialDate(last.year))
    month = day.month if exactness in {"day", "month"} else None
    return PartialDate(day.year, month, day.day if exactness == "day" else None, circa=exactness == "circa")


@pytest.mark.parametrize(
    ("written", "language", "said"),
    [
        ("1988-06-15", "en", "15 June 1988"),
        ("1988-06", "en", "June 1988"),
        ("1971~", "en", "about 1971"),
        ("1964/2008", "en", "between 1964 and 2008"),
        ("1988-06-15", "pt", "15 de Junho de 1988"),
        ("1988-06", "pt", "Junho de 1988"),
        ("1971~", "pt", "cerca de 1971"),
        ("1964/2008", "pt", "entre 1964 e 2008"),
        ("1988-06-15", "ru", "15 июня 1988"),
        ("1988-06", "ru", "июнь 1988"),
        ("1971~", "ru", "примерно 1971"),
        ("1964/2008", "ru", "в промежутке 1964 — 2008"),
    ],
)
def test_a_partial_date_says_what_is_known_and_no_more(written: str, language: str, said: str) -> None:
    with translation.override(language):
        assert dates.in_words(PartialDate.parse(written)) == said


@given(_partial_dates(), st.sampled_from(LANGUAGES))
def test_every_partial_date_is_told_with_all_its_years(given_: PartialDate, language: str) -> None:
    with translation.override(language):
        said = dates.in_words(given_)
        assert str(given_.year) in said
        assert given_.end is None or str(given_.end.year) in said
        assert telling.date_told(str(given_)) == said


@given(
    st.sampled_from(Property), _texts | st.dictionaries(st.sampled_from(_FIELDS), _texts), st.sampled_from(LANGUAGES)
)
def test_whatever_a_source_states_can_be_told_and_loses_no_field(
    property_: Property, content: Json, language: str
) -> None:
    with translation.override(language):
        told = telling.told(property_, content)
    if isinstance(content, str):
        coded = shape_of(property_) is not Shape.TEXT or property_ is Property.KIND
        assert coded or told.text == content
    else:
        said = " ".join([told.text, *(text for _, text in told.beside)])
        plain = {"number", "type", "street", "city", "region", "note", "something_new"} & content.keys()
        for name in plain:
            assert content[name] in said


def test_every_closed_choice_has_its_label() -> None:
    assert set(labels.PROPERTIES) == set(Property)
    assert set(labels.KINDS) == set(Kind)
    assert set(labels.SEXES) == set(Sex)
    assert set(labels.FRESHNESS) == set(Freshness)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_every_finding_can_be_said_with_its_arguments(code: str, language: str) -> None:
    feature = Feature(code.partition(".")[0])
    arguments = dict.fromkeys(("asked", "listed", "word"), "<x>")
    with translation.override(language):
        said = words.finding(Finding(feature, Verdict.UNKNOWN, code, arguments))
    assert "<x>" not in said
    assert "{" not in said


def test_several_listed_dates_and_countries_are_each_told() -> None:
    arguments = {"asked": "1988-06-15", "listed": "1974-09, 1975~"}
    with translation.override("pt"):
        said = words.finding(Finding(Feature.BORN, Verdict.DISAGREES, "born.differs", arguments))
        land = words.finding(
            Finding(Feature.NATIONALITY, Verdict.AGREES, "nationality.same", {"asked": "MZ", "listed": "MZ, TZ"})
        )
    assert "consultada 15 de Junho de 1988, na lista Setembro de 1974; cerca de 1975." in said
    assert "Moçambique (MZ); Tanzânia (TZ)" in land


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("أحمد", "und-Arab"),
        ("Иван", "und-Cyrl"),
        ("王", "und-Hani"),
        ("Ana", "und"),
        ("123", "und"),
        ("(Саид) Said", "und-Cyrl"),
    ],
)
def test_a_name_carries_the_language_that_its_script_suggests(text: str, language: str) -> None:
    assert words.name(text) == f'<bdi lang="{language}">{text}</bdi>'
    assert words.name(text, "ar") == f'<bdi lang="ar">{text}</bdi>'


@pytest.mark.parametrize(
    ("age", "language", "said"),
    [
        (timedelta(seconds=1), "en", "just now"),
        (timedelta(minutes=2), "ru", "2 минуты назад"),
        (timedelta(minutes=5), "ru", "5 минут назад"),
        (timedelta(hours=21), "ru", "21 час назад"),
        (timedelta(hours=47), "en", "47 hours ago"),
        (timedelta(days=3), "pt", "há 3 dias"),
        (-timedelta(days=3), "en", "just now"),
    ],
)
def test_an_age_is_told_in_the_largest_unit_that_says_enough(age: timedelta, language: str, said: str) -> None:
    moment = datetime(2026, 2, 27, 12, tzinfo=UTC)
    with clock.held_at(moment + age), translation.override(language):
        assert dates.age_in_words(moment) == said


@pytest.mark.parametrize("language", ["pt", "ru"])
def test_a_reason_inside_a_failure_is_told_in_the_language_too(language: str) -> None:
    failure = OtherForm(path="names.zip", reason="it is a ZIP archive", wanted="Make it and send it anew.")
    unended = NotEnded(id="7", state=BATCH_STATES[BatchState.QUEUED])
    with translation.override(language):
        told = words.said(failure.sentence, failure.arguments)
    for said in (told, say(failure.sentence, language, **failure.arguments), say_error(failure, language)):
        assert "archive" not in said
        assert "send it" not in said
        assert "names.zip" in said
    assert "queued" not in str(unended)
    assert "waiting" not in say_error(unended, language)
    assert say("It stopped: {reason}. {path}", "en", reason="", path="x") == "It stopped: . x"
