"""Tokens of programs: one label, one purpose, an end; and a line in the journal for each act done with one."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from acordo import clock
from acordo.journal import acts, queries
from acordo.journal.gate import witness
from acordo.journal.models import ActPayload, Token
from acordo.journal.permits import NotPermitted
from acordo.journal.words import Actor, Purpose, Role
from tests import cast

if TYPE_CHECKING:
    from uuid import UUID

    from tests.homes import Home

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana(db: None) -> UUID:
    return acts.appoint(cast.actor(), acts.Appointment("Ana", "ana", Role.ANALYST), None)


def _actor(secret: str) -> Actor:
    return queries.actor_of_token(secret, "Authorization", None, cast.ALDER)


def _last_told() -> dict[str, object]:
    payload = ActPayload.objects.order_by("-number").values_list("payload", flat=True).first()
    told: dict[str, object] = json.loads(bytes(payload or b"{}"))
    return told


def test_a_token_ends_with_its_last_day(ana: UUID) -> None:
    end = clock.now() + timedelta(days=1)
    secret = acts.issue_token(cast.actor(), ana, "post", Purpose.BORDER, expires=end)
    with clock.held_at(end - timedelta(seconds=1)):
        assert _actor(secret).purpose is Purpose.BORDER
    with clock.held_at(end), pytest.raises(queries.UnknownToken):
        _actor(secret)


def test_a_revoked_token_stands_for_nobody_at_once(ana: UUID) -> None:
    secret = acts.issue_token(cast.actor(), ana, "post", Purpose.BORDER)
    assert _actor(secret)
    acts.revoke_token(cast.actor(), "post")
    assert _last_told() == {"label": "post", "tokens": 1}
    with pytest.raises(queries.UnknownToken):
        _actor(secret)
    with pytest.raises(acts.NoSuchToken):
        acts.revoke_token(cast.actor(), "post")


def test_a_label_names_one_valid_token(ana: UUID) -> None:
    end = clock.now() + timedelta(days=1)
    acts.issue_token(cast.actor(), ana, "post", Purpose.BORDER, expires=end)
    with pytest.raises(acts.LabelTaken):
        acts.issue_token(cast.actor(), ana, "post", Purpose.INQUIRY)
    with clock.held_at(end):
        acts.issue_token(cast.actor(), ana, "post", Purpose.INQUIRY)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.CHIEF, Role.OPERATOR}))
def test_only_chief_and_operator_issue_list_and_revoke(role: Role, ana: UUID) -> None:
    for attempt in (
        lambda: acts.issue_token(cast.actor(role), ana, "post", Purpose.BORDER),
        lambda: acts.revoke_token(cast.actor(role), "post"),
        lambda: queries.tokens(cast.actor(role)),
    ):
        with pytest.raises(NotPermitted):
            attempt()


def test_the_list_tells_everything_but_the_secret(ana: UUID) -> None:
    secret = acts.issue_token(cast.actor(), ana, "post", Purpose.BORDER)
    (held,) = queries.tokens(cast.actor())
    assert (held.label, held.purpose, held.username, held.expires_at) == ("post", Purpose.BORDER, "ana", None)
    assert secret not in repr(held)
    assert not Token.objects.filter(digest=secret.encode()).exists()


def test_the_journal_says_which_program_acted(ana: UUID) -> None:
    actor = _actor(acts.issue_token(cast.actor(), ana, "post", Purpose.BORDER))
    witness(actor, acts.SIGN_OUT, {"place": "here"})
    assert _last_told() == {"place": "here", "program": "post"}
    witness(cast.actor(), acts.SIGN_OUT, {"place": "here"})
    assert _last_told() == {"place": "here"}


def test_the_command_line_issues_lists_and_revokes(home: Home) -> None:
    wanted = ("--for", "first", "--label", "post 4", "--purpose", "border")
    secret = home.acordo("tokens", "issue", *wanted, "--expires", "2999-12-31").strip()
    assert len(secret) > 40
    listed = home.acordo("tokens", "ls")
    assert "post 4\tborder\tfirst\t" in listed
    assert "2999-12-31" in listed
    assert secret not in listed
    assert "journal.label_taken" in home.run("tokens", "issue", *wanted).stderr
    assert "post 4" in home.acordo("tokens", "revoke", "post 4")
    assert "post 4" not in home.acordo("tokens", "ls")
    assert "journal.no_such_token" in home.run("tokens", "revoke", "post 4").stderr
    assert "cli.unknown_purpose" in home.run("tokens", "issue", *wanted[:5], "curiosity").stderr
    for day in ("2001-01-01", "soon", "9999-12-31"):
        assert "cli.unfit_day" in home.run("tokens", "issue", *wanted, "--expires", day).stderr
