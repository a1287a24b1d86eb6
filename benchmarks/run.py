"""Run every benchmark that is here, one after another; ``make bench`` calls it."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import time

from benchmarks.sources import present

ALL = ("recall", "scripts", "speed", "imports", "all_lists", "acts")
"""In the order they run; one that is not here is left out and said so."""


def main() -> int:
    if not present():
        print("The benchmarks measure on real lists, which are not here: put them at ../shared/data. Nothing was run.")
        return 0
    failed = 0
    for name in sys.argv[1:] or ALL:
        print(f"== {name}", flush=True)
        if importlib.util.find_spec(f"benchmarks.{name}") is None:
            print("not here")
            continue
        begin = time.monotonic()
        failed |= subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False).returncode
        print(f"-- {time.monotonic() - begin:.0f} s", flush=True)
    return failed


if __name__ == "__main__":
    sys.exit(main())
