"""A program for the environment that has FollowTheMoney's own library: reads an export, tells what the library refuses.

``python ftm_reader.py EXPORT WORDS`` prints a JSON object: how many values were read, which were refused, and where our
table of words says another thing than the library. It imports nothing of acordo.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

SCHEMATA = {"p": "Person", "o": "Organization", "l": "LegalEntity", "c": "Company", "v": "Vessel", "a": "Airplane"}


def _read(model: Any, line: str, refused: list[str]) -> int:
    told = json.loads(line)
    proxy = model.get_proxy(told, cleaned=False)
    schema, count = model.get(told["schema"]), 0
    schema.validate(proxy.to_dict())
    if proxy.id != told["id"]:
        refused.append(f"id {told['id']}")
    for name, texts in told["properties"].items():
        found = schema.get(name)
        for text in texts:
            count += 1
            kept = found and found.type.clean(text, format=found.format, proxy=proxy)
            if not kept or not found.type.validate(text, format=found.format) or kept not in proxy.get(name):
                refused.append(f"{told['schema']}.{name}: {text}")
    return count


def _otherwise(model: Any, path: Path) -> list[str]:
    differing = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            name, type_, format_, most, letters = line.split("\t")
            for letter, schema in SCHEMATA.items():
                found = model.get(schema).get(name)
                theirs = (found.type.name, found.format or "-", str(found.max_length)) if found else None
                if theirs != ((type_, format_, most) if letter in letters else None):
                    differing.append(f"{schema}.{name}")
    return differing


def main(export: Path, words: Path) -> None:
    """Read both and print what was found."""
    from followthemoney import model

    refused: list[str] = []
    lines = export.read_text(encoding="utf-8").splitlines()
    values = sum(_read(model, line, refused) for line in lines)
    found = {"entities": len(lines), "values": values, "refused": refused, "otherwise": _otherwise(model, words)}
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
