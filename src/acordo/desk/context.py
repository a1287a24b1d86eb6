"""What every page shows around its own content: who is here, for which purpose, and the rooms."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING

from django.conf import settings as site
from django.utils.translation import gettext

from acordo.config import settings
from acordo.journal.door import present
from acordo.journal.words import PURPOSE_LABELS
from acordo.upkeep.acts import KEEPERS
from acordo.wording import mark

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest

    from acordo.journal.words import Actor

_SOURCES = (
    "register:source", "register:new", "register:bring", "register:update", "register:held", "register:differences",
)  # fmt: skip
ROOMS = (
    ("screening:home", ("screening:home", "screening:screening"), mark("Screen a name")),
    ("screening:batches", ("screening:batch",), mark("Screen a file")),
    ("register:search", ("register:search", "register:found", "register:entry"), mark("Find in the register")),
    ("register:sources", _SOURCES, mark("Lists and sources")),
)
"""Each room in the navigation: its first page, the names its pages begin with, its label."""

KEEPERS_ROOMS = (("upkeep:operator", ("upkeep:",), mark("Upkeep")),)
"""Rooms that only those are shown who keep the installation."""

VERSION = version("acordo")


@dataclass(frozen=True, slots=True)
class Room:
    """One place in the navigation; ``here`` where the page shown belongs to it."""

    view: str
    label: str
    here: bool


@dataclass(frozen=True, slots=True)
class Page:
    """The frame of a page.

    ``here`` is its own address, to come back to after the language is changed; each language is called by its own name.
    """

    service_name: str
    time_zone: str
    version: str
    here: str
    actor: Actor | None
    purpose: str
    rooms: tuple[Room, ...]
    languages: tuple[tuple[str, str], ...]


def page(request: HttpRequest) -> Mapping[str, Page]:
    """The frame of the page that answers ``request``."""
    chosen = settings()
    actor = present(request)
    shown = request.resolver_match.view_name if request.resolver_match else ""
    rooms = (*ROOMS, *(KEEPERS_ROOMS if actor and actor.role in KEEPERS else ()))
    frame = Page(
        service_name=chosen.service_name,
        time_zone=str(chosen.time_zone),
        version=VERSION,
        here=request.get_full_path() if request.method == "GET" else "/",
        actor=actor,
        purpose=gettext(PURPOSE_LABELS[actor.purpose]) if actor else "",
        rooms=tuple(Room(view, gettext(label), shown.startswith(begins)) for view, begins, label in rooms),
        languages=tuple(site.LANGUAGES),
    )
    return {"page": frame}
