"""The index: a compiled base, the difference since, and a live check of each hit.

* ``compile_base`` writes every listed entry into one file under the home.
* ``current`` opens that file and, where the register has moved since, builds a small index in memory of the entries
  that changed; in the base those entries count as absent. So an approval is screenable at once, without rebuilding.
* Where many entries changed, both are merged into a new base, so that only names that came are read: of nine lists that
  come one after another the ninth costs what it brings.
* A hit is checked against the register before anyone sees it (``still_listed``), so that a closed entry is never one.
* A value beside a name enters the index only if it is marked like every name of its entry: a finding must not tell
  what a marking withholds.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from acordo import matching
from acordo.config import settings
from acordo.facts import (
    NAME_PROPERTIES,
    Kind,
    PartialDate,
    Property,
    Reference,
    Sex,
    SourceName,
    UnreadableDate,
    country_code,
    entry_id,
    split_entry_id,
)
from acordo.matching import Listed, ListedName
from acordo.register import models, standing, store
from acordo.register.collecting import cycles_left
from acordo.register.standing import SUFFIX, Standing, State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from acordo.matching import Index

_MOST_CHANGED = 1_000
"""Beyond this many changed entries the difference is merged into a new base rather than built by each process."""

_COMPARED = (Property.KIND, Property.BORN, Property.NATIONALITY, Property.SEX, Property.DOCUMENT)
_lock = Lock()
_opened: dict[Path, Current] = {}


@dataclass(frozen=True, slots=True)
class Current:
    """The register as it can be screened in one of its states."""

    state: State
    base: Index
    recent: Index | None
    superseded: frozenset[str]


def state() -> State:
    """The state the register is in now."""
    return standing.now().state


def compiled_files() -> list[Path]:
    """The compiled bases that lie here, the latest first."""
    return sorted(settings().index_folder.glob("*" + SUFFIX), reverse=True)


def current(compiling: Callable[[], None] = lambda: None, at: Standing | None = None) -> Current:
    """The index of the register as it stands; ``compiling`` is called first where that will take a while.

    ``at`` is how the register stands, where the caller has just asked.
    """
    now = (at or standing.now()).state
    with _lock:
        held = _opened.get(settings().home)
        if held is None or held.state != now:
            held = _opened[settings().home] = _renewed(now, compiling)
        return held


def renew(compiling: Callable[[], None] = lambda: None) -> None:
    """Leave a base that is near enough for whoever asks next; what only this process would hold is not built."""
    _base(state(), compiling)


def compile_base(now: State) -> Index:
    """Write the base anew from everything that is listed, take away older ones, and return it."""
    with cycles_left():
        return _kept(now, matching.Index.build(_listed(None), register_number=now.register_number))


def _kept(now: State, base: Index) -> Index:
    """Write a base, take away older ones, and open it."""
    now.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    base.save(now.path)
    for older in compiled_files():
        if older.name < now.path.name:
            older.unlink(missing_ok=True)
    try:
        return matching.Index.open(now.path)
    except matching.NoIndex:  # another process compiled a later one meanwhile and took this one away
        return base


def still_listed(ids: Iterable[str]) -> frozenset[str]:
    """Which of these entries are stated by the edition in force at this moment."""
    wanted: dict[SourceName, list[str]] = defaultdict(list)
    for id_ in ids:
        name, reference = split_entry_id(id_)
        wanted[name].append(reference)
    return frozenset(
        entry_id(name, Reference(reference))
        for name, references in wanted.items()
        for reference in store.listed(name, references)
    )


def _renewed(now: State, compiling: Callable[[], None]) -> Current:
    base, changed = _base(now, compiling)
    if not changed:
        return Current(now, base, None, frozenset())
    recent = matching.Index.build(_listed(changed), register_number=now.register_number)
    return Current(now, base, recent, _ids_of(changed))


def _base(now: State, compiling: Callable[[], None]) -> tuple[Index, frozenset[int]]:
    """A base that is near enough to the register as it stands, and the keys of the entries that changed since."""
    usable = _usable_base()
    changed = _changed_since(usable[1].register_number, now) if usable else frozenset()
    if usable and len(changed) <= _MOST_CHANGED:
        return usable[1], changed
    compiling()
    return _brought_forward(*usable, changed, now) if usable else compile_base(now), frozenset()


def _brought_forward(path: Path, base: Index, changed: frozenset[int], now: State) -> Index:
    """A new base from the one that lies at ``path`` and from what changed since; only its bytes proved are built on."""
    try:
        matching.Index.verify(path)
    except (matching.DamagedIndex, matching.NoIndex):
        return compile_base(now)
    with cycles_left():
        recent = matching.Index.build(_listed(changed), register_number=now.register_number)
        return _kept(now, base.merged(_ids_of(changed), recent))


def _usable_base() -> tuple[Path, Index] | None:
    """The latest compiled base that this version can use and that belongs to this register's history."""
    published = models.Edition.objects.filter(state=models.PUBLISHED).values_list("register_number", "stamp")
    own = {State(number, str(stamp)).path for number, stamp in published if number is not None}
    for path in compiled_files():
        if path in own:
            try:
                return path, matching.Index.open(path)
            except (matching.NoIndex, matching.OtherIndexVersion, matching.DamagedIndex):
                continue
    return None


def _changed_since(base: int, now: State) -> frozenset[int]:
    """The keys of the entries that published editions touched after ``base``."""
    moved = models.Edition.objects.filter(state=models.PUBLISHED, register_number__gt=base)
    touched: set[int] = set()
    for source, edition in moved.filter(register_number__lte=now.register_number).values_list("source_id", "number"):
        rows = models.Statement.objects.filter(source_id=source)
        touched.update(rows.filter(since=edition).values_list("entry_id", flat=True).distinct())
        touched.update(rows.filter(until=edition).values_list("entry_id", flat=True).distinct())
    return frozenset(touched)


def _ids_of(entries: frozenset[int]) -> frozenset[str]:
    ids: set[str] = set()
    for some in store.asked_together(list(entries)):
        rows = models.Entry.objects.filter(pk__in=some).values_list("source__name", "reference")
        ids.update(entry_id(SourceName(name), Reference(reference)) for name, reference in rows)
    return frozenset(ids)


def _listed(entries: frozenset[int] | None) -> Iterator[Listed]:
    """What the editions in force state of entries, as the index takes it; all of them where ``entries`` is None.

    References are read beside the statements rather than joined to them: right after a list came in PostgreSQL knows
    nothing of the new rows, and took a plan for the join that went on for minutes.
    """
    few = entries is not None and len(entries) <= _MOST_CHANGED
    for source in models.Source.objects.exclude(edition=0):
        own = models.Entry.objects.filter(source=source)
        if entries is not None and few:
            own = own.filter(pk__in=entries)
        keys = own.values_list("pk", "reference").iterator(store.CHUNK)
        references = {key: reference for key, reference in keys if entries is None or key in entries}
        if not references:
            continue
        rows = store.visible_of(references, source.edition) if few else store.visible(source.pk, source.edition)
        rows = rows.filter(property__in=[*NAME_PROPERTIES, *_COMPARED])
        stated: dict[int, list[tuple[str, str, int]]] = defaultdict(list)
        values = rows.order_by("entry_id", "property", "value").values_list(
            "entry_id", "property", "value", "marking_id"
        )
        for entry, property_, value, marking in values.iterator(store.CHUNK):
            if entry in references:
                stated[entry].append((property_, value, marking))
        for entry, statements in stated.items():
            listed = _as_listed(entry_id(SourceName(source.name), Reference(references[entry])), statements)
            if listed.names:
                yield listed


def _as_listed(id_: str, statements: list[tuple[str, str, int]]) -> Listed:
    names = tuple(
        ListedName(json.loads(value)["text"], Property(property_), marking)
        for property_, value, marking in statements
        if property_ in NAME_PROPERTIES
    )
    marked = {name.marking for name in names}
    beside: dict[str, list[str]] = defaultdict(list)
    for property_, value, marking in statements:
        if property_ not in NAME_PROPERTIES and marked == {marking}:
            beside[property_].append(value)
    texts = {property_: [json.loads(value) for value in values] for property_, values in beside.items()}
    return Listed(
        entry_id=id_,
        kind=Kind(next(iter(texts.get(Property.KIND, [])), Kind.UNKNOWN)),
        names=names,
        born=tuple(date for text in texts.get(Property.BORN, []) if (date := _date(text))),
        nationalities=tuple(code for text in texts.get(Property.NATIONALITY, []) if (code := country_code(text))),
        sexes=tuple(Sex(text) for text in texts.get(Property.SEX, []) if text in set(Sex)),
        documents=tuple(held["number"] for held in texts.get(Property.DOCUMENT, []) if held.get("number")),
    )


def _date(text: str) -> PartialDate | None:
    try:
        return PartialDate.parse(text)
    except UnreadableDate:
        return None
