"""What is told of a procedure that cannot be applied for today, or not here."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from motcua.core.procedure import Channel, Procedure
from motcua.delivery.ui.problems import problem
from motcua.domain.catalogue.types import NotOfferedError
from motcua.domain.dossiers.policies import is_filed_here


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


def takes_filings(procedure: Procedure) -> bool:
    """Whether dossiers of the procedure are filed on this portal today."""
    return settings.PORTAL_FILING and is_filed_here(procedure, Channel.ONLINE)


def not_filed_here(request: HttpRequest, procedure: Procedure) -> HttpResponse:
    """A page that says why, and where else."""
    if procedure.runs_on and not is_filed_here(procedure, Channel.ONLINE):
        why = _("Thủ tục này được giải quyết trên hệ thống của bộ, ngành nên không nộp tại đây.")
    elif Channel.ONLINE not in procedure.channels:
        why = _("Thủ tục này chưa nhận hồ sơ trực tuyến.")
    else:
        why = _("Hồ sơ trực tuyến được nộp trên Cổng Dịch vụ công quốc gia.")
    return problem(
        request,
        404,
        _("Không nộp được hồ sơ tại đây"),
        why,
        _("Trang của thủ tục cho biết nộp ở đâu. Hồ sơ đã nộp vẫn tra cứu được tại đây bằng mã hồ sơ."),
    )
