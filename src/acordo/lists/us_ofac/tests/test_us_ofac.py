from __future__ import annotations

import csv
import hashlib
import re
import shutil
import zipfile
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acordo import lists
from acordo.facts import NAME_PROPERTIES, Document, Edition, Property
from acordo.lists.us_ofac import documents
from acordo.lists.us_ofac.names import turned
from tests.lists.specimens import (
    FOLDER,
    births_by_reference,
    names_by_reference,
    read,
    read_anew,
    read_bytes,
    said,
)

if TYPE_CHECKING:
    from pathlib import Path

    from acordo.facts import Json

SPECIMENS = FOLDER / "us_ofac" / "specimens"
TABLES = ("sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv")
XML, ADVANCED = (SPECIMENS / name for name in ("sdn.xml", "sdn_advanced.xml"))


def with_tables(folder: Path, *, leave_out: str = "", spoilt: tuple[str, str, str] | None = None) -> Path:
    """The specimen's tables in a folder, in one of them one text put in the place of another; the main table."""
    for name in TABLES:
        if name != leave_out:
            shutil.copy(SPECIMENS / name, folder / name)
    if spoilt:
        table, old, new = spoilt
        path = folder / f"{table}.csv"
        content = path.read_bytes().decode()
        assert old in content
        path.write_bytes(content.replace(old, new, 1).encode())
    return folder / "sdn.csv"


def spoilt_xml(specimen: Path, old: str, new: str, folder: Path) -> Edition:
    content = specimen.read_text(encoding="utf-8")
    assert old in content
    return read_bytes("us_ofac", content.replace(old, new, 1).encode(), folder)


@pytest.mark.parametrize("name", [*TABLES, "sdn_tables.zip", "sdn.xml", "sdn_advanced.xml"])
def test_every_field_of_each_layout_is_taken(name: str) -> None:
    edition = read("us_ofac", SPECIMENS / name)
    assert edition.alarms == ()
    assert all(one.reason for one in edition.ignored)
    assert {one.reference for one in edition.statements} >= {"101", "102", "103", "104"}
    assert edition.issued == (date(2025, 3, 28) if name.endswith(".xml") else None)


@pytest.mark.parametrize("name", TABLES[1:])
def test_any_of_the_tables_leads_to_the_whole_edition(name: str) -> None:
    assert read("us_ofac", SPECIMENS / name) == read("us_ofac", SPECIMENS / "sdn.csv")


def test_an_archive_of_the_tables_says_what_they_say() -> None:
    assert read("us_ofac", SPECIMENS / "sdn_tables.zip").statements == read("us_ofac", SPECIMENS / "sdn.csv").statements


def test_an_archive_of_an_xml_file_says_what_it_says(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "sdn.zip", "w") as packed:
        packed.write(XML, "SDN.XML")
    assert read_anew("us_ofac", tmp_path / "sdn.zip").statements == read("us_ofac", XML).statements


@pytest.mark.parametrize("namespace", ["http://tempuri.org/sdnList.xsd", ""])
def test_the_old_namespace_of_the_layout_is_read_as_the_present_one(namespace: str, tmp_path: Path) -> None:
    present = "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML"
    assert spoilt_xml(XML, present, namespace, tmp_path).statements == read("us_ofac", XML).statements


def test_the_layouts_say_the_same_names_and_birth_dates() -> None:
    tables, flat, advanced = (read("us_ofac", path) for path in (SPECIMENS / "sdn.csv", XML, ADVANCED))
    births = {"1988-06-15", "1987~", "1986/1989", "1988-09"}
    assert births_by_reference(tables) == births_by_reference(flat) == births_by_reference(advanced) == {"101": births}
    in_script = {"101": {"أحمد يوسف نامواليكا"}, "102": {"ИРМАОШ ДА МАРЕ АЛТА"}}
    latin = {one: names - in_script.get(one, set()) for one, names in names_by_reference(advanced).items()}
    assert latin == names_by_reference(flat)
    for reference, names in names_by_reference(flat).items():
        assert names <= names_by_reference(tables)[reference]


@pytest.mark.parametrize("path", [SPECIMENS / "sdn.csv", XML, ADVANCED], ids=lambda path: path.name)
def test_the_layouts_say_the_same_of_documents_and_vessels(path: Path) -> None:
    edition = read("us_ofac", path)
    passport = {
        "number": "MZ0123456",
        "type": "Passport",
        "country": "Mozambique",
        "issued": "2007-11-14",
        "expires": "2012-11-12",
    }
    assert passport in said(edition, Property.DOCUMENT, "101")
    assert said(edition, Property.SEX, "101") == ["male"]
    assert set(map(str, said(edition, Property.NATIONALITY, "101"))) == {"Mozambique", "Tanzania"}
    assert said(edition, Property.WALLET, "101") == ["XBT 1MareAltaSpecimenAddressXXXXXXXXXX"]
    assert said(edition, Property.IMO_NUMBER, "103") == ["9999993"]
    assert said(edition, Property.MMSI, "103") == ["650000001"]
    assert said(edition, Property.CALL_SIGN, "103")[0] == "C9XY1"
    assert said(edition, Property.VESSEL_TYPE, "103")[0] == "General Cargo"
    assert said(edition, Property.FLAG, "103")[0] == "Mozambique"
    assert said(edition, Property.OWNER, "103") == ["Navegacao da Mare Lda"]
    assert said(edition, Property.TONNAGE, "103") == ["7,067", "4,125 gross registered"]
    assert said(edition, Property.MODEL, "104") == ["IL76-TD"]


def test_names_are_said_in_their_class_and_as_people_read_them() -> None:
    tables = read("us_ofac", SPECIMENS / "sdn.csv")
    primary = next(one for one in tables.statements if one.property is Property.PRIMARY_NAME)
    assert primary.content == {"text": "Amade Issufo NAMUALIKA", "part1": "Amade Issufo", "part2": "NAMUALIKA"}
    assert primary.original == "NAMUALIKA, Amade Issufo"
    assert said(tables, Property.LOW_ALIAS, "101") == [
        {"text": "MESTRE AMADE"},
        {"text": "XEQUE DA MARE", "note": "n.k.a."},
    ]
    assert {"text": "O PROFESSOR", "note": "weak"} in said(tables, Property.FORMER_NAME, "101")
    assert {"text": "CASA DA MARE", "note": "n.k.a."} in said(tables, Property.GOOD_ALIAS, "102")
    assert said(tables, Property.PRIMARY_NAME, "105") == [
        {"text": "Tiago Bento MAKONDELA Jr.", "part1": "Tiago Bento", "part2": "MAKONDELA", "part3": "Jr."}
    ]
    assert said(tables, Property.GOOD_ALIAS, "105") == [
        {"text": "Tiago MAKONDELA JR.", "part1": "Tiago", "part2": "MAKONDELA", "part3": "JR."}
    ]
    advanced = read("us_ofac", ADVANCED)
    assert said(advanced, Property.ORIGINAL_NAME, "102") == [{"text": "ИРМАОШ ДА МАРЕ АЛТА"}]
    assert said(advanced, Property.LOW_ALIAS, "101") == [{"text": "MESTRE AMADE"}]


def test_the_advanced_layout_tells_places_relations_and_listings() -> None:
    edition = read("us_ofac", ADVANCED)
    assert said(edition, Property.ADDRESS) == [
        {
            "street": "Rua da Praia 12, Bairro Paquite, Casa 4",
            "city": "Pemba",
            "region": "Cabo Delgado, Southern Africa",
            "postal_code": "3200",
            "country": "Mozambique",
        }
    ]
    assert {"city": "Mocimboa da Praia", "country": "Mozambique"} in said(edition, Property.BIRTH_PLACE)
    assert said(edition, Property.BIRTH_NOTE) == ["1988-09: from a school register"]
    assert said(edition, Property.LINKED_TO) == [
        "Leader or official of: IRMAOS DA MARE ALTA",
        "Owned or Controlled By: profile 99999",
        "formerly Owned or Controlled By: IRMAOS DA MARE ALTA (until 2016)",
    ]
    assert said(edition, Property.LISTED_ON) == ["2021-03-11"] * 4
    assert said(edition, Property.LEGAL_BASIS) == ["Executive Order 13224 (Terrorism)"] * 3
    assert said(edition, Property.PROGRAMME) == ["SDGT"] * 4
    assert "Block" in said(edition, Property.MEASURE, "104")
    assert said(edition, Property.NARRATIVE) == ["Press release: He led the attacks on the coast in 2020."]
    assert said(edition, Property.LINK) == ["https://mare.example/press/1"]
    assert said(edition, Property.DOCUMENT, "101")[1] == {
        "number": "TZ765432",
        "type": "Passport",
        "country": "Tanzania",
        "issued_in": "Mozambique",
        "city": "Pemba",
        "note": "Fraudulent",
    }


def kept(edition: Edition) -> str:
    return " ".join(f"{one.value} {one.original} {one.reference}" for one in edition.statements).replace('\\"', '"')


def test_every_text_of_the_xml_specimens_is_said_or_left_out_for_a_reason() -> None:
    flat = re.sub(r"<(uid|mainEntry|publshInformation)>.*?</\1>", "", XML.read_text(encoding="utf-8"), flags=re.DOTALL)
    as_categories = {"Individual", "Entity", "Vessel", "Aircraft", "strong", "weak", "a.k.a.", "f.k.a.", "Male"}
    dates = {"15 Jun 1988", "Sep 1988", "14 Nov 2007", "12 Nov 2012", "03 Jun 2021", "21 Mar 2017"}
    whole = kept(read("us_ofac", XML))
    for text in re.findall(r">([^<>]+)<", flat):
        value = text.strip().rstrip(" :-")
        if not value or value in as_categories or value in dates:
            continue
        pieces = [re.sub(r"^\(Linked To: |\)$", "", piece) for piece in value.split("; ")]
        # labels whose property says what they say need not stand in the text
        properties = {"Digital Currency Address - XBT", "Email Address", "Gender", "MMSI", "Aircraft Model"}
        properties |= {"Nationality of Registration", "Organization Established Date", "Listing Date (CMIC)"}
        properties |= {"Vessel Registration Identification", "IMO 9999993"}
        assert value in properties or all(piece in whole for piece in pieces), value


def test_every_text_of_the_parties_in_the_advanced_specimen_is_said() -> None:
    content = ADVANCED.read_text(encoding="utf-8")
    parties = content[content.index("<Locations>") :]
    parties = re.sub(r"<(DatePeriod|Date)\b.*?</\1>", "", parties, flags=re.DOTALL)
    whole = kept(read("us_ofac", ADVANCED))
    for text in re.findall(r">([^<>]+)<", parties):
        value = text.strip().removeprefix("IMO ")
        assert not value or value in whole, value


def test_every_piece_of_the_tables_is_said() -> None:
    whole = kept(read("us_ofac", SPECIMENS / "sdn.csv"))
    for name in ("sdn.csv", "alt.csv", "add.csv"):
        for row in csv.reader((SPECIMENS / name).read_text(encoding="utf-8").rstrip("\x1a").splitlines()):
            for cell in row[2:-1] if name != "sdn.csv" else row[3:11]:
                for piece in cell.split("] ["):
                    assert piece in {"-0- ", "-0-", "aka", "fka", "nka"} or piece in whole, piece


def test_a_remark_that_goes_on_in_the_table_of_comments_is_one() -> None:
    emails = said(read("us_ofac", SPECIMENS / "sdn.csv"), Property.EMAIL, "102")
    assert emails[-3:] == ["caixa6@irmaos.example", "caixa7@irmaos.example", "caixa8@irmaos.example"]


def test_a_remark_cut_off_without_the_table_of_comments_is_an_alarm_and_keeps_its_whole_pieces(tmp_path: Path) -> None:
    edition = read_anew("us_ofac", with_tables(tmp_path, leave_out="sdn_comments.csv"))
    (alarm,) = edition.alarms
    assert "cut off" in alarm.path
    assert alarm.reference == "102"
    assert said(edition, Property.EMAIL, "102")[-1] == "caixa6@irmaos.example"


@pytest.mark.parametrize("missing", TABLES[:3])
def test_a_missing_table_refuses_the_edition_and_is_named(missing: str, tmp_path: Path) -> None:
    with_tables(tmp_path, leave_out=missing)
    path = tmp_path / next(name for name in TABLES if name != missing)
    for refused in (lambda: read_anew("us_ofac", path), lambda: documents(path)):
        with pytest.raises(lists.UnexpectedStructure, match=re.escape(missing)):
            refused()


def test_the_tables_are_found_in_any_case_and_with_a_date_behind(tmp_path: Path) -> None:
    names = ("SDN-2025-03-28.CSV", "Alt-2025-03-28.csv", "ADD-2025-03-28.csv", "sdn.csv")
    for specimen, name in zip(("sdn.csv", "alt.csv", "add.csv", "alt.csv"), names, strict=True):
        shutil.copy(SPECIMENS / specimen, tmp_path / name)
    assert [path.name for path in documents(tmp_path / names[2])] == list(names[:3])
    cons = ("CONS_PRIM.CSV", "CONS_ALT.CSV", "CONS_ADD.CSV")
    for specimen, name in zip(TABLES, cons, strict=False):
        shutil.copy(SPECIMENS / specimen, tmp_path / name)
    assert [path.name for path in documents(tmp_path / cons[0])] == list(cons)
    assert len({one.reference for one in read_anew("us_ofac_cons", tmp_path / cons[1]).statements}) == 5
    assert documents(XML) == (XML,)


def test_the_document_of_an_edition_of_tables_is_all_of_them_together() -> None:
    found = documents(SPECIMENS / "add.csv")
    assert [path.name for path in found] == list(TABLES)
    each = [Document(path.name, hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_size) for path in found]
    assert read("us_ofac", SPECIMENS / "add.csv").document == lists.together(each)


def test_a_flaw_is_told_of_the_table_that_has_it(tmp_path: Path) -> None:
    with_tables(tmp_path, spoilt=("sdn", "\r\n102,", "\r\n101,"))
    with pytest.raises(lists.DuplicateReference, match=re.escape("sdn.csv uses the reference '101'")):
        read_anew("us_ofac", tmp_path / "alt.csv")


def test_a_table_of_another_name_is_refused_with_the_names_it_may_bear(tmp_path: Path) -> None:
    shutil.copy(SPECIMENS / "sdn.csv", tmp_path / "list.csv")
    with pytest.raises(lists.UnexpectedStructure, match=re.escape("cons_prim.csv")):
        read_anew("us_ofac", tmp_path / "list.csv")


@pytest.mark.parametrize(
    ("table", "old", "new", "path", "property_", "value"),
    [
        ("sdn", '"individual"', '"ghost"', "SDN/SDN_Type", Property.NOTE, "kind: ghost"),
        ("alt", '"aka"', '"yka"', "ALT/alt_type", Property.LOW_ALIAS, {"text": "Ahmad NAMUALICA", "note": "yka"}),
        ("sdn", "Gender Male", "Gender Other", "SDN/Remarks", Property.SEX, "Other"),
        (
            "sdn",
            "National ID No. 110100123456B",
            "Moon Registry No. 110100123456B",
            "SDN/Remarks",
            Property.NOTE,
            "Moon Registry No. 110100123456B (Mozambique)",
        ),
        ("sdn", "DOB 15 Jun 1988", "DOB 31 Jun 1988", "SDN/Remarks", Property.BIRTH_NOTE, "31 Jun 1988"),
    ],
)
def test_an_unknown_value_in_the_tables_is_an_alarm_and_kept(
    table: str, old: str, new: str, path: str, property_: Property, value: Json, tmp_path: Path
) -> None:
    edition = read_anew("us_ofac", with_tables(tmp_path, spoilt=(table, old, new)))
    assert [(alarm.path, alarm.reference) for alarm in edition.alarms] == [(path, "101")]
    if isinstance(value, dict) and edition.alarms[0].path.startswith("ALT"):
        value = {**value, "part1": "Ahmad", "part2": "NAMUALICA"}
    assert value in said(edition, property_, "101")


@pytest.mark.parametrize(
    ("old", "new", "path", "property_", "value"),
    [
        ("<sdnType>Individual<", "<sdnType>Ghost<", "sdnType", Property.NOTE, "kind: Ghost"),
        ("<category>strong<", "<category>fair<", "akaList/aka/category", Property.LOW_ALIAS, "fair"),
        ("<type>a.k.a.<", "<type>y.k.a.<", "akaList/aka/type", Property.LOW_ALIAS, "y.k.a."),
        ("<idType>Passport<", "<idType>Moon Pass<", "idList/id/idType", Property.NOTE, "Moon Pass: MZ0123456"),
        ("15 Jun 1988", "31 Jun 1988", "dateOfBirthList/dateOfBirthItem/dateOfBirth", Property.BIRTH_NOTE, "31 Jun"),
        ("<mainEntry>true", "<mainEntry>yes", "nationalityList/nationality/mainEntry", Property.NATIONALITY, "Moz"),
        ("<title>", "<odd>x</odd><title>", "odd", Property.POSITION, "Head of the coast"),
        ("<uid>7590<", "<uid odd='1'>7590<", "", Property.DOCUMENT, "MZ0123456"),
    ],
)
def test_an_unknown_value_in_sdn_xml_is_an_alarm_and_kept(
    old: str, new: str, path: str, property_: Property, value: str, tmp_path: Path
) -> None:
    edition = spoilt_xml(XML, old, new, tmp_path)
    found = [(alarm.path.removeprefix("/sdnList/sdnEntry/"), alarm.reference) for alarm in edition.alarms]
    assert found == ([(path, "101")] if path else [])
    assert value in str(said(edition, property_, "101"))


@pytest.mark.parametrize(
    ("old", "new", "path", "property_", "value"),
    [
        ('PartySubTypeID="4"', 'PartySubTypeID="77"', "Profile/@PartySubTypeID", Property.NOTE, "PartySubType 77"),
        ('AliasTypeID="1400"', 'AliasTypeID="77"', "Alias/@AliasTypeID", Property.LOW_ALIAS, "AliasType 77"),
        ('LowQuality="true"', 'LowQuality="perhaps"', "Alias/@LowQuality", Property.LOW_ALIAS, "MESTRE AMADE"),
        ('Primary="true" False="false"', 'Primary="true" False="true"', "Identity/@False", Property.NOTE, "False true"),
        ('FeatureTypeID="26"', 'FeatureTypeID="77"', "FeatureType", Property.NOTE, "FeatureType 77: Head of the coast"),
        (">Title<", ">Rank<", "VersionDetail/Rank", Property.NOTE, "Rank: Head of the coast"),
        ('DetailReferenceID="91526"', 'DetailReferenceID="77"', "DetailReference", Property.SEX, "DetailReference 77"),
        ('<VersionLocation LocationID="1"', '<VersionLocation LocationID="77"', "@LocationID", Property.SEX, "male"),
        ('ScriptID="160"', 'ScriptID="77"', "Script", Property.ORIGINAL_NAME, "أحمد"),
        ('NamePartTypeID="1522"', 'NamePartTypeID="77"', "NamePartType", Property.PRIMARY_NAME, "Issufo"),
        (">Birthdate<", ">Moon date<", "Moon date", Property.NOTE, "Moon date: 1988-06-15"),
        ("<Month>6</Month>", "<Month>13</Month>", "DatePeriod", Property.NOTE, "1988-13-15"),
        (">Gregorian<", ">Lunar<", "DatePeriod", Property.NOTE, "Lunar"),
        ('IDRegDocTypeID="1571"', 'IDRegDocTypeID="77"', "IDRegDocType", Property.NOTE, "IDRegDocType 77: MZ0123456"),
        ('IDRegDocDateTypeID="1480"', 'IDRegDocDateTypeID="77"', "IDRegDocDateType", Property.NOTE, "2007-11-14"),
        ('ListID="1550"', 'ListID="77"', "List", Property.LIST_TYPE, "List 77"),
        (">Created<", ">Moved<", "@EntryEventTypeID", Property.NOTE, "Moved: 2021-03-11"),
        ('SanctionsTypeID="1705"', 'SanctionsTypeID="77"', "SanctionsType", Property.MEASURE, "SanctionsType 77"),
        ('RelationTypeID="91725"', 'RelationTypeID="77"', "RelationType", Property.LINKED_TO, "RelationType 77"),
        ('Former="false"', 'Former="perhaps"', "@Former", Property.LINKED_TO, "Leader or official of"),
        (">High<", ">Low<", "@RelationQualityID", Property.LINKED_TO, "Leader or official of"),
        (">Confirmed<", ">Doubtful<", "@ReliabilityID", Property.BORN, "1988-06-15"),
        ("<Text>", "<Odd>x</Odd><Text>", "SupportingInfo/Odd", Property.NARRATIVE, "He led"),
    ],
)
def test_an_unknown_number_or_value_in_the_advanced_layout_is_an_alarm_and_kept(
    old: str, new: str, path: str, property_: Property, value: str, tmp_path: Path
) -> None:
    edition = spoilt_xml(ADVANCED, old, new, tmp_path)
    assert any(path in alarm.path and alarm.reference == "101" for alarm in edition.alarms), edition.alarms
    assert value in str(said(edition, property_, "101"))


def test_a_location_part_of_unknown_type_is_an_alarm_and_kept(tmp_path: Path) -> None:
    edition = spoilt_xml(ADVANCED, ">ADDRESS3<", ">STAIRS<", tmp_path)
    assert [alarm.path for alarm in edition.alarms] == ["/Sanctions/Locations/Location/LocationPart/@LocPartTypeID"]
    assert "'note': 'Casa 4'" in str(said(edition, Property.ADDRESS, "101"))


def test_what_belongs_to_no_party_is_an_alarm(tmp_path: Path) -> None:
    for old, new, path in (
        ('IdentityID="503" ', 'IdentityID="77" ', "@IdentityID"),
        ('From-ProfileID="101"', 'From-ProfileID="77"', "@From-ProfileID"),
        ('ProfileID="104" ListID', 'ProfileID="77" ListID', "@ProfileID"),
    ):
        (alarm,) = spoilt_xml(ADVANCED, old, new, tmp_path).alarms
        assert (alarm.path.endswith(path), alarm.count) == (True, 1)


@pytest.mark.parametrize(
    ("specimen", "old", "new", "match"),
    [
        (XML, "<Record_Count>4<", "<Record_Count>5<", "5 entries, and holds 4"),
        (XML, "<Record_Count>4</Record_Count>", "", "no number of entries"),
        (XML, "<uid>101</uid>", "", "no number by which it is known"),
        (XML, "<uid>101</uid>", "<uid>CDi.1</uid>", "CDi.1"),
        (ADVANCED, 'FixedRef="101"', 'FixedRef=""', "no number by which it is known"),
        (ADVANCED, "<ReferenceValueSets>", "<Odd/><ReferenceValueSets>", ""),
    ],
)
def test_a_structural_flaw_refuses_the_file(specimen: Path, old: str, new: str, match: str, tmp_path: Path) -> None:
    if not match:
        assert [alarm.path for alarm in spoilt_xml(specimen, old, new, tmp_path).alarms] == ["/Sanctions/Odd"]
        return
    with pytest.raises(lists.UnexpectedStructure, match=match):
        spoilt_xml(specimen, old, new, tmp_path)


def test_the_advanced_layout_without_its_reference_sets_is_refused(tmp_path: Path) -> None:
    content = ADVANCED.read_text(encoding="utf-8")
    bare = re.sub(r"<ReferenceValueSets>.*</ReferenceValueSets>", "", content, flags=re.DOTALL)
    with pytest.raises(lists.UnexpectedStructure, match="ReferenceValueSets"):
        read_bytes("us_ofac", bare.encode(), tmp_path)
    none = re.sub(r"<Locations>.*</SanctionsEntries>", "", content, flags=re.DOTALL)
    with pytest.raises(lists.UnexpectedStructure, match="no entries"):
        read_bytes("us_ofac", none.encode(), tmp_path)


@pytest.mark.parametrize(
    ("content", "match"),
    [
        (b"<sdnList><publshInformation><Record_Count>0</Record_Count></publshInformation></sdnList>", "no entries"),
        (b"<CONSOLIDATED_LIST/>", "its root is <CONSOLIDATED_LIST> where <sdnList> or <Sanctions>"),
        (b"<Sanctions/>", "ReferenceValueSets"),
    ],
)
def test_another_document_is_refused(content: bytes, match: str, tmp_path: Path) -> None:
    with pytest.raises(lists.UnexpectedStructure, match=match):
        read_bytes("us_ofac", content, tmp_path)


@pytest.mark.parametrize("specimen", [XML, ADVANCED], ids=lambda path: path.name)
def test_a_number_that_two_entries_bear_refuses_the_file(specimen: Path, tmp_path: Path) -> None:
    old, new = ("<uid>102</uid>", "<uid>101</uid>") if specimen == XML else ('FixedRef="102"', 'FixedRef="101"')
    with pytest.raises(lists.DuplicateReference):
        spoilt_xml(specimen, old, new, tmp_path)


@pytest.mark.parametrize(
    ("table", "old", "new", "failure", "match"),
    [
        ("sdn", "\r\n102,", "\r\n101,", lists.DuplicateReference, "'101'"),
        ("sdn", "101,", "x101,", lists.UnexpectedStructure, "no number"),
        ("sdn", "104,", "104,-0- ,", lists.UnexpectedStructure, "13 cells"),
        ("alt", "105,", "106,", lists.UnexpectedStructure, "different editions"),
        ("add", "105,", "106,", lists.UnexpectedStructure, "different editions"),
        ("sdn_comments", "102,", "106,", lists.UnexpectedStructure, "different editions"),
        ("sdn", '"C9-ZZX",', '"C9-ZZX" x,', lists.MalformedDocument, "line"),
    ],
)
def test_a_structural_flaw_of_a_table_refuses_the_edition(
    table: str, old: str, new: str, failure: type[Exception], match: str, tmp_path: Path
) -> None:
    with pytest.raises(failure, match=match):
        read_anew("us_ofac", with_tables(tmp_path, spoilt=(table, old, new)))


def test_an_archive_without_a_whole_edition_is_refused(tmp_path: Path) -> None:
    for members, match in (
        (["sdn.csv", "alt.csv"], "no ADD table"),
        (["sdn.xml", "sdn_advanced.xml"], "2 XML files"),
        ([], "0 XML files"),
    ):
        with zipfile.ZipFile(tmp_path / "list.zip", "w") as packed:
            packed.writestr("readme.txt", "nothing")
            for name in members:
                packed.write(SPECIMENS / name, name)
        with pytest.raises(lists.UnexpectedStructure, match=match):
            read_anew("us_ofac", tmp_path / "list.zip")


def test_two_editions_in_one_archive_are_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "list.zip", "w") as packed:
        for day in ("2025-03-28", "2025-03-29"):
            for name in ("sdn", "alt", "add"):
                packed.write(SPECIMENS / f"{name}.csv", f"{name}-{day}.csv")
    with pytest.raises(lists.UnexpectedStructure, match="two editions"):
        read_anew("us_ofac", tmp_path / "list.zip")


def test_progress_ends_at_the_whole() -> None:
    publisher = lists.publisher("us_ofac")
    assert publisher.source is not None
    assert publisher.marking is not None
    for path, count in ((XML, 4), (ADVANCED, 4), (SPECIMENS / "sdn.csv", 5)):
        told: list[tuple[int, int]] = []
        publisher.reader()(
            path,
            source=publisher.source,
            marking=publisher.marking,
            progress=lambda done, whole, told=told: told.append((done, whole)),  # type: ignore[misc]
        )
        assert told[-1] == (count, count)


_HALF = st.from_regex(r"[A-Z][A-Z' -]{0,8}[A-Z]", fullmatch=True).map(lambda text: " ".join(text.split()))


@given(_HALF, _HALF)
def test_a_name_is_turned_without_losing_a_letter(family: str, given_names: str) -> None:
    name = turned(f"{family}, {given_names}")
    if given_names.lower() not in {"ii", "iii", "iv", "jr", "sr"}:
        assert name.text == f"{given_names} {family}"
        assert name.content == {"text": name.text, "part1": given_names, "part2": family}
    assert sorted(name.text.split()) == sorted(f"{family} {given_names}".split())


def test_every_name_is_of_a_known_class() -> None:
    for path in (SPECIMENS / "sdn.csv", XML, ADVANCED):
        edition = read("us_ofac", path)
        assert sum(one.property in NAME_PROPERTIES for one in edition.statements) == sum(
            "text" in one.content for one in edition.statements if not isinstance(one.content, str)
        )
