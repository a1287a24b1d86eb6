"""Whatever people read is translated, whole, with what it leaves open left open."""

from __future__ import annotations

import gettext
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

import pytest
from babel.messages.catalog import Message

from acordo import wording
from tests import catalogue

if TYPE_CHECKING:
    from tests.catalogue import Id

FOUND = catalogue.messages()
HELD = {language: catalogue.held(language) for language in catalogue.TRANSLATED}
MEND = "run 'make messages', then translate what it lists in src/acordo/locale"


def _strings(language: str, id_: Id) -> list[str]:
    message = HELD[language].get(id_ if isinstance(id_, str) else id_[0])
    assert isinstance(message, Message), (id_, MEND)
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def test_messages_are_found_where_people_read_them() -> None:
    places = {place.split("/")[2] for said_in in FOUND.values() for place in said_in}
    assert {"desk", "journal", "register", "screening", "matching", "cli"} <= places


@pytest.mark.parametrize("language", catalogue.TRANSLATED)
def test_every_message_is_translated_in_every_plural_form(language: str) -> None:
    assert catalogue.missing(language, FOUND) == [], MEND


@pytest.mark.parametrize("language", catalogue.TRANSLATED)
def test_the_catalogue_holds_these_messages_and_no_others(language: str) -> None:
    assert catalogue.path_of(language).read_bytes() == catalogue.updated(language, FOUND), MEND


@pytest.mark.parametrize("language", catalogue.TRANSLATED)
def test_a_translation_leaves_open_what_its_message_leaves_open(language: str) -> None:
    for id_ in FOUND:
        least, most = (catalogue.places(one) for one in ((id_, id_) if isinstance(id_, str) else id_))
        for string in _strings(language, id_):
            assert least <= catalogue.places(string) <= most, string


@pytest.mark.parametrize("language", catalogue.TRANSLATED)
def test_a_message_with_braces_can_be_filled_in(language: str) -> None:
    for id_ in FOUND:
        for string in [*_strings(language, id_), *([id_] if isinstance(id_, str) else id_)]:
            if "%(" not in string:
                fields = {name: "0" for _, name, _, _ in Formatter().parse(string) if name}
                assert string.format(**fields)


def test_sentences_that_count_are_literals_where_they_are_counted() -> None:
    for path in sorted(catalogue.SOURCE.rglob("*.py")):
        lines = catalogue.unreachable(path.read_text(encoding="utf-8"))
        assert lines == [] or path.name == "wording.py", f"{path}: lines {lines}"


@pytest.mark.parametrize("language", catalogue.TRANSLATED)
def test_the_compiled_catalogue_is_the_one_that_is_written(language: str) -> None:
    compiled = Path(wording.FOLDER) / language / "LC_MESSAGES" / "django.mo"
    if not compiled.is_file():
        pytest.skip("the catalogues are not compiled: 'make install' does it")
    with compiled.open("rb") as readable:
        spoken = gettext.GNUTranslations(readable)
    for id_ in FOUND:
        if isinstance(id_, str):
            assert spoken.gettext(id_) == _strings(language, id_)[0], "'make install' compiles the catalogues anew"


def test_extraction_sees_every_way_of_saying() -> None:
    module = (
        "class Failed(Missing):\n    code = 'a.b'\n    sentence = 'It ' 'failed.'\n"
        "class Other:\n    sentence = 'Not a failure.'\n"
        "say(mark('One'), 'en')\ngettext_lazy('Two')\nsay_counted('{count} x', '{count} xs', 2, 'en')\n"
        "say_counted(mark('a y'), mark('ys'), 2, 'en')\nsay(sentence, 'en')\n"
    )
    assert list(catalogue.in_python(module)) == [
        "It failed.", "One", "Two", "One", ("{count} x", "{count} xs"), ("a y", "ys"),
    ]  # fmt: skip
    assert catalogue.unreachable("say_counted(one, many, 2, 'en')") == [1]
    template = (
        '{% load i18n %}{% translate "Three" %}{% blocktranslate trimmed count n=n %}\n  One {{ a }}\n'
        "{% plural %}Many {{ a }}{% endblocktranslate %}"
    )
    assert list(catalogue.in_template(template, "x")) == ["Three", ("One %(a)s", "Many %(a)s")]
