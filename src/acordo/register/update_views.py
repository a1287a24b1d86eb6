"""The pages on which a list is brought up to date, and a held edition is decided."""

from __future__ import annotations

import secrets
from functools import partial
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from csp.constants import SELF
from csp.decorators import csp_update
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from acordo import lists
from acordo.config import settings
from acordo.errors import AcordoError, Conflict, Unavailable
from acordo.facts import SourceName
from acordo.jobs import queue
from acordo.journal import permits
from acordo.journal.door import actor_of, present
from acordo.register import acts, differences, queries, update_jobs
from acordo.register.differences import Group
from acordo.register.forms import BroughtForm, DecisionForm, NewListForm
from acordo.register.updating import Order
from acordo.wording import say_error

if TYPE_CHECKING:
    from uuid import UUID

    from django.core.files.uploadedfile import TemporaryUploadedFile
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from acordo.lists import Publisher
    from acordo.register.words import SourceView

ENTRIES_A_PAGE = 20
_WITH_HTMX = {"script-src": [SELF], "connect-src": [SELF]}
"""What a page that renews a part of itself may do more than others: run the desk's own script, and ask the desk."""


@require_POST
def fetch(request: HttpRequest, name: str) -> HttpResponse:
    """Ask for a source to be brought up to date from its publisher."""
    actor = actor_of(request)
    return redirect("register:update", update_jobs.ask(actor, _order(queries.source(actor, SourceName(name)))))


@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest, name: str) -> HttpResponse:
    """Bring a source up to date from a file."""
    actor = actor_of(request)
    permits.require(actor, update_jobs.ASK)
    view = queries.source(actor, SourceName(name))
    form = BroughtForm(request.POST or None, request.FILES or None) if request.method == "POST" else BroughtForm()
    if form.is_bound and form.is_valid():
        asked = _asked(request, form, _order(view))
        if asked is not None:
            return redirect("register:update", asked)
    shown = {"source": view, "form": form, "publisher": _publisher(view.reader)}
    return render(request, "register/bring.html", shown, status=400 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Load a list for the first time."""
    actor = actor_of(request)
    permits.require(actor, update_jobs.ASK)
    publishers = [one for one in lists.known() if one.name != "story"]
    if request.method == "POST":
        form = NewListForm(request.POST, request.FILES, publishers=publishers)
    else:
        form = NewListForm(publishers=publishers)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        asked = _asked(request, form, Order(given["list"], given["source"], given["marking"]))
        if asked is not None:
            return redirect("register:update", asked)
    return render(request, "register/new.html", {"form": form}, status=400 if form.is_bound else 200)


@require_safe
def update(request: HttpRequest, id_: UUID) -> HttpResponseBase:
    """One update: how far it is, and how it ended."""
    shown = _shown(request, id_)
    page = partial(render, template_name="register/update.html", context=shown)
    return csp_update(_WITH_HTMX)(page)(request) if shown["live"] else page(request)


@login_not_required
@require_safe
def state(request: HttpRequest, id_: UUID) -> HttpResponse:
    """The part of the page that renews itself; who is signed out meanwhile is led to the door."""
    if present(request) is None:
        return HttpResponse(headers={"HX-Refresh": "true"})
    shown = _shown(request, id_)
    return render(request, "register/update_state.html", shown | {"renewed": True})


@require_POST
def cancel(request: HttpRequest, id_: UUID) -> HttpResponse:
    """End an update before its end."""
    update_jobs.cancel(actor_of(request), id_)
    return redirect("register:update", id_)


@require_http_methods(["GET", "HEAD", "POST"])
def held(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """An edition that was held back: why, what it would change, and the officer's word."""
    actor = actor_of(request)
    form = DecisionForm(request.POST or None)
    if form.is_valid():
        accept = form.cleaned_data["accept"] == "yes"
        acts.decide(actor, SourceName(name), number, accept=accept, reason=form.cleaned_data["reason"])
        return redirect("register:source", name)
    group = group_of(request)
    page = page_of(request)
    start = (page - 1) * ENTRIES_A_PAGE
    found = differences.held(actor, SourceName(name), number, group=group, start=start, count=ENTRIES_A_PAGE)
    if found.own:
        form.offer_to_drop_alone()
    pages = Paginator(range(found.counts[found.group]), ENTRIES_A_PAGE).get_page(page)
    shown = {"found": found, "result_page": pages, "form": form, "may": actor.role in acts.DECIDE.roles}
    return render(request, "register/held_edition.html", shown, status=400 if form.is_bound else 200)


def group_of(request: HttpRequest) -> Group | None:
    """Which group of differences is asked for; None where none is named."""
    asked = request.GET.get("of", "")
    return Group(asked) if asked in set(Group) else None


def page_of(request: HttpRequest) -> int:
    """Which page is asked for; the first where none is."""
    asked = request.GET.get("page", "")
    return max(int(asked), 1) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1


def _shown(request: HttpRequest, id_: UUID) -> dict[str, object]:
    actor = actor_of(request)
    view = update_jobs.update(actor, id_)
    try:
        source = queries.source(actor, view.source)
    except queries.NoSuchSource:
        source = None
    editions = {one.number: one for one in queries.editions(actor, view.source)} if source else {}
    return {
        "update": view,
        "source": source,
        "edition": editions.get(view.edition),
        "live": view.running,
        "alone": view.running and not queue.workers(),
    }


def _order(view: SourceView) -> Order:
    publisher = _publisher(view.reader)
    return Order(publisher.name, "" if publisher.source else view.name)


def _publisher(reader: str) -> Publisher:
    return lists.publisher(reader)


def _asked(request: HttpRequest, form: BroughtForm, order: Order) -> UUID | None:
    """The update that was asked for, or None with the reason written into the form."""
    sent = form.cleaned_data["file"]
    if sent is not None and sent.size > min(settings().most_upload, lists.publisher(order.list).limits.max_bytes):
        form.add_error(
            "file", say_error(lists.TooLarge(path=sent.name, limit=settings().most_upload), _language(request))
        )
        return None
    file = _kept(sent) if sent is not None else None
    try:
        return update_jobs.ask(actor_of(request), order, file, PurePath(sent.name).name if sent is not None else "")
    except Unavailable:  # it was asked for, and the file goes with the work: only the disk did not confirm it
        raise
    except AcordoError as error:
        if file is not None:
            file.unlink(missing_ok=True)
        if isinstance(error, Conflict):
            raise
        form.add_error(None, say_error(error, _language(request)))
        return None


def _kept(sent: TemporaryUploadedFile) -> Path:
    """The file, under a random name among the incoming ones."""
    file = settings().incoming_folder / secrets.token_hex(16)
    Path(sent.temporary_file_path()).replace(file)
    file.chmod(0o600)
    return file


def _language(request: HttpRequest) -> str:
    return request.LANGUAGE_CODE
