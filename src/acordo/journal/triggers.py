"""Append-only, by the database itself.

Django remakes a table on SQLite when it changes and silently drops its triggers, so they are installed again after
each migration and compared word for word when a door opens (``missing``). ``INSERT OR REPLACE`` deletes without a
DELETE trigger on SQLite, so an existing number is refused before insertion. TRUNCATE passes row triggers on
PostgreSQL, so it has its own.
"""

from __future__ import annotations

from django.db import connection, connections

_FORBIDDEN = {
    "journal_actline_no_update": ("UPDATE", "journal_actline", ""),
    "journal_actline_no_delete": ("DELETE", "journal_actline", ""),
    "journal_actline_no_replace": (
        "INSERT",
        "journal_actline",
        (
            "EXISTS (SELECT 1 FROM journal_actline WHERE number = NEW.number OR previous = NEW.previous "
            "OR digest = NEW.digest)"
        ),
    ),
    "journal_actpayload_no_delete": ("DELETE", "journal_actpayload", ""),
    "journal_actpayload_only_purge": (
        "UPDATE",
        "journal_actpayload",
        (
            "NEW.number <> OLD.number OR NEW.payload IS NOT NULL OR NEW.salt IS NOT NULL OR NEW.purged_under IS NULL "
            "OR OLD.payload IS NULL OR NEW.purged_under <> (SELECT number FROM journal_head) + 1"
        ),
    ),
    "journal_actpayload_no_replace": (
        "INSERT",
        "journal_actpayload",
        "EXISTS (SELECT 1 FROM journal_actpayload WHERE number = NEW.number)",
    ),
    "journal_head_no_delete": ("DELETE", "journal_head", ""),
    "journal_head_only_forward": ("UPDATE", "journal_head", "NEW.number <> OLD.number + 1"),
    "journal_head_no_replace": ("INSERT", "journal_head", "EXISTS (SELECT 1 FROM journal_head WHERE id = NEW.id)"),
}
_TABLES = ("journal_actline", "journal_actpayload", "journal_head")
_REFUSAL = "the journal is append-only"


def _sqlite() -> dict[str, str]:
    return {
        name: f"CREATE TRIGGER {name} BEFORE {event} ON {table}"
        + (f" WHEN {condition}" if condition else "")
        + f" BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
        for name, (event, table, condition) in _FORBIDDEN.items()
    }


def _postgresql() -> dict[str, str]:
    rows = {
        name: f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
        for name, (event, table, _) in _FORBIDDEN.items()
    }
    whole = {
        f"{table}_no_truncate": f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION journal_no_truncate()"
        for table in _TABLES
    }
    return rows | whole


def _bodies() -> dict[str, str]:
    """The body of each PostgreSQL function, by its name."""
    refuse = f"RAISE EXCEPTION '{_REFUSAL}';"
    bodies = {
        name: f" BEGIN IF {condition} THEN {refuse} END IF; RETURN NEW; END " if condition else f" BEGIN {refuse} END "
        for name, (_, _, condition) in _FORBIDDEN.items()
    }
    return bodies | {"journal_no_truncate": f" BEGIN {refuse} END "}


def install(using: str = "default") -> None:
    """Put every trigger in place, replacing what stands under its name."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name, statement in _sqlite().items():
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
                cursor.execute(statement)
            return
        for name, body in _bodies().items():
            cursor.execute(f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$")
        for name, statement in _postgresql().items():
            cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {statement.split(' ON ')[1].split()[0]}")
            cursor.execute(statement)


def grant(role: str, using: str) -> None:
    """On PostgreSQL, let the role that the desk works as use the owner's tables, and add to the journal only.

    The owner alone could switch the triggers off, and the desk is not the owner. What PostgreSQL grants to everyone
    by default (the right to create tables in the schema, before version 15) is taken away.
    """
    connection = connections[using]
    quoted = connection.ops.quote_name(role)
    additive = {"journal_actline": "SELECT, INSERT"} | dict.fromkeys(_TABLES[1:], "SELECT, INSERT, UPDATE")
    with connection.cursor() as cursor:
        cursor.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {quoted}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {quoted}")
        for table in connection.introspection.table_names(cursor):
            rights = additive.get(table, "SELECT, INSERT, UPDATE, DELETE")
            name = connection.ops.quote_name(table)
            cursor.execute(f"REVOKE ALL ON {name} FROM {quoted}")
            cursor.execute(f"GRANT {rights} ON {name} TO {quoted}")


def owned_by_the_desk() -> bool:
    """The role that the desk works as could switch the journal's guards off on PostgreSQL.

    So it could as owner of the table or of its schema, as member of an owning role, and as superuser.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            return False
        cursor.execute(
            "SELECT pg_has_role(current_user, c.relowner, 'MEMBER') OR pg_has_role(current_user, n.nspowner, 'MEMBER') "
            "OR (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) "
            "FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE c.relname = 'journal_actline' AND pg_table_is_visible(c.oid)"
        )
        row = cursor.fetchone()
        return bool(row and row[0])


def missing() -> tuple[str, ...]:
    """The triggers that are absent, changed or disabled; empty when the journal is guarded."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            held = dict(cursor.fetchall())
            return tuple(name for name, statement in _sqlite().items() if held.get(name) != statement)
        cursor.execute(
            "SELECT pg_get_triggerdef(t.oid, true), p.proname, p.prosrc "
            "FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid "
            "WHERE t.tgenabled IN ('O', 'A') AND NOT t.tgisinternal AND pg_table_is_visible(c.oid)"
        )
        bodies = _bodies()
        sound = {definition for definition, function, body in cursor.fetchall() if bodies.get(function) == body}
        return tuple(name for name, definition in _postgresql().items() if definition not in sound)
