"""What each word of a name is: customs of naming from Mozambique to Central Asia. All names are invented."""

import pytest

from acordo.names import Part, analyse, parts_of

G, FA, FM, PA, KU, NI, HO, PT = (
    Part.GIVEN,
    Part.FATHER,
    Part.FAMILY,
    Part.PATRONYMIC,
    Part.KUNYA,
    Part.NISBA,
    Part.HONORIFIC,
    Part.PARTICLE,
)


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Zulmira Nhacudima", [G, FM]),
        ("Zulmira da Conceição Nhacudima", [G, PT, FM, FM]),
        ("Nhacudima, Zulmira Ana", [FM, G, G]),
        ("Sheikh Abu Tomas bin Salim al-Masri", [HO, KU, KU, PT, FA, PT, NI]),
        ("Saidi bin Juma", [G, PT, FA]),
        ("Mwanaidi binti Selemani", [G, PT, FA]),
        ("احمد سليم يوسف المصري", [G, FA, FA, NI]),
        ("Рустам Петрович Залеткин", [G, PA, FM]),
        ("Irina Petrovna Zaletkina", [G, PA, FM]),
        ("Əli Həsən oğlu Zaletov", [G, FA, PT, FM]),
        ("Comandante Saide Nhacudima", [HO, G, FM]),
        ("Xeique Saide", [HO, G]),
        ("Мулла Рустам", [HO, G]),
        ("Nhacudima", [G]),
    ],
)
def test_each_word_is_the_part_that_its_language_makes_it(name: str, parts: list[Part]) -> None:
    assert list(parts_of(analyse(name))) == parts


@pytest.mark.parametrize(
    "title",
    [
        "Sheikh",
        "Xeique",
        "Шейх",
        "Şeyh",
        "الشيخ",
        "Mulla",
        "Haji",
        "Hacı",
        "Dr.",
        "Доктор",
        "Eng.",
        "Comandante",
        "Mualimo",
        "Ustadh",
    ],
)
def test_titles_are_known_in_each_language(title: str) -> None:
    assert parts_of(analyse(f"{title} Zulmira Nhacudima"))[0] is Part.HONORIFIC
