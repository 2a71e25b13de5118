"""One section of a form on its own page."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.core.forms import Section
from motcua.delivery.portal.access import Citizen, citizens_only
from motcua.delivery.portal.presenters.known import where_from
from motcua.delivery.portal.presenters.tasks import REVIEW
from motcua.delivery.portal.presenters.words import language
from motcua.delivery.portal.views.drafts import OpenDraft, opened
from motcua.delivery.ui.filling import (
    FilledForm,
    PageProblem,
    button_pressed,
    fill_in,
    posted_values,
    with_row_act,
    without_empty_rows,
)
from motcua.delivery.ui.words import in_language
from motcua.domain.dossiers.queries.readiness import draft_context
from motcua.domain.dossiers.services.drafts import DraftTooLargeError, save_draft

LATER = "_later"


@require_http_methods(["GET", "POST"])
@citizens_only
def section(request: HttpRequest, me: Citizen, draft_id: UUID, section_id: str) -> HttpResponseBase:
    """Fill in a section; go on when it is right, or later."""
    at = opened(draft_id, me)
    shown = next((each for each in at.draft.procedure.form.sections if each.id == section_id), None)
    if shown is None:
        raise Http404("the form has no such section")
    if request.method == "GET":
        filled = _filled(at, shown, at.draft.form, me, judged="xem-loi" in request.GET)
        return _page(request, at, shown, filled)
    return _take(request, me, at, shown)


def _take(request: HttpRequest, me: Citizen, at: OpenDraft, shown: Section) -> HttpResponseBase:
    typed = posted_values(shown.fields, request.POST)
    pressed = button_pressed(request.POST)
    typed = with_row_act(typed, pressed, shown.fields) if pressed else without_empty_rows(typed, shown.fields)
    raw = {**at.draft.form, **typed}
    try:
        save_draft(at.draft.id, me.account_id, typed, me.now)
    except DraftTooLargeError as error:
        filled = _filled(at, shown, raw, me, judged=False)
        return _page(request, at, shown, filled, problem=PageProblem(in_language(error), ""))
    if pressed:
        return redirect(f"{request.path}#f.{pressed.field}")
    if LATER in request.POST:
        return redirect("portal:draft", at.draft.id)
    filled = _filled(at, shown, raw, me, judged=True)
    if filled.problems and _came_up_just_now(at, shown, filled):
        return _page(request, at, shown, _filled(at, shown, raw, me, judged=False), has_more=True)
    if filled.problems:
        return _page(request, at, shown, filled)
    return redirect(_next(request, me, at, shown))


def _filled(at: OpenDraft, shown: Section, raw: Any, me: Citizen, *, judged: bool) -> FilledForm:
    return fill_in(
        at.draft.procedure.form,
        raw,
        context=draft_context(at.draft, me.now),
        language=language(),
        only=[shown.id],
        judged=judged,
        known={} if at.draft.supplements else where_from(at.draft, at.person),
    )


def _came_up_just_now(at: OpenDraft, shown: Section, filled: FilledForm) -> bool:
    """Whether all that is missing are fields that an answer has just brought up: without JavaScript nobody saw them."""
    wrong = {error.path for error in filled.result.errors if error.section == shown.id}
    return wrong <= filled.result.shown - at.ready.result.shown


def _next(request: HttpRequest, me: Citizen, at: OpenDraft, shown: Section) -> str:
    """Back to the review for whoever came from there; else on to the following page."""
    if request.POST.get("tu") == REVIEW:
        return at.tasks.review
    return opened(at.draft.id, me).tasks.after(shown.id)


def _page(
    request: HttpRequest,
    at: OpenDraft,
    shown: Section,
    filled: FilledForm,
    *,
    has_more: bool = False,
    problem: PageProblem | None = None,
) -> HttpResponse:
    problems = (problem,) if problem else filled.problems
    words = {
        "open": at,
        "section": filled.sections[0],
        "filled": filled,
        "problems": problems,
        "number": at.tasks.number(shown.id),
        "of": len(at.tasks.lines),
        "back": request.GET.get("tu") or request.POST.get("tu", ""),
        "more": _("Theo câu trả lời của ông/bà, trang này có thêm mục cần điền.") if has_more else "",
        "keep": reverse("portal:draft_keep", args=[at.draft.id]),
    }
    is_refused = request.method == "POST" and (problems or has_more)
    return render(request, "portal/section.html", words, status=422 if is_refused else 200)
