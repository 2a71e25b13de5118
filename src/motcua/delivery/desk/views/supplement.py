from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.delivery.desk import counter_page as counter
from motcua.delivery.desk.access import AtWork, officers_only
from motcua.delivery.desk.counter_page import TakingIn
from motcua.delivery.desk.dossier_page import asked_items
from motcua.delivery.desk.frame import desk_page
from motcua.delivery.desk.posted import Posted
from motcua.delivery.desk.taking_in import Bay, bays, paper_problems, papers_of, taken_scans
from motcua.delivery.desk.views.counter import HAND_IN, must_sit_at_the_counter
from motcua.delivery.ui.filling import PageProblem, button_pressed, posted_values, with_row_act, without_empty_rows
from motcua.delivery.ui.words import in_language
from motcua.domain.dossiers.errors import DossierError, EmptySupplementError, NoSuchDossierError, NotAllowedError
from motcua.domain.dossiers.queries.foresight import due_after_supplement
from motcua.domain.dossiers.queries.page import DossierPage, dossier_for_officer, dossier_page
from motcua.domain.dossiers.services.counter import receive_supplement
from motcua.domain.dossiers.services.intake import Caller
from motcua.domain.dossiers.types import WaitingFor


@require_http_methods(["GET", "POST"])
@officers_only
def supplement(request: HttpRequest, by: AtWork, dossier_id: UUID) -> HttpResponse:
    """Take in what the applicant was asked for: papers, and the form where it had to be mended."""
    page = dossier_page(dossier_for_officer(dossier_id, by.scope), by.now)
    must_sit_at_the_counter(by)
    if page.card.waiting_for is not WaitingFor.SUPPLEMENT:
        messages.warning(request, _("Hồ sơ này không chờ bổ sung."), extra_tags="soon")
        return redirect("desk:dossier", dossier_id)
    taking = TakingIn(page.procedure, page.case_key, page.card.channel, Caller(""), page.form)
    if request.method == "GET":
        return _page(request, by, page, taking, [])
    raw = posted_values(taking.fields, request.POST)
    pressed = button_pressed(request.POST)
    raw = with_row_act(raw, pressed, taking.fields) if pressed else without_empty_rows(raw, taking.fields)
    taking = counter.with_form(taking, raw, taking.caller)
    return _hand_in(request, by, page, taking) if HAND_IN in request.POST else _page(request, by, page, taking, [])


def _hand_in(request: HttpRequest, by: AtWork, page: DossierPage, taking: TakingIn) -> HttpResponse:
    taken, refused = _bays(request, by, taking)
    filled = counter.filled_in(taking, by, judged=True)
    problems = [*refused, *filled.problems, *paper_problems(taken)]
    if problems:
        return _page(request, by, page, taking, problems, taken=taken)
    changed = None if filled.result.values == page.form else taking.raw
    try:
        receive_supplement(page.card.id, changed, papers_of(taken, by), by.one_click(Posted(request.POST).command))
    except EmptySupplementError:
        words = _("Chưa có gì để nhận: hãy đánh dấu hoặc quét giấy tờ vừa nhận, hoặc sửa đơn.")
        return _page(request, by, page, taking, [PageProblem(words, "papers")], taken=taken)
    except (NotAllowedError, NoSuchDossierError):
        raise
    except DossierError as error:
        return _page(request, by, page, taking, [PageProblem(in_language(error), "")], taken=taken)
    messages.success(request, _("Đã nhận bổ sung. Thời hạn được tính lại theo quy định."), extra_tags="done")
    return redirect("desk:dossier", page.card.id)


def _bays(request: HttpRequest, by: AtWork, taking: TakingIn) -> tuple[tuple[Bay, ...], list[PageProblem]]:
    scans, refused = taken_scans(request, taking.procedure.cases[taking.case_key].components, by)
    states = counter.needed(taking, counter.filled_in(taking, by, judged=False))
    return bays(states, Posted(request.POST), scans), refused


def _page(
    request: HttpRequest,
    by: AtWork,
    page: DossierPage,
    taking: TakingIn,
    problems: list[PageProblem],
    *,
    taken: tuple[Bay, ...] | None = None,
) -> HttpResponse:
    if taken is None:
        taken, problems = _bays(request, by, taking)
    words = {
        "card": page.card,
        "asked_items": asked_items(page),
        "due_after": due_after_supplement(page.card.id, by.now),
        "bays": taken,
        "filled": counter.filled_in(taking, by, judged=HAND_IN in request.POST),
        "problems": problems,
        "command": request.POST.get("command") or uuid4(),
        "changes_form": any(problem.anchor.startswith("f.") for problem in problems) or button_pressed(request.POST),
        "place": "counter",
    }
    return desk_page(request, by, "desk/counter/supplement.html", words, 422 if problems else 200)
