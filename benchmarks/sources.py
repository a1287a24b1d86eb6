"""Where the benchmarks' data lies, and its plainest readers. Nothing here is part of the product."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
DATA = HERE.parent.parent / "shared" / "data"
TABLES = HERE.parent / "src" / "acordo" / "matching" / "tables"


def present() -> bool:
    """The data is here."""
    return DATA.is_dir()


def lines(path: Path) -> Iterator[str]:
    """The lines of a text file, packed or not."""
    opened = gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8")
    with opened as text:
        for line in text:
            yield line.rstrip("\n")
