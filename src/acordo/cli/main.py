"""``acordo``: assembles the commands and turns failures into sentences and exit codes."""

from __future__ import annotations

import os
import sys

import typer

from acordo.cli import comparing, entries, homes, journal, lists, officers, screening
from acordo.cli.speaking import complain, language
from acordo.errors import AcordoError, Conflict, Invalid, Missing, Refused, Unavailable, Unproved

EXIT_CODES: dict[type[AcordoError], int] = {
    Invalid: 2,
    Refused: 3,
    Missing: 4,
    Conflict: 5,
    Unproved: 6,
    Unavailable: 7,
}
"""The one table from kinds of failure to exit codes; 0 is success, 130 an interruption."""

app = typer.Typer(
    name="acordo",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="The software of the cooperation desk. A hit is a question, never an answer; a name is not a person.",
)
for room in (homes, screening, comparing):
    room.add_to(app)
app.add_typer(lists.app, name="lists")
app.add_typer(entries.app, name="entries")
app.add_typer(officers.app, name="officers")
app.add_typer(journal.app, name="journal")


def exit_code(error: AcordoError) -> int:
    """The exit code of a failure."""
    return next(code for kind, code in EXIT_CODES.items() if isinstance(error, kind))


def main() -> None:
    """Run the command that was typed. Whatever it writes is its owner's alone to read."""
    os.umask(0o077)
    try:
        app()
    except AcordoError as error:
        complain(error, language())
        sys.exit(exit_code(error))
    except KeyboardInterrupt:
        sys.exit(130)
