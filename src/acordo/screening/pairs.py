"""A file of pairs of names is compared, without a register: ``name1,name2,kind`` in, ``score,match`` added."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

from acordo.errors import Invalid
from acordo.matching import compare
from acordo.screening.failures import UnreadableRow
from acordo.screening.outputs import Places, claimed, finish
from acordo.screening.tables import read_kind, table
from acordo.wording import mark, say_error

if TYPE_CHECKING:
    from _csv import Writer
    from pathlib import Path

    from acordo.screening.tables import Table


@dataclass(frozen=True, slots=True)
class PairsDone:
    """How many pairs were compared, how many of them match, and how many rows were rejected."""

    pairs: int
    matches: int
    rejected: int


def compare_pairs(source: Path, output: Path, language: str) -> PairsDone:
    """Compare each pair of a file; rows that cannot be read go to ``output``.rejected.csv.

    Raises:
        NoSuchFile, UnreadableTable, NoNameColumn: the file is no table of pairs; nothing was written.
        InputAsOutput, OutputIsFolder, NoPlaceForOutput, OutputInUse: the output is no place to write now.
        Stopped: a file could not be written on.
    """
    read, places = table(source, "name1", "name2"), Places(output)
    with claimed(places, source):
        with (
            places.partial.open("w", encoding="utf-8", newline="") as out,
            places.partial_rejected.open("w", encoding="utf-8", newline="") as bad,
        ):
            done = _compared(read, csv.writer(out), csv.writer(bad), language)
        finish(places, done.rejected, lambda _: None)
    return done


def _compared(read: Table, out: Writer, bad: Writer, language: str) -> PairsDone:
    pairs = matches = rejected = 0
    out.writerow([*read.named, "score", "match"])
    bad.writerow(["row", "code", "reason"])
    for number, fields in read.rows():
        try:
            if isinstance(fields, Invalid):
                raise fields
            score, match = _pair(read, fields)
        except Invalid as error:
            bad.writerow([number, error.code, say_error(error, language)])
            rejected += 1
        else:
            out.writerow([*fields, f"{score:.4f}", "true" if match else "false"])
            pairs, matches = pairs + 1, matches + match
    return PairsDone(pairs, matches, rejected)


def _pair(read: Table, fields: tuple[str, ...]) -> tuple[float, bool]:
    if any("\ud800" <= letter <= "\udfff" for field in fields for letter in field):
        raise UnreadableRow(reason=mark("it holds bytes that are not UTF-8"))
    if len(fields) != len(read.columns):
        raise UnreadableRow(reason=f"it has {len(fields)} fields where the header has {len(read.columns)}")
    row = dict(zip(read.named, fields, strict=True))
    found = compare(row["name1"], row["name2"], read_kind(row.get("kind", "")))
    return found.score, found.match
