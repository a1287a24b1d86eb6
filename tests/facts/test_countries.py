from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from acordo.facts import country_code
from acordo.facts.countries import _NO_COUNTRIES

DATA = Path(__file__).parents[3] / "shared" / "data" / "lists" / "un_sc"
NO_COUNTRIES_IN_THE_LIST = {"na"}  # the publisher's word for nothing; the reader takes it out

COUNTRY_TAGS = {"COUNTRY", "COUNTRY_OF_BIRTH", "COUNTRY_OF_ISSUE", "ISSUING_COUNTRY"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Mozambique", "MZ"),
        ("MOÇAMBIQUE", "MZ"),
        ("Мозамбик", "MZ"),
        ("موزمبيق", "MZ"),
        ("Mozambican", "MZ"),
        ("mz", "MZ"),
        ("MOZ", "MZ"),
        ("Democratic Republic of the Congo", "CD"),
        ("Congo", "CG"),
        ("Iran (Islamic Republic of)", "IR"),
        ("Syrian Arab Republic", "SY"),
        ("United Republic of Tanzania", "TZ"),
        ("Tanzânia", "TZ"),
        ("Korea, Republic of", "KR"),
        ("Republic of Korea", "KR"),
        ("Côte d’Ivoire", "CI"),
        ("Cote d'Ivoire", "CI"),
        ("Costa do Marfim", "CI"),
        ("Irão", "IR"),
        ("Quênia", "KE"),
        ("Quénia", "KE"),
        ("the Netherlands", "NL"),
        ("Niger", "NE"),
        ("Nigeria", "NG"),
        ("Egyptian", "EG"),
        ("former Soviet Union", "SU"),
        ("СССР", "SU"),
        ("Yugoslavia", "YU"),
        ("Czechoslovakia", "CS"),
        ("Serbia and Montenegro", "CS"),
        ("East Germany", "DD"),
        ("Zaire", "CD"),
        ("الإمارات", "AE"),
        ("الامارات", "AE"),
        ("السعوديه", "SA"),
        ("إيراني", "IR"),
    ],
)
def test_a_country_is_known_by_its_names(text: str, code: str) -> None:
    assert country_code(text) == code


@pytest.mark.parametrize("text", ["", " ", "Atlantis", "Africa", "European Union", "world", "Africa/Maputo", "Pemba"])
def test_what_is_no_country_gives_none(text: str) -> None:
    assert country_code(text) is None


@pytest.mark.parametrize("language", ["en", "pt", "pt_PT", "fr", "es", "ru", "ar"])
def test_every_country_of_the_common_locale_data_is_known(language: str) -> None:
    missed = {
        (code, name)
        for code, name in Locale.parse(language).territories.items()
        if len(str(code)) == 2 and code not in _NO_COUNTRIES and country_code(str(name)) != code
    }
    assert not missed


@given(st.text(max_size=30))
def test_any_text_gives_two_capitals_or_none(text: str) -> None:
    code = country_code(text)
    assert code is None or (len(code) == 2 and code.isupper())


@given(st.sampled_from(["Mozambique", "Guinea-Bissau", "Viet Nam", "São Tomé e Príncipe"]), st.booleans())
def test_case_and_spaces_do_not_hide_a_country(name: str, upper: bool) -> None:  # noqa: FBT001 -- drawn by Hypothesis
    spaced = f"  {name.upper() if upper else name.lower()} "
    assert country_code(spaced) == country_code(name)


@pytest.mark.skipif(not DATA.is_dir(), reason="../shared/data is absent")
def test_every_country_the_un_prints_is_known() -> None:
    printed = set()
    for path in sorted(DATA.glob("consolidated-*.xml")):
        for element in ET.parse(path).iter():
            values = element if element.tag == "NATIONALITY" else [element] if element.tag in COUNTRY_TAGS else []
            printed |= {(value.text or "").strip() for value in values} - {""}
    assert len(printed) > 70
    assert {text for text in printed - NO_COUNTRIES_IN_THE_LIST if country_code(text) is None} == set()
