from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING
from xml.sax.saxutils import unescape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from acordo import lists
from acordo.facts import Edition, Property
from acordo.lists.eu_fsf.categories import CONTACTS
from acordo.lists.eu_fsf.names import is_latin
from tests.lists.specimens import read as read_path
from tests.lists.specimens import read_bytes, said, specimens

if TYPE_CHECKING:
    from pathlib import Path

    from acordo.facts import Json

CONTENT = specimens("eu_fsf")[0].read_bytes()
EDITION = read_path("eu_fsf", specimens("eu_fsf")[0])
FIRST, UNNUMBERED, FIRM = "EU.90001.11", "logicalId-900002", "EU.90003.33"
ROOT = '<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2026-05-04T00:00:00Z">{}</export>'
ENTITY = (
    '<sanctionEntity euReferenceNumber="{reference}" logicalId="{number}">'
    '<subjectType code="person" classificationCode="P"/>{inner}</sanctionEntity>'
)
NAME = '<nameAlias wholeName="{}" strong="{}" logicalId="{}"/>'


def document(*entities: str) -> bytes:
    return ROOT.format("".join(entities)).encode()


def entity(
    inner: str, reference: str = "EU.1.1", number: str = "1", name: str = NAME.format("Namualika", "true", 1)
) -> str:
    return ENTITY.format(reference=reference, number=number, inner=name + inner)


def person(inner: str, folder: Path) -> Edition:
    """The edition of one invented person who says ``inner``."""
    return read_bytes("eu_fsf", document(entity(inner)), folder)


def test_every_element_and_attribute_of_the_layout_is_taken() -> None:
    assert EDITION.alarms == ()
    assert all(ignored.reason for ignored in EDITION.ignored)
    assert EDITION.issued == date(2026, 5, 4)
    assert {one.reference for one in EDITION.statements} == {FIRST, UNNUMBERED, FIRM}


def test_every_text_of_the_document_is_said_or_left_out_for_a_reason() -> None:
    """Each attribute and each text stands in some value, original, language, or among what is left out."""
    kept = " ".join(f"{one.value} {one.original} {one.reference} {one.language}" for one in EDITION.statements).lower()
    kept = " ".join(kept.replace("\\n", " ").split())
    body = CONTENT.decode().partition("globalFileId")[2]
    attributes = [(name, unescape(value)) for name, value in re.findall(r'([A-Za-z0-9]+)="([^"]*)"', body)]
    attributes += [("", " ".join(unescape(text).split())) for text in re.findall(r">([^<>]+)<", body)]
    elsewhere = {"code", "classificationCode", "gender", "strong", "circa", "calendarType", "identificationTypeCode"}
    attributes = [(name, value) for name, value in attributes if value not in CONTACTS]
    elsewhere |= {
        name for name, _ in attributes if name.startswith(("known", "reported", "revoked", "asAt", "diplomatic"))
    }
    left_out = {one.path.rpartition("/@")[2] for one in EDITION.ignored if "/@" in one.path}
    for name, value in attributes:
        if value.strip() and name not in elsewhere | left_out and value not in {"none", "-"}:
            assert value.lower() in kept or f"-{value}-" in kept, (name, value)


def test_the_primary_name_is_strong_then_latin_then_divided_then_the_first_entered() -> None:
    assert said(EDITION, Property.PRIMARY_NAME, FIRST) == [
        {"text": "Amade Issufo NAMUALIKA", "part1": "Amade", "part2": "Issufo", "part3": "NAMUALIKA"}
    ]
    assert said(EDITION, Property.PRIMARY_NAME, FIRM) == [{"text": "Irmãos da Maré Alta"}]


@pytest.mark.parametrize(
    ("names", "primary"),
    [
        ((("Beta", "true", 2), ("Alfa", "true", 10)), "Beta"),
        ((("Beta", "false", 2), ("Alfa", "true", 10)), "Alfa"),
        ((("Бета", "true", 2), ("Alfa", "true", 10)), "Alfa"),
        ((("Бета", "true", 2), ("Alfa", "false", 1)), "Бета"),
        ((("Beta", "true", ""), ("Alfa", "true", 10)), "Alfa"),
        ((("Beta", "true", "9" * 40), ("Alfa", "true", 10)), "Alfa"),
    ],
)
def test_which_name_is_the_primary_one(names: tuple[tuple[str, str, object]], primary: str, tmp_path: Path) -> None:
    blocks = "".join(NAME.format(*name) for name in names)
    edition = read_bytes("eu_fsf", document(entity(blocks, name="")), tmp_path)
    assert [one["text"] for one in said(edition, Property.PRIMARY_NAME) if not isinstance(one, str)] == [primary]
    assert edition.alarms == ()


def test_other_names_keep_their_strength_and_script() -> None:
    assert said(EDITION, Property.GOOD_ALIAS, FIRST) == [
        {"text": "Ahmad Yusuf Namwalika", "note": "formerly listed as"},
    ]
    assert said(EDITION, Property.ORIGINAL_NAME, FIRST) == [{"text": "أحمد يوسف نامواليكا"}]
    assert said(EDITION, Property.LOW_ALIAS, FIRST) == [{"text": "Mestre Amade"}, {"text": "Местре Амаде"}]
    (weak,) = said(EDITION, Property.PRIMARY_NAME, UNNUMBERED)
    assert not isinstance(weak, str)
    assert "not mark as strong" in weak["note"]
    languages = {one.language for one in EDITION.statements if one.property is Property.ORIGINAL_NAME}
    assert languages == {"ar", "ru"}


def test_dates_of_birth_are_said_as_they_are_given() -> None:
    assert said(EDITION, Property.BORN, FIRST) == ["1988-06-15", "1986~", "1987-09", "1984~/1989~", "1982-04-19"]
    assert said(EDITION, Property.BIRTH_NOTE, FIRST) == [
        "1988-06-15: from a false passport",
        "1402-6-24 (ISLAMIC calendar)",
        "1343 (ISLAMIC calendar)",
    ]


def test_a_document_keeps_everything_that_is_said_of_it() -> None:
    assert said(EDITION, Property.DOCUMENT, FIRST)[0] == {
        "number": "XA0041588",
        "type": "National passport",
        "country": "MZ",
        "issued": "2013-06-11",
        "expires": "2018-06-11",
        "note": "diplomatic; known to have expired; known to be false; reported lost; revoked by its issuer; "
        "issued by: Direcção Nacional de Migração; valid from: 2013-06-12; number in Latin letters: XA41588; "
        "name on the document: A. I. Namualica; region: Maputo; (seized)",
    }
    assert said(EDITION, Property.IMO_NUMBER, FIRM) == ["9990009"]


@pytest.mark.parametrize(
    ("country", "said_", "alarms"),
    [
        ('countryIso2Code="MZ" countryDescription="MOZAMBIQUE"', ["MZ"], 0),
        ('countryIso2Code="00" countryDescription="UNKNOWN"', [], 0),
        ('countryIso2Code="00" countryDescription="Atlantis"', ["Atlantis"], 0),
        ('countryDescription="Atlantis"', ["Atlantis"], 0),
        ('countryIso2Code="XQ" countryDescription="Atlantis"', ["Atlantis"], 1),
        ('countryIso2Code="XQ"', ["XQ"], 1),
        ('countryIso2Code="AN" countryDescription="NETHERLANDS ANTILLES"', ["NETHERLANDS ANTILLES"], 0),
        ('countryIso2Code="AN"', ["AN"], 0),
        ("", [], 0),
    ],
)
def test_a_country_is_its_code_and_else_as_printed(
    country: str, said_: list[Json], alarms: int, tmp_path: Path
) -> None:
    edition = person(f"<citizenship {country}/>", tmp_path)
    assert said(edition, Property.NATIONALITY) == said_
    assert len(edition.alarms) == alarms


def test_an_act_is_said_once_however_many_values_name_it(tmp_path: Path) -> None:
    act = (
        'regulationType="amendment" publicationDate="2019-04-08" numberTitle="2019/9001" publicationUrl="https://x.eu"'
    )
    more = "".join(f'<citizenship countryIso2Code="MZ"><regulationSummary {act}/></citizenship>' for _ in range(3))
    assert said(person(more, tmp_path), Property.LEGAL_BASIS) == [
        "2019/9001, amendment, published 2019-04-08, https://x.eu"
    ]


def test_one_party_under_two_legal_bases_is_one_entry() -> None:
    assert said(EDITION, Property.PUBLISHER_NUMBER, FIRM) == ["900003", "900004"]
    assert said(EDITION, Property.PROGRAMME, FIRM) == ["UKR", "BLR"]
    assert said(EDITION, Property.KIND, FIRM) == ["group"]
    of_firm = [one for one in EDITION.statements if one.reference == FIRM]
    assert len(of_firm) == len(set(of_firm))


def test_an_entry_without_a_european_number_is_called_by_its_own() -> None:
    assert said(EDITION, Property.PUBLISHER_NUMBER, UNNUMBERED) == ["900002"]


@pytest.mark.parametrize(
    ("inner", "path", "property_", "kept"),
    [
        (NAME.format("Namualica", "perhaps", 2), "nameAlias/@strong", Property.LOW_ALIAS, "strong: perhaps"),
        ('<nameAlias wholeName="N" strong="true" gender="X"/>', "nameAlias/@gender", Property.SEX, "X"),
        ('<nameAlias wholeName="N" strong="true" nameLanguage="QQ"/>', "nameAlias/@nameLanguage", Property.NOTE, "QQ"),
        ('<citizenship regulationLanguage="qq"/>', "citizenship/@regulationLanguage", Property.NOTE, "qq"),
        ('<birthdate year="1971" circa="maybe"/>', "birthdate/@circa", Property.BIRTH_NOTE, "maybe"),
        ('<birthdate year="5731" calendarType="HEBREW"/>', "birthdate/@calendarType", Property.BIRTH_NOTE, "5731"),
        (
            '<identification number="7" identificationTypeCode="visa"/>',
            "identification/@identificationTypeCode",
            Property.DOCUMENT,
            "visa",
        ),
        (
            '<identification number="7" identificationTypeCode="id" knownFalse="?"/>',
            "identification/@knownFalse",
            Property.NOTE,
            "knownFalse: ?",
        ),
        (
            '<address city="Pemba"><contactInfo key="TELEX" value="77"/></address>',
            "address/contactInfo/@key",
            Property.NOTE,
            "TELEX: 77",
        ),
        ('<regulation numberTitle="1" programme="ATLANTIS"/>', "regulation/@programme", Property.PROGRAMME, "ATLANTIS"),
        ('<regulation organisationType="league"/>', "regulation/@organisationType", Property.LEGAL_BASIS, "league"),
        ('<regulation regulationType="wish"/>', "regulation/@regulationType", Property.LEGAL_BASIS, "wish"),
        ('<subjectType code="ghost" classificationCode="G"/>', "subjectType", Property.NOTE, "ghost G"),
    ],
)
def test_a_category_that_is_not_known_is_an_alarm_and_kept_as_given(
    inner: str, path: str, property_: Property, kept: str, tmp_path: Path
) -> None:
    edition = person(inner, tmp_path)
    assert {alarm.path.partition("sanctionEntity/")[2] for alarm in edition.alarms} == {path}
    assert edition.alarms[0].reference == "EU.1.1"
    assert any(kept in str(one) for one in said(edition, property_))


@pytest.mark.parametrize(
    ("attributes", "born"),
    [
        ('birthdate="1965-02-30"', ["1965"]),
        ('year="1965" monthOfYear="13"', ["1965"]),
        ('year="1965" dayOfMonth="4"', ["1965"]),
        ('year="1343"', []),
        ('year="about 1965"', ["1965~"]),
        ('yearRangeFrom="1970" yearRangeTo="1960"', []),
        ('yearRangeFrom="1970"', []),
        ('dayOfMonth="4" monthOfYear="5"', []),
    ],
)
def test_a_date_that_is_none_keeps_its_year_and_is_an_alarm(attributes: str, born: list[Json], tmp_path: Path) -> None:
    edition = person(f"<birthdate {attributes}/>", tmp_path)
    assert said(edition, Property.BORN) == born
    if born != ["1965~"]:
        assert len(edition.alarms) == len(said(edition, Property.BIRTH_NOTE)) == 1


@pytest.mark.parametrize(
    ("inner", "path"),
    [
        ('<shoe size="44"/>', "shoe"),
        ('<nameAlias wholeName="N" strong="true" hat="red"/>', "nameAlias/@hat"),
        ("<nameAlias wholeName='N' strong='true'>loose</nameAlias>", "nameAlias/text()"),
        ("<address><floor>3</floor></address>", "address/floor"),
        ('<birthdate year="1965" hour="4"/>', "birthdate/@hour"),
        ("<remark>One <b>bold</b> word</remark>", "remark/b"),
        ('<x:remark xmlns:x="urn:other">Other</x:remark>', "{urn:other}remark"),
        ('<address><regulationSummary page="2"/></address>', "address/regulationSummary/@page"),
        ("<nameAlias strong='true'/>", "nameAlias/@wholeName"),
    ],
)
def test_what_no_rule_takes_is_an_alarm_with_its_path(inner: str, path: str, tmp_path: Path) -> None:
    edition = person(inner, tmp_path)
    assert [alarm.path.partition("sanctionEntity/")[2] for alarm in edition.alarms] == [path]
    assert {"text": "Namualika"} in said(edition, Property.PRIMARY_NAME)


def test_an_entry_without_a_name_or_a_kind_is_an_alarm(tmp_path: Path) -> None:
    bare = '<sanctionEntity euReferenceNumber="EU.1.1" logicalId="1"/>'
    edition = read_bytes("eu_fsf", document(bare), tmp_path)
    assert [alarm.path.rpartition("/")[2] for alarm in edition.alarms] == ["subjectType", "nameAlias"]
    assert said(edition, Property.KIND) == ["unknown"]


FLAWS = {
    "another root": (b"<CONSOLIDATED_LIST/>", lists.UnexpectedStructure),
    "another namespace": (b'<export xmlns="http://eu.europa.ec/fpi/fsd/other"/>', lists.UnexpectedStructure),
    "no entries": (document(), lists.UnexpectedStructure),
    "no reference": (document("<sanctionEntity/>"), lists.UnexpectedStructure),
    "an entity twice": (document(entity(""), entity("")), lists.DuplicateReference),
    "an entity twice, unnumbered": (document(*[entity("", number="")] * 2), lists.DuplicateReference),
    "no XML": (b"no list today", lists.MalformedDocument),
}


@pytest.mark.parametrize("flaw", FLAWS)
def test_a_structural_surprise_refuses_the_file_with_a_sentence(flaw: str, tmp_path: Path) -> None:
    content, failure = FLAWS[flaw]
    with pytest.raises(failure, match="Nothing was read") as caught:
        read_bytes("eu_fsf", content, tmp_path)
    assert str(tmp_path) in str(caught.value)


def test_an_edition_without_its_date_is_read_with_an_alarm(tmp_path: Path) -> None:
    content = document(entity("")).replace(b' generationDate="2026-05-04T00:00:00Z"', b"")
    edition = read_bytes("eu_fsf", content, tmp_path)
    assert edition.issued is None
    assert [alarm.path for alarm in edition.alarms] == ["/export/@generationDate"]


def test_progress_ends_at_the_whole() -> None:
    publisher, told = lists.publisher("eu_fsf"), list[tuple[int, int]]()
    assert publisher.source is not None
    assert publisher.marking is not None
    publisher.reader()(
        specimens("eu_fsf")[0],
        source=publisher.source,
        marking=publisher.marking,
        progress=lambda done, all_: told.append((done, all_)),
    )
    assert told == [(1, 3), (2, 3), (3, 3)]


@given(st.text(max_size=40))
def test_any_text_is_latin_or_not(text: str) -> None:
    assert is_latin(text) in {True, False}
    assert is_latin(text + "a" * (len(text) + 1))


@pytest.mark.parametrize(
    ("figures", "born"),
    [
        ('year="1965" monthOfYear="5" dayOfMonth="4"', ["1965-04-05", "1965-05-04"]),
        ('year="1966"', ["1965-04-05", "1966"]),
        ('year="1965" monthOfYear="04" dayOfMonth="05"', ["1965-04-05"]),
        ('year="1965"', ["1965-04-05"]),
    ],
)
def test_a_day_that_its_figures_contradict_is_an_alarm_and_both_are_kept(
    figures: str, born: list[Json], tmp_path: Path
) -> None:
    edition = person(f'<birthdate birthdate="1965-04-05" {figures}/>', tmp_path)
    assert said(edition, Property.BORN) == born
    assert len(edition.alarms) == len(born) - 1


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    day=st.dates(date(1900, 1, 1), date(2010, 12, 31)),
    circa=st.sampled_from(["true", "false"]),
    whole=st.sampled_from(['birthdate="{}"', ""]),
)
def test_every_day_of_the_calendar_is_read_as_itself(day: date, circa: str, whole: str, tmp_path: Path) -> None:
    figures = f'dayOfMonth="{day.day}" monthOfYear="{day.month}" year="{day.year}" circa="{circa}"'
    edition = person(f"<birthdate {figures} {whole.format(day.isoformat())}/>", tmp_path)
    assert said(edition, Property.BORN) == [f"{day.isoformat()}{'~' if circa == 'true' else ''}"]
    assert edition.alarms == ()
