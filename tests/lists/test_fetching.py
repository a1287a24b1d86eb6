from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from acordo.errors import AcordoError, Invalid, Unavailable
from acordo.lists import Limits, asking, fetch, fetching
from tests.lists.publisher_simulator import PublisherSimulator

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

CONTENT = b"<LIST>" + b"a list of invented parties " * 4000 + b"</LIST>"
LIMITS = Limits(max_bytes=1_000_000, max_seconds=5, max_redirects=3)
IMPATIENT = Limits(max_bytes=1_000_000, max_seconds=0.2)


@pytest.fixture
def simulator() -> Iterator[PublisherSimulator]:
    with PublisherSimulator(CONTENT).running() as running:
        yield running


def test_a_whole_file_arrives_with_its_digest(simulator: PublisherSimulator, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    fetched = fetch(
        simulator.address, tmp_path / "list.xml", bounds=LIMITS, progress=lambda done, all_: told.append((done, all_))
    )
    assert fetched.path.read_bytes() == CONTENT
    assert fetched.digest == hashlib.sha256(CONTENT).hexdigest()
    assert fetched.size == len(CONTENT)
    assert fetched.entity_tag == '"1"'
    assert told[-1] == (len(CONTENT), len(CONTENT))
    assert simulator.requests[0]["User-Agent"].startswith("acordo/")


def test_a_file_sent_in_measured_pieces_arrives(simulator: PublisherSimulator, tmp_path: Path) -> None:
    simulator.send_in_pieces(whole=True)
    assert fetch(simulator.address, tmp_path / "list.xml", bounds=LIMITS).path.read_bytes() == CONTENT


def test_a_redirection_is_followed_and_told(simulator: PublisherSimulator, tmp_path: Path) -> None:
    simulator.redirect_once()
    fetched = fetch(simulator.address, tmp_path / "list.xml", bounds=LIMITS)
    assert fetched.address.endswith("/moved")


FLAWS: dict[str, tuple[Callable[[PublisherSimulator], None], Limits, type[AcordoError]]] = {
    "it breaks off before the stated length": (
        lambda one: one.announce(len(CONTENT) + 10),
        LIMITS,
        asking.CutOff,
    ),
    "it breaks off within measured pieces": (
        lambda one: one.send_in_pieces(whole=False),
        LIMITS,
        asking.CutOff,
    ),
    "it states no length": (lambda one: one.announce_nothing(), LIMITS, asking.UnexpectedContent),
    "it states a length beyond the bounds": (
        lambda one: one.announce(2_000_000),
        LIMITS,
        asking.DownloadTooLarge,
    ),
    "it sends for ever": (lambda one: one.send_for_ever(), LIMITS, asking.DownloadTooLarge),
    "it drips": (lambda one: one.drip(), IMPATIENT, asking.TooSlow),
    "it drips its headers": (lambda one: one.drip(headers=True), IMPATIENT, asking.TooSlow),
    "it never answers": (lambda one: one.never_answer(), IMPATIENT, asking.TooSlow),
    "it redirects in circles": (lambda one: one.redirect_in_circles(), LIMITS, asking.UnexpectedContent),
    "it redirects to plain http elsewhere": (
        lambda one: one.redirect_to("http://lists.example/list"),
        LIMITS,
        asking.UnfitAddress,
    ),
    "it redirects to a file of this machine": (
        lambda one: one.redirect_to("file:///etc/hostname"),
        LIMITS,
        asking.UnfitAddress,
    ),
    "it has no such file": (lambda one: one.refuse(404), LIMITS, asking.NotServed),
    "it fails": (lambda one: one.refuse(500), LIMITS, asking.NotServed),
    "it packs what was asked for unpacked": (lambda one: one.pack(), LIMITS, asking.UnexpectedContent),
    "it answers with a web page": (
        lambda one: one.answer_with(b"<!DOCTYPE html><title>Maintenance</title>"),
        LIMITS,
        asking.UnexpectedContent,
    ),
    "it answers with nothing": (lambda one: one.answer_with(b""), LIMITS, asking.UnexpectedContent),
}


@pytest.mark.parametrize("flaw", FLAWS)
def test_a_flawed_answer_leaves_what_was_held(flaw: str, simulator: PublisherSimulator, tmp_path: Path) -> None:
    spoil, limits, failure = FLAWS[flaw]
    spoil(simulator)
    held = tmp_path / "list.xml"
    held.write_bytes(b"the edition before")
    with pytest.raises(failure) as caught:
        fetch(simulator.address, held, bounds=limits)
    assert str(caught.value).startswith(("http://", "file://"))
    assert held.read_bytes() == b"the edition before"
    assert list(tmp_path.iterdir()) == [held]


def test_a_longer_answer_than_stated_is_cut_at_the_stated_length(simulator: PublisherSimulator, tmp_path: Path) -> None:
    simulator.announce(100)
    assert fetch(simulator.address, tmp_path / "list.xml", bounds=LIMITS).size == 100


@pytest.mark.parametrize(
    "address",
    [
        "http://lists.example/list",
        "ftp://lists.example/list",
        "file:///etc/hostname",
        "https:///list",
        "https://name:word@lists.example/list",
        "https://[::1/list",
        "https://lists.example:99999/list",
        f"https://{'a' * 64}.example/list",
        "https://lists.example/a b",
        "list.xml",
        "",
    ],
)
def test_an_unfit_address_is_refused_before_anything_is_asked(address: str, tmp_path: Path) -> None:
    with pytest.raises(asking.UnfitAddress):
        fetch(address, tmp_path / "list.xml", bounds=LIMITS)


def test_a_server_that_is_not_there_is_told(tmp_path: Path) -> None:
    with PublisherSimulator(CONTENT).running() as gone:
        address = gone.address
    with pytest.raises(asking.NotReached, match="nothing answers there"):
        fetch(address, tmp_path / "list.xml", bounds=LIMITS)


def test_a_publisher_elsewhere_may_not_redirect_to_this_machine() -> None:
    with pytest.raises(asking.UnexpectedContent):
        asking._redirected("https://lists.example/list", "http://127.0.0.1:8000/")


def test_what_may_be_there_later_is_told_from_what_will_never_be() -> None:
    later = {asking.NotReached, asking.NotServed, asking.CutOff, asking.TooSlow}
    never = {asking.UnfitAddress, asking.UnexpectedContent, asking.DownloadTooLarge}
    assert all(issubclass(failure, Unavailable) for failure in later)
    assert all(issubclass(failure, Invalid) for failure in never)


def test_a_folder_that_is_not_there_is_told(simulator: PublisherSimulator, tmp_path: Path) -> None:
    with pytest.raises(fetching.NotKept):
        fetch(simulator.address, tmp_path / "nowhere" / "list.xml", bounds=LIMITS)
