"""``acordo lists schedule``: have lists brought up to date by themselves, and see when; forget broken downloads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from acordo.cli.speaking import answer, answer_json, said, table, tell
from acordo.config import settings
from acordo.wording import mark

if TYPE_CHECKING:
    from datetime import datetime

    from acordo.register.words import WatchView

app = typer.Typer(no_args_is_help=True, help="Have lists brought up to date by themselves, and see when that is.")
_List = Annotated[str, typer.Argument(metavar="[LIST]", help="Which list that is loaded; all of them by default.")]


@app.command()
def on(name: _List = "") -> None:
    """Have a list, or each that its publisher serves, brought up to date by itself, in your name."""
    from acordo.cli.registering import actor
    from acordo.facts import SourceName

    acting = actor("upkeep")
    from acordo.register import schedule

    for source in schedule.switch_on(acting, SourceName(name) if name else None):
        answer(said(mark("{source} is brought up to date by itself from now on, in your name."), source=source))
    tell(mark("A worker does it: 'acordo serve' starts one, or start 'acordo work'."))


@app.command()
def off(name: _List = "") -> None:
    """Have a list, or every one, brought up to date by itself no more."""
    from acordo.cli.registering import actor
    from acordo.facts import SourceName

    acting = actor("upkeep")
    from acordo.register import schedule

    for source in schedule.switch_off(acting, SourceName(name) if name else None):
        answer(said(mark("{source} is no longer brought up to date by itself."), source=source))


@app.command()
def ls(
    name: _List = "", *, as_json: Annotated[bool, typer.Option("--json", help="Print for a program.")] = False
) -> None:
    """Show when each list is looked at next, and how the last looks went."""
    from acordo.cli.registering import actor

    acting = actor()
    from acordo.register import schedule

    views = [view for view in schedule.watches(acting).values() if name in {"", view.source}]
    if as_json:
        answer_json([_json(view) for view in views])
        return
    if not views:
        answer(said(mark("No list that its publisher serves is loaded here.")))
        return
    headings = [mark("source"), mark("how often"), mark("switched on by"), mark("next look"), mark("last try")]
    headings += [mark("last success"), mark("failures in a row")]
    table([said(heading) for heading in headings], [_row(view) for view in views])
    for view in views:
        _tell_of(view)


def purge_parts() -> None:
    """Take away what is left of downloads that broke off; the next one begins anew."""
    from acordo.cli.registering import actor

    acting = actor("upkeep")
    from acordo.register import schedule

    answer(said(mark("Parts of downloads that were taken away: {count}."), count=schedule.purge_parts(acting)))


def _tell_of(view: WatchView) -> None:
    if view.stopped:
        stopped = mark("{source}: {officer} may not bring it up to date any more. Switch it on again in your own name.")
        tell(stopped, source=view.source, officer=view.by)
    if view.failure:
        reason = said(view.failure.sentence, **view.failure.arguments)
        tell(mark("{source}: the last look failed. {reason}"), source=view.source, reason=reason)


def _row(view: WatchView) -> list[str]:
    by = view.by or said(mark("nobody: it is off"))
    moments = [_told(one) for one in (view.due_at, view.tried_at, view.succeeded_at)]
    return [view.source, said(view.how_often), by, *moments, str(view.failures)]


def _told(moment: datetime | None) -> str:
    return moment.astimezone(settings().time_zone).strftime("%Y-%m-%d %H:%M") if moment else "-"


def _json(view: WatchView) -> dict[str, object]:
    return {
        "source": view.source,
        "every": view.every,
        "on": view.on,
        "by": view.by,
        "stopped": view.stopped,
        "due_at": view.due_at,
        "tried_at": view.tried_at,
        "succeeded_at": view.succeeded_at,
        "failures": view.failures,
        "failure": {"code": view.failure.code, "arguments": view.failure.arguments} if view.failure else None,
        "overdue": view.overdue,
    }
