"""No write without a permit, none without a line; the database itself refuses the rest."""

from __future__ import annotations

import json
import sqlite3
from typing import ClassVar
from uuid import uuid4

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import DatabaseError, connection, transaction
from django.test import override_settings

from acordo.journal import acts, permits, queries, triggers
from acordo.journal.chain import BrokenChain
from acordo.journal.gate import Act, perform, witness
from acordo.journal.guard import Gate, UnguardedWrite, opened
from acordo.journal.models import ActLine, ActPayload, Head, Officer, Person
from acordo.journal.signing_in import TooManyAttempts, WrongSignIn
from acordo.journal.words import Purpose, Role
from tests import cast

pytestmark = pytest.mark.django_db


def _lines() -> int:
    return ActLine.objects.count()


def test_an_act_leaves_one_line_that_names_officer_purpose_and_role() -> None:
    chief = cast.actor()
    before = _lines()
    acts.appoint(chief, acts.Appointment("Ana Invented", "ana", Role.ANALYST), "four words make one")
    assert _lines() == before + 1
    said = json.loads(bytes(ActLine.objects.order_by("-number")[0].chained))
    assert said["act"] == "journal.appoint"
    assert (said["officer"], said["purpose"], said["role"]) == (str(chief.officer), "inquiry", "chief")


def test_no_name_enters_the_chained_bytes() -> None:
    acts.appoint(cast.actor(), acts.Appointment("Ana Invented", "ana", Role.ANALYST), None)
    line = ActLine.objects.order_by("-number")[0]
    assert b"Invented" not in bytes(line.chained)
    assert b"Invented" in bytes(ActPayload.objects.get(number=line.number).payload or b"")


def test_a_role_that_is_not_named_is_refused_before_anything_is_prepared() -> None:
    prepared: list[bool] = []
    act = Act(acts.APPOINT, lambda: prepared.append(True), lambda _: None, lambda _, __: {})
    with pytest.raises(permits.NotPermitted, match=r"The role '[a-z]+' does not"):
        perform(cast.actor(Role.SCREENER), act)
    assert not prepared


def test_an_act_that_fails_leaves_neither_writes_nor_line() -> None:
    before = _lines()

    def write(_: None) -> None:
        Person.objects.create(name="Half Written")
        raise RuntimeError("the power went")

    with pytest.raises(RuntimeError, match="the power went"):
        perform(cast.actor(), Act(acts.APPOINT, lambda: None, write, lambda _, __: {}))
    assert _lines() == before
    assert not Person.objects.filter(name="Half Written").exists()


def test_a_write_beside_the_gate_is_refused() -> None:
    with pytest.raises(UnguardedWrite):
        Person.objects.create(name="Beside The Gate")


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE journal_person SET name = 'x'",
        "DELETE FROM journal_person",
        "  insert into journal_person (id, name) values ('1', 'x')",
        'INSERT OR REPLACE INTO "journal_person" VALUES (1)',
        "WITH x AS (SELECT 1) DELETE FROM journal_person",
        "DROP TABLE journal_person",
        "ALTER TABLE journal_person ADD COLUMN x integer",
        "CREATE TABLE x (y integer)",
        "TRUNCATE journal_person",
        "/* comment */ DELETE FROM journal_person",
        "EXPLAIN ANALYZE UPDATE journal_person SET name = 'x'",
        "EXPLAIN (ANALYZE, VERBOSE) DELETE FROM journal_person",
        "SELECT 1; UPDATE journal_person SET name = 'x'",
        "DELETE FROM django_session; DELETE FROM journal_person",
        "SELECT 1 AS a INTO newtable",
        "SELECT setval('journal_failedsignin_id_seq', 1)",
        "SELECT pg_catalog.\"setval\" ('journal_failedsignin_id_seq', 1)",
        "SELECT set_config('session_replication_role', 'replica', false)",
        "SET session_replication_role = 'replica'",
        "SET ROLE postgres",
        "PRAGMA writable_schema=ON",
        "PRAGMA user_version = 7",
        "PRAGMA query_only(0)",
    ],
)
def test_raw_sql_that_writes_is_refused_too(sql: str) -> None:
    with pytest.raises(UnguardedWrite), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT 'a; UPDATE b', name AS \"into\" FROM journal_person",
        "SELECT 1; -- nothing follows",
        "EXPLAIN SELECT 1",
        "SELECT COUNT(*), MAX(LENGTH(name)) FROM journal_person WHERE name IN ('set_config(''x'')')",
    ],
)
def test_a_reading_that_only_looks_like_a_write_passes(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def test_an_act_may_not_change_the_session_or_the_schema() -> None:
    for sql in ("SET session_replication_role = 'replica'", "PRAGMA writable_schema=ON", "DROP TABLE journal_person"):
        with pytest.raises(UnguardedWrite), opened(Gate.WRITING), connection.cursor() as cursor:
            cursor.execute(sql)


_BENEATH = (
    "UPDATE journal_person SET name = 'x'",
    "INSERT INTO journal_person (id, name) VALUES ('1', 'x')",
    "DELETE FROM journal_person",
    "CREATE TABLE beside (x integer)",
    "CREATE TEMP TABLE beside (x integer)",
    "DROP TRIGGER journal_actline_no_update",
    "ALTER TABLE journal_person ADD COLUMN x integer",
    "UPDATE sqlite_master SET sql = ''",
    "ATTACH ':memory:' AS beside",
    "PRAGMA writable_schema=ON",
    "PRAGMA query_only=0",
)


@pytest.mark.parametrize("sql", _BENEATH)
def test_sqlite_itself_asks_the_gate_beneath_django(sql: str) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the authorizer is SQLite's")
    connection.ensure_connection()
    with pytest.raises(sqlite3.DatabaseError, match=r"not authorized|may not be modified"):
        connection.connection.execute(sql)
    with pytest.raises(sqlite3.DatabaseError, match=r"not authorized|may not be modified"):
        connection.connection.executescript(sql)


def test_a_statement_prepared_while_the_gate_was_open_is_refused_once_it_is_shut() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the authorizer is SQLite's")
    again = "INSERT INTO journal_person (id, name) VALUES (?, 'x')"
    for gate in (Gate.WRITING, Gate.MIGRATING):
        with opened(gate), connection.cursor() as cursor:
            for _ in range(3):
                cursor.execute(again.replace("?", "%s"), [uuid4().hex])
        with pytest.raises(sqlite3.DatabaseError, match="not authorized"):
            connection.connection.execute(again, [uuid4().hex])
    with opened(Gate.MIGRATING):
        connection.connection.execute(again, [uuid4().hex])
    with pytest.raises(sqlite3.DatabaseError, match="not authorized"):
        connection.connection.execute(again, [uuid4().hex])


def test_a_write_past_django_is_refused_even_inside_an_act() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the authorizer is SQLite's")
    connection.ensure_connection()
    with opened(Gate.WRITING), pytest.raises(sqlite3.DatabaseError, match="not authorized"):
        connection.connection.execute("DELETE FROM journal_person")


def test_preparing_an_act_may_not_write_what_others_see() -> None:
    with pytest.raises(UnguardedWrite), opened(Gate.STAGING):
        Person.objects.create(name="While Preparing")


def test_only_an_act_that_stages_may_touch_what_is_staged_while_it_prepares() -> None:
    def sneak() -> None:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE register_statement SET value = value")

    before = _lines()
    with pytest.raises(UnguardedWrite):
        perform(cast.actor(), Act(acts.APPOINT, sneak, lambda _: None, lambda _, __: {}))
    assert _lines() == before
    perform(cast.actor(), Act(acts.APPOINT, sneak, lambda _: None, lambda _, __: {}, stages=True))


def test_a_reading_is_witnessed() -> None:
    before = _lines()
    witness(cast.actor(), acts.VERIFY, {"page": "x"})
    assert _lines() == before + 1


def _refused(sql: str) -> None:
    refused = pytest.raises(DatabaseError, match="append-only")
    with refused, opened(Gate.MIGRATING), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE journal_actline SET chained = chained",
        "DELETE FROM journal_actline",
        "DELETE FROM journal_actpayload",
        "UPDATE journal_actpayload SET payload = salt",
        "UPDATE journal_head SET number = 1",
        "DELETE FROM journal_head",
    ],
)
def test_the_database_refuses_to_change_the_journal(sql: str) -> None:
    witness(cast.actor(), acts.VERIFY, {})
    witness(cast.actor(), acts.VERIFY, {})
    _refused(sql)


def test_the_database_refuses_a_way_round_by_replacing() -> None:
    witness(cast.actor(), acts.VERIFY, {})
    verb = "INSERT OR REPLACE" if connection.vendor == "sqlite" else "INSERT"
    columns = "number, previous, digest, chained"
    _refused(f"{verb} INTO journal_actline ({columns}) SELECT {columns} FROM journal_actline")


def test_the_database_refuses_a_way_round_by_truncating() -> None:
    witness(cast.actor(), acts.VERIFY, {})
    verb = "DELETE FROM" if connection.vendor == "sqlite" else "TRUNCATE"
    for table in ("journal_actline", "journal_actpayload", "journal_head"):
        _refused(f"{verb} {table}")


def test_a_payload_can_be_purged_by_an_act_and_the_journal_still_holds() -> None:
    numbers = []
    for _ in range(3):
        witness(cast.actor(), acts.VERIFY, {"name": "to be forgotten"})
        numbers.append(Head.objects.get().number)
    assert acts.purge(cast.actor(), numbers[:2], "kept for 10 years") == 2
    own = Head.objects.get().number
    assert set(ActPayload.objects.filter(payload=None).values_list("number", "purged_under")) == {
        (number, own) for number in numbers[:2]
    }
    assert json.loads(bytes(ActLine.objects.get(number=own).chained))["act"] == "journal.purge"
    proof, _ = queries.proof(cast.actor())
    assert proof.purged == 2


def test_a_purge_needs_a_reason_a_role_and_lines_that_hold_something() -> None:
    witness(cast.actor(), acts.VERIFY, {"name": "stays"})
    number = Head.objects.get().number
    with pytest.raises(acts.NoReason):
        acts.purge(cast.actor(), [number], " ")
    with pytest.raises(acts.NothingToPurge):
        acts.purge(cast.actor(), [number, number + 5], "kept for 10 years")
    with pytest.raises(permits.NotPermitted):
        acts.purge(cast.actor(Role.INSPECTOR), [number], "kept for 10 years")
    assert Head.objects.get().number == number
    assert not ActPayload.objects.filter(payload=None).exists()


def test_a_payload_purged_by_hand_is_refused_by_the_database_or_named_by_verify() -> None:
    witness(cast.actor(), acts.VERIFY, {"name": "hidden"})
    number = Head.objects.get().number
    hand = "UPDATE journal_actpayload SET payload = NULL, salt = NULL, purged_under = {} WHERE number = {}"
    _refused(hand.format(number, number))
    _refused(hand.format(number + 2, number))
    with opened(Gate.WRITING):
        ActPayload.objects.filter(number=number).update(payload=None, salt=None, purged_under=number + 1)
    witness(cast.actor(), acts.VERIFY, {})
    with pytest.raises(BrokenChain) as broken:
        queries.proof(cast.actor())
    assert broken.value.arguments["number"] == number


on_postgresql = pytest.mark.skipif(connection.vendor == "sqlite", reason="functions and roles are PostgreSQL's")


_MOVED = """DROP TRIGGER journal_actline_no_delete ON journal_actline;
CREATE TRIGGER journal_actline_no_delete BEFORE DELETE ON {} FOR EACH ROW {}
EXECUTE FUNCTION journal_actline_no_delete()"""


@on_postgresql
@pytest.mark.parametrize(
    "sql",
    [
        "CREATE OR REPLACE FUNCTION journal_actline_no_delete() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN END'",
        "ALTER TABLE journal_actline DISABLE TRIGGER journal_actline_no_delete",
        "ALTER TABLE journal_actline ENABLE REPLICA TRIGGER journal_actline_no_delete",
        _MOVED.format("journal_person", ""),
        _MOVED.format("journal_actline", "WHEN (false)"),
    ],
)
def test_a_trigger_that_was_emptied_moved_or_disabled_is_noticed_and_put_back(sql: str) -> None:
    assert triggers.missing() == ()
    with opened(Gate.MIGRATING), connection.cursor() as cursor:
        cursor.execute(sql)
        assert triggers.missing() == ("journal_actline_no_delete",)
        triggers.install()
    assert triggers.missing() == ()


@on_postgresql
def test_owners_their_members_and_superusers_could_switch_the_guards_off() -> None:
    with opened(Gate.MIGRATING), connection.cursor() as cursor:
        for role in ("journal_owner", "journal_member NOINHERIT", "journal_other"):
            cursor.execute(f"CREATE ROLE {role}")
        cursor.execute("GRANT journal_owner TO journal_member")
        assert triggers.owned_by_the_desk()
        cursor.execute("ALTER TABLE journal_actline OWNER TO journal_owner")
        owned = {}
        for role in ("journal_owner", "journal_member", "journal_other"):
            cursor.execute(f"SET LOCAL ROLE {role}")
            owned[role] = triggers.owned_by_the_desk()
            cursor.execute("RESET ROLE")
        assert triggers.owned_by_the_desk()
    assert owned == {"journal_owner": True, "journal_member": True, "journal_other": False}


def test_a_dropped_trigger_is_noticed_and_put_back() -> None:
    assert triggers.missing() == ()
    on = "" if connection.vendor == "sqlite" else " ON journal_actline"
    with opened(Gate.MIGRATING), connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER journal_actline_no_delete{on}")
        assert triggers.missing() == ("journal_actline_no_delete",)
        triggers.install()
    assert triggers.missing() == ()


def test_a_journal_changed_by_hand_is_named_by_verify() -> None:
    for _ in range(3):
        witness(cast.actor(), acts.VERIFY, {})
    number = Head.objects.get().number - 1
    off = {
        "sqlite": "DROP TRIGGER journal_actline_no_update",
        "postgresql": "ALTER TABLE journal_actline DISABLE TRIGGER ALL",
    }
    with opened(Gate.MIGRATING), connection.cursor() as cursor:
        cursor.execute(off[connection.vendor])
        ActLine.objects.filter(number=number).update(chained=b"{}")
    with pytest.raises(BrokenChain) as broken:
        queries.proof(cast.actor())
    assert broken.value.arguments["number"] == number


def test_a_line_added_beyond_the_head_is_noticed() -> None:
    witness(cast.actor(), acts.VERIFY, {})
    head = Head.objects.get()
    with opened(Gate.WRITING):
        ActLine.objects.create(number=head.number + 1, previous=head.digest, digest=b"d" * 32, chained=b"{}")
    with pytest.raises(BrokenChain):
        queries.proof(cast.actor())


def test_every_act_that_is_declared_names_a_role_and_a_meaning() -> None:
    table = permits.table()
    assert len(table) > 8
    assert all(kind.roles and kind.meaning for kind in table)


def test_an_inspector_cannot_do_any_act_that_changes_a_list() -> None:
    inspector = cast.actor(Role.INSPECTOR)
    for kind in permits.table():
        if kind.name in {"register.update", "register.decide", "screening.screen", "journal.appoint"}:
            with pytest.raises(permits.NotPermitted):
                permits.require(inspector, kind)


def test_a_sign_in_needs_the_right_password_and_never_says_which_was_wrong() -> None:
    acts.appoint(cast.actor(), acts.Appointment("Ana", "ana", Role.ANALYST), "four words make one")
    officer, actor = acts.sign_in("ana", "four words make one", Purpose.INQUIRY, "here", cast.ALDER)
    assert isinstance(officer, Officer)
    assert actor.role is Role.ANALYST
    wrong = []
    for name, password in (("ana", "wrong words here"), ("nobody", "four words make one")):
        with pytest.raises(WrongSignIn) as refused:
            acts.sign_in(name, password, Purpose.INQUIRY, "here", cast.ALDER)
        wrong.append(str(refused.value))
    assert wrong[0] == wrong[1]


def test_guessing_is_braked_at_one_place_and_a_colleague_elsewhere_is_not_locked_out() -> None:
    acts.appoint(cast.actor(), acts.Appointment("Ana", "ana", Role.ANALYST), "four words make one")
    for _ in range(5):
        with pytest.raises(WrongSignIn):
            acts.sign_in("ana", "a wild guess here", Purpose.INQUIRY, "there", cast.ALDER)
    with pytest.raises(TooManyAttempts):
        acts.sign_in("ana", "four words make one", Purpose.INQUIRY, "there", cast.ALDER)
    acts.sign_in("ana", "four words make one", Purpose.INQUIRY, "here", cast.ALDER)


def test_a_short_password_is_refused() -> None:
    with pytest.raises(acts.WeakPassword):
        acts.appoint(cast.actor(), acts.Appointment("Ana", "ana", Role.ANALYST), "short")


def test_a_token_stands_for_its_officer_until_it_is_revoked() -> None:
    chief = cast.actor()
    ana = acts.appoint(chief, acts.Appointment("Ana", "ana", Role.ANALYST), None)
    secret = acts.issue_token(chief, ana, "a program", Purpose.BORDER)
    actor = queries.actor_of_token(secret, "here", None, cast.ALDER)
    assert (actor.officer, actor.purpose) == (ana, Purpose.BORDER)
    with opened(Gate.WRITING):
        Officer.objects.filter(pk=ana).update(is_active=False)
    with pytest.raises(queries.UnknownToken):
        queries.actor_of_token(secret, "here", None, cast.ALDER)


class CountingHasher(Argon2PasswordHasher):
    """The hasher of the desk, which also notes what it is asked for."""

    done: ClassVar[list[str]] = []

    def encode(self, password: str, salt: str) -> str:
        """Encode, and note it."""
        self.done.append("encode")
        return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        """Verify, and note it."""
        self.done.append("verify")
        return super().verify(password, encoded)


def test_an_unknown_name_costs_one_verification_as_a_known_one_does() -> None:
    with override_settings(PASSWORD_HASHERS=[f"{__name__}.CountingHasher"]):
        acts.appoint(cast.actor(), acts.Appointment("Ana", "ana", Role.ANALYST), "four words make one")
        costs = []
        for name in ("nobody", "ana", "nobody else"):
            CountingHasher.done.clear()
            with pytest.raises(WrongSignIn):
                acts.sign_in(name, "wrong words here", Purpose.INQUIRY, "here", cast.ALDER)
            costs.append(tuple(CountingHasher.done))
    assert costs[1] == costs[2] == ("verify",)


@pytest.mark.parametrize(
    ("name", "username"),
    [("A" * 201, "ana"), ("Ana", "a" * 65), ("", "ana"), ("Ana", " "), ("A\0na", "ana"), ("Ana", "a\udcff")],
)
def test_a_name_that_cannot_be_kept_is_refused_with_a_sentence(name: str, username: str) -> None:
    with pytest.raises(acts.UnfitText):
        acts.appoint(cast.actor(), acts.Appointment(name, username, Role.ANALYST), None)


def test_the_database_itself_keeps_the_length_of_a_name() -> None:
    for name in ("", "A" * 201):
        with opened(Gate.WRITING), pytest.raises(DatabaseError), transaction.atomic():
            Person.objects.create(name=name)
