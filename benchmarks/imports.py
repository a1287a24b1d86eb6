"""How long a list takes to come in, and how much memory: the UN file, a 30,000-entry FtM file, an unchanged repeat.

Run through the real command line, each in a fresh home, and beside the plain baseline: reading the same file with the
standard library into plain tuples and inserting them into one plain SQLite table. ``python -m benchmarks.imports``.
"""

from __future__ import annotations

import json
import os
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from pathlib import Path

DATA = Path(__file__).parents[1].parent / "shared" / "data"
UN = DATA / "lists" / "un_sc" / "consolidated-2026-02-27.xml"
ENTRIES = 30_000


def main() -> None:
    """Print the table."""
    if not DATA.is_dir():
        print("benchmarks.imports: skipped, ../shared/data is not here")
        return
    with tempfile.TemporaryDirectory() as folder:
        ftm = made_ftm(Path(folder) / "made.ftm.json")
        plain_un, plain_ftm = _timed(lambda: _plain_un(UN)), _timed(lambda: _plain_ftm(ftm))
        print(f"| {'import into SQLite':<34} | seconds | peak MB | plain baseline s | ratio |")
        for title, words, plain in (
            ("UN list, 1,003 entries", ["un_sc", "--file", str(UN)], plain_un),
            (f"FtM, {ENTRIES} entries", ["ftm", "--file", str(ftm), "--source", "made"], plain_ftm),
        ):
            home = Path(folder) / words[0]
            acordo(home, "init")
            first, peak = acordo(home, "lists", "update", *words)
            again, _ = acordo(home, "lists", "update", *words)
            print(f"| {title:<34} | {first:7.1f} | {peak:7.0f} | {plain:16.2f} | {first / plain:5.1f} |")
            print(f"| {title + ', the same again':<34} | {again:7.1f} |         |                  |       |")


def acordo(home: Path, *words: str) -> tuple[float, float]:
    """Seconds and peak memory (MB) of one command, index and start-up included."""
    environment = os.environ | {"ACORDO_HOME": str(home), "ACORDO_LANGUAGE": "en"}
    before = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "acordo.cli", *words], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    _, complaint = process.communicate()
    seconds = time.perf_counter() - before
    if process.returncode:
        raise SystemExit(complaint.decode())
    return seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def _timed(work: object) -> float:
    before = time.perf_counter()
    assert callable(work)
    work()
    return time.perf_counter() - before


def _plain_table() -> sqlite3.Connection:
    handle, path = tempfile.mkstemp(suffix=".sqlite3")
    os.close(handle)
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE value (reference TEXT, property TEXT, value TEXT)")
    return connection


def _plain_un(path: Path) -> None:
    connection = _plain_table()
    parties = [*ET.parse(path).getroot().iter("INDIVIDUAL"), *ET.parse(path).getroot().iter("ENTITY")]
    rows = [
        (party.findtext("REFERENCE_NUMBER"), element.tag, element.text)
        for party in parties
        for element in party.iter()
        if element.text and element.text.strip()
    ]
    with connection:
        connection.executemany("INSERT INTO value VALUES (?, ?, ?)", rows)


def _plain_ftm(path: Path) -> None:
    connection = _plain_table()
    with path.open(encoding="utf-8") as lines, connection:
        for line in lines:
            entity = json.loads(line)
            rows = [(entity["id"], name, value) for name, values in entity["properties"].items() for value in values]
            connection.executemany("INSERT INTO value VALUES (?, ?, ?)", rows)


def made_ftm(path: Path) -> Path:
    """An FtM file of ENTRIES persons: invented combinations of single given and family names, about 14 values each."""
    chance = random.Random(20260227)
    words = sorted({word for party in ET.parse(UN).getroot().iter("FIRST_NAME") for word in (party.text or "").split()})

    def name() -> str:
        return " ".join(chance.choices(words, k=chance.choice((2, 3, 3, 4))))

    with path.open("w", encoding="utf-8") as out:
        for number in range(ENTRIES):
            properties = {
                "name": [name()],
                "alias": [name() for _ in range(chance.choice((0, 1, 2, 4)))],
                "weakAlias": [name() for _ in range(chance.choice((0, 0, 1)))],
                "birthDate": [f"{chance.randint(1940, 2004)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"],
                "nationality": [chance.choice(("mz", "tz", "sy", "iq", "ru", "ir"))],
                "country": [chance.choice(("mz", "tz", "sy", "iq", "ru", "ir"))],
                "gender": [chance.choice(("male", "female"))],
                "passportNumber": [f"P{chance.randint(10**6, 10**7)}"],
                "idNumber": [f"{chance.randint(10**9, 10**10)}"],
                "birthPlace": ["An invented place"],
                "topics": ["sanction"],
                "notes": [f"Invented note number {number}, of the length that such notes have in lists."],
            }
            entity = {"id": f"made-{number}", "caption": properties["name"][0], "schema": "Person"}
            out.write(json.dumps({**entity, "properties": properties}, ensure_ascii=False) + "\n")
    return path


if __name__ == "__main__":
    main()
