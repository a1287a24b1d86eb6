"""The benchmarks' own plain reading of the UN, OFAC and EU files: only what measuring needs.

The product's readers are strict and live elsewhere; this one takes names, kinds, birth dates, sexes and nationalities
and nothing else, so that a figure never depends on the reader it might be compared with.
"""

from __future__ import annotations

import csv
import gzip
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from acordo.errors import AcordoError
from acordo.facts import Kind, PartialDate, Property, Sex
from acordo.matching import Listed, ListedName
from benchmarks.nationalities import country
from benchmarks.sources import DATA

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

UN = DATA / "lists/un_sc/consolidated-2026-02-27.xml"
SDN = DATA / "lists/us_ofac/sdn-2022-01-31.csv"
ALT = DATA / "lists/us_ofac/alt-2022-01-31.csv"
EU = DATA / "lists/eu_fsf/fsf-1.1-2026-05-01-reconstructed.xml.gz"

_MONTHS = {
    month: i + 1
    for i, month in enumerate(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"])
}
_SEXES = {"Gender Male": Sex.MALE, "Gender Female": Sex.FEMALE}
_BORN = re.compile(r"DOB (?:circa )?(?:(\d{1,2}) )?(?:([A-Z][a-z]{2}) )?(\d{4})")


@dataclass(slots=True)
class _Draft:
    kind: Kind
    names: dict[str, Property]
    born: list[PartialDate]
    sexes: list[Sex]
    nations: list[str] = field(default_factory=list)

    def add(self, text: str | None, property_: Property) -> None:
        text = " ".join((text or "").split())
        if text and any(letter.isalpha() for letter in text) and len(text) < 500:
            self.names.setdefault(text, property_)

    def listed(self, entry_id: str) -> Listed:
        names = tuple(ListedName(text, property_) for text, property_ in self.names.items())
        return Listed(
            entry_id,
            self.kind,
            names,
            born=tuple(dict.fromkeys(self.born)),
            nationalities=tuple(dict.fromkeys(self.nations)),
            sexes=tuple(self.sexes),
        )

    def from_country(self, written: str | None) -> None:
        if found := country((written or "").strip()):
            self.nations.append(found)


def _date(text: str) -> PartialDate | None:
    try:
        return PartialDate.parse(text)
    except AcordoError:
        return None


def un() -> Iterator[Listed]:
    """The UN consolidated list."""
    tree = etree.parse(UN)
    for tag, kind in (("INDIVIDUAL", Kind.PERSON), ("ENTITY", Kind.GROUP)):
        for element in tree.iter(tag):
            draft = _Draft(kind, {}, [], [])
            parts = [element.findtext(f"{which}_NAME") or "" for which in ("FIRST", "SECOND", "THIRD", "FOURTH")]
            draft.add(" ".join(parts), Property.PRIMARY_NAME)
            draft.add(element.findtext("NAME_ORIGINAL_SCRIPT"), Property.ORIGINAL_NAME)
            for alias in element.iter(f"{tag}_ALIAS"):
                quality = (alias.findtext("QUALITY") or "").lower()
                for text in re.split(r";", alias.findtext("ALIAS_NAME") or ""):
                    draft.add(text, Property.LOW_ALIAS if quality == "low" else Property.GOOD_ALIAS)
            for born in element.iter("INDIVIDUAL_DATE_OF_BIRTH"):
                text = (born.findtext("DATE") or born.findtext("YEAR") or "")[:10]
                if date := _date(text):
                    draft.born.append(date)
            for nation in element.iterfind("NATIONALITY/VALUE"):
                draft.from_country(nation.text)
            if draft.names:
                yield draft.listed(f"un/{element.findtext('REFERENCE_NUMBER')}")


def ofac() -> Iterator[Listed]:
    """OFAC's SDN list."""
    drafts: dict[str, _Draft] = {}
    kinds = {"individual": Kind.PERSON, "vessel": Kind.VESSEL, "aircraft": Kind.AIRCRAFT}
    for row in _rows(SDN):
        draft = drafts[row[0]] = _Draft(kinds.get(row[2].strip(), Kind.COMPANY), {}, [], [])
        draft.add(row[1], Property.PRIMARY_NAME)
        for day, month, year in _BORN.findall(row[11]):
            in_year = _MONTHS.get(month.lower())
            draft.born.append(PartialDate(int(year), in_year, int(day) if day and in_year else None))
        for nation in re.findall(r"nationality ([A-Z][A-Za-z ,()-]*)", row[11]):
            draft.from_country(nation)
        draft.sexes += [sex for told, sex in _SEXES.items() if told in row[11]]
        for weak in re.findall(r"(?:a\.k\.a\.|f\.k\.a\.) '([^']+)'", row[11]):
            draft.add(weak, Property.LOW_ALIAS)
    for row in _rows(ALT):
        if row[0] in drafts:
            drafts[row[0]].add(row[3], Property.FORMER_NAME if row[2] == "fka" else Property.GOOD_ALIAS)
    for number, draft in drafts.items():
        if draft.names:
            yield draft.listed(f"ofac/{number}")


def _rows(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8", errors="replace", newline="") as text:
        yield from (row for row in csv.reader(text) if len(row) > 2)


def eu() -> Iterator[Listed]:
    """The EU's financial sanctions."""
    space = "{http://eu.europa.ec/fpi/fsd/export}"
    with gzip.open(EU) as packed:
        tree = etree.fromstring(packed.read())
    for element in tree.iter(space + "sanctionEntity"):
        subject = element.find(space + "subjectType")
        person = subject is not None and subject.get("code") == "person"
        draft = _Draft(Kind.PERSON if person else Kind.COMPANY, {}, [], [])
        for alias in element.iter(space + "nameAlias"):
            property_ = Property.GOOD_ALIAS if alias.get("strong") != "false" else Property.LOW_ALIAS
            draft.add(alias.get("wholeName"), property_ if draft.names else Property.PRIMARY_NAME)
            sex = {"M": Sex.MALE, "F": Sex.FEMALE}.get(alias.get("gender") or "")
            if sex and sex not in draft.sexes:
                draft.sexes.append(sex)
        for born in element.iter(space + "birthdate"):
            if date := _date(born.get("birthdate") or born.get("year") or ""):
                draft.born.append(date)
        draft.nations += [
            code
            for citizen in element.iter(space + "citizenship")
            if (code := citizen.get("countryIso2Code") or "").isalpha()
        ]
        if draft.names:
            reference = element.get("euReferenceNumber")
            united = element.get("unitedNationId")
            yield draft.listed(f"eu/{reference}" + (f"+{united}" if united else ""))


def all_entries() -> list[Listed]:
    """Every entry of the three lists."""
    return [*un(), *ofac(), *eu()]
