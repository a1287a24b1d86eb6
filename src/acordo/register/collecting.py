"""Much is made and given up at once: a list is a million values.

* Each points only to what was there before, so that Python's search for cycles goes over them again and again and
  finds nothing: a fifth of the time in which a list comes in. It waits.
* What the reader gave up stays with the process, as glibc keeps it; the index is built beside it. It is given back.
"""

from __future__ import annotations

import ctypes
import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def cycles_left() -> Iterator[None]:
    """Leave cycles alone inside the block, and give memory back at its end.

    Another thread that ends such a block meanwhile lets the search begin again sooner, and that is all.
    """
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searching:
            gc.enable()
        _give_back()


def _give_back() -> None:
    """Return freed memory to the machine, where the C library can (glibc, malloc_trim(3))."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
