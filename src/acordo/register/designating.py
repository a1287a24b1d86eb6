"""The national list kept by hand: an officer prepares a change of one designation, another puts it in force.

* A change is an edition like any other: it is compared with what is held, waits for a second officer, and can be
  withdrawn. Further changes go on from the edition that waits, so that one word decides a morning's work; whoever had
  a hand in it cannot be the one who puts it in force.
* A designation ends only by its publisher (decision 24), and that is us: ending one needs its reason, which stays with
  the edition that ends it.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from acordo.errors import Conflict, Invalid, Missing
from acordo.facts import Document, Edition, Reference, SourceName, canonical_json
from acordo.journal import permits
from acordo.journal.words import Role
from acordo.lists.national import cells_of, designation
from acordo.register import acts, models, store, updating
from acordo.register.acts import REASON, Waiting
from acordo.register.labels import BY_HAND
from acordo.register.visibility import permitted_markings
from acordo.wording import mark

if TYPE_CHECKING:
    from acordo.facts import Statement
    from acordo.journal.words import Actor
    from acordo.lists.national.designation import Cells
    from acordo.register.acts import Outcome, SourceTerms

LIST = "national"
SOURCE = SourceName("national")
OUR_WORDS = (mark("National designations"), mark("Our own service"))
"""What the list and its publisher are called, in the language of the home."""
DESIGNATE = permits.declare(
    "register.designate", {Role.ANALYST, Role.CHIEF}, "prepare a change of the national list by hand"
)


class AlreadyDesignated(Conflict):
    """The reference is taken."""

    code = "register.already_designated"
    sentence = "The national list already has a designation {reference!r}. Take another reference, or amend that one."


class NoSuchDesignation(Missing):
    """The national list has no such designation."""

    code = "register.no_such_designation"
    sentence = "The national list has no designation {reference!r} that you may change. See the list's page."


class NothingAmended(Invalid):
    """What was given is what is held."""

    code = "register.nothing_amended"
    sentence = "The designation {reference!r} already says this. Nothing was changed."


class NoReasonForEnding(Invalid):
    """A designation was to end without a reason."""

    code = "register.no_reason_for_ending"
    sentence = "A designation ends with its reason in words. Give one."


def designate(actor: Actor, reference: Reference, cells: Cells) -> Outcome:
    """Prepare a new designation.

    Raises:
        AlreadyDesignated: the reference is taken.
        UnfitDesignation: it lacks something, or says it in another form.
        Overtaken: another change was prepared meanwhile.
    """
    permits.require(actor, DESIGNATE)
    waiting, stated = _stated()
    if any(one.reference == reference for one in stated):
        raise AlreadyDesignated(reference=reference)
    return _prepare(actor, waiting, [*stated, *_said(actor, reference, cells)], f"{BY_HAND}new: {reference}")


def amend(actor: Actor, reference: Reference, cells: Cells) -> Outcome:
    """Prepare another wording of a designation.

    Raises:
        NoSuchDesignation: there is none under the reference that this officer may see whole.
        UnfitDesignation, NothingAmended, Overtaken.
    """
    permits.require(actor, DESIGNATE)
    waiting, stated = _stated()
    own = _own(actor, stated, reference)
    said = _said(actor, reference, cells)
    if {one.id for one in own} == {one.id for one in said}:
        raise NothingAmended(reference=reference)
    others = [one for one in stated if one.reference != reference]
    return _prepare(actor, waiting, [*others, *said], f"{BY_HAND}amended: {reference}")


def end(actor: Actor, reference: Reference, reason: str) -> Outcome:
    """Prepare the end of a designation.

    Raises:
        NoReasonForEnding: the reason is empty.
        NoSuchDesignation, Overtaken.
    """
    permits.require(actor, DESIGNATE)
    if not reason.strip():
        raise NoReasonForEnding
    waiting, stated = _stated()
    _own(actor, stated, reference)
    others = [one for one in stated if one.reference != reference]
    return _prepare(actor, waiting, others, f"{BY_HAND}ended: {reference}: {reason.strip()[:REASON]}")


def cells(actor: Actor, reference: Reference) -> dict[str, tuple[str, ...]]:
    """The cells of a designation as it stands, or as it will stand when the edition that waits is in force.

    Raises:
        NoSuchDesignation: there is none that this officer may see whole.
    """
    permits.require(actor, DESIGNATE)
    own = _own(actor, _stated()[1], reference)
    return cells_of((one.property, one.content) for one in own)


def _said(actor: Actor, reference: Reference, given: Cells) -> list[Statement]:
    return designation(given, SOURCE, reference, _terms(actor).marking)


def _terms(actor: Actor) -> SourceTerms:
    return updating.plan(updating.Order(LIST), actor.service).terms


def _own(actor: Actor, stated: list[Statement], reference: Reference) -> list[Statement]:
    """The statements of one designation, where the officer may see each of them: what is not seen is not rewritten."""
    own = [one for one in stated if one.reference == reference]
    seen = permitted_markings(actor)
    numbers = store.interned(one.marking for one in own)
    if not own or not seen.issuperset(numbers.values()):
        raise NoSuchDesignation(reference=reference)
    return own


def _stated() -> tuple[Waiting, list[Statement]]:
    """The edition to go on from: the one that waits, else the one in force; and what it states."""
    source = models.Source.objects.filter(name=SOURCE).first()
    if source is None:
        return Waiting(), []
    row = models.Edition.objects.filter(source=source, state=models.HELD).order_by("number").last()
    number = row.number if row else source.edition
    waiting = Waiting(row.number, frozenset(row.prepared_by)) if row else Waiting()
    return waiting, list(store.statements_of(source, number))


def _prepare(actor: Actor, waiting: Waiting, statements: list[Statement], origin: str) -> Outcome:
    said = canonical_json(sorted(one.id.hex() for one in statements)).encode()
    document = Document(origin, hashlib.sha256(said).hexdigest(), len(said))
    edition = Edition(SOURCE, None, document, tuple(statements))
    terms = replace(_terms(actor), builds_on=waiting)
    return acts.update(actor, terms, document.digest, lambda: edition, again=True)
