"""What programs ask and are told of screenings and batches, as JSON."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any, Self, TypeVar
from uuid import UUID

from pydantic import (
    AfterValidator,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    ValidationError,
    WithJsonSchema,
    field_validator,
    model_validator,
)
from pydantic_core import InitErrorDetails

from acordo.errors import AcordoError
from acordo.facts import Kind, PartialDate, Property, Sex
from acordo.journal.programs import Given, Number, Told, Whole, unfit
from acordo.journal.words import Purpose
from acordo.matching import THRESHOLD, Feature, Query, Verdict
from acordo.names import LONGEST, analyse
from acordo.register.words import Freshness
from acordo.screening.acts import LIMIT
from acordo.screening.mapping import FIELDS
from acordo.screening.passports import passport, query_of
from acordo.screening.tables import read_nationality
from acordo.screening.words import BatchState, Form, read_query, written_query
from acordo.wording import say

if TYPE_CHECKING:
    from acordo.screening import words

Read = TypeVar("Read")
MOST_NAMES = 20
_SPECIMEN = "P<UTOMUTHEMBA<<NELSON<FAKE<<<<<<<<<<<<<<<<<<\nXX12345678UTO7105029M3112319<<<<<<<<<<<<<<00"
MOST_HITS = 1000
MOST_ROWS = 999_999_999


def _readable(read: Callable[[str], object]) -> Callable[[str], str]:
    """Keep a text that ``read`` can read; else point to its place with our own sentence."""

    def check(given: str) -> str:
        try:
            read(given)
        except AcordoError as error:
            raise unfit(error) from error
        return given

    return check


def _column(given: str) -> str:
    field, _, heading = given.partition(":")
    if field not in FIELDS or not heading:
        raise ValueError(given)
    return given


def _format(name: str, most: int, example: str) -> WithJsonSchema:
    schema = {"type": "string", "format": name, "minLength": 1, "maxLength": most, "examples": [example]}
    return WithJsonSchema(schema)


Name = Annotated[
    str,
    Field(min_length=1, max_length=LONGEST),
    AfterValidator(_readable(analyse)),
    _format("name", LONGEST, "Мария Иванова"),
]
"""A name in any script; the format ``name`` means that it holds a letter."""
PartialDay = Annotated[
    str,
    Field(min_length=1, max_length=40),
    AfterValidator(_readable(PartialDate.parse)),
    _format("partial-date", 40, "1988-06"),
]
"""1988-06-15, 1988-06, 1988, 1988~ (about), 1964/2008 (between): the levels of ISO 8601-2 that lists use."""
Country = Annotated[
    str,
    Field(min_length=1, max_length=80),
    AfterValidator(_readable(read_nationality)),
    _format("country", 80, "MZ"),
]
"""A country's code of two or three letters, or its name in one of our languages."""


PassportLines = Annotated[
    str,
    Field(min_length=1, max_length=400),
    AfterValidator(_readable(passport)),
    _format("passport-lines", 400, _SPECIMEN),
]
"""The machine-readable lines of a travel document (ICAO Doc 9303), whole, with or without line breaks."""


Column = Annotated[
    str,
    Field(min_length=3, max_length=300),
    AfterValidator(_column),
    _format("column", 300, "name:name"),
]
"""One of our columns, and behind a colon the heading of the file that holds it."""


class ScreeningGiven(Given):
    """One party to be screened: its names, any of which may hit, or its passport lines, and what else is known."""

    model_config = ConfigDict(json_schema_extra={"anyOf": [{"required": ["names"]}, {"required": ["mrz"]}]})

    mrz: PassportLines | None = None
    names: list[Name] = Field(default=[], min_length=1, max_length=MOST_NAMES)
    born: PartialDay | None = None
    nationality: Country | None = None
    sex: Sex | None = None
    document: str | None = Field(default=None, min_length=1, max_length=60)
    kind: Kind | None = None
    threshold: float = Field(default=THRESHOLD, ge=0, le=1, description="The least score of a hit.", strict=True)
    limit: Whole = Field(default=LIMIT, ge=1, le=MOST_HITS, description="How many hits at most.")

    def query(self) -> Query:
        """What is asked of the matcher."""
        written = self.model_dump(include={"names", "born", "sex", "document", "kind"})
        country = read_nationality(self.nationality) if self.nationality else None
        beside = read_query(written | {"nationality": country})
        return query_of(self.mrz, beside) if self.mrz else beside

    @model_validator(mode="wrap")
    @classmethod
    def _something_is_asked(cls, given: Any, read: ModelWrapValidatorHandler[Self]) -> Self:
        if isinstance(given, dict) and not {"names", "mrz"} & given.keys():
            missing = InitErrorDetails(type="missing", loc=("names",), input=given)
            raise ValidationError.from_exception_data(cls.__name__, [missing])
        return read(given)


class QueryTold(Told):
    """The question as it was understood."""

    names: list[str]
    born: str | None
    nationality: str | None
    sex: Sex | None
    document: str | None
    kind: Kind | None


class FindingTold(Told):
    """What one feature saw: a code that never changes its meaning, its arguments, and the sentence they make."""

    feature: Feature
    verdict: Verdict
    code: str
    arguments: dict[str, str]
    words: str


class HitTold(Told):
    """One entry that may be the party asked for. ``score`` orders hits; it is not a probability."""

    entry_id: str
    score: float
    title: str
    matched_name: str
    query_name: str
    property: Property
    source: str
    source_title: str
    publisher: str
    issued: date | None
    findings: list[FindingTold]


class SourceAskedTold(Told):
    """A source as it stood when the name was asked."""

    name: str
    title: str
    edition: int
    issued: date | None
    checked_at: datetime | None
    freshness: Freshness
    entries: int | None


class ScreeningTold(Told):
    """A screening as it was answered, with the versions that answered it."""

    id: UUID
    at: datetime
    purpose: Purpose
    query: QueryTold
    hits: list[HitTold] = Field(description="Best first.")
    searched: int | None = Field(description="How many entries were searched; null for another officer.")
    sources: list[SourceAskedTold]
    policy: int
    register_number: int


class OrderGiven(Given):
    """What is said of a file that is sent to be screened."""

    rows: Number = Field(ge=1, le=MOST_ROWS, description="How many rows the file has, its header not counted.")
    filename: str = Field(default="names", min_length=1, max_length=200, description="What you call the file.")
    threshold: float = Field(default=THRESHOLD, ge=0, le=1, description="The least score of a hit.")
    limit: Number = Field(default=LIMIT, ge=1, le=MOST_HITS, description="How many hits a row has at most.")
    columns: list[Column] = Field(
        default=[],
        description="Which heading of the file holds which of our columns, as born:Data de nascimento. Columns: "
        + ", ".join(FIELDS)
        + ". Without it the headings must be these.",
        json_schema_extra={"uniqueItems": True},
    )

    @field_validator("columns")
    @classmethod
    def _once(cls, given: list[str]) -> list[str]:
        """Each of our columns is held by one heading."""
        fields = [column.partition(":")[0] for column in given]
        if len(set(fields)) != len(fields):
            raise ValueError(given)
        return given

    @property
    def mapping(self) -> dict[str, str] | None:
        """Our columns, each with the heading that holds it."""
        pairs = (column.partition(":") for column in self.columns)
        return {field: heading for field, _, heading in pairs} or None


class ListGiven(Given):
    """How many batches are told, and before which one."""

    limit: Number = Field(default=50, ge=1, le=200, description="How many at most.")
    before: UUID | None = Field(default=None, description="Only those sent before this one.")


class FailureTold(Told):
    """Why a batch failed."""

    code: str
    words: str


class BatchTold(Told):
    """A file of names, how far it is, and what came of it."""

    id: UUID
    filename: str
    form: Form
    submitted_at: datetime
    purpose: Purpose
    state: BatchState
    done: int
    total: int
    with_hits: int = Field(description="Rows with a hit; 0 until it is done.")
    hits: int
    rejected: int = Field(description="Rows that could not be asked.")
    failure: FailureTold | None
    started_at: datetime | None
    ended_at: datetime | None
    keep_until: date = Field(description="The last day on which its files are kept.")
    cancelling: bool


class BatchesTold(Told):
    """The officer's batches, the latest first."""

    batches: list[BatchTold]


def screening_told(view: words.ScreeningView, language: str) -> ScreeningTold:
    """A screening for a program."""
    return ScreeningTold(
        id=view.id,
        at=view.at,
        purpose=Purpose(view.purpose),
        query=QueryTold(**written_query(view.query)),
        hits=[_hit(hit, language) for hit in view.hits],
        searched=view.searched,
        sources=[SourceAskedTold.model_validate(source) for source in view.sources],
        policy=view.policy,
        register_number=view.register_number,
    )


def batch_told(view: words.BatchView, language: str) -> BatchTold:
    """A batch for a program."""
    failure = view.failure
    return BatchTold(
        id=view.id,
        filename=view.filename,
        form=Form(view.form),
        submitted_at=view.submitted_at,
        purpose=Purpose(view.purpose),
        state=view.state,
        done=view.done,
        total=view.total,
        with_hits=view.with_hits,
        hits=view.hits,
        rejected=view.rejected,
        failure=FailureTold(code=failure.code, words=say(failure.sentence, language, **failure.arguments))
        if failure
        else None,
        started_at=view.started_at,
        ended_at=view.ended_at,
        keep_until=view.keep_until,
        cancelling=view.cancelling,
    )


def _hit(hit: words.HitView, language: str) -> HitTold:
    return HitTold(
        entry_id=hit.entry_id,
        score=hit.score,
        title=hit.title,
        matched_name=hit.matched_name,
        query_name=hit.query_name,
        property=hit.property,
        source=hit.source,
        source_title=hit.source_title,
        publisher=hit.publisher,
        issued=hit.issued,
        findings=[
            FindingTold(
                feature=finding.feature,
                verdict=finding.verdict,
                code=finding.code,
                arguments=dict(finding.arguments),
                words=say(finding.sentence, language, **finding.arguments),
            )
            for finding in hit.findings
        ],
    )
