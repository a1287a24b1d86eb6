"""How fast: one name, many names, building, opening, memory; and the ratio to plain rapidfuzz in the same run."""

from __future__ import annotations

import csv
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

import numpy as np
from rapidfuzz import fuzz, process

from acordo.engines.here import CORES, Here
from acordo.engines.search import Search
from acordo.matching import THRESHOLD, Index, Query, compile_kernels
from acordo.screening.portions import Asking, asked
from acordo.screening.tables import QueryReader, table
from benchmarks import make
from benchmarks.sources import present

_PORTION = 8_000
_COLD = """
import sys, time
begin = time.perf_counter()
from acordo.matching import Index, Query
loaded = time.perf_counter()
index = Index.open(sys.argv[1])
opened = time.perf_counter()
index.screen(Query(("Invented Person",)))
print(loaded - begin, opened - loaded, time.perf_counter() - opened)
"""


def main() -> None:
    if not present():
        print("skipped: ../shared/data is absent")
        return
    compile_kernels()
    entries = make.register()
    names = [name.text for entry in entries for name in entry.names]
    print(f"register: {len(entries):,} entries, {len(names):,} names")
    begin, worked = time.perf_counter(), time.process_time()
    built = Index.build(entries)
    print(f"build: {time.perf_counter() - begin:.1f} s ({time.process_time() - worked:.1f} s of processor time)")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "index"
        built.save(path)
        print(f"file: {path.stat().st_size / 1e6:.0f} MB")
        begin = time.perf_counter()
        index = Index.open(path)
        print(f"open: {(time.perf_counter() - begin) * 1e3:.1f} ms")
        told = subprocess.run([sys.executable, "-c", _COLD, str(path)], capture_output=True, text=True, check=True)
        parts = [float(part) for part in told.stdout.split()]
        print(f"cold process: import {parts[0]:.2f} s, open {parts[1] * 1e3:.1f} ms, first answer {parts[2]:.2f} s")
        queries = list(islice(make.asked(), 22_000))
        _single(index, queries[:2_000])
        ours = _batch(index, queries[2_000:])
        _processes(index, Path(folder))
        theirs = _rapidfuzz(names, queries[:20])
        print(f"rapidfuzz token_sort over all names, one process: {theirs:.1f} names/s; we: {ours / theirs:.0f} times")
    print(f"memory at its peak: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    print(json.dumps({"batch_names_a_second": round(ours)}))


def _single(index: Index, queries: list[Query]) -> None:
    for query in queries[:50]:
        index.screen(query)
    took = []
    for query in queries:
        begin = time.perf_counter()
        index.screen(query)
        took.append((time.perf_counter() - begin) * 1e3)
    median, most, rare = np.percentile(took, [50, 95, 99.9])
    print(f"single: p50 {median:.2f} ms, p95 {most:.2f} ms, p99.9 {rare:.2f} ms over {len(took):,} names")


def _batch(index: Index, queries: list[Query]) -> float:
    begin, worked = time.perf_counter(), time.process_time()
    hits = sum(bool(found) for found in index.screen_many(queries))
    took, work = time.perf_counter() - begin, time.process_time() - worked
    print(
        f"batch: {len(queries) / took:,.0f} names/s ({len(queries) / work:,.0f} a second of processor time), "
        f"{len(queries):,} names, {hits:,} with hits"
    )
    return len(queries) / took


def _processes(index: Index, folder: Path, many: int = 200_000) -> None:
    """A file of names through several processes, as ``screen-batch`` does it, without the register and the writing."""
    source = folder / "in.csv"
    with source.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("name", "kind"), *((query.names[0], "person") for query in make.asked(many))])
    reader = QueryReader(table(source))
    asking = Asking(reader, Search(index, None, frozenset({0})), THRESHOLD, 10)
    begin, worked = time.perf_counter(), _worked()
    names = hits = 0
    with Here() as here:
        rows = reader.source.rows()
        while portion := list(islice(rows, _PORTION)):
            answered = asked(portion, asking, here)
            names, hits = names + answered.names, hits + len(answered.met)
    took, work = time.perf_counter() - begin, _worked() - worked
    load = os.getloadavg()[0]
    print(
        f"{CORES} processes: {names / took:,.0f} names/s ({names / work:,.0f} a second of processor time), "
        f"{names:,} names, {hits:,} with hits, load {load:.1f}; the largest of them "
        f"{resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MB"
    )


def _worked() -> float:
    """Seconds of processor time of this process and of those that ended."""
    own, ended = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + ended.ru_utime + ended.ru_stime


def _rapidfuzz(names: list[str], queries: list[Query]) -> float:
    begin = time.perf_counter()
    for query in queries:
        process.extractOne(query.names[0], names, scorer=fuzz.token_sort_ratio)
    return len(queries) / (time.perf_counter() - begin)


if __name__ == "__main__":
    main()
