"""Python's search for cycles waits while much is made that holds none.

A list is a million values, each pointing only to what was there before. The search goes over them again and again and
finds nothing: a fifth of the time in which a list comes in.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def cycles_left() -> Iterator[None]:
    """Leave cycles alone inside the block; another thread that ends such a block meanwhile only begins anew sooner."""
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searching:
            gc.enable()
