"""The CSV layout: tables without headings, joined by the number of the entry.

"-0-" stands where there is nothing. A full stop ends each remark, and a byte 0x1A may end a table. Two tables of
different days do not fit together: an alias or address of an entry that is not there refuses the edition.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from acordo.facts import Kind, Property
from acordo.lists.reading import UnexpectedStructure
from acordo.lists.rows import RowTaker, csv_rows, decoded
from acordo.lists.us_ofac.brought import Table
from acordo.lists.us_ofac.categories import kind_of, say_alias
from acordo.lists.us_ofac.names import ReadName, turned
from acordo.lists.us_ofac.numbers import miswritten
from acordo.lists.us_ofac.remarks import say_remarks

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from acordo.lists.stating import Stating
    from acordo.lists.us_ofac.brought import Part
    from acordo.lists.us_ofac.entries import Entries

COLUMNS = {
    Table.MAIN: (
        "ent_num",
        "SDN_Name",
        "SDN_Type",
        "Program",
        "Title",
        "Call_Sign",
        "Vess_type",
        "Tonnage",
        "GRT",
        "Vess_flag",
        "Vess_owner",
        "Remarks",
    ),
    Table.ALIASES: ("ent_num", "alt_num", "alt_type", "alt_name", "alt_remarks"),
    Table.ADDRESSES: ("ent_num", "add_num", "address", "city", "country", "add_remarks"),
    Table.COMMENTS: ("ent_num", "remarks_extended"),
}
_NOTHING = "-0-"
_END_MARK = "\x1a"
_LONGEST_REMARK = 1000  # characters; what is longer goes on in the table of comments
_ENTITY = "entity"
_KEY_REASON = "the publisher's number of one value, which names no party"
_EMPTY_REASON = "a row with nothing in it, as the publisher writes for an entry without an address"
_END_REASON = "the byte 0x1A with which a table ends, as files of the DOS age do"

Rows = dict[str, list[RowTaker]]


def read_tables(tables: Mapping[Table, Part], entries: Entries) -> None:
    """Open an entry for each row of the main table, with its aliases, addresses and longer remarks."""
    entries.path = tables[Table.MAIN].path
    beside = {table: _by_entry(part, table, entries) for table, part in tables.items() if table is not Table.MAIN}
    rows = list(_rows(tables[Table.MAIN], Table.MAIN, entries))
    numbers = [row.text("ent_num") for row in rows]
    slip = miswritten(numbers, {number for rows_ in beside.values() for number in rows_})
    for place, row in enumerate(rows):
        number = slip.meant if slip and slip.place == place else numbers[place]
        stating = entries.open(number, row.line)
        if slip and slip.place == place:
            _tell_slip(row, numbers[place], slip.meant, stating)
        row.reference = number
        kind = _say_party(row, _longer(row, beside.get(Table.COMMENTS, {}).pop(number, [])), stating)
        for alias in beside[Table.ALIASES].pop(number, []):
            _say_alias(alias, kind, stating)
        for address in beside[Table.ADDRESSES].pop(number, []):
            _say_address(address, stating)
        entries.tell(len(rows))
    for table, left in beside.items():
        _refuse_orphans(tables[table], table, left)


def _rows(part: Part, table: Table, entries: Entries) -> Iterator[RowTaker]:
    text = decoded(part.content, part.path, "utf-8-sig", "cp1252")
    bare = text.rstrip(f" \r\n{_END_MARK}")
    if _END_MARK in text[len(bare) :]:
        entries.tally.ignore(str(table), _END_REASON)
    columns = COLUMNS[table]
    for line, cells in csv_rows(bare, part.path):
        if len(cells) != len(columns):
            reason = f"line {line} has {len(cells)} cells where the table {table} has {len(columns)}"
            raise UnexpectedStructure(path=str(part.path), reason=reason)
        said = ("" if cell.strip() == _NOTHING else cell for cell in cells)
        yield RowTaker(dict(zip(columns, said, strict=True)), entries.tally, line, str(table))


def _by_entry(part: Part, table: Table, entries: Entries) -> Rows:
    found: Rows = defaultdict(list)
    for row in _rows(part, table, entries):
        row.reference = row.text("ent_num")
        found[row.reference].append(row)
    return found


def _refuse_orphans(part: Part, table: Table, left: Rows) -> None:
    row = next((rows[0] for rows in left.values()), None)
    if row is not None:
        reason = (
            f"line {row.line} of the table {table} belongs to the entry {row.reference[:40]!r}, which the main table "
            "does not hold; the tables are of different editions"
        )
        raise UnexpectedStructure(path=str(part.path), reason=reason)


def _tell_slip(row: RowTaker, written: str, meant: str, stating: Stating) -> None:
    row.reference = meant
    row.alarm("ent_num", f"line {row.line} bears {written}, the number of another entry; read as {meant}")
    stating.say(Property.NOTE, f"ent_num: {written}")


def _longer(row: RowTaker, comments: list[RowTaker]) -> str:
    """The remark with what goes on in the table of comments; one that is cut off without it is an alarm."""
    remark = row.as_it_stands("Remarks")
    further = [comment.as_it_stands("remarks_extended") for comment in comments]
    for comment in comments:
        comment.close()
    if len(remark) >= _LONGEST_REMARK and not further:
        row.alarm("Remarks (cut off; the rest stands in the table of comments)", remark[-60:])
        return f"{remark.rpartition(';')[0]}."
    return "".join((remark, *further))


def _say_party(row: RowTaker, remarks: str, stating: Stating) -> Kind:
    kind = kind_of(row.text("SDN_Type") or _ENTITY, f"{row.path}/SDN_Type", stating)
    name = row.text("SDN_Name")
    if not name:
        row.alarm("SDN_Name", "an entry without a name")
    read = turned(name) if kind is Kind.PERSON else ReadName(name)
    stating.say(Property.PRIMARY_NAME, read.content if name else "", original=read.printed)
    for programme in row.text("Program").split("] ["):
        stating.say(Property.PROGRAMME, programme.strip("[] "))
    stating.say(Property.POSITION, row.text("Title"))
    stating.say(Property.CALL_SIGN, row.text("Call_Sign"))
    stating.say(Property.VESSEL_TYPE, row.text("Vess_type"))
    stating.say(Property.TONNAGE, row.text("Tonnage"))
    gross = row.text("GRT")
    stating.say(Property.TONNAGE, f"{gross} gross registered" if gross else "")
    stating.say(Property.FLAG, row.text("Vess_flag"))
    stating.say(Property.OWNER, row.text("Vess_owner"))
    say_remarks(remarks, kind, f"{row.path}/Remarks", stating, ended=True)
    row.close()
    return kind


def _say_alias(row: RowTaker, kind: Kind, stating: Stating) -> None:
    row.ignore("alt_num", _KEY_REASON)
    name = row.text("alt_name")
    type_, note = row.text("alt_type"), row.text("alt_remarks")
    if not name:
        row.alarm("alt_name", f"an alias without a name: {type_} {note}")
    else:
        read = turned(name) if kind is Kind.PERSON else ReadName(name)
        say_alias(type_, read, weak=False, note=note, path=f"{row.path}/alt_type", stating=stating)
    row.close()


def _say_address(row: RowTaker, stating: Stating) -> None:
    row.ignore("add_num", _KEY_REASON)
    address = {
        "street": row.text("address"),
        "city": row.text("city"),
        "country": row.text("country"),
        "note": row.text("add_remarks"),
    }
    if not any(address.values()):
        stating.tally.ignore(row.path, _EMPTY_REASON)
    stating.say(Property.ADDRESS, address)
    row.close()
