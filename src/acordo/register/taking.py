"""What is taken out of the register: a paper of one entry, and files for other software. Each is an act."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from acordo import clock
from acordo.errors import Conflict, Refused
from acordo.journal import permits
from acordo.journal.gate import Act, perform
from acordo.journal.words import Role
from acordo.markings import UseKind
from acordo.papers import print_sheet
from acordo.register import exporting
from acordo.register.exporting import ExportForm, Written
from acordo.register.printing import sheet_of
from acordo.register.queries import NoSuchEntry, seen_entry
from acordo.register.sources import source, sources
from acordo.register.visibility import permitted_markings

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from acordo.facts import SourceName
    from acordo.journal.words import Actor
    from acordo.register.words import EntryView

TAKERS = frozenset({Role.SCREENER, Role.ANALYST, Role.APPROVER, Role.RELEASING, Role.LIAISON, Role.CHIEF})
"""Who may take something away: the roles that take the hits of a file away."""
PRINT = permits.declare("register.print_entry", TAKERS, "print an entry, or take its paper away")
EXPORT = permits.declare("register.export", TAKERS, "take entries away as a file for other software")


class MayNotLeave(Refused):
    """The officer reads the entry, and none of its names may leave the service."""

    code = "register.may_not_leave"
    sentence = (
        "No name of {entry_id} may be taken away as a file: the markings leave that to the originator. "
        "Ask the originator."
    )


class NotListed(Conflict):
    """The source states nothing of the entry any more, or did not on that day."""

    code = "register.not_listed"
    sentence = (
        "{entry_id} is not listed, and a file of listed entries does not hold it. Name a day on which it was listed, "
        "or print the entry."
    )


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to take: all sources, or those named, or one entry; now, or as of a day."""

    form: ExportForm
    sources: tuple[SourceName, ...] = ()
    entry: str = ""
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken: how many entries and bytes, their SHA-256, and how many cells look like formulas."""

    entries: int
    size: int
    digest: str
    formulas: int


def print_entry(actor: Actor, id_: str, *, as_of: date | None = None) -> bytes:
    """The paper of an entry as a PDF, with every value that this officer may see.

    Raises:
        UnreadableEntryId: the text is not source/reference.
        NoSuchEntry: no such entry exists for this officer.
        NotSet: the paper could not be made.
    """

    def work() -> bytes:
        moment = clock.now()
        return print_sheet(sheet_of(seen_entry(actor, id_, as_of=as_of), actor, moment, as_of), moment)

    def about(paper: bytes, _: bytes) -> dict[str, object]:
        day = as_of.isoformat() if as_of else ""
        return {"entry": id_, "as_of": day, "digest": hashlib.sha256(paper).hexdigest(), "size": len(paper)}

    return perform(actor, Act(PRINT, work, lambda paper: paper, about))


def export(
    actor: Actor, wanted: Wanted, file: IO[bytes], progress: Callable[[int, int], None] = lambda _, __: None
) -> Taken:
    """Write entries into a file; ``progress`` gets entries done and, about, in all.

    Whoever gave the file gives it its name after this returns: then its line stands in the journal.

    Raises:
        NoSuchSource, NoSuchEntry: it is not held for this officer.
        MayNotLeave, NotListed: the one entry that was asked for cannot be in such a file.
    """

    def work() -> Taken:
        written = Written(file, wanted.form)
        written.begin()
        if wanted.entry:
            written.add(_one(actor, wanted))
        else:
            _several(actor, wanted, written, progress)
        file.flush()
        return Taken(written.entries, written.size, written.digest.hexdigest(), written.formulas)

    def about(taken: Taken, _: Taken) -> dict[str, object]:
        return {
            "form": wanted.form.value,
            "sources": list(wanted.sources),
            "entry": wanted.entry,
            "as_of": wanted.as_of.isoformat() if wanted.as_of else "",
            "entries": taken.entries,
            "size": taken.size,
            "digest": taken.digest,
        }

    return perform(actor, Act(EXPORT, work, lambda taken: taken, about))


def _several(actor: Actor, wanted: Wanted, written: Written, progress: Callable[[int, int], None]) -> None:
    permitted = permitted_markings(actor, UseKind.EXTRACT)
    names = dict.fromkeys(wanted.sources)
    views = [source(actor, name) for name in names] if names else list(sources(actor))
    total = sum(view.entries for view in views)
    done = 0
    for view in views:
        for seen in exporting.of_source(view, permitted, wanted.as_of, progress, done, total):
            written.add(seen)
        done += view.entries


def _one(actor: Actor, wanted: Wanted) -> EntryView:
    """The entry as it may leave.

    Raises:
        NoSuchEntry, NotListed, MayNotLeave: it may not, or is not there.
    """
    read = seen_entry(actor, wanted.entry, as_of=wanted.as_of)
    if not read.listed:
        raise NotListed(entry_id=wanted.entry)
    try:
        view = seen_entry(actor, wanted.entry, as_of=wanted.as_of, permitted=permitted_markings(actor, UseKind.EXTRACT))
    except NoSuchEntry:
        raise MayNotLeave(entry_id=wanted.entry) from None
    if not exporting.named(view):
        raise MayNotLeave(entry_id=wanted.entry)
    return view
