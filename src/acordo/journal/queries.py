"""The readers of the gate: who acts, and whether the journal holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection

from acordo import clock
from acordo.errors import Missing, Refused
from acordo.journal import bearers, permits
from acordo.journal.acts import ISSUE_TOKEN, VERIFY, as_actor, token_digest
from acordo.journal.chain import BrokenChain, Line, Proof, verify
from acordo.journal.gate import witness
from acordo.journal.models import Head, Officer, Token
from acordo.journal.words import Actor, Purpose, TokenView

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import timedelta
    from uuid import UUID

_PAGE = 10_000


class UnknownToken(Refused):
    """The token stands for nobody."""

    code = "journal.unknown_token"
    sentence = "The token in {where} is not known here, has expired or was revoked. Ask the operator for another."


class NoSuchOfficer(Missing):
    """Nobody signs in under that name."""

    code = "journal.no_such_officer"
    sentence = "Nobody signs in as {username!r}. 'acordo officers ls' shows who does."


def actor_of_token(secret: str, where: str, purpose: Purpose | None, service: str) -> Actor:
    """Who acts with this token, for its own purpose unless another is stated.

    Raises:
        UnknownToken: it is not known, has expired, was revoked, or its officer has left.
    """
    held = bearers.bearer_of(token_digest(secret.strip()))
    if held is None:
        raise UnknownToken(where=where)
    return as_actor(held.officer, purpose or Purpose(held.purpose), service, held.label)


def tokens(actor: Actor) -> tuple[TokenView, ...]:
    """Every token that is not revoked, oldest first; never its secret, which nobody keeps.

    Raises:
        NotPermitted: the role does not issue tokens.
    """
    permits.require(actor, ISSUE_TOKEN)
    held = Token.objects.filter(revoked_at=None).select_related("officer").order_by("issued_at", "pk")
    return tuple(
        TokenView(row.label, Purpose(row.purpose), row.officer.username, row.issued_at, row.expires_at) for row in held
    )


def first_officer(service: str) -> Actor | None:
    """The officer who was appointed first and is still active, for the person who made this home; None if none is."""
    held = Officer.objects.filter(is_active=True).select_related("person").order_by("appointed_at", "pk").first()
    return as_actor(held, Purpose.UPKEEP, service) if held else None


def officer_named(username: str) -> UUID:
    """The officer who signs in under a name.

    Raises:
        NoSuchOfficer: nobody does.
    """
    found = Officer.objects.filter(username=username).values_list("pk", flat=True).first()
    if found is None:
        raise NoSuchOfficer(username=username)
    return found


def sign_in_names() -> tuple[tuple[str, str, str], ...]:
    """Each active officer's sign-in name, role and name, for the person who runs this machine."""
    held = Officer.objects.filter(is_active=True).select_related("person").order_by("appointed_at", "pk")
    return tuple((officer.username, officer.role, officer.person.name) for officer in held)


def proof(actor: Actor) -> tuple[Proof, timedelta]:
    """Verify the whole journal as it stands now, and how long that took.

    Raises:
        BrokenChain: names the first line that does not hold.
    """
    started = clock.now()
    head = Head.objects.get(id=1)
    proved = verify(_lines(head.number), (head.number, bytes(head.digest)))
    _nothing_beyond_the_head()
    taken = clock.now() - started
    witness(actor, VERIFY, {"lines": proved.lines})
    return proved, taken


def _nothing_beyond_the_head() -> None:
    """One statement sees one state, so an act that is being done meanwhile is no alarm."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT h.number, (SELECT MAX(number) FROM journal_actline) FROM journal_head h")
        head, last = cursor.fetchone()
    if (last or 0) != head:
        raise BrokenChain(number=last or 0, reason=f"the journal says that its last line is number {head}")


def _lines(last: int) -> Iterator[Line]:
    """Every line up to ``last``, in pages by number."""
    after = -(2**62)
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT l.number, l.previous, l.digest, l.chained, p.salt, p.payload, p.purged_under "
                "FROM journal_actline l LEFT JOIN journal_actpayload p ON p.number = l.number "
                "WHERE l.number > %s AND l.number <= %s ORDER BY l.number LIMIT %s",
                [after, last, _PAGE],
            )
            rows = cursor.fetchall()
        for number, previous, digest, chained, salt, payload, purged in rows:
            yield Line(number, bytes(previous), bytes(digest), bytes(chained), _bytes(salt), _bytes(payload), purged)
        if len(rows) < _PAGE:
            return
        after = rows[-1][0]


def _bytes(value: bytes | memoryview | None) -> bytes | None:
    return None if value is None else bytes(value)
