"""Writes the tables of the documentation from the code: ``python -m tests.documentation``.

A page holds blocks between ``<!-- begin:NAME -->`` and ``<!-- end:NAME -->``; ``BLOCKS`` says which program fills
which. ``tests/test_documentation.py`` fails where a page holds anything else, so a new command, act, failure, address
or setting is documented by running this.
"""

from __future__ import annotations

import dataclasses
import importlib
import os
import pkgutil
import re
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

ROOT = Path(__file__).resolve().parents[1]

MEANINGS = {
    "home": "the folder that holds everything acordo keeps on this machine; only the environment sets it",
    "database_url": "`sqlite:///path` or `postgresql://role:password@host/name`: the role that the desk works as",
    "database_owner_url": "PostgreSQL alone: the role that owns the tables; for `acordo init`, `upgrade`, `restore`",
    "service": "the short code of your service, as markings name it; do not change it once lists are loaded under it",
    "service_name": "what pages call your service",
    "language": "`pt`, `en` or `ru`: of the command line, of officers appointed by it, and of pages before a choice",
    "time_zone": "where a day ends, and in which dates are shown; a name of the IANA database",
    "hosts": "the names under which the desk may be asked, divided by commas in one text",
    "port": "where the desk listens, on this machine's loopback address",
    "upload_mb": "the largest upload that is taken, in megabytes",
    "keep_days": "how many days the files of a batch are kept after it was sent; then they are removed by an act",
    "secure": "`true` where TLS stands in front: cookies go over TLS alone, browsers are told to insist on it",
    "log": "`file`: one file a day in `logs/` of the home, kept for 30 days; `stderr`: the log goes to standard error",
}
"""What each setting means; a setting without a meaning fails."""

_DEFAULTS = {
    "home": "`./var`",
    "database_url": "`sqlite:///` and `acordo.sqlite3` in the home",
    "service_name": "the service's code",
    "language": "the machine's locale (`LC_ALL`, `LC_MESSAGES`, `LANG`), else `en`",
}
"""Defaults that depend on the machine."""

_NOT_OURS = {"set_language": "Set the language of this browser, and go back."}
"""Pages that Django brings."""


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def _table(headings: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    return "\n".join([_row(*headings), _row(*("---" for _ in headings)), *(_row(*row) for row in rows)])


def set_up() -> None:
    """Load Django where it is not loaded yet, in a home that is not there."""
    import django
    from django.apps import apps

    if not apps.ready:
        os.environ["ACORDO_HOME"] = tempfile.gettempdir() + "/no-acordo-home"
        os.environ["DJANGO_SETTINGS_MODULE"] = "acordo.desk.settings"
        django.setup()


def _modules() -> None:
    """Import every room, so that each declares what it has."""
    import acordo

    for found in pkgutil.walk_packages(acordo.__path__, "acordo."):
        if not found.name.endswith(("__main__", "wsgi")):  # these do something when they are loaded
            importlib.import_module(found.name)


def commands() -> dict[str, Any]:
    """Every command by the words that call it, ``acordo lists update``; groups are left out."""
    import typer

    from acordo.cli.main import app

    found: dict[str, Any] = {}

    def walk(command: Any, words: str) -> None:
        below = getattr(command, "commands", None)
        if below is None or command.invoke_without_command:
            found[words] = command
        if below is not None:
            for name, one in below.items():
                walk(one, f"{words} {name}")

    walk(typer.main.get_command(app), "acordo")
    return found


def options(command: Any) -> set[str]:
    """Every option that a command takes."""
    return {name for one in command.params for name in (*one.opts, *one.secondary_opts) if name.startswith("--")}


def _argument(one: Any) -> str:
    return str(one.metavar or one.name.upper()).strip("{}")


def _command(words: str, command: Any) -> str:
    arguments = [one for one in command.params if one.param_type_name == "argument"]
    chosen = [one for one in command.params if one.param_type_name == "option" and one.name != "help"]
    line = " ".join([words, *map(_argument, arguments), *(["[OPTIONS]"] if chosen else [])])
    parts = [f"### `{words}`", f"`{line}`", " ".join(str(command.help).split())]
    rows = [(f"`{_argument(one)}`", one.help or "", "required" if one.required else "") for one in arguments]
    for one in chosen:
        names = "`, `".join([*one.opts, *one.secondary_opts])
        rows.append((f"`{names}`", one.help or "", _default(one)))
    if rows:
        parts.append(_table(("", "meaning", "default"), rows))
    return "\n\n".join(parts)


def _default(one: Any) -> str:
    if one.required:
        return "required"
    return "" if one.default in {None, "", False} else f"`{one.default}`"


def commands_block() -> str:
    """Every command with its arguments and options."""
    return "\n\n".join(_command(words, command) for words, command in commands().items())


def permits_block() -> str:
    """Every act, what it means and who may do it."""
    from acordo.journal import permits
    from acordo.journal.words import Role

    rows = []
    for act in permits.table():
        who = "every role" if act.roles == frozenset(Role) else ", ".join(role for role in Role if role in act.roles)
        rows.append((f"`{act.name}`", act.meaning, who))
    return _table(("act", "what is done", "who may"), rows)


def failures() -> list[Any]:
    """Every concrete failure of the product, by code."""
    from acordo.errors import AcordoError

    def below(kind: Any) -> Iterator[Any]:
        for one in kind.__subclasses__():
            yield one
            yield from below(one)

    own = {one for one in below(AcordoError) if one.__module__.startswith("acordo.") and "code" in vars(one)}
    return sorted(own, key=lambda one: str(one.code))


def failures_block() -> str:
    """Every failure: its code, exit code, status and sentence."""
    from acordo.cli.main import EXIT_CODES
    from acordo.desk.statuses import status_of

    rows = []
    for one in failures():
        kind = next(kind for kind in EXIT_CODES if issubclass(one, kind))
        rows.append((f"`{one.code}`", str(EXIT_CODES[kind]), str(status_of(one)[0]), one.sentence.replace("<", "&lt;")))
    return _table(("code", "exit", "HTTP", "sentence"), rows)


def exits_block() -> str:
    """The kinds of failure, with what each door answers."""
    from acordo.cli.main import EXIT_CODES
    from acordo.desk.failures import STATUS

    rows = [
        (kind.__name__, str(code), str(STATUS[kind][0]), str(kind.__doc__).strip()) for kind, code in EXIT_CODES.items()
    ]
    return _table(("kind", "exit", "HTTP", "meaning"), rows)


def routes_block() -> str:
    """Every address of the desk."""
    from django.urls import get_resolver

    rows: list[tuple[str, ...]] = []

    def walk(patterns: Any, before: str) -> None:
        for one in patterns:
            if getattr(one, "namespace", "") == "api":
                continue  # the programs' addresses: operations_block
            if hasattr(one, "url_patterns"):
                walk(one.url_patterns, before + str(one.pattern))
                continue
            view = one.callback
            open_ = getattr(view, "login_required", True) is False
            own = view.__module__.startswith("acordo.")
            told = " ".join(str(view.__doc__).strip().split("\n\n")[0].split()) if own else _NOT_OURS[one.name]
            rows.append((f"`{before}{one.pattern}`", told, "no" if open_ else "yes"))

    walk(get_resolver().url_patterns, "/")
    return _table(("address", "page", "asks who is there"), rows)


def operations_block() -> str:
    """Every operation of the programs' doors."""
    from acordo.desk.api import description

    rows = [
        (f"`{method.upper()} {path}`", told["description"], "yes" if told.get("security") else "no")
        for path, methods in description()["paths"].items()
        for method, told in methods.items()
    ]
    return _table(("operation", "what it does", "token"), rows)


@contextmanager
def _bare_environment() -> Iterator[None]:
    """No setting is made, and no locale."""
    before = dict(os.environ)
    for name in before:
        if name.startswith("ACORDO_") or name in {"LC_ALL", "LC_MESSAGES", "LANG"}:
            del os.environ[name]
    os.environ["ACORDO_HOME"] = tempfile.gettempdir() + "/no-acordo-home"
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def settings_block() -> str:
    """Every setting: the variable, the key, the default and the meaning."""
    from acordo import config

    with _bare_environment():
        plain = config.settings.__wrapped__()
    rows = []
    for field in dataclasses.fields(plain):
        value = getattr(plain, field.name)
        shown = ",".join(value) if isinstance(value, tuple) else str(value).lower() if value is False else str(value)
        default = _DEFAULTS.get(field.name, f"`{shown}`" if shown else "none")
        key = "–" if field.name == "home" else f"`{field.name}`"
        rows.append((f"`ACORDO_{field.name.upper()}`", key, default, MEANINGS[field.name]))
    return _table(("environment", "`acordo.toml`", "default", "meaning"), rows)


BLOCKS: dict[str, dict[str, Callable[[], str]]] = {
    "docs/reference.md": {
        "commands": commands_block,
        "permits": permits_block,
        "exits": exits_block,
        "failures": failures_block,
        "routes": routes_block,
    },
    "docs/operating.md": {"settings": settings_block},
    "docs/api.md": {"operations": operations_block},
}
"""Which page holds which block."""


def filled(page: str, blocks: dict[str, Callable[[], str]]) -> str:
    """A page with each of its blocks as the code has it now."""
    set_up()
    _modules()
    for name, block in blocks.items():
        begin, end = f"<!-- begin:{name} -->", f"<!-- end:{name} -->"
        found = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
        if not found.search(page):
            raise LookupError(f"the page has no block {name}")
        text = f"{begin}\n\n{block()}\n\n{end}"
        page = found.sub(lambda _, text=text: text, page)  # type: ignore[misc]
    return page


def main() -> None:
    """Write every block anew."""
    for name, blocks in BLOCKS.items():
        path = ROOT / name
        before = path.read_text(encoding="utf-8")
        after = filled(before, blocks)
        path.write_text(after, encoding="utf-8")
        sys.stdout.write(f"{name}: {'written' if after != before else 'as it was'}\n")


if __name__ == "__main__":
    main()
