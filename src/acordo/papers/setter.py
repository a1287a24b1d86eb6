"""The setter: a program of its own that reads a sheet from its input and writes a PDF to its output.

It is started for one paper and knows nothing of the rest of acordo. Before it reads, it bounds its own memory and
time, so that a sheet which would cost more ends it alone. It has no packages to load and looks for none.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

_PLACE = Path(__file__).parent
_CPU_SECONDS = 10


def _bound(megabytes: int) -> None:
    """Bound memory and time, where the system knows how; no core file, which would hold the sheet."""
    if sys.platform == "win32":
        return
    import resource

    size = megabytes * 1024 * 1024
    for what, most in ((resource.RLIMIT_AS, size), (resource.RLIMIT_CPU, _CPU_SECONDS), (resource.RLIMIT_CORE, 0)):
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):  # macOS refuses a bound on the address space
            continue


def _set(given: dict[str, Any]) -> bytes:
    import typst

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[_PLACE / "fonts"])
    nowhere = _PLACE / "no-packages"
    compiler = typst.Compiler(
        (_PLACE / "sheet.typ").read_bytes(),
        root=_PLACE / "fonts",
        font_paths=fonts,
        ignore_system_fonts=True,
        package_path=nowhere,
        package_cache_path=nowhere,
        sys_inputs={"paper": json.dumps(given["paper"])},
    )
    made = compiler.compile(format="pdf", timestamp=given["moment"], pdf_standards=["ua-1"])
    return made if isinstance(made, bytes) else b""


def main() -> int:
    """Set one paper; says nothing of what went wrong, since that could hold words of the paper."""
    given = json.loads(sys.stdin.buffer.read())
    _bound(given["megabytes"])
    try:
        made = _set(given)
    except Exception:  # noqa: BLE001 (whatever it is, it is told by the exit code alone)
        return 1
    sys.stdout.buffer.write(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
