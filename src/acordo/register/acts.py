"""The verbs of the register: update a source, decide a held edition."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from django.db.models import Max

from acordo import clock
from acordo.errors import AcordoError, Conflict, Invalid, Missing
from acordo.facts import NAME_PROPERTIES, Alarm, ChangeSet, Edition, SourceName, difference
from acordo.journal import permits
from acordo.journal.gate import Act, perform
from acordo.journal.words import Actor, Role
from acordo.register import models, store

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from acordo.markings import Marking

    Progress = Callable[[int, int], None]

KEEPERS = {Role.ANALYST, Role.CHIEF, Role.OPERATOR}
UPDATE = permits.declare("register.update", KEEPERS, "read a new edition of a source")
DECIDE = permits.declare("register.decide", {Role.CHIEF, Role.ANALYST}, "decide an edition that was held back")


class OlderEdition(Conflict):
    """What was read is older than what is held."""

    code = "register.older_edition"
    sentence = (
        "This document of {source} is of {offered}; the register already holds that of {held}. Nothing was changed. "
        "Earlier editions are kept and can be read as of any day."
    )


class NoHeldEdition(Missing):
    """No edition of that number waits for a decision."""

    code = "register.no_held_edition"
    sentence = "No edition of {source} waits for a decision under the number {number}. See 'acordo lists ls'."


class NoReason(Invalid):
    """A decision came without its reason."""

    code = "register.no_reason"
    sentence = "A decision on a held edition needs its reason in words. Give one."


@dataclass(frozen=True, slots=True)
class SourceTerms:
    """What a source is: its name here, who publishes it, by which reader it is read, and under which marking.

    ``hold`` answers, for the number of entries before and after, why an officer should look first; None if not.
    Its answer is a failure that is kept and shown, not raised.
    """

    name: SourceName
    reader: str
    title: str
    publisher: str
    licence: str
    marking: Marking
    hold: Callable[[int, int], AcordoError | None] = lambda _before, _after: None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an update did; the references of what it added, amended and delisted.

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
) -> Outcome:
    """Bring a source to what ``read`` returns; ``digest`` is that of the document it will read.

    The same document again is not even read, unless ``again`` (a better reader may see more in it). The edition is
    staged unseen and published by one flip; one that shrank beyond its bounds is held for an officer's word.

    Raises:
        OlderEdition: the document is older than the one held.
        Overtaken: another update of the source began meanwhile.
    """

    def work() -> tuple[models.Edition | None, Outcome]:
        source = _source(terms)
        if not again and models.Edition.objects.filter(source=source, number=source.edition, digest=digest).exists():
            return None, _unchanged(source, source.issued)
        return _prepare(source, read(), terms, progress)

    def write(prepared: tuple[models.Edition | None, Outcome]) -> Outcome:
        row, outcome = prepared
        if row is None:
            seen = models.Source.objects.filter(name=terms.name)
            seen.update(checked_at=clock.now(), issued=outcome.issued)
        elif outcome.held_because:
            models.Edition.objects.filter(pk=row.pk, state=models.STAGED).update(state=models.HELD)
        else:
            store.publish(row)
        return outcome

    def about(_: object, outcome: Outcome) -> dict[str, str | int]:
        counts = {"added": len(outcome.added), "amended": len(outcome.amended), "delisted": len(outcome.delisted)}
        return {
            "source": terms.name,
            "edition": outcome.edition,
            "digest": digest,
            **counts,
            "held": outcome.held_because.code if outcome.held_because else "",
        }

    return perform(actor, Act(UPDATE, work, write, about))


def decide(actor: Actor, source: SourceName, number: int, *, accept: bool, reason: str) -> None:
    """Publish a held edition, or drop it; the reason in words is kept with it.

    Raises:
        NoHeldEdition: none waits under the number.
        NoReason: the reason is empty.
        Overtaken: the source has moved since it was held.
    """

    def work() -> models.Edition:
        if not reason.strip():
            raise NoReason
        waiting = models.Edition.objects.filter(source__name=source, number=number, state=models.HELD)
        row = waiting.select_related("source").first()
        if row is None:
            raise NoHeldEdition(source=source, number=number)
        return row

    def write(row: models.Edition) -> None:
        if accept:
            store.publish(row)
        else:
            store.drop(row)
        models.Edition.objects.filter(pk=row.pk).update(decided=reason)

    about = {"source": source, "edition": number, "accept": accept, "reason": reason}
    perform(actor, Act(DECIDE, work, write, lambda _, __: about))


def _source(terms: SourceTerms) -> models.Source:
    """The source's row; it is unseen until an edition of it is published."""
    row, _ = models.Source.objects.get_or_create(
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


def _prepare(
    source: models.Source, edition: Edition, terms: SourceTerms, progress: Progress | None
) -> tuple[models.Edition | None, Outcome]:
    if edition.issued and source.issued and edition.issued < source.issued:
        raise OlderEdition(source=source.name, offered=edition.issued.isoformat(), held=source.issued.isoformat())
    before = store.held(source)
    changes = difference(terms.name, source.edition, before.markings, edition.statements)
    if not changes:
        return None, _unchanged(source, edition.issued or source.issued)
    outcome = _outcome(source, edition, changes, before, terms)
    row = _staged_row(source, edition, outcome)
    store.stage(changes, row, progress)
    return row, outcome


def _staged_row(source: models.Source, edition: Edition, outcome: Outcome) -> models.Edition:
    """A new edition nobody sees; what a crash or an undecided hold left of the source is taken back first."""
    for left in models.Edition.objects.filter(source=source, state__in=[models.STAGED, models.HELD]):
        store.drop(left)
    return models.Edition.objects.create(
        source=source,
        number=outcome.edition,
        base=source.edition,
        state=models.STAGED,
        issued=edition.issued,
        origin=edition.document.origin,
        digest=edition.document.digest,
        size=edition.document.size,
        received_at=clock.now(),
        entries=outcome.entries,
        names=outcome.names,
        added=len(outcome.added),
        amended=len(outcome.amended),
        delisted=len(outcome.delisted),
        alarms=[asdict(alarm) for alarm in edition.alarms],
        held_because=_told(outcome.held_because),
    )


def _told(error: AcordoError | None) -> dict[str, object] | None:
    return {"code": error.code, "sentence": error.sentence, "arguments": error.arguments} if error else None


def _outcome(
    source: models.Source, edition: Edition, changes: ChangeSet, before: store.Held, terms: SourceTerms
) -> Outcome:
    """What the change set means, entry by entry."""
    was = set(before.references.values())
    now = {str(statement.reference) for statement in edition.statements}
    touched = {str(statement.reference) for statement in changes.adds}
    touched |= {before.references[sid] for sid in changes.removes}
    touched |= {before.references[amendment.statement] for amendment in changes.amends}
    last = models.Edition.objects.filter(source=source).aggregate(last=Max("number"))["last"] or 0
    return Outcome(
        source=terms.name,
        edition=last + 1,
        issued=edition.issued,
        unchanged=False,
        held_because=terms.hold(len(was), len(now)),
        entries=len(now),
        names=sum(statement.property in NAME_PROPERTIES for statement in edition.statements),
        added=tuple(sorted(now - was)),
        amended=tuple(sorted(touched & was & now)),
        delisted=tuple(sorted(was - now)),
        alarms=edition.alarms,
        statements_added=len(changes.adds),
        statements_removed=len(changes.removes),
    )


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
