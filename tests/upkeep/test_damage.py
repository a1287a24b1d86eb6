"""Whatever is done to a backup, nothing of it is taken."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from acordo.upkeep import backups
from acordo.upkeep.archive import is_inside
from acordo.upkeep.rows import line_of, reader
from acordo.upkeep.words import Column, DamagedBackup, LaterBackup
from tests.homes import SERVER
from tests.upkeep import spoiling

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from uuid import UUID

pytestmark = pytest.mark.skipif(bool(SERVER), reason="the kind of database plays no part: tried on SQLite")


@pytest.fixture(scope="module")
def spoiled(made: Path) -> Path:
    """Where a spoiled copy is put."""
    return made.with_name("spoiled.zip")


def test_a_backup_written_by_another_hand_is_read_alike(made: Path, spoiled: Path) -> None:
    spoiled.write_bytes(spoiling.as_it_was(*spoiling.parts_of(made)))
    assert backups.verify(spoiled)[0] == backups.verify(made)[0]


@settings(max_examples=60, deadline=None)
@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_any_bit_that_is_not_as_it_was_is_found(made: Path, spoiled: Path, place: float, bit: int) -> None:
    whole = bytearray(made.read_bytes())
    whole[int(place * len(whole))] ^= 1 << bit
    spoiled.write_bytes(whole)
    with pytest.raises(DamagedBackup):
        backups.verify(spoiled)


@settings(max_examples=30, deadline=None)
@given(place=st.floats(0, 1, exclude_max=True), more=st.binary(max_size=3))
def test_a_backup_that_was_cut_off_or_goes_on_is_found(made: Path, spoiled: Path, place: float, more: bytes) -> None:
    whole = made.read_bytes()
    for bad in (whole[: int(place * len(whole))], whole + b"x" + more):
        spoiled.write_bytes(bad)
        with pytest.raises(DamagedBackup):
            backups.verify(spoiled)


@pytest.mark.parametrize("flaw", spoiling.FLAWS, ids=lambda flaw: flaw.__name__)
def test_a_flaw_under_the_right_digest_is_found(
    made: Path, spoiled: Path, flaw: Callable[[dict[str, Any], spoiling.Parts], bytes]
) -> None:
    spoiled.write_bytes(flaw(*spoiling.parts_of(made)))
    with pytest.raises(DamagedBackup):
        backups.verify(spoiled)


def test_a_backup_of_a_later_form_says_so(made: Path, spoiled: Path) -> None:
    manifest, parts = spoiling.parts_of(made)
    spoiled.write_bytes(spoiling.written({"form": 2, "version": "9.0.0", "what": "unknown"}, parts))
    with pytest.raises(LaterBackup, match=r"9\.0\.0"):
        backups.verify(spoiled)
    assert manifest["form"] == 1


_moments = st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 (Hypothesis asks for bare bounds)
_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=6,
)


_rows = st.tuples(
    st.integers(), st.booleans(), st.text(), _moments, st.dates(date(1900, 1, 1)), st.uuids(), st.binary(), _json
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(_rows)
def test_a_row_read_back_is_the_row_that_was_written(row: tuple[Any, ...]) -> None:
    forms = ("integer", "boolean", "text", "moment", "day", "uuid", "bytes", "json")
    read = reader([Column(form, form) for form in forms])
    assert tuple(read(line_of(row))) == row
    assert read(line_of([None] * len(forms))) == [None] * len(forms)
    with pytest.raises((ValueError, TypeError)):
        read(line_of(row[1:]))


@given(st.text(max_size=20), st.uuids())
def test_no_name_leads_out_of_the_home(name: str, id_: UUID) -> None:
    assert is_inside(f"batches/{id_}/hits.csv")
    for path in (f"../{name}", f"/{name}", f"batches/../{name}", f"{name}/../x", f".{name}", "token", "index/x", ""):
        assert not is_inside(path)
