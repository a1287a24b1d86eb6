"""Find in the register: the question is kept in the session under a word, which alone stands in the address.

So going back, loading again and the next page work, and no name stands in an address or in a log.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from acordo.errors import AcordoError, Missing
from acordo.facts import SourceName
from acordo.journal.door import actor_of
from acordo.register import queries
from acordo.register.forms import SearchForm
from acordo.register.search import question
from acordo.register.search import search as find
from acordo.register.update_views import page_of
from acordo.wording import say_error

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from acordo.journal.words import Actor

A_PAGE = 20
_KEY = "searches"
_MOST_KEPT = 20


class NoSuchSearch(Missing):
    """The question is not kept in this session."""

    code = "register.no_such_search"
    sentence = "This search is no longer kept: searches end with the session that made them. Search again."


@require_http_methods(["GET", "HEAD", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    """One box to find entries; what was found has an address of its own."""
    actor = actor_of(request)
    form = SearchForm(request.POST or None, sources=queries.sources(actor))
    if form.is_valid():
        try:
            question(form.cleaned_data["text"])
        except AcordoError as error:
            form.add_error("text", say_error(error, request.LANGUAGE_CODE))
        else:
            return redirect("register:found", _keep(request, form.cleaned_data))
    return render(request, "register/search.html", _shown(actor, form), status=400 if form.is_bound else 200)


@require_safe
def found(request: HttpRequest, word: str) -> HttpResponse:
    """What was found, a page at a time."""
    actor = actor_of(request)
    asked = request.session.get(_KEY, {}).get(word)
    if asked is None:
        raise NoSuchSearch
    start = (page_of(request) - 1) * A_PAGE
    result = find(
        actor,
        asked["text"],
        source=SourceName(asked["source"]) if asked["source"] else None,
        delisted=asked["delisted"],
        limit=A_PAGE,
        offset=start,
    )
    page = Paginator(range(result.total), A_PAGE).get_page(start // A_PAGE + 1)
    form = SearchForm(initial=asked, sources=queries.sources(actor))
    shown = {"asked": asked, "found": result, "entries": result.entries, "result_page": page}
    return render(request, "register/search.html", _shown(actor, form, asked["source"]) | shown)


def _shown(actor: Actor, form: SearchForm, only: str = "") -> dict[str, Any]:
    sources = [source for source in queries.sources(actor) if source.edition and only in {"", source.name}]
    return {"form": form, "sources": sources, "held": sum(source.entries for source in sources)}


def _keep(request: HttpRequest, asked: dict[str, Any]) -> str:
    """Keep a question in the session; the oldest goes where there are too many."""
    kept = dict(request.session.get(_KEY, {}))
    word = secrets.token_urlsafe(9)
    kept[word] = {"text": asked["text"], "source": asked["source"], "delisted": asked["delisted"]}
    request.session[_KEY] = dict(list(kept.items())[-_MOST_KEPT:])
    return word
