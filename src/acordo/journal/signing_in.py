"""Who signs in: a password checked with argon2id, and a brake on guessing.

Five failures within fifteen minutes close one account *from one place* for the rest of that time, so that nobody can
lock a colleague out from elsewhere (NIST SP 800-63B, 5.2.2). Which of name and password was wrong is never told, and
an unknown name takes as long as a known one.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import check_password, make_password

from acordo import clock
from acordo.errors import Refused
from acordo.journal import bearers
from acordo.journal.models import FailedSignIn, Officer

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

FAILURES = 5
WINDOW = timedelta(minutes=15)


class TooManyAttempts(Refused):
    """The brake on guessing is closed."""

    code = "journal.too_many_attempts"
    sentence = "Too many failed attempts. Wait {minutes} minutes, or ask the operator to set a new password."


class WrongSignIn(Refused):
    """The name and the password do not belong together."""

    code = "journal.wrong_sign_in"
    sentence = "The name or the password is wrong. Check both; capital letters count in the password."


def officer_for(username: str, password: str, place: str) -> Officer:
    """The active officer whom these credentials name.

    Raises:
        TooManyAttempts: this account was tried too often from this place.
        WrongSignIn: they name nobody.
    """
    key = hashlib.sha256(f"{username.casefold()}\0{place}".encode()).digest()
    since = clock.now() - WINDOW
    if FailedSignIn.objects.filter(key=key, at__gt=since).count() >= FAILURES:
        raise TooManyAttempts(minutes=int(WINDOW.total_seconds() // 60))
    officer = Officer.objects.select_related("person").filter(username=username, is_active=True).first()
    encoded = officer.password if officer else _nobodys()
    if not check_password(password, encoded) or officer is None:
        FailedSignIn.objects.create(key=key, at=clock.now())
        raise WrongSignIn
    FailedSignIn.objects.filter(key=key).delete()
    FailedSignIn.objects.filter(at__lt=since).delete()
    return officer


@cache
def _nobodys() -> str:
    """A password that is nobody's, encoded once, so that an unknown name costs the one verification of a known one."""
    return make_password(secrets.token_urlsafe())


class Backend(BaseBackend):
    """Tells Django's sessions who an officer is; credentials are checked by ``officer_for`` alone."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> None:
        """Never: pages sign in through ``acts.sign_in``."""

    def get_user(self, user_id: UUID) -> Officer | None:
        """The active officer of a session."""
        return bearers.officer_with(user_id)
