"""What of others lies among our static files is what it says it is."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

STATIC = Path(__file__).parents[2] / "src" / "acordo" / "desk" / "static" / "desk"


def test_every_script_is_listed_with_its_digest_and_its_licence() -> None:
    listed = re.findall(
        r"^\| `([^`]+)` .*\(`([^`]+)`\) \| `([0-9a-f]{64})` \|$", (STATIC / "VENDORED.md").read_text(), re.MULTILINE
    )
    assert {name for name, _, _ in listed} == {path.name for path in STATIC.glob("*.js")} != set()
    for name, licence, digest in listed:
        assert hashlib.sha256((STATIC / name).read_bytes()).hexdigest() == digest
        assert (STATIC / licence).is_file()
