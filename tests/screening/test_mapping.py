"""Headings are guessed for a person to confirm: in five languages, and with the order in which days are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acordo.screening.mapping import FIELDS, guess, require_sound, written_day


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        ("Nome completo|Data de Nascimento|Nº BI|Voo", "name|born|document|"),
        ("Nome|Apelido|Nacionalidade|Passaporte", "given_name|family_name|nationality|document"),
        ("Full name|DOB|Citizenship|Passport No.", "name|born|nationality|document"),
        ("FIRST_NAME|Middle-Name|LAST NAME|Gender", "given_name|middle_name|family_name|sex"),
        ("ФИО|Дата рождения|Гражданство|Пол|Паспорт", "name|born|nationality|sex|document"),
        ("Фамилия|Имя|Отчество", "family_name|given_name|middle_name"),
        ("Nom|Prénom|Né le|Nationalité", "family_name|given_name|born|nationality"),
        ("Nombre|Apellidos|Fecha de nacimiento", "given_name|family_name|born"),
        ("Nom|Sexe", "name|sex"),
        ("Nome|Name", "name|"),
        ("id|name|born|nationality|sex|document|kind", "id|name|born|nationality|sex|document|kind"),
        ("x|y", "|"),
    ],
)
def test_headings_in_five_languages_are_guessed(headings: str, expected: str) -> None:
    found = guess(headings.split("|"))
    wanted = {field: heading for heading, field in zip(headings.split("|"), expected.split("|"), strict=True) if field}
    assert dict(found.columns) == wanted
    assert found.sure == any("name" in field for field in wanted)


@pytest.mark.parametrize(
    ("days", "field"),
    [
        (["1988-06-15", "1990"], "born"),
        (["15/06/1988", "03/04/1990"], "born_day_first"),
        (["03.04.1990", ""], "born_day_first"),
        (["06/15/1988", "03/04/1990"], "born_month_first"),
        ([], "born"),
    ],
)
def test_the_first_rows_show_in_which_order_days_are_written(days: list[str], field: str) -> None:
    assert field in guess(["name", "Date of birth"], [["A Name", day] for day in days]).columns


def test_a_day_is_written_as_its_column_says() -> None:
    assert written_day("5/6/1988", "born_day_first") == "1988-06-05"
    assert written_day("5/6/1988", "born_month_first") == "1988-05-06"
    assert written_day("1988~", "born_day_first") == "1988~"
    assert written_day("1964/2008", "born_day_first") == "1964/2008"
    assert written_day("05/06/1988", "born") == "05/06/1988"


@given(
    headings=st.lists(
        st.one_of(st.sampled_from(["Nome", "Name", "Apelido", "DOB", "ФИО", "имя"]), st.text()), unique=True
    )
)
def test_whatever_is_guessed_is_sound_and_names_each_heading_once(headings: list[str]) -> None:
    found = guess(headings, [["01/02/1990"] * len(headings)])
    require_sound(found.columns)
    assert sorted([*found.columns.values(), *found.carried]) == sorted(headings)
    assert set(found.columns) <= set(FIELDS)
