"""The index: every name of every entry, ready to be asked, in memory or mapped from a file.

Rules it keeps (decisions.md 18-21):

* Names whose marking is not permitted, and entries that are put aside, are masked before anything is scored.
* A hit is made by the name and ended by contradictions; agreements only order. One hit an entry: its best name.
* The order is by score, then by entry. One query or a million go the same way and get the same answers.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from acordo.facts import Kind
from acordo.matching import building, merging, policy, storage
from acordo.matching.answering import answer
from acordo.matching.held import KINDS, Arrays, Held

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from acordo.matching.model import Hit, Listed, Query

_CHUNK = 4_000
_CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
_MASKS = 16
_ANY = Kind.UNKNOWN
_Asked = tuple[frozenset[int] | None, frozenset[str], Kind | None]
_ALIKE = {Kind.GROUP: {Kind.GROUP, Kind.COMPANY}, Kind.COMPANY: {Kind.GROUP, Kind.COMPANY}}


class Index:
    """Entries as they were when it was built; ``register_number`` says when that was."""

    def __init__(self, held: Held, register_number: int, path: Path | None = None) -> None:
        self._held = held
        self._path = path
        self._masks: dict[_Asked, NDArray[np.uint8]] = {}
        self.register_number = register_number

    @classmethod
    def build(cls, listed: Iterable[Listed], *, register_number: int = 0) -> Index:
        """Compile entries. Names that cannot be read are left out."""
        return cls(building.build(listed), register_number)

    def merged(self, absent: frozenset[str], recent: Index) -> Index:
        """What ``build`` would make of these entries but those ``absent``, and of the ``recent`` ones.

        No name is read again. No entry may be left in both.
        """
        return Index(merging.merged(self._held, absent, recent._held), recent.register_number)

    @classmethod
    def open(cls, path: Path) -> Index:
        """Map an index into memory; milliseconds, whatever its size. ``verify`` proves its bytes.

        Raises:
            NoIndex: there is none.
            OtherIndexVersion: another format or policy version: build it again.
            DamagedIndex: it is no index, or not whole.
        """
        arrays, number = storage.read(Path(path))
        try:
            return cls(Held.of(arrays), number, Path(path).absolute())
        except KeyError as error:
            raise storage.DamagedIndex(path=str(path), reason="an array is missing") from error

    def __reduce__(self) -> tuple[Callable[..., Index], tuple[Any, ...]]:
        """For another process: one that was opened is opened again there, any other goes with all its arrays."""
        if self._path is not None:
            return Index.open, (self._path,)
        return Index._of, (self._held.arrays(), self.register_number)

    @classmethod
    def _of(cls, arrays: Arrays, register_number: int) -> Index:
        return cls(Held.of(arrays), register_number)

    def save(self, path: Path) -> None:
        """Write it whole or not at all; only the owner may read it."""
        storage.write(Path(path), self._held.arrays(), self.register_number)

    @staticmethod
    def verify(path: Path) -> None:
        """Read the whole file and compare its SHA-256.

        Raises:
            DamagedIndex: it is not what was written; and what ``open`` raises.
        """
        storage.prove(Path(path))

    def __len__(self) -> int:
        return len(self._held.entry_ids)

    @property
    def names(self) -> int:
        """How many names can be found."""
        return len(self._held.entry_of)

    @property
    def entry_ids(self) -> tuple[str, ...]:
        """The entries it holds, in order."""
        return tuple(self._held.entry_ids)

    def screen(
        self,
        query: Query,
        *,
        threshold: float = policy.THRESHOLD,
        limit: int = 10,
        permitted: frozenset[int] | None = None,
        without: frozenset[str] = frozenset(),
    ) -> list[Hit]:
        """The entries that may be the party asked for, best first.

        Args:
            query: what is known of it.
            threshold: the least score of a hit's name, contradictions taken off.
            limit: how many hits at most.
            permitted: the numbers of the markings that may be used; None is all. Other names are masked before scoring.
            without: entries to treat as absent.

        Raises:
            UnreadableName: a name of the query is no name.
        """
        allowed = self._allowed(permitted, without, query.kind)
        return answer(self._held, [query], allowed, threshold, limit)[0]

    def screen_many(
        self,
        queries: Sequence[Query],
        *,
        threshold: float = policy.THRESHOLD,
        limit: int = 10,
        permitted: frozenset[int] | None = None,
        without: frozenset[str] = frozenset(),
        threads: int | None = None,
    ) -> Iterator[list[Hit]]:
        """The hits of each query in turn, exactly as ``screen`` would give them, faster; on all cores by default.

        Raises:
            UnreadableName: a name of a query is no name.
        """
        masks = {kind: self._allowed(permitted, without, kind) for kind in {query.kind for query in queries}}

        def part(start: int) -> list[list[Hit]]:
            chunk = queries[start : start + _CHUNK]
            answers: dict[int, list[Hit]] = {}
            for kind, allowed in masks.items():
                places = [i for i, query in enumerate(chunk) if query.kind is kind]
                found = answer(self._held, [chunk[i] for i in places], allowed, threshold, limit) if places else []
                answers.update(zip(places, found, strict=True))
            return [answers[i] for i in range(len(chunk))]

        starts = range(0, len(queries), _CHUNK)
        if threads == 1:
            for start in starts:
                yield from part(start)
            return
        with ThreadPoolExecutor(threads or _CORES) as pool:
            for answered in pool.map(part, starts):
                yield from answered

    def _allowed(
        self, permitted: frozenset[int] | None, without: frozenset[str], kind: Kind | None
    ) -> NDArray[np.uint8]:
        """One byte a name: 1 where this query may see it. The last few are kept: officers ask in rows."""
        asked = permitted, without, kind
        found = self._masks.get(asked)
        if found is None:
            if len(self._masks) >= _MASKS:
                self._masks.clear()
            found = self._masks[asked] = self._mask(permitted, without, kind)
        return found

    def _mask(self, permitted: frozenset[int] | None, without: frozenset[str], kind: Kind | None) -> NDArray[np.uint8]:
        held = self._held
        allowed = np.ones(len(held.entry_of), np.uint8)
        if permitted is not None:
            allowed &= np.isin(held.markings, list(permitted)).astype(np.uint8)
        if without:
            entries = [self._numbers[entry_id] for entry_id in without if entry_id in self._numbers]
            allowed[np.isin(held.entry_of, entries)] = 0
        if kind is not None and kind is not _ANY:
            fitting = [KINDS.index(other) for other in _ALIKE.get(kind, {kind}) | {_ANY}]
            allowed &= np.isin(held.kinds[held.entry_of], fitting).astype(np.uint8)
        return allowed

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {entry_id: number for number, entry_id in enumerate(self._held.entry_ids)}
