"""The pages on which the national list is kept by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from acordo.errors import Conflict, Invalid
from acordo.facts import Reference
from acordo.journal import permits
from acordo.journal.door import actor_of
from acordo.register import designating
from acordo.register.designation_forms import DesignationForm, EndForm, initial
from acordo.wording import say_error

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from acordo.register.acts import Outcome


@require_http_methods(["GET", "HEAD", "POST"])
def designate(request: HttpRequest) -> HttpResponse:
    """Prepare a new designation."""
    actor = actor_of(request)
    permits.require(actor, designating.DESIGNATE)
    form = DesignationForm(request.POST) if request.method == "POST" else DesignationForm(initial={"kind": "person"})
    return _answered(request, form, lambda: designating.designate(actor, form.reference, form.cells))


@require_http_methods(["GET", "HEAD", "POST"])
def amend(request: HttpRequest, reference: str) -> HttpResponse:
    """Prepare another wording of a designation."""
    actor = actor_of(request)
    held = initial(designating.cells(actor, Reference(reference)))
    sent = request.POST if request.method == "POST" else None
    form = DesignationForm(sent, fixed=reference, initial=held)
    return _answered(request, form, lambda: designating.amend(actor, form.reference, form.cells))


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, reference: str) -> HttpResponse:
    """Prepare the end of a designation."""
    actor = actor_of(request)
    held = designating.cells(actor, Reference(reference))
    form = EndForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return _to(designating.end(actor, Reference(reference), form.cleaned_data["reason"]))
    shown = {"form": form, "reference": reference, "title": held["name"][0]}
    return render(request, "register/end_designation.html", shown, status=400 if form.is_bound else 200)


def _answered(request: HttpRequest, form: DesignationForm, prepare: Callable[[], Outcome]) -> HttpResponse:
    if form.is_bound and form.is_valid():
        try:
            return _to(prepare())
        except (Invalid, Conflict) as error:
            form.add_error(None, say_error(error, request.LANGUAGE_CODE))
    shown = {"form": form, "reference": form.fixed}
    return render(request, "register/designation.html", shown, status=400 if form.is_bound else 200)


def _to(outcome: Outcome) -> HttpResponse:
    """Where the change can be seen: what it would change, or the list where nothing is left to change."""
    if outcome.unchanged:
        return redirect("register:source", designating.SOURCE)
    return redirect("register:held", designating.SOURCE, outcome.edition)
