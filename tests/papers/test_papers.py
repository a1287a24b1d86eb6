"""A sheet becomes a paper on which every text stands as text, and which tells nothing but the sheet."""

from __future__ import annotations

import hashlib
import io
import re
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from acordo.papers import Fact, Group, NotSet, Row, Sheet, press, print_sheet
from acordo.papers.coverage import FONTS, held
from acordo.papers.lettering import LONGEST, paragraphs

AT = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
MARKUP = '#import "x": * ; #panic() $a^2$ *b* _c_ <d> @e `f` -- --- ... ~ \\ // g /* h */ [i] {j} = k \'q\' "r"'


def sheet(*texts: str) -> Sheet:
    rows = tuple(Row("Remark", text, (Fact("as printed", text),), ("edition 1", "TLP:AMBER")) for text in texts)
    return Sheet(
        language="en",
        banner="TLP:AMBER//REL TO ALDER",
        title="Saíde Bacar Mutumukwe",
        facts=(Fact("Source", "Invented story"),),
        notices=("Delisted",),
        columns=("What", "Value", "Where from"),
        groups=(Group("Names", rows),),
        closing=("A name is not a person.",),
        foot=("Printed by nobody", "Purpose: training"),
        page="Page {page} of {pages}",
    )


def pages(paper: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(paper)).pages]


def _bare(text: str) -> str:
    return re.sub(r"[\s\u200b]+", "", text)


def test_every_font_is_listed_with_its_digest_and_its_licence() -> None:
    listed = re.findall(
        r"^\| `([^`]+)` .*\(`([^`]+)`\) \| `([0-9a-f]{64})` \|$", (FONTS / "VENDORED.md").read_text(), re.MULTILINE
    )
    assert {name for name, _, _ in listed} == {path.name for path in FONTS.glob("*.ttf")} != set()
    for name, licence, digest in listed:
        assert hashlib.sha256((FONTS / name).read_bytes()).hexdigest() == digest
        assert "SIL OPEN FONT LICENSE" in (FONTS / licence).read_text()


def test_our_fonts_hold_the_letters_of_the_scripts_that_lists_are_written_in() -> None:
    for text in (
        "Ação, Šĕþ, Ñandú Łódź ạ",
        "Ёлқин Ғұлам Ўз Ђ Є ї",
        "أحمد یوسف پښتو ڭ ۀ ٠٩",
        "שלום",
        "Երևան",
        "თბილისი",
    ):
        assert {ord(sign) for sign in text} - {0x20} <= held(), text
    assert ord("李") not in held()


def test_one_sheet_at_one_moment_gives_one_paper() -> None:
    assert print_sheet(sheet("a"), AT) == print_sheet(sheet("a"), AT)
    assert print_sheet(sheet("a"), AT) != print_sheet(sheet("a"), AT.replace(day=2))
    assert print_sheet(sheet("a"), AT) != print_sheet(sheet("b"), AT)


def test_a_paper_is_tagged_dated_and_in_its_language() -> None:
    read = PdfReader(io.BytesIO(print_sheet(replace(sheet("a"), language="pt"), AT)))
    root: Any = read.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "pt"
    assert "/StructTreeRoot" in root
    assert read.metadata is not None
    assert read.metadata.title == "Saíde Bacar Mutumukwe"
    assert read.metadata.creation_date == AT
    assert read.metadata.author is None


def test_what_would_be_markup_stands_as_it_is() -> None:
    (page,) = pages(print_sheet(sheet(MARKUP), AT))
    assert page.count(MARKUP) == 1 or _bare(page).count(_bare(MARKUP)) == 2
    assert _bare(page).count(_bare(MARKUP)) == 2


@given(st.text(st.sampled_from("#$*_<>@`[]{}()\\/~=\"'-. \nabуق1"), min_size=1, max_size=60))
@settings(max_examples=25, deadline=None)
def test_any_markup_in_any_order_is_set_as_text(text: str) -> None:
    (page,) = pages(print_sheet(replace(sheet(text), title=text or "-", closing=(text,), banner="#[x] $"), AT))
    assert page.startswith("#[x] $")
    latin = re.sub(r"[^#$*<>@`\\~]", "", text)
    for sign in set(latin):
        assert page.count(sign) >= 4 * latin.count(sign), sign


@given(st.text(min_size=1, max_size=80))
@settings(max_examples=25, deadline=None)
def test_whatever_a_value_holds_there_is_a_paper(text: str) -> None:
    assert pages(print_sheet(replace(sheet(text), title=text, facts=(Fact(text, text),)), AT))


def test_controls_that_turn_what_follows_and_letters_without_a_font_are_written_as_codes() -> None:
    (page,) = pages(print_sheet(sheet("a\u202eb\u2066c\x07d 李"), AT))
    assert "a[U+202E]b[U+2066]c[U+0007]d [U+674E]" in page.replace("\n", " ")


@given(st.text())
def test_no_sign_that_turns_others_reaches_the_setter(text: str) -> None:
    for part in paragraphs(text):
        assert not set(part["text"]) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
        assert not any(unicodedata.category(sign) == "Cc" and sign != "\t" for sign in part["text"])
        assert len(part["text"]) <= LONGEST * 9


def test_a_name_is_set_in_the_direction_of_its_own_letters() -> None:
    ways = [paragraphs(text)[0] for text in ("سعيد بكر", "Said", "Саид", "1974 سعيد", "שלום")]
    assert [way["rtl"] for way in ways] == [True, False, False, True, True]
    assert [way["lang"] for way in ways] == ["ar", "", "ru", "ar", "he"]


def test_arabic_and_cyrillic_names_can_be_read_and_copied() -> None:
    (page,) = pages(print_sheet(sheet("Саид Бакар Мутумукве", "سعيد"), AT))
    assert page.count("Саид Бакар Мутумукве") == 2
    assert unicodedata.normalize("NFKC", page).count("سعيد") == 2


def test_ten_thousand_signs_and_five_hundred_values_are_set_within_the_bounds() -> None:
    long = pages(print_sheet(sheet("x" * 10_000, "palavra comprida " * 600), AT))
    assert _bare("".join(long)).count("x") >= 20_000
    many = pages(print_sheet(sheet(*(f"Nome inventado {number}" for number in range(500))), AT))
    assert len(many) > 10
    assert "Nome inventado 499" in many[-1]
    for number, page in enumerate(many, 1):
        assert page.count("TLP:AMBER//REL TO ALDER") == 2
        assert f"Page {number} of {len(many)}" in page


def test_a_sheet_beyond_the_bounds_ends_alone_and_tells_nothing_of_itself() -> None:
    with pytest.raises(NotSet) as failed:
        print_sheet(sheet(*["canary " * 3000] * 300), AT)
    assert "canary" not in str(failed.value)
    assert failed.value.__cause__ is None


def test_a_setter_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(press, "SECONDS", 0.01)
    with pytest.raises(NotSet):
        print_sheet(sheet("a"), AT)
