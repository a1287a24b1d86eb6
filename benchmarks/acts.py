"""What an officer waits for: a whole screening as an act, and a whole batch, over 30,000 entries on SQLite.

The plain baseline in the same run is rapidfuzz's best token-sort ratio over the same names (no explanation, no
register, no journal). ``python -m benchmarks.acts``.
"""

from __future__ import annotations

import csv
import json
import os
import statistics
import tempfile
import time
from pathlib import Path

from benchmarks.imports import DATA, acordo, made_ftm

SINGLE = 400
BATCH = 20_000


def main() -> None:
    """Print the table."""
    if not DATA.is_dir():
        print("benchmarks.acts: skipped, ../shared/data is not here")
        return
    with tempfile.TemporaryDirectory() as folder:
        home, ftm = Path(folder) / "var", made_ftm(Path(folder) / "made.ftm.json")
        acordo(home, "init")
        acordo(home, "lists", "update", "ftm", "--file", str(ftm), "--source", "made")
        names = [json.loads(line)["caption"] for line in ftm.open(encoding="utf-8")]
        os.environ |= {"ACORDO_HOME": str(home), "ACORDO_LANGUAGE": "en"}
        _single(names)
        _batch(Path(folder), names)


def _single(names: list[str]) -> None:
    from acordo.cli.registering import actor

    acting = actor("border")
    from rapidfuzz import fuzz, process

    from acordo.matching import Query
    from acordo.register import index
    from acordo.screening import acts

    base = index.current().base
    asked = names[:: len(names) // SINGLE][:SINGLE]
    acts.screen(acting, Query((asked[0],)))
    whole = _milliseconds(lambda name: acts.screen(acting, Query((name,))), asked)
    alone = _milliseconds(lambda name: base.screen(Query((name,))), asked)
    plain = _milliseconds(lambda name: process.extract(name, names, scorer=fuzz.token_sort_ratio, limit=10), asked[:50])
    print("| one screening over 30,000 entries | p50 ms | p95 ms | p99 ms | p50 to plain |")
    for title, times in (("whole act, commit included", whole), ("index alone", alone), ("rapidfuzz alone", plain)):
        cuts = statistics.quantiles(times, n=100)
        ratio = statistics.median(times) / statistics.median(plain)
        print(f"| {title:<33} | {cuts[49]:6.2f} | {cuts[94]:6.2f} | {cuts[98]:6.2f} | {ratio:12.2f} |")


def _batch(folder: Path, names: list[str]) -> None:
    from acordo.cli.registering import actor

    acting = actor("border")
    from acordo.screening.batch import Batch, screen_batch

    source = folder / "in.csv"
    travellers = list(csv.DictReader((DATA / "names" / "synthetic-travellers.csv").open(encoding="utf-8")))
    asked = [row["full_name"] for row in travellers[: BATCH - 1000]] + names[:1000]
    with source.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["name"], *([name] for name in asked)])
    done = screen_batch(acting, Batch(source, folder / "out.csv"))
    print(f"batch of {done.names} names, 1,000 of them listed: {done.names_a_second:.0f} names/s, {done.hits} hits")


def _milliseconds(work: object, names: list[str]) -> list[float]:
    assert callable(work)
    times = []
    for name in names:
        before = time.perf_counter()
        work(name)
        times.append((time.perf_counter() - before) * 1000)
    return times


if __name__ == "__main__":
    main()
