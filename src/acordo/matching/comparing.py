"""One pair of names, explained; the same way a query meets a list of one name."""

from __future__ import annotations

import numpy as np

from acordo.facts import Kind, Property
from acordo.matching import building, policy
from acordo.matching.answering import Asked, find, risen
from acordo.matching.explain import explain
from acordo.matching.kernels import mark_compiled
from acordo.matching.model import Comparison, Listed, ListedName
from acordo.matching.units import units_of
from acordo.names import analyse


def compare(a: str, b: str, kind: Kind | None = None) -> Comparison:
    """What two names have in common, and whether one would be a hit for the other.

    Both are asked of the other and the better answer counts, so that the order of the pair changes nothing.

    Raises:
        UnreadableName: one of them is no name.
    """
    forth, back = _one_way(a, b, kind), _one_way(b, a, kind)
    if back[0] > forth[0]:
        return Comparison(back[0], back[0] >= policy.THRESHOLD, _one_way(a, b, kind)[1])
    return Comparison(forth[0], forth[0] >= policy.THRESHOLD, forth[1])


def compile_kernels() -> None:
    """Compile what is not compiled yet, by asking once for a pair that goes through every kernel."""
    compare("Invented Name", "اسم مخترع")
    mark_compiled()


def _one_way(asked: str, listed: str, kind: Kind | None) -> tuple[float, tuple]:  # type: ignore[type-arg]
    name, other = analyse(asked), analyse(listed)
    held = building.build([Listed("", kind or Kind.UNKNOWN, (ListedName(listed, Property.PRIMARY_NAME),))])
    one = Asked(0, asked, name, units_of(name, listed=False))
    found = find(held, [one], np.ones(1, np.uint8), 0.0, every=True)
    units = units_of(other, listed=True)
    score = float(found.scores[0, 0]) if found.counts[0] else 0.0
    records = found.records[0, 0, : found.record_counts[0, 0]].tolist()
    findings = explain(name, one.units, other, units, records)
    same = name.folded == other.folded
    return risen(score, 0.0, identical=same, every=same), findings
