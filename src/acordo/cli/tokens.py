"""``acordo tokens``: what programs show instead of a password."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from acordo import clock
from acordo.cli.speaking import answer, said, table, tell
from acordo.config import settings
from acordo.errors import Invalid
from acordo.wording import mark

if TYPE_CHECKING:
    from acordo.journal.words import Purpose

app = typer.Typer(no_args_is_help=True, help="What programs show instead of a password: issue, list, revoke.")


class UnknownPurpose(Invalid):
    """There is no such purpose."""

    code = "cli.unknown_purpose"
    sentence = "There is no purpose {purpose!r}. The purposes are: {known}."


class UnfitDay(Invalid):
    """A last day that is no day, or lies in the past."""

    code = "cli.unfit_day"
    sentence = "{given!r} cannot be the last day of a token. Write a day that is still to come, as 2027-06-30."


@app.command()
def ls() -> None:
    """Show every valid token; the secret itself is not kept anywhere."""
    from acordo.cli.registering import actor

    acting = actor()
    from acordo.journal import queries

    rows = [
        [
            held.label,
            held.purpose,
            held.username,
            _day(held.issued_at).isoformat(),
            _day(held.expires_at - timedelta(microseconds=1)).isoformat() if held.expires_at else "",
        ]
        for held in queries.tokens(acting)
    ]
    headings = [mark("label"), mark("purpose"), mark("officer"), mark("issued on"), mark("last day")]
    table([said(heading) for heading in headings], rows)


@app.command()
def issue(
    *,
    officer: Annotated[str, typer.Option("--for", help="The sign-in name of the officer it acts for.")],
    label: Annotated[str, typer.Option(help="What the program is called; it revokes the token.")],
    purpose: Annotated[str, typer.Option(help="Why it asks: border, inquiry, cooperation, …")],
    expires: Annotated[str | None, typer.Option(help="The last day on which it is valid, as 2027-06-30.")] = None,
) -> None:
    """Issue a token to a program; it is printed once."""
    chosen, end = _purpose(purpose), _end(expires)
    from acordo.cli.registering import actor

    acting = actor()
    from acordo.journal import acts, queries

    secret = acts.issue_token(acting, queries.officer_named(officer), label, chosen, expires=end)
    tell(mark("This token is shown once. Give it to the program {label} and to nobody else."), label=label)
    answer(secret)


@app.command()
def revoke(label: Annotated[str, typer.Argument(help="What the program is called.")]) -> None:
    """End a token at once."""
    from acordo.cli.registering import actor

    acting = actor()
    from acordo.journal import acts

    acts.revoke_token(acting, label)
    answer(said(mark("The token {label} is revoked."), label=label))


def _purpose(given: str) -> Purpose:
    from acordo.journal.words import Purpose

    if given not in set(Purpose):
        raise UnknownPurpose(purpose=given, known=", ".join(Purpose))
    return Purpose(given)


def _end(given: str | None) -> datetime | None:
    """The midnight that ends the last day, in the service's time zone."""
    if given is None:
        return None
    zone = settings().time_zone
    try:
        last = date.fromisoformat(given)
        end = datetime.combine(last + timedelta(days=1), time(), zone)
    except (ValueError, OverflowError) as error:
        raise UnfitDay(given=given) from error
    if end <= clock.now():
        raise UnfitDay(given=given)
    return end


def _day(moment: datetime) -> date:
    return moment.astimezone(settings().time_zone).date()
