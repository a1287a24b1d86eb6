"""A PostgreSQL server of our own for the tests: made, started, used, removed."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class PostgresqlAbsent(Exception):
    """This machine has no PostgreSQL server to start."""


def _program(name: str) -> str:
    """The path of one of the server's programs; Debian keeps them off the PATH."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True)
    for folder in versions:
        if (folder / name).exists():
            return str(folder / name)
    found = shutil.which(name)
    if found is None:
        raise PostgresqlAbsent(f"the program {name} is not installed")
    return found


def _run(command: list[str], folder: Path, *, check: bool = True) -> None:
    """Run one of the server's programs; it refuses to run as root, so there its own user runs it."""
    quiet = subprocess.DEVNULL
    if os.geteuid() == 0:
        subprocess.run(
            command,
            check=check,
            stdout=quiet,
            stdin=quiet,
            cwd=folder,
            user="postgres",
            group="postgres",
            extra_groups=[],
        )
    else:
        subprocess.run(command, check=check, stdout=quiet, stdin=quiet, cwd=folder)


@contextmanager
def running_postgresql(*, durable: bool = False) -> Iterator[str]:
    """A fresh server on a free loopback port; its address names the database ``postgres``.

    ``durable`` lets it flush to the disk as a real one does; tests do without.

    Raises:
        PostgresqlAbsent: there is none to start.
    """
    initdb, control = _program("initdb"), _program("pg_ctl")
    folder = Path(tempfile.mkdtemp(prefix="acordo-postgresql-"))
    folder.chmod(0o777)
    data, log = folder / "data", folder / "log"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    make = [initdb, "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]
    _run(make, folder)
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=60"
    options += "" if durable else " -c fsync=off"
    start = [control, "-D", str(data), "-l", str(log), "-o", options, "-w", "start"]
    _run(start, folder)
    try:
        yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
    finally:
        stop = [control, "-D", str(data), "-m", "immediate", "-w", "stop"]
        _run(stop, folder, check=False)
        shutil.rmtree(folder, ignore_errors=True)
