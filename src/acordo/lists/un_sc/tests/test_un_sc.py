from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from acordo import lists
from acordo.errors import AcordoError
from acordo.facts import Edition, Property, SourceName

if TYPE_CHECKING:
    from acordo.facts import Json

SPECIMEN = Path(lists.__file__).parent / "un_sc" / "specimens" / "consolidated.xml"
CONTENT = SPECIMEN.read_bytes()
PUBLISHER = lists.publisher("un_sc")
ROOT = b"<CONSOLIDATED_LIST dateGenerated='2025-01-01T00:00:00Z'>%s</CONSOLIDATED_LIST>"
PERSON = b"<INDIVIDUALS><INDIVIDUAL>%s</INDIVIDUAL></INDIVIDUALS>"


def read(content: bytes, folder: Path) -> Edition:
    path = folder / "list.xml"
    path.write_bytes(content)
    assert PUBLISHER.marking is not None
    return PUBLISHER.reader()(path, source=SourceName("un_sc"), marking=PUBLISHER.marking)


def person(inner: str, folder: Path) -> Edition:
    """The edition of one invented person who says ``inner``."""
    whole = f"<REFERENCE_NUMBER>XXi.001</REFERENCE_NUMBER><FIRST_NAME>NAMUALIKA</FIRST_NAME>{inner}"
    return read(ROOT % (PERSON % whole.encode()), folder)


def said(edition: Edition, property_: Property, reference: str = "XXi.001") -> list[Json]:
    return [one.content for one in edition.statements if one.property is property_ and one.reference == reference]


@pytest.fixture(scope="module")
def specimen(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    return read(CONTENT, tmp_path_factory.mktemp("specimen"))


def test_every_element_of_the_layout_is_taken(specimen: Edition) -> None:
    assert specimen.alarms == ()
    assert all(ignored.reason for ignored in specimen.ignored)
    assert specimen.issued == date(2025, 8, 2)
    assert {one.reference for one in specimen.statements} == {"XXi.001", "XXi.002", "XXe.001"}


def test_every_text_of_the_document_is_said_or_left_out_for_a_reason(specimen: Edition) -> None:
    """Each text between tags stands in some value, original, reference, or among what is left out."""
    kept = " ".join(f"{one.value} {one.original} {one.reference}" for one in specimen.statements)
    whole = re.sub(r"\s+", " ", kept.replace("\\n", " "))
    categories = {"Male": "male", "Female": "female", "Good": "good_alias", "Low": "low_alias"}
    properties = {str(one.property) for one in specimen.statements}
    for text in re.findall(r">([^<>]+)<", CONTENT.decode()):
        value = " ".join(text.split())
        if not value or value in {"na", "null", "a.k.a.", "f.k.a.", "EXACT", "APPROXIMATELY", "BETWEEN"}:
            continue
        assert value in whole or categories.get(value) in {*properties, "male", "female"} or value == "1986 - 1989"


def test_names_are_said_with_their_quality(specimen: Edition) -> None:
    assert said(specimen, Property.PRIMARY_NAME) == [
        {"text": "AMADE ISSUFO NAMUALIKA", "part1": "AMADE", "part2": "ISSUFO", "part3": "NAMUALIKA"}
    ]
    assert said(specimen, Property.ORIGINAL_NAME) == [{"text": "أحمد يوسف نامواليكا"}]
    assert said(specimen, Property.GOOD_ALIAS) == [
        {
            "text": "Ahmad Yusuf Namwalika",
            "note": "formerly listed as",
            "born": "1987-06-15",
            "birth_city": "Mtwara",
            "birth_country": "United Republic of Tanzania",
        }
    ]
    assert said(specimen, Property.LOW_ALIAS) == [{"text": "Mestre Amade"}]
    assert said(specimen, Property.GOOD_ALIAS, "XXe.001") == [{"text": "Irmãos da Maré Alta"}]
    assert said(specimen, Property.FORMER_NAME, "XXe.001") == [{"text": "Ndugu wa Bamvua"}]


def test_dates_of_birth_are_said_as_they_are_given(specimen: Edition) -> None:
    assert said(specimen, Property.BORN) == ["1986/1989", "1988-06-15", "1988-09"]
    assert said(specimen, Property.BIRTH_NOTE) == ["1988-06-15: from false passport"]
    assert said(specimen, Property.BORN, "XXi.002") == [
        "1971~",
        "1964/1968",
        "1960~/1962~",
        "1973-11",
        "1977-08/1977-09",
    ]
    assert said(specimen, Property.BIRTH_NOTE, "XXi.002") == ["30-35 years old"]


def test_a_narrative_keeps_its_lines(specimen: Edition) -> None:
    (narrative,) = said(specimen, Property.NARRATIVE)
    assert isinstance(narrative, str)
    assert narrative.splitlines()[1].startswith("INTERPOL")


def test_progress_ends_at_the_whole(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    path = tmp_path / "list.xml"
    path.write_bytes(CONTENT)
    assert PUBLISHER.marking is not None
    PUBLISHER.reader()(
        path,
        source=SourceName("un_sc"),
        marking=PUBLISHER.marking,
        progress=lambda done, all_: told.append((done, all_)),
    )
    assert told[-1] == (3, 3)


@pytest.mark.parametrize(
    ("inner", "path", "property_", "kept"),
    [
        ("<GENDER>Unstated</GENDER>", "GENDER", Property.SEX, "Unstated"),
        ("<UN_LIST_TYPE>Atlantis</UN_LIST_TYPE>", "UN_LIST_TYPE", Property.PROGRAMME, "Atlantis"),
        ("<LIST_TYPE><VALUE>EU List</VALUE></LIST_TYPE>", "LIST_TYPE", Property.LIST_TYPE, "EU List"),
        (
            "<INDIVIDUAL_ALIAS><QUALITY>Fair</QUALITY><ALIAS_NAME>Namualica</ALIAS_NAME></INDIVIDUAL_ALIAS>",
            "INDIVIDUAL_ALIAS/QUALITY",
            Property.LOW_ALIAS,
            {"text": "Namualica", "note": "Fair."},
        ),
        (
            "<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>GUESSED</TYPE_OF_DATE><YEAR>1971</YEAR></INDIVIDUAL_DATE_OF_BIRTH>",
            "INDIVIDUAL_DATE_OF_BIRTH/TYPE_OF_DATE",
            Property.BIRTH_NOTE,
            "GUESSED 1971",
        ),
        ("<LISTED_ON>2015-02-30</LISTED_ON>", "LISTED_ON", Property.NOTE, "LISTED_ON: 2015-02-30"),
    ],
)
def test_a_category_that_is_not_known_is_an_alarm_and_kept_as_given(
    inner: str, path: str, property_: Property, kept: Json, tmp_path: Path
) -> None:
    edition = person(inner, tmp_path)
    assert [alarm.path.partition("INDIVIDUAL/")[2] for alarm in edition.alarms] == [path]
    assert edition.alarms[0].reference == "XXi.001"
    assert kept in said(edition, property_)


@pytest.mark.parametrize(
    ("date_of_birth", "note"),
    [
        ("<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1965-02-30</DATE>", "EXACT 1965-02-30"),
        ("<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>00/00/1965</DATE>", "EXACT 00/00/1965"),
        ("<TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1965</FROM_YEAR>", "BETWEEN 1965"),
        (
            "<TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1970</FROM_YEAR><TO_YEAR>1960</TO_YEAR>",
            "BETWEEN 1970 1960",
        ),
    ],
)
def test_a_date_that_is_none_is_an_alarm_and_kept_in_words(date_of_birth: str, note: str, tmp_path: Path) -> None:
    edition = person(f"<INDIVIDUAL_DATE_OF_BIRTH>{date_of_birth}</INDIVIDUAL_DATE_OF_BIRTH>", tmp_path)
    assert len(edition.alarms) == 1
    assert said(edition, Property.BORN) == []
    assert said(edition, Property.BIRTH_NOTE) == [note]


@pytest.mark.parametrize(
    ("inner", "path"),
    [
        ("<SHOE_SIZE>44</SHOE_SIZE>", "SHOE_SIZE"),
        ("<SHOE_SIZE/>", "SHOE_SIZE"),
        ("<FIRST_NAME>SECOND</FIRST_NAME>", "FIRST_NAME"),
        ("<TITLE><VALUE>Mr.</VALUE><RANK>2</RANK></TITLE>", "TITLE/RANK"),
        ("<TITLE>Mr.</TITLE>", "TITLE/text()"),
        ("<GENDER sure='no'>Male</GENDER>", "GENDER/@sure"),
        ("<COMMENTS1>One <B>bold</B> word</COMMENTS1>", "COMMENTS1/B"),
        ("loose words", "text()"),
        ("<INDIVIDUAL_DOCUMENT><COLOUR>red</COLOUR></INDIVIDUAL_DOCUMENT>", "INDIVIDUAL_DOCUMENT/COLOUR"),
    ],
)
def test_what_no_rule_takes_is_an_alarm_with_its_path(inner: str, path: str, tmp_path: Path) -> None:
    edition = person(inner, tmp_path)
    assert [alarm.path.partition("INDIVIDUALS/INDIVIDUAL/")[2] for alarm in edition.alarms] == [path]
    assert {"text": "NAMUALIKA"} in said(edition, Property.PRIMARY_NAME)


def test_leftovers_are_counted_with_one_example(tmp_path: Path) -> None:
    people = "".join(
        f"<INDIVIDUAL><REFERENCE_NUMBER>XXi.{n}</REFERENCE_NUMBER><FIRST_NAME>N</FIRST_NAME><HAT>{n}</HAT></INDIVIDUAL>"
        for n in range(3)
    )
    edition = read(ROOT % f"<INDIVIDUALS>{people}</INDIVIDUALS>".encode(), tmp_path)
    (alarm,) = edition.alarms
    assert (alarm.count, alarm.example, alarm.reference) == (3, "0", "XXi.0")


BOMB = b"""<?xml version="1.0"?><!DOCTYPE CONSOLIDATED_LIST [<!ENTITY a "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;">
<!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;"><!ENTITY g "&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;">
]><CONSOLIDATED_LIST dateGenerated="&g;">&g;</CONSOLIDATED_LIST>"""

NO_LISTS = {
    "empty": b"",
    "blank": b" \n ",
    "a web page": b"<!DOCTYPE html><html><body>Maintenance</body></html>",
    "an archive": b"PK\x03\x04........",
    "packed": b"\x1f\x8b........",
    "another list": b"<sdnList/>",
    "words": b"no list today",
    "JSON": b'{"a": 1}',
    "no entries": ROOT % b"<INDIVIDUALS/>",
    "no reference": ROOT % (PERSON % b"<FIRST_NAME>NAMUALIKA</FIRST_NAME>"),
    "a bomb": BOMB,
    "an external entity": b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]><CONSOLIDATED_LIST>&f;</CONSOLIDATED_LIST>',
    "an external document type": b'<!DOCTYPE CONSOLIDATED_LIST SYSTEM "http://127.0.0.1:1/x.dtd">' + ROOT % b"",
    "an entity nobody declared": ROOT % b"&nobody;",
    "another encoding than it says": b'<?xml version="1.0" encoding="UTF-8"?>'
    + ROOT % (PERSON % "Saíde".encode("latin-1")),
    "an encoding nobody has": b'<?xml version="1.0" encoding="KLINGON"?>' + ROOT % b"",
    "a control character": ROOT % b"\x19",
    "nested without end": b"<a>" * 5000,
    "a cell of eleven megabytes": ROOT % (PERSON % (b"<COMMENTS1>" + b"x" * 11_000_000 + b"</COMMENTS1>")),
    "a reference twice": ROOT
    % (PERSON % b"<REFERENCE_NUMBER>1</REFERENCE_NUMBER>" + PERSON % b"<REFERENCE_NUMBER> 1</REFERENCE_NUMBER>"),
}


@pytest.mark.parametrize("flaw", NO_LISTS)
def test_a_structural_surprise_refuses_the_file_with_a_sentence(flaw: str, tmp_path: Path) -> None:
    with pytest.raises((lists.MalformedDocument, lists.UnexpectedStructure, lists.DuplicateReference)) as caught:
        read(NO_LISTS[flaw], tmp_path)
    assert "Nothing was read" in str(caught.value)
    assert str(tmp_path) in str(caught.value)


def test_a_file_that_is_not_there_or_too_large_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert PUBLISHER.marking is not None
    with pytest.raises(lists.UnreadableFile):
        PUBLISHER.reader()(tmp_path / "none.xml", source=SourceName("un_sc"), marking=PUBLISHER.marking)
    monkeypatch.setattr("acordo.lists.un_sc.reader._LIMIT", 100)
    with pytest.raises(lists.TooLarge):
        read(CONTENT, tmp_path)


def test_the_same_list_in_utf_16_says_the_same(specimen: Edition, tmp_path: Path) -> None:
    other = CONTENT.decode().replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")
    assert read(other, tmp_path).statements == specimen.statements


def test_a_byte_order_mark_does_no_harm(specimen: Edition, tmp_path: Path) -> None:
    assert read(b"\xef\xbb\xbf" + CONTENT, tmp_path).statements == specimen.statements


FUZZ = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def is_edition_or_clean_refusal(content: bytes, folder: Path) -> bool:
    try:
        edition = read(content, folder)
    except AcordoError as error:
        return bool(str(error))
    for one in edition.statements:
        assert len(one.id) == 32
    return True


@FUZZ
@given(end=st.integers(0, len(CONTENT) - 2))
def test_a_list_cut_anywhere_is_refused(end: int, tmp_path: Path) -> None:
    with pytest.raises((lists.MalformedDocument, lists.UnexpectedStructure)):
        read(CONTENT[:end].rstrip(), tmp_path)


@FUZZ
@given(flips=st.lists(st.tuples(st.integers(0, len(CONTENT) - 1), st.integers(0, 255)), min_size=1, max_size=6))
def test_flipped_bytes_give_an_edition_or_a_clean_refusal(flips: list[tuple[int, int]], tmp_path: Path) -> None:
    spoiled = bytearray(CONTENT)
    for place, byte in flips:
        spoiled[place] = byte
    assert is_edition_or_clean_refusal(bytes(spoiled), tmp_path)


@FUZZ
@given(content=st.binary(max_size=300))
def test_any_bytes_give_a_clean_refusal(content: bytes, tmp_path: Path) -> None:
    assert is_edition_or_clean_refusal(content, tmp_path)


@FUZZ
@given(
    first=st.integers(0, len(CONTENT)),
    length=st.integers(0, 400),
    target=st.integers(0, len(CONTENT)),
    encoding=st.sampled_from(["utf-8", "latin-1", "utf-16", "cp1251"]),
)
def test_moved_pieces_and_other_encodings_give_an_edition_or_a_clean_refusal(
    first: int, length: int, target: int, encoding: str, tmp_path: Path
) -> None:
    piece = CONTENT[first : first + length]
    moved = CONTENT[:target] + piece + CONTENT[target:]
    text = moved.decode(errors="replace").encode(encoding, errors="replace")
    assert is_edition_or_clean_refusal(text, tmp_path)
