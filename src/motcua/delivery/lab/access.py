"""Who is let in: officers with a power over procedures today. Everybody else is told why not, and where to go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from motcua.core.procedure import Power
from motcua.delivery.signin.acting import Acting, acting
from motcua.delivery.signin.turned_away import not_now, refused, retry_of, to_sign_in
from motcua.delivery.ui.problems import not_found, problem
from motcua.delivery.ui.words import in_language
from motcua.domain.catalogue import queries as catalogue
from motcua.domain.catalogue.errors import NoPowerError, UnknownProcedureError
from motcua.domain.catalogue.types import Author, CatalogueError, UnknownVersionError
from motcua.infra import clock

P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Reformer:
    """The officer of a request, with what he may do to procedures at this moment."""

    author: Author
    now: datetime

    @property
    def designs(self) -> bool:
        """Whether he drafts, checks and submits."""
        return Power.DESIGN in self.author.powers

    @property
    def controls(self) -> bool:
        """Whether he reviews and records approvals."""
        return Power.CONTROL in self.author.powers

    @property
    def publishes(self) -> bool:
        """Whether he publishes, suspends, resumes, retires and moves dossiers over."""
        return Power.PUBLISH in self.author.powers


View = Callable[Concatenate[HttpRequest, Reformer, P], HttpResponseBase]


def reformers_only(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Let officers with a power in, and tell what cannot be done as a page of the house."""

    @never_cache
    @wraps(view)
    def let_in(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        who = acting(request)
        if who is None:
            return to_sign_in(request)
        by = _reformer(who)
        if by is None:
            return _not_for(request)
        try:
            return view(request, by, *args, **kwargs)
        except (UnknownVersionError, UnknownProcedureError):
            return not_found(request)
        except NoPowerError as why:
            next_step = _("Hãy quay lại trang trước, hoặc chuyển việc cho người có quyền.")
            return refused(request, in_language(why), next_step)
        except CatalogueError as why:
            next_step = _("Hãy mở lại phiên bản để xem nó đang ở bước nào.")
            return not_now(request, in_language(why), next_step, _("Phiên bản vẫn nguyên như trước."))

    return let_in


def _reformer(who: Acting) -> Reformer | None:
    """The officer with his powers; None for one without any."""
    now = clock.now()
    if who.account.officer_id is None or not who.is_officer:
        return None
    author = catalogue.author_of(who.account.officer_id, now.date())
    return Reformer(author, now) if author.powers else None


def _not_for(request: HttpRequest) -> HttpResponse:
    return problem(
        request,
        403,
        _("Trang này dành cho người soạn, kiểm soát và ban hành thủ tục"),
        _("Hôm nay tài khoản của ông/bà không giữ vai trò nào được soạn, kiểm soát hoặc ban hành thủ tục."),
        _("Nếu được giao việc này, hãy nhờ quản trị viên của cơ quan phân công vai trò, rồi tải lại trang."),
        retry=retry_of(request),
    )
