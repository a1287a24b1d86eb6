from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from acordo import lists
from acordo.facts import Property
from acordo.lists.uk_fcdo.categories import CLASSES, KINDS, MEASURES, SEXES, SOURCES
from tests.lists.specimens import FOLDER, read_bytes, said
from tests.lists.specimens import read as read_specimen

if TYPE_CHECKING:
    from pathlib import Path

    from acordo.facts import Edition

SPECIMEN = FOLDER / "uk_fcdo" / "specimens" / "uk-sanctions-list.xml"
CONTENT = SPECIMEN.read_text(encoding="utf-8")
NAME = "<Names><Name><Name6>NAMUALIKOSSA</Name6><NameType>Primary Name</NameType></Name></Names>"
KIND = "<IndividualEntityShip>Individual</IndividualEntityShip>"
PERSON = "<IndividualDetails><Individual>%s</Individual></IndividualDetails>"


def document(inner: str, day: str = "02/10/2026") -> bytes:
    return f"<Designations><DateGenerated>{day}</DateGenerated>{inner}</Designations>".encode()


def designation(inner: str, folder: Path, name: str = NAME, kind: str = KIND) -> Edition:
    """The edition of one invented designation that says ``inner``."""
    whole = f"<Designation><UniqueID>XTE0009</UniqueID>{name}{kind}{inner}</Designation>"
    return read_bytes("uk_fcdo", document(whole), folder)


@pytest.fixture(scope="module")
def specimen() -> Edition:
    return read_specimen("uk_fcdo", SPECIMEN)


def test_the_list_is_called_experimental_as_long_as_no_genuine_file_was_read() -> None:
    assert lists.publisher("uk_fcdo").experimental


def test_the_specimen_is_read_without_an_alarm(specimen: Edition) -> None:
    assert specimen.alarms == ()
    assert str(specimen.issued) == "2026-10-02"
    assert {one.reference for one in specimen.statements} == {"XTE0001", "XTE0002", "XTE0003"}


def test_the_specimen_has_every_category() -> None:
    def texts(tag: str) -> set[str]:
        return {text.lower() for text in re.findall(f"<{tag}>([^<]*)</{tag}>", CONTENT)}

    assert texts("IndividualEntityShip") == set(KINDS)
    assert texts("NameType") == {type_ for type_, _ in CLASSES}
    assert texts("AliasStrength") == {strength for _, strength in CLASSES if strength}
    assert texts("DesignationSource") == {source.lower() for source in SOURCES}
    assert all(texts(measure) for measure in MEASURES)


def test_every_text_of_the_specimen_is_said_or_left_out_for_a_reason(specimen: Edition) -> None:
    kept = "\n".join(f"{one.reference} {one.value} {one.original}".replace("\\n", " ") for one in specimen.statements)
    explained = {*KINDS, *SEXES, "primary name", "alias", "true", "false", "dd/mm/1961", "asset freeze|travel ban"}
    explained |= {strength for _, strength in CLASSES} | {"02/10/2026"}
    for text in re.findall(r">([^<>]+)<", CONTENT):
        value = " ".join(text.split())
        assert value in kept or value.lower() in explained, value


def test_names_are_said_with_their_parts_and_their_quality(specimen: Edition) -> None:
    assert said(specimen, Property.PRIMARY_NAME, "XTE0001") == [
        {
            "text": "Zeferindo Amisse Junior bin Saquina MUTEMBALA",
            "part1": "Zeferindo",
            "part2": "Amisse",
            "part3": "Junior",
            "part4": "bin",
            "part5": "Saquina",
            "part6": "MUTEMBALA",
        }
    ]
    assert said(specimen, Property.GOOD_ALIAS, "XTE0001") == [
        {
            "text": "Zeferindo MUTEMBALLA",
            "part1": "Zeferindo",
            "part6": "MUTEMBALLA",
            "note": "Primary name variation",
        },
        {"text": "Abu Saquindo"},
    ]
    assert said(specimen, Property.LOW_ALIAS) == [{"text": "Tio Zefero"}]
    assert said(specimen, Property.ORIGINAL_NAME) == [{"text": "زفيرندو متمبالا", "note": "Arabic, Swahili"}]


def test_figures_that_are_not_known_leave_a_month_or_a_year(specimen: Edition) -> None:
    born = [(one.content, one.original) for one in specimen.statements if one.property is Property.BORN]
    assert born == [("1961", "dd/mm/1961"), ("1962-11-04", "04/11/1962"), ("1962-11", "dd/11/1962")]


def test_a_value_that_the_list_repeats_is_said_once(specimen: Edition) -> None:
    assert said(specimen, Property.DOCUMENT) == [
        {"number": "MZ0417731", "type": "Passport", "country": "Mozambique"},
        {"number": "110044771B", "type": "National identification", "note": "Identity card, expired in 2019"},
    ]


def test_an_address_keeps_its_lines_in_one(specimen: Edition) -> None:
    assert said(specimen, Property.ADDRESS, "XTE0001") == [
        {
            "street": "House 7, Second lane, behind the mill, Old quarter, Vila do Carvalho, Northern Province",
            "postal_code": "3207",
            "country": "Mozambique",
        }
    ]


def test_measures_are_those_imposed_and_those_that_only_an_indicator_names(specimen: Edition) -> None:
    assert said(specimen, Property.MEASURE, "XTE0001") == [
        "Asset freeze",
        "Travel Ban",
        "Director disqualification sanction",
    ]
    assert said(specimen, Property.MEASURE, "XTE0003") == ["Prohibition of port entry"]


def test_entities_and_ships_are_said_with_what_is_theirs(specimen: Edition) -> None:
    assert said(specimen, Property.LINKED_TO, "XTE0002") == ["Muirane Holdings", "Muirane Garages"]
    assert said(specimen, Property.REGISTRATION_NUMBER) == ["NUIT: 400123988"]
    assert said(specimen, Property.KIND) == ["person", "group", "vessel"]
    assert said(specimen, Property.IMO_NUMBER) == ["9990017"]
    assert said(specimen, Property.OWNER) == ["Muirane Shipping"]
    assert said(specimen, Property.FLAG) == ["Comoros"]
    assert said(specimen, Property.BUILT_ON) == ["2011"]
    assert "Previous flag: Panama" in said(specimen, Property.NOTE, "XTE0003")


INDIVIDUAL = "IndividualDetails/Individual"


@pytest.mark.parametrize(
    ("inner", "path", "kept"),
    [
        ("<ShoeSize>44</ShoeSize>", "ShoeSize", ""),
        ("<RegimeName sure='no'>One</RegimeName>", "RegimeName/@sure", '"One"'),
        ("<RegimeName>One</RegimeName><RegimeName>Other</RegimeName>", "RegimeName", '"One"'),
        ("<DesignationSource>EU</DesignationSource>", "DesignationSource", "Designation source: EU"),
        ("<LastUpdated>soon</LastUpdated>", "LastUpdated", "LastUpdated: soon"),
        (PERSON % "<DOBs><DOB>15/08/19yy</DOB></DOBs>", f"{INDIVIDUAL}/DOBs/DOB", "15/08/19yy"),
        (PERSON % "<DOBs><DOB>31/02/1961</DOB></DOBs>", f"{INDIVIDUAL}/DOBs/DOB", "31/02/1961"),
        (PERSON % "<Genders><Gender>Unknown</Gender></Genders>", f"{INDIVIDUAL}/Genders/Gender", '"Unknown"'),
        (PERSON % "<Hat>red</Hat>", f"{INDIVIDUAL}/Hat", ""),
        (
            "<NonLatinNames><NonLatinName><NonLatinScriptType>Arabic</NonLatinScriptType></NonLatinName></NonLatinNames>",
            "NonLatinNames/NonLatinName/NameNonLatinScript",
            "Non-Latin script: Arabic",
        ),
        (
            "<SanctionsImposedIndicators><TravelBan>perhaps</TravelBan></SanctionsImposedIndicators>",
            "SanctionsImposedIndicators/TravelBan",
            "TravelBan: perhaps",
        ),
        (
            "<SanctionsImposedIndicators><HatBan>true</HatBan></SanctionsImposedIndicators>",
            "SanctionsImposedIndicators/HatBan",
            "",
        ),
        (
            "<ShipDetails><Ship><YearsBuilt><YearBuilt>old</YearBuilt></YearsBuilt></Ship></ShipDetails>",
            "ShipDetails/Ship/YearsBuilt/YearBuilt",
            "YearBuilt: old",
        ),
    ],
)
def test_what_no_rule_takes_is_an_alarm_and_is_kept(inner: str, path: str, kept: str, tmp_path: Path) -> None:
    edition = designation(inner, tmp_path)
    assert [alarm.path.partition("Designation/")[2] for alarm in edition.alarms] == [path]
    assert edition.alarms[0].reference == "XTE0009"
    assert any(kept in one.value for one in edition.statements)
    assert {"text": "NAMUALIKOSSA"} in said(edition, Property.PRIMARY_NAME)


@pytest.mark.parametrize(
    ("type_", "strength", "note"),
    [
        ("Nickname", "", "Nickname, no alias strength stated"),
        ("Alias", "Doubtful", "Alias, Doubtful"),
        ("", "", "no name type stated, no alias strength stated"),
    ],
)
def test_a_name_of_a_class_nobody_knows_can_still_be_met(type_: str, strength: str, note: str, tmp_path: Path) -> None:
    name = f"<Name><Name6>TIO</Name6><NameType>{type_}</NameType><AliasStrength>{strength}</AliasStrength></Name>"
    edition = designation("", tmp_path, name=f"<Names>{name}</Names>")
    assert [alarm.path for alarm in edition.alarms] == ["/Designations/Designation/Names/Name/NameType"]
    assert said(edition, Property.LOW_ALIAS) == [{"text": "TIO", "note": note}]


def test_another_kind_and_a_lack_of_names_are_alarms(tmp_path: Path) -> None:
    edition = designation("", tmp_path, kind="<IndividualEntityShip>Aircraft</IndividualEntityShip>")
    assert said(edition, Property.KIND) == ["unknown"]
    assert [alarm.path.rpartition("/")[2] for alarm in edition.alarms] == ["IndividualEntityShip"]
    nameless = designation("", tmp_path, name="<Names><Name><NameType>Alias</NameType></Name></Names>")
    assert [alarm.path.rpartition("/")[2] for alarm in nameless.alarms] == ["Names"]


@pytest.mark.parametrize("day", ["", "today", "00/10/2026", "31/02/2026"])
def test_a_file_without_its_day_is_read_with_an_alarm(day: str, tmp_path: Path) -> None:
    one = f"<Designation><UniqueID>XTE0009</UniqueID>{NAME}{KIND}</Designation>"
    edition = read_bytes("uk_fcdo", document(one, day), tmp_path)
    assert edition.issued is None
    assert [alarm.path for alarm in edition.alarms] == ["/Designations/DateGenerated"]


REFUSED = {
    "another list": b"<CONSOLIDATED_LIST/>",
    "no designations": document(""),
    "no reference": document(f"<Designation>{NAME}</Designation>"),
    "a web page": b"<!DOCTYPE html><html/>",
    "a document type": b"<!DOCTYPE Designations [<!ENTITY a 'a'>]>" + document("&a;"),
}


@pytest.mark.parametrize("flaw", REFUSED)
def test_a_structural_surprise_refuses_the_file_with_a_sentence(flaw: str, tmp_path: Path) -> None:
    with pytest.raises(lists.UnexpectedStructure, match="Nothing was read"):
        read_bytes("uk_fcdo", REFUSED[flaw], tmp_path)


def test_a_reference_twice_refuses_the_file(tmp_path: Path) -> None:
    with pytest.raises(lists.DuplicateReference):
        read_bytes("uk_fcdo", document("<Designation><UniqueID>1</UniqueID></Designation>" * 2), tmp_path)
