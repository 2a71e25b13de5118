"""The tablet that stands before people at the counter, in the clerk's session. It has no way to anywhere else, and is
ready for the next person by itself.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from motcua.delivery.desk.access import AtWork, officers_only
from motcua.delivery.desk.posted import clean
from motcua.delivery.desk.views.counter import must_sit_at_the_counter
from motcua.delivery.ui.rating import posted_answers, shown_rating
from motcua.delivery.ui.words import in_language
from motcua.domain.dossiers.errors import NoSuchDossierError
from motcua.domain.dossiers.queries.page import dossier_by_key, dossier_for_officer
from motcua.domain.feedback.errors import FeedbackError, NoQuestionsError
from motcua.domain.feedback.queries.rating import rating_page
from motcua.domain.feedback.questionnaire import questionnaire
from motcua.domain.feedback.services.rating import rate
from motcua.domain.feedback.services.tablet import dismiss, invited
from motcua.domain.feedback.types import Answers, Door, MayRate, Rater, RatingPage
from motcua.infra.ratelimit import limited

LONGEST_CODE = 60
# A tablet asks every few seconds whether somebody is invited, and is passed from hand to hand.
few_codes = limited("tablet", 300, timedelta(minutes=5))
_WHY = {
    MayRate.NOT_YET: lambda: _("Hồ sơ này chưa trả kết quả nên chưa đánh giá được."),
    MayRate.OVER: lambda: _("Đã hết hạn đánh giá hồ sơ này."),
    MayRate.DONE: lambda: _("Hồ sơ này đã được đánh giá. Xin cảm ơn."),
}


@require_GET
@officers_only
@few_codes
def wait(request: HttpRequest, by: AtWork) -> HttpResponseBase:
    """The tablet at rest: it goes to the dossier just returned by itself, or takes a code that somebody types."""
    must_sit_at_the_counter(by)
    typed = clean(request.GET.get("ma", ""))[:LONGEST_CODE]
    if typed:
        return _by_code(request, by, typed)
    if (subject_ref := invited(by.officer_id, by.now)) is not None:
        return redirect("desk:tablet_rating", subject_ref)
    return _resting(request)


@require_http_methods(["GET", "POST"])
@officers_only
def ask(request: HttpRequest, by: AtWork, subject_ref: UUID) -> HttpResponseBase:
    """One dossier: a touch on a face is a rating."""
    must_sit_at_the_counter(by)
    dossier_for_officer(subject_ref, by.scope)
    rater = Rater(Door.TABLET, officer_id=by.officer_id)
    try:
        page = rating_page(subject_ref, rater, by.now)
    except NoQuestionsError as error:
        return _resting(request, in_language(error), status=503)
    if page.may is not MayRate.YES:
        dismiss(by.officer_id)
        return _resting(request, _WHY[page.may](), status=409)
    if request.method == "POST":
        answers = posted_answers(request.POST, page.questions)
        try:
            rate(subject_ref, answers, rater, by.now)
        except FeedbackError as refusal:
            return _page(request, page, answers, in_language(refusal))
        return redirect("desk:tablet_thanks")
    return _page(request, page)


@require_GET
@officers_only
def thank(request: HttpRequest, by: AtWork) -> HttpResponse:
    """Thanks, and after some seconds the next person."""
    words = {"seconds": questionnaire().thanked_seconds}
    return render(request, "desk/tablet/thanks.html", words)


@require_http_methods(["POST"])
@officers_only
def leave(request: HttpRequest, by: AtWork) -> HttpResponseBase:
    """Whoever was asked does not want to, or has gone."""
    dismiss(by.officer_id)
    return redirect("desk:tablet")


def _by_code(request: HttpRequest, by: AtWork, typed: str) -> HttpResponseBase:
    try:
        subject_ref = dossier_for_officer(dossier_by_key(typed), by.scope)
    except NoSuchDossierError:
        problem = _("Không tìm thấy hồ sơ “%(typed)s” ở quầy này. Hãy so lại từng chữ với giấy hẹn.")
        return _resting(request, problem % {"typed": typed}, typed, 404)
    return redirect("desk:tablet_rating", subject_ref)


def _resting(request: HttpRequest, problem: str = "", typed: str = "", status: int = 200) -> HttpResponse:
    words = {"problem": problem, "typed": typed}
    return render(request, "desk/tablet/wait.html", words, status=status)


def _page(request: HttpRequest, page: RatingPage, typed: Answers | None = None, problem: str = "") -> HttpResponse:
    words = {
        "page": page,
        "rating": shown_rating(page, typed),
        "problem": problem,
        "seconds": questionnaire().idle_seconds,
        "at_rest": reverse("desk:tablet"),
    }
    return render(request, "desk/tablet/ask.html", words, status=422 if problem else 200)
