from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING
from xml.sax.saxutils import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acordo import lists
from acordo.facts import NAME_PROPERTIES, Edition, Property
from acordo.lists.ch_seco.categories import NAME_TYPES, QUALITIES, READING_ORDER
from acordo.lists.ch_seco.changes import Change, decisive
from tests.lists.specimens import DATA, needs_data, read_bytes, said, specimens
from tests.lists.specimens import read as read_path

if TYPE_CHECKING:
    from pathlib import Path


CONTENT = specimens("ch_seco")[0].read_bytes()
EDITION = read_path("ch_seco", specimens("ch_seco")[0])
PERSON, OFF, FIRM, VESSEL, AIRCRAFT = "90101", "90102", "90103", "90104", "90105"
ROOT = '<swiss-sanctions-list list-type="whole-list" date="2026-05-04">{}</swiss-sanctions-list>'
PROGRAMME = (
    '<sanctions-program ssid="1"><program-key lang="eng">Channel</program-key>'
    '<sanctions-set ssid="11" lang="eng">annex 1</sanctions-set></sanctions-program>'
)
NAME = (
    '<name name-type="{type}" quality="{quality}"><name-part order="1" name-part-type="whole-name">'
    "<value>{text}</value></name-part></name>"
)
MAIN = NAME.format(type="primary-name", quality="good", text="Namualika")


def document(*targets: str) -> bytes:
    return ROOT.format(PROGRAMME + "".join(targets)).encode()


def target(inner: str = "", *, identity: str = MAIN, body: str = "", number: str = "7") -> str:
    """A person who says ``body`` beside an identity and ``inner`` beside the person."""
    person = f'<individual><identity main="true">{identity}</identity>{body}</individual>'
    return f'<target ssid="{number}"><sanctions-set-id>11</sanctions-set-id>{person}{inner}</target>'


def person(folder: Path, inner: str = "", *, identity: str = "", body: str = "") -> Edition:
    return read_bytes("ch_seco", document(target(inner, identity=MAIN + identity, body=body)), folder)


def test_every_element_and_attribute_of_the_layout_is_taken() -> None:
    assert EDITION.alarms == ()
    assert all(ignored.reason for ignored in EDITION.ignored)
    assert EDITION.issued == date(2026, 5, 4)
    assert {one.reference for one in EDITION.statements} == {PERSON, FIRM, VESSEL, AIRCRAFT}


def test_every_text_of_the_document_is_said_or_left_out_for_a_reason() -> None:
    """Each text between tags stands in some value or original, or where something is left out."""
    kept = " ".join(f"{one.value} {one.original}" for one in EDITION.statements).replace("\\n", " ")
    whole = re.sub(
        rb'<target ssid="90102".*?</target>|<removed>.*?</removed>|<added>.*?</added>', b"", CONTENT, flags=re.DOTALL
    )
    left_out = {"Canal", "Kanal", "Canale", "Verordnung vom 1. Mai 2015", "-", "Porto Amélia", "Cape Delgado", "Kenya"}
    left_out |= {"Anhang 1 -- Sperrung von Vermögenswerten", "Mozambique", "90011", "90012"}
    for text in re.findall(r">([^<>]+)<", whole.decode()):
        value = " ".join(unescape(text).split())
        assert not value or value in kept or value in left_out, value


def test_a_target_taken_off_by_its_latest_change_is_no_entry_and_counted() -> None:
    assert not [one for one in EDITION.statements if one.reference == OFF]
    (ignored,) = [one for one in EDITION.ignored if one.path == "/swiss-sanctions-list/target"]
    assert ignored.count == 1
    assert "taken off" in ignored.reason


@pytest.mark.parametrize(
    ("changes", "entries"),
    [
        ([], {"7", "8"}),
        ([("listed", "2015-01-01")], {"7", "8"}),
        ([("de-listed", "2016-01-01"), ("listed", "2015-01-01")], {"8"}),
        ([("listed", "2017-01-01"), ("de-listed", "2016-01-01"), ("listed", "2015-01-01")], {"7", "8"}),
        ([("amended", "2025-06-03"), ("de-listed", "2025-06-20"), ("listed", "2015-01-01")], {"8"}),
        ([("de-listed", "2016-01-01"), ("amended", "2016-01-01")], {"8"}),
        ([("amended", "2016-01-01"), ("de-listed", "2016-01-01")], {"7", "8"}),
        ([("de-listed", "2026-05-04"), ("listed", "2015-01-01")], {"8"}),
        ([("de-listed", "2026-05-05"), ("listed", "2015-01-01")], {"7", "8"}),
        ([("de-listed", ""), ("listed", "2015-01-01")], {"7", "8"}),
        ([("de-listed", "")], {"8"}),
    ],
)
def test_the_latest_change_in_effect_decides(
    changes: list[tuple[str, str]],
    entries: set[str],
    tmp_path: Path,
) -> None:
    inner = "".join(f'<modification modification-type="{kind}" effective-date="{day}"/>' for kind, day in changes)
    other = target(number="8")
    edition = read_bytes("ch_seco", document(target(inner), other), tmp_path)
    assert {one.reference for one in edition.statements} == entries


@given(st.permutations([("listed", "2015-01-01"), ("amended", "2016-01-01"), ("de-listed", "2017-01-01")]))
def test_in_whatever_order_changes_of_different_days_stand_the_latest_decides(order: list[tuple[str, str]]) -> None:
    latest = decisive([Change(kind, day, "", "") for kind, day in order], "2026-01-01")
    assert latest is not None
    assert latest.kind == "de-listed"


def test_what_a_target_was_before_is_not_read() -> None:
    assert said(EDITION, Property.AMENDED_ON, PERSON) == ["2019-04-09"]
    assert said(EDITION, Property.LISTED_ON, PERSON) == ["2015-05-01"]
    assert said(EDITION, Property.DELISTED_ON, PERSON) == ["2026-06-01"]
    assert len(said(EDITION, Property.KIND, PERSON)) == 1


def test_a_persons_name_stands_as_people_read_it_with_the_printed_order_beside_it() -> None:
    (primary,) = [one for one in EDITION.statements if (one.reference, one.property) == (PERSON, Property.PRIMARY_NAME)]
    assert primary.content == {
        "text": "Amade Issufo Namualika",
        "part1": "Amade",
        "part2": "Issufo",
        "part3": "Namualika",
    }
    assert primary.original == "Namualika Amade Issufo"
    assert said(EDITION, Property.TITLE, PERSON) == ["Captain"]


def test_spellings_make_names_of_their_script() -> None:
    original = [one for one in EDITION.statements if one.property is Property.ORIGINAL_NAME]
    assert [(one.language, one.content["text"]) for one in original if not isinstance(one.content, str)] == [
        ("ru", "Амаде Issufo Намуалика")
    ]
    texts = [one["text"] for one in said(EDITION, Property.GOOD_ALIAS, PERSON) if not isinstance(one, str)]
    assert texts == [
        "Hamadi Issufo Namualika",
        "Amadi Issufo Namualika",
        "Ahmad Yusuf Namwalika",
        "Bakari Mutumukwe Saíde",
    ]


def test_a_part_without_a_spelling_of_the_language_gives_another_of_its_script_or_its_printed_form(
    tmp_path: Path,
) -> None:
    def part(order: int, kind: str, value: str, *spellings: tuple[str, str]) -> str:
        spelt = "".join(
            f'<spelling-variant lang="{lang}" script="CYRL">{one}</spelling-variant>' for lang, one in spellings
        )
        return f'<name-part order="{order}" name-part-type="{kind}"><value>{value}</value>{spelt}</name-part>'

    parts = (
        part(1, "given-name", "Amade", ("RUS", "Амаде"), ("RUS", "Амади")),
        part(2, "father-name", "Issufo"),
        part(3, "family-name", "Namualika", ("UKR", "Намуаліка")),
    )
    name = f'<name name-type="alias" quality="good">{"".join(parts)}</name>'
    edition = person(tmp_path, identity=name)
    original = [one for one in edition.statements if one.property is Property.ORIGINAL_NAME]
    assert [(one.language, one.content["text"]) for one in original if not isinstance(one.content, str)] == [
        ("ru", "Амаде Issufo Намуаліка"),
        ("ru", "Амади Issufo Намуаліка"),
        ("uk", "Амаде Issufo Намуаліка"),
    ]


def test_the_primary_name_is_that_of_the_main_identity_wherever_it_stands(tmp_path: Path) -> None:
    other = MAIN.replace("Namualika", "Mutumukwe")
    body = f'<identity main="false">{other}</identity><identity main="true">{MAIN}{other}</identity>'
    edition = read_bytes("ch_seco", document(f'<target ssid="7"><individual>{body}</individual></target>'), tmp_path)
    assert said(edition, Property.PRIMARY_NAME) == [{"text": "Namualika"}]
    assert said(edition, Property.GOOD_ALIAS) == [{"text": "Mutumukwe"}] * 2
    assert edition.alarms == ()


def test_what_an_element_says_of_its_place_stands_above_the_place_it_names(tmp_path: Path) -> None:
    place = '<place ssid="9"><location>Pemba</location><area>Cabo Delgado</area></place>'
    born = '<place-of-birth place-id="9"><location>Nampula</location></place-of-birth>'
    edition = read_bytes("ch_seco", document(target(identity=MAIN + born), place), tmp_path)
    assert said(edition, Property.BIRTH_PLACE) == [{"city": "Nampula", "region": "Cabo Delgado"}]


def test_names_keep_their_class_and_quality() -> None:
    assert said(EDITION, Property.LOW_ALIAS, PERSON) == [{"text": "Mestre Amade", "note": "used among sailors"}]
    (former,) = said(EDITION, Property.FORMER_NAME, PERSON)
    assert former == {"text": "Amadinho Issufo", "part1": "Amadinho", "part2": "Issufo", "note": "low quality"}
    assert said(EDITION, Property.PRIMARY_NAME, FIRM) == [{"text": "Irmãos da Maré Alta", "note": "low quality"}]
    assert said(EDITION, Property.LOW_ALIAS, FIRM) == [{"text": "إخوان المد العالي"}]


def test_places_and_dates_are_said_by_what_the_target_is() -> None:
    assert said(EDITION, Property.BORN, PERSON) == ["1988-06-15", "1987-09", "1986"]
    assert said(EDITION, Property.BIRTH_NOTE, PERSON) == ["1987-9: low quality; from a false passport"]
    assert said(EDITION, Property.BIRTH_PLACE, PERSON) == [
        {"city": "Pemba", "region": "Cabo Delgado", "country": "MZ", "note": "low quality; possibly"}
    ]
    assert said(EDITION, Property.INCORPORATED_ON, FIRM) == ["2011-12-01"]
    assert said(EDITION, Property.NOTE, VESSEL) == ["Origin: UN", "Date: 1999"]
    assert said(EDITION, Property.IMO_NUMBER, VESSEL) == ["9990009"]
    kinds = [said(EDITION, Property.KIND, one) for one in (PERSON, FIRM, VESSEL, AIRCRAFT)]
    assert kinds == [["person"], ["group"], ["vessel"], ["aircraft"]]


def test_documents_and_addresses_keep_everything() -> None:
    assert said(EDITION, Property.DOCUMENT, PERSON) == [
        {
            "number": "XA0041588",
            "type": "diplomatic passport",
            "country": "MZ",
            "city": "Nairobi County",
            "issued_in": "KE",
            "issued": "2013-06-11",
            "expires": "2018-06-11",
            "note": "reported lost",
        }
    ]
    assert said(EDITION, Property.ADDRESS, PERSON) == [
        {
            "street": "c/o Three Dhows, Rua dos Embondeiros 3, P.O. Box 77",
            "city": "Pemba",
            "region": "Cabo Delgado",
            "postal_code": "3200",
            "country": "MZ",
            "note": "main address; no longer current; low quality; until 2019",
        }
    ]


def test_programmes_are_said_once_in_english_where_there_is_english() -> None:
    assert said(EDITION, Property.PROGRAMME, PERSON) == ["Channel"]
    assert said(EDITION, Property.MEASURE, PERSON) == ["annex 1 -- Asset freeze", "annexe 2 -- Interdiction de voyage"]
    assert len(said(EDITION, Property.LEGAL_BASIS, PERSON)) == 1
    assert said(EDITION, Property.LINKED_TO, PERSON) == ["90103, related-to, owner of its boats"]
    (narrative,) = said(EDITION, Property.NARRATIVE, PERSON)
    assert str(narrative).splitlines()[1] == "Brother-in-law of the preacher."


IDENTITY, BODY, TARGET = "identity", "body", "target"
ALIAS = NAME.format(type="alias", quality="good", text="N")


def spelt(attributes: str, text: str) -> str:
    return ALIAS.replace("</value>", f"</value><spelling-variant {attributes}>{text}</spelling-variant>")


def tagged(tag: str, attributes: str, inner: str = "") -> str:
    return f"<{tag} {attributes}>{inner}</{tag}>"


@pytest.mark.parametrize(
    ("where", "inner", "path", "property_", "kept"),
    [
        (
            IDENTITY,
            NAME.format(type="nickname", quality="good", text="N"),
            "name/@name-type",
            Property.LOW_ALIAS,
            "nickname",
        ),
        (IDENTITY, NAME.format(type="alias", quality="fair", text="N"), "name/@quality", Property.LOW_ALIAS, "fair"),
        (IDENTITY, ALIAS.replace("whole-name", "clan-name"), "name-part/@name-part-type", Property.GOOD_ALIAS, "N"),
        (IDENTITY, ALIAS.replace('"1"', '"first"'), "name-part/@order", Property.GOOD_ALIAS, "N"),
        (IDENTITY, spelt('script="LATN" lang="p1"', "M"), "spelling-variant/@lang", Property.GOOD_ALIAS, "M"),
        (IDENTITY, spelt("", "М"), "spelling-variant/@script", Property.ORIGINAL_NAME, "М"),
        (
            IDENTITY,
            '<day-month-year year="1402" calendar="Islamic"/>',
            "day-month-year/@calendar",
            Property.BIRTH_NOTE,
            "1402 (Islamic calendar)",
        ),
        (
            IDENTITY,
            '<day-month-year year="1965" quality="poor"/>',
            "day-month-year/@quality",
            Property.BIRTH_NOTE,
            "poor quality",
        ),
        (
            IDENTITY,
            '<day-month-year year="1965" month="2" day="30"/>',
            "identity/day-month-year",
            Property.BIRTH_NOTE,
            "1965-2-30",
        ),
        (
            IDENTITY,
            tagged("place-of-birth", 'place-id="404"', "<location>Pemba</location>"),
            "place-of-birth/@place-id",
            Property.BIRTH_PLACE,
            "Pemba",
        ),
        (
            IDENTITY,
            '<nationality><country iso-code="QQ">Atlantis</country></nationality>',
            "country/@iso-code",
            Property.NATIONALITY,
            "Atlantis",
        ),
        (
            IDENTITY,
            '<address main="perhaps"><zip-code>3200</zip-code></address>',
            "address/@main",
            Property.NOTE,
            "main: perhaps",
        ),
        (
            IDENTITY,
            tagged("identification-document", 'document-type="visa"', "<number>7</number>"),
            "identification-document/@document-type",
            Property.DOCUMENT,
            "visa",
        ),
        (
            BODY,
            '<relation target-id="9" relation-type="cousin-of"/>',
            "relation/@relation-type",
            Property.LINKED_TO,
            "cousin-of",
        ),
        (
            TARGET,
            '<modification modification-type="praised" effective-date="2020-01-01"/>',
            "modification/@modification-type",
            Property.NOTE,
            "praised 2020-01-01",
        ),
        (
            TARGET,
            '<modification modification-type="listed" effective-date="2020-02-30"/>',
            "modification/listed",
            Property.NOTE,
            "2020-02-30",
        ),
        (TARGET, "<sanctions-set-id>404</sanctions-set-id>", "target/sanctions-set-id", Property.NOTE, "404"),
    ],
)
def test_a_category_that_is_not_known_is_an_alarm_and_kept_as_given(
    where: str, inner: str, path: str, property_: Property, kept: str, tmp_path: Path
) -> None:
    edition = person(
        tmp_path,
        inner if where == TARGET else "",
        identity=inner if where == IDENTITY else "",
        body=inner if where == BODY else "",
    )
    assert [alarm.path for alarm in edition.alarms if alarm.path.endswith(path)]
    assert len(edition.alarms) == 1
    assert edition.alarms[0].reference == "7"
    assert any(kept in str(one) for one in said(edition, property_))


@pytest.mark.parametrize(
    ("body", "path", "property_", "kept"),
    [
        (
            '<individual sex="unstated"><identity main="true">{}</identity></individual>',
            "@sex",
            Property.SEX,
            "unstated",
        ),
        (
            '<object object-type="horse"><identity main="true">{}</identity></object>',
            "@object-type",
            Property.NOTE,
            "horse",
        ),
        ('<entity><identity main="false">{}</identity></entity>', "identity", Property.PRIMARY_NAME, "Namualika"),
        ('<entity><identity main="?">{}</identity></entity>', "@main", Property.PRIMARY_NAME, "Namualika"),
    ],
)
def test_a_body_of_an_unknown_kind_is_an_alarm_and_kept(
    body: str, path: str, property_: Property, kept: str, tmp_path: Path
) -> None:
    edition = read_bytes("ch_seco", document(f'<target ssid="7">{body.format(MAIN)}</target>'), tmp_path)
    assert [alarm for alarm in edition.alarms if alarm.path.endswith(path)]
    assert any(kept in str(one) for one in said(edition, property_))


def test_a_target_without_a_body_is_an_entry_with_an_alarm(tmp_path: Path) -> None:
    edition = read_bytes("ch_seco", document('<target ssid="7"/>'), tmp_path)
    assert said(edition, Property.KIND) == ["unknown"]
    assert len(edition.alarms) == 2


@pytest.mark.parametrize(
    ("where", "inner", "path"),
    [
        (TARGET, "<shoe>44</shoe>", "target/shoe"),
        (
            TARGET,
            tagged("modification", 'modification-type="listed" effective-date="2020-01-01"', "<why/>"),
            "modification/why",
        ),
        (BODY, '<justification sure="no">x</justification>', "justification/@sure"),
        (BODY, "<relation target-id='9' relation-type='related-to'>loose</relation>", "relation/text()"),
        (IDENTITY, "<hat>red</hat>", "identity/hat"),
        (IDENTITY, "<address><floor>3</floor></address>", "address/floor"),
        (IDENTITY, '<day-month-year year="1965" hour="4"/>', "day-month-year/@hour"),
        (IDENTITY, "<name name-type='alias' quality='good'/>", "name/name-part"),
    ],
)
def test_what_no_rule_takes_is_an_alarm_with_its_path(where: str, inner: str, path: str, tmp_path: Path) -> None:
    edition = person(
        tmp_path,
        inner if where == TARGET else "",
        identity=inner if where == IDENTITY else "",
        body=inner if where == BODY else "",
    )
    assert [alarm.path.endswith(path) for alarm in edition.alarms] == [True]
    assert {"text": "Namualika"} in said(edition, Property.PRIMARY_NAME)


FLAWS = {
    "another root": (b"<CONSOLIDATED_LIST/>", lists.UnexpectedStructure),
    "a list of changes": (document(target()).replace(b"whole-list", b"delta-list"), lists.UnexpectedStructure),
    "a list of no type": (document(target()).replace(b'list-type="whole-list"', b""), lists.UnexpectedStructure),
    "no entries": (document(), lists.UnexpectedStructure),
    "none on the list": (
        document(target('<modification modification-type="de-listed" effective-date="2020-01-01"/>')),
        lists.UnexpectedStructure,
    ),
    "no reference": (document("<target/>"), lists.UnexpectedStructure),
    "a reference twice": (document(target(), target()), lists.DuplicateReference),
    "no XML": (b"no list today", lists.MalformedDocument),
}


@pytest.mark.parametrize("flaw", FLAWS)
def test_a_structural_surprise_refuses_the_file_with_a_sentence(flaw: str, tmp_path: Path) -> None:
    content, failure = FLAWS[flaw]
    with pytest.raises(failure, match="Nothing was read") as caught:
        read_bytes("ch_seco", content, tmp_path)
    assert str(tmp_path) in str(caught.value)


def test_an_edition_without_its_date_is_read_with_an_alarm(tmp_path: Path) -> None:
    edition = read_bytes("ch_seco", document(target()).replace(b' date="2026-05-04"', b""), tmp_path)
    assert edition.issued is None
    assert [alarm.path for alarm in edition.alarms] == ["/swiss-sanctions-list/@date"]


def test_the_list_is_said_to_be_experimental() -> None:
    assert lists.publisher("ch_seco").experimental


WORDS = st.lists(st.text("ABCdefЖзی", min_size=1, max_size=6), min_size=1, max_size=5)


@given(
    values=WORDS,
    kinds=st.lists(st.sampled_from(READING_ORDER), min_size=5, max_size=5),
    spellings=st.lists(WORDS, min_size=5, max_size=5),
    type_=st.sampled_from(sorted(NAME_TYPES)),
    quality=st.sampled_from(sorted(QUALITIES)),
)
def test_every_value_and_every_spelling_stands_in_a_name(
    values: list[str],
    kinds: list[str],
    spellings: list[list[str]],
    type_: str,
    quality: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    parts = "".join(
        f'<name-part order="{order}" name-part-type="{kind}"><value>{value}</value>'
        + "".join(f'<spelling-variant lang="rus" script="CYRL">{one}</spelling-variant>' for one in more)
        + "</name-part>"
        for order, (value, kind, more) in enumerate(zip(values, kinds, spellings, strict=False), start=1)
    )
    name = f'<name name-type="{type_}" quality="{quality}">{parts}</name>'
    edition = person(tmp_path_factory.mktemp("name"), identity=name)
    names = [one for property_ in NAME_PROPERTIES for one in said(edition, property_)]
    words = {word for one in names if not isinstance(one, str) for word in one["text"].split()}
    assert {*values, *(one for more in spellings[: len(values)] for one in more)} <= words
    assert edition.alarms == ()


@needs_data
def test_the_specimens_people_stand_on_no_list_at_hand() -> None:
    content = CONTENT.decode()
    names = {text for text in re.findall(r"<value>([^<]+)</value>", content) if len(text.split()) > 1}
    listed = (DATA / "un_sc" / "consolidated-2026-02-27.xml").read_text(encoding="utf-8").casefold()
    assert names
    assert not [name for name in names if name.casefold() in listed]
