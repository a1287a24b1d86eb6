"""``acordo journal``: prove what was done."""

from __future__ import annotations

import typer

from acordo.cli.speaking import answer, said
from acordo.wording import mark

app = typer.Typer(no_args_is_help=True, help="Prove what was done.")


@app.callback()
def journal() -> None:
    """Prove what was done."""


@app.command()
def verify() -> None:
    """Prove the whole journal, or name the first line that does not hold."""
    from acordo.cli.registering import actor

    acting = actor("oversight", guarded=False)
    from acordo.journal import queries

    proof, taken = queries.proof(acting)
    answer(
        said(
            mark("The journal holds: {lines} lines, {purged} purged, proved in {seconds} s. Its last line is {head}."),
            lines=proof.lines,
            purged=proof.purged,
            seconds=f"{taken.total_seconds():.2f}",
            head=proof.head.hex()[:16],
        )
    )
