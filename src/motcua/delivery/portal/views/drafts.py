"""The task list of a draft, and what is done to it as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

import orjson
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.core.workcal import office_time
from motcua.delivery.portal.access import Citizen, citizens_only
from motcua.delivery.portal.presenters.papers import what_was_asked
from motcua.delivery.portal.presenters.tasks import TaskList, task_list
from motcua.delivery.ui.words import in_language
from motcua.domain.catalogue import queries as catalogue
from motcua.domain.dossiers.errors import WrongPhaseError
from motcua.domain.dossiers.queries.drafts import DraftPage, draft_page
from motcua.domain.dossiers.queries.readiness import Readiness, readiness
from motcua.domain.dossiers.services import drafts
from motcua.domain.identity import queries as identity
from motcua.domain.identity.types import Person


@dataclass(frozen=True, slots=True)
class OpenDraft:
    """A draft in front of its owner, under the law of today."""

    draft: DraftPage
    person: Person
    ready: Readiness
    tasks: TaskList


def opened(draft_id: UUID, me: Citizen) -> OpenDraft:
    """The draft, followed to the version of the procedure that holds today. NoSuchDossierError, DraftFiledError."""
    draft = draft_page(draft_id, me.account_id)
    code = draft.procedure.code
    if draft.supplements is None and catalogue.published(code, me.now.date()) != draft.version_id:
        drafts.follow_version(draft_id, me.account_id, me.now)
        draft = draft_page(draft_id, me.account_id)
    person = identity.person(me.person_id)
    ready = readiness(draft, person, me.now)
    return OpenDraft(draft, person, ready, task_list(draft, ready))


@require_GET
@citizens_only
def tasks(request: HttpRequest, me: Citizen, draft_id: UUID) -> HttpResponse:
    """What is done and what is still to do."""
    at = opened(draft_id, me)
    words = {"open": at, "asked": what_was_asked(at.draft), "kept_days": drafts.KEPT_FOR.days}
    return render(request, "portal/draft.html", words)


@require_POST
@citizens_only
def keep(request: HttpRequest, me: Citizen, draft_id: UUID) -> HttpResponse:
    """What a page sends while somebody types."""
    try:
        values = orjson.loads(request.body)["values"]
        saved = drafts.save_draft(draft_id, me.account_id, values.copy(), me.now)
    except (orjson.JSONDecodeError, KeyError, TypeError, AttributeError):
        return JsonResponse({"why": _("Không đọc được nội dung vừa gửi. Hãy tải lại trang.")}, status=400)
    except drafts.DraftTooLargeError as error:
        return JsonResponse({"why": in_language(error)}, status=413)
    return JsonResponse({"at": f"{office_time(me.now):%H:%M}", "revision": saved.revision})


@require_http_methods(["GET", "POST"])
@citizens_only
def choose_case(request: HttpRequest, me: Citizen, draft_id: UUID) -> HttpResponseBase:
    """Go on under another case of the procedure."""
    draft = draft_page(draft_id, me.account_id)
    if draft.supplements:
        return redirect("portal:draft", draft_id)
    if request.method == "POST":
        try:
            drafts.choose_case(draft_id, me.account_id, request.POST.get("case", ""), me.now)
        except WrongPhaseError as error:
            messages.error(request, in_language(error), extra_tags="late")
        return redirect("portal:draft", draft_id)
    return render(request, "portal/choose_case.html", {"draft": draft})


@require_http_methods(["GET", "POST"])
@citizens_only
def discard(request: HttpRequest, me: Citizen, draft_id: UUID) -> HttpResponseBase:
    """Throw a draft away, with the consequence named."""
    draft = draft_page(draft_id, me.account_id)
    if request.method == "POST":
        drafts.discard_draft(draft_id, me.account_id)
        messages.info(request, _("Đã xóa bản nháp."))
        return redirect("portal:dossiers")
    return render(request, "portal/discard.html", {"draft": draft})
