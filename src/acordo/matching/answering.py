"""Queries become hits: names to arrays, the kernel, contradictions and agreements, words.

The near words of a word are found once a batch; everything else is the same for one query as for many.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from acordo.facts import Property
from acordo.matching import policy
from acordo.matching.alignment import FEATURES
from acordo.matching.candidates import NearLinks
from acordo.matching.classes import classes_of
from acordo.matching.compiling import compiled, flags_of, numbered, offsets_of
from acordo.matching.explain import explain
from acordo.matching.findings import Feature, Finding, Verdict
from acordo.matching.frequencies import information
from acordo.matching.letter_costs import letter_costs
from acordo.matching.letters import packed
from acordo.matching.model import Hit, Query
from acordo.matching.scoring import Found, room_for, score_names
from acordo.matching.secondary import compare_beside
from acordo.matching.units import Units, units_of
from acordo.names import Name, analyse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from acordo.matching.held import Held

COEFFICIENTS = np.array([policy.COEFFICIENTS[feature] for feature in FEATURES], np.float32).T.copy()


MOST_KNOWN = 60_000
"""Words whose near words are kept, some tens of megabytes at most."""
Links = tuple["NDArray[np.int32]", "NDArray[np.float32]"]


@dataclass(frozen=True, slots=True)
class Asked:
    """One name of one query, read: the number of its query, the text, the name and its units."""

    query: int
    text: str
    name: Name
    units: Units


def read_queries(queries: Sequence[Query]) -> list[Asked]:
    """Every name of every query.

    Raises:
        UnreadableName: one of them is no name.
    """
    asked = []
    for number, query in enumerate(queries):
        for text in dict.fromkeys(query.names):
            name = analyse(text)
            asked.append(Asked(number, text, name, units_of(name, listed=False)))
    return asked


def find(
    held: Held,
    asked: Sequence[Asked],
    allowed: NDArray[np.uint8],
    threshold: float,
    kept: int = policy.CANDIDATES,
    *,
    features: bool = False,
    every: bool = False,
) -> Found:
    """The listed names of each name asked, by the name alone.

    ``every`` lays the first ``kept`` listed names beside each name asked though no word be near.
    """
    units = [one.units for one in asked]
    words = numbered(units, composite=True)
    whole = len(numbered(units, composite=False))
    number_of = {word: i for i, word in enumerate(words)}
    arrays = compiled(units, [flags_of(one.name) for one in asked], number_of, information(words[:whole]))
    codes, code_at = packed(words)
    found = room_for(len(asked), kept, features=features)
    score_names(
        arrays, codes, code_at, _near(held, words, whole, codes, code_at), held.names, held.words.arrays,
        held.postings, held.totals, held.entry_of, allowed, letter_costs(), COEFFICIENTS,
        np.array(policy.LEAST_WHOLE, np.float32), np.float32(threshold), np.float32(policy.COST_WEIGHT),
        np.float32(policy.BEYOND), every, found,
    )  # fmt: skip
    return found


def _near(
    held: Held, words: Sequence[str], whole: int, codes: NDArray[np.uint8], code_at: NDArray[np.int64]
) -> NearLinks:
    """The near links of every word; those of the first ``whole`` words are kept for the next batch: words repeat."""
    known = held.near_known
    if len(known) > MOST_KNOWN:
        known.clear()
    found: list[Links | None] = [known.get(word) for word in words[:whole]]
    missing = np.array([i for i, links in enumerate(found) if links is None] + list(range(whole, len(words))), np.int64)
    new_whole = len(missing) - (len(words) - whole)
    found += [None] * (len(words) - whole)
    lengths = np.diff(code_at)[missing]
    some_at = offsets_of(lengths.tolist())
    places = np.repeat(code_at[missing] - some_at[:-1], lengths) + np.arange(some_at[-1])
    classes = classes_of([words[i] for i in missing], new_whole)
    near = held.words.near_packed(codes[places], some_at, new_whole, classes)
    for row, i in enumerate(missing.tolist()):
        count = near.counts[row]
        links = near.words[row, :count].copy(), near.costs[row, :count].copy()
        found[i] = links
        if row < new_whole:
            known[words[i]] = links
    told = [links for links in found if links is not None]
    at = offsets_of([len(links[0]) for links in told])
    none = np.empty(0, np.int32), np.empty(0, np.float32)
    return NearLinks(at, *(np.concatenate(column) for column in zip(none, *told, strict=True)))


def answer(
    held: Held, queries: Sequence[Query], allowed: NDArray[np.uint8], threshold: float, limit: int
) -> list[list[Hit]]:
    """The hits of each query, best first."""
    asked = read_queries(queries)
    found = find(held, asked, allowed, threshold, max(policy.CANDIDATES, 3 * limit))
    best: list[dict[int, _Scored]] = [{} for _ in queries]
    for row, one in enumerate(asked):
        for place in range(found.counts[row]):
            name = int(found.names[row, place])
            scored = _Scored(float(found.scores[row, place]), row, place, name)
            entry = int(held.entry_of[name])
            if entry not in best[one.query] or scored.score > best[one.query][entry].score:
                best[one.query][entry] = scored
    return [
        _hits(held, query, asked, found, entries, threshold)[:limit]
        for query, entries in zip(queries, best, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _Scored:
    score: float
    row: int
    place: int
    name: int


def _hits(
    held: Held, query: Query, asked: Sequence[Asked], found: Found, entries: dict[int, _Scored], threshold: float
) -> list[Hit]:
    hits = []
    for number, scored in entries.items():
        entry = held.entry(number)
        beside = compare_beside(query, entry)
        name_score = lowered(scored.score, beside.against)
        if name_score < threshold:
            continue
        one, text = asked[scored.row], held.texts[scored.name]
        listed = analyse(text)
        findings = explain(
            one.name, one.units, listed, units_of(listed, listed=True),
            found.records[scored.row, scored.place, : found.record_counts[scored.row, scored.place]].tolist(),
        )  # fmt: skip
        property_ = held.property_of(scored.name)
        if property_ is Property.LOW_ALIAS:
            findings += (Finding(Feature.WEAK_NAME, Verdict.UNKNOWN, "weak_name.listed"),)
        findings += beside.findings
        identical = one.name.folded == listed.folded and not beside.against
        score = risen(name_score, beside.towards, identical=identical, every=_every_part_agrees(query, findings))
        hits.append(Hit(entry.entry_id, score, text, one.text, property_, findings))
    return sorted(hits, key=lambda hit: (-hit.score, hit.entry_id))


def lowered(score: float, against: float) -> float:
    """A score with what speaks against it, in nats, taken off."""
    if not against:
        return score
    odds = math.log(max(score, 1e-9) / max(1 - score, 1e-9)) - against
    return 1 / (1 + math.exp(-odds))


def risen(score: float, towards: float, *, identical: bool, every: bool) -> float:
    """A hit's score with its agreements; 1.0 only for what is the same in every part."""
    if identical and every:
        return 1.0
    base = policy.BEST_WITHOUT_ALL * score
    return round(base + (policy.BEST_WITHOUT_ALL - base) * towards * policy.RISE, 4)


def _every_part_agrees(query: Query, findings: Sequence[Finding]) -> bool:
    asked = {
        Feature.BORN: query.born is not None,
        Feature.NATIONALITY: query.nationality is not None,
        Feature.SEX: query.sex is not None,
        Feature.DOCUMENT: query.document is not None,
    }
    return all(finding.verdict is Verdict.AGREES for finding in findings if asked.get(finding.feature, False))
