"""Error pages: what happened, what is kept, what to do next. One page for all of them."""

from __future__ import annotations

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _


def problem(
    request: HttpRequest, status: int, title: str, what: str, next_step: str, *, kept: str = "", retry: str = ""
) -> HttpResponse:
    """A page for something that did not work."""
    words = {"title": title, "what": what, "next_step": next_step, "kept": kept, "retry": retry}
    return render(request, "ui/problem.html", words, status=status)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, also for what somebody may not know of."""
    return problem(
        request,
        404,
        _("Không tìm thấy trang này"),
        _("Địa chỉ có thể đã gõ nhầm, hoặc ông/bà không có quyền xem nội dung này."),
        _("Hãy kiểm tra lại địa chỉ, đăng nhập đúng tài khoản, hoặc tra cứu hồ sơ bằng mã trên giấy hẹn."),
    )


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return problem(
        request,
        403,
        _("Ông/bà không có quyền làm việc này"),
        _("Tài khoản đang đăng nhập không được giao việc này."),
        _("Nếu cần, hãy đăng nhập bằng tài khoản khác hoặc liên hệ lãnh đạo bộ phận."),
    )


def expired_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of the CSRF check: mostly a page left open over the night."""
    return problem(
        request,
        403,
        _("Trang đã hết hiệu lực"),
        _("Trang này mở đã lâu hoặc trình duyệt chặn cookie, nên hệ thống chưa nhận nội dung vừa gửi."),
        _("Hãy quay lại, tải lại trang rồi gửi lại."),
        kept=_("Nội dung đã lưu trước đó vẫn còn nguyên."),
        retry=request.get_full_path() if request.method == "GET" else "",
    )


def failed(request: HttpRequest) -> HttpResponse:
    """500; and 503 when what failed is the database's answer, wherever in a request that was. An act is one
    transaction, so what was not answered was not done. Programs get JSON.
    """
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return _unavailable_to_programs() if request.path.startswith("/api/") else unavailable(request)
    if request.path.startswith("/api/"):
        return JsonResponse({"error": "failed", "vi": _VI_FAILED, "en": _EN_FAILED, "problems": []}, status=500)
    return problem(
        request,
        500,
        _("Hệ thống gặp lỗi"),
        _("Có lỗi ngoài dự kiến và bộ phận vận hành đã được báo."),
        _("Hãy thử lại sau ít phút. Nếu vẫn lỗi, xin gọi tổng đài và cho biết thời điểm xảy ra."),
        kept=_("Những gì đã lưu vẫn còn nguyên; việc vừa gửi chưa được ghi nhận."),
        retry=request.get_full_path() if request.method == "GET" else "",
    )


def unavailable(request: HttpRequest) -> HttpResponse:
    """503: the database does not answer, so the page is made without asking it anything."""
    words = {
        "LANGUAGE_CODE": get_language(),
        "title": _("Hệ thống tạm gián đoạn"),
        "what": _("Cơ sở dữ liệu chưa trả lời. Việc vừa gửi chưa được ghi nhận."),
        "kept": _("Những gì đã lưu vẫn còn nguyên, và những gì đang gõ vẫn giữ trên máy này."),
        "next_step": _("Xin chờ một phút rồi thử lại."),
        "retry": request.get_full_path() if request.method == "GET" else "",
    }
    page = render_to_string("ui/problem.html", words)
    return HttpResponse(page, status=503, headers={"Retry-After": "60"})


def _unavailable_to_programs() -> HttpResponse:
    words = {"error": "unavailable", "vi": _VI_AWAY, "en": _EN_AWAY, "problems": []}
    return JsonResponse(words, status=503, headers={"Retry-After": "60"})


_VI_AWAY = "Cơ sở dữ liệu chưa trả lời; việc vừa gửi chưa được ghi nhận. Xin chờ một phút rồi gửi lại."
_EN_AWAY = "The database does not answer; what was sent is not recorded. Wait a minute and send it again."
_VI_FAILED = "Hệ thống gặp lỗi ngoài dự kiến; việc vừa gửi chưa được ghi nhận. Hãy thử lại sau ít phút."
_EN_FAILED = "Something failed; what was sent is not recorded. Try again in a few minutes."
