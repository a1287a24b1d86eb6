"""A batch as its page tells it: how far it is, how fast, how long still; and its hits by the row that they answer."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from django.utils.translation import get_language, gettext, ngettext

from acordo import clock
from acordo.facts import split_entry_id
from acordo.jobs import queue
from acordo.journal.words import PURPOSE_LABELS, Purpose
from acordo.matching import Verdict
from acordo.register import queries as register
from acordo.screening import batches, folders
from acordo.screening.words import BATCH_STATES, BatchState
from acordo.wording import mark, say

if TYPE_CHECKING:
    from uuid import UUID

    from acordo.journal.words import Actor
    from acordo.matching import Finding
    from acordo.screening.words import BatchHit, BatchView

CANCELLING = mark("being cancelled")
_TAGS = {BatchState.DONE: "for", BatchState.FAILED: "against", BatchState.RUNNING: "amber"}
_LIVE = frozenset({BatchState.QUEUED, BatchState.RUNNING})
_SETTLED = 2.0
"""Seconds of work before a speed means anything."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a batch is, in figures and in words.

    ``step`` changes with the state and with each tenth of the work: what is said aloud changes with it, not with rows.
    """

    view: BatchView
    state: str
    tag: str
    live: bool
    running: bool
    alone: bool
    percent: int
    step: str
    speed: int
    remaining: str
    with_hits: int
    purpose: str
    failure: str


def progress_of(view: BatchView) -> Progress:
    """What a page says of a batch now."""
    percent = min(100, 100 * view.done // view.total) if view.total else 0
    live = view.state in _LIVE
    alone = live and not queue.workers()
    running = view.state is BatchState.RUNNING
    speed = _speed(view) if running else 0.0
    left = (view.total - view.done) / speed if speed else 0.0
    return Progress(
        view=view,
        state=gettext(CANCELLING if live and view.cancelling else BATCH_STATES[view.state]),
        tag=_TAGS.get(view.state, ""),
        live=live,
        running=running,
        alone=alone,
        percent=percent,
        step=f"{view.state}-{percent // 10}{'-cancelling' * view.cancelling}{'-alone' * alone}",
        speed=round(speed),
        remaining=_in_words(left) if speed and view.done < view.total else "",
        with_hits=_with_hits_so_far(view) if running else view.with_hits,
        purpose=gettext(PURPOSE_LABELS[Purpose(view.purpose)]),
        failure=say(view.failure.sentence, get_language() or "en", **view.failure.arguments) if view.failure else "",
    )


def _speed(view: BatchView) -> float:
    """Rows a second since it was begun; 0 while that says nothing yet."""
    seconds = (clock.now() - view.started_at).total_seconds() if view.started_at else 0.0
    return view.done / seconds if seconds > _SETTLED else 0.0


def _with_hits_so_far(view: BatchView) -> int:
    """How many rows have hits by now, as the run notes it beside its output (``batch``); 0 before the first note."""
    try:
        noted = json.loads(folders.places(view.id).state.read_bytes())
        return int(noted["done"]["with_hits"])
    except (OSError, ValueError, KeyError, TypeError):
        return 0


def _in_words(seconds: float) -> str:
    minutes = round(seconds / 60)
    if minutes < 1:
        return gettext("less than a minute")
    if minutes < 90:
        return ngettext("about {count} minute", "about {count} minutes", minutes).format(count=minutes)
    hours = round(minutes / 60)
    return ngettext("about {count} hour", "about {count} hours", hours).format(count=hours)


@dataclass(frozen=True, slots=True)
class Met:
    """One hit of a row: the entry with its title and its source, the name that met, and the findings."""

    hit: BatchHit
    title: str
    source_title: str
    reference: str
    agreed: tuple[Finding, ...]
    disagreed: tuple[Finding, ...]
    unknown: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class AskedRow:
    """One row of the file that has hits; ``carried`` are its other columns, as the file has them."""

    first: BatchHit
    hits: tuple[Met, ...]
    carried: tuple[tuple[str, str], ...]


def rows_of(actor: Actor, id_: UUID, start: int, count: int) -> list[AskedRow]:
    """The hits from ``start`` on, by the row that they answer."""
    hits = batches.hits(actor, id_, start, count)
    titles = register.titles(actor, {hit.entry_id for hit in hits})
    sources = {str(source.name): source.title for source in register.sources(actor)}
    return [
        AskedRow(first, tuple(_met(hit, titles, sources) for hit in (first, *others)), _beside(first))
        for _, (first, *others) in groupby(hits, key=lambda hit: hit.row)
    ]


def _met(hit: BatchHit, titles: dict[str, str], sources: dict[str, str]) -> Met:
    def of(verdict: Verdict) -> tuple[Finding, ...]:
        return tuple(finding for finding in hit.findings if finding.verdict is verdict)

    return Met(
        hit=hit,
        title=titles.get(hit.entry_id, hit.matched_name),
        source_title=sources.get(hit.source, hit.source),
        reference=split_entry_id(hit.entry_id)[1],
        agreed=of(Verdict.AGREES),
        disagreed=of(Verdict.DISAGREES),
        unknown=of(Verdict.UNKNOWN),
    )


def _beside(hit: BatchHit) -> tuple[tuple[str, str], ...]:
    """The other columns of the row that say anything."""
    return tuple((heading, text) for heading, text in hit.carried.items() if text.strip())
