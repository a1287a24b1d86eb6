"""``acordo batches``: the files that this officer sent, how far they are, and their hits."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import typer

from acordo.cli.speaking import answer, answer_json, said, table
from acordo.errors import Invalid
from acordo.wording import mark

if TYPE_CHECKING:
    from acordo.journal.words import Actor
    from acordo.screening.words import BatchView

app = typer.Typer(no_args_is_help=True, help="Files of names that were sent to the desk.")

Id = Annotated[str, typer.Argument(metavar="ID", help="The number of the batch, as 'acordo batches ls' shows it.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print for a program.")]


class NoBatchId(Invalid):
    """What was typed is no number of a batch."""

    code = "cli.no_batch_id"
    sentence = "{given!r} is not the number of a batch. 'acordo batches ls' shows them."


class UnknownHitForm(Invalid):
    """Hits are not written so."""

    code = "cli.unknown_hit_form"
    sentence = "Hits are not written as {given!r}. End the output's name in one of: {known}."


@app.callback()
def batches() -> None:
    """Files of names that were sent to the desk."""


@app.command("ls")
def ls(*, as_json: AsJson = False) -> None:
    """Your batches, the latest first."""
    acting = _actor()
    from acordo.screening import batches as reader

    views = reader.batches(acting, 100)
    if as_json:
        answer_json([_written(view) for view in views])
        return
    headings = [
        mark("batch"),
        mark("file"),
        mark("sent"),
        mark("state"),
        mark("rows"),
        mark("hits"),
        mark("kept until"),
    ]
    table([said(one) for one in headings], [_row(view) for view in views])


@app.command()
def show(id_: Id) -> None:
    """One batch with all that is told of it."""
    asked, acting = _id(id_), _actor()
    from acordo.screening import batches as reader

    answer_json(_written(reader.batch(acting, asked)))


@app.command()
def cancel(id_: Id) -> None:
    """End a batch; what it found so far is not kept."""
    asked, acting = _id(id_), _actor()
    from acordo.screening import submitting

    view = submitting.cancel(acting, asked)
    if view.cancelling:
        answer(said(mark("The batch ends with the chunk that is being asked.")))
    else:
        answer(said(mark("The batch is cancelled.")))


@app.command()
def hits(
    id_: Id,
    *,
    output: Annotated[Path, typer.Option(help="Where the hits go: .csv, .jsonl, .parquet or .xlsx.")],
) -> None:
    """Write the hits of a batch into a file."""
    asked, acting = _id(id_), _actor()
    from acordo.screening import batches as reader
    from acordo.screening.words import HitForm

    form = output.suffix.removeprefix(".")
    if form not in set(HitForm):
        raise UnknownHitForm(given=output.name, known=", ".join(f".{one}" for one in HitForm))
    shutil.copyfile(reader.hits_file(acting, asked, form), output)
    answer(str(output))


@app.command()
def forget(id_: Id) -> None:
    """Delete the files of a batch for good: the question and its hits."""
    asked, acting = _id(id_), _actor()
    from acordo.screening import submitting

    submitting.forget(acting, asked)
    answer(said(mark("The batch is forgotten: its files are deleted.")))


def _actor() -> Actor:
    from acordo.cli.registering import actor

    return actor()


def _id(given: str) -> UUID:
    try:
        return UUID(given)
    except ValueError as error:
        raise NoBatchId(given=given[:80]) from error


def _row(view: BatchView) -> list[str]:
    done = f"{view.done}/{view.total}"
    sent, until = view.submitted_at.isoformat(timespec="minutes"), view.keep_until.isoformat()
    return [str(view.id), view.filename or "-", sent, view.state, done, str(view.hits), until]


def _written(view: BatchView) -> dict[str, Any]:
    return {
        "batch": view.id,
        "file": view.filename,
        "form": view.form,
        "submitted_at": view.submitted_at,
        "purpose": view.purpose,
        "state": view.state,
        "done": view.done,
        "total": view.total,
        "with_hits": view.with_hits,
        "hits": view.hits,
        "rejected": view.rejected,
        "failure": {"code": view.failure.code, "sentence": _sentence(view)} if view.failure else None,
        "started_at": view.started_at,
        "ended_at": view.ended_at,
        "keep_until": view.keep_until,
        "cancelling": view.cancelling,
    }


def _sentence(view: BatchView) -> str:
    return said(view.failure.sentence, **view.failure.arguments) if view.failure else ""
