"""The floors of the house, for the edges that import contracts cannot see.

Foreign keys, migrations, templates, url names and signals bind rooms as imports do; here the same floors, read from
the import contracts, are applied to them.
"""

from __future__ import annotations

import ast
import re
from configparser import ConfigParser
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.migrations.loader import MigrationLoader
from django.urls import get_resolver

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "acordo"
ROOMS = sorted(path.name for path in SOURCE.iterdir() if (path / "__init__.py").is_file())
DJANGO_ROOMS = sorted(app.label for app in apps.get_app_configs() if app.name.startswith("acordo."))
MODULES = sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)


def _floors() -> dict[str, int]:
    """Each room's floor, counted from the ground, as the import contracts have it."""
    contracts = ConfigParser()
    contracts.read(ROOT / ".importlinter")
    layers = contracts["importlinter:contract:floors"]["layers"].strip().splitlines()
    return {room.strip(): floor for floor, line in enumerate(reversed(layers)) for room in line.split("|")}


FLOORS = _floors()


def _may_lean_on(room: str, other: str) -> bool:
    return room == other or FLOORS[other] < FLOORS[room]


def test_every_room_has_a_floor() -> None:
    assert set(ROOMS) - {"locale"} <= FLOORS.keys()


def test_foreign_keys_point_downwards() -> None:
    edges = {
        (model._meta.app_label, field.related_model._meta.app_label)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey) and model._meta.app_label in DJANGO_ROOMS
    }
    assert edges
    assert [edge for edge in edges if not _may_lean_on(*edge)] == []


@pytest.mark.django_db
def test_migrations_depend_downwards() -> None:
    loader = MigrationLoader(None)
    edges = {
        (app, needed)
        for (app, _), migration in loader.disk_migrations.items()
        for needed, _ in migration.dependencies
        if app in DJANGO_ROOMS and needed in DJANGO_ROOMS
    }
    assert {app for app, _ in loader.disk_migrations} >= {"journal", "register", "screening"}
    assert [edge for edge in edges if not _may_lean_on(*edge)] == []


def _templates() -> list[tuple[str, Path]]:
    return [(path.relative_to(SOURCE).parts[0], path) for path in sorted(SOURCE.glob("*/templates/**/*.html"))]


def test_templates_extend_only_the_base_and_include_only_their_own_or_the_desks() -> None:
    assert _templates()
    for room, path in _templates():
        text = path.read_text(encoding="utf-8")
        for base in re.findall(r'{%\s*extends\s+"([^"]+)"', text):
            own = room == "desk" and (SOURCE / "desk" / "templates" / base).is_file()
            assert own or base == "base.html", f"{path} extends {base}"
        for part in re.findall(r'{%\s*include\s+"([^"]+)"', text):
            desk = (SOURCE / "desk" / "templates" / part).is_file()
            assert desk or part.startswith(f"{room}/"), f"{path} includes {part}"


def test_url_names_lead_downwards() -> None:
    named = re.compile(r"""(?:{%\s*url\s+|reverse\(|reverse_lazy\(|redirect\(|resolve_url\()\s*["'](\w+):(\w+)["']""")
    files = [*_templates(), *((path.relative_to(SOURCE).parts[0], path) for path in MODULES)]
    found = [(room, *match, path) for room, path in files for match in named.findall(path.read_text(encoding="utf-8"))]
    assert found
    for room, other, name, path in found:
        assert _may_lean_on(room, other), f"{path} leads up to {other}:{name}"


def test_every_named_address_exists() -> None:
    known = {
        f"{space}:{name}"
        for space, (_, resolver) in get_resolver().namespace_dict.items()
        for name in resolver.reverse_dict
        if isinstance(name, str)
    }
    named = re.compile(r"""{%\s*url\s+["'](\w+:\w+)["']""")
    for _, path in _templates():
        for name in named.findall(path.read_text(encoding="utf-8")):
            assert name in known, f"{path}: {name}"
    assert settings.LOGIN_URL in known
    assert settings.LOGIN_REDIRECT_URL in known


def test_no_room_defines_signals_of_its_own() -> None:
    for path in MODULES:
        assert "Signal(" not in path.read_text(encoding="utf-8"), path


def test_one_lists_reader_knows_nothing_of_anothers() -> None:
    lists = sorted(path.parent.name for path in (SOURCE / "lists").glob("*/source.toml"))
    assert len(lists) >= 3
    for path in (SOURCE / "lists").rglob("*.py"):
        own = path.relative_to(SOURCE / "lists").parts[0]
        for name in _imported(path):
            other = name.removeprefix("acordo.lists.").split(".")[0] if name.startswith("acordo.lists.") else ""
            assert other not in lists or other == own, f"{path} imports {name}"


def _imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return names


def test_raw_sql_stands_only_where_it_may() -> None:
    bulk = {SOURCE / "register" / "store.py", SOURCE / "upkeep" / "loading.py"}
    allowed = bulk | set((SOURCE / "journal").glob("*.py"))
    for path in set(MODULES) - allowed:
        text = path.read_text(encoding="utf-8")
        for way in (".cursor(", ".raw(", ".extra(", "RawSQL"):
            assert way not in text, f"{path} goes to the database by {way}"


def test_a_thing_without_a_name_has_no_home() -> None:
    nameless = {"utils", "helpers", "common", "manager", "misc", "data"}
    assert [path for path in SOURCE.rglob("*") if path.stem in nameless] == []


def test_the_words_we_avoid_stand_nowhere() -> None:
    avoided = re.compile(r"\b(blacklist|whitelist|risk[_ ]score|guilt(y)?)\b", re.IGNORECASE)
    for path in [*MODULES, *(path for _, path in _templates())]:
        found = avoided.search(path.read_text(encoding="utf-8"))
        assert found is None, f"{path}: {found and found.group()}"


def test_readers_and_acts_never_hand_out_querysets_or_models() -> None:
    """What crosses a room's edge is a frozen word: no annotation of a public reader names a table."""
    for path in SOURCE.glob("*/queries.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                returns = ast.unparse(node.returns) if node.returns else ""
                assert "models." not in returns, f"{path}: {node.name} returns {returns}"
                assert "QuerySet" not in returns, f"{path}: {node.name} returns {returns}"
