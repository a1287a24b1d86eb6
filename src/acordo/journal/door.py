"""Who stands at the door: from a request's session to the actor who acts.

The session holds the officer and the purpose chosen at sign-in, nothing else. The actor's language is the one the
page is read in.
"""

from __future__ import annotations

from dataclasses import replace
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
