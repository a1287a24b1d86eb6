"""Backups made bad, each by a function named for its one flaw; all of them end in the right digest."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MARK = b"acordo-backup-1 sha256 "
Parts = dict[str, bytes]


def sealed(whole: bytes) -> bytes:
    """Bytes with their own digest at the end, in place of what stands there."""
    return whole[:-64] + hashlib.sha256(whole[:-64]).hexdigest().encode()


def parts_of(path: Path) -> tuple[dict[str, Any], Parts]:
    """The list of a backup and its other parts."""
    with zipfile.ZipFile(path) as held:
        parts = {name: held.read(name) for name in held.namelist()}
    return json.loads(parts.pop("manifest.json")), parts


def written(manifest: object, parts: Parts, *, again: Callable[[zipfile.ZipFile], None] = lambda _: None) -> bytes:
    """A backup of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, some in parts.items():
            made.writestr(name, some)
        text = manifest if isinstance(manifest, str) else json.dumps(manifest)
        made.writestr("manifest.json", text)
        again(made)
        made.comment = MARK + b"0" * 64
    return sealed(out.getvalue())


def measure(some: bytes) -> dict[str, Any]:
    """What a part weighs."""
    return {"lines": some.count(b"\n"), "size": len(some), "digest": hashlib.sha256(some).hexdigest()}


def as_it_was(manifest: dict[str, Any], parts: Parts) -> bytes:
    return written(manifest, parts)


def without_a_part(manifest: dict[str, Any], parts: Parts) -> bytes:
    parts.pop("tables/register_entry.jsonl")
    return written(manifest, parts)


def with_one_part_more(manifest: dict[str, Any], parts: Parts) -> bytes:
    return written(manifest, parts | {"tables/more.jsonl": b"[]\n"})


def with_a_part_twice(manifest: dict[str, Any], parts: Parts) -> bytes:
    import warnings

    def again(made: zipfile.ZipFile) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            made.writestr("tables/register_entry.jsonl", parts["tables/register_entry.jsonl"])

    return written(manifest, parts, again=again)


def with_a_file_outside(manifest: dict[str, Any], parts: Parts) -> bytes:
    for name in (
        "../outside",
        "batches/../../outside",
        "/etc/outside",
        "secret",
        "batches/.x",
        "batches\\x",
        "batches",
    ):
        manifest["files"][name] = measure(b"x")
        parts[f"files/{name}"] = b"x"
    return written(manifest, parts)


def with_a_table_outside(manifest: dict[str, Any], parts: Parts) -> bytes:
    manifest["tables"][0]["name"] = "../../outside"
    parts["tables/../../outside.jsonl"] = parts.pop(min(name for name in parts if name.startswith("tables")))
    return written(manifest, parts)


def with_other_rows(manifest: dict[str, Any], parts: Parts) -> bytes:
    parts["tables/register_entry.jsonl"] = parts["tables/register_entry.jsonl"].replace(b"p1", b"q1")
    return written(manifest, parts)


def with_a_row_of_another_form(manifest: dict[str, Any], parts: Parts) -> bytes:
    some = parts["tables/register_entry.jsonl"] + b'["x", [], null]\n'
    return _with(manifest, parts, "register_entry", some)


def with_a_line_of_the_journal_changed(manifest: dict[str, Any], parts: Parts) -> bytes:
    some = parts["tables/journal_actpayload.jsonl"].splitlines(keepends=True)
    row = json.loads(some[1])
    row[2] = json.loads(some[0])[2]
    return _with(
        manifest, parts, "journal_actpayload", b"".join([some[0], json.dumps(row).encode() + b"\n", *some[2:]])
    )


def with_the_end_of_the_journal_cut_off(manifest: dict[str, Any], parts: Parts) -> bytes:
    some = parts["tables/journal_actline.jsonl"].splitlines(keepends=True)
    return _with(manifest, parts, "journal_actline", b"".join(some[:-1]))


def that_swells(manifest: dict[str, Any], parts: Parts) -> bytes:
    """A part of 64 MB in 64 kB, which its list does not tell."""
    parts["tables/register_entry.jsonl"] = b"\n" * (64 << 20)
    return written(manifest, parts)


def with_parts_over_each_other(manifest: dict[str, Any], parts: Parts) -> bytes:
    """Every part of the directory leads to the same bytes, so that few bytes become many."""
    big = b"[1]\n" * 200_000
    names = [f"batches/part{i}" for i in range(200)]
    for name in names:
        manifest["files"][name] = measure(big) | {"lines": 0}
    whole = bytearray(written(manifest, {f"files/{names[0]}": big}))
    with zipfile.ZipFile(io.BytesIO(whole)) as held:
        first = held.getinfo(f"files/{names[0]}")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(f"files/{names[0]}", big)
        for name, some in parts.items():
            made.writestr(name, some)
        made.writestr("manifest.json", json.dumps(manifest))
        own = made.filelist[0]
        for name in names[1:]:
            about = zipfile.ZipInfo(f"files/{name}")
            about.header_offset, about.CRC = own.header_offset, own.CRC
            about.compress_size, about.file_size = first.compress_size, first.file_size
            about.compress_type, about.create_system = zipfile.ZIP_DEFLATED, 3
            made.filelist.append(about)
        made.comment = MARK + b"0" * 64
    return sealed(out.getvalue())


def without_a_list(_: dict[str, Any], parts: Parts) -> bytes:
    return written("[]", parts)


def with_a_list_that_is_no_json(_: dict[str, Any], parts: Parts) -> bytes:
    return written("{" * 100_000, parts)


def _with(manifest: dict[str, Any], parts: Parts, table: str, some: bytes) -> bytes:
    for row in manifest["tables"]:
        if row["name"] == table:
            row["measure"] = measure(some)
    return written(manifest, parts | {f"tables/{table}.jsonl": some})


FLAWS = (
    without_a_part,
    with_one_part_more,
    with_a_part_twice,
    with_a_file_outside,
    with_a_table_outside,
    with_other_rows,
    with_a_row_of_another_form,
    with_a_line_of_the_journal_changed,
    with_the_end_of_the_journal_cut_off,
    that_swells,
    with_parts_over_each_other,
    without_a_list,
    with_a_list_that_is_no_json,
)
