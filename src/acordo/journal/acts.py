"""The verbs of the gate itself: appoint an officer, set a password, issue a token, sign in and out."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from acordo import clock
from acordo.errors import Conflict, Invalid, Missing
from acordo.journal import chain, permits
from acordo.journal.gate import Act, perform, witness
from acordo.journal.models import LONGEST_LABEL, LONGEST_NAME, LONGEST_USERNAME, ActPayload, Officer, Person, Token
from acordo.journal.signing_in import officer_for
from acordo.journal.words import Actor, Purpose, Role
from acordo.markings import Level

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

APPOINT = permits.declare("journal.appoint", {Role.CHIEF, Role.OPERATOR}, "appoint an officer")
SET_PASSWORD = permits.declare("journal.set_password", Role, "set one's own password, or an officer's as operator")
ISSUE_TOKEN = permits.declare("journal.issue_token", {Role.CHIEF, Role.OPERATOR}, "issue a token to a program")
REVOKE_TOKEN = permits.declare("journal.revoke_token", {Role.CHIEF, Role.OPERATOR}, "revoke a program's token")
SIGN_IN = permits.declare("journal.sign_in", Role, "sign in at the desk")
SIGN_OUT = permits.declare("journal.sign_out", Role, "sign out")
VERIFY = permits.declare("journal.verify", Role, "prove the journal")
PURGE = permits.declare(chain.PURGE, {Role.CHIEF, Role.OPERATOR}, "purge the payload of lines past their retention")

SHORTEST_PASSWORD = 12
"""NIST SP 800-63B-4 asks for 15 where a password stands alone; 12 until passkeys stand beside it."""


class NameTaken(Conflict):
    """Another officer signs in under this name."""

    code = "journal.name_taken"
    sentence = "The sign-in name {username!r} is taken. Choose another."


class WeakPassword(Invalid):
    """The password is too short."""

    code = "journal.weak_password"
    sentence = "The password has {length} characters; it needs at least {least}. A sentence of four words is good."


class UnfitText(Invalid):
    """A name is empty, too long, or holds signs that cannot be stored."""

    code = "journal.unfit_text"
    sentence = "The {what} {given!r} cannot be kept: it needs 1 to {most} signs, none of them a control sign. Mend it."


class LabelTaken(Conflict):
    """A valid token has this label."""

    code = "journal.label_taken"
    sentence = "A token labelled {label!r} is valid already. Revoke it first, or choose another label."


class NoSuchToken(Missing):
    """No valid token has this label."""

    code = "journal.no_such_token"
    sentence = "No valid token is labelled {label!r}. 'acordo tokens ls' shows those that are."


class NothingToPurge(Missing):
    """A line is not there, or its payload is gone already."""

    code = "journal.nothing_to_purge"
    sentence = "{count} of the lines named hold nothing to purge, the first of them line {number}. Nothing was purged."


class NoReason(Invalid):
    """A purge without a reason."""

    code = "journal.no_reason"
    sentence = "A purge needs a reason, which stays in the journal. State the rule of retention that it follows."


@dataclass(frozen=True, slots=True)
class Appointment:
    """Whom to appoint: the person's name, the name to sign in with, and the office."""

    name: str
    username: str
    role: Role
    clearance: Level = Level.SECRET
    language: str = "pt"


def first_actor(appointment: Appointment, service: str) -> Actor:
    """The first officer of an empty home, who appoints himself or herself."""
    return Actor(
        officer=clock.new_id(),
        person=clock.new_id(),
        name=appointment.name,
        username=appointment.username,
        role=appointment.role,
        clearance=appointment.clearance,
        service=service,
        purpose=Purpose.UPKEEP,
        language=appointment.language,
    )


def appoint(
    actor: Actor, appointment: Appointment, password: str | None, *, ids: tuple[UUID, UUID] | None = None
) -> UUID:
    """Make an officer of a person; without a password the officer signs in by token only.

    ``ids`` (officer, person) are given for the first officer of a home alone.

    Raises:
        UnfitText: the name or the sign-in name cannot be kept.
        WeakPassword: it is too short.
        NameTaken: another officer has the sign-in name.
    """
    _require_text("name", appointment.name, LONGEST_NAME)
    _require_text("sign-in name", appointment.username, LONGEST_USERNAME)
    encoded = _encode(password)
    officer_id, person_id = ids or (clock.new_id(), clock.new_id())

    def write(_: None) -> UUID:
        if Officer.objects.filter(username=appointment.username).exists():
            raise NameTaken(username=appointment.username)
        Person.objects.create(id=person_id, name=appointment.name)
        Officer.objects.create(
            id=officer_id,
            person_id=person_id,
            username=appointment.username,
            role=appointment.role,
            clearance=appointment.clearance,
            language=appointment.language,
            password=encoded,
            appointed_at=clock.now(),
        )
        return officer_id

    about = {"officer": str(officer_id), "name": appointment.name, "role": appointment.role}
    return perform(actor, Act(APPOINT, lambda: None, write, lambda _, __: about))


def set_password(actor: Actor, officer: UUID, password: str) -> None:
    """Set an officer's password: one's own, or another's as operator or chief.

    Raises:
        NotPermitted: it is another's, and the role is neither operator nor chief.
        WeakPassword: it is too short.
    """
    if officer != actor.officer:
        permits.require(actor, APPOINT)
    encoded = _encode(password)

    def write(_: None) -> None:
        Officer.objects.filter(pk=officer).update(password=encoded)

    perform(actor, Act(SET_PASSWORD, lambda: None, write, lambda _, __: {"officer": str(officer)}))


def issue_token(
    actor: Actor,
    officer: UUID,
    label: str,
    purpose: Purpose,
    *,
    expires: datetime | None = None,
    instead: bool = False,
) -> str:
    """A secret that stands for an officer at the command line, or for a program that works for the officer.

    It is shown once and kept only as a digest. A label names one valid token at a time; ``instead`` revokes what was
    issued to the officer under it before.

    Raises:
        UnfitText: the label cannot be kept.
        LabelTaken: a token with this label is still valid.
    """
    _require_text("label", label, LONGEST_LABEL)
    secret = secrets.token_urlsafe(32)

    def write(_: None) -> None:
        valid = Token.objects.filter(label=label, revoked_at=None)
        if instead:
            valid.filter(officer_id=officer).update(revoked_at=clock.now())
        elif valid.filter(Q(expires_at=None) | Q(expires_at__gt=clock.now())).exists():
            raise LabelTaken(label=label)
        Token.objects.create(
            officer_id=officer,
            label=label,
            digest=token_digest(secret),
            purpose=purpose,
            issued_at=clock.now(),
            expires_at=expires,
        )

    about = {"officer": str(officer), "label": label, "purpose": purpose}
    told = about | ({"expires": expires.isoformat()} if expires else {})
    perform(actor, Act(ISSUE_TOKEN, lambda: None, write, lambda _, __: told))
    return secret


def revoke_token(actor: Actor, label: str) -> None:
    """End every token with this label at once; what was done with it stays in the journal.

    Raises:
        NoSuchToken: no valid token has the label.
    """

    def write(_: None) -> int:
        ended = Token.objects.filter(label=label, revoked_at=None).update(revoked_at=clock.now())
        if not ended:
            raise NoSuchToken(label=label)
        return ended

    perform(actor, Act(REVOKE_TOKEN, lambda: None, write, lambda _, ended: {"label": label, "tokens": ended}))


def purge(actor: Actor, numbers: Iterable[int], reason: str) -> int:
    """Forget for ever what was done in these lines, and leave the line that answers for it; how many were purged.

    The chain still holds, since it binds a salted digest alone (decision 10).

    Raises:
        NoReason: none is stated.
        NothingToPurge: a line is not there or is purged already; no line was purged.
    """
    if not reason.strip():
        raise NoReason
    asked = sorted(set(numbers))

    def write(_: None) -> int:
        held = {number for part in _parts(asked) for number in _purgeable(part)}
        empty = [number for number in asked if number not in held]
        if empty or not asked:
            raise NothingToPurge(count=len(empty), number=empty[0] if empty else 0)
        return len(asked)

    def purge_under(_: None, own: int) -> None:
        for part in _parts(asked):
            ActPayload.objects.filter(number__in=part).update(payload=None, salt=None, purged_under=own)

    about = {"lines": asked, "reason": reason.strip()}
    return perform(actor, Act(PURGE, lambda: None, write, lambda _, __: about, purge_under))


def _require_text(what: str, given: str, most: int) -> None:
    if not given.strip() or len(given) > most or not given.isprintable():
        raise UnfitText(what=what, given=given[:80], most=most)


def _parts(numbers: list[int]) -> list[list[int]]:
    return [numbers[start : start + 500] for start in range(0, len(numbers), 500)]


def _purgeable(numbers: list[int]) -> Iterable[int]:
    return ActPayload.objects.filter(number__in=numbers, payload__isnull=False).values_list("number", flat=True)


def sign_in(username: str, password: str, purpose: Purpose, place: str, service: str) -> tuple[Officer, Actor]:
    """The officer whom the credentials name, with the line that says so.

    Raises:
        WrongSignIn: they name nobody.
        TooManyAttempts: this account was tried too often from this place.
    """
    officer = officer_for(username, password, place)
    actor = as_actor(officer, purpose, service)
    witness(actor, SIGN_IN, {"place": place})
    return officer, actor


def sign_out(actor: Actor) -> None:
    """Leave the line that ends a session."""
    witness(actor, SIGN_OUT, {})


def as_actor(officer: Officer, purpose: Purpose, service: str, program: str = "") -> Actor:
    """An officer acting now, for a purpose; ``program`` is the label of the token that acts for him or her."""
    return Actor(
        officer=officer.pk,
        person=officer.person_id,
        name=officer.person.name,
        username=officer.username,
        role=Role(officer.role),
        clearance=Level(officer.clearance),
        service=service,
        purpose=purpose,
        language=officer.language,
        program=program,
    )


def token_digest(secret: str) -> bytes:
    """What is kept of a token."""
    return hashlib.sha256(secret.encode()).digest()


def _encode(password: str | None) -> str:
    from django.contrib.auth.hashers import make_password

    if password is not None and len(password) < SHORTEST_PASSWORD:
        raise WeakPassword(length=len(password), least=SHORTEST_PASSWORD)
    return make_password(password)
