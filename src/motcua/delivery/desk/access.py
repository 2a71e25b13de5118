"""Who is let in: officers with a posting today. Everybody else is told why not, and where to go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Concatenate, ParamSpec
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from motcua.delivery.desk.posted import UnreadableError
from motcua.delivery.signin.acting import Acting, acting
from motcua.delivery.signin.turned_away import not_now, refused, retry_of, to_sign_in
from motcua.delivery.ui.problems import not_found, problem
from motcua.delivery.ui.words import in_language
from motcua.domain.dossiers.errors import DossierError, NoSuchDossierError, NotAllowedError
from motcua.domain.dossiers.services.acting import ActingOfficer
from motcua.domain.identity.policies import Scope
from motcua.domain.payments.errors import NoSuchChargeError
from motcua.infra import clock

P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class AtWork:
    """The officer of a request, with what his postings allow at this moment."""

    officer_id: int
    account_id: UUID
    scope: Scope
    now: datetime

    def one_click(self, command: UUID) -> ActingOfficer:
        """As services take him, with the mark of this one click."""
        return ActingOfficer(self.officer_id, self.scope, command, self.now)


View = Callable[Concatenate[HttpRequest, AtWork, P], HttpResponseBase]


def officers_only(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Let officers in, and tell what they may not do or send as a page of the house."""

    @never_cache
    @wraps(view)
    def let_in(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        who = acting(request)
        if who is None:
            return to_sign_in(request)
        officer_id = who.account.officer_id
        if officer_id is None or not who.is_officer:
            return _not_for(request, who)
        try:
            return view(request, AtWork(officer_id, who.account.id, who.scope, clock.now()), *args, **kwargs)
        except (NoSuchDossierError, NoSuchChargeError):
            return not_found(request)
        except NotAllowedError as why:
            return refused(
                request, in_language(why), _("Nếu cần, hãy nhờ lãnh đạo bộ phận hoặc quay lại danh sách việc.")
            )
        except DossierError as why:
            next_step = _("Hãy mở lại hồ sơ để xem nó đang ở bước nào.")
            return not_now(request, in_language(why), next_step, _("Hồ sơ vẫn nguyên như trước."))
        except UnreadableError:
            return _unreadable(request)

    return let_in


def _not_for(request: HttpRequest, who: Acting) -> HttpResponse:
    if who.account.officer_id is None:
        return problem(
            request,
            403,
            _("Trang này dành cho cán bộ, công chức"),
            _("Ông/bà đang đăng nhập bằng tài khoản công dân."),
            _("Hồ sơ của ông/bà ở trang chủ. Nếu là cán bộ, hãy đăng xuất rồi đăng nhập bằng tài khoản công vụ."),
        )
    return problem(
        request,
        403,
        _("Hôm nay ông/bà chưa được phân công vị trí nào"),
        _("Tài khoản công vụ còn hiệu lực, nhưng không gắn với vị trí công tác nào trong ngày hôm nay."),
        _("Hãy báo quản trị viên của cơ quan cập nhật vị trí công tác, rồi tải lại trang này."),
        retry=retry_of(request),
    )


def _unreadable(request: HttpRequest) -> HttpResponse:
    return problem(
        request,
        400,
        _("Không đọc được nội dung vừa gửi"),
        _("Nội dung gửi lên thiếu hoặc sai dạng, nên hệ thống chưa ghi nhận gì."),
        _("Hãy quay lại, tải lại trang rồi làm lại."),
        kept=_("Hồ sơ vẫn nguyên như trước."),
    )
