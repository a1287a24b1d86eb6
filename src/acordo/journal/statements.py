"""What a statement would do to the database, read from its text alone.

Only what is known to read passes as a reading; whatever is not understood needs the gate that migrations open.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_LONG: Final = 4000

_QUOTED = re.compile(
    r"\bE'(?:[^'\\]|\\.|'')*'|'(?:[^']|'')*'|\$(\w*)\$.*?\$\1\$|(?P<comment>--[^\n]*|/\*.*?\*/)"
    r"|\"\w+\"|(?P<name>\"(?:[^\"]|\"\")*\")",
    re.IGNORECASE | re.DOTALL,
)
_READING = re.compile(
    r"\s*(?:SELECT|SAVEPOINT|RELEASE|ROLLBACK|BEGIN|COMMIT|SHOW|VALUES|DECLARE|FETCH|CLOSE|LOCK"
    r"|SET\s+CONSTRAINTS|SET\s+TIME\s+ZONE"
    r"|EXPLAIN(?:\s+(?:ANALYZE|VERBOSE|QUERY\s+PLAN)\b|\s*\([^()]*\))*\s*SELECT)\b",
    re.IGNORECASE,
)
_PRAGMA = re.compile(r"\s*PRAGMA\s+(\w+)\s*(?:\([^()]*\))?\s*;?\s*\Z", re.IGNORECASE)
READING_PRAGMAS = frozenset(
    {
        "foreign_key_check",
        "foreign_key_list",
        "index_info",
        "index_list",
        "index_xinfo",
        "table_info",
        "table_xinfo",
    }
)
"""Those that Django asks of SQLite between migrations; their argument names a table and sets nothing."""

_WRITING = re.compile(
    r"\s*(?:(?P<add>INSERT(?:\s+OR\s+\w+)?\s+INTO)|UPDATE|DELETE\s+FROM|COPY)\s+\"?(?P<table>\w+)\"?",
    re.IGNORECASE,
)
_REPLACING = re.compile(r"\bOR\s+REPLACE\b|\bDO\s+UPDATE\b", re.IGNORECASE)
_INTO = re.compile(r"(?<!\")\bINTO\b(?!\")", re.IGNORECASE)
_SEVERAL = re.compile(r";\s*\S")
_WRITING_FUNCTION = re.compile(
    r"\b(?:set_config|setval|nextval|load_extension|fts3_tokenizer|writefile|lo_\w+|dblink\w*|\w+_to_xml\w*"
    r"|pg_(?!table_is_visible\b|get_\w+|has_role\b|relation_size\b|total_relation_size\b|database_size\b)\w+)\"?\s*\(",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Need:
    """What a statement needs: the table it writes, and whether it only adds rows; an empty table: the whole schema."""

    table: str = ""
    adding: bool = False


def need_of(sql: str) -> Need | None:
    """What a statement needs of the gate; None for a plain reading."""
    return (_read_short if len(sql) < _LONG else _read_long)(sql)


def _read(sql: str) -> Need | None:
    bare = _QUOTED.sub(_emptied, sql)
    if _SEVERAL.search(bare) or _WRITING_FUNCTION.search(bare):
        return Need()
    pragma = _PRAGMA.match(bare)
    if pragma:
        return None if pragma.group(1).lower() in READING_PRAGMAS else Need()
    if _READING.match(bare):
        return Need() if _INTO.search(bare) else None
    found = _WRITING.match(bare)
    if found is None:
        return Need()
    return Need(found.group("table"), adding=bool(found.group("add")) and not _REPLACING.search(bare))


def _emptied(quoted: re.Match[str]) -> str:
    """Text, comments and odd names carry no statement of their own; a plain quoted name stays."""
    if quoted.group("comment"):
        return " "
    if quoted.group("name"):
        return '"_"'
    return quoted.group() if quoted.group().startswith('"') else "''"


_read_short = lru_cache(1024)(_read)
_read_long = lru_cache(8)(_read)
