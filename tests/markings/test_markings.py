from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from acordo.markings import (
    CLEAR,
    EVERYONE,
    Handling,
    Level,
    Marking,
    Permitted,
    Reason,
    Refused,
    Tlp,
    Use,
    UseKind,
    judge,
    originator_only,
)
from acordo.markings.marking import UnreadableMarking

SERVICES = ("alder", "birch", "cedar")
DAYS = st.dates(date(2026, 1, 1), date(2026, 1, 5))

markings = st.builds(
    Marking,
    originator=st.sampled_from(SERVICES),
    releasable_to=st.frozensets(st.sampled_from((*SERVICES, EVERYONE))),
    level=st.sampled_from(Level),
    no_foreign=st.booleans(),
    orcon=st.booleans(),
    tlp=st.none() | st.sampled_from(Tlp),
    handling=st.frozensets(st.sampled_from(Handling)),
    caveats=st.frozensets(st.sampled_from(["EYES ONLY", "SOURCE"])),
    expires=st.none() | DAYS,
)
uses = st.builds(
    Use,
    kind=st.sampled_from(UseKind),
    service=st.sampled_from(SERVICES),
    holder=st.sampled_from(SERVICES),
    day=DAYS,
    clearance=st.sampled_from(Level),
    consents=st.frozensets(st.sampled_from(SERVICES)),
)


def permits(marking: Marking, use: Use) -> bool:
    return isinstance(judge(marking, use), Permitted)


RESTRICTIONS = {
    "a higher level": lambda one: replace(one, level=Level(min(one.level + 1, Level.TOP_SECRET))),
    "noforn": lambda one: replace(one, no_foreign=True),
    "orcon": lambda one: replace(one, orcon=True),
    "red": lambda one: replace(one, tlp=Tlp.RED),
    "amber strict": lambda one: one if one.tlp is Tlp.RED else replace(one, tlp=Tlp.AMBER_STRICT),
    "handling codes": lambda one: replace(one, handling=frozenset(Handling)),
    "a caveat": lambda one: replace(one, caveats=one.caveats | {"SOURCE"}),
    "an earlier end": lambda one: replace(one, expires=date(2026, 1, 1)),
    "not everyone": lambda one: replace(one, releasable_to=one.releasable_to - {EVERYONE}),
    "not birch": lambda one: replace(one, releasable_to=one.releasable_to - {"birch"}),
    "nobody": lambda one: replace(one, releasable_to=frozenset()),
}


@pytest.mark.parametrize("restriction", RESTRICTIONS)
@given(marking=markings, use=uses)
def test_one_more_marking_never_permits_more(restriction: str, marking: Marking, use: Use) -> None:
    narrower = RESTRICTIONS[restriction](marking)
    assert permits(marking, use) or not permits(narrower, use)


@given(markings, markings, uses)
def test_a_narrowed_marking_permits_no_more_than_either(one: Marking, other: Marking, use: Use) -> None:
    other = replace(other, originator=one.originator)
    assert not permits(one.narrowed(other), use) or (permits(one, use) and permits(other, use))


def test_everyone_under_red_narrows_to_nobody() -> None:
    """TLP:RED is for those named: a name that only the other marking holds was never permitted by the first."""
    red = Marking("alder", releasable_to=frozenset({EVERYONE}), tlp=Tlp.RED)
    named = Marking("alder", releasable_to=frozenset({"birch"}))
    use = Use(UseKind.READ, service="birch", holder="birch", day=date(2026, 1, 1))
    assert not permits(red, use)
    assert permits(named, use)
    assert not permits(red.narrowed(named), use)
    assert not permits(named.narrowed(red), use)


@given(markings)
def test_narrowing_by_itself_changes_nothing_that_may_be_done(marking: Marking) -> None:
    twice = marking.narrowed(marking)
    assert replace(twice, releasable_to=marking.releasable_to) == marking
    assert marking.releasable_to - twice.releasable_to <= {EVERYONE}


@given(markings)
def test_what_is_written_is_read_back(marking: Marking) -> None:
    assert Marking.parse(str(marking), marking.originator) == marking


@given(markings)
def test_the_canonical_text_is_read_back(marking: Marking) -> None:
    assert Marking.from_canonical(marking.canonical()) == marking


@given(markings, st.randoms())
def test_the_order_and_case_of_parts_do_not_matter(marking: Marking, chance: st.DataObject) -> None:
    parts = str(marking).split("//")
    chance.shuffle(parts)  # type: ignore[attr-defined]
    assert Marking.parse(" // ".join(parts).lower(), marking.originator) == marking


@given(st.text(max_size=40))
def test_any_text_is_a_marking_or_unreadable(text: str) -> None:
    try:
        marking = Marking.parse(text, "alder")
    except UnreadableMarking:
        return
    assert Marking.parse(str(marking), "alder") == marking


@pytest.mark.parametrize(
    "text",
    [
        "",
        "NOFRON",
        "TLP:CLEAR//NOFRON",
        "TLP:CLEAR//REL TO",
        "TLP:CLEAR//REL TO ,",
        "REL TO ALDER,,BIRCH",
        "SECRET//UNCLASSIFIED",
        "TLP:RED//TLP:CLEAR",
        "REL TO ALDER//REL TO BIRCH",
        "ORIGINATOR ONLY//REL TO BIRCH",
        "UNTIL never",
        "UNTIL 2026-02-30",
        "CAVEAT",
        "SECRET//",
    ],
)
def test_what_could_mean_less_than_was_meant_is_refused(text: str) -> None:
    with pytest.raises(UnreadableMarking):
        Marking.parse(text, "alder")


def test_no_marking_means_originator_only() -> None:
    use = Use(UseKind.READ, service="birch", holder="birch", day=date(2026, 1, 1))
    assert judge(originator_only("alder"), use) == Refused(Reason.ORIGINATOR_ONLY)
    assert permits(originator_only("alder"), replace(use, service="alder"))


@given(uses)
def test_what_is_published_may_be_used_by_all(use: Use) -> None:
    assume(use.day <= date(2026, 1, 5))
    assert permits(CLEAR, use)


def test_a_clear_list_is_releasable_to_everyone_unless_it_names_recipients() -> None:
    assert Marking.parse("TLP:CLEAR", "un_sc").releasable_to == {EVERYONE}
    assert Marking.parse("TLP:CLEAR//REL TO BIRCH", "un_sc").releasable_to == {"birch"}
    assert Marking.parse("TLP:AMBER", "un_sc").releasable_to == frozenset()
