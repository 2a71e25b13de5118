from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from motcua.delivery.desk.access import AtWork, officers_only
from motcua.delivery.desk.follow_ups_page import shown_follow_ups, shown_months
from motcua.delivery.desk.frame import desk_page
from motcua.delivery.desk.posted import Posted, UnreadableError
from motcua.delivery.ui.words import in_language
from motcua.domain.dossiers.errors import NotAllowedError
from motcua.domain.feedback.errors import FeedbackError, NoSuchFollowUpError
from motcua.domain.feedback.policies import offices_answered_for
from motcua.domain.feedback.services.follow_ups import reply, reply_to_month
from motcua.domain.feedback.types import AnonymousGroup

ANSWERED = "da-tra-loi"


@require_GET
@officers_only
def follow_ups(request: HttpRequest, by: AtWork) -> HttpResponse:
    """Who is dissatisfied with the offices that the officer leads, and waits for an answer."""
    return _page(request, by, closed=request.GET.get("xem") == ANSWERED)


@require_http_methods(["POST"])
@officers_only
def answer(request: HttpRequest, by: AtWork, follow_up_id: int) -> HttpResponseBase:
    """Answer one person, and with the second button close the matter."""
    posted = Posted(request.POST)
    closes = posted.has("closes")
    try:
        reply(follow_up_id, posted.words("words"), by.scope, by.now, closes=closes)
    except FeedbackError as refusal:
        return _refused(request, by, refusal, str(follow_up_id))
    said = _("Đã trả lời và đóng việc này.") if closes else _("Đã gửi trả lời; việc này còn mở.")
    messages.success(request, said, extra_tags="done")
    return redirect("desk:follow_ups")


@require_http_methods(["POST"])
@officers_only
def answer_month(request: HttpRequest, by: AtWork) -> HttpResponseBase:
    """Answer the anonymous dissatisfaction of a month."""
    posted = Posted(request.POST)
    mark = posted.words("group")
    try:
        reply_to_month(_group(mark), posted.words("words"), by.scope, by.now)
    except FeedbackError as refusal:
        return _refused(request, by, refusal, mark)
    messages.success(request, _("Đã ghi nhận trả lời cho tháng này."), extra_tags="done")
    return redirect("desk:follow_ups")


def _page(
    request: HttpRequest, by: AtWork, *, closed: bool = False, status: int = 200, **words: object
) -> HttpResponse:
    if not offices_answered_for(by.scope):
        raise NotAllowedError(
            "Danh sách này dành cho lãnh đạo bộ phận trả lời người dân không hài lòng.",
            "This list is for those who lead an office and answer dissatisfied people.",
        )
    shown = {
        "closed": closed,
        "follow_ups": shown_follow_ups(by, closed=closed),
        "months": shown_months(by, closed=closed),
        "place": "follow_ups",
    }
    return desk_page(request, by, "desk/ratings/follow_ups.html", {**shown, **words}, status)


def _refused(request: HttpRequest, by: AtWork, refusal: FeedbackError, place: str) -> HttpResponse:
    """The list again: what was typed is kept where it was typed."""
    status = 404 if isinstance(refusal, NoSuchFollowUpError) else 422
    typed = request.POST.get("words", "")
    return _page(request, by, status=status, problem=in_language(refusal), problem_at=place, typed=typed)


def _group(mark: str) -> AnonymousGroup:
    office, _colon, rest = mark.partition(":")
    code, _colon, month = rest.rpartition(":")
    try:
        return AnonymousGroup(int(office), code, date.fromisoformat(month))
    except ValueError:
        raise UnreadableError("group") from None
