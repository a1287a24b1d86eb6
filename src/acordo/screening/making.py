"""The hits of a batch in the form that was asked for: made once from its lines of JSON, aside, then renamed."""

from __future__ import annotations

import csv
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from acordo.screening import folders, xlsx_sheet
from acordo.screening.hit_lines import headings, lines_as_rows
from acordo.screening.tables import QueryReader, table
from acordo.screening.words import HitForm

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from uuid import UUID

MOST_SHEET_ROWS = 1_048_576
"""What a sheet of Excel holds, its header counted."""


def make(id_: UUID, asked_as: str, mapping: Mapping[str, str] | None, form: HitForm) -> Path:
    """The file of hits in a form; ``asked_as`` and ``mapping`` are those of the question, whose columns it carries."""
    path = folders.made(id_, form)
    if path.exists():
        return path
    carried = QueryReader(table(folders.question(id_, asked_as)), mapping).carried_columns
    lines = folders.made(id_, HitForm.JSONL)
    with _aside(path) as aside:
        if form is HitForm.XLSX:
            xlsx_sheet.write(aside, headings(carried), _rows(lines, carried))
        elif form is HitForm.PARQUET:
            with _aside(folders.made(id_, HitForm.CSV), keep=False) as between:
                _write_csv(between, lines, carried)
                from acordo.screening import parquet_rows

                parquet_rows.write(between, aside)
        else:
            _write_csv(aside, lines, carried)
    return path


def _rows(lines: Path, carried: tuple[str, ...]) -> Iterator[list[object]]:
    with lines.open("rb") as file:
        for line in file:
            yield from lines_as_rows(line, carried)


def _write_csv(path: Path, lines: Path, carried: tuple[str, ...]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        write = csv.writer(file)
        write.writerow(headings(carried))
        write.writerows(_rows(lines, carried))


@contextmanager
def _aside(path: Path, *, keep: bool = True) -> Iterator[Path]:
    """A place beside ``path``, which takes its name when the block is done."""
    aside = path.with_name(f".{path.name}.{os.getpid()}.{os.urandom(4).hex()}")
    try:
        yield aside
        if keep:
            aside.chmod(0o600)
            aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
