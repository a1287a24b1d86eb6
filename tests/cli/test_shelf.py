"""Which lists there are, as the command line says it: no home is needed for that."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from acordo import lists

if TYPE_CHECKING:
    from pathlib import Path


def acordo(home: Path, *words: str, language: str = "en") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "ACORDO_HOME": str(home / "none"), "ACORDO_LANGUAGE": language}
    return subprocess.run(
        [sys.executable, "-m", "acordo.cli", "lists", *words],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_list_is_known_with_its_terms_and_no_home_is_made(tmp_path: Path) -> None:
    told = json.loads(acordo(tmp_path, "known", "--json").stdout)
    assert [one["name"] for one in told] == [one.name for one in lists.known()]
    un, ftm = (next(one for one in told if one["name"] == name) for name in ("un_sc", "ftm"))
    assert un["marking"] == "TLP:CLEAR"
    assert un["address"].startswith("https://")
    assert (ftm["source"], ftm["marking"], ftm["address"]) == (None, None, None)
    assert not (tmp_path / "none").exists()


def test_lists_are_shown_in_the_language_of_the_command(tmp_path: Path) -> None:
    heading, *rows = acordo(tmp_path, "known", language="pt").stdout.splitlines()
    assert heading.split("\t") == [
        "nome",
        "título",
        "editor",
        "marcação",
        "obtida pela rede",
        "referência",
        "experimental",
    ]
    shown = dict(zip(heading.split("\t"), next(row for row in rows if row.startswith("ftm")).split("\t"), strict=True))
    assert (shown["marcação"], shown["obtida pela rede"], shown["experimental"]) == ("a indicar", "não", "não")


@pytest.mark.parametrize("name", ["un_sc", "ca_sema", "ftm"])
def test_the_page_of_a_list_is_printed(name: str, tmp_path: Path) -> None:
    assert acordo(tmp_path, "about", name).stdout.strip() == lists.publisher(name).page().strip()


def test_a_list_that_is_not_there_is_told(tmp_path: Path) -> None:
    done = acordo(tmp_path, "about", "nobody")
    assert done.returncode == 4
    assert "lists.unknown" in done.stderr


@pytest.mark.parametrize(
    ("name", "code", "exit_"), [("un_sc", "lists.name_taken", 5), ("Harbour", "lists.unfit_name", 2)]
)
def test_a_list_that_cannot_be_made_is_refused(name: str, code: str, exit_: int, tmp_path: Path) -> None:
    done = acordo(tmp_path, "new", name)
    assert done.returncode == exit_
    assert code in done.stderr
