"""What officers are told at a door that does not open: sign in first, not yours to do, not now."""

from __future__ import annotations

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

from motcua.delivery.ui.problems import problem


def to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """To the door, and back here. A script that asks from an open page is told quietly, with 401."""
    if request.headers.get("HX-Request") or request.headers.get("Accept") == "application/json":
        return HttpResponse(status=401)
    return redirect_to_login(request.get_full_path())


def retry_of(request: HttpRequest) -> str:
    """The address to try again; none for a page that was posted."""
    return request.get_full_path() if request.method == "GET" else ""


def refused(request: HttpRequest, why: str, next_step: str) -> HttpResponse:
    """403: this officer may not do this."""
    return problem(request, 403, _("Ông/bà không được làm việc này"), why, next_step)


def not_now(request: HttpRequest, why: str, next_step: str, kept: str) -> HttpResponse:
    """409: it cannot be done as things stand. kept: what is as it was."""
    return problem(request, 409, _("Việc này hiện chưa làm được"), why, next_step, kept=kept)
