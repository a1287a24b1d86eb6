"""Who is put apart from the innocents of the benchmarks."""

import pytest

from acordo.facts import Kind, Property
from acordo.matching import Listed, ListedName
from benchmarks.namesakes import Namesakes, consonants

LISTED = [
    Listed("made/1", Kind.PERSON, (ListedName("Рустам Валерьевич Залеткин", Property.PRIMARY_NAME),), (), ("RU",)),
    Listed("made/2", Kind.PERSON, (ListedName("NHACUDIMA, Amade", Property.PRIMARY_NAME),)),
    Listed("made/3", Kind.COMPANY, (ListedName("Quelimo Estrela", Property.PRIMARY_NAME),)),
]


@pytest.mark.parametrize(
    ("name", "nation", "held"),
    [
        ("Rustam Zaletkin", "Russian", True),
        ("Rustam Saletkin", "Russian", True),
        ("Rustam Zaletkin", "Kenyan", False),
        ("Amadi Nhakudima", "Kenyan", True),
        ("Amade Machavane", "Kenyan", False),
        ("Quelimo Estrela", "Kenyan", False),
    ],
)
def test_a_person_is_put_apart_by_consonants_and_country(name: str, nation: str, held: bool) -> None:  # noqa: FBT001
    assert Namesakes(LISTED).holds(name, nation) is held


def test_a_name_of_one_word_or_of_few_consonants_is_never_put_apart() -> None:
    assert consonants("Zaletkin") == ()
    assert consonants("Ana Io") == ()
