"""``acordo entries``: read an entry as it stands, as it stood, and how it came to be so."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated

import typer

from acordo.cli.speaking import answer, answer_json, language, progress, said, tell
from acordo.errors import Invalid
from acordo.wording import mark, say_counted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from acordo.register.words import EntryView, Value

app = typer.Typer(
    no_args_is_help=True, help="Read an entry as it stands, as it stood, and its history; print it; take entries away."
)


class UnreadableDay(Invalid):
    """The text is not a day."""

    code = "cli.unreadable_day"
    sentence = "{text!r} is not a day. Write it as 2025-09-01."


class UnknownExportForm(Invalid):
    """Entries are not written so."""

    code = "cli.unknown_export_form"
    sentence = "Entries are not written as {given!r}. The forms are: {known}."


class EntryAndSource(Invalid):
    """One entry and a source were asked for at once."""

    code = "cli.entry_and_source"
    sentence = "--entry names one entry and --source all of a source. Give one of them."


class OutputNoFile(Invalid):
    """The output is a folder."""

    code = "cli.output_no_file"
    sentence = "{path} is a folder. Name a file in it."


@app.command()
def show(
    entry_id: Annotated[str, typer.Argument(metavar="SOURCE/REFERENCE")],
    *,
    as_of: Annotated[str, typer.Option(help="As the edition issued last on or before this day stated it.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print for a program.")] = False,
) -> None:
    """Show every value of an entry with its source, date and marking."""
    view = _entry(entry_id, as_of)
    if as_json:
        answer_json({**_head(view), "values": [_value_json(value) for value in view.values]})
        return
    _tell_head(view)
    for value in view.values:
        since = value.first_seen
        line = mark("  {property}: {text}  [{marking}; since edition {number} of {issued}]")
        answer(
            said(
                line,
                property=value.property,
                text=value.text.replace("\n", "\n      "),
                marking=value.marking,
                number=since.number,
                issued=since.issued or "-",
            )
        )
    if view.withheld:
        answer(said(mark("Withheld from you by their markings: {count}"), count=view.withheld))


@app.command()
def history(
    entry_id: Annotated[str, typer.Argument(metavar="SOURCE/REFERENCE")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print for a program.")] = False,
) -> None:
    """Show what each edition changed in an entry, the latest first."""
    view = _entry(entry_id, "")
    if as_json:
        steps = [
            {
                "edition": step.edition.number,
                "issued": step.edition.issued,
                "document": step.edition.origin,
                "added": [_value_json(value) for value in step.added],
                "removed": [_value_json(value) for value in step.removed],
            }
            for step in view.history
        ]
        answer_json({**_head(view), "history": steps})
        return
    from acordo.register import labels

    _tell_head(view)
    for step in view.history:
        edition = step.edition
        text = said(
            mark("Edition {number} of {issued}, {document}"),
            number=edition.number,
            issued=edition.issued or "-",
            document=labels.by_hand(edition.origin, language()) or edition.origin,
        )
        answer(f"\n{text}")
        for sign, values in (("-", step.removed), ("+", step.added)):
            for value in values:
                answer(f"  {sign} {value.property}: {value.text}")


@app.command("print")
def print_(
    entry_id: Annotated[str, typer.Argument(metavar="SOURCE/REFERENCE")],
    *,
    output: Annotated[Path, typer.Option(help="Where the paper goes, a PDF.")],
    as_of: Annotated[str, typer.Option(help="As the edition issued last on or before this day stated it.")] = "",
) -> None:
    """Print an entry as a PDF, with every value that you may see."""
    from acordo.cli.registering import actor

    day = read_day(as_of) if as_of else None
    acting = actor()
    from acordo.register import taking

    with beside(output) as file:
        file.write(taking.print_entry(acting, entry_id, as_of=day))
    answer(str(output))


@app.command()
def export(
    *,
    form: Annotated[str, typer.Option("--format", help="ftm: FollowTheMoney's JSON lines; csv: targets.simple.csv.")],
    output: Annotated[Path, typer.Option(help="Where the file goes.")],
    source: Annotated[list[str] | None, typer.Option(help="Only of this source; may be given again.")] = None,
    entry: Annotated[str, typer.Option(metavar="SOURCE/REFERENCE", help="Only this entry.")] = "",
    as_of: Annotated[str, typer.Option(help="As the editions issued last on or before this day stated them.")] = "",
) -> None:
    """Write entries into a file for other software, as far as their markings let them leave."""
    from acordo.cli.registering import actor

    day = read_day(as_of) if as_of else None
    acting = actor()
    from acordo.facts import SourceName
    from acordo.register import taking
    from acordo.register.exporting import ExportForm

    if form not in set(ExportForm):
        raise UnknownExportForm(given=form, known=", ".join(ExportForm))
    if entry and source:
        raise EntryAndSource
    wanted = taking.Wanted(ExportForm(form), tuple(map(SourceName, source or ())), entry, day)
    with beside(output) as file, progress(mark("Writing")) as (step,):
        taken = taking.export(acting, wanted, file, step)
    told = say_counted(
        mark("{count} entry written. SHA-256 {digest}"),
        mark("{count} entries written. SHA-256 {digest}"),
        taken.entries,
        language(),
        digest=taken.digest,
    )
    answer(told)
    if taken.formulas:
        tell(
            mark(
                "Cells that a spreadsheet would take for formulas: {count}. They are written unchanged; "
                "import them as text."
            ),
            count=taken.formulas,
        )


@contextmanager
def beside(output: Path) -> Iterator[IO[bytes]]:
    """A file beside ``output``, for its owner alone, that takes its name when the block has ended well."""
    if output.is_dir():
        raise OutputNoFile(path=str(output))
    aside = output.with_name(f".{output.name}.{os.getpid()}.unfinished")
    try:
        with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        aside.replace(output)
    finally:
        aside.unlink(missing_ok=True)


def read_day(text: str) -> date:
    """A day as it is typed.

    Raises:
        UnreadableDay: it is none.
    """
    from datetime import date

    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UnreadableDay(text=text) from error


def _entry(entry_id: str, as_of: str) -> EntryView:
    from acordo.cli.registering import actor

    day = read_day(as_of) if as_of else None
    acting = actor()
    from acordo.register import queries

    return queries.entry(acting, entry_id, as_of=day)


def _head(view: EntryView) -> dict[str, object]:
    return {
        "entry_id": view.entry_id,
        "source": view.source.name,
        "reference": view.reference,
        "kind": view.kind,
        "title": view.title,
        "listed": view.listed,
        "edition": view.edition.number if view.edition else None,
        "issued": view.edition.issued if view.edition else None,
        "formerly": view.formerly,
        "now_under": view.now_under,
        "withheld": view.withheld,
    }


def _tell_head(view: EntryView) -> None:
    answer(f"{view.entry_id}  {view.title}")
    listed = (
        mark("Listed by {publisher} ({title})") if view.listed else mark("No longer listed by {publisher} ({title})")
    )
    answer(said(listed, publisher=view.source.publisher, title=view.source.title))
    if view.formerly:
        answer(said(mark("Its publisher listed it as {reference} before."), reference=view.formerly))
    if view.now_under:
        answer(said(mark("Its publisher lists it as {reference} now."), reference=view.now_under))


def _value_json(value: Value) -> dict[str, object]:
    return {
        "property": value.property,
        "value": value.content,
        "language": value.language,
        "marking": value.marking,
        "document": value.first_seen.origin,
        "first_edition": value.first_seen.number,
        "first_issued": value.first_seen.issued,
        "last_edition": value.last_seen.number if value.last_seen else None,
        "last_issued": value.last_seen.issued if value.last_seen else None,
    }
