"""A download that breaks off goes on where it stopped, and two files are never mixed."""

from __future__ import annotations

import hashlib
import os
import signal
import stat
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from acordo import clock
from acordo.lists import Known, Limits, asking, fetch, fetch_if_changed, fetching, parts
from tests.lists.publisher_simulator import PublisherSimulator

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CONTENT = b"<LIST>" + bytes(65 + n % 26 for n in range(50_000)) + b"</LIST>"
OTHER = b"<LIST>" + bytes(97 + n % 26 for n in range(50_000)) + b"</LIST>"
LIMITS = Limits(max_bytes=1_000_000, max_seconds=5, max_redirects=3)
UNKNOWN = Known("", "", "")


@pytest.fixture
def simulator() -> Iterator[PublisherSimulator]:
    with PublisherSimulator(CONTENT).running() as running:
        running.keep_the_rules()
        yield running


@pytest.fixture
def quarantine(tmp_path: Path) -> Path:
    return tmp_path / "quarantine"


def _fetch(simulator: PublisherSimulator, quarantine: Path) -> fetching.Fetched:
    return fetch(simulator.address, quarantine.parent / "list.xml", bounds=LIMITS, parts=quarantine)


def _break_off(simulator: PublisherSimulator, quarantine: Path, after: int = 20_000) -> Path:
    """Break a download off; the part that is left."""
    simulator.keep_the_rules()
    simulator.cuts = [after]
    with pytest.raises(asking.CutOff):
        _fetch(simulator, quarantine)
    (part,) = quarantine.glob("*.part")
    return part


def _known(simulator: PublisherSimulator, **changed: str) -> Known:
    told = {"entity_tag": simulator.entity_tag, "last_modified": simulator.last_modified}
    return Known(**({"address": simulator.address} | told | changed))


def _fetch_if_changed(simulator: PublisherSimulator, into: Path, known: Known) -> fetching.Fetched | None:
    return fetch_if_changed(simulator.address, into, known=known, bounds=LIMITS)


def test_what_broke_off_goes_on_where_it_stopped(simulator: PublisherSimulator, quarantine: Path) -> None:
    part = _break_off(simulator, quarantine)
    assert part.read_bytes() == CONTENT[:20_000]
    assert not (quarantine.parent / "list.xml").exists()
    fetched = _fetch(simulator, quarantine)
    assert simulator.requests[-1]["Range"] == "bytes=20000-"
    assert simulator.requests[-1]["If-Range"] == '"1"'
    assert fetched.path.read_bytes() == CONTENT
    assert (fetched.digest, fetched.size) == (hashlib.sha256(CONTENT).hexdigest(), len(CONTENT))
    assert list(quarantine.iterdir()) == []


def test_a_part_is_open_to_its_owner_alone(simulator: PublisherSimulator, quarantine: Path) -> None:
    part = _break_off(simulator, quarantine)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in quarantine.iterdir()}
    assert (stat.S_IMODE(quarantine.stat().st_mode), modes) == (0o700, {0o600})
    assert {path.name for path in quarantine.iterdir()} == {part.name, f"{part.stem}.json"}


@settings(max_examples=60, deadline=None)
@given(
    cuts=st.lists(st.integers(0, 60_000), max_size=6),
    length=st.integers(1, 60_000),
    changes=st.lists(st.integers(0, 6), max_size=2),
    named=st.sampled_from(["tag and date", "tag", "date", "weak tag", "neither"]),
)
def test_however_often_and_wherever_it_is_cut_the_whole_is_one_file_or_nothing_is(
    cuts: list[int], length: int, changes: list[int], named: str
) -> None:
    files = [bytes((shift + n) % 26 + 65 for n in range(length)) for shift in range(len(changes) + 1)]
    with TemporaryDirectory() as folder, PublisherSimulator(files[0]).running() as simulator:
        simulator.keep_the_rules()
        quarantine, into = Path(folder) / "quarantine", Path(folder) / "list"
        tags = {"weak tag": 'W/"{}"', "date": "", "neither": ""}
        simulator.cuts = list(cuts)
        for step in range(len(cuts) + 1):
            number = sum(change <= step for change in changes)
            dated = "" if named in {"tag", "neither"} else f"Sat, 0{number + 1} Mar 2025 10:00:00 GMT"
            simulator.change_to(files[number], tags.get(named, '"{}"').format(number), dated)
            try:
                fetched = fetch(simulator.address, into, bounds=LIMITS, parts=quarantine)
            except asking.CutOff:
                assert not into.exists()
                left = b"".join(part.read_bytes() for part in quarantine.glob("*.part"))
                assert any(file.startswith(left) for file in files)
                continue
            assert into.read_bytes() == files[number]
            assert fetched.digest == hashlib.sha256(files[number]).hexdigest()
            assert list(quarantine.iterdir()) == []
            return
        pytest.fail("it never arrived")


@pytest.mark.parametrize(
    ("tag", "dated"),
    [('W/"1"', ""), ("", ""), ('"1', "yesterday"), ("", "Sat, 01 Mar 2225 10:00:00 GMT")],
)
def test_nothing_is_kept_of_a_file_that_nothing_names_strongly(
    simulator: PublisherSimulator, quarantine: Path, tag: str, dated: str
) -> None:
    simulator.change_to(CONTENT, tag, dated)
    simulator.cuts = [20_000]
    with pytest.raises(asking.CutOff):
        _fetch(simulator, quarantine)
    assert list(quarantine.iterdir()) == []


def test_a_file_that_changed_between_the_tries_is_fetched_anew(simulator: PublisherSimulator, quarantine: Path) -> None:
    _break_off(simulator, quarantine)
    simulator.change_to(OTHER, '"2"')
    assert _fetch(simulator, quarantine).path.read_bytes() == OTHER
    assert len(simulator.requests) == 2


def test_a_server_that_knows_no_ranges_sends_the_whole_again(simulator: PublisherSimulator, quarantine: Path) -> None:
    _break_off(simulator, quarantine)
    simulator.know_no_ranges()
    assert _fetch(simulator, quarantine).path.read_bytes() == CONTENT


LAST, REST = len(CONTENT) - 1, CONTENT[20_000:]
LIES: dict[str, dict[str, Any]] = {
    "it begins elsewhere": {"content_range": f"bytes 19999-{LAST}/{LAST + 1}", "body": CONTENT[19_999:]},
    "it ends before the end": {"content_range": f"bytes 20000-30000/{LAST + 1}", "body": CONTENT[20_000:30_001]},
    "it begins elsewhere, and is as long as it should be": {
        "content_range": f"bytes 19999-{LAST}/{LAST + 1}",
        "body": REST,
    },
    "it ends before the end, and is as long as it should be": {
        "content_range": f"bytes 20000-30000/{LAST + 1}",
        "body": REST,
    },
    "its whole is longer": {"content_range": f"bytes 20000-{LAST + 1}/{LAST + 2}", "body": REST + b"x"},
    "its whole is not stated": {"content_range": f"bytes 20000-{LAST}/*", "body": REST},
    "its range is no range": {"content_range": "the rest", "body": REST},
    "its length is not that of the range": {"content_range": f"bytes 20000-{LAST}/{LAST + 1}", "body": REST[1:]},
    "it is of another entity": {
        "content_range": f"bytes 20000-{LAST}/{LAST + 1}",
        "body": OTHER[20_000:],
        "entity_tag": '"2"',
    },
    "it does not say of which entity it is": {
        "content_range": f"bytes 20000-{LAST}/{LAST + 1}",
        "body": OTHER[20_000:],
        "entity_tag": "",
    },
    "it is of another day": {
        "content_range": f"bytes 20000-{LAST}/{LAST + 1}",
        "body": OTHER[20_000:],
        "Last_Modified": "Sun, 02 Mar 2025 10:00:00 GMT",
    },
}


@pytest.mark.parametrize("lie", LIES)
def test_an_answer_that_does_not_go_on_from_what_is_here_begins_anew(
    lie: str, simulator: PublisherSimulator, quarantine: Path
) -> None:
    _break_off(simulator, quarantine)
    simulator.answer_ranges(**LIES[lie])
    assert _fetch(simulator, quarantine).path.read_bytes() == CONTENT
    assert ["Range" in asked for asked in simulator.requests] == [False, True, False]


def test_a_rest_in_measured_pieces_that_is_longer_than_announced_is_refused(
    simulator: PublisherSimulator, quarantine: Path
) -> None:
    _break_off(simulator, quarantine)
    simulator.send_the_rest_in_pieces(REST + b"more")
    with pytest.raises(asking.UnexpectedContent, match="more than it announced"):
        _fetch(simulator, quarantine)
    assert list(quarantine.iterdir()) == []


def test_a_part_that_another_address_would_go_on_with_begins_anew(
    simulator: PublisherSimulator, quarantine: Path
) -> None:
    _break_off(simulator, quarantine)
    simulator.redirect_once_by_the_rules()
    assert _fetch(simulator, quarantine).path.read_bytes() == CONTENT
    assert "Range" not in simulator.requests[-1]


SPOILT: dict[str, Callable[[Path], object]] = {
    "a byte of it differs": lambda part: part.write_bytes(b"x" + part.read_bytes()[1:]),
    "its end is missing": lambda part: part.write_bytes(part.read_bytes()[:-1]),
    "its head is missing": lambda part: part.with_suffix(".json").unlink(),
    "its head is no head": lambda part: part.with_suffix(".json").write_text('{"size": 20000}'),
    "its head is no JSON": lambda part: part.with_suffix(".json").write_bytes(b"\x00"),
    "its head holds another tag": lambda part: part.with_suffix(".json").write_text(
        part.with_suffix(".json").read_text().replace('\\"1\\"', "1\\r\\nX: y")
    ),
    "it is old": lambda part: os.utime(part, (0, 0)),
}


@pytest.mark.parametrize("spoilt", SPOILT)
def test_a_part_that_does_not_fit_its_head_is_not_gone_on_with(
    spoilt: str, simulator: PublisherSimulator, quarantine: Path
) -> None:
    part = _break_off(simulator, quarantine)
    SPOILT[spoilt](part)
    assert _fetch(simulator, quarantine).path.read_bytes() == CONTENT
    assert "Range" not in simulator.requests[-1]


def test_what_a_loss_of_power_left_behind_the_part_is_cut_off(simulator: PublisherSimulator, quarantine: Path) -> None:
    part = _break_off(simulator, quarantine)
    with part.open("ab") as file:
        file.write(bytes(4096))
    assert _fetch(simulator, quarantine).path.read_bytes() == CONTENT
    assert simulator.requests[-1]["Range"] == "bytes=20000-"


def test_a_file_beyond_the_bounds_is_refused_though_its_parts_are_within(
    simulator: PublisherSimulator, quarantine: Path
) -> None:
    _break_off(simulator, quarantine)
    small = Limits(max_bytes=len(CONTENT) - 1, max_seconds=5)
    with pytest.raises(asking.DownloadTooLarge):
        fetch(simulator.address, quarantine.parent / "list.xml", bounds=small, parts=quarantine)
    assert list(quarantine.iterdir()) == []


def test_what_is_no_list_is_not_kept_though_it_breaks_off(simulator: PublisherSimulator, quarantine: Path) -> None:
    simulator.change_to(b"<html>" + CONTENT, '"3"')
    with pytest.raises(asking.UnexpectedContent):
        _fetch(simulator, quarantine)
    assert list(quarantine.iterdir()) == []


def test_a_kind_that_comes_byte_by_byte_is_known_at_the_end(simulator: PublisherSimulator, quarantine: Path) -> None:
    simulator.change_to(b"%PDF-1.7", '"3"')
    _break_off(simulator, quarantine, 2)
    with pytest.raises(asking.UnexpectedContent):
        _fetch(simulator, quarantine)


def test_who_finds_the_part_held_downloads_beside_it(simulator: PublisherSimulator, quarantine: Path) -> None:
    part = _break_off(simulator, quarantine)
    with parts.part_of(simulator.address, quarantine, quarantine.parent / "beside") as held:
        assert held.size == 20_000
        assert _fetch(simulator, quarantine).path.read_bytes() == CONTENT
        assert part.exists()
    assert "Range" not in simulator.requests[-1]
    assert {path.name for path in quarantine.parent.iterdir()} == {"quarantine", "list.xml"}


def test_old_parts_and_documents_left_behind_are_taken_away_and_a_purge_takes_all(
    simulator: PublisherSimulator, quarantine: Path
) -> None:
    _break_off(simulator, quarantine)
    (quarantine / "document-1").mkdir()
    parts.tidy(quarantine)
    assert len(list(quarantine.iterdir())) == 3
    with clock.held_at(clock.now() + parts.LEFT_BEHIND + timedelta(minutes=1)):
        parts.tidy(quarantine)
    assert len(list(quarantine.iterdir())) == 2
    with clock.held_at(clock.now() + parts.KEPT_FOR + timedelta(minutes=1)):
        parts.tidy(quarantine)
    assert list(quarantine.iterdir()) == []
    _break_off(simulator, quarantine)
    assert parts.purge(quarantine) == 1
    assert list(quarantine.iterdir()) == []
    assert parts.purge(quarantine.parent / "nowhere") == 0


def test_a_download_that_was_killed_goes_on(simulator: PublisherSimulator, quarantine: Path) -> None:
    content = b"<LIST>" + CONTENT * 100
    simulator.change_to(content, '"9"')
    simulator.stall_after = 3_500_000
    program = (
        "import sys; from pathlib import Path; from acordo.lists import Limits, fetch;"
        "fetch(sys.argv[1], Path(sys.argv[2]), bounds=Limits(9_000_000, 60), parts=Path(sys.argv[3]))"
    )
    words = [sys.executable, "-c", program, simulator.address, str(quarantine.parent / "list.xml"), str(quarantine)]
    with subprocess.Popen(words) as killed:
        _wait_until(lambda: any(path.stat().st_size >= 3 << 20 for path in quarantine.glob("*.part")))
        killed.send_signal(signal.SIGKILL)
    assert killed.returncode == -signal.SIGKILL
    assert not (quarantine.parent / "list.xml").exists()
    simulator.stall_after = 0
    bounds = Limits(max_bytes=9_000_000, max_seconds=60)
    fetched = fetch(simulator.address, quarantine.parent / "list.xml", bounds=bounds, parts=quarantine)
    assert fetched.path.read_bytes() == content
    begun = int(simulator.requests[-1]["Range"].removeprefix("bytes=").removesuffix("-"))
    assert 1 << 20 <= begun <= 3_500_000


def _wait_until(is_so: Callable[[], bool]) -> None:
    for _ in range(600):
        if is_so():
            return
        time.sleep(0.05)
    pytest.fail("it never came to that")


@contextmanager
def _whole(simulator: PublisherSimulator, folder: Path) -> Iterator[Known]:
    fetched = fetch(simulator.address, folder / "list.xml", bounds=LIMITS)
    fetched.path.unlink()
    yield Known(fetched.address, fetched.entity_tag, fetched.last_modified)


def test_a_file_that_did_not_change_is_not_sent_again(simulator: PublisherSimulator, tmp_path: Path) -> None:
    with _whole(simulator, tmp_path) as known:
        assert _fetch_if_changed(simulator, tmp_path / "list.xml", known) is None
        assert simulator.requests[-1]["If-None-Match"] == '"1"'
        assert simulator.requests[-1]["If-Modified-Since"] == "Sat, 01 Mar 2025 10:00:00 GMT"
        assert not list(tmp_path.iterdir())
        simulator.change_to(OTHER, '"2"')
        fetched = _fetch_if_changed(simulator, tmp_path / "list.xml", known)
        assert fetched
        assert fetched.path.read_bytes() == OTHER


def test_a_body_behind_not_modified_is_not_read(simulator: PublisherSimulator, tmp_path: Path) -> None:
    simulator.claim_that_nothing_changed(OTHER)
    assert _fetch_if_changed(simulator, tmp_path / "list.xml", _known(simulator)) is None
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("changed", [{"entity_tag": '"0"'}, {"address": "http://localhost/elsewhere"}])
def test_not_modified_of_another_file_is_asked_again_without_a_condition(
    simulator: PublisherSimulator, tmp_path: Path, changed: dict[str, str]
) -> None:
    simulator.claim_that_nothing_changed()
    with pytest.raises(asking.NotServed, match="304"):
        _fetch_if_changed(simulator, tmp_path / "list.xml", _known(simulator, **changed))
    assert ["If-None-Match" in asked for asked in simulator.requests] == [True, False]


def test_not_modified_that_was_not_asked_for_is_no_answer(simulator: PublisherSimulator, tmp_path: Path) -> None:
    simulator.claim_that_nothing_changed()
    with pytest.raises(asking.NotServed, match="304"):
        _fetch_if_changed(simulator, tmp_path / "list.xml", UNKNOWN)


def test_a_part_of_a_newer_file_falls_away_when_the_publisher_goes_back(
    simulator: PublisherSimulator, quarantine: Path
) -> None:
    known = _known(simulator)
    simulator.change_to(OTHER, '"2"')
    _break_off(simulator, quarantine)
    simulator.change_to(CONTENT, '"1"')
    into = quarantine.parent / "list.xml"
    assert fetch_if_changed(simulator.address, into, known=known, bounds=LIMITS, parts=quarantine) is None
    assert list(quarantine.iterdir()) == []


@pytest.mark.parametrize(
    ("status", "stated", "wait"),
    [
        (503, "120", 120),
        (429, "7", 7),
        (503, "9" * 30, asking.LONGEST_WAIT),
        (503, "Sat, 01 Mar 2025 10:02:00 GMT", 120),
        (503, "Sat, 01 Mar 2025 09:00:00 GMT", 0),
        (503, "Sat, 01 Mar 2225 10:02:00 GMT", asking.LONGEST_WAIT),
        (503, "soon", 0),
        (503, "-5", 0),
        (500, "120", 0),
    ],
)
def test_a_server_that_asks_for_patience_is_heard_within_bounds(
    simulator: PublisherSimulator, tmp_path: Path, status: int, stated: str, wait: int
) -> None:
    simulator.ask_for_patience(status, stated)
    now = asking.moment("Sat, 01 Mar 2025 10:00:00 GMT")
    assert now
    with clock.held_at(now), pytest.raises(asking.NotServed) as refused:
        fetch(simulator.address, tmp_path / "list.xml", bounds=LIMITS)
    assert refused.value.arguments["wait"] == wait
