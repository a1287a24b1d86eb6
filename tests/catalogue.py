"""Finds every message that people read and keeps the catalogues in step: ``python -m tests.catalogue``.

Where messages stand:

* Python: the literals given to ``mark``, ``say``, ``say_counted`` and Django's gettext functions; the ``sentence`` of
  every class that has a ``code`` (the failures).
* Templates: whatever Django's own reading of them (``templatize``) hands to Babel's extractor for Python.

A run adds what is new, drops what nobody says any more, and keeps every translation; it never guesses one.
"""

from __future__ import annotations

import ast
import io
import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "acordo"
TRANSLATED = ("pt", "ru")
Id = str | tuple[str, str]

_ONE = {"mark", "say", "gettext", "gettext_lazy", "_"}
_COUNTED = {"say_counted", "ngettext", "ngettext_lazy"}
_IN_TEMPLATES = {"gettext": None, "_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
_NOBODY = (b'"Report-Msgid', b'"Last-Translator', b'"Language-Team', b'"Generated-By', b'"POT-', b'"PO-Rev')
"""Lines of a catalogue's head that would name a person, a tool or a day."""
_PLACE = re.compile(r"%\((?P<percent>\w+)\)[sd]|(?<!\{)\{(?P<brace>\w+)[^{}]*\}(?!\})")


def _text(node: ast.expr | None) -> str | None:
    """A literal, also where ``mark`` stands around it."""
    if isinstance(node, ast.Call) and _called(node) == "mark" and node.args:
        node = node.args[0]
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _called(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def _sentence(class_: ast.ClassDef) -> str | None:
    """The ``sentence`` of a failure; other classes have none."""
    said = {
        target.id: _text(node.value)
        for node in class_.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    return said.get("sentence") if "code" in said else None


def in_python(text: str) -> Iterator[Id]:
    """The messages of one module."""
    nodes = list(ast.walk(ast.parse(text)))
    calls = [node for node in nodes if isinstance(node, ast.Call) and node.args]
    counted = [call for call in calls if _called(call) in _COUNTED]
    inside = {id(argument) for call in counted for argument in call.args}
    for class_ in nodes:
        sentence = _sentence(class_) if isinstance(class_, ast.ClassDef) else None
        if sentence:
            yield sentence
    for call in calls:
        one = _text(call.args[0])
        if one and _called(call) in _ONE and id(call) not in inside:
            yield one
    for call in counted:
        singular, plural = (_text(argument) for argument in (*call.args, None, None)[:2])
        if singular and plural:
            yield singular, plural


def unreachable(text: str) -> list[int]:
    """The lines of a module that count with sentences no extractor can see: both must be literals where counted."""
    calls = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call) and _called(node) in _COUNTED]
    return [call.lineno for call in calls if not all(_text(argument) for argument in (*call.args, None, None)[:2])]


def in_template(text: str, origin: str) -> Iterator[Id]:
    """The messages of one template."""
    read = io.BytesIO(templatize(text, origin=origin).encode())
    for _, message, _, _ in extract("python", read, _IN_TEMPLATES, options={"encoding": "utf-8"}):
        yield message if isinstance(message, str) else (message[0], message[1])


def messages() -> dict[Id, list[str]]:
    """Every message with the files that say it, in the order of the files."""
    found: dict[Id, list[str]] = {}
    for path in sorted(SOURCE.rglob("*")):
        place = path.relative_to(ROOT).as_posix()
        if path.suffix == ".py" and "migrations" not in path.parts:
            ids = in_python(path.read_text(encoding="utf-8"))
        elif path.suffix == ".html" or (path.suffix == ".txt" and "templates" in path.parts):
            ids = in_template(path.read_text(encoding="utf-8"), place)
        else:
            continue
        for id_ in ids:
            places = found.setdefault(id_, [])
            if place not in places:
                places.append(place)
    return found


def places(text: str) -> frozenset[str]:
    """The names of what a message leaves open, in either notation."""
    return frozenset(match["percent"] or match["brace"] for match in _PLACE.finditer(text))


def path_of(language: str) -> Path:
    """Where a language's catalogue lies."""
    return SOURCE / "locale" / language / "LC_MESSAGES" / "django.po"


def held(language: str) -> Catalog:
    """The catalogue as it stands; an empty one where there is none yet."""
    path = path_of(language)
    if not path.is_file():
        return Catalog(locale=language, domain="django", project="acordo", version="1")
    with path.open("rb") as readable:
        return read_po(readable, locale=language)


def _flags(id_: Id) -> list[str]:
    said = " ".join(id_) if isinstance(id_, tuple) else id_
    flags = ["python-format"] if re.search(r"%\(\w+\)[sd]", said) else []
    return [*flags, "python-brace-format"] if re.search(r"\{\w*[^{}]*\}", said) else flags


def updated(language: str, found: dict[Id, list[str]]) -> bytes:
    """The catalogue's text with exactly the messages found and the translations already made."""
    before = held(language)
    after = Catalog(
        locale=language, project="acordo", version="1", charset="utf-8", fuzzy=False,
        header_comment=f"# What acordo says, in {language}. Ids are the English sentences; see docs/desk.md.",
        creation_date=datetime(2026, 1, 1, tzinfo=UTC), revision_date=datetime(2026, 1, 1, tzinfo=UTC),
    )  # fmt: skip
    for id_, said_in in found.items():
        known = before.get(id_[0] if isinstance(id_, tuple) else id_)
        string: str | tuple[str, ...] = "" if isinstance(id_, str) else ("",) * after.num_plurals
        if isinstance(known, Message) and isinstance(known.id, tuple | list) is isinstance(id_, tuple):
            string = known.string if isinstance(known.string, str) else tuple(known.string or ())
        after.add(id_, string, locations=[(place, 0) for place in said_in], flags=_flags(id_))
    written = io.BytesIO()
    write_po(written, after, width=110, include_lineno=False, ignore_obsolete=True)
    return b"".join(line for line in written.getvalue().splitlines(keepends=True) if not line.startswith(_NOBODY))


def missing(language: str, found: dict[Id, list[str]]) -> list[Id]:
    """The messages without a whole translation."""
    catalogue = held(language)

    def whole(id_: Id) -> bool:
        message = catalogue.get(id_[0] if isinstance(id_, tuple) else id_)
        if not isinstance(message, Message) or message.fuzzy:
            return False
        strings = [message.string] if isinstance(message.string, str) else list(message.string or ())
        enough = len(strings) == (catalogue.num_plurals if isinstance(id_, tuple) else 1)
        return enough and all(strings)

    return [id_ for id_ in found if not whole(id_)]


def main() -> None:
    """Update both catalogues and say what is left to translate."""
    found = messages()
    for language in TRANSLATED:
        text = updated(language, found)
        path = path_of(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text)
        left = missing(language, found)
        sys.stdout.write(f"{language}: {len(found)} messages, {len(left)} to translate\n")
        for id_ in left:
            sys.stdout.write(f"  {id_!r}\n")


if __name__ == "__main__":
    main()
