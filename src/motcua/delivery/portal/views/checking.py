"""Whether a paper of the city is genuine and still holds, for anybody: by the code on it, or by the file itself.

A browser hashes the file and asks for the hash only. Without scripts the file is sent, hashed as it streams in, and
thrown away.
"""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_POST

from motcua.delivery.portal.hashed_upload import HashingHandler
from motcua.delivery.portal.presenters import checking as told
from motcua.domain.dossiers.references import TRIAL_MARK
from motcua.domain.records.queries import standing_by_token, standing_of
from motcua.domain.records.services import LARGEST_ISSUED
from motcua.domain.records.tokens import normal_token
from motcua.infra.ratelimit import limited

LONGEST_CODE = 60
# As many as one may track: a clerk with a pile of permits is served, a machine that tries codes is not.
few_checks = limited("checking", 60, timedelta(minutes=5))


@require_GET
@never_cache
def search(request: HttpRequest) -> HttpResponseBase:
    """Where the code of a paper is typed in, or a file dropped."""
    typed = request.GET.get("ma", "").strip()[:LONGEST_CODE]
    if typed:
        return redirect("portal:check_code", normal_token(typed) or typed)
    return _page(request, is_empty="ma" in request.GET)


@require_GET
@never_cache
@few_checks
def by_code(request: HttpRequest, code: str) -> HttpResponseBase:
    """Where the QR code of a result leads."""
    if code.upper().startswith(TRIAL_MARK):
        return _page(request, 404, answer=told.of_a_trial())
    token = normal_token(code[:LONGEST_CODE])
    standing = standing_by_token(token) if token else None
    if standing is None:
        return _page(request, 404, answer=told.no_such_code(), typed=code[:LONGEST_CODE])
    return _page(request, answer=told.answer_for_code(standing), token=token)


@require_GET
@never_cache
@few_checks
def by_hash(request: HttpRequest, sha256: str) -> HttpResponseBase:
    """What is known of the file with this hash; `ma` is the code that it should belong to."""
    token = normal_token(request.GET.get("ma", "")[:LONGEST_CODE])
    expected = standing_by_token(token) if token else None
    answer = told.answer_for_file(standing_of(sha256), expected)
    return _page(request, answer=answer, token=token if expected else None)


@csrf_exempt  # its body must not be read before it is said what becomes of a file: see `_take_file`
@require_POST
@never_cache
@few_checks
def take_file(request: HttpRequest) -> HttpResponseBase:
    """A file from a browser without scripts."""
    hashing = HashingHandler(request, LARGEST_ISSUED)
    request.upload_handlers = [hashing]
    return _take_file(request, hashing)


@csrf_protect
def _take_file(request: HttpRequest, hashing: HashingHandler) -> HttpResponseBase:
    code = request.POST.get("ma", "")[:LONGEST_CODE]
    if hashing.digest is None:
        return _page(request, 422, no_file=True, token=normal_token(code))
    if hashing.digest.sha256 is None:
        return _page(request, answer=told.too_large(LARGEST_ISSUED), token=normal_token(code))
    asked = {"ma": token} if (token := normal_token(code)) else None
    return redirect(reverse("portal:check_hash", args=[hashing.digest.sha256], query=asked))


def _page(request: HttpRequest, status: int = 200, **words: object) -> HttpResponse:
    shown = {"here": "checking", "largest": LARGEST_ISSUED, **words}
    return render(request, "portal/checking.html", shown, status=status)
