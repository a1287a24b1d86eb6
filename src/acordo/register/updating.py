"""How a list comes into the register: whose it is, under which marking, fetched or from a file that was brought.

The command line, the desk and the worker go this one way. What a person leaves out is filled by rule: the list's own
source name and marking where it has them, the marking the source already bears, else *originator only*.
"""

from __future__ import annotations

import hashlib
import re
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from acordo import lists
from acordo.config import settings
from acordo.errors import Invalid
from acordo.facts import Document, SourceName
from acordo.lists import UnreadableFile, together
from acordo.markings import Marking, originator_only
from acordo.register import acts, last_fetch, watching
from acordo.register.acts import SourceTerms
from acordo.register.sources import marking_of
from acordo.wording import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from acordo.facts import Edition
    from acordo.journal.words import Actor
    from acordo.lists import Publisher
    from acordo.register.acts import Outcome

    Step = Callable[[int, int | None], None]

SOURCE_NAME = re.compile(r"[a-z][a-z0-9_-]{1,63}")


class NoSourceName(Invalid):
    """A list that many publish needs a source name."""

    code = "cli.no_source_name"
    sentence = "{list} files come from many sources. Say whose this is with --source NAME (small letters, digits, _)."


class UnfitSourceName(Invalid):
    """The name cannot name a source."""

    code = "cli.unfit_source_name"
    sentence = "{name!r} cannot name a source. Use 2 to 64 small letters, digits, '_' or '-', beginning with a letter."


class FixedSource(Invalid):
    """The list has its own source name."""

    code = "cli.fixed_source"
    sentence = "{list} is always the source {source}: leave --source out."


class NothingToFetch(Invalid):
    """The list has no address."""

    code = "cli.nothing_to_fetch"
    sentence = "{list} has no address to fetch from. Give the file with --file PATH."


@dataclass(frozen=True, slots=True)
class Order:
    """Which list is to be brought up to date, and what a person says of it.

    ``source`` names whose it is where the list itself does not; ``marking`` and ``originator`` are as written, empty
    where nothing is said; ``again`` reads a document even if this very one was read before.
    """

    list: str
    source: str = ""
    marking: str = ""
    originator: str = ""
    again: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """An order as it will be carried out; ``assumed`` where nobody said the marking and originator only was taken."""

    publisher: Publisher
    terms: SourceTerms
    again: bool
    assumed: bool


def _nowhere(_done: int, _total: int | None) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True, slots=True)
class Steps:
    """Who is told how far each part is: what is done, and what there is in all where that is known."""

    fetching: Step = _nowhere
    reading: Step = _nowhere
    writing: Step = _nowhere


def plan(order: Order, own: str) -> Plan:
    """What an order comes to; ``own`` is the service that is the originator where nobody says.

    Raises:
        UnknownList, NoSourceName, UnfitSourceName, FixedSource: it names no list or no source.
        UnreadableMarking: the marking is none.
    """
    publisher = lists.publisher(order.list)
    source = _source_name(publisher, order.source)
    marking = _stated_marking(publisher, source, order, own)
    chosen = marking or originator_only(order.originator or own)
    return Plan(publisher, terms_of(publisher, source, chosen), order.again, assumed=marking is None)


def terms_of(publisher: Publisher, source: SourceName, marking: Marking | None) -> SourceTerms:
    """What the register must know of a list; one of our own is called as the home's language calls it."""
    own = settings().language if publisher.two_officers else "en"
    return SourceTerms(
        name=source,
        reader=publisher.name,
        title=say(publisher.title, own) if publisher.source else f"{publisher.title}: {source}",
        publisher=say(publisher.publisher, own),
        licence=publisher.licence,
        marking=marking or originator_only(settings().service),
        hold=publisher.bounds.hold,
        two_officers=publisher.two_officers,
    )


def update_from(
    actor: Actor,
    plan: Plan,
    file: Path,
    steps: Steps,
    *,
    origin: str = "",
    note: Callable[[Outcome], None] = lambda _: None,
) -> Outcome:
    """Read a file and bring its source to it; ``origin`` is where it came from, the file's own name by default.

    ``note`` writes what else is to be kept of it, in the act's own transaction.

    Raises:
        UnreadableFile: it cannot be opened; and whatever its reader and ``acts.update`` raise.
    """
    digest = together([_document(one) for one in plan.publisher.documents(file)]).digest
    terms = plan.terms

    def read() -> Edition:
        edition = plan.publisher.reader()(file, source=terms.name, marking=terms.marking, progress=steps.reading)
        return replace(edition, document=replace(edition.document, origin=origin)) if origin else edition

    return acts.update(actor, terms, digest, read, again=plan.again, progress=steps.writing, note=note)


def _document(file: Path) -> Document:
    try:
        with file.open("rb") as readable:
            digest = hashlib.file_digest(readable, "sha256").hexdigest()
    except OSError as error:
        raise UnreadableFile(path=str(file), reason=error.strerror or str(error)) from error
    return Document(file.name, digest, file.stat().st_size)


def update_by_fetching(actor: Actor, plan: Plan, steps: Steps) -> Outcome:
    """Bring a source to what its publisher serves now; the document is not kept.

    The publisher is asked for it only if it is another one than that which was read last. How it went is noted.

    Raises:
        NothingToFetch: the list has no address; and whatever ``lists.fetch`` and ``update_from`` raise.
    """
    require_address(plan.publisher)
    with watching.noted(plan.publisher, plan.terms.name), _quarantined() as document:
        return _update_by_fetching(actor, plan, steps, document)


def _update_by_fetching(actor: Actor, plan: Plan, steps: Steps, document: Path) -> Outcome:
    address, terms = plan.publisher.address, plan.terms
    last = None if plan.again else last_fetch.remembered(terms, address)
    fetched = lists.fetch_if_changed(
        address,
        document,
        known=last.known if last else None,
        bounds=plan.publisher.limits,
        progress=steps.fetching,
        parts=settings().quarantine_folder,
    )
    if fetched is None:
        assert last  # nobody says that nothing changed where nothing is known
        return acts.look(actor, terms, last.digest, held=last.held)
    remember = partial(last_fetch.remember, terms, address, fetched)
    if last and last.digest == fetched.digest:
        return acts.look(actor, terms, last.digest, held=last.held, note=remember)
    return update_from(actor, plan, fetched.path, steps, origin=address, note=remember)


@contextmanager
def _quarantined() -> Iterator[Path]:
    """Where a document lies inside the block, and no longer."""
    folder = settings().quarantine_folder
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix="document-") as own:
        yield Path(own) / "document"


def require_address(publisher: Publisher) -> None:
    """Refuse to fetch a list that has no address.

    Raises:
        NothingToFetch: it has none.
    """
    if not publisher.address:
        raise NothingToFetch(list=publisher.name)


def _source_name(publisher: Publisher, given: str) -> SourceName:
    if publisher.source:
        if given and given != publisher.source:
            raise FixedSource(list=publisher.name, source=publisher.source)
        return publisher.source
    if not given:
        raise NoSourceName(list=publisher.name)
    if not SOURCE_NAME.fullmatch(given):
        raise UnfitSourceName(name=given)
    return SourceName(given)


def _stated_marking(publisher: Publisher, source: SourceName, order: Order, own: str) -> Marking | None:
    """What the person states, else the marking of the list, else that of the source as held."""
    if order.marking:
        return Marking.parse(order.marking, order.originator or own)
    return publisher.marking or marking_of(source)
