from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.core.procedure import Channel, Procedure
from motcua.delivery.portal.access import Citizen, filers_only
from motcua.delivery.portal.presenters.known import known_of
from motcua.delivery.ui.problems import problem
from motcua.domain.catalogue import queries as catalogue
from motcua.domain.dossiers.policies import is_filed_here
from motcua.domain.dossiers.queries.drafts import drafts_of
from motcua.domain.dossiers.services.drafts import open_draft
from motcua.domain.identity import queries as identity


@require_http_methods(["GET", "POST"])
@filers_only
def begin(request: HttpRequest, me: Citizen, code: str) -> HttpResponseBase:
    """Choose the case, where there are several, and begin; or go on with what was begun before."""
    procedure = catalogue.version(catalogue.published(code, me.now.date()))
    if not (settings.PORTAL_FILING and is_filed_here(procedure, Channel.ONLINE)):
        return _elsewhere(request, procedure)
    case = _chosen_case(request, procedure)
    if request.method == "POST" and case:
        known = known_of(identity.person(me.person_id))
        draft = open_draft(me.account_id, procedure.code, case, known, me.now)
        return redirect("portal:draft", draft)
    begun = [draft for draft in drafts_of(me.account_id) if draft.procedure.code == procedure.code]
    words = {
        "procedure": procedure,
        "begun": begun,
        "chosen": request.GET.get("truong-hop", ""),
        "nothing_chosen": request.method == "POST",
    }
    return render(request, "portal/begin.html", words, status=422 if request.method == "POST" else 200)


def _chosen_case(request: HttpRequest, procedure: Procedure) -> str:
    cases = list(procedure.cases)
    chosen = request.POST.get("case", cases[0] if len(cases) == 1 else "")
    return chosen if chosen in cases else ""


def _elsewhere(request: HttpRequest, procedure: Procedure) -> HttpResponse:
    if procedure.runs_on and not is_filed_here(procedure, Channel.ONLINE):
        why = _("Thủ tục này được giải quyết trên hệ thống của bộ, ngành nên không nộp tại đây.")
    elif Channel.ONLINE not in procedure.channels:
        why = _("Thủ tục này chưa nhận hồ sơ trực tuyến.")
    else:
        why = _("Hồ sơ trực tuyến được nộp trên Cổng Dịch vụ công quốc gia.")
    return problem(
        request,
        404,
        _("Không nộp được hồ sơ tại đây"),
        why,
        _("Trang của thủ tục cho biết nộp ở đâu. Hồ sơ đã nộp vẫn tra cứu được tại đây bằng mã hồ sơ."),
    )
