"""Finds and compares names, across scripts, spellings and orders.

``Index`` holds the names of entries and answers queries with hits; ``compare`` explains one pair. How it works is told
in ``docs/matching.md``; every number lies in ``policy`` and in the tables beside it. Rules this room keeps:

* The score depends on the two names and on static tables, never on what else is loaded.
* A hit is made by the name and ended by contradictions; agreements only order.
* One query and a million go through the same code.
"""

from acordo.matching.comparing import compare, compile_kernels
from acordo.matching.findings import SENTENCES, Feature, Finding, Verdict
from acordo.matching.index import Index
from acordo.matching.kernels import compiled
from acordo.matching.model import Comparison, Hit, Listed, ListedName, Query
from acordo.matching.policy import POLICY_VERSION, THRESHOLD
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
