"""A program with a token, asking in-process."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from acordo.facts import Property, SourceName
from acordo.journal import acts as journal
from acordo.journal.words import Purpose, Role
from acordo.markings import CLEAR, Level
from acordo.register.acts import SourceTerms, update
from tests import cast
from tests.api.live import Served, serving
from tests.homes import make_home_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from acordo.facts import Json
    from acordo.markings import Marking

NAME = "Nelson Fake Muthemba"


@dataclass(frozen=True)
class Answer:
    """What a program is answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def told(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


@dataclass(frozen=True)
class Program:
    """A program that asks with its token, in a language."""

    token: str = ""
    language: str = "en"
    scheme: str = "Bearer"

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        """Ask; a body that is no bytes is sent as JSON."""
        given = {"Accept-Language": self.language, **{name.replace("_", "-"): text for name, text in headers.items()}}
        if self.token:
            given.setdefault("Authorization", f"{self.scheme} {self.token}")
        kind = given.pop("Content-Type", "application/json" if body is not None else "application/octet-stream")
        data = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        client = Client(raise_request_exception=False)
        answer = client.generic(method, path, data, content_type=kind, headers=given)
        whole = b"".join(answer) if answer.streaming else answer.content
        return Answer(answer.status_code, dict(answer.headers.items()), whole)

    def get(self, path: str, **headers: str) -> Answer:
        """Ask for an address."""
        return self.ask("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Answer:
        """Send something."""
        return self.ask("POST", path, body, **headers)


def program(role: Role = Role.CHIEF, *, clearance: Level = Level.SECRET, purpose: Purpose = Purpose.BORDER) -> Program:
    """A program that acts for a new officer."""
    name = f"{role}-{clearance.name.lower()}"
    appointment = journal.Appointment("Nélia Exemplo", name, role, clearance=clearance, language="pt")
    officer = journal.appoint(cast.actor(), appointment, None)
    return Program(journal.issue_token(cast.actor(), officer, f"program {name}", purpose))


def publish(
    source: str,
    stated: Mapping[str, Sequence[tuple[Property, Json]]],
    *,
    issued: date | None = None,
    marking: Marking = CLEAR,
) -> None:
    """Bring a source to what is stated."""
    edition = cast.edition(stated, issued=issued, source=SourceName(source), marking=marking)
    terms = SourceTerms(SourceName(source), "listing", f"The list {source}", "A publisher", "public", marking)
    update(cast.actor(clearance=Level.TOP_SECRET), terms, edition.document.digest, lambda: edition)


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A desk that serves the invented story."""
    with serving(make_home_in(tmp_path_factory.mktemp("served"), init=("--demo",))) as desk:
        yield desk


@pytest.fixture
def chief(db: None) -> Program:
    """A program that acts for a chief."""
    return program()


@pytest.fixture
def listing(db: None) -> None:
    """An invented list in force."""
    publish(
        "listing",
        {
            "L-1": [
                (Property.KIND, "person"),
                (Property.PRIMARY_NAME, cast.name(NAME)),
                (Property.GOOD_ALIAS, cast.name("Нельсон Мутемба")),
                (Property.BORN, "1971-05-02"),
                (Property.NATIONALITY, "MZ"),
                (Property.SEX, "male"),
                (Property.DOCUMENT, {"number": "AB123456", "type": "passport"}),
            ],
            "L/2 é": [(Property.KIND, "company"), (Property.PRIMARY_NAME, cast.name("Invented Trading Lda"))],
        },
    )
