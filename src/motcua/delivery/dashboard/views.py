from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from motcua.delivery.dashboard.listed import OPEN_WORDS, PERIOD_WORDS, listed
from motcua.delivery.dashboard.page import BAR, leader_page
from motcua.delivery.dashboard.periods import chosen, names
from motcua.delivery.dashboard.satisfaction import BAR as SCORE_BAR
from motcua.delivery.dashboard.satisfaction import USUAL as USUAL_MONTHS
from motcua.delivery.dashboard.satisfaction import by_names, period_names, satisfaction_page
from motcua.delivery.desk.access import AtWork, officers_only
from motcua.delivery.desk.frame import desk_page, office_name
from motcua.delivery.ui.words import in_language
from motcua.domain.dossiers.errors import NotAllowedError
from motcua.domain.feedback.errors import NoQuestionsError
from motcua.domain.identity.types import Agency
from motcua.domain.reporting.policies import led_agencies


@require_GET
@officers_only
def leader(request: HttpRequest, by: AtWork) -> HttpResponse:
    """The page of a leader."""
    return desk_page(request, by, "dashboard/leader.html", _figures(request, by))


@require_GET
@officers_only
def figures(request: HttpRequest, by: AtWork) -> HttpResponse:
    """The same figures anew, for a page that lies open."""
    return render(request, "dashboard/figures.html", _figures(request, by))


@require_GET
@officers_only
def dossiers(request: HttpRequest, by: AtWork, word: str) -> HttpResponse:
    """The very dossiers behind a figure: which step, who has it, since when; or how they came out in a period."""
    code = request.GET.get("co-quan", "")
    agencies = [agency for agency in _led(by) if code in ("", agency.code)]
    if not agencies or word not in group_names():
        raise Http404
    asked = request.GET.get("trang", "1")
    number = int(asked) if asked.isdecimal() and 0 < int(asked) <= 1000 else 1
    period = chosen(request.GET.get("ky", ""), by.now.date()) if word in PERIOD_WORDS else None
    kept = {"co-quan": code, "ky": period.word if period else ""}
    words = {
        "word": word,
        "kept": urlencode({name: value for name, value in kept.items() if value}),
        "where": office_name(agencies[0]) if code else "",
        "period": period,
        "listed": listed(agencies, word, period, number, by),
        "groups": [(each, group_names()[each]) for each in (PERIOD_WORDS if period else OPEN_WORDS)],
        "group": group_names()[word],
        "place": "dashboard",
    }
    return desk_page(request, by, "dashboard/dossiers.html", words)


@require_GET
@officers_only
def satisfaction(request: HttpRequest, by: AtWork) -> HttpResponse:
    """How satisfied people are with the agencies that somebody leads, by procedure, office or step."""
    agencies, groups, periods = _led(by), by_names(), period_names()
    group = request.GET.get("theo", "")
    period = request.GET.get("ky", "")
    words: dict[str, object] = {
        "groups": groups.items(),
        "periods": periods.items(),
        "scale": SCORE_BAR,
        "place": "dashboard",
    }
    try:
        words["page"] = satisfaction_page(
            agencies,
            group if group in groups else next(iter(groups)),
            period if period in periods else USUAL_MONTHS,
            by.now.date(),
        )
    except NoQuestionsError as error:
        words["told"] = in_language(error)
    return desk_page(request, by, "dashboard/satisfaction.html", words)


def group_names() -> dict[str, str]:
    """How the groups of dossiers behind the figures are called, by the words of their addresses."""
    return {
        "qua-han": _("Quá hạn"),
        "sap-den-han": _("Sắp đến hạn"),
        "trong-han": _("Trong hạn"),
        "cho-nguoi-nop": _("Chờ người nộp"),
        "chua-tiep-nhan": _("Chưa tiếp nhận"),
        "da-tiep-nhan": _("Đã tiếp nhận"),
        "truoc-han": _("Trước hạn"),
        "dung-han": _("Đúng hạn"),
        "tre-han": _("Trễ hạn"),
        "khong-tiep-nhan": _("Không tiếp nhận"),
        "rut": _("Rút"),
        "dung": _("Dừng"),
        "phan-tiep-nhan": _("Phần liên thông đã tiếp nhận"),
        "phan-dung-han": _("Phần liên thông đúng hạn"),
        "phan-tre-han": _("Phần liên thông trễ hạn"),
    }


def _figures(request: HttpRequest, by: AtWork) -> dict[str, object]:
    period = chosen(request.GET.get("ky", ""), by.now.date())
    return {
        "leader": leader_page(_led(by), period, by),
        "periods": names().items(),
        "now": by.now,
        "bar": BAR,
        "place": "dashboard",
    }


def _led(by: AtWork) -> tuple[Agency, ...]:
    led = led_agencies(by.scope, by.now.date())
    if not led:
        raise NotAllowedError(
            "Trang điều hành dành cho lãnh đạo của một cơ quan giải quyết hồ sơ.",
            "This page is for those who lead an agency that decides dossiers.",
        )
    return led
