"""``acordo entries``: read an entry as it stands, as it stood, and how it came to be so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from acordo.cli.speaking import answer, answer_json, said
from acordo.errors import Invalid
from acordo.wording import mark

if TYPE_CHECKING:
    from datetime import date

    from acordo.register.words import EntryView, Value

app = typer.Typer(no_args_is_help=True, help="Read an entry as it stands, as it stood, and its history.")


class UnreadableDay(Invalid):
    """The text is not a day."""

    code = "cli.unreadable_day"
    sentence = "{text!r} is not a day. Write it as 2025-09-01."


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
    _tell_head(view)
    for step in view.history:
        edition = step.edition
        text = said(
            mark("Edition {number} of {issued}, {document}"),
            number=edition.number,
            issued=edition.issued or "-",
            document=edition.origin,
        )
        answer(f"\n{text}")
        for sign, values in (("-", step.removed), ("+", step.added)):
            for value in values:
                answer(f"  {sign} {value.property}: {value.text}")


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
