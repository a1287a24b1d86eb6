"""``acordo backup`` and ``acordo restore``: everything in one file, and back into an empty home."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from acordo.cli.speaking import answer, progress, said, tell
from acordo.config import settings
from acordo.errors import Missing
from acordo.wording import mark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from acordo.upkeep.words import Manifest

app = typer.Typer(invoke_without_command=True, help="Make a backup of everything in one file, and prove it.")


class NoSuchBackup(Missing):
    """The file is not there."""

    code = "cli.no_such_backup"
    sentence = "There is no backup at {path}. Check the name of the file."


def add_to(app_: typer.Typer) -> None:
    """Add the commands of this module."""
    app_.add_typer(app, name="backup")
    app_.command()(restore)


@app.callback()
def backup(
    context: typer.Context,
    *,
    to: Annotated[Path | None, typer.Option(help="A folder or a new file; backups/ in the home by default.")] = None,
    keep: Annotated[int | None, typer.Option(min=1, help="Take away all but this many of the latest there.")] = None,
) -> None:
    """Make a backup of everything in one file, while the desk works on; it is read back whole before it counts."""
    if context.invoked_subcommand is not None:
        return
    from acordo.cli.registering import actor

    acting = actor()
    from acordo.upkeep import acts

    with progress(mark("Making the backup")) as (step,):
        made, gone = acts.back_up(acting, to, keep=keep, progress=step)
    answer(str(made.path))
    _tell_contents(made.manifest, made.digest)
    for path in gone:
        tell(mark("Older backup deleted: {path}"), path=path)


@app.command()
def verify(file: Annotated[Path, typer.Argument(help="The backup.")]) -> None:
    """Read a backup whole and prove it, without a home and without a database."""
    from acordo.cli.registering import set_up

    _require_file(file)
    set_up()
    from acordo.upkeep import backups

    with progress(mark("Reading the backup")) as (step,):
        manifest, digest = backups.verify(file, step)
    answer(said(mark("The backup holds.")))
    _tell_contents(manifest, digest)


def restore(file: Annotated[Path, typer.Argument(help="The backup.")]) -> None:
    """Bring a backup back into an empty home and an empty database, on SQLite or PostgreSQL, whole or not at all."""
    from acordo.cli.registering import set_up

    _require_file(file)
    with _home_for(file):
        set_up()
        from acordo.upkeep import restoring

        with progress(mark("Restoring")) as (step,):
            restored = restoring.restore(file, step)
    _hold_home()
    from acordo.cli.registering import actor

    acting = actor()
    from acordo.upkeep import acts

    acts.note_restore(acting, restored)
    answer(said(mark("Restored into {home}."), home=settings().home))
    _tell_contents(restored.manifest, restored.digest)
    tell(
        mark(
            "Acts done after the backup are not in it. Tokens of programs are valid as they were when it was made: "
            "revoke again those that were revoked since. Everyone signs in anew."
        )
    )


@contextmanager
def _home_for(file: Path) -> Iterator[None]:
    """An empty home with the backup's settings, where it has none of its own; gone if nothing was restored."""
    from acordo.upkeep import restoring

    restoring.require_empty_home()
    home, made = settings().home, not settings().home.exists()
    written = home / "acordo.toml"
    text = "" if written.exists() else restoring.settings_of(file)
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        if text:
            written.write_text(text, encoding="utf-8")
            written.chmod(0o600)
            settings.cache_clear()
        yield
    except BaseException:
        restoring.forget_home(made=made, wrote_settings=bool(text))
        raise


def _hold_home() -> None:
    """The secret and the first officer's token of this machine, made anew."""
    from acordo.cli.homes import make_home

    make_home("")


def _require_file(file: Path) -> None:
    if not file.is_file():
        raise NoSuchBackup(path=str(file))


def _tell_contents(manifest: Manifest, digest: str) -> None:
    number, head = manifest.head
    tell(
        mark(
            "Service {service}, {rows} rows, {files} files; register {register}; "
            "the journal ends with line {number}, {head}."
        ),
        service=manifest.service,
        rows=manifest.rows,
        files=len(manifest.files),
        register=manifest.register_number,
        number=number,
        head=head[:16],
    )
    tell(mark("SHA-256 {digest}"), digest=digest)
