"""``acordo officers``: who signs in here."""

from __future__ import annotations

from typing import Annotated

import typer

from acordo.cli.speaking import answer, said, table
from acordo.errors import Invalid
from acordo.wording import mark

app = typer.Typer(no_args_is_help=True, help="Who signs in here: appoint an officer, set a password.")


class UnknownRole(Invalid):
    """There is no such role."""

    code = "cli.unknown_role"
    sentence = "There is no role {role!r}. The roles are: {known}."


@app.command()
def ls() -> None:
    """Show every active officer."""
    from acordo.cli.registering import actor
    from acordo.journal.words import ROLE_LABELS, Role

    actor()
    from acordo.journal import queries

    rows = [[username, said(ROLE_LABELS[Role(role)]), name] for username, role, name in queries.sign_in_names()]
    table([said(mark("sign-in name")), said(mark("role")), said(mark("name"))], rows)


@app.command()
def appoint(
    username: Annotated[str, typer.Argument(help="The name to sign in with.")],
    *,
    name: Annotated[str, typer.Option(help="The person's name.")],
    role: Annotated[str, typer.Option(help="The office: screener, analyst, approver, …")],
) -> None:
    """Appoint an officer; the password is asked for."""
    from acordo.cli.registering import actor
    from acordo.journal.words import Role

    if role not in set(Role):
        raise UnknownRole(role=role, known=", ".join(Role))
    acting = actor()
    from acordo.journal import acts

    acts.appoint(acting, acts.Appointment(name, username, Role(role), language=acting.language), _asked_password())
    answer(said(mark("{name} signs in as {username}."), name=name, username=username))


@app.command()
def password(username: Annotated[str, typer.Argument(help="Whose password; 'first' is the first officer.")]) -> None:
    """Set an officer's password; it is asked for, or read from standard input where nobody types."""
    from acordo.cli.registering import actor

    acting = actor()
    from acordo.journal import acts, queries

    acts.set_password(acting, queries.officer_named(username), _asked_password())
    answer(said(mark("The password of {username} is set."), username=username))


def _asked_password() -> str:
    import sys

    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    chosen: str = typer.prompt(said(mark("New password")), hide_input=True, confirmation_prompt=True)
    return chosen
