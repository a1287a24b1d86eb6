"""The pages on which a file of names is sent: the file, then what its columns mean.

A file that is sent waits under a random word that this session alone knows (``incoming``), until the officer has
confirmed what its columns mean; then it is a batch.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import TemporaryUploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from acordo.config import settings
from acordo.errors import AcordoError, Missing, Refused
from acordo.journal import permits
from acordo.journal.door import actor_of
from acordo.journal.words import ROLE_LABELS
from acordo.register import queries as register
from acordo.screening import acts, batch_examples, batch_shown, batches, incoming, submitting
from acordo.screening.batch_forms import COLUMNS, ColumnsForm, FileForm
from acordo.screening.words import Order
from acordo.wording import say_error

if TYPE_CHECKING:
    from django.http import HttpRequest

    from acordo.journal.words import Actor
    from acordo.screening.incoming import Look

_LISTED = 50
_KEY = "incoming"
_MOST_WAITING = 5
_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file of this session that waits: what its sender calls it, its form, and how many rows were counted."""

    filename: str
    form: str
    rows: int
    whole: bool


@dataclass(frozen=True, slots=True)
class Sample:
    """One column of a file as the page shows it: its heading, and what stands in its first rows."""

    heading: str
    values: tuple[str, ...]


@csrf_exempt  # the token is asked for inside, once it is known that this officer may send anything at all
@require_http_methods(["GET", "HEAD", "POST"])
def files(request: HttpRequest) -> HttpResponse:
    """What can be sent and how, and the officer's own files with how far they are."""
    actor = actor_of(request)
    if request.method != "POST":
        return _listed(request, actor, FileForm())
    permits.require(actor, acts.SCREEN)
    return _received(request, actor)


@csrf_protect
def _received(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Take a file in; what cannot be read is told at once, and not kept."""
    form = FileForm(request.POST, request.FILES)
    if form.is_valid():
        upload = form.cleaned_data["file"]
        assert isinstance(upload, TemporaryUploadedFile)
        filename = PurePath(upload.name or "").name[:_LONGEST_NAME]
        try:
            token = _taken_in(request, Path(upload.temporary_file_path()), filename)
            return redirect("screening:batch_columns", token)
        except AcordoError as error:
            form.add_error("file", say_error(error, get_language() or "en"))
    return _listed(request, actor, form)


def _taken_in(request: HttpRequest, path: Path, filename: str) -> str:
    """Look at a file that came, and let it wait for this session."""
    with incoming.called(filename):
        form = incoming.look(path).form
        count = incoming.count(path)
    token = incoming.keep(path)
    waiting = dict(request.session.get(_KEY, {}))
    waiting[token] = asdict(Waiting(filename, form, count.rows, count.whole))
    while len(waiting) > _MOST_WAITING:
        oldest = next(iter(waiting))
        incoming.take_away(oldest)
        del waiting[oldest]
    request.session[_KEY] = waiting
    return token


def _listed(request: HttpRequest, actor: Actor, form: FileForm) -> HttpResponse:
    may = actor.role in acts.ASKERS
    shown = {
        "form": form if may else None,
        "role": gettext(ROLE_LABELS[actor.role]),
        "listed": any(source.edition for source in register.sources(actor)),
        "columns": COLUMNS,
        "most": settings().upload_mb,
        "days": settings().keep_days,
        "files": [batch_shown.progress_of(view) for view in batches.batches(actor, _LISTED, None)] if may else [],
    }
    return render(request, "screening/batches.html", shown, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: HttpRequest, token: str) -> HttpResponse:
    """What the file's columns mean: guessed, beside its first rows, for the officer to confirm."""
    actor, waiting = actor_of(request), _waiting(request, token)
    permits.require(actor, acts.SCREEN)
    path = incoming.waiting(token)
    if "away" in request.POST:
        incoming.take_away(token)
        _forget(request, token)
        return redirect("screening:batches")
    look = incoming.look(path)
    form = ColumnsForm(look, request.POST if request.method == "POST" else None)
    if form.is_valid():
        rows = waiting.rows if waiting.whole else None
        order = Order(path, waiting.filename, waiting.form, rows=rows, mapping=form.mapping)
        try:
            view = submitting.submit(actor, order)
        except (Missing, Refused):
            raise
        except AcordoError as error:
            form.add_error(None, say_error(error, get_language() or "en"))
        else:
            _forget(request, token)
            return redirect("screening:batch", view.id)
    shown = {"form": form, "waiting": waiting, "samples": _samples(look), "token": token}
    return render(request, "screening/batch_columns.html", shown, status=400 if form.errors else 200)


@require_safe
def example(request: HttpRequest, form: str) -> HttpResponse:
    """A file to begin with, of invented persons."""
    actor_of(request)
    if form not in batch_examples.FORMS:
        raise Http404
    name, kind = batch_examples.FORMS[form]
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(batch_examples.file(form, get_language() or "en"), content_type=kind, headers=headers)


def _waiting(request: HttpRequest, token: str) -> Waiting:
    """The file under this word, where it is this session's.

    Raises:
        NotWaiting: it is not, or not any more.
    """
    kept: dict[str, Any] | None = request.session.get(_KEY, {}).get(token)
    if kept is None:
        raise incoming.NotWaiting
    return Waiting(**kept)


def _forget(request: HttpRequest, token: str) -> None:
    request.session[_KEY] = {other: kept for other, kept in request.session[_KEY].items() if other != token}


def _samples(look: Look) -> list[Sample]:
    """The first rows, column by column; an empty cell is a dash, so that one row stays on one line."""
    columns = [[row[at].strip() if at < len(row) else "" for row in look.first] for at in range(len(look.headings))]
    return [
        Sample(heading, tuple(value or "–" for value in column) if any(column) else ())
        for heading, column in zip(look.headings, columns, strict=True)
    ]
