from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from motcua.delivery.desk import counter_page as counter
from motcua.delivery.desk.access import AtWork, officers_only
from motcua.delivery.desk.caller import found_by_number, read_caller, told_to
from motcua.delivery.desk.counter_page import CounterPage, TakingIn
from motcua.delivery.desk.dossier_page import shown_letters
from motcua.delivery.desk.frame import desk_page
from motcua.delivery.desk.posted import Posted, clean
from motcua.delivery.desk.taking_in import Bay, bays, missing, paper_problems, papers_of, taken_scans
from motcua.delivery.ui.filling import (
    PageProblem,
    anchor,
    button_pressed,
    posted_values,
    with_row_act,
    without_empty_rows,
)
from motcua.delivery.ui.words import in_language
from motcua.domain.catalogue import queries as catalogue
from motcua.domain.catalogue.types import NotOfferedError
from motcua.domain.dossiers.errors import DossierError, InvalidFilingError, NotAllowedError
from motcua.domain.dossiers.policies import receives_for
from motcua.domain.dossiers.queries.own import goes_to_the_applicant
from motcua.domain.dossiers.queries.page import dossier_for_officer, dossier_page
from motcua.domain.dossiers.services.intake import Intake, take_in

LONGEST = 100
LOOK_UP, HAND_IN = "_look_up", "_hand_in"


@require_GET
@officers_only
def find(request: HttpRequest, by: AtWork) -> HttpResponse:
    """Which procedure the person has come for."""
    must_sit_at_the_counter(by)
    text = clean(request.GET.get("q", ""))[:LONGEST]
    words = {"text": text, "offered": counter.offered(text, by), "place": "counter"}
    if request.headers.get("HX-Request"):
        return render(request, "desk/counter/offered.html", words)
    return desk_page(request, by, "desk/counter/find.html", words)


@require_http_methods(["GET", "POST"])
@officers_only
def take(request: HttpRequest, by: AtWork, code: str) -> HttpResponse:
    """Take one dossier in. Nothing is accepted but by its own button; all others only show the page anew."""
    must_sit_at_the_counter(by)
    try:
        procedure = catalogue.version(catalogue.published(code, by.now.date()))
    except NotOfferedError:
        raise Http404 from None
    if not counter.ways_of(procedure):
        raise Http404
    if request.method == "GET":
        return _page(request, by, counter.begun(procedure, Posted(request.GET)), [])
    posted = Posted(request.POST)
    taking = _typed(request, counter.begun(procedure, posted))
    return _hand_in(request, by, taking) if posted.has(HAND_IN) else _page(request, by, taking, [])


@require_GET
@officers_only
def receipt(request: HttpRequest, by: AtWork, dossier_id: UUID) -> HttpResponse:
    """What to tell and to print when a dossier was taken in, and the next person."""
    must_sit_at_the_counter(by)
    page = dossier_page(dossier_for_officer(dossier_id, by.scope), by.now)
    letters = [each for each in shown_letters(page) if goes_to_the_applicant(page.procedure, each.letter.key)]
    words = {"page": page, "card": page.card, "letters": letters, "place": "counter"}
    return desk_page(request, by, "desk/counter/receipt.html", words)


def must_sit_at_the_counter(by: AtWork) -> None:
    """Refuse an officer who receives for no office."""
    if not receives_for(by.scope):
        raise NotAllowedError(
            "Quầy tiếp nhận dành cho cán bộ bộ phận một cửa.", "The counter is for the officers of the one-stop shop."
        )


def _typed(request: HttpRequest, taking: TakingIn) -> TakingIn:
    posted = Posted(request.POST)
    raw = posted_values(taking.fields, request.POST)
    pressed = button_pressed(request.POST)
    raw = with_row_act(raw, pressed, taking.fields) if pressed else without_empty_rows(raw, taking.fields)
    caller = read_caller(posted)
    if _asks_who(posted):
        caller = found_by_number(caller)
        if posted.has("caller_is_applicant"):
            raw = told_to(taking.procedure.form, raw, caller)
    return counter.with_form(taking, raw, caller)


def _asks_who(posted: Posted) -> bool:
    """Whether the caller is to be found. A number without a name asks for it too: an Enter that came before the page's
    script presses the form's first button.
    """
    caller = read_caller(posted)
    return posted.has(LOOK_UP) or bool(caller.personal_id and not caller.full_name and not posted.has(HAND_IN))


def _hand_in(request: HttpRequest, by: AtWork, taking: TakingIn) -> HttpResponse:
    filled = counter.filled_in(taking, by, judged=True)
    taken, refused = _bays(request, by, taking)
    problems = [*refused, *filled.problems, *paper_problems(taken), *missing(taken)]
    if not taking.caller.full_name:
        problems.insert(0, PageProblem(_("Hãy ghi họ tên người nộp."), "caller_name"))
    if problems:
        return _page(request, by, taking, problems, taken, judged=True)
    try:
        papers = papers_of(taken, by)
        intake = Intake(taking.procedure.code, taking.case_key, taking.way, taking.caller, taking.raw, papers)
        filed = take_in(intake, by.one_click(Posted(request.POST).command))
    except InvalidFilingError as error:
        problems = [
            PageProblem(vi if counter.language() == "vi" else en, _place(path)) for path, vi, en in error.problems
        ]
        return _page(request, by, taking, problems, taken, judged=True)
    except NotAllowedError:
        raise
    except DossierError as error:
        return _page(request, by, taking, [PageProblem(in_language(error), "")], taken)
    messages.success(request, _("Đã nhận hồ sơ."), extra_tags="done")
    return redirect("desk:receipt", filed.dossier_id)


def _place(path: str) -> str:
    return path if path.startswith("caller_") else anchor(path)


def _bays(request: HttpRequest, by: AtWork, taking: TakingIn) -> tuple[tuple[Bay, ...], list[PageProblem]]:
    case = taking.procedure.cases[taking.case_key]
    scans, refused = taken_scans(request, case.components, by)
    states = counter.needed(taking, counter.filled_in(taking, by, judged=False))
    return bays(states, Posted(request.POST), scans), refused


def _page(
    request: HttpRequest,
    by: AtWork,
    taking: TakingIn,
    problems: list[PageProblem],
    taken: tuple[Bay, ...] | None = None,
    *,
    judged: bool = False,
) -> HttpResponse:
    if taken is None:
        taken, problems = _bays(request, by, taking)
    filled = counter.filled_in(taking, by, judged=judged)
    page = CounterPage(
        taking=taking,
        ways=counter.ways_of(taking.procedure),
        filled=filled,
        bays=taken,
        looked_up=tuple(each for each in counter.needed(taking, filled) if not each.asked_for),
        prospect=counter.told(taking, filled, by),
        problems=problems,
    )
    words = {
        "counter": page,
        "filled": filled,
        "command": request.POST.get("command") or uuid4(),
        "is_applicant": request.method == "GET" or "caller_is_applicant" in request.POST,
        "looked_up_now": _asks_who(Posted(request.POST)),
        "place": "counter",
    }
    if request.headers.get("HX-Request"):
        return render(request, "desk/counter/ahead.html", words)
    return desk_page(request, by, "desk/counter/take.html", words, 422 if problems else 200)
