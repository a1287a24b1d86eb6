"""The links by which a paper or a file is taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.views.decorators.http import require_GET

from acordo.facts import Reference, SourceName, entry_id
from acordo.journal.door import actor_of
from acordo.register import delivering
from acordo.register.exporting import ExportForm
from acordo.register.forms import DayForm
from acordo.register.taking import Wanted

if TYPE_CHECKING:
    from datetime import date

    from django.http import FileResponse, HttpRequest, HttpResponse


@require_GET
def paper(request: HttpRequest, source: str, reference: str) -> HttpResponse:
    """An entry as a paper, as it stands or as it stood on a day."""
    id_ = entry_id(SourceName(source), Reference(reference))
    return delivering.paper(actor_of(request), id_, _day(request))


@require_GET
def of_source(request: HttpRequest, name: str, form: str) -> FileResponse:
    """The entries of a source as a file."""
    return delivering.file(actor_of(request), Wanted(_form(form), (SourceName(name),), as_of=_day(request)))


@require_GET
def of_all(request: HttpRequest, form: str) -> FileResponse:
    """The entries of every source as a file."""
    return delivering.file(actor_of(request), Wanted(_form(form), as_of=_day(request)))


@require_GET
def of_entry(request: HttpRequest, form: str, source: str, reference: str) -> FileResponse:
    """One entry as a file."""
    id_ = entry_id(SourceName(source), Reference(reference))
    return delivering.file(actor_of(request), Wanted(_form(form), entry=id_, as_of=_day(request)))


def _form(given: str) -> ExportForm:
    if given not in set(ExportForm):
        raise Http404
    return ExportForm(given)


def _day(request: HttpRequest) -> date | None:
    """The day in the address; one that is none is an address that is not found, since no link of ours leads there."""
    if "as_of" not in request.GET:
        return None
    form = DayForm(request.GET)
    if not form.is_valid():
        raise Http404
    day: date | None = form.cleaned_data["as_of"]
    return day
