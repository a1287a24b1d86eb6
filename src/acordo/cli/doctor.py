"""``acordo doctor``: how the installation is, in sentences."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from acordo.cli.speaking import answer, answer_json, language, said
from acordo.config import settings
from acordo.errors import AcordoError
from acordo.upkeep.findings import Finding, Health
from acordo.wording import mark, say_error

if TYPE_CHECKING:
    from acordo.journal.words import Actor

UNWELL = 8
"""The exit code where something is wrong; what is only worth a look ends with 0."""

SIGNS = {Health.FINE: mark("fine"), Health.LOOK: mark("look"), Health.WRONG: mark("wrong")}


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(doctor)


def doctor(*, as_json: Annotated[bool, typer.Option("--json", help="Answer for a program.")] = False) -> None:
    """Say what is well with this installation, what is not, and what to do; ends with 8 where something is wrong."""
    findings = _examined()
    if as_json:
        answer_json([_written(finding) for finding in findings])
    else:
        width = 2 + max(len(said(sign)) for sign in SIGNS.values())
        for finding in findings:
            answer(f"{said(SIGNS[finding.health]):<{width}}{said(finding.sentence, **finding.arguments)}")
            if finding.remedy:
                answer(f"{'':<{width}}→ {said(finding.remedy, **finding.arguments)}")
    if any(finding.health is Health.WRONG for finding in findings):
        raise typer.Exit(UNWELL)


def _written(finding: Finding) -> dict[str, object]:
    told = {"sentence": said(finding.sentence, **finding.arguments)}
    if finding.remedy:
        told["remedy"] = said(finding.remedy, **finding.arguments)
    return {"about": finding.about, "health": finding.health.value, **told, "arguments": asdict(finding)["arguments"]}


def _examined() -> tuple[Finding, ...]:
    """Every finding; settings that cannot be read are the only one."""
    from acordo.cli.registering import set_up

    try:
        settings()
        set_up()
    except AcordoError as error:
        sentence = say_error(error, language()).replace("{", "{{").replace("}", "}}")
        return (Finding("settings", Health.WRONG, sentence, "", {}),)
    from acordo.upkeep import health

    return health.examine(_acting)


def _acting() -> Actor | None:
    """The officer whose token lies in the home; None where it stands for nobody."""
    from acordo.cli.registering import NoHome, token
    from acordo.journal.queries import UnknownToken, actor_of_token

    try:
        return actor_of_token(token(), str(settings().token_file), None, settings().service)
    except (UnknownToken, NoHome):
        return None
