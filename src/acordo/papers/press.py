"""``print_sheet``: a sheet is set in a child process and comes back as the bytes of a PDF."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from acordo.errors import Unavailable
from acordo.papers.lettering import paragraphs, plain

if TYPE_CHECKING:
    from datetime import datetime

    from acordo.papers.sheet import Fact, Sheet

SECONDS = 10
MEGABYTES = 512
_SETTER = Path(__file__).with_name("setter.py")
_ONE_LINE = ("banner", "page", "foot", "columns")
_KEPT = ("PATH", "PYTHONPATH", "SYSTEMROOT", "LD_LIBRARY_PATH")


class NotSet(Unavailable):
    """The setter did not make the paper."""

    code = "papers.not_set"
    sentence = (
        "The paper could not be made within {seconds} seconds and {megabytes} MB. Try again when the machine has less "
        "to do; if it fails again, tell the operator."
    )


def print_sheet(sheet: Sheet, at: datetime) -> bytes:
    """The PDF of a sheet, tagged, dated ``at``; the same sheet and moment give the same bytes.

    Raises:
        NotSet: it took too long or too much memory, or the setter is not installed.
    """
    given = json.dumps({"moment": int(at.timestamp()), "megabytes": MEGABYTES, "paper": _written(sheet)}).encode()
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ} | {"RAYON_NUM_THREADS": "1"}
    try:
        done = subprocess.run(  # noqa: S603 (our own program)
            [sys.executable, "-P", "-s", str(_SETTER)],
            input=given,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env=environment,
        )
    except (subprocess.TimeoutExpired, MemoryError):
        raise NotSet(seconds=SECONDS, megabytes=MEGABYTES) from None
    if done.returncode or not done.stdout.startswith(b"%PDF-"):
        raise NotSet(seconds=SECONDS, megabytes=MEGABYTES)
    return done.stdout


def _written(sheet: Sheet) -> dict[str, Any]:
    """A sheet as the setter takes it: what must stay on one line as a text, all else as paragraphs."""
    return {
        "language": sheet.language,
        "title": {"plain": plain(sheet.title), "parts": paragraphs(sheet.title)},
        **{name: _each(plain, asdict(sheet)[name]) for name in _ONE_LINE},
        "facts": [_fact(fact) for fact in sheet.facts],
        "notices": _each(paragraphs, sheet.notices),
        "closing": _each(paragraphs, sheet.closing),
        "groups": [
            {
                "heading": plain(group.heading),
                "rows": [
                    {
                        "label": plain(row.label),
                        "parts": paragraphs(row.text),
                        "beside": [_fact(fact) for fact in row.beside],
                        "source": _each(plain, row.source),
                    }
                    for row in group.rows
                ],
            }
            for group in sheet.groups
        ],
    }


def _fact(fact: Fact) -> dict[str, Any]:
    return {"label": plain(fact.label), "parts": paragraphs(fact.text)}


def _each(lay: Any, texts: Any) -> Any:
    return lay(texts) if isinstance(texts, str) else [lay(text) for text in texts]
