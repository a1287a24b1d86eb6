"""Latin, Cyrillic and Arabic forms of a UN entry each find it first.

Every name of every UN person is asked of an index of the UN, OFAC and EU files. Another list's entry of the same
person in the first place counts as right.
"""

from __future__ import annotations

import sys
from collections import Counter

from acordo.facts import Kind, Property
from acordo.matching import Index, Query
from acordo.names import Script, analyse
from benchmarks import lists, persons
from benchmarks.sources import present


def main() -> int:
    if not present():
        print("skipped: ../shared/data is absent")
        return 0
    entries = lists.all_entries()
    index = Index.build(entries)
    of = {entry_id: number for number, cluster in enumerate(persons.clusters()) for entry_id in cluster}
    questions, scripts, asked = [], [], []
    for entry in entries:
        if not entry.entry_id.startswith("un/") or entry.kind is not Kind.PERSON:
            continue
        for name in entry.names:
            if name.property is not Property.LOW_ALIAS:
                questions.append(Query((name.text,)))
                scripts.append(min(analyse(name.text).scripts))
                asked.append(entry.entry_id)
    first: Counter[str] = Counter()
    for hits, script, entry_id in zip(index.screen_many(questions), scripts, asked, strict=True):
        best = {hit.entry_id for hit in hits if hit.score >= hits[0].score - 1e-9} if hits else set()
        ours = {of[found] for found in best if found in of}
        first[script] += entry_id in best or of[entry_id] in ours
    total = Counter(scripts)
    for script in (Script.LATIN, Script.CYRILLIC, Script.ARABIC, Script.HAN):
        print(f"{script:9} {first[script]} of {total[script]} names find their entry first")
    return 0


if __name__ == "__main__":
    sys.exit(main())
