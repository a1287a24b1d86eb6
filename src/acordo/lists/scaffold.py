"""Makes the folder of a new list: a reader that works on its specimen, and its tests, for somebody to go on from.

The files lie beside this module as texts in which ``{{name}}`` stands for the list. What is made passes its tests and
the checks of this repository at once; nothing outside the new folder is written.
"""

from __future__ import annotations

import keyword
import os
import re
import shutil
from enum import StrEnum
from pathlib import Path

from acordo.errors import Conflict, Invalid, Unavailable
from acordo.lists.shelf import known


class Layout(StrEnum):
    """In which form the publisher writes."""

    XML = "xml"
    CSV = "csv"


class UnfitListName(Invalid):
    """The name cannot be that of a list."""

    code = "lists.unfit_name"
    sentence = (
        "{name!r} cannot name a list. Use 2 to 32 small letters, digits and '_', beginning with a letter, "
        "and no word of Python."
    )


class ListNameTaken(Conflict):
    """A list or a module of that name is there."""

    code = "lists.name_taken"
    sentence = "There is a list or a part of this software called {name!r}. Choose another name; nothing was written."


class NoCheckout(Unavailable):
    """This software does not run from a checkout that may be written."""

    code = "lists.no_checkout"
    sentence = (
        "A list is added in a checkout of this software, and {folder} is none that may be written. "
        "Get the source, install it with 'pip install -e .', and do it there."
    )


_NAME = re.compile(r"[a-z][a-z0-9_]{1,31}")
_LISTS = Path(__file__).parent
_TEXTS = _LISTS / "scaffold_files"
_OF_EACH = {
    "__init__.py": "both/init.py",
    "source.toml": "both/source.toml",
    "categories.py": "both/categories.py",
    "page.md": "both/page.md",
    "reader.py": "{layout}/reader.py",
    "party.py": "{layout}/party.py",
    "specimens/{name}.{layout}": "{layout}/specimen",
    "tests/test_{name}.py": "{layout}/test_list.py",
}
_KEYS = {Layout.XML: "id", Layout.CSV: "reference"}
_IMPORTS = re.compile(r"(?:^from acordo\.\S+ import .*\n)+", re.MULTILINE)


def made(name: str, layout: Layout) -> Path:
    """Make the folder of a new list in this checkout, and say where it is.

    Raises:
        UnfitListName, ListNameTaken: it cannot have this name.
        NoCheckout: this software is installed, or its folder may not be written.
    """
    if not _NAME.fullmatch(name) or keyword.iskeyword(name):
        raise UnfitListName(name=name)
    root = _LISTS.parents[2]
    if not (root / "pyproject.toml").is_file() or not os.access(_LISTS, os.W_OK):
        raise NoCheckout(folder=str(_LISTS))
    folder = _LISTS / name
    if folder.exists() or folder.with_suffix(".py").exists() or name in {one.name for one in known()}:
        raise ListNameTaken(name=name)
    aside = _LISTS / f".new-{name}"
    try:
        aside.mkdir()
        _write(aside, name, layout)
        aside.rename(folder)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise
    return folder


def _write(folder: Path, name: str, layout: Layout) -> None:
    (folder / "specimens").mkdir()
    (folder / "tests").mkdir()
    (folder / "tests" / "__init__.py").touch()
    for written, text in _OF_EACH.items():
        source = _TEXTS / f"{text.format(layout=layout)}.txt"
        (folder / written.format(name=name, layout=layout)).write_text(
            filled(source.read_text(encoding="utf-8"), name, layout), encoding="utf-8", newline="\n"
        )


def filled(text: str, name: str, layout: Layout) -> str:
    """A file's text for the list of that name, its imports in the order that the checks ask for."""
    for word, value in (("name", name), ("key", _KEYS[layout]), ("ignored", "link")):
        text = text.replace(f"{{{{{word}}}}}", value)
    return _IMPORTS.sub(lambda block: "".join(sorted(block[0].splitlines(keepends=True))), text)
