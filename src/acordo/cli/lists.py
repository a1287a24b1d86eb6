"""``acordo lists``: bring lists up to date, see them, and decide what was held back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from acordo.cli import schedules, shelf
from acordo.cli.speaking import answer, answer_json, language, progress, said, table, tell
from acordo.config import settings
from acordo.wording import mark, say_counted, say_error

if TYPE_CHECKING:
    from acordo.journal.words import Actor
    from acordo.register.acts import Outcome
    from acordo.register.updating import Plan
    from acordo.register.words import Changes, EntryChange, SourceView

app = typer.Typer(no_args_is_help=True, help="Bring lists up to date, see them, decide what was held back.")
shelf.add_to(app)
app.add_typer(schedules.app, name="schedule")
app.command()(schedules.purge_parts)
SHOWN = 20


@app.command()
def update(
    name: Annotated[str, typer.Argument(metavar="LIST", help="Which list: un_sc, ftm, …")],
    *,
    file: Annotated[Path | None, typer.Option("--file", help="Read this file instead of fetching.")] = None,
    source: Annotated[str, typer.Option("--source", help="The name of the source, where the list has none.")] = "",
    marking: Annotated[str, typer.Option(help="The marking of every value, e.g. 'TLP:CLEAR'.")] = "",
    originator: Annotated[str, typer.Option(help="Whose information it is; your own service by default.")] = "",
    again: Annotated[bool, typer.Option("--again", help="Read it even if this very document was read before.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report for a program.")] = False,
) -> None:
    """Bring a list up to date from its publisher or from a file, and report what changed."""
    from acordo.cli.registering import actor

    acting = actor("upkeep")
    from acordo.register import updating

    plan = updating.plan(updating.Order(name, source, marking, originator, again), acting.service)
    if file is None:
        updating.require_address(plan.publisher)
    if plan.assumed:
        _tell_assumed(originator or acting.service)
    outcome = _brought_in(acting, plan, file)
    if not outcome.unchanged and not outcome.held_because:
        _renew_index()
    if as_json:
        answer_json(_report_json(outcome))
    else:
        _report(outcome)


@app.command()
def ls(*, as_json: Annotated[bool, typer.Option("--json", help="Print for a program.")] = False) -> None:
    """Show each source with its age, counts and marking."""
    from acordo.cli.registering import actor

    acting = actor()
    from acordo.register import queries

    views = queries.sources(acting)
    if as_json:
        answer_json([_source_json(view) for view in views])
        return
    if not views:
        answer(said(mark("No list is loaded. 'acordo lists update un_sc' fetches the UN Security Council's list.")))
        return
    headings = [mark("source"), mark("title"), mark("edition"), mark("issued"), mark("checked"), mark("age")]
    headings += [mark("entries"), mark("names"), mark("marking")]
    table([said(heading) for heading in headings], [_source_row(view) for view in views])
    for view in views:
        if view.held and view.held.held_because:
            tell(
                mark("{source}: edition {number} was held back. {reason}"),
                source=view.name,
                number=view.held.number,
                reason=said(view.held.held_because.sentence, **view.held.held_because.arguments),
            )


@app.command()
def editions(
    name: Annotated[str, typer.Argument(metavar="SOURCE")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print for a program.")] = False,
) -> None:
    """Show every edition of a source."""
    from acordo.cli.registering import actor
    from acordo.facts import SourceName

    acting = actor()
    from acordo.register import labels, queries

    views = queries.editions(acting, SourceName(name))
    if as_json:
        answer_json([{"number": v.number, "issued": v.issued, "digest": v.digest, "origin": v.origin} for v in views])
        return
    headings = [mark("edition"), mark("issued"), mark("added"), mark("amended"), mark("delisted"), mark("document")]
    rows = [
        [
            str(v.number),
            str(v.issued or "-"),
            "-" if v.added is None else str(v.added),
            "-" if v.amended is None else str(v.amended),
            "-" if v.delisted is None else str(v.delisted),
            f"{labels.by_hand(v.origin, language()) or v.origin} {v.digest[:12]}",
        ]
        for v in views
    ]
    table([said(heading) for heading in headings], rows)


@app.command()
def changes(
    name: Annotated[str, typer.Argument(metavar="SOURCE")],
    *,
    since: Annotated[int | None, typer.Option("--from", help="The earlier edition; 0 is before the first.")] = None,
    until: Annotated[int | None, typer.Option("--to", help="The later edition; the one in force by default.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print for a program.")] = False,
) -> None:
    """Show what changed between two editions, down to values; the last two by default."""
    from acordo.cli.registering import actor
    from acordo.facts import SourceName

    acting = actor()
    from acordo.register import queries

    found = queries.changes(acting, SourceName(name), since, until)
    if as_json:
        answer_json(_changes_json(found))
        return
    answer(
        said(
            mark("{source}: from edition {first} ({first_issued}) to edition {last} ({last_issued})"),
            source=found.source,
            first=found.since.number,
            first_issued=found.since.issued or "-",
            last=found.until.number,
            last_issued=found.until.issued or "-",
        )
    )
    for heading, group in (
        (mark("Added"), found.added),
        (mark("Amended"), found.amended),
        (mark("Delisted"), found.delisted),
        (mark("Under another reference"), found.moved),
    ):
        if group is found.moved and not group:
            continue
        answer(f"\n{said(heading)}: {len(group)}")
        for change in group:
            _show_change(change)


@app.command()
def decide(
    name: Annotated[str, typer.Argument(metavar="SOURCE")],
    number: Annotated[int, typer.Argument(metavar="EDITION")],
    *,
    accept: Annotated[bool, typer.Option("--accept/--refuse", help="Publish the held edition, or drop it.")],
    reason: Annotated[str, typer.Option(help="Why, in words; kept with the edition.")],
) -> None:
    """Decide an edition that was held back because it differs too much from the one before."""
    from acordo.cli.registering import actor
    from acordo.facts import SourceName

    acting = actor("upkeep")
    from acordo.register import acts

    acts.decide(acting, SourceName(name), number, accept=accept, reason=reason)
    if accept:
        answer(said(mark("Edition {number} of {source} is in force."), number=number, source=name))
        _renew_index()
    else:
        answer(said(mark("Edition {number} of {source} was dropped; nothing changed."), number=number, source=name))


def _brought_in(acting: Actor, plan: Plan, file: Path | None) -> Outcome:
    from acordo.register import updating

    if file is not None:
        with progress(mark("Reading"), mark("Writing")) as (reading, writing):
            return updating.update_from(acting, plan, file, updating.Steps(reading=reading, writing=writing))
    with progress(mark("Fetching"), mark("Reading"), mark("Writing")) as (fetching, reading, writing):
        return updating.update_by_fetching(acting, plan, updating.Steps(fetching, reading, writing))


def _tell_assumed(originator: str) -> None:
    tell(
        mark(
            "No --marking was given: every value is marked ORIGINATOR ONLY for {originator}, so that officers of this "
            "service read it and nobody else gets it."
        ),
        originator=originator,
    )


def _renew_index() -> None:
    from acordo.register import index

    index.renew(_tell_compiling)


def _tell_compiling() -> None:
    from acordo.cli.screening import tell_compiling

    tell_compiling()
    tell(mark("Compiling the index; this takes a moment."))


def _report(outcome: Outcome) -> None:
    issued = outcome.issued or said(mark("no stated date"))
    names = {"source": outcome.source, "issued": issued, "edition": outcome.edition}
    if outcome.unchanged:
        answer(said(mark("{source}: nothing changed; edition {edition} of {issued} stays in force."), **names))
        return
    if outcome.held_because:
        sentence = mark("{source}: edition {edition} of {issued} was held back; the one before stays in force.")
        answer(said(sentence, **names))
        answer(say_error(outcome.held_because, language()))
        sentence = mark("Decide it with 'acordo lists decide {source} {edition} --accept|--refuse --reason …'.")
        answer(said(sentence, **names))
        return
    answer(said(mark("{source}: edition {edition} of {issued} is in force."), **names))
    counts = {"entries": outcome.entries, "names": outcome.names, "values": outcome.statements_added}
    answer(said(mark("{entries} entries with {names} names."), **counts))
    for heading, references in (
        (mark("Added"), outcome.added),
        (mark("Amended"), outcome.amended),
        (mark("Delisted"), outcome.delisted),
    ):
        listed = ", ".join(references[:SHOWN]) if outcome.edition > 1 else ""
        more = f" (+{len(references) - SHOWN})" if listed and len(references) > SHOWN else ""
        answer(f"{said(heading)}: {len(references)}" + (f" – {listed}{more}" if listed else ""))
    if outcome.moved:
        told = ", ".join(f"{earlier} → {later}" for earlier, later in outcome.moved[:SHOWN])
        more = f" (+{len(outcome.moved) - SHOWN})" if len(outcome.moved) > SHOWN else ""
        answer(f"{said(mark('Under another reference'))}: {len(outcome.moved)} – {told}{more}")
    if outcome.edition > 1:
        answer(said(mark("'acordo lists changes {source}' shows every value that changed."), **names))
    if outcome.alarms:
        count = sum(alarm.count for alarm in outcome.alarms)
        told = say_counted(
            mark("{count} value was not understood:"), mark("{count} values were not understood:"), count, language()
        )
        tell(told.replace("{", "{{").replace("}", "}}"))
        for alarm in outcome.alarms[:SHOWN]:
            tell("  {path} × {count}: {example}", path=alarm.path, count=alarm.count, example=alarm.example[:100])


def _report_json(outcome: Outcome) -> dict[str, object]:
    return {
        "source": outcome.source,
        "edition": outcome.edition,
        "issued": outcome.issued,
        "unchanged": outcome.unchanged,
        "held_because": say_error(outcome.held_because, language()) if outcome.held_because else None,
        "entries": outcome.entries,
        "names": outcome.names,
        "added": outcome.added,
        "amended": outcome.amended,
        "delisted": outcome.delisted,
        "moved": dict(outcome.moved),
        "statements_added": outcome.statements_added,
        "statements_removed": outcome.statements_removed,
        "alarms": [{"path": a.path, "count": a.count, "example": a.example} for a in outcome.alarms],
    }


def _source_json(view: SourceView) -> dict[str, object]:
    return {
        "source": view.name,
        "title": view.title,
        "publisher": view.publisher,
        "edition": view.edition,
        "issued": view.issued,
        "checked_at": view.checked_at,
        "age": view.freshness,
        "entries": view.entries,
        "names": view.names,
        "marking": view.marking,
        "held": view.held.number if view.held else None,
    }


def _source_row(view: SourceView) -> list[str]:
    checked = view.checked_at.astimezone(settings().time_zone).strftime("%Y-%m-%d %H:%M") if view.checked_at else "-"
    counts = [str(view.entries), str(view.names)]
    return [
        view.name,
        view.title,
        str(view.edition),
        str(view.issued or "-"),
        checked,
        view.freshness,
        *counts,
        view.marking,
    ]


def _show_change(change: EntryChange) -> None:
    formerly = f"{change.formerly} → " if change.formerly else ""
    answer(f"  {formerly}{change.reference}  {change.title}")
    for sign, values in (("-", change.removed), ("+", change.added)):
        for value in values:
            answer(f"    {sign} {value.property}: {value.text}")
    for value in change.remarked:
        answer(f"    * {value.property}: {value.text}  [{value.marking}]")


def _changes_json(found: Changes) -> dict[str, object]:
    def group(changes: tuple[EntryChange, ...]) -> dict[str, object]:
        return {
            change.reference: {
                "title": change.title,
                **({"formerly": change.formerly} if change.formerly else {}),
                "added": [{"property": v.property, "value": v.content} for v in change.added],
                "removed": [{"property": v.property, "value": v.content} for v in change.removed],
                "remarked": [
                    {"property": v.property, "value": v.content, "marking": v.marking} for v in change.remarked
                ],
            }
            for change in changes
        }

    return {
        "source": found.source,
        "from": found.since.number,
        "to": found.until.number,
        "added": group(found.added),
        "amended": group(found.amended),
        "delisted": group(found.delisted),
        "moved": group(found.moved),
    }
