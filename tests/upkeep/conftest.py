"""A home with a list, a backup of it, and a database of the other kind to bring it back to."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.homes import SERVER, Home, make_home_in
from tests.postgresql import PostgresqlAbsent, running_postgresql

if TYPE_CHECKING:
    from collections.abc import Iterator


def ftm_list(path: Path, names: list[str]) -> Path:
    """A list of invented persons as a file."""
    rows = [
        {"id": f"p{i}", "schema": "Person", "properties": {"name": [name], "birthDate": ["1988-06-15"]}}
        for i, name in enumerate(names)
    ]
    path.write_text("\n".join(map(json.dumps, rows)) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with one invented list, and settings that hold a password."""
    home = make_home_in(tmp_path_factory.mktemp("kept"), init=("--service", "alder"))
    names = [f"Invented{i} Makonga" for i in range(300)]
    file = ftm_list(home.path.parent / "list.json", names)
    home.acordo("lists", "update", "ftm", "--file", str(file), "--source", "made")
    return home


@pytest.fixture(scope="session")
def made(kept: Home) -> Path:
    """A backup of it."""
    return Path(kept.acordo("backup", "--to", str(kept.path.parent)).strip())


@pytest.fixture(scope="module")
def other_database() -> Iterator[str]:
    """The address of an empty database of the kind that this round is not about; empty for a home's own file."""
    if SERVER:
        yield ""
        return
    try:
        with running_postgresql() as url:
            yield url
    except PostgresqlAbsent as absent:
        pytest.skip(str(absent))


def empty_home(folder: Path, kept: Home, database: str) -> Home:
    """The name of a home that is not there yet, over a database."""
    chosen = {name: value for name, value in kept.environment.items() if name != "ACORDO_DATABASE_URL"}
    url = {"ACORDO_DATABASE_URL": database} if database else {}
    return Home(folder / "back", chosen | url | {"ACORDO_HOME": str(folder / "back")})
