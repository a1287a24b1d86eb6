"""The tight loops: compiled once on each machine, kept on disk.

The compiled code lies in a folder named by a digest of this room's sources and of the compiler's version: beside the
package where that can be written, else in the person's cache. So a changed kernel is never answered by an old one (the
compiler itself only looks at the file that holds a function, not at those it calls). A folder of ours is never shared:
only its owner may write there.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numba

if TYPE_CHECKING:
    from collections.abc import Callable

_HERE = Path(__file__).parent
_PREFIX = "kernels-"
_MARK = "complete"


def _digest() -> str:
    """Names the kernels: this room's sources, the compiler, the interpreter."""
    digest = hashlib.sha256(f"{numba.__version__} {sys.version} {sys.byteorder}".encode())
    for path in sorted(_HERE.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _parent() -> Path:
    beside = _HERE / "__pycache__"
    with suppress(OSError):
        beside.mkdir(exist_ok=True)
    if os.access(beside, os.W_OK):
        return beside
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "acordo"


FOLDER = Path(os.environ.get("NUMBA_CACHE_DIR") or _parent() / (_PREFIX + _digest()))
numba.config.CACHE_DIR = str(FOLDER)  # type: ignore[attr-defined]

_decorate = numba.njit(cache=True, nogil=True)


def kernel(function: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a function as a kernel: compiled on first use, kept on disk, run without the interpreter's lock."""
    compiled_function: Callable[..., Any] = _decorate(function)
    return compiled_function


def compiled() -> bool:
    """The kernels lie on disk; else the first answer takes half a minute, once, and a door should say so."""
    return (FOLDER / _MARK).is_file()


def mark_compiled() -> None:
    """Say that every kernel lies on disk now; remove what older versions of this program left."""
    FOLDER.mkdir(mode=0o700, parents=True, exist_ok=True)
    (FOLDER / _MARK).touch()
    for other in FOLDER.parent.glob(_PREFIX + "*"):
        if other != FOLDER:
            shutil.rmtree(other, ignore_errors=True)
