"""What the city has told a citizen, by which ways it does, and messages to this browser."""

from __future__ import annotations

from datetime import timedelta

import orjson
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from motcua.delivery.portal.access import Citizen, citizens_only
from motcua.delivery.portal.presenters.told import preferences_page, wanted
from motcua.delivery.ui.told import page_number, shown_inbox
from motcua.delivery.ui.words import in_language
from motcua.domain.notifications.queries import inbox, inbox_size
from motcua.domain.notifications.services import mark_read, save_preferences, subscribe_push, unsubscribe_push
from motcua.domain.notifications.types import BadSubscriptionError
from motcua.infra.ratelimit import limited

PAGE = 20
LONGEST_BODY = 8000
few_changes = limited("told", 60, timedelta(minutes=5))


@require_GET
@citizens_only
def told(request: HttpRequest, me: Citizen) -> HttpResponse:
    """The messages, newest first."""
    number = page_number(request.GET)
    items = inbox(person_id=me.person_id, first=(number - 1) * PAGE, size=PAGE)
    words = {"inbox": shown_inbox(items, number, PAGE, inbox_size(person_id=me.person_id)), "here": "told"}
    return render(request, "portal/told.html", words)


@require_http_methods(["POST"])
@citizens_only
def read(request: HttpRequest, me: Citizen) -> HttpResponseBase:
    """Note what was read: those named by the page."""
    ids = [int(each) for each in request.POST.getlist("id") if each.isascii() and each.isdecimal() and len(each) < 19]
    mark_read(me.person_id, ids, me.now)
    return redirect("portal:told")


@require_http_methods(["GET", "POST"])
@few_changes
@citizens_only
def preferences(request: HttpRequest, me: Citizen) -> HttpResponseBase:
    """By which ways and in which language somebody wants to hear from the city."""
    if request.method == "POST":
        save_preferences(me.person_id, wanted(request.POST, me.person_id), me.now)
        messages.success(request, _("Đã lưu cách nhận tin của ông/bà."), extra_tags="done")
        return redirect("portal:told_preferences")
    words = {"page": preferences_page(me.person_id), "here": "told"}
    return render(request, "portal/told_preferences.html", words)


@require_http_methods(["POST"])
@few_changes
@citizens_only
def browser(request: HttpRequest, me: Citizen) -> HttpResponse:
    """Reach this browser by web push from now on, or no more: `{"subscription": …, "on": true}`."""
    try:
        asked = orjson.loads(request.body[:LONGEST_BODY])
        subscription, is_on = dict(asked["subscription"]), asked["on"]
        if is_on is True:
            subscribe_push(me.person_id, subscription, me.now)
        else:
            unsubscribe_push(me.person_id, str(subscription["endpoint"]))
    except BadSubscriptionError as error:
        return JsonResponse({"why": in_language(error)}, status=422)
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError):
        return JsonResponse({"why": in_language(BadSubscriptionError())}, status=422)
    return JsonResponse({"on": is_on is True})


@require_GET
def worker(request: HttpRequest) -> HttpResponse:
    """The script that shows messages while no page is open. Its address never changes, for browsers remember it, and it
    lies at the root, for from there it may speak for all pages.
    """
    answer = render(request, "portal/push_worker.js", content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer
