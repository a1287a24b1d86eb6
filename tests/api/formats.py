"""What the formats and media types of our API's description mean, for a program that invents requests."""

from __future__ import annotations

import io

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import schemathesis
from hypothesis import strategies as st

from tests.names.documents import passport

NAMES = ("Nelson Fake Muthemba", "Мария Вымышленная", "سليم المخترع", "Σωκράτης", "Invented Trading Lda", "Li")
DAYS = ("1971", "1971-05", "1971-05-02", "1964~", "1964/2008", "2000-02-29")
COUNTRIES = ("MZ", "mz", "MOZ", "Moçambique", "Россия", "United Kingdom")


def _parquet() -> bytes:
    written = io.BytesIO()
    pq.write_table(pa.table({"name": [NAMES[0]]}), written)
    return written.getvalue()


def _workbook() -> bytes:
    book, written = openpyxl.Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    sheet.append(["name"])
    sheet.append([NAMES[0]])
    book.save(written)
    return written.getvalue()


CSV = f"name\n{NAMES[0]}\n".encode()
BODIES = {
    "text/csv": CSV,
    "application/vnd.apache.parquet": _parquet(),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": _workbook(),
}

schemathesis.openapi.format("name", st.sampled_from(NAMES) | st.from_regex(r"\A[A-Z][a-z]{2,9} [A-Z][a-z]{2,9}\Z"))
schemathesis.openapi.format("partial-date", st.sampled_from(DAYS))
schemathesis.openapi.format("column", st.just("name:name"))
schemathesis.openapi.format("passport-lines", st.builds(passport, st.just("MUTHEMBA"), st.sampled_from(["NELSON", ""])))
schemathesis.openapi.format("country", st.sampled_from(COUNTRIES))
for kind, body in BODIES.items():
    schemathesis.openapi.media_type(kind, st.just(body))
