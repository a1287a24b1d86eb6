"""The verbs of the register: update a source, decide a held edition."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from acordo import clock
from acordo.facts import NAME_PROPERTIES, Alarm, ChangeSet, Edition, SourceName, difference
from acordo.journal import permits
from acordo.journal.gate import Act, perform
from acordo.journal.words import Actor, Role
from acordo.register import models, store
from acordo.register.collecting import cycles_left
from acordo.register.moves import moves
from acordo.register.refusals import (
    AwaitsSecondOfficer,
    NoHeldEdition,
    NoReason,
    OlderEdition,
    OwnWork,
    StillWaiting,
    UnseenInPart,
)
from acordo.register.sources import source as seen_source
from acordo.register.visibility import permitted_markings

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from acordo.errors import AcordoError
    from acordo.markings import Marking

    Progress = Callable[[int, int], None]

KEEPERS = {Role.ANALYST, Role.CHIEF, Role.OPERATOR}
UPDATE = permits.declare("register.update", KEEPERS, "read a new edition of a source")
SUPERSEDE = permits.declare("register.supersede", KEEPERS, "let a held edition give way to a newer reading")
DECIDERS = {Role.ANALYST, Role.APPROVER, Role.CHIEF}
DECIDE = permits.declare("register.decide", DECIDERS, "decide an edition that was held back")


REASON, ORIGIN = 1000, 1000
"""How many characters of a reason and of an origin are kept."""

TOUCHED = 10
"""How many references of each group are kept with an edition, to be told at once; its differences tell them all."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """The edition that waits for a word: its number (0 where none does), and the persons who prepared it."""

    number: int = 0
    prepared_by: frozenset[str] = frozenset()

    @property
    def numbers(self) -> list[int]:
        """The numbers of the editions that wait: one, or none."""
        return [self.number] if self.number else []


@dataclass(frozen=True, slots=True)
class SourceTerms:
    """What a source is: its name here, who publishes it, by which reader it is read, and under which marking.

    ``hold`` answers, for the number of entries before and after, why an officer should look first; None if not.
    Its answer is a failure that is kept and shown, not raised. With ``two_officers`` every edition waits for the word
    of an officer who did not prepare it. ``builds_on`` is the waiting edition that a change by hand goes on from; where
    it is given, no other may wait meanwhile.
    """

    name: SourceName
    reader: str
    title: str
    publisher: str
    licence: str
    marking: Marking
    hold: Callable[[int, int], AcordoError | None] = lambda _before, _after: None
    two_officers: bool = False
    builds_on: Waiting | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an update did; the references of what it added, amended and delisted.

    ``moved`` are those whose content stands under another reference now, the earlier one first; they are neither added
    nor delisted.

    ``unchanged`` says that nothing differed; ``held_because`` says why an edition waits; None where it was published.
    """

    source: SourceName
    edition: int
    issued: date | None
    unchanged: bool
    entries: int
    names: int
    held_because: AcordoError | None = None
    added: tuple[str, ...] = ()
    amended: tuple[str, ...] = ()
    delisted: tuple[str, ...] = ()
    moved: tuple[tuple[str, str], ...] = ()
    alarms: tuple[Alarm, ...] = ()
    statements_added: int = 0
    statements_removed: int = 0


def update(
    actor: Actor,
    terms: SourceTerms,
    digest: str,
    read: Callable[[], Edition],
    *,
    again: bool = False,
    progress: Progress | None = None,
    note: Callable[[Outcome], None] = lambda _: None,
) -> Outcome:
    """Bring a source to what ``read`` returns; ``digest`` is that of the document it will read.

    The same document again is not even read, unless ``again`` (a better reader may see more in it). The edition is
    staged unseen and published by one flip; one that shrank beyond its bounds is held for an officer's word. ``note``
    writes what else is to be kept of it, in the same transaction.

    Raises:
        OlderEdition: the document is older than the one held.
        Overtaken: another update of the source began meanwhile.
    """

    def work() -> tuple[models.Edition | None, Outcome]:
        source = models.Source.objects.select_related("marking").filter(name=terms.name).first()
        if source and not again and (known := _known(source, digest, terms)):
            return None, known
        return _prepare(actor, read(), terms, progress)

    def write(prepared: tuple[models.Edition | None, Outcome]) -> Outcome:
        row, outcome = prepared
        if row is None:
            _note_look(terms, outcome)
        elif outcome.held_because:
            if not models.Edition.objects.filter(pk=row.pk, state=models.STAGED).update(state=models.HELD):
                raise store.Overtaken(source=terms.name)
        else:
            store.publish(row)
            _keep_terms(terms)
        note(outcome)
        return outcome

    with cycles_left():
        return perform(actor, Act(UPDATE, work, write, lambda _, done: _about(terms, digest, done), stages=True))


def look(
    actor: Actor,
    terms: SourceTerms,
    digest: str,
    *,
    held: int = 0,
    note: Callable[[Outcome], None] = lambda _: None,
) -> Outcome:
    """Note that the publisher still serves the document that was read last; ``held`` is the edition as which it waits.

    A look at a document that waits is no look at what is in force, which grows older meanwhile.

    Raises:
        Overtaken: the source has moved, or the edition that waited was decided.
    """

    def work() -> Outcome:
        source = models.Source.objects.get(name=terms.name)
        outcome = _waiting(source, number=held) if held else _unchanged(source, source.issued)
        if outcome is None:
            raise store.Overtaken(source=terms.name)
        return outcome

    def write(outcome: Outcome) -> Outcome:
        _note_look(terms, outcome)
        note(outcome)
        return outcome

    return perform(actor, Act(UPDATE, work, write, lambda _, done: _about(terms, digest, done)))


def _about(terms: SourceTerms, digest: str, outcome: Outcome) -> dict[str, str | int]:
    counts = {"added": len(outcome.added), "amended": len(outcome.amended), "delisted": len(outcome.delisted)}
    counts |= {"moved": len(outcome.moved)} if outcome.moved else {}
    held = outcome.held_because.code if outcome.held_because else ""
    return {"source": terms.name, "edition": outcome.edition, "digest": digest, **counts, "held": held}


def decide(actor: Actor, source: SourceName, number: int, *, accept: bool, reason: str) -> None:
    """Publish a held edition, or drop it; the reason in words is kept with it.

    Raises:
        NoSuchSource: the source is not held for this officer; nobody decides what he or she may not read.
        NoHeldEdition: none waits under the number.
        NoReason: the reason is empty.
        UnseenInPart: it changes what this officer may not read.
        OwnWork: it would be put in force by who prepared it.
        Overtaken: it was decided by another meanwhile, or the source has moved since it was held.
    """

    def work() -> tuple[models.Edition, int | None]:
        if not reason.strip():
            raise NoReason
        seen_source(actor, source)
        waiting = models.Edition.objects.filter(source__name=source, number=number, state=models.HELD)
        row = waiting.select_related("source").first()
        if row is None:
            raise NoHeldEdition(source=source, number=number)
        if not permitted_markings(actor).issuperset(store.markings_touched(row)):
            raise UnseenInPart(source=source, number=number)
        if accept and str(actor.person) in row.prepared_by:
            raise OwnWork(source=source, number=number)
        return row, store.marking_in(row) if accept else None

    def write(prepared: tuple[models.Edition, int | None]) -> None:
        row, marking = prepared
        if accept:
            store.publish(row)
            if marking is not None:  # what comes without a marking next time comes under this one
                models.Source.objects.filter(pk=row.source_id).update(marking_id=marking)
        elif not store.drop(row):
            raise store.Overtaken(source=source)
        models.Edition.objects.filter(pk=row.pk).update(decided=reason[:REASON])

    about = {"source": source, "edition": number, "accept": accept, "reason": reason}
    perform(actor, Act(DECIDE, work, write, lambda _, __: about))


def _known(source: models.Source, digest: str, terms: SourceTerms) -> Outcome | None:
    """What is known of this very document under this very marking: it is in force, or waits; None if neither."""
    if source.marking.canonical != terms.marking.canonical():
        return None
    if models.Edition.objects.filter(source=source, number=source.edition, digest=digest).exists():
        return _unchanged(source, source.issued)
    return _waiting(source, digest=digest)


def _waiting(source: models.Source, **which: str | int) -> Outcome | None:
    """The edition that waits for an officer's word, where it is the one that is meant."""
    row = models.Edition.objects.filter(source=source, state=models.HELD, **which).first()
    if row is None:
        return None
    reason = StillWaiting(number=row.number)
    return replace(_unchanged(source, row.issued), edition=row.number, unchanged=False, held_because=reason)


def _note_look(terms: SourceTerms, outcome: Outcome) -> None:
    """The source was looked at and said the same; its issue date never moves back."""
    if outcome.held_because:
        if not models.Edition.objects.filter(source__name=terms.name, number=outcome.edition, state=models.HELD):
            raise store.Overtaken(source=terms.name)
        return
    seen = models.Source.objects.select_for_update().filter(name=terms.name, edition=outcome.edition)
    row = seen.first()
    if row is None:
        raise store.Overtaken(source=terms.name)
    issued = max((day for day in (row.issued, outcome.issued) if day), default=None)
    seen.update(checked_at=clock.now(), issued=issued)


def _keep_terms(terms: SourceTerms) -> None:
    """The source is now what was stated of it with this edition."""
    models.Source.objects.filter(name=terms.name).update(
        reader=terms.reader,
        title=terms.title,
        publisher=terms.publisher,
        licence=terms.licence,
        marking_id=store.interned([terms.marking])[terms.marking],
    )


def _prepare(
    actor: Actor, edition: Edition, terms: SourceTerms, progress: Progress | None
) -> tuple[models.Edition | None, Outcome]:
    source = _source(terms)
    if edition.issued and source.issued and edition.issued < source.issued:
        raise OlderEdition(source=source.name, offered=edition.issued.isoformat(), held=source.issued.isoformat())
    before = store.held(source)
    changes = difference(terms.name, source.edition, before.markings, edition.statements)
    waits = list(models.Edition.objects.select_related("source").filter(source=source, state=models.HELD))
    if terms.builds_on and [row.number for row in waits] != terms.builds_on.numbers:
        raise store.Overtaken(source=source.name)
    for waiting in waits if changes or terms.builds_on else ():
        _supersede(actor, waiting)
    if not changes:
        return None, _unchanged(source, edition.issued or source.issued)
    outcome = _outcome(edition, changes, before, terms, source)
    prepared_by = {str(actor.person)} if terms.two_officers else set()
    prepared_by |= terms.builds_on.prepared_by if terms.builds_on else set()
    row = store.begin(source, _row_of(source, edition, outcome, prepared_by))
    store.stage(changes, row, progress)
    return row, replace(outcome, edition=row.number)


def _supersede(actor: Actor, waiting: models.Edition) -> None:
    """A held edition gives way to a newer reading, by an act of its own: nothing that awaits a word just vanishes."""

    def write(row: models.Edition) -> None:
        if not store.drop(row):
            raise store.Overtaken(source=row.source.name)
        models.Edition.objects.filter(pk=row.pk).update(decided="superseded by a newer reading")

    about = {"source": waiting.source.name, "edition": waiting.number}
    perform(actor, Act(SUPERSEDE, lambda: waiting, write, lambda _, __: about))


def _source(terms: SourceTerms) -> models.Source:
    """The source's row; it is unseen until an edition of it is published."""
    row, _ = models.Source.objects.select_related("marking").get_or_create(
        name=terms.name,
        defaults={
            "reader": terms.reader,
            "title": terms.title,
            "publisher": terms.publisher,
            "licence": terms.licence,
            "marking_id": store.interned([terms.marking])[terms.marking],
        },
    )
    return row


def _row_of(source: models.Source, edition: Edition, outcome: Outcome, prepared_by: set[str]) -> models.Edition:
    return models.Edition(
        source=source,
        base=source.edition,
        issued=edition.issued,
        origin=edition.document.origin[:ORIGIN],
        digest=edition.document.digest,
        size=edition.document.size,
        received_at=clock.now(),
        entries=outcome.entries,
        names=outcome.names,
        added=len(outcome.added),
        amended=len(outcome.amended),
        delisted=len(outcome.delisted),
        moved=[list(pair) for pair in outcome.moved],
        alarms=[asdict(alarm) for alarm in edition.alarms],
        prepared_by=sorted(prepared_by),
        touched=_touched(outcome) if source.edition else {},
        held_because=_told(outcome.held_because),
    )


def _touched(outcome: Outcome) -> dict[str, list[str]]:
    """Some of the references that the edition touches; none of a first one, which touches all."""
    groups = {"added": outcome.added, "amended": outcome.amended, "delisted": outcome.delisted}
    return {group: list(references[:TOUCHED]) for group, references in groups.items()}


def _told(error: AcordoError | None) -> dict[str, object] | None:
    return {"code": error.code, "sentence": error.sentence, "arguments": error.arguments} if error else None


def _outcome(
    edition: Edition, changes: ChangeSet, before: store.Held, terms: SourceTerms, source: models.Source
) -> Outcome:
    """What the change set means, entry by entry; the edition has no number yet."""
    was = set(before.references.values())
    now = {str(statement.reference) for statement in edition.statements}
    touched = {str(statement.reference) for statement in changes.adds}
    touched |= {before.references[sid] for sid in changes.removes}
    touched |= {before.references[amendment.statement] for amendment in changes.amends}
    moved = _moved(source, changes, was - now, now - was)
    earlier, later = ({pair[end] for pair in moved} for end in (0, 1))
    names = {(s.reference, s.property, s.value) for s in edition.statements if s.property in NAME_PROPERTIES}
    return Outcome(
        source=terms.name,
        edition=0,
        issued=edition.issued,
        unchanged=False,
        held_because=terms.hold(len(was), len(now)) or (AwaitsSecondOfficer() if terms.two_officers else None),
        entries=len(now),
        names=len(names),
        added=tuple(sorted(now - was - later)),
        amended=tuple(sorted(touched & was & now)),
        delisted=tuple(sorted(was - now - earlier)),
        moved=moved,
        alarms=edition.alarms,
        statements_added=len(changes.adds),
        statements_removed=len(changes.removes),
    )


def _moved(source: models.Source, changes: ChangeSet, gone: set[str], come: set[str]) -> tuple[tuple[str, str], ...]:
    """Which entries stand under another reference now; asked only where some are gone and others came."""
    if not gone or not come:
        return ()
    new = ((str(s.reference), str(s.property), s.value) for s in changes.adds if s.reference in come)
    return moves(store.values_of(source, sorted(gone)), new)


def _unchanged(source: models.Source, issued: date | None) -> Outcome:
    row = models.Edition.objects.filter(source=source, number=source.edition).first()
    return Outcome(
        source=SourceName(source.name),
        edition=source.edition,
        issued=issued,
        unchanged=True,
        entries=row.entries if row else 0,
        names=row.names if row else 0,
    )
