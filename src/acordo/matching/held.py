"""What an index holds: entries, names and words as arrays, in memory or mapped from a file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from acordo.facts import NAME_PROPERTIES, Kind, PartialDate, Property, Sex
from acordo.matching.candidates import NameArrays, Postings
from acordo.matching.compiling import offsets_of
from acordo.matching.model import Listed
from acordo.matching.words import WordArrays, Words

KINDS = tuple(Kind)
Arrays = dict[str, NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Texts(Sequence[str]):
    """Texts one after another in UTF-8, each found by its offset."""

    blob: NDArray[np.uint8]
    at: NDArray[np.int64]

    @classmethod
    def of(cls, texts: Sequence[str]) -> Texts:
        """Lay texts one after another."""
        rows = [text.encode() for text in texts]
        return cls(np.frombuffer(bytearray(b"".join(rows)), np.uint8), offsets_of([len(row) for row in rows]))

    def __len__(self) -> int:
        return len(self.at) - 1

    def __getitem__(self, i: Any) -> Any:
        return self.blob[self.at[i] : self.at[i + 1]].tobytes().decode()

    def __iter__(self) -> Iterator[str]:
        return (self[i] for i in range(len(self)))


@dataclass(frozen=True, slots=True)
class Held:
    """Rows of names (entry, property, marking, text) and of entries (id, kind, what is known beside the name).

    ``near_known`` keeps what words asked before were near to; it changes no answer.
    """

    words: Words
    names: NameArrays
    postings: Postings
    totals: NDArray[np.float32]
    entry_of: NDArray[np.int32]
    properties: NDArray[np.uint8]
    markings: NDArray[np.int64]
    kinds: NDArray[np.uint8]
    texts: Texts
    entry_ids: Texts
    beside: Texts
    near_known: dict[str, tuple[NDArray[np.int32], NDArray[np.float32]]] = field(default_factory=dict, compare=False)

    def property_of(self, name: int) -> Property:
        """The quality of a name."""
        return NAME_PROPERTIES[self.properties[name]]

    def entry(self, number: int) -> Listed:
        """An entry with what is known beside its names."""
        known = json.loads(self.beside[number])
        return Listed(
            self.entry_ids[number],
            KINDS[self.kinds[number]],
            (),
            tuple(PartialDate.parse(text) for text in known.get("born", ())),
            tuple(known.get("nationalities", ())),
            tuple(Sex(text) for text in known.get("sexes", ())),
            tuple(known.get("documents", ())),
        )

    def arrays(self) -> Arrays:
        """Every array by its name in the file."""
        found: Arrays = {}
        for group, held in (("words", self.words.arrays), ("names", self.names), ("postings", self.postings)):
            found.update({f"{group}.{name}": array for name, array in held._asdict().items()})
        for name in ("totals", "entry_of", "properties", "markings", "kinds"):
            found[name] = getattr(self, name)
        for name in ("texts", "entry_ids", "beside"):
            texts: Texts = getattr(self, name)
            found[f"{name}.blob"], found[f"{name}.at"] = texts.blob, texts.at
        return found

    @classmethod
    def of(cls, arrays: Arrays) -> Held:
        """What ``arrays`` gave, again.

        Raises:
            KeyError: an array is missing.
        """

        def group(kind: type, name: str) -> Any:
            return kind(*(arrays[f"{name}.{field}"] for field in kind._fields))  # type: ignore[attr-defined]

        plain: dict[str, Any] = {
            name: arrays[name] for name in ("totals", "entry_of", "properties", "markings", "kinds")
        }
        texts: dict[str, Any] = {
            name: Texts(arrays[f"{name}.blob"], arrays[f"{name}.at"]) for name in ("texts", "entry_ids", "beside")
        }
        words = Words(group(WordArrays, "words"))
        return cls(words, group(NameArrays, "names"), group(Postings, "postings"), **plain, **texts)


def beside_text(entry: Listed) -> str:
    """What is known of an entry beside its names, as canonical JSON; what is empty is left out."""
    known = {
        "born": [str(born) for born in entry.born],
        "nationalities": list(entry.nationalities),
        "sexes": [str(sex) for sex in entry.sexes],
        "documents": list(entry.documents),
    }
    return json.dumps({name: told for name, told in known.items() if told}, separators=(",", ":"))
