"""The chain proves itself, and names the first line that was touched."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acordo import clock
from acordo.journal.chain import GENESIS, PURGE, BrokenChain, Line, forge_line, verify
from tests import cast

WHO = cast.actor()


def _chain(length: int) -> list[Line]:
    lines: list[Line] = []
    for number in range(1, length + 1):
        previous = lines[-1].digest if lines else GENESIS
        lines.append(forge_line(number, previous, "test.act", WHO, clock.now(), {"name": f"invented {number}"}))
    return lines


def _head(lines: list[Line]) -> tuple[int, bytes]:
    return (lines[-1].number, lines[-1].digest) if lines else (0, GENESIS)


@pytest.mark.parametrize("length", [0, 1, 7])
def test_a_chain_that_nobody_touched_holds(length: int) -> None:
    lines = _chain(length)
    assert verify(lines, _head(lines)).lines == length


def test_no_value_of_what_was_done_stands_in_the_chained_bytes() -> None:
    (line,) = _chain(1)
    assert b"invented" not in line.chained
    assert line.payload is not None
    assert b"invented 1" in line.payload


def test_the_same_deed_twice_leaves_different_proofs() -> None:
    one, other = (forge_line(1, GENESIS, "test.act", WHO, clock.now(), {"name": "x"}) for _ in range(2))
    assert b'"payload"' in one.chained
    assert one.salt != other.salt


def _purged(lines: list[Line], at: int, under: int) -> None:
    lines[at - 1] = replace(lines[at - 1], payload=None, salt=None, purged_under=under)


def test_a_purged_payload_is_no_break_when_an_act_purged_it() -> None:
    lines = _chain(3)
    lines.append(forge_line(4, lines[-1].digest, PURGE, WHO, clock.now(), {"lines": [1, 2]}))
    _purged(lines, 1, 4)
    _purged(lines, 2, 4)
    assert verify(lines, _head(lines)).purged == 2


@given(at=st.integers(1, 3), under=st.integers(-1, 9))
def test_a_purge_that_no_later_purging_act_answers_for_is_a_break(at: int, under: int) -> None:
    first = forge_line(1, GENESIS, PURGE, WHO, clock.now(), {"lines": [2]})
    lines = [first, *_following(first, 2)]
    _purged(lines, at, under)
    with pytest.raises(BrokenChain, match="no act purged it") as broken:
        verify(lines, _head(lines))
    assert broken.value.arguments["number"] == at


def _following(first: Line, count: int) -> list[Line]:
    lines = [first]
    for _ in range(count):
        number = lines[-1].number + 1
        lines.append(forge_line(number, lines[-1].digest, "test.act", WHO, clock.now(), {"name": f"invented {number}"}))
    return lines[1:]


def _purged_by_nobody(line: Line) -> Line:
    return replace(line, payload=None, salt=None)


def _payload_changed(line: Line) -> Line:
    return replace(line, payload=b'{"name":"another"}')


def _bytes_changed(line: Line) -> Line:
    return replace(line, chained=line.chained.replace(b"test.act", b"good.act"))


def _digest_changed(line: Line) -> Line:
    return replace(line, digest=bytes(32))


def _forged_anew(line: Line) -> Line:
    return forge_line(line.number, line.previous, "test.act", cast.actor(), clock.now(), {"name": "forged"})


@pytest.mark.parametrize("touch", [_purged_by_nobody, _payload_changed, _bytes_changed, _digest_changed, _forged_anew])
@given(at=st.integers(1, 6))
def test_a_touched_line_is_named(touch: object, at: int) -> None:
    assert callable(touch)
    lines = _chain(6)
    head = _head(lines)
    lines[at - 1] = touch(lines[at - 1])
    with pytest.raises(BrokenChain) as broken:
        verify(lines, head)
    first_wrong = broken.value.arguments["number"]
    assert first_wrong in {at, at + 1}  # a line forged anew holds by itself; the one after it no longer follows


@given(order=st.permutations(range(5)))
def test_a_reordered_journal_does_not_hold(order: list[int]) -> None:
    lines = _chain(5)
    shuffled = [lines[i] for i in order]
    if shuffled == lines:
        assert verify(shuffled, _head(lines)).lines == 5
    else:
        with pytest.raises(BrokenChain):
            verify(shuffled, _head(lines))


@given(kept=st.integers(0, 4))
def test_a_truncated_journal_does_not_hold(kept: int) -> None:
    lines = _chain(5)
    with pytest.raises(BrokenChain) as broken:
        verify(lines[:kept], _head(lines))
    assert broken.value.arguments["number"] == kept + 1


def test_a_line_taken_out_of_the_middle_is_missed() -> None:
    lines = _chain(5)
    with pytest.raises(BrokenChain, match="line 3 is missing"):
        verify(lines[:2] + lines[3:], _head(lines))
