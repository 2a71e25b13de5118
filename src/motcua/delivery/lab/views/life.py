"""The acts in the life of a version and of its procedure. What each leads to is said on the page before it is done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.delivery.lab.access import Reformer, reformers_only
from motcua.delivery.lab.views.versions import version_page
from motcua.delivery.ui.words import day, in_language
from motcua.domain.catalogue import drafting
from motcua.domain.catalogue.errors import NoPowerError
from motcua.domain.catalogue.types import CatalogueError, DecisionRecord, UnknownVersionError

MOST_WORDS = 2000


@require_POST
@reformers_only
def act(request: HttpRequest, by: Reformer, n: int, word: str) -> HttpResponse:
    """One act on a version; what is refused is told on its page, with nothing changed."""
    if word == "kiem-tra":
        return _checked(request, by, n)
    does = _ACTS.get(word)
    if does is None:
        raise Http404
    try:
        messages.success(request, does(request, by, n), extra_tags="done")
    except (NoPowerError, UnknownVersionError):
        raise
    except CatalogueError as refused:
        messages.warning(request, in_language(refused), extra_tags="late")
    if word == "huy":
        return redirect("lab:home")
    return redirect("lab:version", n)


@require_POST
@reformers_only
def act_on_procedure(request: HttpRequest, by: Reformer, code: str, word: str) -> HttpResponse:
    """Suspend, resume or retire a procedure."""
    does = _ON_PROCEDURE.get(word)
    if does is None:
        raise Http404
    try:
        messages.success(request, does(request, by, code), extra_tags="done")
    except NoPowerError:
        raise
    except CatalogueError as refused:
        messages.warning(request, in_language(refused), extra_tags="late")
    return redirect("lab:procedure", code)


def _checked(request: HttpRequest, by: Reformer, n: int) -> HttpResponse:
    """Judge the draft as a whole, and show at once what was found: problems, scenarios, roles that nobody holds."""
    try:
        judgement = drafting.check_draft(n, by.author, by.now)
    except (NoPowerError, UnknownVersionError):
        raise
    except CatalogueError as refused:
        messages.warning(request, in_language(refused), extra_tags="late")
        return redirect("lab:version", n)
    if judgement.is_sound:
        messages.success(request, _("Đã kiểm tra: không có lỗi. Bước tiếp theo là trình phê duyệt."), extra_tags="done")
    else:
        messages.warning(
            request, _("Đã kiểm tra: còn lỗi phải sửa. Mỗi lỗi bên dưới dẫn đến chỗ sửa."), extra_tags="late"
        )
    return version_page(request, by, n, judgement)


def _submit(request: HttpRequest, by: Reformer, n: int) -> str:
    drafting.submit_draft(n, _words(request, "words"), by.author, by.now)
    return _("Đã trình. Bản này không sửa được nữa cho đến khi được trả lại.")


def _return(request: HttpRequest, by: Reformer, n: int) -> str:
    drafting.return_draft(n, _words(request, "words"), by.author, by.now)
    return _("Đã trả lại cho người soạn kèm lý do.")


def _approve(request: HttpRequest, by: Reformer, n: int) -> str:
    decision = DecisionRecord(
        _words(request, "number"),
        _words(request, "publisher"),
        _words(request, "signer"),
        _day(request, "signed_on"),
        retroactive="retroactive" in request.POST,
    )
    drafting.approve_version(n, decision, by.author, by.now)
    return _("Đã ghi nhận quyết định phê duyệt. Bước tiếp theo là ban hành từ một ngày.")


def _publish(request: HttpRequest, by: Reformer, n: int) -> str:
    first = _day(request, "valid_from")
    drafting.publish_version(n, first, by.author, by.now)
    return _("Đã ban hành. Hồ sơ tiếp nhận từ ngày %(day)s theo bản này; hồ sơ đang giải quyết giữ bản cũ.") % {
        "day": day(first)
    }


def _discard(request: HttpRequest, by: Reformer, n: int) -> str:
    drafting.discard_draft(n, by.author, by.now)
    return _("Đã hủy bản soạn. Nội dung và nhật ký của nó vẫn đọc được ở trang thủ tục.")


def _suspend(request: HttpRequest, by: Reformer, code: str) -> str:
    first = _day(request, "from")
    drafting.suspend_procedure(code, _words(request, "words"), first, by.author, by.now)
    return _("Đã tạm ngừng nhận hồ sơ mới từ ngày %(day)s; hồ sơ đang giải quyết vẫn tiếp tục.") % {"day": day(first)}


def _resume(request: HttpRequest, by: Reformer, code: str) -> str:
    first = _day(request, "from")
    drafting.resume_procedure(code, _words(request, "words"), first, by.author, by.now)
    return _("Thủ tục nhận hồ sơ trở lại từ ngày %(day)s.") % {"day": day(first)}


def _retire(request: HttpRequest, by: Reformer, code: str) -> str:
    first = _day(request, "from")
    replaced_by = _words(request, "replaced_by") or None
    drafting.retire_procedure(code, replaced_by, first, by.author, by.now)
    return _("Đã bãi bỏ thủ tục từ ngày %(day)s; hồ sơ đang giải quyết vẫn tiếp tục.") % {"day": day(first)}


_ACTS: dict[str, Callable[[HttpRequest, Reformer, int], str]] = {
    "trinh": _submit,
    "tra-lai": _return,
    "phe-duyet": _approve,
    "ban-hanh": _publish,
    "huy": _discard,
}
_ON_PROCEDURE: dict[str, Callable[[HttpRequest, Reformer, str], str]] = {
    "tam-ngung": _suspend,
    "hoat-dong-lai": _resume,
    "bai-bo": _retire,
}


def _words(request: HttpRequest, name: str) -> str:
    return " ".join(request.POST.get(name, "").replace("\0", "").split())[:MOST_WORDS]


def _day(request: HttpRequest, name: str) -> date:
    """The day that was chosen. Raises CatalogueError for what is none."""
    try:
        return date.fromisoformat(request.POST.get(name, ""))
    except ValueError:
        raise CatalogueError(
            "Hãy chọn một ngày. Chưa có gì thay đổi.", "Choose a day. Nothing has been changed."
        ) from None
