"""A new list is made in a copy of this software, and passes there what every list passes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acordo import lists
from acordo.lists import scaffold

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of this software, as somebody who adds a list has it."""
    folder = tmp_path_factory.mktemp("checkout")
    left_out = shutil.ignore_patterns("__pycache__", "*.mo", "node_modules", "browser", "desk_pages")
    for name in ("src", "tests", "docs"):
        shutil.copytree(ROOT / name, folder / name, ignore=left_out)
    for name in ("pyproject.toml", ".importlinter"):
        shutil.copy(ROOT / name, folder / name)
    return folder


def run(checkout: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": f"{checkout / 'src'}{os.pathsep}{checkout}", "ACORDO_LANGUAGE": "en"}
    environment["ACORDO_HOME"] = str(checkout / "home")
    return subprocess.run(
        [sys.executable, "-m", *words], cwd=checkout, env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def folders(checkout: Path) -> list[Path]:
    """A new list of each layout."""
    found = []
    for layout in lists.Layout:
        done = run(checkout, "acordo.cli", "lists", "new", f"harbour_{layout}", "--format", layout)
        assert done.returncode == 0, done.stderr
        found.append(checkout / "src" / "acordo" / "lists" / f"harbour_{layout}")
        assert str(found[-1]) in done.stdout
    return found


def test_new_lists_pass_their_tests_and_those_of_every_list(checkout: Path, folders: list[Path]) -> None:
    of_all = [f"tests/lists/test_{name}.py" for name in ("every_reader", "publishers", "documentation")]
    done = run(checkout, "pytest", "-p", "no:randomly", "-k", "harbour", *map(str, folders), *of_all)
    assert done.returncode == 0, done.stdout


def test_new_lists_are_in_the_form_that_the_checks_ask_for(checkout: Path, folders: list[Path]) -> None:
    for words in (("ruff", "check"), ("ruff", "format", "--check"), ("mypy", "--no-incremental")):
        done = run(checkout, *words, *map(str, folders))
        assert done.returncode == 0, done.stdout + done.stderr


def test_new_lists_are_known_and_have_a_page(checkout: Path, folders: list[Path]) -> None:
    known = run(checkout, "acordo.cli", "lists", "known")
    for folder in folders:
        assert f"\n{folder.name}\t" in known.stdout
        assert f"`{folder.name}`" in run(checkout, "acordo.cli", "lists", "about", folder.name).stdout


def test_nothing_but_the_new_folders_is_written(folders: list[Path]) -> None:
    folder = folders[0]
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if "__pycache__" not in path.parts}
    assert names == {
        "__init__.py",
        "categories.py",
        "page.md",
        "party.py",
        "reader.py",
        "source.toml",
        "specimens",
        "specimens/harbour_xml.xml",
        "tests",
        "tests/__init__.py",
        "tests/test_harbour_xml.py",
    }
    assert not list(folder.parent.glob(".new-*"))


@pytest.mark.parametrize("name", ["reading", "scaffold_files", *(one.name for one in lists.known())])
def test_a_name_that_is_taken_is_refused(name: str) -> None:
    with pytest.raises(lists.ListNameTaken, match=name):
        lists.made(name, lists.Layout.XML)


@pytest.mark.parametrize("name", ["", "x", "Harbour", "1st", "a-b", "../x", "lambda", "a" * 33, "ñandu"])
def test_a_name_that_cannot_be_one_is_refused(name: str) -> None:
    with pytest.raises(lists.UnfitListName):
        lists.made(name, lists.Layout.CSV)


def test_an_installed_package_is_no_checkout(checkout: Path) -> None:
    installed = checkout.parent / "installed"
    shutil.copytree(checkout / "src" / "acordo", installed / "acordo")
    done = subprocess.run(
        [sys.executable, "-m", "acordo.cli", "lists", "new", "harbour"],
        cwd=installed,
        env={**os.environ, "PYTHONPATH": str(installed), "ACORDO_LANGUAGE": "en", "ACORDO_HOME": str(installed)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 7
    assert "lists.no_checkout" in done.stderr
    assert not (installed / "acordo" / "lists" / "harbour").exists()


@given(st.from_regex(r"[a-z][a-z0-9_]{1,31}", fullmatch=True), st.sampled_from(lists.Layout))
def test_the_imports_of_a_new_list_are_in_order_whatever_its_name(name: str, layout: lists.Layout) -> None:
    for text in scaffold._TEXTS.glob(f"{layout}/*.py.txt"):
        lines = scaffold.filled(text.read_text(encoding="utf-8"), name, layout).splitlines()
        modules = [line.split()[1] for line in lines if line.startswith("from acordo.")]
        assert modules == sorted(modules)
        assert max(map(len, lines)) <= 120
        assert "{{" not in "".join(lines)
