from __future__ import annotations

import logging
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import get_user_model, login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from motcua.delivery.signin import flow
from motcua.delivery.signin.acting import LEVEL
from motcua.delivery.signin.claims import read_claims
from motcua.delivery.signin.problems import LEVEL_TOO_LOW, NotLetIn, Page, ProviderDown, SignInProblem
from motcua.delivery.signin.providers import Provider, provider
from motcua.domain.identity import services
from motcua.domain.identity.types import Claims, SignInError
from motcua.infra import clock
from motcua.infra.ratelimit import limited

log = logging.getLogger(__name__)

HOME = "/"
PROVIDER = "sign-in provider"
BACKEND = settings.AUTHENTICATION_BACKENDS[0]
# An office of three hundred comes to work behind one address.
few_attempts = limited("sign-in", 300, timedelta(minutes=5))


@require_GET
@never_cache
def choose(request: HttpRequest) -> HttpResponse:
    """Citizen or officer?"""
    return render(request, "signin/choose.html", {"next": _safe_next(request)})


@require_GET
@never_cache
@few_attempts
def begin(request: HttpRequest, name: str) -> HttpResponse:
    """Send the browser to the provider; `next` is where to go afterwards, `muc=2` asks for the full level."""
    level = 2 if request.GET.get("muc") == "2" else 1
    next_page = _safe_next(request)
    try:
        return redirect(flow.begin(request, provider(name), next_page, level))
    except SignInProblem as problem:
        return _told(request, problem, next_page)


@require_GET
@never_cache
@few_attempts
def callback(request: HttpRequest, name: str) -> HttpResponse:
    """The provider sent the browser back."""
    at, next_page = provider(name), HOME
    try:
        pending = flow.take_pending(request, at)
        next_page = pending.next
        claims = read_claims(flow.claims_for(request, at, pending), at)
        _let_in(request, at, claims)
    except SignInProblem as problem:
        return _told(request, problem, next_page)
    if claims.level < pending.level:
        return _page(request, LEVEL_TOO_LOW, next_page)
    return redirect(next_page)


@require_POST
@never_cache
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session here, then the provider's; if that one is out of reach, ours has ended all the same."""
    name = request.session.get(PROVIDER)
    logout(request)
    try:
        return redirect(flow.sign_out_address(provider(name)) if name else HOME)
    except ProviderDown as problem:
        log.warning("sign-out: %s", problem.reason)
        return redirect(HOME)


def _let_in(request: HttpRequest, at: Provider, claims: Claims) -> None:
    try:
        signed_in = services.sign_in(claims, clock.now())
    except SignInError as error:
        raise NotLetIn(type(error).__name__, error.en if get_language() == "en" else error.vi) from error
    login(request, get_user_model().objects.get(pk=signed_in.account_id), backend=BACKEND)
    request.session.cycle_key()  # also when the same person comes in again at another level
    request.session[LEVEL] = claims.level
    request.session[PROVIDER] = at.name


def _told(request: HttpRequest, problem: SignInProblem, next_page: str) -> HttpResponse:
    log.warning("sign-in: %s: %s", type(problem).__name__, problem.reason)
    return _page(request, problem.page, next_page)


def _page(request: HttpRequest, page: Page, next_page: str) -> HttpResponse:
    return render(request, "signin/problem.html", {"page": page, "next": next_page}, status=page.status)


def _safe_next(request: HttpRequest) -> str:
    """The page of this site to go to afterwards; anything else is forgotten."""
    wanted = request.GET.get("next", "")
    here = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if here else HOME
