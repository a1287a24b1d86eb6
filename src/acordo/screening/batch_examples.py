"""A file of names to begin with: invented persons, in the columns that are read without a question."""

from __future__ import annotations

import csv
import io

from openpyxl import Workbook

FORMS = {
    "csv": ("acordo-example.csv", "text/csv; charset=utf-8"),
    "xlsx": ("acordo-example.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
"""Each form with the name of its file and its content type."""

ROWS = (
    ("id", "name", "born", "nationality", "sex", "document", "kind"),
    ("1", "Saide Bakari Mutumukwe", "1985", "MZ", "m", "", "person"),
    ("2", "Ахмад Юсуф Намвалика", "1988-06-15", "MZ", "m", "XA0041588", "person"),
    ("3", "Quitéria Zandamela Inventada", "15/06/1990", "Moçambique", "f", "", "person"),
)


def file(form: str, language: str) -> bytes:
    """The example in a form, divided as the spreadsheet programs of the language write it."""
    if form == "csv":
        text = io.StringIO(newline="")
        csv.writer(text, delimiter="," if language == "en" else ";").writerows(ROWS)
        return text.getvalue().encode("utf-8-sig")  # the mark tells Excel that it is UTF-8
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in ROWS:
        sheet.append(row)
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()
