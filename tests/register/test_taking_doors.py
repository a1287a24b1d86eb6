"""A paper and a file are handed over at each door: the pages, the programs' door, the command line."""

from __future__ import annotations

import hashlib
import io
import json
import os
import signal
import subprocess
import time
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from acordo.cli.entries import OutputNoFile, beside
from acordo.config import settings
from acordo.facts import Property
from acordo.journal.words import Role
from acordo.markings import CLEAR
from acordo.register.acts import SourceTerms, update
from tests import cast
from tests.api.conftest import Program, program
from tests.cast import LISTING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.homes import Home

pytestmark = pytest.mark.django_db
ENTRY = "/api/v1/entries/listing/L-1"
NAME = "Nelson Fake Muthemba"


@pytest.fixture
def asking() -> Program:
    """A program of an analyst, and a small list to ask."""
    edition = cast.edition({
        "L-1": [(Property.KIND, "person"), (Property.PRIMARY_NAME, {"text": NAME})],
        "L/2": [(Property.PRIMARY_NAME, {"text": "Zubeda Inventada"})],
    })  # fmt: skip
    update(cast.actor(), SourceTerms(LISTING, "ftm", "Listing", "A publisher", "", CLEAR), "00", lambda: edition)
    return program(Role.ANALYST)


@pytest.mark.parametrize(
    ("accepted", "kind"),
    [
        ("application/pdf", "application/pdf"),
        ("application/jsonl", "application/jsonl; charset=utf-8"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("*/*", "application/json"),
        ("application/json, application/pdf;q=0.5", "application/json"),
    ],
)
def test_an_entry_comes_as_it_is_accepted(asking: Program, accepted: str, kind: str) -> None:
    answer = asking.get(ENTRY, Accept=accepted)
    assert (answer.status, answer.headers["Content-Type"]) == (200, kind)
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.body)).pages) if "pdf" in kind else ""
    assert NAME in (text or answer.body.decode())


def test_an_entry_is_not_given_as_what_nobody_wrote(asking: Program) -> None:
    assert asking.get(ENTRY, Accept="image/png").status == 406
    assert asking.get("/api/v1/entries", Accept="application/pdf").status == 406


@pytest.mark.parametrize(
    "path", ["/api/v1/entries", "/api/v1/sources/listing/entries", "/api/v1/entries?source=listing"]
)
def test_a_file_says_how_many_entries_it_holds_and_its_digest(asking: Program, path: str) -> None:
    answer = asking.get(path)
    assert answer.status == 200
    assert answer.headers["X-Acordo-Entries"] == "2" == str(len(answer.body.splitlines()))
    assert answer.headers["X-Acordo-SHA256"] == hashlib.sha256(answer.body).hexdigest()
    assert [json.loads(line)["id"] for line in answer.body.splitlines()] == ["listing/L-1", "listing/L%2F2"]
    assert "attachment" in answer.headers["Content-Disposition"]
    assert asking.get(path, Accept="text/csv").body.startswith(b"id,schema,name,aliases,")


def test_nothing_is_left_where_a_file_was_made(asking: Program) -> None:
    assert asking.get("/api/v1/entries").status == 200
    assert list(settings().incoming_folder.iterdir()) == []


def test_what_cannot_be_taken_is_told_as_a_failure(asking: Program) -> None:
    for path, status, code in (
        ("/api/v1/sources/nowhere/entries", 404, "register.no_such_source"),
        ("/api/v1/entries/listing/L-9", 404, "register.no_such_entry"),
        ("/api/v1/entries?as_of=2026-02-30", 400, "desk.unfit_input"),
    ):
        answer = asking.get(path, Accept="application/jsonl, application/problem+json")
        assert (answer.status, code in answer.body.decode()) == (status, True), path
    refused = program(Role.OPERATOR).get(ENTRY, Accept="application/pdf, application/problem+json")
    assert (refused.status, refused.told["code"]) == (403, "journal.not_permitted")


def test_the_command_line_prints_and_exports(home: Home, tmp_path: Path) -> None:
    _fill(home, tmp_path)
    paper, file = tmp_path / "x.pdf", tmp_path / "x.jsonl"
    home.acordo("entries", "print", "made/p-1", "--output", str(paper))
    assert NAME in PdfReader(paper).pages[0].extract_text()
    told = home.acordo("entries", "export", "--format", "ftm", "--source", "made", "--output", str(file))
    assert hashlib.sha256(file.read_bytes()).hexdigest() in told
    assert {path.stat().st_mode & 0o777 for path in (paper, file)} == {0o600}
    one = home.run("entries", "export", "--format", "csv", "--entry", "made/p-1", "--output", str(file))
    assert "formulas: 1" in one.stderr
    assert b"=1+1" in file.read_bytes()
    for words, code in (
        (("--format", "xml"), "cli.unknown_export_form"),
        (("--format", "ftm", "--entry", "made/p-1", "--source", "made"), "cli.entry_and_source"),
        (("--format", "ftm", "--source", "nowhere"), "register.no_such_source"),
    ):
        before = file.read_bytes()
        done = home.run("entries", "export", *words, "--output", str(file))
        assert f"[{code}]" in done.stderr
        assert file.read_bytes() == before
    assert sorted(path.name for path in tmp_path.glob(".*")) == []


def test_an_export_that_is_interrupted_leaves_nothing(home: Home, tmp_path: Path) -> None:
    _fill(home, tmp_path, 4000)
    file = tmp_path / "x.jsonl"
    words = home.command("entries", "export", "--format", "ftm", "--output", str(file))
    words = ["env", "--default-signal=INT", *words]  # what starts the tests may have it ignored
    running = subprocess.Popen(words, env=home.environment, stderr=subprocess.PIPE, stdout=subprocess.PIPE)
    while running.poll() is None and not list(tmp_path.glob(".x.jsonl.*")):
        time.sleep(0.001)
    os.kill(running.pid, signal.SIGINT)
    told = running.communicate(timeout=60)
    assert running.returncode == 130, told
    assert not file.exists()
    assert list(tmp_path.glob(".x.jsonl.*")) == []


def test_a_file_takes_its_name_only_when_all_went_well(tmp_path: Path) -> None:
    output = tmp_path / "x"
    output.write_bytes(b"before")

    def interrupted() -> None:
        with beside(output) as file:
            file.write(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert output.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [output]
    with pytest.raises(OutputNoFile), beside(tmp_path):
        pass


def _fill(home: Home, tmp_path: Path, count: int = 1) -> None:
    path = tmp_path / "made.json"
    with path.open("w", encoding="utf-8") as file:
        for number in range(1, count + 1):
            properties = {"name": [NAME if number == 1 else f"Invented{number} Makonga"], "address": ["=1+1"]}
            file.write(json.dumps({"id": f"p-{number}", "schema": "Person", "properties": properties}) + "\n")
    home.acordo("lists", "update", "ftm", "--file", str(path), "--source", "made", "--marking", "TLP:CLEAR")
    path.unlink()
