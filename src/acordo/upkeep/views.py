"""The operator's page, and what a program that watches reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from acordo.config import settings
from acordo.errors import Refused
from acordo.jobs.words import State
from acordo.journal.door import actor_of
from acordo.journal.queries import actor_of_token
from acordo.upkeep import acts, queries
from acordo.upkeep.findings import Health
from acordo.upkeep.metrics import CONTENT_TYPE
from acordo.wording import mark

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

    from acordo.jobs.words import Job
    from acordo.upkeep.findings import Finding

_SIGNS = {
    Health.FINE: ("fresh", mark("fine")),
    Health.LOOK: ("amber", mark("look")),
    Health.WRONG: ("red", mark("wrong")),
}
_ABOUT = {
    "home": mark("Home"),
    "secrets": mark("Secret and token"),
    "database": mark("Database"),
    "schema": mark("Version of the database"),
    "guards": mark("Guards of the journal"),
    "journal": mark("Journal"),
    "clock": mark("Clock"),
    "index": mark("Index"),
    "lists": mark("Lists"),
    "schedule": mark("Lists by themselves"),
    "work": mark("Long work"),
    "batches": mark("Files of names"),
    "backups": mark("Backups"),
    "disk": mark("Disk"),
    "doors": mark("Names and TLS"),
    "port": mark("Port"),
}
_KINDS = {acts.KIND: mark("Backup"), "screening.batch": mark("File of names")}
_STATES = {
    State.QUEUED: mark("waits"),
    State.RUNNING: mark("under way"),
    State.DONE: mark("done"),
    State.FAILED: mark("failed"),
    State.CANCELLED: mark("cancelled"),
}
_BEARER = "Bearer "


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding as the page tells it."""

    finding: Finding
    heading: str
    colour: str
    sign: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of long work as the page tells it."""

    job: Job
    kind: str
    state: str
    failed: bool


@require_safe
def operator(request: HttpRequest) -> HttpResponse:
    """How the installation is: checks, long work, backups, faults, versions."""
    condition = queries.condition(actor_of(request))
    findings = [_shown(finding) for finding in condition.findings]
    shown = {
        "condition": condition,
        "findings": findings,
        "wrong": sum(one.finding.health is Health.WRONG for one in findings),
        "look": sum(one.finding.health is Health.LOOK for one in findings),
        "open": [_piece(job) for job in condition.open_jobs],
        "ended": [_piece(job) for job in condition.ended_jobs],
    }
    return render(request, "upkeep/operator.html", shown)


def _shown(finding: Finding) -> Shown:
    return Shown(finding, _ABOUT[finding.about], *_SIGNS[finding.health])


def _piece(job: Job) -> Piece:
    return Piece(job, _KINDS.get(job.kind, job.kind), _STATES[job.state], job.state is State.FAILED)


@require_POST
def back_up(request: HttpRequest) -> HttpResponse:
    """Have a backup made in the background."""
    acts.ask_for_backup(actor_of(request))
    return redirect("upkeep:operator")


@require_POST
def cancel(request: HttpRequest, id_: UUID) -> HttpResponse:
    """End a piece of long work."""
    acts.cancel_work(actor_of(request), id_)
    return redirect("upkeep:operator")


@require_POST
def repeat(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Begin a piece of long work again that failed."""
    acts.repeat_work(actor_of(request), id_)
    return redirect("upkeep:operator")


@login_not_required
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """What is counted, for Prometheus, which shows the token of an operator or a chief."""
    said = request.headers.get("Authorization", "")
    secret = said.removeprefix(_BEARER) if said.startswith(_BEARER) else ""
    try:
        actor = actor_of_token(secret, "Authorization", None, settings().service)
        return HttpResponse(queries.told_metrics(actor), content_type=CONTENT_TYPE)
    except Refused as error:
        status = 403 if secret and error.code == "journal.not_permitted" else 401
        answer = HttpResponse(f"{error.code}\n", status=status, content_type="text/plain; charset=utf-8")
        if status == 401:
            answer.headers["WWW-Authenticate"] = "Bearer"
        return answer
