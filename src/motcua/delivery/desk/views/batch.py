from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.delivery.desk.access import AtWork, officers_only
from motcua.delivery.desk.batch import BatchAct, Did, do_all
from motcua.delivery.desk.frame import desk_page
from motcua.delivery.desk.posted import Posted, task_mark
from motcua.domain.dossiers.services import steps

MOST = 200


@require_http_methods(["GET", "POST"])
@officers_only
def batch(request: HttpRequest, by: AtWork) -> HttpResponse:
    """Do one thing with many tasks, each in a transaction of its own; then say of each what became of it. Whoever only
    looks is led to the list.
    """
    if request.method == "GET":
        return redirect("desk:inbox")
    posted = Posted(request.POST)
    back = f"{reverse('desk:inbox')}?{posted.words('back')}"
    if posted.has("claim"):
        return _claim(request, by, posted, back)
    marks = [task_mark(each) for each in posted.each("task")][:MOST]
    chosen, missing = _chosen(posted)
    if not marks or chosen is None:
        messages.warning(request, missing if marks else _("Hãy đánh dấu ít nhất một hồ sơ."), extra_tags="soon")
        return redirect(back)
    report = do_all(chosen, marks, posted.command, by)
    words = {"report": report, "done": sum(each.done for each in report), "back": back}
    return desk_page(request, by, "desk/batch.html", words)


def _claim(request: HttpRequest, by: AtWork, posted: Posted, back: str) -> HttpResponse:
    """Take one task without opening it."""
    mark = task_mark(posted.words("claim"))
    [did] = do_all(lambda dossier, n, kind, one: steps.claim_task(dossier, n, one, kind), [mark], posted.command, by)
    _say(request, did)
    return redirect(back)


def _say(request: HttpRequest, did: Did) -> None:
    if did.done:
        messages.success(request, _("Ông/bà đã nhận việc này."), extra_tags="done")
    else:
        messages.warning(request, did.why, extra_tags="soon")


def _chosen(posted: Posted) -> tuple[BatchAct | None, str]:
    """The act of the button that was pressed; else what is missing for it."""
    match posted.words("act"):
        case "forward":
            return lambda dossier, n, kind, one: steps.forward_task(dossier, n, one), ""
        case "assign" if posted.words("officer").isdecimal():
            officer = int(posted.words("officer"))
            return lambda dossier, n, kind, one: steps.hand_out(dossier, n, officer, one, kind), ""
        case "assign":
            return None, _("Hãy chọn cán bộ được phân công.")
        case _:
            return None, _("Hãy chọn việc cần làm với các hồ sơ đã đánh dấu.")
