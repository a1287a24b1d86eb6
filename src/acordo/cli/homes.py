"""``init``, ``run``, ``serve``: a home is made, and the desk is opened in it."""

from __future__ import annotations

import os
import secrets
import socket
from contextlib import nullcontext
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any

import typer

from acordo.cli.registering import NoHome
from acordo.cli.speaking import answer, progress, said, tell
from acordo.cli.working import end_with, worker_beside
from acordo.config import require_service, settings
from acordo.errors import Conflict, Unavailable
from acordo.wording import mark

if TYPE_CHECKING:
    from pathlib import Path

    from acordo.facts import Edition
    from acordo.journal.words import Actor

FIRST = "first"
_LABEL = "command line"
_DESK = "acordo.desk.wsgi:application"
_WORDS = ("alder", "birch", "cedar", "delta", "ember", "fjord", "grove", "heron", "islet", "juniper", "kelp", "larch")


class PortTaken(Conflict):
    """Another program answers on the port."""

    code = "cli.port_taken"
    sentence = "Port {port} is taken by another program. Stop it, or choose another with ACORDO_PORT."


class UnfitHome(Unavailable):
    """The home cannot be made or is not ours."""

    code = "cli.unfit_home"
    sentence = "{home} cannot be used as a home: {reason}. Choose a folder of your own with ACORDO_HOME."


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(init)
    app.command()(run)
    app.command()(serve)


def init(
    *,
    demo: Annotated[bool, typer.Option("--demo", help="Add the invented story and an officer for each role.")] = False,
    service: Annotated[str | None, typer.Option(help="The short code of your service, as markings name it.")] = None,
) -> None:
    """Make a home (ACORDO_HOME, ./var by default), or bring an older one up to date."""
    if service is not None:
        require_service(service)
    made = make_home(service or ("alder" if demo and not settings().token_file.is_file() else ""))
    home = str(settings().home)
    tell(mark("The home {home} is ready.") if made else mark("The home {home} is up to date."), home=home)
    if demo:
        tell_story()


Worked = Annotated[bool, typer.Option("--worker/--no-worker", help="Do long work beside the pages, or leave it.")]


def run(*, worker: Worked = True) -> None:
    """Open the desk with an invented story: make the home if there is none, print the sign-ins, serve."""
    if not settings().token_file.is_file():
        init(demo=True)
    serve(worker=worker)


def serve(*, worker: Worked = True) -> None:
    """Open the desk on this machine, with a worker beside it unless 'acordo work' runs by itself."""
    from acordo.cli.registering import open_register

    _require_port(settings().port)
    open_register()
    from acordo.upkeep import metrics

    metrics.begin()
    _warm_index()
    answer(f"http://localhost:{settings().port}")
    _show_sign_ins()
    tell(mark("Press Ctrl-C to close the desk."))
    with worker_beside() if worker else nullcontext():
        _serve_until_stopped()


def make_home(service: str) -> bool:
    """Make what the home lacks; True if the first officer was appointed now."""
    home = settings().home
    _own(home)
    if service:
        _write_once(home / "acordo.toml", f'service = "{service}"\n')
        settings.cache_clear()
    _write_once(settings().secret_file, secrets.token_urlsafe(48) + "\n")
    from acordo.cli.registering import set_up

    set_up()
    _migrate()
    return _hold_token()


def _hold_token() -> bool:
    """Put a token into the home that this database knows; True if there was none, or it was unknown."""
    from acordo.cli.registering import token
    from acordo.journal.queries import UnknownToken, actor_of_token

    try:
        actor_of_token(token(), str(settings().token_file), None, settings().service)
    except (UnknownToken, NoHome):
        _write(settings().token_file, _first_token() + "\n")
        return True
    return False


def _own(home: Path) -> None:
    """Make the home, and let nobody but its owner into it, whoever made it before."""
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        home.chmod(0o700)
    except OSError as error:
        raise UnfitHome(home=str(home), reason=error.strerror or str(error)) from error
    if not home.is_dir():
        raise UnfitHome(home=str(home), reason="it is no folder")


def _migrate() -> None:
    """Bring the schema up to date, and tell where the desk could switch the journal's guards off."""
    from acordo.journal import triggers
    from acordo.upkeep.upgrading import migrate

    migrate()
    if triggers.owned_by_the_desk():
        tell(
            mark(
                "The role that the desk works as owns the journal and could switch its guards off. "
                "Set ACORDO_DATABASE_OWNER_URL to another role's address for 'acordo init' (docs/operating.md)."
            )
        )


def _first_token() -> str:
    """A token of the first officer, who is appointed where there is none yet."""
    from acordo.journal import acts, queries
    from acordo.journal.words import Purpose, Role

    first = queries.first_officer(settings().service)
    if first is None:
        appointment = acts.Appointment(said(mark("First officer")), FIRST, Role.CHIEF, language=settings().language)
        first = acts.first_actor(appointment, settings().service)
        acts.appoint(first, appointment, None, ids=(first.officer, first.person))
    return acts.issue_token(first, first.officer, _LABEL, Purpose.UPKEEP, instead=True)


def tell_story() -> None:
    """Add the invented story and an officer for each role, unless they are there."""
    from acordo.cli.registering import actor

    acting = actor()
    if not _sign_in_file().exists():
        _appoint_cast(acting)
    _load_story(acting)
    _warm_index()


def _appoint_cast(acting: Actor) -> None:
    from acordo.journal import acts
    from acordo.journal.words import ROLE_LABELS, Role

    password = "-".join([*(secrets.choice(_WORDS) for _ in range(3)), str(100 + secrets.randbelow(900))])
    for role in Role:
        name = said(ROLE_LABELS[role])
        appointment = acts.Appointment(name, role.value, role, language=settings().language)
        acts.appoint(acting, appointment, password)
    _write_once(_sign_in_file(), password + "\n")


def _load_story(acting: Actor) -> None:
    from acordo import lists
    from acordo.lists import story
    from acordo.register import acts, queries
    from acordo.register.updating import terms_of

    publisher = lists.publisher("story")
    held = {view.name: view.issued for view in queries.sources(acting)}
    with progress(mark("Loading the invented story")) as (step,):
        for edition in story.editions():
            issued = held.get(edition.source)
            if issued is None or (edition.issued and edition.issued > issued):
                terms = terms_of(publisher, edition.source, publisher.marking)
                acts.update(acting, terms, edition.document.digest, partial(_same, edition), again=True, progress=step)


def _same(edition: Edition) -> Edition:
    """The edition itself: both editions of the story lie in one document."""
    return edition


def _warm_index() -> None:
    """Open or compile the index and the matcher now, so that the first officer does not wait."""
    from acordo.cli.screening import tell_compiling
    from acordo.register import index

    tell_compiling()
    index.current(lambda: tell(mark("Compiling the index; this takes a moment.")))


def _sign_in_file() -> Path:
    return settings().home / "sign-in.txt"


def _show_sign_ins() -> None:
    from acordo.journal import queries
    from acordo.journal.words import ROLE_LABELS, Role

    if _sign_in_file().is_file():
        password = _sign_in_file().read_text(encoding="ascii").strip()
        answer(said(mark("Sign in with one of these names and the password {password}"), password=password))
        for username, role, _ in queries.sign_in_names():
            if username != FIRST:
                answer(f"  {username:<12}{said(ROLE_LABELS[Role(role)])}")
    else:
        answer(
            said(mark("Sign in as {username}; 'acordo officers password {username}' sets a password."), username=FIRST)
        )


def _write_once(path: Path, text: str) -> None:
    """Write a file that only its owner can read, unless it exists and holds something."""
    if not path.is_file() or not path.stat().st_size:
        _write(path, text)


def _write(path: Path, text: str) -> None:
    """Write a file wholly or not at all: aside, then renamed."""
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise UnfitHome(home=str(path.parent), reason=error.strerror or str(error)) from error


def _require_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise PortTaken(port=port) from error


def _serve_until_stopped() -> None:
    from django.db import connections
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    connections.close_all()  # the workers are made from this process and must not share its connection
    server = Granian(
        _DESK,
        address="127.0.0.1",
        port=settings().port,
        interface=Interfaces.WSGI,
        workers=min(2, os.cpu_count() or 1),
        blocking_threads=4,
        respawn_failed_workers=True,  # one that is killed, as for want of memory, does not end the desk
        log_level=LogLevels.warning,
        log_access=False,
    )
    server.serve(target_loader=partial(_application, os.getpid(), _DESK), wrap_loader=False)


def _application(server: int, target: str) -> Any:
    """What each of the server's processes runs; they end with the server, however it ended, and free its port."""
    end_with(server)
    module, _, name = target.partition(":")
    return getattr(import_module(module), name)
