import stat
from pathlib import Path

import pytest

from acordo.facts import Kind, PartialDate, Property, Sex
from acordo.matching import (
    DamagedIndex,
    Index,
    Listed,
    ListedName,
    NoIndex,
    OtherIndexVersion,
    Query,
    compile_kernels,
    compiled,
)
from acordo.names import UnreadableName


def entry(number: str, *names: str, kind: Kind = Kind.PERSON, **known: object) -> Listed:
    listed = tuple(
        ListedName(name, Property.GOOD_ALIAS if i else Property.PRIMARY_NAME) for i, name in enumerate(names)
    )
    return Listed(f"made/{number}", kind, listed, **known)  # type: ignore[arg-type]


REGISTER = [
    entry("1", "Amade Issufo Nhacudima", "أحمد يوسف نكوديما", born=(PartialDate(1980, 5, 3),), sexes=(Sex.MALE,)),
    entry("2", "Рустам Валерьевич Залеткин", nationalities=("RU",), documents=("AB 12-345",)),
    entry("3", "Abdul Rahman al-Masudi"),
    entry("4", "Quelimo Comércio Internacional, Lda", kind=Kind.COMPANY),
    entry("5", "Quelimo Estrela 7", kind=Kind.VESSEL),
]


@pytest.fixture(scope="module")
def index() -> Index:
    return Index.build(REGISTER, register_number=12)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("Ahmad Yusuf Nhacudima", "made/1"),
        ("NHACUDIMA, Ahmed Iussufo", "made/1"),
        ("A. I. Nhacudima", "made/1"),
        ("Amade Nhacudima", "made/1"),
        ("AmadeIssufo Nhacudima", "made/1"),
        ("Rustam Zaletkin", "made/2"),
        ("Zaletkin Rustam Valerievich", "made/2"),
        ("رستم زالتكين", "made/2"),
        ("Abdurrahman Masudi", "made/3"),
        ("عبد الرحمن المسعودي", "made/3"),
        ("Quelimo Comercio Internacional", "made/4"),
    ],
)
def test_a_name_written_otherwise_is_found_first(index: Index, asked: str, found: str) -> None:
    hits = index.screen(Query((asked,)))
    assert hits
    assert hits[0].entry_id == found


@pytest.mark.parametrize("asked", ["Rustam Nhacudima", "Amade Zaletkin", "Abdul Latif Nkomo", "Maria Bernardino"])
def test_crossed_and_foreign_names_are_no_hits(index: Index, asked: str) -> None:
    assert index.screen(Query((asked,))) == []


def test_the_whole_name_alone_is_one(index: Index) -> None:
    assert index.screen(Query(("amade ISSUFO nhacudima",)))[0].score == 1.0
    assert index.screen(Query(("Nhacudima Amade Issufo",)))[0].score < 1.0


def test_one_is_only_for_what_agrees_in_every_part(index: Index) -> None:
    name = ("Amade Issufo Nhacudima",)
    scores = [
        index.screen(Query(name, born=born))[0].score
        for born in (PartialDate(1980, 5, 3), PartialDate(1980), PartialDate(1981))
    ]
    assert scores[0] == scores[1] == 1.0 > scores[2]


def test_another_birth_year_or_sex_ends_a_hit_of_a_middling_name(index: Index) -> None:
    asked = Query(("Amade Issufu Nhacudimo",))
    assert index.screen(asked)
    assert not index.screen(Query(asked.names, born=PartialDate(1999)))


def test_a_contradiction_says_so(index: Index) -> None:
    hits = index.screen(Query(("Amade Issufo Nhacudima",), sex=Sex.FEMALE), threshold=0.0)
    codes = {finding.code: finding.verdict.value for finding in hits[0].findings}
    assert codes["sex.differs"] == "disagrees"
    assert codes["born.unknown_asked"] == "unknown"


def test_a_document_number_is_compared_without_its_signs(index: Index) -> None:
    hit = index.screen(Query(("Rustam Zaletkin",), document="ab12345"))[0]
    assert "document.same" in {finding.code for finding in hit.findings}


def test_a_kind_keeps_other_kinds_away(index: Index) -> None:
    assert index.screen(Query(("Quelimo Estrela 7",), kind=Kind.VESSEL))
    assert not index.screen(Query(("Quelimo Estrela 7",), kind=Kind.PERSON))


def test_a_name_that_cannot_be_read_is_refused_as_query_and_left_out_of_an_index(index: Index) -> None:
    with pytest.raises(UnreadableName):
        index.screen(Query(("123",)))
    assert Index.build([entry("9", "77")]).screen(Query(("Ana",))) == []


def test_an_empty_index_finds_nothing(tmp_path: Path) -> None:
    Index.build([]).save(tmp_path / "index")
    opened = Index.open(tmp_path / "index")
    assert len(opened) == 0
    assert opened.screen(Query(("Amade Nhacudima",))) == []


def test_a_weak_alias_is_said_and_comes_after(index: Index) -> None:
    weak = Listed("made/8", Kind.PERSON, (ListedName("Amade Issufo Nhacudima", Property.LOW_ALIAS),))
    hits = Index.build([*REGISTER, weak]).screen(Query(("Nhacudima Amade Issufo",)))
    assert [hit.entry_id for hit in hits[:2]] == ["made/1", "made/8"]
    assert "weak_name.listed" in {finding.code for finding in hits[1].findings}


def test_an_opened_index_answers_as_the_built_one(index: Index, tmp_path: Path) -> None:
    path = tmp_path / "index"
    index.save(path)
    opened = Index.open(path)
    assert opened.register_number == 12
    assert opened.entry_ids == index.entry_ids
    for listed in REGISTER:
        for name in listed.names:
            assert opened.screen(Query((name.text,))) == index.screen(Query((name.text,)))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [found.name for found in tmp_path.iterdir()] == ["index"]
    Index.verify(path)


def _spoil(path: Path, at: int, byte: int) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(bytes([byte]))


def test_another_version_is_refused(index: Index, tmp_path: Path) -> None:
    path = tmp_path / "index"
    for at in (8, 12):
        index.save(path)
        _spoil(path, at, 250)
        with pytest.raises(OtherIndexVersion):
            Index.open(path)


def test_a_damaged_index_is_refused(index: Index, tmp_path: Path) -> None:
    path = tmp_path / "index"
    with pytest.raises(NoIndex):
        Index.open(path)
    for spoil in (b"", b"x" * 200, b"ACORDOIX"):
        path.write_bytes(spoil)
        with pytest.raises(DamagedIndex):
            Index.open(path)
    index.save(path)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(DamagedIndex):
        Index.open(path)
    path.write_bytes(whole)
    _spoil(path, len(whole) - 65, whole[len(whole) - 65] ^ 1)
    with pytest.raises(DamagedIndex):
        Index.verify(path)


def test_the_kernels_are_compiled_once() -> None:
    compile_kernels()
    assert compiled()


def test_an_entry_is_shown_by_the_very_name_that_was_asked_whatever_script_its_others_have() -> None:
    names = ("Amade Issufo Namualika", "أحمد يوسف نامواليكا", "Амаде Иссуфо Намуалика")
    listed = tuple(ListedName(name, Property.GOOD_ALIAS) for name in names)
    index = Index.build([Listed("made/1", Kind.PERSON, listed)])
    for name in names:
        (hit,) = index.screen(Query((name,)))
        assert (
            hit.matched_name,
            hit.score,
            [finding.code for finding in hit.findings if finding.feature == "name"],
        ) == (
            name,
            1.0,
            ["name.identical"],
        )


def test_a_title_before_a_name_does_not_hide_it() -> None:
    index = Index.build([Listed("made/1", Kind.PERSON, (ListedName("Amade Issufo Namualika", Property.PRIMARY_NAME),))])
    for title in ("Mestre", "Comandante", "Dr.", "Sheikh"):
        assert [hit.entry_id for hit in index.screen(Query((f"{title} Amade Issufo Namualika",)))] == ["made/1"]


def test_names_of_as_many_words_are_never_told_to_be_divided_differently() -> None:
    index = Index.build([Listed("made/1", Kind.PERSON, (ListedName("أحمد يوسف نامواليكا", Property.ORIGINAL_NAME),))])
    (hit,) = index.screen(Query(("Ahmad Yusuf Namwalika",)))
    assert "name.joined" not in [finding.code for finding in hit.findings]
