"""What is told of a procedure that cannot be applied for today."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from motcua.delivery.ui.problems import problem
from motcua.domain.catalogue.types import NotOfferedError


def not_offered(request: HttpRequest, gone: NotOfferedError) -> HttpResponseBase:
    """To the procedure that took its place; otherwise a page that says what to do."""
    if gone.replaced_by:
        told = _("Mã %(old)s đã được thay bằng %(new)s. Đây là trang của thủ tục mới.")
        messages.info(request, told % {"old": gone.code, "new": gone.replaced_by})
        return redirect("portal:procedure", gone.replaced_by)
    return problem(
        request,
        404,
        _("Không có thủ tục này"),
        _("Không tìm thấy thủ tục mã %(code)s, hoặc hiện nay thành phố không nhận hồ sơ của thủ tục này.")
        % {"code": gone.code[:40]},
        _("Hãy tìm bằng lời thường, ví dụ “xây nhà”, hoặc gọi tổng đài."),
    )
