from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from motcua.delivery.desk.access import AtWork, officers_only
from motcua.delivery.desk.frame import desk_page
from motcua.delivery.ui.told import page_number, shown_inbox
from motcua.domain.notifications.queries import inbox, inbox_size
from motcua.domain.notifications.services import mark_read_by_officer

PAGE = 30


@require_GET
@officers_only
def told(request: HttpRequest, by: AtWork) -> HttpResponse:
    """What the system has told the officer: reminders, escalations, dissatisfied people; the newest first."""
    number = page_number(request.GET)
    items = inbox(officer_id=by.officer_id, first=(number - 1) * PAGE, size=PAGE)
    words = {"inbox": shown_inbox(items, number, PAGE, inbox_size(officer_id=by.officer_id)), "place": "told"}
    return desk_page(request, by, "desk/told.html", words)


@require_http_methods(["POST"])
@officers_only
def read(request: HttpRequest, by: AtWork) -> HttpResponseBase:
    """Note what was read: those named by the page."""
    ids = [int(each) for each in request.POST.getlist("id") if each.isascii() and each.isdecimal() and len(each) < 19]
    mark_read_by_officer(by.officer_id, ids, by.now)
    return redirect("desk:told")
