"""Settings: read once, frozen.

Order: the environment, then ``acordo.toml`` in the home, then the default. The home is ``ACORDO_HOME`` (``./var``).
Whatever the desk keeps on disk lies under the home.
"""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from acordo.errors import Invalid

LANGUAGES = ("pt", "en", "ru")


class UnreadableSetting(Invalid):
    """A setting has a value that cannot be used."""

    code = "config.unreadable"
    sentence = "The setting {name} is {value!r}, which cannot be used: {reason}. Change it in {where}."


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything an operator may choose; ``docs/operating.md`` lists each with its meaning."""

    home: Path
    database_url: str
    database_owner_url: str
    service: str
    service_name: str
    language: str
    time_zone: ZoneInfo
    hosts: tuple[str, ...]
    port: int
    secure: bool

    @property
    def secret_file(self) -> Path:
        """Where the key lies that signs sessions; made by ``acordo init``."""
        return self.home / "secret"

    @property
    def token_file(self) -> Path:
        """Where the first officer's command-line token lies; only its owner can read it."""
        return self.home / "token"

    @property
    def index_folder(self) -> Path:
        """Where the compiled index lies."""
        return self.home / "index"


def _read(home: Path) -> dict[str, Any]:
    path = home / "acordo.toml"
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UnreadableSetting(name="acordo.toml", value=str(path), reason=str(error), where="that file") from error


def _language_of_machine() -> str:
    """What the machine's locale says where nobody chose a language; English where it says nothing we speak."""
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return locale[:2] if locale[:2] in LANGUAGES else "en"


@cache
def settings() -> Settings:
    """The settings of this process.

    Raises:
        UnreadableSetting: a value has no meaning; the sentence names the setting and where to change it.
    """
    home = Path(os.environ.get("ACORDO_HOME", "var")).resolve()
    written = _read(home)

    def value(name: str, default: str) -> tuple[str, str]:
        variable = f"ACORDO_{name.upper()}"
        if variable in os.environ:
            return os.environ[variable], f"the environment ({variable})"
        return str(written.get(name, default)), f"{home / 'acordo.toml'} ({name})"

    def fail(name: str, reason: str) -> UnreadableSetting:
        text, where = value(name, "")
        return UnreadableSetting(name=name, value=text, reason=reason, where=where)

    language = value("language", _language_of_machine())[0]
    if language not in LANGUAGES:
        raise fail("language", "choose pt, en or ru")
    try:
        zone = ZoneInfo(value("time_zone", "Africa/Maputo")[0])
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise fail("time_zone", "no such time zone; an example is Africa/Maputo") from error
    port = value("port", "8000")[0]
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise fail("port", "choose a number from 1 to 65535")
    service = value("service", "own")[0]
    return Settings(
        home=home,
        database_url=value("database_url", f"sqlite:///{home / 'acordo.sqlite3'}")[0],
        database_owner_url=value("database_owner_url", "")[0],
        service=service,
        service_name=value("service_name", service)[0],
        language=language,
        time_zone=zone,
        hosts=tuple(host.strip() for host in value("hosts", "localhost,127.0.0.1,[::1]")[0].split(",")),
        port=int(port),
        secure=value("secure", "false")[0].lower() in {"1", "true", "yes"},
    )
