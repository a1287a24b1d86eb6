"""The shapes of yente's API: what software written for it sends, and what it expects to be told."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr

from acordo.journal.programs import Told, unfit
from acordo.lists.ftm.properties import RULES
from acordo.lists.ftm.schemata import PARTIES
from acordo.matching import Feature, Verdict
from acordo.names import LONGEST
from acordo.screening.examples import NAMES, PARTS, NoNameGiven, TooManyNames, Understood, understood
from acordo.wording import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from acordo.matching import Finding
    from acordo.register.ftm_shape import Entity
    from acordo.register.words import SourceView
    from acordo.screening.words import HitView

MOST_QUERIES = 100
Schema = Literal["Person", "Organization", "PublicBody", "LegalEntity", "Company", "Vessel", "Airplane", "Thing"]
ALGORITHM = "acordo"
_WORTH = {Verdict.AGREES: 1.0, Verdict.DISAGREES: -1.0, Verdict.UNKNOWN: 0.0}
_NAME = {"type": "string", "minLength": 1, "maxLength": LONGEST, "format": "name"}
_TEXTS = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
_NAMED = {"anyOf": [_NAME, {"type": "array", "items": _NAME, "minItems": 1}]}
_NAMING = (*NAMES, "firstName", "lastName")
_PROPERTIES: dict[str, Any] = {
    "type": "object",
    "properties": dict.fromkeys((*NAMES, *PARTS), _NAMED),
    "additionalProperties": _TEXTS,
    "anyOf": [{"required": [name]} for name in _NAMING],
    "examples": [{"name": ["John Doe"], "birthDate": ["1975-04-21"], "nationality": ["us"]}],
}


class ExampleGiven(BaseModel):
    """What is known of a party, as an entity of FollowTheMoney."""

    model_config = ConfigDict(extra="ignore")

    id: str | None = None
    schema_: Schema = Field(alias="schema")
    properties: dict[str, Any] = Field(json_schema_extra=_PROPERTIES)
    _asked: Understood = PrivateAttr()

    def model_post_init(self, _: Any, /) -> None:
        """Read the question while the input is checked, so that one that asks nothing is refused at its place."""
        try:
            self._asked = understood(self.schema_, self.properties)
        except (NoNameGiven, TooManyNames) as error:
            raise unfit(error) from error

    @property
    def asked(self) -> Understood:
        """The question that the example asks."""
        return self._asked


class MatchGiven(BaseModel):
    """Questions, each under a name of the caller's. ``weights`` and ``config`` are read past: there is one policy."""

    model_config = ConfigDict(extra="ignore")

    queries: dict[str, ExampleGiven] = Field(min_length=1, max_length=MOST_QUERIES)
    weights: dict[str, float] = Field(default_factory=dict)
    config: dict[str, Any] = Field(default_factory=dict)


class EntityTold(Told):
    """A party as an entity of FollowTheMoney."""

    id: str
    caption: str
    schema_: str = Field(alias="schema")
    properties: dict[str, list[str]]
    datasets: list[str]
    referents: list[str]
    target: bool
    first_seen: datetime | None
    last_seen: datetime | None
    last_change: datetime | None


class ExplanationTold(Told):
    """What one feature saw: 1 agrees, -1 disagrees, 0 unknown; the name's is its score."""

    score: float
    detail: str
    query: str | None
    candidate: str | None


class ScoredTold(EntityTold):
    """An entity that may be the party asked for; ``match`` says that its score reaches the threshold."""

    score: float
    match: bool
    features: dict[str, float]
    explanations: dict[str, ExplanationTold]


class TotalTold(Told):
    """How many there are; ``gte``: at least so many."""

    value: int
    relation: Literal["eq", "gte"]


class ExampleTold(Told):
    """The question as it was understood."""

    id: str | None
    schema_: str = Field(alias="schema")
    properties: dict[str, list[str]]


class MatchesTold(Told):
    """The answer to one question; ``screening`` is where it is kept under /api/v1/screenings."""

    status: int
    results: list[ScoredTold]
    total: TotalTold
    query: ExampleTold
    screening: str


class MatchTold(Told):
    """The answers, under the names of their questions."""

    responses: dict[str, MatchesTold]
    limit: int


class SearchTold(Told):
    """A page of what a search found."""

    results: list[EntityTold]
    facets: dict[str, Any]
    total: TotalTold
    limit: int
    offset: int


class PublisherTold(Told):
    """Who publishes a source."""

    name: str


class DatasetTold(Told):
    """A source, or with ``children`` all of them together."""

    name: str
    title: str
    version: str
    updated_at: datetime | None
    last_export: datetime | None
    entity_count: int
    thing_count: int
    publisher: PublisherTold | None
    load: bool
    index_current: bool
    index_version: str
    children: list[str]


class CatalogTold(Told):
    """What can be asked."""

    datasets: list[DatasetTold]
    current: list[str]
    outdated: list[str]
    index_stale: bool


class AlgorithmTold(Told):
    """How names are compared."""

    name: str
    description: str
    features: dict[str, Any]
    docs: dict[str, Any]


class AlgorithmsTold(Told):
    """There is one: the policy under which the desk screens."""

    algorithms: list[AlgorithmTold]
    default: str
    best: str


class StatusTold(Told):
    """``ok``."""

    status: str


def entity_told(entity: Entity) -> dict[str, Any]:
    """The fields of an entity."""
    return {
        "id": entity.id,
        "caption": entity.caption,
        "schema": entity.schema,
        "properties": entity.properties,
        "datasets": list(entity.datasets),
        "referents": [],
        "target": entity.target,
        "first_seen": entity.first_seen,
        "last_seen": entity.last_seen,
        "last_change": entity.last_change,
    }


def scored_told(entity: Entity, hit: HitView, *, match: bool, language: str) -> ScoredTold:
    """A hit on an entity."""
    features = {feature: _of(feature, hit) for feature in Feature if _of(feature, hit)}
    explanations = {str(feature): _explained(feature, found, hit, language) for feature, found in features.items()}
    return ScoredTold(
        **entity_told(entity),
        score=hit.score,
        match=match,
        features={name: told.score for name, told in explanations.items()},
        explanations=explanations,
    )


def _of(feature: Feature, hit: HitView) -> list[Finding]:
    return [finding for finding in hit.findings if finding.feature is feature]


def _explained(feature: Feature, found: Sequence[Finding], hit: HitView, language: str) -> ExplanationTold:
    name = feature is Feature.NAME
    arguments = found[0].arguments
    return ExplanationTold(
        score=hit.score if name else _WORTH[found[0].verdict],
        detail=" ".join(say(finding.sentence, language, **finding.arguments) for finding in found),
        query=hit.query_name if name else arguments.get("asked"),
        candidate=hit.matched_name if name else arguments.get("listed"),
    )


def dataset_told(view: SourceView) -> DatasetTold:
    """A source as a dataset."""
    return DatasetTold(
        name=view.name,
        title=view.title,
        version=str(view.edition),
        updated_at=view.checked_at,
        last_export=None,
        entity_count=view.entries,
        thing_count=view.entries,
        publisher=PublisherTold(name=view.publisher),
        load=True,
        index_current=True,
        index_version=str(view.edition),
        children=[],
    )


assert set(PARTIES) | {"Thing"} == set(Schema.__args__)  # type: ignore[attr-defined]
assert set(NAMES) <= set(RULES)
