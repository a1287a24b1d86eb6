"""Who stands at the door: from a request's session to the actor who acts.

The session holds the officer and the purpose chosen at sign-in, nothing else. The actor's language is the one the
page is read in.

Behind a proxy every request comes from the proxy's own address. Where the operator says that one stands in front
(``secure``), the place of a sign-in is what that proxy wrote last into ``X-Forwarded-For``; else the header is
anybody's word and counts for nothing.
"""

from __future__ import annotations

from dataclasses import replace
from ipaddress import ip_address
from typing import TYPE_CHECKING

from django.utils.translation import get_language

from acordo.config import LANGUAGES, settings
from acordo.errors import Refused
from acordo.journal.acts import as_actor
from acordo.journal.models import Officer
from acordo.journal.words import Actor, Purpose

if TYPE_CHECKING:
    from django.http import HttpRequest

PURPOSE_KEY = "purpose"


class NoPurpose(Refused):
    """The session carries no purpose, so nothing may be done in it."""

    code = "journal.no_purpose"
    sentence = "No purpose is stated for this session. Sign out, and sign in again with a purpose."


def present(request: HttpRequest) -> Actor | None:
    """The actor of this request; None where nobody is signed in or no purpose is stated."""
    officer = getattr(request, "user", None)
    purpose = request.session.get(PURPOSE_KEY) if isinstance(officer, Officer) else None
    if not isinstance(officer, Officer) or purpose not in set(Purpose):
        return None
    actor = as_actor(officer, Purpose(purpose), settings().service)
    language = get_language()
    return replace(actor, language=language) if language in LANGUAGES else actor


def actor_of(request: HttpRequest) -> Actor:
    """The actor of this request.

    Raises:
        NoPurpose: nobody is signed in with a purpose.
    """
    actor = present(request)
    if actor is None:
        raise NoPurpose
    return actor


def place_of(request: HttpRequest) -> str:
    """Where a request comes from: an address of the network, as far as it can be known."""
    peer = str(request.META.get("REMOTE_ADDR", ""))
    if not settings().secure:
        return peer
    last = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip()
    try:
        return str(ip_address(last))
    except ValueError:
        return peer
