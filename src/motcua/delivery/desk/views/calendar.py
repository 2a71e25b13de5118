"""What changes of the calendar moved, for those who lead."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from motcua.delivery.desk.access import AtWork, officers_only
from motcua.delivery.desk.frame import desk_page
from motcua.domain.dossiers.calendar_change.queries import calendar_changes, moved_dossiers

PAGE = 100


@require_GET
@officers_only
def calendar(request: HttpRequest, by: AtWork) -> HttpResponse:
    """The latest changes that concern the officer's offices."""
    return desk_page(request, by, "desk/calendar.html", {"changes": calendar_changes(by.scope)})


@require_GET
@officers_only
def calendar_change(request: HttpRequest, by: AtWork, change_id: int) -> HttpResponse:
    """The dossiers in the officer's sight whose appointments one change moved."""
    change = next((each for each in calendar_changes(by.scope) if each.id == change_id), None)
    if change is None:
        raise Http404
    typed = request.GET.get("tu", "0")
    first = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 8 else 0
    moved = moved_dossiers(change_id, by.scope, first=first, size=PAGE)
    words = {"change": change, "moved": moved, "following": first + PAGE if len(moved) == PAGE else 0}
    return desk_page(request, by, "desk/calendar_change.html", words)
