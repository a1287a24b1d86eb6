"""The publisher's own files, where they are at hand, against an independent and naive reading of them.

The naive reading uses another parser and none of the reader's code. No name stands in this source.
"""

from __future__ import annotations

import gzip
import re
import subprocess
import sys
import unicodedata
import xml.etree.ElementTree as ET
from collections import Counter, defaultdict
from functools import cache
from typing import TYPE_CHECKING

import pytest

from acordo import lists
from acordo.facts import NAME_PROPERTIES, Edition, Property
from tests.lists.specimens import DATA, births_by_reference, names_by_reference, needs_data, read_bytes, said
from tests.lists.specimens import read as read_path

if TYPE_CHECKING:
    from pathlib import Path

WHOLE = DATA / "eu_fsf" / "fsf-1.1-2026-05-01-reconstructed.xml.gz"
SAMPLE = DATA / "samples" / "eu.xml"
PLANTED = re.compile(rb"<sanctionEntity(?:(?!</sanctionEntity>).)*Test one word entry.*?</sanctionEntity>", re.DOTALL)

pytestmark = needs_data


def edition() -> Edition:
    return read_path("eu_fsf", WHOLE)


@cache
def naive() -> list[ET.Element]:
    with gzip.open(WHOLE) as file:
        return list(ET.parse(file).getroot())


def children(entity: ET.Element, tag: str) -> list[ET.Element]:
    return entity.findall(f"{{*}}{tag}")


def squeezed(text: str | None) -> str:
    return " ".join((text or "").split())


def test_nothing_is_left_over() -> None:
    assert edition().alarms == ()


def test_the_counts_are_those_counted_by_hand() -> None:
    kinds = Counter(said(edition(), Property.KIND))
    assert (kinds["person"], kinds["group"]) == (4341, 1519)
    assert len([one for one in edition().statements if one.property in NAME_PROPERTIES[1:]]) == 23966
    assert len(births_by_reference(edition())) == 3668
    assert edition().issued is not None
    assert edition().issued.isoformat() == "2026-05-01"  # type: ignore[union-attr]


def test_every_script_is_met_and_stands_where_it_belongs() -> None:
    """Names by the script of most of their letters, as the data's own counts have it."""
    scripts: Counter[str] = Counter()
    misplaced: Counter[Property] = Counter()
    for one in edition().statements:
        if one.property in NAME_PROPERTIES:
            content = one.content
            assert not isinstance(content, str)
            letters = Counter(unicodedata.name(one).split()[0] for one in content["text"] if one.isalpha())
            script = letters.most_common(1)[0][0]
            scripts.update([script])
            tie = 2 * letters["LATIN"] == letters.total()
            if (script == "LATIN" and not tie) == (one.property is Property.ORIGINAL_NAME):
                misplaced.update([one.property])
    assert (scripts["CYRILLIC"], scripts["ARABIC"], scripts["GREEK"]) == (4678, 730, 307)
    assert not misplaced


def test_names_equal_a_naive_reading() -> None:
    hasty: dict[str, set[str]] = defaultdict(set)
    for entity in naive():
        hasty[entity.attrib["euReferenceNumber"]] = {
            squeezed(one.get("wholeName")) for one in children(entity, "nameAlias")
        }
    assert names_by_reference(edition()) == hasty


def test_birth_dates_equal_a_naive_reading() -> None:
    hasty: dict[str, set[str]] = defaultdict(set)
    for entity in naive():
        for one in children(entity, "birthdate"):
            figures = [one.get("year"), one.get("monthOfYear"), one.get("dayOfMonth")]
            text = one.get("birthdate") or "-".join(figure.zfill(2) for figure in figures if figure)
            if text and (one.get("calendarType") == "GREGORIAN" or one.get("birthdate")):
                hasty[entity.attrib["euReferenceNumber"]].add(text + "~" * (one.get("circa") == "true"))
    assert births_by_reference(edition()) == hasty


@pytest.mark.parametrize(
    ("property_", "tag", "attribute"),
    [
        (Property.PROGRAMME, "regulation", "programme"),
        (Property.NATIONALITY, "citizenship", "countryIso2Code"),
        (Property.POSITION, "nameAlias", "function"),
        (Property.TITLE, "nameAlias", "title"),
    ],
)
def test_simple_values_equal_a_naive_reading(property_: Property, tag: str, attribute: str) -> None:
    hasty = {
        (entity.attrib["euReferenceNumber"], squeezed(one.get(attribute)))
        for entity in naive()
        if children(entity, "subjectType")[0].get("code") == "person" or tag != "nameAlias"
        for one in children(entity, tag)
        if squeezed(one.get(attribute))
    }
    assert {(one.reference, one.content) for one in edition().statements if one.property is property_} == hasty


def test_documents_acts_and_remarks_equal_a_naive_reading() -> None:
    numbers = Counter(squeezed(one.get("number")) for entity in naive() for one in children(entity, "identification"))
    numbers.pop("-")
    documents = [one for one in said(edition(), Property.DOCUMENT) if not isinstance(one, str)]
    assert Counter(one["number"] for one in documents if "number" in one) == numbers
    acts = {
        (entity.attrib["euReferenceNumber"], one.get("numberTitle", ""))
        for entity in naive()
        for one in entity.iter()
        if one.tag.endswith(("}regulation", "}regulationSummary"))
    }
    told = [(one.reference, str(one.content)) for one in edition().statements if one.property is Property.LEGAL_BASIS]
    titles: dict[str, list[str]] = defaultdict(list)
    for reference, title in acts:
        titles[reference].append(squeezed(title))
    assert len(told) == len(acts) == 9446
    assert all(any(text.startswith(f"{title}, ") for title in titles[reference]) for reference, text in told)
    remarks = [squeezed(one.text) for entity in naive() for one in children(entity, "remark")]
    assert [squeezed(str(one)) for one in said(edition(), Property.NARRATIVE)] == [
        one for one in remarks if one != "none"
    ]


def test_the_primary_name_is_the_one_that_the_united_nations_put_first() -> None:
    """The rule for the primary name, measured on the parties that stand on both lists under one name."""
    parties = ET.parse(DATA / "un_sc" / "consolidated-2026-02-27.xml").getroot().iter()
    nths = ("FIRST", "SECOND", "THIRD", "FOURTH")
    first = {
        letters(" ".join(squeezed(party.findtext(f"{nth}_NAME")).removesuffix("na") for nth in nths))
        for party in parties
        if party.tag in {"INDIVIDUAL", "ENTITY"}
    }
    hit = met = 0
    names = names_by_reference(edition())
    for one in edition().statements:
        if one.property is Property.PRIMARY_NAME and len(names[one.reference]) > 1:
            content = one.content
            assert not isinstance(content, str)
            if any(letters(name) in first for name in names[one.reference]):
                met += 1
                hit += letters(content["text"]) in first
    assert met > 500
    assert hit / met > 0.7


def letters(text: str) -> tuple[str, ...]:
    bare = unicodedata.normalize("NFKD", text.casefold().replace("-", " "))
    return tuple(sorted("".join(one for one in bare if not unicodedata.combining(one)).split()))


def test_it_is_read_within_half_a_gigabyte() -> None:
    code = (
        "import re; from pathlib import Path; from tests.lists.specimens import read;"
        f"read('eu_fsf', Path({str(WHOLE)!r}));"
        "print(re.search('VmHWM:[^0-9]*([0-9]+) kB', Path('/proc/self/status').read_text())[1])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True, timeout=120)
    assert int(done.stdout) < 500_000  # kibibytes at the most; the largest this process was since it began


def test_a_genuine_extract_is_read_without_alarm_but_for_the_copy_planted_in_it(tmp_path: Path) -> None:
    """The extract repeats one entity with a made-up name, as somebody's test data; a whole file so is refused."""
    content = SAMPLE.read_bytes()
    with pytest.raises(lists.DuplicateReference):
        read_bytes("eu_fsf", content, tmp_path)
    genuine, planted = PLANTED.subn(b"", content)
    assert planted == 1
    read = read_bytes("eu_fsf", genuine, tmp_path)
    assert read.alarms == ()
    assert len({one.reference for one in read.statements}) == 6
    assert len(said(read, Property.LISTED_ON)) == 4
    assert any("note" in one for name in NAME_PROPERTIES for one in said(read, name))


def test_the_edition_is_plausible() -> None:
    assert lists.publisher("eu_fsf").bounds.hold(0, len(naive())) is None
