from __future__ import annotations

from hashlib import sha256
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from motcua.delivery.desk import lists
from motcua.delivery.desk.access import AtWork, officers_only
from motcua.delivery.desk.frame import desk_page
from motcua.delivery.desk.inbox_page import batch_officers, grouped
from motcua.domain.dossiers.queries.apologies import owed_apologies
from motcua.domain.dossiers.queries.inbox import Inbox, Urgency, Whose, inbox_counts
from motcua.domain.dossiers.queries.inbox import inbox as inbox_of
from motcua.domain.dossiers.queries.linked import silent_parts


@require_GET
@officers_only
def inbox(request: HttpRequest, by: AtWork) -> HttpResponse:
    """The list of tasks."""
    choice = lists.read_choice(request.GET, {} if "xem" in request.GET else inbox_counts(by.scope))
    found = inbox_of(by.scope, choice.wanted, by.now, first=choice.first, size=lists.PAGE)
    lists.remember(request, choice)
    words = {
        **_counted(choice, found),
        "groups": grouped(found.rows, headed=choice.wanted.urgency is None),
        "officers": batch_officers(found.rows, by),
        "command": uuid4(),
        "silent": silent_parts(by.scope, by.now),
        "apologies": owed_apologies(by.scope, by.now),
        "first": choice.first + 1,
        "last": choice.first + len(found.rows),
        "previous": choice.query(page=choice.page - 1) if choice.page > 1 else "",
        "next": choice.query(page=choice.page + 1) if choice.first + len(found.rows) < found.total else "",
    }
    return desk_page(request, by, "desk/inbox.html", words)


@require_GET
@officers_only
def news(request: HttpRequest, by: AtWork) -> HttpResponse:
    """The counts of a list anew, for a page that lies open; their mark tells whether the list itself has changed."""
    choice = lists.read_choice(request.GET, {})
    found = inbox_of(by.scope, choice.wanted, by.now, first=choice.first, size=lists.PAGE)
    return render(request, "desk/inbox_counts.html", _counted(choice, found))


def _counted(choice: lists.ListChoice, found: Inbox) -> dict[str, object]:
    """What the head of the list shows."""
    wanted = choice.wanted
    return {
        "inbox": found,
        "choice": choice,
        "here": choice.query(page=choice.page),
        "mark": _mark(found),
        "parts": [(whose, found.by_whose[whose], choice.query(whose=whose)) for whose in Whose],
        "urgencies": [
            (each, found.by_urgency[each], choice.query(urgency=None if wanted.urgency is each else each))
            for each in Urgency
        ],
        "all": (sum(found.by_urgency.values()), choice.query(urgency=None)),
    }


def _mark(found: Inbox) -> str:
    """Changes when a task comes, goes or changes hands; not when only time passes."""
    rows = [f"{row.dossier.id}{row.task.n}{row.task.holder_id}{row.task.started_at}" for row in found.rows]
    return sha256("".join(rows).encode()).hexdigest()[:16]
