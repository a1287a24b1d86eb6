"""The documentation is true: its tables are the code's, its examples run, its links lead somewhere."""

from __future__ import annotations

import doctest
import os
import re
import shlex
import tomllib
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import pytest

from tests import documentation
from tests.documentation import ROOT
from tests.homes import Home

if TYPE_CHECKING:
    from pathlib import Path

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")], key=lambda path: path.relative_to(ROOT).as_posix())
IDS = [path.relative_to(ROOT).as_posix() for path in PAGES]
_FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_INLINE = re.compile(r"`(acordo [a-z][^`]*)`")


def _blocks(path: Path, *languages: str) -> list[str]:
    return [text for language, text in _FENCE.findall(path.read_text(encoding="utf-8")) if language in languages]


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


@pytest.mark.parametrize("name", documentation.BLOCKS)
def test_the_tables_are_those_of_the_code(name: str) -> None:
    page = (ROOT / name).read_text(encoding="utf-8")
    assert page == documentation.filled(page, documentation.BLOCKS[name]), "run 'make reference'"


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in _LINK.findall(page.read_text(encoding="utf-8")):
        assert not target.startswith("http"), "a page that must be read without a network leads nowhere else"
        name, _, anchor = target.partition("#")
        found = page.parent / name if name else page
        assert found.exists(), target
        if anchor:
            headings = _HEADING.findall(found.read_text(encoding="utf-8"))
            assert anchor in map(_anchor, headings), target


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_every_example_in_python_runs(page: Path) -> None:
    together = "\n".join(_blocks(page, "pycon"))  # later examples of a page go on from earlier ones
    runner, told = doctest.DocTestRunner(), list[str]()
    runner.run(doctest.DocTestParser().get_doctest(together, {}, page.name, str(page), 0), out=told.append)
    assert not runner.failures, "".join(told)
    for text in _blocks(page, "python"):
        exec(compile(text, str(page), "exec"), {})  # noqa: S102 (our own pages)


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_every_command_that_a_page_names_exists(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    lines = [line for block in _blocks(page, "sh", "console") for line in block.splitlines()]
    typed = [line.removeprefix("$ ").strip() for line in lines]
    typed += _INLINE.findall(text)
    for line in typed:
        if line.startswith("make "):
            assert f"\n{line.split()[1]}:" in (ROOT / "Makefile").read_text(encoding="utf-8"), line
        if line.startswith("acordo "):
            _assert_command(line)


def _assert_command(line: str) -> None:
    known = documentation.commands()
    words = shlex.split(line)
    whole = next((said for n in (4, 3) if (said := " ".join(words[:n])) in known), " ".join(words[:2]))
    groups = {words_.rpartition(" ")[0] for words_ in known}
    if whole in groups and len(words) == 2:
        return
    assert whole in known, line
    taken = documentation.options(known[whole])
    for word in words:
        for option in word.split("|"):
            if option.startswith("--"):
                assert option.partition("=")[0] in {*taken, "--help"}, line


def test_every_variable_that_a_page_names_is_read_somewhere() -> None:
    code = "".join(
        path.read_text(encoding="utf-8") for folder in ("src", "tests") for path in (ROOT / folder).rglob("*.py")
    )
    variables = {f"ACORDO_{name.upper()}" for name in documentation.MEANINGS}
    for page in PAGES:
        for name in re.findall(r"\bACORDO_[A-Z_]+\b", page.read_text(encoding="utf-8")):
            assert name in variables or f'"{name}"' in code, f"{page.name}: {name}"


def test_each_package_that_is_needed_has_its_reason() -> None:
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [line for name in ("postgresql", "dev") for line in wanted["optional-dependencies"][name]]
    page = "".join(adr.read_text(encoding="utf-8") for adr in (ROOT / "docs" / "adr").glob("*-packages*.md"))
    for line in [*wanted["dependencies"], *extras]:
        name = re.split(r"[<>=\[]", line)[0]
        assert f"`{name}`" in page, name


def test_every_decision_stands_in_the_index() -> None:
    index = (ROOT / "docs" / "adr" / "README.md").read_text(encoding="utf-8")
    for page in (ROOT / "docs" / "adr").glob("*.md"):
        assert page.name == "README.md" or f"({page.name})" in index, page.name


def test_the_glossary_has_each_word_in_three_languages() -> None:
    rows = [
        line.strip("| ").split(" | ")
        for line in (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("| **")
    ]
    assert len(rows) > 30
    assert all(len(row) == 4 and all(cell.strip() for cell in row) for row in rows)


def test_the_first_ten_minutes_go_as_the_readme_tells(tmp_path: Path) -> None:
    (tmp_path / "docs").symlink_to(ROOT / "docs")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("ACORDO_", "DJANGO_"))}
    home = Home(tmp_path / "practice", kept | {"ACORDO_HOME": "var/practice", "ACORDO_LANGUAGE": "en"})
    steps = [step for block in _blocks(ROOT / "README.md", "console") for step in _steps(block)]
    assert len(steps) > 10
    for command, expected in steps:
        assert command[0] == "acordo"
        said = home.acordo(*command[1:])
        assert re.fullmatch(expected, said, re.DOTALL), f"{command}:\n{said}"


def _steps(block: str) -> list[tuple[list[str], str]]:
    """Each command of a transcript with the pattern of its answer, in which ``…`` stands for anything."""
    found = []
    for step in block.split("$ ")[1:]:
        command, _, answer = step.partition("\n")
        lines = [".*?" if line.strip() == "…" else re.escape(line + "\n") for line in answer.splitlines()]
        found.append((shlex.split(command), "".join(lines).replace("…", ".*?")))
    return found


def test_no_page_names_a_person_of_a_real_list(data: Path) -> None:
    newest = max((data / "lists" / "un_sc").glob("consolidated-*.xml"))
    parts = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
    real = set()
    for one in ET.parse(newest).getroot().iter("INDIVIDUAL"):
        name = " ".join(" ".join(one.findtext(part, "") for part in parts).split()).casefold()
        if " " in name:
            real.add(name)
    assert len(real) > 500
    for page in [*PAGES, *(ROOT / "docs" / "examples").iterdir()]:
        text = page.read_text(encoding="utf-8").casefold()
        assert not any(name in text for name in real), page.name


def test_no_page_names_a_place_of_one_machine() -> None:
    for page in PAGES:
        assert not re.search(r"(?<![\w.])/(?:work|tmp|home|root)/", page.read_text(encoding="utf-8")), page.name
