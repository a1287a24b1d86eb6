"""How the command line speaks: answers to standard output, everything else to standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from acordo.cli.interrupting import stop_if_interrupted
from acordo.wording import say, say_error

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.progress import Progress, TaskID

    from acordo.errors import AcordoError


def language() -> str:
    """The language of this command; English where the setting itself cannot be read."""
    from acordo.config import settings
    from acordo.errors import Invalid

    try:
        return settings().language
    except Invalid:
        return "en"


def answer(text: str = "") -> None:
    """Print an answer."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def answer_json(value: Any) -> None:
    """Print an answer for a program."""
    answer(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def tell(sentence: str, **arguments: object) -> None:
    """Tell the person something beside the answer."""
    sys.stderr.write(say(sentence, language(), **arguments) + "\n")
    sys.stderr.flush()


def said(sentence: str, **arguments: object) -> str:
    """A sentence in the language of this command."""
    return say(sentence, language(), **arguments)


def complain(error: AcordoError, in_language: str) -> None:
    """Print a failure: its sentence, then its code, which stays the same in every language."""
    sys.stderr.write(f"{say_error(error, in_language)} [{error.code}]\n")


Step = Callable[[int, int | None], None]


@contextmanager
def progress(*sentences: str) -> Iterator[tuple[Step, ...]]:
    """Show how far long work is: a bar a sentence, moved by its step (what is done, what there is in all if known).

    On a terminal the bars move; elsewhere each is told once when it begins, so that logs stay short.
    """
    if not sys.stderr.isatty():
        yield tuple(_told_once(sentence) for sentence in sentences)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as bars:
        yield tuple(_moving(bars, bars.add_task(said(sentence), total=None)) for sentence in sentences)


def _told_once(sentence: str) -> Step:
    told: list[bool] = []

    def step(_done: int, _total: int | None) -> None:
        stop_if_interrupted()
        if not told:
            told.append(True)
            tell(sentence)

    return step


def _moving(bars: Progress, bar: TaskID) -> Step:
    def step(done: int, total: int | None) -> None:
        stop_if_interrupted()
        bars.update(bar, completed=done, total=total)

    return step


def table(headings: list[str], rows: list[list[str]]) -> None:
    """Print an answer as a table; as tab-separated lines where no person watches."""
    if not sys.stdout.isatty():
        for row in [headings, *rows]:
            answer("\t".join(row))
        return
    from rich.console import Console
    from rich.table import Table

    shown = Table(*headings, box=None, pad_edge=False, header_style="bold")
    for row in rows:
        shown.add_row(*row)
    Console().print(shown)
