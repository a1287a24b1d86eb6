"""How long all lists together take to come in, the same again, and how much memory each takes.

Every list that has a reader and a real file beside the repository goes by the real command into one empty home, one
process a list, the renewing of the index included; then all of them once more. Beside it the plain baseline: the same
files read with the standard library into one plain table, nothing checked, kept or indexed.
``python -m benchmarks.all_lists [sqlite|postgresql]``.
"""

from __future__ import annotations

import csv
import gzip
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
import zipfile
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from acordo import lists
from benchmarks.imports import DATA
from tests.postgresql import running_postgresql

if TYPE_CHECKING:
    from collections.abc import Iterator

FILES = {
    "un_sc": "un_sc/consolidated-2026-02-27.xml",
    "us_ofac": "us_ofac/sdn-2022-01-31.csv",
    "us_ofac_cons": "us_ofac/consolidated-2025-03-28.xml",
    "eu_fsf": "eu_fsf/fsf-1.1-2026-05-01-reconstructed.xml.gz",
    "uk_ofsi": "uk_ofsi/conlist-2022-12.xlsx",
    "ca_sema": "ca_sema/sema-lmes-2025.xml",
    "au_dfat": "au_dfat/regulation8-2024-12.xlsx",
    "ae_local": "ae_local/local-terrorist-list-2025.csv",
}
"""Where the newest real file of each list lies."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What one command took: seconds of the clock, seconds of the processors, memory at its peak."""

    seconds: float
    busy: float
    peak_mb: float
    said: dict[str, object]


def main() -> None:
    """Print the table."""
    if not DATA.is_dir():
        print("benchmarks.all_lists: skipped, ../shared/data is not here")
        return
    known = {one.name for one in lists.known()}
    chosen = {name: DATA / "lists" / path for name, path in FILES.items() if name in known}
    server = running_postgresql(durable=True) if sys.argv[1:] == ["postgresql"] else nullcontext("")
    with tempfile.TemporaryDirectory() as folder, server as address:
        environment = os.environ | {"ACORDO_HOME": str(Path(folder) / "home"), "ACORDO_LANGUAGE": "en"}
        environment |= {"ACORDO_DATABASE_URL": address} if address else {}
        _asked(environment, "init")
        print("| list | s | processor s | peak MB | entries | statements | again s | plain s |\n" + "|---" * 8 + "|")
        asked = {name: _update(environment, name, path) for name, path in chosen.items()}
        first = {name: taken for name, taken in asked.items() if taken}
        again = {name: taken for name in first if (taken := _update(environment, name, chosen[name]))}
        plain = {name: _plain(chosen[name]) for name in first}
        for name, taken in first.items():
            print(_row(name, [taken], [again[name]], plain[name]))
        print(_row("all", [*first.values()], [*again.values()], sum(plain.values())))
    print("Refused by its reader:", ", ".join(sorted(asked.keys() - first.keys())) or "none")
    print("Without a reader here:", ", ".join(sorted(FILES.keys() - known)) or "none")
    print("Load of the machine over the last minute:", os.getloadavg()[0])


def _row(name: str, first: list[Taken], again: list[Taken], plain: float) -> str:
    entries = sum(int(str(taken.said["entries"])) for taken in first)
    stated = sum(int(str(taken.said["statements_added"])) for taken in first)
    seconds, busy = sum(taken.seconds for taken in first), sum(taken.busy for taken in first)
    peak, repeat = max(taken.peak_mb for taken in first), sum(taken.seconds for taken in again)
    return (
        f"| {name} | {seconds:.1f} | {busy:.1f} | {peak:.0f} | {entries:,} | {stated:,} | {repeat:.1f} | {plain:.2f} |"
    )


def _update(environment: dict[str, str], name: str, path: Path) -> Taken | None:
    return _asked(environment, "lists", "update", name, "--file", str(path), "--json")


def _asked(environment: dict[str, str], *words: str) -> Taken | None:
    """Run one command whole, start-up and index in it; None where it ended with a failure."""
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "acordo.cli", *words], env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert process.stdout is not None
    said = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    if status:
        return None
    seconds = time.perf_counter() - began
    return Taken(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, json.loads(said) if said else {})


def _plain(path: Path) -> float:
    """Seconds of the plain baseline."""
    began = time.perf_counter()
    with tempfile.NamedTemporaryFile(suffix=".sqlite3") as file:
        connection = sqlite3.connect(file.name)
        connection.execute("CREATE TABLE value (place TEXT, value TEXT)")
        with connection:
            connection.executemany("INSERT INTO value VALUES (?, ?)", _values(path))
        connection.close()
    return time.perf_counter() - began


def _values(path: Path) -> Iterator[tuple[str, str]]:
    """Every text of a file, with the name of what holds it."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", errors="replace", newline="") as file:
            yield from ((str(at), value) for row in csv.reader(file) for at, value in enumerate(row) if value)
    elif path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as archive:
            for part in archive.namelist():
                if part.startswith("xl/worksheets/sheet") or part == "xl/sharedStrings.xml":
                    yield from _texts(archive.read(part))
    else:
        yield from _texts(gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes())


def _texts(document: bytes) -> Iterator[tuple[str, str]]:
    for element in ET.fromstring(document).iter():
        if element.text and element.text.strip():
            yield element.tag, element.text
        yield from ((name, value) for name, value in element.items() if value)


if __name__ == "__main__":
    main()
