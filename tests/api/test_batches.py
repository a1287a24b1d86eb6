"""Programs send files of names: streamed, counted, followed, and their hits taken in the form asked for."""

from __future__ import annotations

import io
import json
import shutil
import threading
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pytest

from acordo.config import settings
from acordo.jobs import worker
from acordo.journal.words import Role
from tests.api.conftest import NAME, Answer, Program, program
from tests.api.formats import BODIES

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.django_db
ROWS = f"name,born,row\n{NAME},1971,a\nSomebody Else,,b\n123,,c\n".encode()


@pytest.fixture(autouse=True)
def folders() -> Iterator[None]:
    """No upload and no batch, at the end as at the beginning."""
    yield
    for folder in (settings().incoming_folder, settings().batches_folder):
        shutil.rmtree(folder, ignore_errors=True)


def _send(asking: Program, body: bytes = ROWS, query: str = "rows=3", kind: str = "text/csv") -> Answer:
    return asking.ask("POST", f"/api/v1/batches?{query}", body, Content_Type=kind)


def _work() -> None:
    worker.work(threading.Event(), "a worker", once=True)


def _nothing_lies_here() -> bool:
    return not settings().incoming_folder.exists() or not list(settings().incoming_folder.iterdir())


def test_a_file_is_sent_done_and_its_hits_are_taken(chief: Program, listing: None) -> None:
    sent = _send(chief, query="rows=3&filename=passageiros.csv")
    assert (sent.status, sent.told["state"], sent.told["total"]) == (202, "queued", 3)
    where = sent.headers["Location"]
    assert chief.get(f"{where}/hits").told["code"] == "screening.batch_not_ended"
    _work()
    done = chief.get(where).told
    assert (done["state"], done["with_hits"], done["rejected"], done["filename"]) == ("done", 1, 1, "passageiros.csv")
    assert chief.get("/api/v1/batches").told["batches"] == [done]
    (line,) = chief.get(f"{where}/hits").body.splitlines()
    assert json.loads(line)["hits"][0]["entry_id"] == "listing/L-1"
    assert b"listing/L-1" in chief.get(f"{where}/hits?format=csv").body
    accepted = chief.get(f"{where}/hits", Accept="application/vnd.apache.parquet")
    assert accepted.headers["Content-Type"] == "application/vnd.apache.parquet"
    assert pq.read_table(io.BytesIO(accepted.body)).num_rows == 1
    assert b"123" in chief.get(f"{where}/rejected").body
    assert chief.get(f"{where}/hits", Accept="image/png").status == 406
    assert chief.get(f"{where}/hits?format=pdf").status == 400
    assert chief.ask("DELETE", where).status == 204
    assert chief.get(where).told["state"] == "forgotten"


@pytest.mark.parametrize("kind", BODIES)
def test_each_form_is_read(chief: Program, listing: None, kind: str) -> None:
    sent = _send(chief, BODIES[kind], "rows=1", kind)
    assert sent.status == 202, sent
    _work()
    assert chief.get(sent.headers["Location"]).told["with_hits"] == 1


def test_columns_are_named_in_the_address(chief: Program, listing: None) -> None:
    body = f"Passageiro;Nascido\n{NAME};1971\n".encode()
    sent = _send(chief, body, "rows=1&columns=name:Passageiro&columns=born:Nascido")
    assert sent.status == 202, sent
    for wrong in ("columns=nome:Passageiro", "columns=name:", "columns=name:A&columns=name:B"):
        assert _send(chief, body, f"rows=1&{wrong}").told["code"] == "desk.unfit_input"
    assert _send(chief, body, "rows=1&columns=name:Nobody").status == 400


@pytest.mark.parametrize(
    ("body", "query", "status", "code"),
    [
        (ROWS, "", 400, "desk.unfit_input"),
        (ROWS, "rows=0", 400, "desk.unfit_input"),
        (ROWS, "rows=three", 400, "desk.unfit_input"),
        (ROWS, "rows=2", 409, "screening.other_count"),
        (b"name\n", "rows=1", 400, "screening.no_rows"),
        (b"\xff\xfe\x00", "rows=1", 400, None),
        (BODIES["application/vnd.apache.parquet"], "rows=1", 400, None),
    ],
)
def test_a_file_that_is_not_what_was_said_is_refused_and_does_not_stay(
    chief: Program, listing: None, body: bytes, query: str, status: int, code: str | None
) -> None:
    refused = _send(chief, body, query)
    assert refused.status == status, refused
    assert code in {None, refused.told["code"]}
    assert str(settings().home) not in refused.body.decode()
    assert _nothing_lies_here()
    assert chief.get("/api/v1/batches").told == {"batches": []}


def test_a_batch_can_be_cancelled_and_is_one_officers_alone(chief: Program, listing: None) -> None:
    where = _send(chief).headers["Location"]
    other = program(Role.ANALYST)
    for method, path in (("GET", where), ("DELETE", where), ("POST", f"{where}/cancel"), ("GET", f"{where}/hits")):
        assert other.ask(method, path).told["code"] == "screening.no_such_batch", path
    assert other.get("/api/v1/batches").told == {"batches": []}
    assert chief.post(f"{where}/cancel").told["state"] == "cancelled"
    again = chief.post(f"{where}/cancel")
    assert (again.status, again.told["code"]) == (409, "screening.batch_has_ended")
