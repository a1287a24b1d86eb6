"""What holds for the reader of every list, asked of its specimens; no list is named here.

Whatever the bytes, a reader gives an edition or a failure with a code and a sentence, and nothing else.
"""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from acordo import lists
from acordo.errors import AcordoError
from acordo.facts import NAME_PROPERTIES, Kind, PartialDate, Property, Shape, shape_of
from tests.lists.specimens import read, read_anew, specimens

if TYPE_CHECKING:
    from pathlib import Path

MEGABYTES = 10 * 1024 * 1024
KNOWN = [one for one in lists.known() if one.name == one.folder and specimens(one.name)]
SPECIMENS = [
    pytest.param(one.name, path, id=f"{one.name}-{path.name}") for one in KNOWN for path in specimens(one.name)
]
TEXTS = [one for one in SPECIMENS if one.values[1].suffix not in {".xlsx", ".zip", ".gz"}]  # type: ignore[union-attr]
XML = [one for one in SPECIMENS if one.values[1].suffix == ".xml"]  # type: ignore[union-attr]
PACKED = [one for one in SPECIMENS if one.values[1].suffix in {".xlsx", ".zip"}]  # type: ignore[union-attr]
bounded = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


def attempt(name: str, specimen: Path, content: bytes, folder: Path) -> AcordoError | None:
    """Read other bytes in the place of a specimen, beside its siblings; the failure, or None where it was read."""
    folder.mkdir(exist_ok=True)
    for path in specimens(name):
        shutil.copy(path, folder / path.name)
    (folder / specimen.name).write_bytes(content)
    failure = None
    try:
        read_anew(name, folder / specimen.name)
    except AcordoError as raised:
        failure = raised
    assert failure is None or (failure.code.startswith("lists.") and len(str(failure).split()) > 5)
    return failure


@pytest.mark.parametrize("name", [one.name for one in lists.known()])
def test_every_list_shows_its_layout(name: str) -> None:
    assert specimens(name) or name == "story"


@pytest.mark.parametrize(("name", "specimen"), SPECIMENS)
def test_a_specimen_is_read_with_its_entries_named_and_of_a_kind(name: str, specimen: Path) -> None:
    edition = read(name, specimen)
    references = {one.reference for one in edition.statements}
    assert references
    assert {one.reference for one in edition.statements if one.property in NAME_PROPERTIES} == references
    assert {one.reference for one in edition.statements if one.property is Property.KIND} == references
    assert all(one.reason for one in edition.ignored)


@pytest.mark.parametrize(("name", "specimen"), SPECIMENS)
def test_every_value_has_the_shape_of_its_property(name: str, specimen: Path) -> None:
    for one in read(name, specimen).statements:
        content, shape = one.content, shape_of(one.property)
        if shape in {Shape.NAME, Shape.PLACE, Shape.ADDRESS, Shape.DOCUMENT}:
            assert not isinstance(content, str), one
            assert all(content.values()), one
            assert shape is not Shape.NAME or "text" in content, one
        else:
            assert isinstance(content, str), one
            assert content.strip() == content != "", one
        if shape is Shape.DATE:
            assert str(PartialDate.parse(str(content))) == content, one
        if shape is Shape.DAY:
            assert PartialDate.parse(str(content)).exact, one
        if one.property is Property.KIND:
            assert content in set(Kind), one


@pytest.mark.parametrize(("name", "specimen"), SPECIMENS)
def test_reading_twice_says_the_same(name: str, specimen: Path) -> None:
    first, second = read(name, specimen), read_anew(name, specimen)
    assert first == second
    kinds = set(lists.publisher(name).kinds)
    assert {one.content for one in first.statements if one.property is Property.KIND} <= {str(kind) for kind in kinds}


@pytest.mark.parametrize(("name", "specimen"), SPECIMENS)
def test_a_file_cut_off_gives_a_sentence_or_less(name: str, specimen: Path, tmp_path: Path) -> None:
    content = specimen.read_bytes()
    whole = len({one.reference for one in read(name, specimen).statements})

    @bounded
    @given(st.integers(0, len(content) - 1))
    def cut(at: int) -> None:
        failure = attempt(name, specimen, content[:at], tmp_path / "cut")
        if specimen.suffix in {".xml", ".xlsx", ".zip", ".gz"} and at < len(content.rstrip()):
            assert failure is not None
        elif failure is None:
            shorter = read_anew(name, tmp_path / "cut" / specimen.name)
            assert len({one.reference for one in shorter.statements}) <= whole

    cut()


@pytest.mark.parametrize(("name", "specimen"), SPECIMENS)
def test_bytes_changed_at_random_raise_nothing_but_a_sentence(name: str, specimen: Path, tmp_path: Path) -> None:
    content = specimen.read_bytes()
    places = st.lists(
        st.tuples(st.integers(0, len(content) - 1), st.integers(0, 40), st.binary(max_size=40)), min_size=1, max_size=4
    )

    @bounded
    @given(places)
    def change(changes: list[tuple[int, int, bytes]]) -> None:
        spoilt = content
        for at, length, put in changes:
            spoilt = spoilt[:at] + put + spoilt[at + length :]
        attempt(name, specimen, spoilt, tmp_path / "spoilt")

    change()


@pytest.mark.parametrize(("name", "specimen"), TEXTS)
def test_values_changed_at_random_raise_nothing_but_a_sentence(name: str, specimen: Path, tmp_path: Path) -> None:
    """Whatever stands in a value, the structure being whole: figures, bidi marks, other scripts, nothing, too much."""
    content = specimen.read_text(encoding="utf-8-sig")
    values = sorted({value for value in re.findall(r"[^\s<>\",;={}\[\]:]{2,}", content) if not value.startswith("/")})
    odd = st.sampled_from(
        [
            "",
            "-",
            "0",
            "00/00/0000",
            "30/02/1965",
            "2/30/1965",
            "1389",
            "31-13-1970",
            "\u202eabc",
            "\u200b",
            "é" * 300,
            "9" * 40,
        ]
    )

    @bounded
    @given(st.lists(st.tuples(st.sampled_from(values), odd), min_size=1, max_size=3))
    def replace(changes: list[tuple[str, str]]) -> None:
        spoilt = content
        for value, put in changes:
            spoilt = spoilt.replace(value, put, 2)
        attempt(name, specimen, spoilt.encode(), tmp_path / "odd")

    replace()


@pytest.mark.parametrize(("name", "specimen"), TEXTS)
@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32"])
def test_another_encoding_is_refused_or_read_as_what_it_is(
    name: str, specimen: Path, encoding: str, tmp_path: Path
) -> None:
    text = specimen.read_text(encoding="utf-8-sig")
    spoilt = re.sub(r"encoding=([\"'])[^\"']+\1", "encoding='utf-8'", text).encode(encoding)
    if attempt(name, specimen, spoilt, tmp_path / "other") is None:
        assert specimen.suffix == ".xml"
        assert read_anew(name, tmp_path / "other" / specimen.name).statements == read(name, specimen).statements


@pytest.mark.parametrize(("name", "specimen"), XML)
@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
        '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/p"> %p;]>',
    ],
)
def test_a_document_type_is_refused(name: str, specimen: Path, doctype: str, tmp_path: Path) -> None:
    text = specimen.read_text(encoding="utf-8-sig")
    head, root = re.split(r"(?=<[A-Za-z])", text, maxsplit=1)
    spoilt = re.sub(r">([^<>&]+)</", ">&a;</", f"{head}{doctype}{root}", count=1)
    assert attempt(name, specimen, spoilt.encode(), tmp_path / "bomb") is not None


@pytest.mark.parametrize(("name", "specimen"), TEXTS)
def test_a_cell_of_ten_megabytes_is_refused(name: str, specimen: Path, tmp_path: Path) -> None:
    text = specimen.read_text(encoding="utf-8-sig")
    value = next(one.value for one in read(name, specimen).statements if one.property is Property.PRIMARY_NAME)
    word = next(word for word in re.findall(r"\w{3,}", value.split('"text":')[1]) if word in text)
    assert attempt(name, specimen, text.replace(word, "A" * MEGABYTES, 2).encode(), tmp_path / "endless") is not None


@pytest.mark.parametrize(("name", "specimen"), PACKED)
def test_a_bomb_in_an_archive_is_refused(name: str, specimen: Path, tmp_path: Path) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(specimen) as packed, zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as blown:
        for one in packed.namelist():
            content = packed.read(one)
            largest = max(packed.infolist(), key=lambda info: info.file_size).filename
            with blown.open(one, "w", force_zip64=True) as file:
                file.write(content)
                if one == largest:
                    for _ in range(1100):
                        file.write(b" " * 1024 * 1024)
    assert attempt(name, specimen, bomb.getvalue(), tmp_path / "bomb") is not None


@pytest.mark.parametrize(("name", "specimen"), SPECIMENS)
@pytest.mark.parametrize(
    "content", [b"", b"\n \n", b"<html><body>Not found</body></html>", b"%PDF-1.7", b"{}", b"\x00" * 64]
)
def test_another_kind_of_file_is_refused(name: str, specimen: Path, content: bytes, tmp_path: Path) -> None:
    assert attempt(name, specimen, content, tmp_path / "other") is not None


@pytest.mark.parametrize("name", [one.name for one in KNOWN])
def test_a_file_that_is_not_there_is_told(name: str, tmp_path: Path) -> None:
    with pytest.raises(lists.UnreadableFile):
        read_anew(name, tmp_path / "nowhere.xml")
    with pytest.raises(lists.UnreadableFile):
        read_anew(name, tmp_path)
