"""``acordo``: assembles the commands and turns failures into sentences and exit codes."""

from __future__ import annotations

import io
import os
import sys

import typer

from acordo.cli import (
    backups,
    batches,
    comparing,
    doctor,
    entries,
    homes,
    journal,
    lists,
    officers,
    screening,
    tokens,
    upgrading,
    working,
)
from acordo.cli.interrupting import interrupted, note_interruptions
from acordo.cli.registering import NoDatabase
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
for room in (homes, screening, comparing, backups, doctor, upgrading, working):
    room.add_to(app)
app.add_typer(lists.app, name="lists")
app.add_typer(batches.app, name="batches")
app.add_typer(entries.app, name="entries")
app.add_typer(officers.app, name="officers")
app.add_typer(tokens.app, name="tokens")
app.add_typer(journal.app, name="journal")


def exit_code(error: AcordoError) -> int:
    """The exit code of a failure."""
    return next(code for kind, code in EXIT_CODES.items() if isinstance(error, kind))


class UnreadableWords(Invalid):
    """What was typed is not text."""

    code = "cli.unreadable_words"
    sentence = "Word {number} of the command is not UTF-8 text. Write it in a terminal set to UTF-8."


class UnreadableText(Invalid):
    """What was given to read is not text."""

    code = "cli.unreadable_text"
    sentence = "Something given is not text that can be read: {reason}. Convert it to UTF-8."


class NoRoom(Unavailable):
    """The machine refused to read or write a file."""

    code = "cli.no_room"
    sentence = "The machine refused a file: {reason}. Check the room on the disk and the rights of the home."


def main() -> None:
    """Run the command that was typed. Whatever it writes is its owner's alone to read."""
    os.umask(0o077)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    note_interruptions()
    try:
        _require_text(sys.argv[1:])
        app()
    except AcordoError as error:
        complain(error, language())
        sys.exit(exit_code(error))
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        if interrupted():  # it came where the database asked us, which then failed for a reason of its own
            sys.exit(130)
        failure = _failure_of(error)
        if failure is None:
            raise
        complain(failure, language())
        sys.exit(exit_code(failure))


def _require_text(words: list[str]) -> None:
    """A byte that is no UTF-8 arrives as a lone surrogate, which no database and no page takes."""
    for number, word in enumerate(words, 1):
        if any("\ud800" <= sign <= "\udfff" for sign in word):
            raise UnreadableWords(number=number)


def _failure_of(error: Exception) -> AcordoError | None:
    """What the machine or the database refused, as a failure of ours; None where the fault is in the code."""
    reason = (str(error).splitlines() or [type(error).__name__])[0]
    if isinstance(error, UnicodeError):
        return UnreadableText(reason=reason)
    if isinstance(error, BrokenPipeError):
        return None
    if isinstance(error, OSError):
        return NoRoom(reason=reason)
    database = sys.modules.get("django.db")  # a command that never loaded Django cannot have failed in it
    refused = database and isinstance(error, (database.OperationalError, database.InterfaceError))
    return NoDatabase(reason=reason) if refused or _without_rights(error) else None


def _without_rights(error: BaseException | None) -> bool:
    """PostgreSQL refused the role; Django wraps that, and its migrations wrap it again."""
    while error is not None and type(error).__name__ != "InsufficientPrivilege":
        error = error.__cause__ or error.__context__
    return error is not None
