"""``acordo upgrade``: an installation brought to this version, with a backup first and a proof at the end."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Annotated

import typer

from acordo.cli.registering import NoDatabase, NoHome, set_up
from acordo.cli.speaking import answer, progress, said, tell
from acordo.config import settings
from acordo.wording import mark

if TYPE_CHECKING:
    from acordo.upkeep.words import Made


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(upgrade)


def upgrade(
    *, no_backup: Annotated[bool, typer.Option("--no-backup", help="Make no backup before the first step.")] = False
) -> None:
    """Bring the database to this version: backup, steps of the schema, triggers and rights, proof, index."""
    if not settings().token_file.is_file():
        raise NoHome(home=str(settings().home))
    set_up()
    steps, unguarded = _state()
    made = _backed_up() if steps and not no_backup else None
    if steps or unguarded:
        _bring_up(steps, made)
    from acordo.cli.registering import actor

    acting = actor("upkeep")
    if steps or unguarded:
        from acordo.journal import queries
        from acordo.upkeep import acts

        proof, _ = queries.proof(acting)
        tell(mark("The journal holds: {lines} lines."), lines=proof.lines)
        acts.note_upgrade(acting, steps, made)
    compiled = _index()
    if steps or unguarded or compiled:
        answer(said(mark("Everything is of version {version} now."), version=version("acordo")))
    else:
        answer(said(mark("Everything is of version {version} already; nothing was done."), version=version("acordo")))


def _state() -> tuple[list[str], tuple[str, ...]]:
    """What the database lacks: steps of the schema, triggers."""
    from django.db import DatabaseError

    from acordo.journal import triggers
    from acordo.upkeep import upgrading

    try:
        return upgrading.missing_steps(), triggers.missing()
    except DatabaseError as error:
        raise NoDatabase(reason=str(error).splitlines()[0]) from error


def _backed_up() -> Made:
    from acordo.upkeep import backups

    with progress(mark("Making the backup")) as (step,):
        made = backups.make(None, step)
    tell(mark("The backup lies at {path}."), path=made.path)
    return made


def _bring_up(steps: list[str], made: Made | None) -> None:
    from acordo.upkeep import upgrading

    for step in steps:
        tell(mark("Step of the schema: {step}"), step=step)
    upgrading.bring_up(made.path if made else None)
    tell(mark("The triggers of the journal and the rights of the desk are in place."))


def _index() -> bool:
    """Open the index, or make it anew where this version cannot use the one that is there; True if it was made."""
    from acordo.cli.screening import tell_compiling
    from acordo.register import index

    compiled: list[bool] = []

    def compiling() -> None:
        compiled.append(True)
        tell(mark("Compiling the index; this takes a moment."))

    tell_compiling()
    index.current(compiling)
    return bool(compiled)
