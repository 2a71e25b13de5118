"""Rating a dossier: from its page after signing in, or by the link of a message without."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.delivery.portal.access import Citizen, citizens_only
from motcua.delivery.portal.presenters.standing import office_name
from motcua.delivery.ui.problems import not_found
from motcua.delivery.ui.rating import posted_answers, shown_rating
from motcua.delivery.ui.words import in_language
from motcua.domain.dossiers.errors import NoSuchDossierError
from motcua.domain.dossiers.queries.page import dossier_for_person
from motcua.domain.feedback.errors import FeedbackError, ForgedLinkError, NoQuestionsError
from motcua.domain.feedback.links import subject_of
from motcua.domain.feedback.queries.rating import rating_page
from motcua.domain.feedback.services.rating import rate
from motcua.domain.feedback.types import Answers, Door, MayRate, Rater, RatingPage
from motcua.infra import clock
from motcua.infra.ratelimit import limited

# A waiting room behind one address may rate; whoever tries links or floods an office is told to wait.
few_ratings = limited("rating", 120, timedelta(minutes=5))
_STATUS = {MayRate.NOT_YET: 409, MayRate.OVER: 410}


@require_http_methods(["GET", "POST"])
@few_ratings
@citizens_only
def own(request: HttpRequest, me: Citizen, dossier_id: UUID) -> HttpResponseBase:
    """Rate a dossier of one's own."""
    subject_ref = dossier_for_person(dossier_id, me.person_id)
    return _rating(request, subject_ref, Rater(Door.PORTAL, person_id=me.person_id), me.now)


@require_http_methods(["GET", "POST"])
@never_cache
@few_ratings
def by_link(request: HttpRequest, code: str) -> HttpResponseBase:
    """Rate by the link of a message; who has it need not sign in, and learns no more than the procedure."""
    try:
        return _rating(request, subject_of(code), Rater(Door.LINK), clock.now())
    except ForgedLinkError as forged:
        return render(request, "portal/rating_told.html", {"told": in_language(forged)}, status=404)
    except NoSuchDossierError:
        return not_found(request)


def _rating(request: HttpRequest, subject_ref: UUID, rater: Rater, now: datetime) -> HttpResponseBase:
    try:
        page = rating_page(subject_ref, rater, now)
    except NoQuestionsError as error:
        return render(request, "portal/rating_told.html", {"told": in_language(error)}, status=503)
    offered = page.may in (MayRate.YES, MayRate.CHANGE)
    if request.method == "POST":
        answers = posted_answers(request.POST, page.questions)
        try:
            rate(subject_ref, answers, rater, now)
        except FeedbackError as refusal:
            why = in_language(refusal)
            return _form(request, page, rater, answers, why) if offered else _told(request, page, rater, why)
        return redirect(f"{request.path}?xong=1")
    return _form(request, page, rater) if offered and "xong" not in request.GET else _told(request, page, rater)


def _form(
    request: HttpRequest, page: RatingPage, rater: Rater, typed: Answers | None = None, problem: str = ""
) -> HttpResponse:
    words = {**_words(page, rater), "rating": shown_rating(page, typed), "problem": problem}
    return _private(render(request, "portal/rating.html", words, status=422 if problem else 200))


def _told(request: HttpRequest, page: RatingPage, rater: Rater, told: str = "") -> HttpResponse:
    status = _STATUS.get(page.may, 409 if told else 200)
    thanked = "xong" in request.GET and page.may in (MayRate.DONE, MayRate.CHANGE)
    words = {**_words(page, rater), "told": told, "thanked": thanked}
    return _private(render(request, "portal/rating_told.html", words, status=status))


def _words(page: RatingPage, rater: Rater) -> dict[str, object]:
    return {"page": page, "office": office_name(page.office_id), "own": rater.person_id is not None}


def _private(answer: HttpResponse) -> HttpResponse:
    """No search engine keeps a link that somebody has passed on."""
    answer["X-Robots-Tag"] = "noindex"
    return answer
