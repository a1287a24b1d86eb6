from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acordo.facts import Kind, Property, Reference, SourceName
from acordo.lists.stating import Stating, Tally
from acordo.lists.us_ofac.labels import labelled
from acordo.lists.us_ofac.remarks import pieces, say_remarks, without_stop
from acordo.markings import Marking

if TYPE_CHECKING:
    from acordo.facts import Json

Said = list[tuple[Property, "Json"]]


def read(remark: str, kind: Kind = Kind.PERSON) -> tuple[Said, list[str]]:
    """What a remark says, and the examples of its alarms."""
    stating = Stating(SourceName("us_ofac"), Reference("1"), Marking.parse("TLP:CLEAR", "us_ofac"), Tally())
    say_remarks(remark, kind, "Remarks", stating, ended=True)
    return [(one.property, one.content) for one in stating.statements], [one.example for one in stating.tally.alarms]


@pytest.mark.parametrize(
    ("remark", "property_", "content"),
    [
        ("DOB 1961 to 1963.", Property.BORN, "1961/1963"),
        ("DOB 01 Jan 1976 to 31 Dec 1978.", Property.BORN, "1976-01-01/1978-12-31"),
        ("alt. DOB circa 1979-1982.", Property.BORN, "1979~/1982~"),
        ("alt. POB Pemba, Mozambique.", Property.BIRTH_PLACE, {"city": "Pemba, Mozambique"}),
        ("citizen Tanzania.", Property.NATIONALITY, "Tanzania"),
        ("Passport A-1 (Korea, North) expires 1999.", Property.DOCUMENT, ("A-1", "Korea, North", "", "1999")),
        ("Passport issued 21 Jun 1992 in Pemba.", Property.DOCUMENT, ("", "", "1992-06-21", "")),
        (
            "Passport B2 (India) issued 01 Jan 2008 to 31 Dec 2010.",
            Property.DOCUMENT,
            ("B2", "India", "2008-01-01/2010-12-31", ""),
        ),
        ("National ID No. D489833(9) (Hong Kong).", Property.DOCUMENT, ("D489833(9)", "Hong Kong", "", "")),
        ("Folio Mercantil No. 22839 (Jalisco) (Mexico).", Property.DOCUMENT, ("22839 (Jalisco)", "Mexico", "", "")),
        ("D-U-N-S Number 542957624.", Property.DOCUMENT, ("542957624", "", "", "")),
        ("Company Number IMO 5055293.", Property.DOCUMENT, ("IMO 5055293", "", "", "")),
        ("Vessel Registration Identification IMO 7406784.", Property.IMO_NUMBER, "7406784"),
        ("Vessel Registration Identification 9074729.", Property.IMO_NUMBER, "9074729"),
        ("Vessel Registration Identification 9074728.", Property.DOCUMENT, ("9074728", "", "", "")),
        ("Vessel Registration Identification MZ-44.", Property.DOCUMENT, ("MZ-44", "", "", "")),
        ("Digital Currency Address - XBT 1Boat.", Property.WALLET, "XBT 1Boat"),
        ("Linked To: MARE ALTA, S.A. DE C.V.", Property.LINKED_TO, "MARE ALTA, S.A. DE C.V."),
        ("Linked To: MARE ALTA CO., LTD.", Property.LINKED_TO, "MARE ALTA CO., LTD."),
        ("(Linked To: MARE (ALTA)).", Property.LINKED_TO, "MARE (ALTA)"),
        ("Executive Order 14059 information: X.", Property.MEASURE, "Executive Order 14059 information: X"),
        ("Wife of Amade Namualika.", Property.LINKED_TO, "Wife of Amade Namualika"),
        ("Former Deputy Minister of Fisheries.", Property.POSITION, "Former Deputy Minister of Fisheries"),
        ("Mullah.", Property.TITLE, "Mullah"),
        ("arrested 23 Apr 2002.", Property.NOTE, "arrested 23 Apr 2002"),
        ("d.b.a. 'MARE PAINTBALL'.", Property.LOW_ALIAS, {"text": "MARE PAINTBALL", "note": "d.b.a."}),
        ("a.k.a. 'MAR; ALTA'.", Property.LOW_ALIAS, {"text": "MAR; ALTA"}),
        ("[SDGT].", Property.PROGRAMME, "SDGT"),
    ],
)
def test_a_piece_is_said_by_its_label_or_form(
    remark: str, property_: Property, content: Json | tuple[str, ...]
) -> None:
    said, alarms = read(remark)
    assert alarms == []
    ((found, value),) = said
    assert found is property_
    if isinstance(content, tuple):
        assert not isinstance(value, str)
        assert tuple(value.get(field, "") for field in ("number", "country", "issued", "expires")) == content
    else:
        assert value == content


@pytest.mark.parametrize(
    "remark", ["Moon Registry No. 77 (Mars).", "Lunar ID 4 issued 01 Jan 2000.", "Crater Code # 12."]
)
def test_a_number_under_a_label_that_nobody_knows_is_an_alarm_and_a_note(remark: str) -> None:
    said, alarms = read(remark, Kind.GROUP)
    assert said == [(Property.NOTE, remark.removesuffix("."))]
    assert alarms == [remark.removesuffix(".")]


def test_a_position_is_one_only_of_a_person() -> None:
    assert read("Director of the coast.")[0] == [(Property.POSITION, "Director of the coast")]
    assert read("Director of the coast.", Kind.GROUP)[0] == [(Property.NOTE, "Director of the coast")]


def test_the_longest_label_wins() -> None:
    found = labelled("Aircraft Construction Number (also called L/N or S/N or F/N) 8401")
    assert found is not None
    assert (found.label, found.value) == ("Aircraft Construction Number (also called L/N or S/N or F/N)", "8401")
    business = labelled("Business Registration Document # F01")
    assert business is not None
    assert business.value == "F01"


def test_a_semicolon_in_brackets_divides_nothing() -> None:
    assert pieces("DOB 1961; (a; b; c); POB Pemba") == ["DOB 1961", "(a; b; c)", "POB Pemba"]
    assert pieces("a (b; c") == ["a (b", "c"]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40))
def test_no_letter_of_a_remark_is_lost(text: str) -> None:
    def bare(value: str) -> str:
        return "".join(value.split()).replace(";", "")

    assert bare("".join(pieces(text))) == bare(text)


@given(st.text("abc ;()'.[]0A-", max_size=40))
def test_any_remark_is_said_or_left_out_and_never_fails(text: str) -> None:
    said, _ = read(text)
    assert bool(said) == bool(text.removesuffix(".").strip("; "))


def test_the_stop_that_ends_a_remark_falls_away_and_that_of_an_abbreviation_stays() -> None:
    assert without_stop("Gender Male.") == "Gender Male"
    assert without_stop("MARE S.A. DE C.V.") == "MARE S.A. DE C.V."
    assert without_stop("Tiago, Jr.") == "Tiago, Jr."
