"""Finds and compares names, across scripts, spellings and orders.

``Index`` holds the names of entries and answers queries with hits; ``compare`` explains one pair. How it works is told
in ``docs/matching.md``; every number lies in ``policy`` and in the tables beside it. Rules this room keeps:

* The score depends on the two names and on static tables, never on what else is loaded.
* A hit is made by the name and ended by contradictions; agreements only order.
* One query and a million go through the same code.
* Whoever needs only its words (findings, queries, the policy) loads no more than these.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from acordo.matching.findings import SENTENCES, Feature, Finding, Verdict
from acordo.matching.model import Comparison, Hit, Listed, ListedName, Query
from acordo.matching.policy import POLICY_VERSION, THRESHOLD

if TYPE_CHECKING:
    from acordo.matching.comparing import compare, compile_kernels
    from acordo.matching.index import Index
    from acordo.matching.kernels import compiled
    from acordo.matching.storage import DamagedIndex, NoIndex, OtherIndexVersion

__all__ = [
    "POLICY_VERSION",
    "SENTENCES",
    "THRESHOLD",
    "Comparison",
    "DamagedIndex",
    "Feature",
    "Finding",
    "Hit",
    "Index",
    "Listed",
    "ListedName",
    "NoIndex",
    "OtherIndexVersion",
    "Query",
    "Verdict",
    "compare",
    "compile_kernels",
    "compiled",
]

_UPON_USE = {
    "compare": "comparing",
    "compile_kernels": "comparing",
    "Index": "index",
    "compiled": "kernels",
    "DamagedIndex": "storage",
    "NoIndex": "storage",
    "OtherIndexVersion": "storage",
}
"""What stands on the compiler of the kernels, which takes longer to load than most commands to run."""


def __getattr__(name: str) -> Any:
    if name not in _UPON_USE:
        raise AttributeError(name)
    found = globals()[name] = getattr(import_module(f"{__name__}.{_UPON_USE[name]}"), name)
    return found
