"""The form of a test dossier, filled in for an invented person and changed as the tester likes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.core.procedure import Procedure
from motcua.delivery.lab.access import Reformer, reformers_only
from motcua.delivery.lab.filing import FilingAsked, filing_asked
from motcua.delivery.lab.frame import Opened, lab_page
from motcua.delivery.lab.sheets import vocabulary
from motcua.delivery.ui.filling import (
    FilledForm,
    PageProblem,
    anchor,
    button_pressed,
    fill_in,
    posted_values,
    with_row_act,
    without_empty_rows,
)
from motcua.delivery.ui.problems import problem
from motcua.delivery.ui.words import in_language, language
from motcua.domain.dossiers import trial
from motcua.domain.dossiers.errors import DossierError, InvalidFilingError
from motcua.domain.dossiers.forms import filing_context
from motcua.domain.dossiers.parties import applicant_kind


@dataclass(frozen=True, slots=True)
class _Filing:
    """The version that is tried, and how its dossier shall be filed."""

    opened: Opened
    procedure: Procedure
    asked: FilingAsked


@require_http_methods(["GET", "POST"])
@reformers_only
def trial_form(request: HttpRequest, by: Reformer, n: int) -> HttpResponse:
    """Fill in the form of a test dossier as citizens do, and file it. Its address says for which case, how, by whom."""
    opened = Opened(n, by)
    procedure = opened.procedure
    if procedure is None:
        return _unreadable(request) if request.method == "POST" else redirect("lab:trials", n)
    at = _Filing(opened, procedure, filing_asked(request.GET, procedure))
    if request.method == "POST":
        return _take(request, by, at)
    sample = trial.sample_form(n, at.asked.case, at.asked.channel, by.now, at.asked.seed)
    return _page(request, by, at, _filled(by, at, sample.form))


def _take(request: HttpRequest, by: Reformer, at: _Filing) -> HttpResponse:
    """A row more or less, or the dossier filed; what the form refuses is told at its fields."""
    fields = [field for section in at.procedure.form.sections for field in section.fields]
    typed = posted_values(fields, request.POST)
    pressed = button_pressed(request.POST)
    if pressed:
        return _page(request, by, at, _filled(by, at, with_row_act(typed, pressed, fields)))
    typed = without_empty_rows(typed, fields)
    filled = _filled(by, at, typed, judged=True)
    if filled.problems:
        return _page(request, by, at, filled, filled.problems)
    n, asked = at.opened.card.id, at.asked
    try:
        officer = by.author.officer_id
        started = trial.start_trial(n, asked.case, asked.channel, officer, by.now, form=typed, seed=asked.seed)
    except InvalidFilingError as refused:
        return _page(request, by, at, filled, _told(refused))
    except DossierError as refused:
        return _page(request, by, at, filled, (PageProblem(in_language(refused), ""),))
    return redirect("lab:trial", n, started)


def _filled(by: Reformer, at: _Filing, raw: Mapping[str, Any], *, judged: bool = False) -> FilledForm:
    kind = applicant_kind(at.procedure, raw).value
    context = filing_context(at.asked.case, at.asked.channel.value, kind, by.now)
    return fill_in(at.procedure.form, raw, context=context, language=language(), judged=judged)


def _told(refused: InvalidFilingError) -> tuple[PageProblem, ...]:
    """What the act refuses, each at its field."""
    is_vietnamese = language() == "vi"
    return tuple(PageProblem(vi if is_vietnamese else en, anchor(path)) for path, vi, en in refused.problems)


def _page(
    request: HttpRequest, by: Reformer, at: _Filing, filled: FilledForm, problems: tuple[PageProblem, ...] = ()
) -> HttpResponse:
    words = {
        "opened": at.opened,
        "place": "thu",
        "case": at.procedure.cases.get(at.asked.case),
        "channel": dict(vocabulary.channels())[at.asked.channel],
        "filled": filled,
        "problems": problems,
    }
    return lab_page(request, by, "lab/trial_form.html", words, 422 if problems else 200)


def _unreadable(request: HttpRequest) -> HttpResponse:
    return problem(
        request,
        409,
        _("Gói vừa trở nên không đọc được"),
        _("Trong lúc ông/bà điền đơn, bản soạn đã có lỗi nên chưa nộp được hồ sơ thử."),
        _("Hãy sửa lỗi ở một trang khác, rồi tải lại trang này để gửi lại đơn vừa điền."),
    )
