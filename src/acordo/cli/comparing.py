"""``acordo compare``: explains one pair of names; no register, not an act."""

from __future__ import annotations

from typing import Annotated

import typer

from acordo.cli.speaking import answer, answer_json, said
from acordo.wording import mark


def add_to(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command()(compare)


def compare(
    a: Annotated[str, typer.Argument(metavar="A")],
    b: Annotated[str, typer.Argument(metavar="B")],
    *,
    kind: Annotated[str, typer.Option(help="person, group, company, vessel or aircraft.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print for a program.")] = False,
) -> None:
    """Explain why two names are taken for one, or not."""
    from acordo import matching
    from acordo.cli.screening import tell_compiling
    from acordo.screening.tables import read_kind

    tell_compiling()
    found = matching.compare(a, b, read_kind(kind))
    words = [said(finding.sentence, **finding.arguments) for finding in found.findings]
    if as_json:
        answer_json({"score": round(found.score, 6), "match": found.match, "findings": words})
        return
    answer(said(mark("These names are taken for one.") if found.match else mark("These names are not taken for one.")))
    for line in words:
        answer(f"  {line}")
