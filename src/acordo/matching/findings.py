"""What one feature saw, in words an officer understands.

A finding is a code and arguments; ``SENTENCES`` is the one table from codes to English sentences, each marked for
translation. Codes never change their meaning.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from acordo.wording import mark

if TYPE_CHECKING:
    from collections.abc import Mapping


class Feature(StrEnum):
    """What was compared."""

    NAME = "name"
    WEAK_NAME = "weak_name"
    BORN = "born"
    NATIONALITY = "nationality"
    SEX = "sex"
    DOCUMENT = "document"


class Verdict(StrEnum):
    """What the comparison says."""

    AGREES = "agrees"
    DISAGREES = "disagrees"
    UNKNOWN = "unknown"


SENTENCES: dict[str, str] = {
    "name.identical": mark("The whole name is the same."),
    "name.same": mark("“{asked}” is the same."),
    "name.marks": mark("“{asked}” and “{listed}” differ only in capitals or marks."),
    "name.from_arabic": mark("“{asked}” and “{listed}” are the same, one of them written in Arabic script."),
    "name.from_cyrillic": mark("“{asked}” and “{listed}” are the same, one of them written in Cyrillic."),
    "name.from_script": mark("“{asked}” and “{listed}” are the same, written in different scripts."),
    "name.form": mark("“{asked}” and “{listed}” are forms of one name."),
    "name.local": mark("“{asked}” and “{listed}” are one name in the spellings of the region: {reason}."),
    "name.one_letter": mark("“{asked}” and “{listed}” differ in one letter."),
    "name.spelling": mark("“{asked}” and “{listed}” are spelt differently."),
    "name.initial": mark("“{asked}” and “{listed}”: one is an initial of the other."),
    "name.truncated": mark("“{asked}” and “{listed}”: one is the beginning of the other."),
    "name.joined": mark("“{asked}” and “{listed}” are divided into words differently."),
    "name.order": mark("The words stand in another order."),
    "name.missing_listed": mark("“{asked}” was asked and is not in the listed name."),
    "name.missing_asked": mark("“{listed}” is in the listed name and was not asked."),
    "name.missing_part": mark("“{listed}” ({reason}) is in the listed name and was not asked."),
    "name.different": mark("“{asked}” was asked where the listed name has “{listed}”."),
    "name.number": mark("The numbers in the two names differ."),
    "name.title": mark("The title “{word}” was given little weight."),
    "name.particle": mark("The particle “{word}” was not counted."),
    "name.legal_form": mark("The legal form “{word}” was given little weight."),
    "name.kunya": mark("“{word}” (father or mother of) was given half weight."),
    "weak_name.listed": mark("The listed name is a weak (low-quality) alias."),
    "born.same": mark("Born on the same day: {listed}."),
    "born.compatible": mark("The birth dates fit: {asked} asked, {listed} listed."),
    "born.swapped": mark("Day and month of birth are swapped: {asked} asked, {listed} listed."),
    "born.near": mark("The birth dates differ a little: {asked} asked, {listed} listed."),
    "born.differs": mark("The birth dates differ: {asked} asked, {listed} listed."),
    "born.unknown_listed": mark("The entry states no birth date."),
    "born.unknown_asked": mark("No birth date was asked; the entry states {listed}."),
    "nationality.same": mark("Same nationality: {listed}."),
    "nationality.differs": mark("Another nationality: {asked} asked, {listed} listed."),
    "nationality.unknown_listed": mark("The entry states no nationality."),
    "nationality.unknown_asked": mark("No nationality was asked; the entry states {listed}."),
    "sex.same": mark("Same sex."),
    "sex.differs": mark("Another sex than the entry states."),
    "sex.unknown_listed": mark("The entry states no sex."),
    "sex.unknown_asked": mark("No sex was asked; the entry states one."),
    "document.same": mark("Same document number: {listed}."),
    "document.differs": mark("The document number {asked} is not among those listed."),
    "document.unknown_listed": mark("The entry states no document."),
    "document.unknown_asked": mark("No document was asked; the entry states {listed}."),
}
"""Every code of a finding, and what it says in English."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What ``feature`` saw; ``wording.say(finding.sentence, language, **finding.arguments)`` says it."""

    feature: Feature
    verdict: Verdict
    code: str
    arguments: Mapping[str, str] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """The English message id of this finding."""
        return SENTENCES[self.code]

    def __str__(self) -> str:
        return self.sentence.format(**self.arguments)
