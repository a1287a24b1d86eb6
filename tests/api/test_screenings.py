"""Programs screen names: tokens and purposes, findings in words, and what each officer may see of it."""

from __future__ import annotations

import json
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from acordo import clock
from acordo.facts import Property
from acordo.journal import acts as journal
from acordo.journal.models import ActPayload, Officer
from acordo.journal.words import Purpose, Role
from acordo.markings import Level
from acordo.screening.models import Screening
from tests import cast
from tests.api.conftest import NAME, Program, program, publish
from tests.names.documents import passport

pytestmark = pytest.mark.django_db


def _last_told() -> dict[str, object]:
    payload = ActPayload.objects.order_by("-number").values_list("payload", flat=True).first()
    told: dict[str, object] = json.loads(bytes(payload or b"{}"))
    return told


def test_a_screening_is_kept_told_and_told_again(chief: Program, listing: None) -> None:
    asked = {"names": [NAME], "born": "1971", "nationality": "Moçambique", "sex": "male", "document": "AB123456"}
    done = chief.post("/api/v1/screenings", asked)
    assert done.status == 201
    assert done.told["query"] == asked | {"nationality": "MZ", "kind": None}
    (hit,) = done.told["hits"]
    assert (hit["entry_id"], hit["property"]) == ("listing/L-1", "primary_name")
    findings = {finding["code"]: finding for finding in hit["findings"]}
    assert findings["born.compatible"]["arguments"] == {"asked": "1971", "listed": "1971-05-02"}
    assert findings["born.compatible"]["words"] == "The birth dates fit: 1971 asked, 1971-05-02 listed."
    assert done.headers["Location"] == f"/api/v1/screenings/{done.told['id']}"
    assert chief.get(done.headers["Location"]).told == done.told
    assert Screening.objects.get(pk=done.told["id"]).purpose == Purpose.BORDER


def test_the_journal_says_which_program_asked_and_why(chief: Program, listing: None) -> None:
    done = chief.post("/api/v1/screenings", {"names": [NAME]})
    told = _last_told()
    assert (told["screening"], told["program"]) == (done.told["id"], "program chief-secret")


@pytest.mark.parametrize("language", ["pt", "en", "ru"])
def test_findings_and_failures_are_told_in_the_language_asked_for(chief: Program, listing: None, language: str) -> None:
    asking = Program(chief.token, language)
    (hit,) = asking.post("/api/v1/screenings", {"names": ["Мутемба Нельсон"]}).told["hits"]
    refused = asking.post("/api/v1/screenings", {"names": ["123"]})
    words = {finding["words"] for finding in hit["findings"]} | {refused.told["title"]}
    english = Program(chief.token, "en").post("/api/v1/screenings", {"names": ["Мутемба Нельсон"]}).told["hits"][0]
    same = {finding["words"] for finding in english["findings"]} | {"This cannot be read"}
    assert (words == same) is (language == "en")
    assert refused.headers["Content-Language"] == language


@pytest.mark.parametrize(
    ("given", "pointer", "code"),
    [
        ({}, "/names", "desk.missing"),
        ({"names": []}, "/names", "desk.unfit"),
        ({"names": ["12"]}, "/names/0", "names.unreadable"),
        ({"names": [NAME, "a" * 1001]}, "/names/1", "desk.unfit"),
        ({"names": [NAME], "born": "1971-13"}, "/born", "facts.unreadable_date"),
        ({"names": [NAME], "nationality": "Nowhere"}, "/nationality", "screening.unreadable_value"),
        ({"names": [NAME], "sex": "f"}, "/sex", "desk.unfit"),
        ({"names": [NAME], "limit": "10"}, "/limit", "desk.unfit"),
        ({"names": [NAME], "limit": True}, "/limit", "desk.unfit"),
        ({"names": [NAME], "threshold": 1.5}, "/threshold", "desk.unfit"),
        ({"names": [NAME], "birth/date~": "1971"}, "/birth~1date~0", "desk.unread"),
    ],
)
def test_an_unfit_question_is_refused_at_its_place_and_nothing_is_kept(
    chief: Program, given: dict[str, object], pointer: str, code: str
) -> None:
    refused = chief.post("/api/v1/screenings", given)
    assert (refused.status, refused.told["code"]) == (400, "desk.unfit_input")
    assert [(place["pointer"], place["code"]) for place in refused.told["errors"]] == [(pointer, code)]
    assert refused.told["errors"][0]["detail"].endswith(".")
    assert not Screening.objects.exists()


def test_a_role_that_does_not_screen_is_told_so(listing: None) -> None:
    operator = program(Role.OPERATOR)
    refused = operator.post("/api/v1/screenings", {"names": [NAME]})
    assert (refused.status, refused.told["code"]) == (403, "journal.not_permitted")
    assert operator.post("/match/default", {"queries": {"q": _example()}}).status == 403
    assert operator.ask("POST", "/api/v1/batches?rows=1", b"name\nA\n", Content_Type="text/csv").status == 403
    assert operator.get("/api/v1/sources").status == 200


def _example() -> dict[str, object]:
    return {"schema": "Person", "properties": {"name": [NAME]}}


def test_a_token_counts_at_the_moment_it_is_shown(listing: None) -> None:
    asking = program()
    assert asking.get("/api/v1/sources").status == 200
    assert Program(asking.token, scheme="ApiKey").get("/catalog").status == 200
    journal.revoke_token(cast.actor(), "program chief-secret")
    refused = asking.get("/api/v1/sources")
    assert (refused.status, refused.told["code"]) == (401, "journal.unknown_token")
    assert refused.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_token_that_has_ended_stands_for_nobody(listing: None) -> None:
    officer = Officer.objects.get(
        pk=journal.appoint(cast.actor(), journal.Appointment("Ana", "ana", Role.ANALYST), None)
    )
    end = clock.now() + timedelta(days=1)
    asking = Program(journal.issue_token(cast.actor(), officer.pk, "post", Purpose.BORDER, expires=end))
    with clock.held_at(end - timedelta(seconds=1)):
        assert asking.get("/api/v1/sources").status == 200
    with clock.held_at(end):
        assert asking.get("/api/v1/sources").status == 401


def test_every_address_but_four_asks_for_a_token(listing: None) -> None:
    described = Program().get("/api/v1/openapi.json").told
    open_ = set()
    for path, methods in described["paths"].items():
        address = path.replace("{id}", str(UUID(int=1))).replace("{", "").replace("}", "")
        for method in methods:
            kind = {"Content_Type": next(iter(methods[method].get("requestBody", {}).get("content", {"": 0})))}
            answer = Program().ask(method.upper(), address, b"{}" if kind["Content_Type"] else None, **kind)
            if answer.status != 401:
                open_.add(path)
    assert open_ == {"/algorithms", "/healthz", "/readyz"}


def test_what_a_marking_keeps_is_nowhere_in_any_answer(listing: None) -> None:
    hidden = "Quitéria Oculta Zandamela"
    top = cast.TOP
    publish("secret", {"S-1": [(Property.KIND, "person"), (Property.PRIMARY_NAME, cast.name(hidden))]}, marking=top)
    low, high = program(clearance=Level.SECRET), program(clearance=Level.TOP_SECRET)
    for asking, seen in ((low, False), (high, True)):
        answers = [
            asking.post("/api/v1/screenings", {"names": [hidden]}),
            asking.post("/match/default", {"queries": {"q": {"schema": "Person", "properties": {"name": hidden}}}}),
            asking.get("/search/default?q=zandamela"),
            asking.get("/api/v1/sources"),
            asking.get("/catalog"),
        ]
        for answer in answers:
            assert answer.status in {200, 201}
            assert ("secret" in answer.body.decode().replace("program", "")) is seen, answer
        for path in (
            "/api/v1/entries/secret/S-1",
            "/entities/secret%2FS-1",
            "/api/v1/sources/secret",
            "/search/secret?q=x",
        ):
            assert asking.get(path).status == (200 if seen else 404), path
    kept = high.post("/api/v1/screenings", {"names": [hidden]})
    again = low.get(kept.headers["Location"]).told
    assert again["hits"] == []
    assert again["searched"] is None


def test_an_entry_is_told_as_of_a_day_and_with_its_history(chief: Program, db: None) -> None:
    for day, text in ((date(2026, 1, 10), "1971"), (date(2026, 3, 10), "1971-05-02")):
        publish("dated", {"D-1": [(Property.PRIMARY_NAME, cast.name(NAME)), (Property.BORN, text)]}, issued=day)

    def born(path: str) -> list[str]:
        return [value["text"] for value in chief.get(path).told["values"] if value["property"] == "born"]

    entry = "/api/v1/entries/dated/D-1"
    assert born(entry) == ["1971-05-02"]
    assert born(f"{entry}?as_of=2026-02-01") == ["1971"]
    assert born(f"{entry}?as_of=2026-03-10") == ["1971-05-02"]
    assert chief.get(f"{entry}?as_of=2025-12-31").status == 404
    steps = chief.get(entry).told["history"]
    assert [step["edition"] for step in steps] == [
        {"edition": 2, "issued": "2026-03-10"},
        {"edition": 1, "issued": "2026-01-10"},
    ]
    changes = chief.get("/api/v1/sources/dated/changes?from=1&to=2").told
    assert [value["text"] for value in changes["amended"][0]["added"]] == ["1971-05-02"]
    for query in ("as_of=soon", "as_of=20260201", "as_of=2026-02-30", "as_of=2026-02-01&as_of=2026-02-02", "asof=2026"):
        assert chief.get(f"{entry}?{query}").status == 400, query
    assert chief.get("/api/v1/sources/dated/changes?from=7&to=8").told["code"] == "register.no_such_step"


def test_a_reference_may_hold_any_sign(chief: Program, listing: None) -> None:
    told = chief.get("/api/v1/entries/listing/L%2F2%20%C3%A9").told
    assert (told["reference"], told["entry_id"]) == ("L/2 é", "listing/L%2F2%20%C3%A9")
    assert chief.get("/entities/listing%2FL%252F2%2520%25C3%25A9").told["id"] == told["entry_id"]


def test_a_screening_costs_one_question_for_the_token(chief: Program, listing: None) -> None:
    chief.post("/api/v1/screenings", {"names": [NAME]})
    with CaptureQueriesContext(connection) as asked:
        chief.post("/api/v1/screenings", {"names": [NAME]})
    tables = [query["sql"] for query in asked.captured_queries]
    assert sum("journal_token" in sql for sql in tables) == 1
    assert not any("django_session" in sql for sql in tables)


def test_a_fault_of_ours_tells_nothing_of_the_machine(chief: Program, listing: None) -> None:
    with connection.execute_wrapper(_fails):
        refused = chief.get("/api/v1/sources")
    assert (refused.status, refused.told["code"]) == (500, "desk.broken")
    assert b"secret words" not in refused.body


def _fails(*_: object) -> None:
    raise RuntimeError("secret words of the machine")


def test_a_database_that_does_not_answer_is_told_as_such(chief: Program, listing: None) -> None:
    from django.db import OperationalError

    def silent(*_: object) -> None:
        raise OperationalError("database is locked")

    with connection.execute_wrapper(silent):
        refused = chief.get("/api/v1/sources")
    assert (refused.status, refused.told["code"]) == (503, "desk.database_silent")
    assert refused.headers["Retry-After"] == "5"


def test_passport_lines_are_asked_with_what_they_state(chief: Program, listing: None) -> None:
    done = chief.post("/api/v1/screenings", {"mrz": passport("MUTHEMBA", "NELSON FAKE")})
    assert done.status == 201
    told = done.told["query"]
    assert (told["names"], told["born"], told["sex"], told["document"]) == (
        ["NELSON FAKE MUTHEMBA"],
        "1971-05-02",
        "male",
        "XX1234567",
    )
    assert [hit["entry_id"] for hit in done.told["hits"]] == ["listing/L-1"]


def test_passport_lines_that_disagree_are_refused_with_the_field(chief: Program, listing: None) -> None:
    refused = chief.post("/api/v1/screenings", {"mrz": passport("MUTHEMBA", "NELSON")[:-1] + "5"})
    assert refused.status == 400
    assert "the whole line" in str(refused.told)
    assert chief.post("/api/v1/screenings", {"born": "1971"}).status == 400
