"""A file of names is asked.

An act at the start, a checkpoint now and then, an act at the end; between them rows go through in chunks. After each
chunk the rows done, and how many bytes of output they made, are written beside the output, so that an interrupted
batch goes on where it stopped: the output is cut back to the last whole chunk and continued. The finished files take
their names by a rename, so that a half-written one never looks whole.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
from dataclasses import asdict, dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, TextIO

from acordo import clock
from acordo.engines.here import CORES, Here
from acordo.journal import permits
from acordo.journal.gate import witness
from acordo.matching import POLICY_VERSION, THRESHOLD
from acordo.screening import portions
from acordo.screening.acts import ASKERS, LIMIT
from acordo.screening.asking import Asked, asked_by
from acordo.screening.hit_lines import headings, json_line, table_rows
from acordo.screening.outputs import Places, claimed, finish
from acordo.screening.tables import QueryReader, table
from acordo.wording import say_error

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from acordo.journal.words import Actor
    from acordo.matching import Hit
    from acordo.screening.portions import Rows
    from acordo.screening.tables import BadRow, Row

START = permits.declare("screening.batch_start", ASKERS, "start or resume a batch")
CHECKPOINT = permits.declare("screening.batch_checkpoint", ASKERS, "note how far a batch is")
END = permits.declare("screening.batch_end", ASKERS, "end a batch")

CHUNK = 8_000
CHECKPOINT_EVERY = 100_000
REJECTED_COLUMNS = ("row", "code", "reason", "fields")


@dataclass(frozen=True, slots=True)
class Batch:
    """What is asked: the file, where the hits go, and how many of them at what threshold.

    ``mapping`` says which heading of the file holds what, where its headings are not ours. A batch that was ordered
    has an ``id``: it stays the same batch when the register moves between two runs of it, as it does within one.
    ``processes`` is how many do the work of a large file; it changes nothing in what is written.
    """

    source: Path
    output: Path
    threshold: float = THRESHOLD
    limit: int = LIMIT
    mapping: Mapping[str, str] | None = None
    id: str = ""
    processes: int = CORES

    @property
    def places(self) -> Places:
        """The files that it writes."""
        return Places(self.output)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a batch is: counts of rows and hits, and the bytes written by then."""

    rows: int = 0
    names: int = 0
    with_hits: int = 0
    hits: int = 0
    rejected: int = 0
    output_bytes: int = 0
    rejected_bytes: int = 0


@dataclass(frozen=True, slots=True)
class Summary:
    """What a batch did; ``seconds`` and ``names_a_second`` are of this run, ``resumed_at`` rows were done before it."""

    rows: int
    names: int
    with_hits: int
    hits: int
    rejected: int
    resumed_at: int
    seconds: float
    names_a_second: float


def screen_batch(
    actor: Actor,
    batch: Batch,
    *,
    compiling: Callable[[], None] = lambda: None,
    tell: Callable[[Progress], None] = lambda _: None,
    ending: Callable[[Progress, str], None] | None = None,
) -> Summary:
    """Ask every row of a file; ``tell`` hears of each chunk. Interrupted, it goes on when it is asked again.

    ``ending``, where given, leaves the line of the end itself: it gets the counts and the digest of the output.

    Raises:
        NotPermitted: the officer's role does not screen.
        NoSuchFile, UnreadableTable, NoNameColumn: the file is no table of names; nothing was written.
        InputAsOutput, OutputIsFolder, NoPlaceForOutput: the output is no place to write; nothing was asked.
        OutputInUse: another run writes the same output.
        Stopped: a file could not be written on; what was done is kept.
    """
    permits.require(actor, START)
    reader = QueryReader(table(batch.source), batch.mapping)
    with claimed(batch.places, batch.source):
        asked = asked_by(actor, compiling)
        key = _key(batch, asked, actor.language)
        before = _resumable(batch.places, key)
        about = {"batch": batch.id} if batch.id else {"key": key, "input": batch.source.name}
        witness(actor, START, {**about, "resumed_at": before.rows})
        started = clock.stopwatch()
        with Here(batch.processes) as here:
            run = _Run(actor, batch, reader, key, about, compiling, tell, here)
            done = run.ask(before, asked)
        seconds = clock.stopwatch() - started
        end = ending or run.end
        finish(batch.places, done.rejected, lambda digest: end(done, digest))
    speed = (done.names - before.names) / seconds if seconds else 0.0
    return Summary(done.rows, done.names, done.with_hits, done.hits, done.rejected, before.rows, seconds, speed)


@dataclass(frozen=True, slots=True)
class _Run:
    """One run of a batch, from where the run before it stopped."""

    actor: Actor
    batch: Batch
    reader: QueryReader
    key: str
    about: Mapping[str, str]
    compiling: Callable[[], None]
    tell: Callable[[Progress], None]
    here: Here

    def ask(self, done: Progress, asked: Asked) -> Progress:
        """Ask all rows after those done. The register is asked as it stands at each chunk, not as at the start."""
        places = self.batch.places
        rows = self.reader.source.rows(skip=done.rows)
        with (
            _continued(places.partial, done.output_bytes) as hits,
            _continued(places.partial_rejected, done.rejected_bytes) as bad,
        ):
            writer = _Writer(places.lines, self.reader.carried_columns, self.actor.language, hits, bad)
            if done.rows == 0:
                writer.begin()
            while chunk := list(islice(rows, CHUNK)):
                before, asked = done, asked_by(self.actor, self.compiling)
                done = self._screened(chunk, done, asked, writer)
                _note(places, self.key, done)
                self.tell(done)
                if before.rows // CHECKPOINT_EVERY != done.rows // CHECKPOINT_EVERY:
                    number = asked.index.state.register_number
                    witness(self.actor, CHECKPOINT, {**self.about, "rows": done.rows, "register_number": number})
        return done

    def _screened(self, chunk: Rows, done: Progress, asked: Asked, writer: _Writer) -> Progress:
        """Ask one chunk and write what it gave; returns how far the batch is then."""
        batch = self.batch
        threads = 1 if batch.processes == 1 else None
        asking = portions.Asking(self.reader, asked.search, batch.threshold, batch.limit, threads)
        gave = portions.asked(chunk, asking, self.here)
        queries, found = [row.query for row, _ in gave.met], [hits for _, hits in gave.met]
        found = asked.checked(queries, found, batch.threshold, batch.limit)
        writer.answer([row for row, _ in gave.met], found)
        writer.reject(gave.refused)
        writer.onto_disk()
        hits, bad = writer.hits, writer.bad
        return replace(
            done,
            rows=chunk[-1][0],
            names=done.names + gave.names,
            with_hits=done.with_hits + sum(bool(row_hits) for row_hits in found),
            hits=done.hits + sum(map(len, found)),
            rejected=done.rejected + len(gave.refused),
            output_bytes=hits.buffer.tell() if isinstance(hits, io.TextIOWrapper) else 0,
            rejected_bytes=bad.buffer.tell() if isinstance(bad, io.TextIOWrapper) else 0,
        )

    def end(self, done: Progress, digest: str) -> None:
        """Leave the line of the end."""
        witness(self.actor, END, {**self.about, "rows": done.rows, "hits": done.hits, "output": digest})


@dataclass(frozen=True, slots=True)
class _Writer:
    """Where the answers of a run go: hits as lines of JSON or as rows of CSV, and what could not be asked."""

    lines: bool
    carried: tuple[str, ...]
    language: str
    hits: TextIO
    bad: TextIO

    def begin(self) -> None:
        """Write the headings."""
        if not self.lines:
            csv.writer(self.hits).writerow(headings(self.carried))
        csv.writer(self.bad).writerow(REJECTED_COLUMNS)

    def answer(self, rows: list[Row], found: list[list[Hit]]) -> None:
        """Write the hits of these rows."""
        write = csv.writer(self.hits)
        for row, hits in zip(rows, found, strict=True):
            if hits and self.lines:
                self.hits.write(json_line(row, hits, self.carried, self.language))
            elif hits:
                write.writerows(table_rows(row, hits, self.language))
        self.hits.flush()

    def reject(self, refused: list[BadRow]) -> None:
        """Write the rows that could not be asked, each with its reason."""
        write = csv.writer(self.bad)
        for row in refused:
            fields = json.dumps([text.encode(errors="replace").decode() for text in row.fields], ensure_ascii=False)
            write.writerow([row.number, row.reason.code, say_error(row.reason, self.language), fields])
        self.bad.flush()

    def onto_disk(self) -> None:
        """Have what was written lie safely, so that what is noted of it holds after a power cut."""
        for file in (self.hits, self.bad):
            os.fsync(file.fileno())


def _key(batch: Batch, asked: Asked, language: str) -> str:
    """What makes two runs the same batch: the bytes asked, the register, the rights, the policy and the choices."""
    rights = [sorted(asked.permitted), POLICY_VERSION]
    if batch.id:
        return hashlib.sha256(json.dumps([batch.id, *rights]).encode()).hexdigest()
    with batch.source.open("rb") as file:
        content = hashlib.file_digest(file, "sha256").hexdigest()
    state = asked.index.state
    register = [state.register_number, state.stamp]
    choices = [content, *register, *rights, batch.threshold, batch.limit, language]
    return hashlib.sha256(json.dumps(choices).encode()).hexdigest()


def _resumable(places: Places, key: str) -> Progress:
    """How far the same batch came before; the beginning where there is none, or it was another."""
    try:
        noted = json.loads(places.state.read_text(encoding="utf-8"))
        done = Progress(**noted["done"])
        whole = places.partial.stat().st_size >= done.output_bytes
        whole = whole and places.partial_rejected.stat().st_size >= done.rejected_bytes
    except (OSError, ValueError, KeyError, TypeError):
        return Progress()
    return done if whole and noted["key"] == key else Progress()


def _continued(path: Path, size: int) -> TextIO:
    """The file cut back to ``size`` bytes and open at its end."""
    with path.open("ab") as file:
        file.truncate(size)
    return path.open("a", encoding="utf-8", newline="")


def _note(places: Places, key: str, done: Progress) -> None:
    places.next_state.write_text(json.dumps({"key": key, "done": asdict(done)}), encoding="utf-8")
    places.next_state.replace(places.state)
