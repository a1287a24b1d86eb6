"""The operator's page in a real browser's stead, and the metrics' door."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from acordo import clock
from acordo.config import settings
from acordo.facts import SourceName
from acordo.jobs import queue
from acordo.jobs.models import Job
from acordo.jobs.words import State
from acordo.journal import acts as journal
from acordo.journal.models import ActLine, Officer
from acordo.journal.words import Purpose, Role
from acordo.register import update_jobs
from acordo.register.updating import Order
from acordo.upkeep.acts import KIND
from tests import cast

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.fixture
def officers() -> dict[Role, Officer]:
    """An officer of each role that matters here."""
    found = {}
    for role in (Role.OPERATOR, Role.CHIEF, Role.SCREENER):
        appointment = journal.Appointment(f"Officer {role}", str(role), role, language="en")
        found[role] = Officer.objects.get(pk=journal.appoint(cast.actor(), appointment, None))
    return found


def _enter(client: Client, officer: Officer) -> None:
    client.force_login(officer, backend="acordo.journal.signing_in.Backend")
    session = client.session
    session["purpose"] = Purpose.UPKEEP.value
    session.save()


def _acts() -> list[str]:
    return [bytes(line.chained).decode() for line in ActLine.objects.order_by("number")]


def test_only_those_who_keep_the_installation_see_the_page(client: Client, officers: dict[Role, Officer]) -> None:
    for role, status in ((Role.OPERATOR, 200), (Role.CHIEF, 200), (Role.SCREENER, 403)):
        _enter(client, officers[role])
        assert client.get("/operator").status_code == status
        assert (b"/operator" in client.get("/sources").content) is (status == 200)


def test_a_backup_is_asked_for_ended_and_begun_again_each_with_its_line(
    client: Client, officers: dict[Role, Officer]
) -> None:
    _enter(client, officers[Role.OPERATOR])
    assert client.post("/operator/backup").status_code == 302
    (job,) = queue.jobs(kind=KIND)
    page = client.get("/operator").content.decode()
    assert f"/operator/work/{job.id}/cancel" in page
    client.post(f"/operator/work/{job.id}/cancel")
    assert queue.job(job.id).state is State.CANCELLED
    Job.objects.filter(pk=job.id).update(state=State.FAILED)
    assert f"/operator/work/{job.id}/repeat" in client.get("/operator").content.decode()
    client.post(f"/operator/work/{job.id}/repeat")
    assert queue.job(job.id).state is State.QUEUED
    for act, line in zip(("ask_back_up", "cancel_work", "repeat_work"), _acts()[-3:], strict=True):
        assert f'"upkeep.{act}"' in line
    _enter(client, officers[Role.SCREENER])
    for address in ("backup", f"work/{job.id}/cancel", f"work/{job.id}/repeat"):
        assert client.post(f"/operator/{address}").status_code == 403
    assert len(queue.jobs(kind=KIND)) == 1


def test_what_was_brought_for_work_that_another_officer_ended_is_taken_away(
    client: Client, officers: dict[Role, Officer]
) -> None:
    file = settings().incoming_folder / clock.new_id().hex
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("a list", encoding="utf-8")
    asker = journal.as_actor(officers[Role.CHIEF], Purpose.UPKEEP, cast.ALDER)
    job = update_jobs.ask(asker, Order("ftm", SourceName("quay")), file, "quay.json")
    _enter(client, officers[Role.OPERATOR])
    client.post(f"/operator/work/{job}/cancel")
    assert queue.job(job).state is State.CANCELLED
    assert not file.exists()


def test_work_that_is_not_there_is_told_so(client: Client, officers: dict[Role, Officer]) -> None:
    _enter(client, officers[Role.CHIEF])
    assert client.post(f"/operator/work/{uuid4()}/cancel").status_code == 404


def test_metrics_ask_for_the_token_of_one_who_keeps_the_installation(
    client: Client, officers: dict[Role, Officer]
) -> None:
    def issued(role: Role) -> str:
        return journal.issue_token(cast.actor(), officers[role].pk, f"watch {role}", Purpose.UPKEEP)

    for said, status in (("", 401), ("Bearer", 401), ("Bearer x", 401), (f"Basic {issued(Role.CHIEF)}", 401)):
        answer = client.get("/metrics", headers={"authorization": said} if said else {})
        assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (status, "Bearer")
    screener = client.get("/metrics", headers={"authorization": f"Bearer {issued(Role.SCREENER)}"})
    assert screener.status_code == 403
    operator = client.get("/metrics", headers={"authorization": f"Bearer {issued(Role.OPERATOR)}"})
    text = operator.content.decode()
    assert operator.status_code == 200
    for name in ("build_info", "screenings_total", "batch_rows", "workers", "journal_head", "failed_sign_ins"):
        assert f"\nacordo_{name}" in text
    assert "Officer" not in text


def test_what_is_counted_lies_in_files_without_a_hole_that_a_full_disk_could_not_fill(client: Client) -> None:
    client.get("/metrics")  # a page of a mapped file that has no room on the disk ends its process
    held = [path.stat() for path in settings().metrics_folder.glob("*.db")]
    assert len(held) >= 2
    assert all(file.st_blocks * 512 >= file.st_size for file in held)
