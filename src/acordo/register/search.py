"""Find entries of the register by a name, a reference or a document's number, in any script.

* A question is one or more words; each must be a word of one name, its beginning, or (from three letters on) a part
  of it. Case, marks, hyphens, order and script do not matter: see ``searchable``.
* A question with a figure is also looked for among references and documents' numbers, from their beginning.
* Markings stand in the query itself: what the officer may not see neither counts nor moves what is counted.
* The best come first: names that hold each word whole, then those that begin with them, then the rest, by name.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db.models import Case, Count, Exists, F, IntegerField, Min, OuterRef, Q, When, Window

from acordo.errors import Invalid
from acordo.facts import Kind, Property, SourceName
from acordo.journal import permits
from acordo.journal.gate import witness
from acordo.journal.words import Role
from acordo.register import models
from acordo.register.found import described
from acordo.register.searchable import Word, number_of, sign_of, signs_of_bones, words_of
from acordo.register.visibility import permitted_markings, whole

if TYPE_CHECKING:
    from django.db.models import Expression, QuerySet

    from acordo.journal.words import Actor
    from acordo.register.found import FoundEntry

SEARCH = permits.declare("register.search", Role, "search the register")
LONGEST = 200
_NO_NUMBER: QuerySet[Any] = models.FindableNumber.objects.none()
_NO_NAME: QuerySet[Any] = models.FindableName.objects.none()


class NothingAsked(Invalid):
    """The question holds nothing to look for."""

    code = "register.nothing_asked"
    sentence = "{text!r} holds nothing to look for. Enter a name, a part of one, a reference or a document number."


class TooLongAsked(Invalid):
    """The question is longer than any name."""

    code = "register.too_long_asked"
    sentence = "The question has {length} characters; at most {most} are looked for. Enter a name or a part of one."


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: how many entries in all, and those of the page asked for."""

    total: int
    entries: tuple[FoundEntry, ...]


def search(
    actor: Actor,
    text: str,
    *,
    source: SourceName | None = None,
    kind: Kind | None = None,
    delisted: bool = False,
    limit: int = 20,
    offset: int = 0,
) -> Found:
    """Entries that are listed now, or with ``delisted`` also those that were once, best first; noted in the journal.

    Raises:
        NothingAsked, TooLongAsked: the text is no question.
    """
    words, number = question(text)
    permitted = permitted_markings(actor)
    narrowed = partial(_narrowed, permitted=permitted, source=source, kind=kind, delisted=delisted)
    numbers = narrowed(models.FindableNumber, Q(number__startswith=number)) if number else _NO_NUMBER
    found = _Ranked(numbers, _number_rank(number), "number").page(offset, limit)
    names = narrowed(models.FindableName, _meets(words)) if words else _NO_NAME
    if found.total:
        every = found.total == len(found.keys)
        names = names.exclude(entry_id__in=found.keys if every else numbers.values("entry_id"))
    also = _Ranked(names, _rank(words), "words").page(max(0, offset - found.total), limit - len(found.keys))
    total = found.total + also.total
    about = {"text": text, "source": source or "", "kind": kind or "", "delisted": delisted, "found": total}
    entries = described(found.keys + also.keys, words, permitted)
    shown = {"limit": limit, "offset": offset, "entries": [entry.entry_id for entry in entries]}
    witness(actor, SEARCH, about | shown)
    return Found(total, entries)


@dataclass(frozen=True, slots=True)
class _Page:
    keys: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True)
class _Ranked:
    """The entries of some rows, each by the best of its rows."""

    rows: QuerySet[Any]
    rank: Expression
    then: str

    def page(self, offset: int, limit: int) -> _Page:
        """Some of the entries, and how many there are in all; one question, unless the page lies beyond the last."""
        entries = self.rows.values("entry_id").annotate(rank=Min(self.rank), first=Min(self.then))
        ordered = entries.annotate(total=Window(Count("*"))).order_by("rank", "first", "entry_id")
        held = list(ordered.values_list("entry_id", "total")[offset : offset + max(limit, 1)])
        total = held[0][1] if held else entries.count()
        return _Page(tuple(key for key, _ in held[:limit]), total)


def question(text: str) -> tuple[tuple[Word, ...], str]:
    """The words of a question, and the number it may be, empty where it holds no figure.

    Raises:
        NothingAsked, TooLongAsked: the text is no question.
    """
    if len(text) > LONGEST:
        raise TooLongAsked(length=len(text), most=LONGEST)
    words, number = words_of(text), number_of(text)
    if not any(letter.isdigit() for letter in number):
        number = ""
    if not words and not number:
        raise NothingAsked(text=text.strip())
    return words, number


def _narrowed(
    table: type[models.FindableName | models.FindableNumber],
    meets: Q,
    *,
    permitted: frozenset[int],
    source: SourceName | None,
    kind: Kind | None,
    delisted: bool,
) -> QuerySet[Any]:
    """The rows that this officer may see; a value whose marking was once narrower is not read out of its past."""
    every: QuerySet[Any] = table.objects.all()
    rows = every.filter(meets).filter(since__lte=F("source__edition"))
    in_force = Q(until=None) | Q(until__gt=F("source__edition"))
    if not delisted:
        rows = rows.filter(in_force)
    if source is not None:
        rows = rows.filter(source__name=source)
    if kind is not None:
        rows = _of_kind(rows, kind, permitted)
    if whole(permitted):
        return rows
    rows = rows.filter(marking_id__in=permitted)
    return rows.filter(in_force | ~Q(sid__in=every.exclude(marking_id__in=permitted).values("sid")))


def _of_kind(rows: QuerySet[Any], kind: Kind, permitted: frozenset[int]) -> QuerySet[Any]:
    """The rows whose entry is of a kind that this officer may see; an entry that states none is of unknown kind."""
    stated = models.Statement.objects.filter(
        entry_id=OuterRef("entry_id"), property=Property.KIND, marking_id__in=permitted, until=None
    )
    if kind is Kind.UNKNOWN:
        return rows.filter(~Exists(stated.exclude(value=f'"{kind}"')))
    return rows.filter(Exists(stated.filter(value=f'"{kind}"')))


def _meets(words: tuple[Word, ...]) -> Q:
    """A name that is met by each of the words: by its letters, or in another script by its bones."""
    name = Q()
    for word in words:
        bones = Q(*(Q(bones__contains=sign) for sign in signs_of_bones(word)), _connector=Q.OR)
        name &= Q(words__contains=sign_of(word.roman)) | (~Q(script=word.script) & bones)
    return name


def _number_rank(number: str) -> Expression:
    return Case(When(number=number, then=0), default=1, output_field=IntegerField())


def _rank(words: tuple[Word, ...]) -> Expression:
    """0 where each word stands as asked; 1 where each begins a word, or its bones stand so; 2 otherwise."""
    standing = Q(*(Q(words__contains=f" {word.roman} ") for word in words))
    begun = Q(*(Q(words__contains=f" {word.roman}") | Q(bones__contains=f" {word.bones} ") for word in words))
    whens = [When(standing, then=0), When(begun, then=1)] if words else []
    return Case(*whens, default=2, output_field=IntegerField())
