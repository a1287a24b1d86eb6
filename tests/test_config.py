"""Settings are read once, and a value without a meaning is named with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from acordo.config import UnreadableSetting, settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home whose file is all that speaks."""
    for name in ("ACORDO_SERVICE", "ACORDO_LANGUAGE", "ACORDO_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("ACORDO_HOME", str(tmp_path))
    settings.cache_clear()
    yield tmp_path
    monkeypatch.undo()
    settings.cache_clear()


def test_the_environment_stands_above_the_file_and_the_file_above_the_default(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "acordo.toml").write_text('service = "birch"\nport = 9000\nhosts = ["desk.example", "localhost"]\n')
    monkeypatch.setenv("ACORDO_PORT", "9001")
    chosen = settings()
    assert (chosen.service, chosen.port, str(chosen.time_zone)) == ("birch", 9001, "Africa/Maputo")
    assert chosen.hosts == ("desk.example", "localhost")


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ('language = "fr"', "language"),
        ('time_zone = "Nowhere/Atall"', "time_zone"),
        ("port = 0", "port"),
        ("port = 70000", "port"),
        ('secure = "perhaps"', "secure"),
        ('secur = "true"', "secur"),
        ('service = "Our Service"', "service"),
        ("not toml at all", "acordo.toml"),
    ],
)
def test_a_setting_without_a_meaning_is_named(folder: Path, written: str, named: str) -> None:
    (folder / "acordo.toml").write_text(written + "\n")
    with pytest.raises(UnreadableSetting) as unreadable:
        settings()
    assert unreadable.value.arguments["name"] == named
    assert str(folder) in str(unreadable.value) or named == "acordo.toml"
