from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from motcua.delivery.dashboard.page import BAR, WORDS, leader_page
from motcua.delivery.dashboard.periods import chosen, names
from motcua.delivery.desk.access import AtWork, officers_only
from motcua.delivery.desk.frame import desk_page, office_name
from motcua.domain.dossiers.errors import NotAllowedError
from motcua.domain.dossiers.queries.open import OpenGroup, open_dossiers
from motcua.domain.identity.types import Agency
from motcua.domain.reporting.policies import led_agencies

PAGE = 50


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
    """The very dossiers behind a figure: which step, who has it, since when."""
    if word not in WORDS:
        raise Http404
    led = _led(by)
    code = request.GET.get("co-quan", "")
    agencies = [agency for agency in led if code in ("", agency.code)]
    if not agencies:
        raise Http404
    asked = request.GET.get("trang", "1")
    page = int(asked) if asked.isdecimal() and 0 < int(asked) <= 1000 else 1
    rows = open_dossiers([each.id for each in agencies], WORDS[word], by.now, first=(page - 1) * PAGE, size=PAGE + 1)
    words = {
        "word": word,
        "code": code,
        "where": office_name(agencies[0]) if code else "",
        "rows": rows[:PAGE],
        "groups": [(each, group_names()[group]) for each, group in WORDS.items()],
        "group": group_names()[WORDS[word]],
        "previous": page - 1,
        "next": page + 1 if len(rows) > PAGE else 0,
        "place": "dashboard",
    }
    return desk_page(request, by, "dashboard/dossiers.html", words)


def group_names() -> dict[OpenGroup, str]:
    """How the groups of undecided dossiers are called."""
    return {
        OpenGroup.LATE: _("Quá hạn"),
        OpenGroup.SOON: _("Sắp đến hạn"),
        OpenGroup.IN_TIME: _("Trong hạn"),
        OpenGroup.WAITING: _("Chờ người nộp"),
        OpenGroup.SUBMITTED: _("Chưa tiếp nhận"),
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
