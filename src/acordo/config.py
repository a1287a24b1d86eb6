"""Settings: read once, frozen.

Order: the environment, then ``acordo.toml`` in the home, then the default. The home is ``ACORDO_HOME`` (``./var``).
Whatever the desk keeps on disk lies under the home.
"""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import dataclass, fields
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
    upload_mb: int
    keep_days: int
    log: str

    @property
    def database_file(self) -> Path:
        """Where the database lies while no ``database_url`` is chosen; a path, which no sign in it can redirect."""
        return self.home / "acordo.sqlite3"

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

    @property
    def incoming_folder(self) -> Path:
        """Where an upload lies until it is taken over or refused."""
        return self.home / "incoming"

    @property
    def quarantine_folder(self) -> Path:
        """Where documents lie while they are fetched and read, and what is left of downloads that broke off."""
        return self.home / "quarantine"

    @property
    def batches_folder(self) -> Path:
        """Where the files of names that were sent lie, each batch in a folder of its own with its hits."""
        return self.home / "batches"

    @property
    def backups_folder(self) -> Path:
        """Where backups lie unless another place is named."""
        return self.home / "backups"

    @property
    def logs_folder(self) -> Path:
        """Where the log of each day lies."""
        return self.home / "logs"

    @property
    def metrics_folder(self) -> Path:
        """Where the processes of the desk count what they answered, until they are started again."""
        return self.home / "metrics"

    @property
    def most_upload(self) -> int:
        """The largest upload, in bytes."""
        return self.upload_mb * 1024 * 1024


_KEYS = {field.name for field in fields(Settings)} - {"home"}
_SERVICE = re.compile(r"[a-z][a-z0-9_-]{0,31}")
_SERVICE_FORM = "use small letters, digits, '_' or '-', beginning with a letter"
_YES_NO = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}


@dataclass(frozen=True, slots=True)
class _Chosen:
    """What was chosen, and where, so that a wrong value can be named with its place."""

    home: Path
    written: dict[str, Any]

    def text(self, name: str, default: str) -> str:
        """The value of a setting as text; a list in the file is divided by commas."""
        given = os.environ.get(_variable(name), self.written.get(name, default))
        return ",".join(map(str, given)) if isinstance(given, list) else str(given)

    def unfit(self, name: str, reason: str) -> UnreadableSetting:
        """The failure that names a setting, its value, and where to change it."""
        variable = _variable(name)
        where = f"the environment ({variable})" if variable in os.environ else f"{self.home / 'acordo.toml'} ({name})"
        return UnreadableSetting(name=name, value=self.text(name, ""), reason=reason, where=where)

    def service(self) -> str:
        """The service's code, as markings write it."""
        code = self.text("service", "own")
        if not _SERVICE.fullmatch(code):
            raise self.unfit("service", _SERVICE_FORM)
        return code

    def language(self) -> str:
        """One of the languages we speak."""
        language = self.text("language", _language_of_machine())
        if language not in LANGUAGES:
            raise self.unfit("language", "choose pt, en or ru")
        return language

    def time_zone(self) -> ZoneInfo:
        """The zone in which deadlines are counted."""
        try:
            return ZoneInfo(self.text("time_zone", "Africa/Maputo"))  # a folder of zones, 'Africa', is an OSError
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise self.unfit("time_zone", "no such time zone; an example is Africa/Maputo") from error

    def number(self, name: str, default: int, most: int) -> int:
        """A whole number from 1 to ``most``."""
        given = self.text(name, str(default))
        if not (given.isascii() and given.isdecimal()) or not 0 < int(given) <= most:
            raise self.unfit(name, f"choose a number from 1 to {most}")
        return int(given)

    def log(self) -> str:
        """Where the log goes: a file of each day, or standard error."""
        log = self.text("log", "file")
        if log not in {"file", "stderr"}:
            raise self.unfit("log", "choose file or stderr")
        return log

    def secure(self) -> bool:
        """TLS stands in front of the desk."""
        secure = self.text("secure", "false").lower()
        if secure not in _YES_NO:
            raise self.unfit("secure", "choose true or false")
        return _YES_NO[secure]


def require_service(code: str) -> None:
    """Refuse a service's code that markings could not write.

    Raises:
        UnreadableSetting: it has another form.
    """
    if not _SERVICE.fullmatch(code):
        raise UnreadableSetting(name="service", value=code, reason=_SERVICE_FORM, where="--service")


def _variable(name: str) -> str:
    return f"ACORDO_{name.upper()}"


def _read(home: Path) -> dict[str, Any]:
    path = home / "acordo.toml"
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise UnreadableSetting(name="acordo.toml", value=str(path), reason=str(error), where="that file") from error
    for name in written.keys() - _KEYS:
        reason = "there is no such setting; there are " + ", ".join(sorted(_KEYS))
        raise UnreadableSetting(name=name, value=str(written[name]), reason=reason, where=str(path))
    return written


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
    home = Path(os.environ.get("ACORDO_HOME") or "var").resolve()
    chosen = _Chosen(home, _read(home))
    service = chosen.service()
    return Settings(
        home=home,
        database_url=chosen.text("database_url", ""),
        database_owner_url=chosen.text("database_owner_url", ""),
        service=service,
        service_name=chosen.text("service_name", service),
        language=chosen.language(),
        time_zone=chosen.time_zone(),
        hosts=tuple(host.strip() for host in chosen.text("hosts", "localhost,127.0.0.1,[::1]").split(",")),
        port=chosen.number("port", 8000, 65535),
        secure=chosen.secure(),
        upload_mb=chosen.number("upload_mb", 256, 65536),
        keep_days=chosen.number("keep_days", 30, 3650),
        log=chosen.log(),
    )
