"""Looks at the home, the disk below it, the settings and the port; none of it needs the database."""

from __future__ import annotations

import os
import shutil
import socket
import stat
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from acordo.config import settings
from acordo.upkeep.findings import fine, look, wrong
from acordo.wording import mark

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from acordo.upkeep.findings import Finding

_HERE = frozenset({"localhost", "127.0.0.1", "[::1]"})
_LEAST_FREE = 256 << 20
_MB = 1 << 20


def home() -> Iterator[Finding]:
    """The home: there, ours, and closed to others."""
    place = settings().home
    if not place.is_dir():
        yield wrong(
            "home",
            mark("There is no home at {home}."),
            mark("Run 'acordo init', or set ACORDO_HOME to where it lies."),
            home=str(place),
        )
        return
    about = place.stat()
    if about.st_uid != os.geteuid():
        yield wrong(
            "home",
            mark("The home {home} belongs to another user of this machine."),
            mark("Run acordo as that user, or give the home to the user that runs it."),
            home=str(place),
        )
    elif _open_to_others(about):
        yield wrong(
            "home",
            mark("Others than its owner can enter the home {home} (mode {mode})."),
            mark("Take their rights away: chmod 700 {home}"),
            home=str(place),
            mode=_mode(about),
        )
    else:
        yield fine("home", mark("The home {home} is there, and only its owner can enter it."), home=str(place))


def secrets() -> Iterator[Finding]:
    """The secret and the token: there, and closed to others."""
    found = [finding for path in (settings().secret_file, settings().token_file) for finding in _secret(path)]
    yield from found or [fine("secrets", mark("The secret and the token are there, and only their owner reads them."))]


def _secret(path: Path) -> Iterator[Finding]:
    if not path.is_file() or not path.stat().st_size:
        yield wrong(
            "secrets",
            mark("The file {file} of the home is missing or empty."),
            mark("Run 'acordo init'."),
            file=path.name,
        )
    elif _open_to_others(path.stat()):
        yield wrong(
            "secrets",
            mark("Others than its owner can read {file} (mode {mode})."),
            mark("Take their rights away: chmod 600 {file}"),
            file=str(path),
            mode=_mode(path.stat()),
        )


def _open_to_others(about: os.stat_result) -> bool:
    return bool(stat.S_IMODE(about.st_mode) & 0o077)


def _mode(about: os.stat_result) -> str:
    return f"{stat.S_IMODE(about.st_mode):04o}"


def room(database: int) -> Iterator[Finding]:
    """The disk: twice the database and the uploads must fit once more; ``database`` is its size in bytes."""
    place = next(folder for folder in (settings().home, *settings().home.parents) if folder.is_dir())
    free = shutil.disk_usage(place).free
    kept = _weight(settings().batches_folder) + _weight(settings().incoming_folder)
    needed = max(_LEAST_FREE, 2 * database + kept + settings().most_upload)
    said: dict[str, str | float] = {"free": free // _MB, "needed": needed // _MB}
    if free < needed:
        yield wrong(
            "disk",
            mark("{free} MB are free on the disk of the home; {needed} MB are needed for a day's work and a backup."),
            mark("Make room, or move the home to a larger disk."),
            **said,
        )
    else:
        yield fine("disk", mark("{free} MB are free on the disk of the home; {needed} MB would be enough."), **said)


def _weight(folder: Path) -> int:
    total = 0
    for path in folder.rglob("*"):
        with suppress(OSError):
            total += path.stat().st_size
    return total


def doors() -> Iterator[Finding]:
    """The settings of the desk's door: names, TLS and cookies say the same."""
    hosts = settings().hosts
    named = ", ".join(hosts)
    abroad = [host for host in hosts if host not in _HERE]
    if any(host == "*" or not host for host in hosts):
        yield wrong(
            "doors",
            mark("The desk answers to any name: hosts is {hosts}."),
            mark("Set hosts to the names under which officers reach the desk."),
            hosts=named,
        )
    elif abroad and not settings().secure:
        yield wrong(
            "doors",
            mark("Officers reach the desk as {hosts}, and secure is not set: cookies may travel without TLS."),
            mark("Put a proxy with TLS in front, and set secure = true."),
            hosts=", ".join(abroad),
        )
    elif settings().secure and not abroad:
        yield look(
            "doors",
            mark("secure is set, and hosts names this machine alone: nobody can sign in over a network."),
            mark("Set hosts to the name that the proxy serves, or secure = false for this machine alone."),
        )
    else:
        yield fine("doors", mark("The desk answers to {hosts}, and the settings of TLS fit."), hosts=named)


def port() -> Iterator[Finding]:
    """The port: the desk answers there, or it is free."""
    number = settings().port
    with socket.socket() as probe:
        probe.settimeout(2)
        if probe.connect_ex(("127.0.0.1", number)):
            yield look(
                "port",
                mark("Nobody answers on port {port}: the desk is closed."),
                mark("Open it with 'acordo serve', or look at its service."),
                port=number,
            )
            return
    if _is_ours(number):
        yield fine("port", mark("The desk answers on port {port}."), port=number)
    else:
        yield wrong(
            "port",
            mark("Something answers on port {port} that is not a desk."),
            mark("Stop that program, or choose another port."),
            port=number,
        )


def _is_ours(number: int) -> bool:
    """Each answer of the desk carries the number of the request, whatever else it says."""
    try:
        with urlopen(f"http://127.0.0.1:{number}/sign-in", timeout=5) as answer:
            return "X-Request-Id" in answer.headers
    except HTTPError as error:
        return "X-Request-Id" in error.headers
    except (URLError, OSError, ValueError):
        return False
