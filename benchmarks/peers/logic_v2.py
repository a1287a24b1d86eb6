"""Score pairs with nomenklatura's logic-v2. Run by the interpreter of ``benchmarks/peers/.venv``, never imported.

Standard input: one JSON line a question, ``[schema, name, [[listed name, ...], ...]]``, each inner list the names of
one candidate. Standard output: one JSON line a question, the score of each candidate.
"""

import json
import sys

from followthemoney import EntityProxy, model
from nomenklatura.matching.logic_v2.model import LogicV2
from nomenklatura.matching.types import ScoringConfig


def party(schema: str, key: str, names: list[str]) -> EntityProxy:
    """An entity with these names, the first as its name and the others as aliases."""
    return EntityProxy.from_dict(
        {"id": key, "schema": schema, "properties": {"name": names[:1], "alias": names[1:]}}, cleaned=False
    )


def main() -> None:
    config = ScoringConfig.defaults()
    known: dict[tuple[str, ...], EntityProxy] = {}
    assert model.get("Person") is not None
    # Each party has an id of its own: the scorer keeps what it read of a party by its id.
    for place, line in enumerate(sys.stdin):
        schema, name, candidates = json.loads(line)
        asked = party(schema, f"asked-{place}", [name])
        scores = []
        for names in candidates:
            key = (schema, *names)
            if key not in known:
                known[key] = party(schema, f"listed-{len(known)}", names)
            scores.append(round(LogicV2.compare(asked, known[key], config).score, 4))
        print(json.dumps(scores), flush=True)


if __name__ == "__main__":
    main()
