"""The pages of one file that was sent: how far it is, its hits, its results to take away, and its end.

A batch is seen by the officer who sent it and by nobody else.
"""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING

from csp.constants import SELF
from csp.decorators import csp_update
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from acordo.journal.door import actor_of, present
from acordo.screening import batch_shown, batches, submitting
from acordo.screening.failures import HasEnded
from acordo.screening.words import BatchState, HitForm

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from acordo.journal.words import Actor

HITS_A_PAGE = 20
"""So that a page stays under 100 kB whatever the findings are."""

WITH_HTMX = {"script-src": [SELF], "connect-src": [SELF]}
"""What a page that renews a part of itself may do more than others: run the desk's own script, and ask the desk."""

_FORMS = (
    (HitForm.CSV, "CSV"),
    (HitForm.XLSX, "Excel"),
    (HitForm.PARQUET, "Parquet"),
    (HitForm.JSONL, gettext_lazy("JSON lines")),
)
_TYPES = {
    HitForm.CSV: "text/csv; charset=utf-8",
    HitForm.JSONL: "application/jsonl; charset=utf-8",
    HitForm.PARQUET: "application/vnd.apache.parquet",
    HitForm.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@require_safe
def batch(request: HttpRequest, id_: UUID) -> HttpResponseBase:
    """One file: how far it is, and its hits once it is done."""
    shown = _shown(request, actor_of(request), id_)
    page = partial(render, template_name="screening/batch.html", context=shown)
    return csp_update(WITH_HTMX)(page)(request) if shown["live"] else page(request)


@login_not_required
@require_safe
def state(request: HttpRequest, id_: UUID, step: str) -> HttpResponse:
    """The part of the page that renews itself; ``step`` is what the page told last, and is not told aloud again.

    Whoever is signed out meanwhile is led to the door: the whole page asks again.
    """
    actor = present(request)
    if actor is None:
        return HttpResponse(headers={"HX-Refresh": "true"})
    shown = _shown(request, actor, id_)
    return render(request, "screening/batch_state.html", {**shown, "renewed": True, "step": step})


@require_POST
def cancel(request: HttpRequest, id_: UUID) -> HttpResponse:
    """End it before its end; where it has ended already, its page says so."""
    with suppress(HasEnded):
        submitting.cancel(actor_of(request), id_)
    return redirect("screening:batch", id_)


@require_http_methods(["GET", "HEAD", "POST"])
def forget(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Delete the file and its hits, once the officer has said so twice."""
    actor = actor_of(request)
    if request.method == "POST":
        submitting.forget(actor, id_)
        return redirect("screening:batches")
    return render(request, "screening/batch_forget.html", {"batch": batches.batch(actor, id_)})


@require_safe
def hits(request: HttpRequest, id_: UUID, form: str) -> FileResponse:
    """The hits as a file."""
    if form not in set(HitForm):
        raise Http404
    actor = actor_of(request)
    view = batches.batch(actor, id_)
    path = batches.hits_file(actor, id_, form)
    name = f"{PurePath(view.filename).stem}-hits.{form}"
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=_TYPES[HitForm(form)])


@require_safe
def rejected(request: HttpRequest, id_: UUID) -> FileResponse:
    """The rows that could not be asked, each with its reason."""
    actor = actor_of(request)
    view = batches.batch(actor, id_)
    path = batches.rejected_file(actor, id_)
    name = f"{PurePath(view.filename).stem}-not-asked.csv"
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=_TYPES[HitForm.CSV])


def _shown(request: HttpRequest, actor: Actor, id_: UUID) -> dict[str, object]:
    progress = batch_shown.progress_of(batches.batch(actor, id_))
    shown: dict[str, object] = {"progress": progress, "batch": progress.view, "live": progress.live}
    if progress.view.state is BatchState.DONE:
        page = Paginator(range(progress.view.hits), HITS_A_PAGE).get_page(request.GET.get("page"))
        start = page.start_index() - 1 if progress.view.hits else 0
        rows = batch_shown.rows_of(actor, id_, start, HITS_A_PAGE) if progress.view.hits else []
        shown |= {"page_of_hits": page, "rows": rows, "forms": _FORMS}
    return shown
