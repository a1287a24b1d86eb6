"""A file of a million names sent to the desk and done by its worker, over 30,000 entries on SQLite.

Counted apart: the sending (the file checked and counted while its sender waits), and the worker from its start to the
last file, in a process of its own whose peak of memory is told. ``python -m benchmarks.jobs [names]``.
"""

from __future__ import annotations

import csv
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import make
from benchmarks.imports import DATA, acordo, made_ftm


def main(names: int) -> None:
    """Print the table."""
    if not DATA.is_dir():
        print("benchmarks.jobs: skipped, ../shared/data is not here")
        return
    with tempfile.TemporaryDirectory() as folder:
        home, ftm = Path(folder) / "var", made_ftm(Path(folder) / "made.ftm.json")
        acordo(home, "init")
        acordo(home, "lists", "update", "ftm", "--file", str(ftm), "--source", "made")
        os.environ |= {"ACORDO_HOME": str(home), "ACORDO_LANGUAGE": "en"}
        upload = home / "incoming" / "names.csv"
        upload.parent.mkdir()
        rows = _written(upload, names)
        print(f"{rows:,} rows, {upload.stat().st_size / 1e6:.0f} MB", flush=True)
        _send(upload, rows)
        _work(rows)
        _read(home)


def _written(path: Path, names: int) -> int:
    rows = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        write = csv.writer(file)
        write.writerow(["id", "name", "kind"])
        for rows, query in enumerate(make.asked(names), start=1):
            write.writerow([rows, query.names[0].replace(";", " "), "person"])
    return rows


def _send(upload: Path, rows: int) -> None:
    from acordo.cli.registering import actor

    acting = actor("border")
    from acordo.screening import submitting
    from acordo.screening.words import Order

    before = time.perf_counter()
    submitting.submit(acting, Order(upload, "names.csv", "csv", rows=rows))
    print(f"sent, checked and kept in {time.perf_counter() - before:.1f} s", flush=True)


def _work(rows: int) -> None:
    before = time.perf_counter()
    subprocess.run([sys.executable, "-m", "acordo.cli", "work", "--once"], check=True)
    seconds = time.perf_counter() - before
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor, peak = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
    print(f"done in {seconds:.0f} s ({processor:.0f} s of processor), peak {peak:.0f} MB", flush=True)
    print(f"{rows / seconds:,.0f} names/s", flush=True)


def _read(home: Path) -> None:
    from acordo.cli.registering import actor

    acting = actor("border")
    from acordo.screening import batches

    (view,) = batches.batches(acting)
    assert view.state == "done", view
    print(f"{view.with_hits:,} rows with {view.hits:,} hits, {view.rejected:,} rejected")
    for start in (0, view.hits // 2, view.hits // 2, view.hits - 100):
        before = time.perf_counter()
        found = batches.hits(acting, view.id, start, 100)
        print(f"hits {start:,} to {start + len(found):,}: {(time.perf_counter() - before) * 1000:.0f} ms")
    for form in ("csv", "parquet", "xlsx"):
        before = time.perf_counter()
        path = batches.hits_file(acting, view.id, form)
        print(f"{form}: {time.perf_counter() - before:.1f} s, {path.stat().st_size / 1e6:.1f} MB")
    size = sum(path.stat().st_size for path in (home / "batches" / str(view.id)).iterdir())
    print(f"{size / 1e6:.0f} MB in all")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else make.ASKED)
