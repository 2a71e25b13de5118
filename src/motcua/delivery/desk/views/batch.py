from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.delivery.desk.access import AtWork, officers_only
from motcua.delivery.desk.batch import BatchAct, Did, TaskMark, do_all
from motcua.delivery.desk.frame import desk_page
from motcua.delivery.desk.posted import Posted, task_mark
from motcua.delivery.desk.signing_batch import offered, to_sign, told_one_by_one
from motcua.delivery.ui.words import in_language
from motcua.domain.dossiers.errors import SignatureError
from motcua.domain.dossiers.services import steps
from motcua.domain.dossiers.services.pens import KeyPen
from motcua.domain.dossiers.services.signing import sign_many

MOST = 200


@require_http_methods(["GET", "POST"])
@officers_only
def batch(request: HttpRequest, by: AtWork) -> HttpResponseBase:
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
    if marks and posted.words("act") in ("sign", "signed"):
        return _sign(request, by, posted, marks)
    chosen, missing = _chosen(posted)
    if not marks or chosen is None:
        messages.warning(request, missing if marks else _("Hãy đánh dấu ít nhất một hồ sơ."), extra_tags="soon")
        return redirect(back)
    report = do_all(chosen, marks, posted.command, by)
    words = {"report": report, "done": sum(each.done for each in report), "back": back}
    return desk_page(request, by, "desk/batch.html", words)


def _sign(request: HttpRequest, by: AtWork, posted: Posted, marks: list[TaskMark]) -> HttpResponseBase:
    """Ask once for what is to be signed and for the PIN; then sign, telling of each dossier as it is done."""
    back = f"{reverse('desk:inbox')}?{posted.words('back')}"
    pen, why = KeyPen(by.officer_id, posted.pin), ""
    if posted.words("act") == "signed":
        tasks = to_sign(marks)
        try:
            done = sign_many(tasks, by.one_click(posted.command), pen)
            return StreamingHttpResponse(told_one_by_one(request, by, done, len(tasks), back))
        except SignatureError as error:
            why = in_language(error)
    words = {
        "offered": offered(marks, by),
        "key": pen.officers_key(),
        "command": uuid4(),
        "back": back,
        "query": posted.words("back"),
        "why": why,
    }
    return desk_page(request, by, "desk/sign_many.html", words, 422 if why else 200)


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
