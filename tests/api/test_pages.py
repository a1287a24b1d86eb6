"""Every example of the programs' page does what the page says."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import time
from typing import TYPE_CHECKING

import pytest

from tests.documentation import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from tests.api.live import Served

_FENCE = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_ASKED = {"format=jsonl": "entry_id", "screenings": '"hits"', "passengers.csv": "queued", "ST-001?as_of": '"history"'}


def test_every_example_is_answered_as_told(served: Served, tmp_path: Path) -> None:
    if shutil.which("curl") is None:
        pytest.skip("curl is not installed: the examples of docs/api.md need it")
    page = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    asking = [
        line for block in _FENCE.findall(page) for line in re.split(r"(?<!\\)\n", block) if line.startswith("curl")
    ]
    assert len(asking) > 6
    environment = {"DESK": served.address, "TOKEN": served.token, "PATH": "/usr/bin:/bin:/usr/local/bin"}
    environment["OUT"] = str(tmp_path)
    for line in asking:
        if "$BATCH" in line:
            environment["BATCH"] = _done(served)
        told = subprocess.run(
            ["bash", "-c", line], env=environment, cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout
        assert "urn:acordo:problem" not in told, told
        for part, said in _ASKED.items():
            assert part not in line or said in told, (line, told)
    taken = {path.suffix: path.read_bytes() for path in tmp_path.iterdir()}
    assert taken.keys() == {".pdf", ".jsonl", ".csv"}
    assert taken[".pdf"].startswith(b"%PDF-")
    assert json.loads(taken[".jsonl"].splitlines()[0])["datasets"] == ["story"]
    assert taken[".csv"].startswith(b"id,schema,name,")


def _done(served: Served) -> str:
    """The batch that an example before sent, once the worker beside the desk has done it."""
    for _ in range(300):
        batch = json.loads(served.send(b"GET /api/v1/batches?limit=1\r\n").body)["batches"][0]
        if batch["state"] == "done":
            return str(batch["id"])
        time.sleep(0.2)
    pytest.fail("the batch was not done within a minute")
