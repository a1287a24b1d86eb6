"""Software written for yente only changes its address and its key."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from yente_client import AsyncClient, AuthenticationError, BadRequestError, Client, Company, NotFoundError, Person

from acordo.facts import Property
from acordo.screening.examples import MOST_NAMES
from acordo.screening.models import Screening
from tests import cast
from tests.api.conftest import NAME, Program, publish

if TYPE_CHECKING:
    from tests.api.live import Served

PARTS = Person(firstName=["Nelson"], lastName=["Muthemba"])


@pytest.fixture
def listed(served: Served) -> dict[str, Any]:
    """A person of the invented story, as the running desk tells it."""
    with Client(api_key=served.token, base_url=served.address) as client:
        found = client.search("a", schema="Person", limit=1)
        told: dict[str, Any] = found.results[0].model_dump(by_alias=True)
        return told


def test_a_whole_session_of_its_client(served: Served, listed: dict[str, Any]) -> None:
    with Client(api_key=served.token, base_url=served.address, app_name="tests") as client:
        assert client.healthz().status == client.readyz().status == "ok"
        assert client.algorithms().best == "acordo"
        datasets = {held.name: held for held in client.datasets().datasets}
        assert datasets["default"].children == ["story"]
        assert datasets["story"].load
        entity = client.fetch(listed["id"], nested=False)
        assert entity.schema_ == "Person"
        assert entity.model_dump(by_alias=True) == listed
        asked = client.match(Person(name=[entity.caption]), threshold=0.9, limit=3)
        assert asked.top is not None
        assert (asked.top.id, asked.top.match, asked.limit) == (entity.id, True, 3)
        assert asked.top.contributing_explanations["name"].detail == "The whole name is the same."
        assert client.match(Person(name=[entity.caption]), datasets=["story"]).matches
        assert not client.match(Person(name=[entity.caption]), exclude_entities=[entity.id]).matches
        assert not client.match(Company(name=["Quokka Zyx Holdings"])).results
        with pytest.raises(NotFoundError, match="nowhere"):
            client.match(Person(name=["A Name"]), datasets=["nowhere"])
        with pytest.raises(NotFoundError):
            client.fetch("story-1")
        with pytest.raises(BadRequestError):
            client.match(Person(name=["123"]))
        rows = [(str(number), Person(name=[entity.caption])) for number in range(4)]
        assert {key for key, _ in client.match_iter(rows, workers=2)} == {"0", "1", "2", "3"}
    with Client(api_key="nobody", base_url=served.address) as stranger, pytest.raises(AuthenticationError):
        stranger.datasets()


def test_a_session_of_its_asynchronous_client(served: Served, listed: dict[str, Any]) -> None:
    async def session() -> None:
        async with AsyncClient(api_key=served.token, base_url=served.address) as client:
            assert (await client.readyz()).status == "ok"
            one, other = await asyncio.gather(
                client.match(Person(name=[listed["caption"]])), client.search(listed["caption"], limit=5)
            )
            assert one.top is not None
            assert one.top.id == listed["id"]
            assert listed["id"] in {entity.id for entity in other.results}

    asyncio.run(session())


pytestmark = pytest.mark.database


def _match(asking: Program, query: str = "", **properties: Any) -> Any:
    example = {"id": "own", "schema": "Person", "properties": properties}
    return asking.post(f"/match/default{query}", {"queries": {"q": example}}).told


@pytest.mark.django_db
def test_each_question_is_a_screening_of_its_own(chief: Program, listing: None) -> None:
    example = {"schema": "Person", "properties": {"name": [NAME]}}
    told = chief.post("/match/default", {"queries": {"a": example, "b": example}, "weights": {"x": 1}}).told
    kept = {told["responses"][key]["screening"] for key in "ab"}
    assert {str(row.pk) for row in Screening.objects.all()} == kept
    assert chief.get(f"/api/v1/screenings/{kept.pop()}").told["hits"][0]["entry_id"] == "listing/L-1"


@pytest.mark.django_db
def test_no_question_is_asked_where_one_of_them_cannot_be(chief: Program, listing: None) -> None:
    good, bad = ({"schema": "Person", "properties": {"name": name}} for name in (NAME, ["12", ""]))
    refused = chief.post("/match/default", {"queries": {"good": good, "bad": bad}})
    assert refused.status == 400
    assert [(place["pointer"], place["code"]) for place in refused.told["errors"]] == [
        ("/queries/bad", "screening.no_name_given")
    ]
    assert not Screening.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("properties", "understood", "born"),
    [
        ({"birthDate": ["1971-05-02T00:00:00"]}, {"birthDate": ["1971-05-02T00:00:00"]}, "1971-05-02"),
        ({"birthDate": ["1971", "1973-02"]}, {"birthDate": ["1971", "1973-02"]}, "1971-01-01/1973-02-28"),
        ({"birthDate": ["in spring", 1971]}, {"birthDate": ["1971"]}, "1971"),
        ({"birthDate": ["in spring"], "religion": "any"}, {}, None),
        ({"nationality": ["mz"], "citizenship": "MOZ"}, {"nationality": ["mz"], "citizenship": ["MOZ"]}, None),
        ({"nationality": ["mz", "tz"]}, {}, None),
        ({"gender": "Male", "passportNumber": "AB123456"}, {"gender": ["Male"], "passportNumber": ["AB123456"]}, None),
    ],
)
def test_what_was_understood_is_told_back(
    chief: Program, listing: None, properties: dict[str, Any], understood: dict[str, Any], born: str | None
) -> None:
    told = _match(chief, name=NAME, **properties)["responses"]["q"]
    assert told["query"] == {"id": "own", "schema": "Person", "properties": {"name": [NAME]} | understood}
    kept = Screening.objects.get(pk=told["screening"])
    assert kept.query["born"] == born
    assert told["results"][0]["match"] is True


@pytest.mark.django_db
def test_a_party_with_more_names_than_are_asked_is_refused_and_not_asked_by_some(chief: Program, listing: None) -> None:
    names = [f"Nobody {number}" for number in range(MOST_NAMES)]
    assert _match(chief, name=[*names[1:], NAME, NAME])["responses"]["q"]["results"]
    kept = Screening.objects.count()
    example = {"schema": "Person", "properties": {"name": [*names, NAME]}}
    answer = chief.post("/match/default", {"queries": {"q": example}})
    assert answer.status == 400
    (place,) = answer.told["errors"]
    assert (place["pointer"], place["code"]) == ("/queries/q", "screening.too_many_names")
    assert "51 names; at most 50" in place["detail"]
    assert Screening.objects.count() == kept


@pytest.mark.django_db
def test_a_name_is_put_together_from_its_parts(chief: Program, listing: None) -> None:
    told = _match(chief, firstName="Nelson", middleName="Fake", lastName="Muthemba")["responses"]["q"]
    assert told["results"][0]["id"] == "listing/L-1"
    assert Screening.objects.get(pk=told["screening"]).query["names"] == [NAME]


@pytest.mark.django_db
def test_a_scope_and_what_is_added_to_it_and_taken_from_it(chief: Program, listing: None) -> None:
    for source in ("one", "two"):
        publish(source, {"X": [(Property.KIND, "person"), (Property.PRIMARY_NAME, cast.name(NAME))]})
    expected = {
        "default": {"listing/L-1", "one/X", "two/X"},
        "one": {"one/X"},
        "one?include_dataset=two": {"one/X", "two/X"},
        "default?include_dataset=two": {"two/X"},
        "default?exclude_dataset=two&exclude_dataset=one": {"listing/L-1"},
        "default?exclude_entity_ids=one/X&exclude_schema=Company": {"listing/L-1", "two/X"},
        "default?exclude_schema=Person": set(),
        "default?topics=sanction": set(),
        "default?changed_since=2999-01-01": set(),
        "default?changed_since=2001-01-01T00:00:00": {"listing/L-1", "one/X", "two/X"},
    }
    question = {"queries": {"q": {"schema": "Person", "properties": {"name": NAME}}}}
    for scope, ids in expected.items():
        told = chief.post(f"/match/{scope}", question).told["responses"]["q"]
        assert {held["id"] for held in told["results"]} == ids, scope
        if "entity_ids" not in scope:
            joint = "&" if "?" in scope else "?"
            found = chief.get(f"/search/{scope}{joint}q=muthemba").told
            assert {held["id"] for held in found["results"]} == ids, scope
            assert found["total"] == {"value": len(ids), "relation": "eq"}
    for scope in ("nowhere", "default?include_dataset=nowhere"):
        assert chief.post(f"/match/{scope}", question).told["code"] == "register.no_such_source"


@pytest.mark.django_db
def test_a_search_is_narrowed_by_country_and_schema(chief: Program, listing: None) -> None:
    for query, ids in (("countries=MZ", 1), ("countries=tz", 0), ("schema=Company", 0), ("limit=0", 0)):
        assert len(chief.get(f"/search/default?q=muthemba&{query}").told["results"]) == ids, query
    assert chief.get("/search/default?q=...").told["code"] == "register.nothing_asked"


@pytest.mark.django_db
def test_without_a_threshold_a_hit_of_the_policy_matches(chief: Program, listing: None) -> None:
    for query, match in (("", True), ("?threshold=0.4", True), ("?threshold=1", False)):
        (hit,) = _match(chief, query, name="Nelson Mutemba")["responses"]["q"]["results"]
        assert hit["match"] is match, (query, hit["score"])
