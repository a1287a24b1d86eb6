"""``acordo lists known``, ``about`` and ``new``: which lists can be read, and the beginning of another.

They ask neither a home nor the register.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from acordo.cli.speaking import answer, answer_json, said, table
from acordo.lists import Layout
from acordo.wording import mark

if TYPE_CHECKING:
    from acordo.lists import Publisher


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(known)
    app.command()(about)
    app.command()(new)


def known(*, as_json: Annotated[bool, typer.Option("--json", help="Print for a program.")] = False) -> None:
    """Show every list that can be read: who publishes it, how it is marked, and whether it can be fetched."""
    from acordo import lists

    if as_json:
        answer_json([_json(one) for one in lists.known()])
        return
    headings = [mark("name"), mark("title"), mark("publisher"), mark("marking"), mark("fetched"), mark("reference")]
    table([said(heading) for heading in [*headings, mark("experimental")]], [_row(one) for one in lists.known()])


def about(name: Annotated[str, typer.Argument(metavar="LIST", help="Which list: un_sc, ftm, …")]) -> None:
    """Print the page of a list: what is read how, what is left out and why."""
    from acordo import lists

    answer(lists.publisher(name).page().rstrip())


def new(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The name of the new list: small letters, digits, _.")],
    *,
    layout: Annotated[Layout, typer.Option("--format", help="In which form the publisher writes.")] = Layout.XML,
) -> None:
    """Make the folder of a new list in a checkout of this software: a reader that works, its specimen and tests."""
    from acordo import lists

    folder = lists.made(name, layout)
    answer(said(mark("The list {name} lies in {folder}."), name=name, folder=folder))
    answer(said(mark("Go on as docs/lists.md says under 'Adding a list'.")))


def _row(one: Publisher) -> list[str]:
    marking = str(one.marking) if one.marking else said(mark("as stated"))
    fetched, experimental = (said(mark("yes") if it else mark("no")) for it in (one.address, one.experimental))
    return [one.name, one.title, one.publisher, marking, fetched, one.reference, experimental]


def _json(one: Publisher) -> dict[str, object]:
    return {
        "name": one.name,
        "title": one.title,
        "publisher": one.publisher,
        "source": one.source,
        "marking": str(one.marking) if one.marking else None,
        "address": one.address or None,
        "licence": one.licence,
        "reference": one.reference,
        "key_fields": one.key_fields,
        "schedule": one.schedule,
        "kinds": one.kinds,
        "experimental": one.experimental,
    }
