"""Who is let in: citizens by their electronic identity. Everybody else is told why not, and where to go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from motcua.delivery.portal.not_offered import not_offered
from motcua.delivery.signin.acting import Acting, acting
from motcua.delivery.ui.problems import not_found, problem
from motcua.delivery.ui.words import in_language
from motcua.domain.catalogue.types import NotOfferedError
from motcua.domain.dossiers.errors import NoSuchDossierError
from motcua.domain.dossiers.services.acting import ActingPerson
from motcua.domain.dossiers.services.drafts import DraftFiledError
from motcua.infra import clock

P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Citizen:
    """The person of a request, at its moment. may_file: signed in at the level that files with legal value."""

    person_id: UUID
    account_id: UUID
    may_file: bool
    now: datetime

    def one_click(self, command: UUID | None = None) -> ActingPerson:
        """As services take him, with the mark of this one click."""
        return ActingPerson(self.person_id, self.account_id, command or uuid4(), self.now)


View = Callable[Concatenate[HttpRequest, Citizen, P], HttpResponseBase]
Guarded = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def citizen_of(request: HttpRequest) -> Citizen | None:
    """The citizen who has signed in; None for strangers and for officers."""
    who = acting(request)
    if who is None or who.account.person_id is None or who.account.officer_id is not None:
        return None
    return Citizen(who.account.person_id, who.account.id, who.may_submit, clock.now())


def citizens_only(view: View[P]) -> Guarded[P]:
    """Let citizens in to see what is theirs. What is not there and what is another's look alike."""

    @never_cache
    @wraps(view)
    def let_in(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        me = citizen_of(request)
        if me is None:
            return _turn_away(request, acting(request), 1)
        try:
            return view(request, me, *args, **kwargs)
        except NoSuchDossierError:
            return _nothing_here(request)
        except DraftFiledError as filed:
            return _filed_elsewhere(request, filed)
        except NotOfferedError as gone:
            return not_offered(request, gone)

    return let_in


def filers_only(view: View[P]) -> Guarded[P]:
    """Let citizens in who may file: signed in at level 2 (Nghị định 69/2024/NĐ-CP)."""

    @wraps(view)
    def file(request: HttpRequest, me: Citizen, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        return view(request, me, *args, **kwargs) if me.may_file else _turn_away(request, None, 2)

    return citizens_only(file)


def wants_json(request: HttpRequest) -> bool:
    """Whether a script asks, which shows words in the page that is open."""
    return request.content_type == "application/json" or request.headers.get("X-Requested-With") == "fetch"


def _turn_away(request: HttpRequest, who: Acting | None, level: int) -> HttpResponseBase:
    # A page that was being posted cannot be come back to; what was typed is kept, so its address is enough.
    back = request.get_full_path()
    if wants_json(request):
        return JsonResponse({"address": _door(level, ""), "link": _("Đăng nhập lại")}, status=401)
    if who is not None:
        return problem(
            request,
            403,
            _("Trang này dành cho công dân, tổ chức"),
            _("Ông/bà đang đăng nhập bằng tài khoản công vụ."),
            _("Muốn nộp hồ sơ cho riêng mình, hãy đăng xuất rồi đăng nhập bằng tài khoản định danh điện tử."),
        )
    return redirect(_door(level, back))


def _door(level: int, back: str) -> str:
    asked = {"next": back} | ({"muc": "2"} if level == 2 else {})
    return f"{reverse('signin:citizens')}?{urlencode(asked)}"


def _nothing_here(request: HttpRequest) -> HttpResponse:
    if wants_json(request):
        why = in_language(NoSuchDossierError())
        return JsonResponse({"why": why}, status=404)
    return not_found(request)


def _filed_elsewhere(request: HttpRequest, filed: DraftFiledError) -> HttpResponseBase:
    address = reverse("portal:dossier", args=[filed.dossier_id])
    if wants_json(request):
        return JsonResponse({"why": in_language(filed), "address": address, "link": _("Xem hồ sơ")}, status=409)
    messages.info(request, in_language(filed))
    return redirect(address)
