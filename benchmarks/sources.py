"""Where the benchmarks' data lies, and its plainest readers. Nothing here is part of the product."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
DATA = HERE.parent.parent / "shared" / "data"
TABLES = HERE.parent / "src" / "acordo" / "matching" / "tables"


def present() -> bool:
    """The data is here."""
    return DATA.is_dir()


def lines(path: Path) -> Iterator[str]:
    """The lines of a text file, packed or not."""
    if path.suffix == ".gz":
        with gzip.open(path, "rt", encoding="utf-8") as text:
            yield from (line.rstrip("\n") for line in text)
    else:
        with path.open(encoding="utf-8") as plain:
            yield from (line.rstrip("\n") for line in plain)
