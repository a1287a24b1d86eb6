"""The gate's pages: sign in with a purpose, change the purpose, sign out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings as site
from django.contrib import auth
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from acordo.config import settings
from acordo.journal import acts
from acordo.journal.door import PURPOSE_KEY, place_of, present
from acordo.journal.forms import PurposeForm, SignInForm
from acordo.journal.sessions import SessionStore
from acordo.journal.signing_in import TooManyAttempts, WrongSignIn
from acordo.journal.words import Purpose
from acordo.wording import say_error

if TYPE_CHECKING:
    from django.http import HttpRequest

_BACKEND = "acordo.journal.signing_in.Backend"


def _onward(request: HttpRequest) -> str:
    """Where the officer wanted to go: a path of this site, or the first page."""
    asked = request.POST.get("next", request.GET.get("next", ""))
    own = asked.startswith("/") and url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked if own else resolve_url(site.LOGIN_REDIRECT_URL)


@login_not_required
@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in: a name, a password, a purpose."""
    if request.method != "POST" and present(request) is not None:
        return HttpResponseRedirect(_onward(request))
    form = SignInForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        answer = _admitted(request, form)
        if answer is not None:
            return answer
    status = 400 if form.is_bound else 200
    return render(request, "journal/sign_in.html", {"form": form, "next": _onward(request)}, status=status)


def _admitted(request: HttpRequest, form: SignInForm) -> HttpResponse | None:
    """The way onward, or None with the reason written into the form."""
    given = form.cleaned_data
    purpose = Purpose(given["purpose"])
    try:
        officer, _ = acts.sign_in(given["username"], given["password"], purpose, place_of(request), settings().service)
    except (WrongSignIn, TooManyAttempts) as error:
        form.add_error(None, say_error(error, request.LANGUAGE_CODE))
        return None
    SessionStore.clear_expired()  # they hold what was searched for, and nobody can come back to them
    auth.login(request, officer, backend=_BACKEND)
    request.session[PURPOSE_KEY] = purpose.value
    answer = HttpResponseRedirect(_onward(request))
    if site.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        answer.set_cookie(
            site.LANGUAGE_COOKIE_NAME,
            officer.language,
            secure=site.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Strict",
        )
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def purpose(request: HttpRequest) -> HttpResponse:
    """Change the purpose of the session; what was done before keeps the purpose it was done for."""
    actor = present(request)
    initial = {"purpose": actor.purpose} if actor else {}
    form = PurposeForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        request.session[PURPOSE_KEY] = form.cleaned_data["purpose"]
        return HttpResponseRedirect(_onward(request))
    status = 400 if form.is_bound else 200
    return render(request, "journal/purpose.html", {"form": form, "next": _onward(request)}, status=status)


@login_not_required
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    actor = present(request)
    if actor is not None:
        acts.sign_out(actor)
    auth.logout(request)
    return redirect(site.LOGOUT_REDIRECT_URL)
