"""What is in hand, and all procedures of the city with their versions."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from motcua.core.text import ToldError
from motcua.delivery.lab.access import Reformer, reformers_only
from motcua.delivery.lab.frame import lab_page
from motcua.delivery.lab.lists import in_hand, offered
from motcua.delivery.ui.words import in_language
from motcua.domain.catalogue import queries as catalogue
from motcua.domain.catalogue.drafting import import_draft
from motcua.domain.catalogue.drafting import open_draft as open_new
from motcua.domain.catalogue.errors import NoPowerError, UnknownProcedureError
from motcua.domain.catalogue.types import CLOSED

MOST_BYTES = 20_000_000
MOST_OF_A_CODE = 40


@require_GET
@reformers_only
def home(request: HttpRequest, by: Reformer) -> HttpResponse:
    """Drafts in hand with who has them and what comes next, and the list of procedures."""
    text = " ".join(request.GET.get("tim", "").split())[:100]
    words = {"in_hand": in_hand(by), "offered": offered(text, by.now.date()), "searched": text}
    return lab_page(request, by, "lab/home.html", words)


@require_GET
@reformers_only
def procedure(request: HttpRequest, by: Reformer, code: str) -> HttpResponse:
    """One procedure: its versions, and what can be done with it as a whole."""
    versions = catalogue.versions_of(code)
    if not versions:
        raise UnknownProcedureError(code)
    shown = next((each for each in versions if each.valid_from and each.valid_from <= by.now.date()), versions[0])
    words = {
        "code": code,
        "name": shown.name,
        "versions": [(each, _previous(versions, n)) for n, each in enumerate(versions)],
        "newest": catalogue.newest_version(code),
        "current": shown,
        "is_closed": shown.status in CLOSED,
        "others": [each for each in catalogue.list_published(by.now.date()) if each.code != code],
    }
    return lab_page(request, by, "lab/procedure.html", words)


@require_POST
@reformers_only
def open_draft(request: HttpRequest, by: Reformer, code: str) -> HttpResponse:
    """Begin a draft: a copy of the version that was chosen, or of the newest."""
    chosen = request.POST.get("tu", "")
    based_on = int(chosen) if chosen.isascii() and chosen.isdecimal() and len(chosen) < 12 else None
    version = open_new(code, by.author, by.now, based_on=based_on)
    messages.success(
        request,
        _("Đã mở bản soạn. Người dân vẫn thấy bản đang ban hành cho đến khi bản này được ban hành."),
        extra_tags="done",
    )
    return redirect("lab:version", version)


@require_POST
@reformers_only
def import_package(request: HttpRequest, by: Reformer) -> HttpResponse:
    """Begin a draft with a package as a file, or with the starter under a new code."""
    code = request.POST.get("code", "").replace("\0", "").strip()[:MOST_OF_A_CODE]
    sent = request.FILES.get("goi")
    try:
        if code:
            return redirect("lab:version", open_new(code, by.author, by.now))
        if sent is None or sent.size is None or sent.size > MOST_BYTES:
            messages.warning(request, _("Hãy chọn một tệp .zip của gói thủ tục, tối đa 20 MB."), extra_tags="soon")
            return redirect("lab:home")
        version = import_draft(sent.read(), by.author, by.now)
    except NoPowerError:
        raise
    except ToldError as wrong:
        messages.warning(request, in_language(wrong), extra_tags="late")
        return redirect("lab:home")
    messages.success(request, _("Đã nhập gói thành một bản soạn."), extra_tags="done")
    return redirect("lab:version", version)


def _previous(versions: tuple[object, ...], n: int) -> object | None:
    """The version before, to compare with."""
    return versions[n + 1] if n + 1 < len(versions) else None
