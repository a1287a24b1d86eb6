"""The addresses of yente, so that software written for it only changes its address and its key.

* ``/match`` is a screening: each question is an act of its own, kept with its answer, since each is about one party
  and is read again, kept and forgotten by itself. Every question is read before the first is asked.
* A scope is ``default``, all sources that the officer sees, or one source's name; ``include_dataset`` adds others.
* What yente can weigh or sort in other ways is read past; ``docs/yente.md`` lists it.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Body, Path, Query, Router
from pydantic import BaseModel, BeforeValidator, Field, WithJsonSchema

from acordo.errors import Unavailable
from acordo.facts import SourceName
from acordo.facts.statement import UnreadableEntryId
from acordo.journal import permits
from acordo.journal.programs import Number, actor_of, answer
from acordo.lists.ftm.properties import RULES, Form
from acordo.matching import SENTENCES, THRESHOLD, Feature, policy
from acordo.register import index as register_index
from acordo.register import queries as register
from acordo.register.ftm_shape import Entity, entity, kind_of
from acordo.register.search import search as find
from acordo.screening import acts
from acordo.screening.yente_shapes import (
    ALGORITHM,
    AlgorithmsTold,
    AlgorithmTold,
    CatalogTold,
    DatasetTold,
    EntityTold,
    ExampleGiven,
    ExampleTold,
    MatchesTold,
    MatchGiven,
    MatchTold,
    Schema,
    SearchTold,
    StatusTold,
    TotalTold,
    dataset_told,
    entity_told,
    scored_told,
)

if TYPE_CHECKING:
    from collections.abc import Collection

    from acordo.journal.words import Actor
    from acordo.screening.words import HitView

router = Router()
open_router = Router()
MOST_RESULTS = 500
_WIDE = 100
"""How many hits are asked for where some of them may be left out afterwards."""
_NAME_FORMAT = {"type": "string", "format": "name", "minLength": 1, "maxLength": 200}
_LEAST = round(policy.BEST_WITHOUT_ALL * THRESHOLD, 4)
"""The lowest score that a hit of the policy can have."""
_IN_EVERY = "default"
_COUNTRY_PROPERTIES = tuple(name for name, rule in RULES.items() if rule.form in {Form.COUNTRY, Form.BIRTH_COUNTRY})


class NotReady(Unavailable):
    """No index has been compiled here yet."""

    code = "screening.not_ready"
    sentence = "No index is compiled yet. Open the desk once or screen a name; then programs are answered."


def _moment(given: str) -> datetime:
    moment = datetime.fromisoformat(given)
    return moment if moment.tzinfo else moment.astimezone()


Moment = Annotated[
    datetime,
    BeforeValidator(_moment),
    WithJsonSchema({"anyOf": [{"type": "string", "format": "date"}, {"type": "string", "format": "date-time"}]}),
]
Scope = Annotated[str, Path(description="default: all sources; or one source's name.", examples=["default"])]
Share = Annotated[float, Field(ge=0, le=1)]
Names = Annotated[list[str], Field(max_length=200)]


class Narrowing(BaseModel):
    """What both questions can be narrowed to. ``include_dataset`` adds sources to the scope."""

    include_dataset: Names = []
    exclude_dataset: Names = []
    exclude_schema: Names = []
    topics: Names = []
    changed_since: Moment | None = None

    def admits(self, held: Entity) -> bool:
        """Nothing that was asked leaves this entity out."""
        changed = self.changed_since is None or (
            held.last_change is not None and held.last_change >= self.changed_since
        )
        of_topic = not self.topics or bool(set(self.topics) & set(held.properties.get("topics", ())))
        return changed and of_topic and held.schema not in self.exclude_schema

    @property
    def after(self) -> bool:
        """Some of what is found may be left out."""
        return bool(self.exclude_schema or self.topics or self.changed_since)


class MatchNarrowing(Narrowing):
    """How a question by example is asked."""

    limit: Number = Field(default=5, ge=1, le=MOST_RESULTS)
    threshold: Share | None = None
    cutoff: Share | None = None
    algorithm: Annotated[str, Field(max_length=100)] = ALGORITHM
    exclude_entity_ids: Annotated[list[str], Field(max_length=50)] = []

    def least(self) -> float:
        """The least score of a hit: the cutoff, and never above the threshold."""
        cutoff = THRESHOLD if self.cutoff is None else self.cutoff
        return cutoff if self.threshold is None else min(cutoff, self.threshold)

    def matches(self, hit: HitView) -> bool:
        """The hit reaches the threshold; without one, it is a hit under the policy."""
        return hit.score >= (_LEAST if self.threshold is None else self.threshold)


class SearchNarrowing(Narrowing):
    """How the register is searched."""

    q: Annotated[str, Field(min_length=1, max_length=200), WithJsonSchema(_NAME_FORMAT)]
    schema_: Annotated[Schema, Field(alias="schema")] = "Thing"
    countries: Names = []
    limit: Number = Field(default=10, ge=0, le=MOST_RESULTS)
    offset: Number = Field(default=0, ge=0, le=9_499)
    fuzzy: bool = False
    simple: bool = False
    sort: Names = []
    facets: Names = []
    filter: Names = []


@router.post("/match/{scope}", response=MatchTold, operation_id="match", by_alias=True)
def match(request: HttpRequest, scope: Scope, given: Body[MatchGiven], asked: Query[MatchNarrowing]) -> HttpResponse:
    """Screen each of these parties; every question is kept with its answer, and an act in the journal."""
    actor = actor_of(request)
    permits.require(actor, acts.SCREEN)
    among = _among(actor, scope, asked)
    responses = {name: _matched(actor, example, asked, among) for name, example in given.queries.items()}
    return answer(MatchTold(responses=responses, limit=asked.limit))


@router.get("/search/{scope}", response=SearchTold, operation_id="search", by_alias=True)
def search(request: HttpRequest, scope: Scope, asked: Query[SearchNarrowing]) -> HttpResponse:
    """Search the names, references and numbers of the register; a reading, with its line in the journal."""
    actor = actor_of(request)
    among = _among(actor, scope, asked)
    one = SourceName(*among) if among is not None and len(among) == 1 else None
    partly = asked.after or bool(asked.countries) or (among is not None and one is None)
    limit, offset = (MOST_RESULTS, 0) if partly else (asked.limit, asked.offset)
    kind = kind_of(asked.schema_)
    found = find(actor, asked.q, source=one, kind=kind, limit=limit, offset=offset)
    ids = [held.entry_id for held in found.entries if among is None or held.source in among]
    entities = [entity(view) for view in register.entries(actor, ids)]
    total = TotalTold(value=found.total, relation="eq")
    if partly:
        entities = [held for held in entities if asked.admits(held) and _of_countries(held, asked.countries)]
        total = TotalTold(value=len(entities), relation="gte" if found.total > MOST_RESULTS else "eq")
        entities = entities[asked.offset : asked.offset + asked.limit]
    results = [EntityTold(**entity_told(held)) for held in entities]
    told = SearchTold(results=results, facets={}, total=total, limit=asked.limit, offset=asked.offset)
    return answer(told)


@router.get("/entities/{path:entity_id}", response=EntityTold, operation_id="entity", by_alias=True)
def fetch(request: HttpRequest, entity_id: str, nested: bool = True) -> HttpResponse:  # noqa: ARG001, FBT001, FBT002 (yente's parameter)
    """An entry as an entity; it has no entities beside it, so ``nested`` changes nothing."""
    actor = actor_of(request)
    try:
        view = register.entry(actor, entity_id)
    except UnreadableEntryId as error:  # there, ids have no form of their own: it is one that does not exist
        raise register.NoSuchEntry(entry_id=entity_id) from error
    return answer(EntityTold(**entity_told(entity(view))))


@router.get("/catalog", response=CatalogTold, operation_id="catalog")
def catalog(request: HttpRequest) -> HttpResponse:
    """The sources that this officer sees, and ``default``, which is all of them."""
    views = [view for view in register.sources(actor_of(request)) if view.edition]
    datasets = [dataset_told(view) for view in views]
    names = [held.name for held in datasets]
    everything = DatasetTold(
        name=_IN_EVERY,
        title="All sources",
        version=str(max((view.edition for view in views), default=0)),
        updated_at=max((view.checked_at for view in views if view.checked_at), default=None),
        last_export=None,
        entity_count=sum(view.entries for view in views),
        thing_count=sum(view.entries for view in views),
        publisher=None,
        load=True,
        index_current=True,
        index_version="",
        children=names,
    )
    return answer(
        CatalogTold(datasets=[everything, *datasets], current=[_IN_EVERY, *names], outdated=[], index_stale=False)
    )


@open_router.get("/algorithms", response=AlgorithmsTold, operation_id="algorithms")
def algorithms(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 (the door's signature)
    """The one way in which names are compared here; whichever is asked for, this answers."""
    docs = {str(feature): _documented(feature) for feature in Feature}
    only = AlgorithmTold(
        name=ALGORITHM,
        description="Names are compared word by word; what is known beside them lowers a hit or orders it.",
        features=docs,
        docs=docs,
    )
    return answer(AlgorithmsTold(algorithms=[only], default=ALGORITHM, best=ALGORITHM))


@open_router.get("/healthz", response=StatusTold, operation_id="healthz")
def healthz(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 (the door's signature)
    """The desk answers."""
    return answer(StatusTold(status="ok"))


@open_router.get("/readyz", response=StatusTold, operation_id="readyz")
def readyz(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 (the door's signature)
    """The database answers, and an index is compiled."""
    register_index.state()
    if not register_index.compiled_files():
        raise NotReady
    return answer(StatusTold(status="ok"))


def _among(actor: Actor, scope: str, asked: Narrowing) -> frozenset[str] | None:
    """The sources that are asked; None for all.

    Raises:
        NoSuchSource: the scope, or a source that is added to it, is not held for this officer.
    """
    named = [name for name in (scope, *asked.include_dataset) if name != _IN_EVERY]
    for name in named:
        register.source(actor, SourceName(name))
    if not named and not asked.exclude_dataset:
        return None
    known = named or [view.name for view in register.sources(actor)]
    return frozenset(known) - frozenset(asked.exclude_dataset)


def _matched(actor: Actor, example: ExampleGiven, asked: MatchNarrowing, among: Collection[str] | None) -> MatchesTold:
    """One question asked, and kept."""
    out = frozenset(asked.exclude_entity_ids)
    wide = max(asked.limit, _WIDE) if asked.after or out else asked.limit
    done = acts.screen(actor, example.asked.query, threshold=asked.least(), limit=wide, among=among)
    entities = {view.entry_id: entity(view) for view in register.entries(actor, [hit.entry_id for hit in done.hits])}
    results = [
        scored_told(entities[hit.entry_id], hit, match=asked.matches(hit), language=actor.language)
        for hit in done.hits
        if hit.entry_id in entities and hit.entry_id not in out and asked.admits(entities[hit.entry_id])
    ]
    return MatchesTold(
        status=200,
        results=results[: asked.limit],
        total=TotalTold(value=len(results), relation="gte" if len(done.hits) >= wide else "eq"),
        query=ExampleTold(id=example.id, schema=example.schema_, properties=example.asked.properties),
        screening=str(done.id),
    )


def _of_countries(held: Entity, countries: Collection[str]) -> bool:
    """It is stated to be of one of these countries, in any of the ways in which that is stated."""
    stated = {text for name in _COUNTRY_PROPERTIES for text in held.properties.get(name, ())}
    return not countries or bool(stated & {code.lower() for code in countries})


def _documented(feature: Feature) -> dict[str, str]:
    sentences = [sentence for code, sentence in SENTENCES.items() if code.partition(".")[0] == feature]
    return {"description": " ".join(sentences)}
