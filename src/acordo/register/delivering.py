"""How what was taken out of the register is handed over at a door: its name, its type, and a file that leaves no trace.

The file lies in the home without a name from its first byte, so that neither a crash nor a reader of the folder finds
it; it is gone when it has been sent.
"""

from __future__ import annotations

import re
import tempfile
from typing import TYPE_CHECKING

from django.http import FileResponse, HttpResponse

from acordo.config import settings
from acordo.register import taking
from acordo.register.exporting import ExportForm

if TYPE_CHECKING:
    from datetime import date

    from acordo.journal.words import Actor
    from acordo.register.taking import Wanted

PDF = "application/pdf"
TYPES = {ExportForm.FTM: "application/jsonl", ExportForm.CSV: "text/csv"}
"""The media type of each form."""
_ENDINGS = {ExportForm.FTM: ".ftm.jsonl", ExportForm.CSV: ".targets.simple.csv"}
_UNFIT = re.compile(r"[^A-Za-z0-9._-]+")


def paper(actor: Actor, id_: str, as_of: date | None) -> HttpResponse:
    """The paper of an entry, as a file that a browser shows."""
    made = taking.print_entry(actor, id_, as_of=as_of)
    name = _UNFIT.sub("-", id_)[:80]
    return HttpResponse(made, PDF, headers={"Content-Disposition": f'inline; filename="{name}.pdf"'})


def file(actor: Actor, wanted: Wanted) -> FileResponse:
    """Entries as a file to keep, with its digest and how many entries it holds."""
    place = settings().incoming_folder
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = tempfile.TemporaryFile(dir=place)  # noqa: SIM115 (the answer closes it)
    try:
        taken = taking.export(actor, wanted, made)
    except BaseException:
        made.close()
        raise
    made.seek(0)
    whose = wanted.entry or "-".join(wanted.sources) or "entries"
    name = _UNFIT.sub("-", whose)[:80] + _ENDINGS[wanted.form]
    answer = FileResponse(made, as_attachment=True, filename=name, content_type=f"{TYPES[wanted.form]}; charset=utf-8")
    answer.headers["Content-Length"] = str(taken.size)
    answer.headers["X-Acordo-Entries"] = str(taken.entries)
    answer.headers["X-Acordo-SHA256"] = taken.digest
    return answer
