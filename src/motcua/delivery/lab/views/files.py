"""All files of a version as plain text: the way out where no page fits."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.core.procedure import ArchiveError, is_name_of_a_package
from motcua.delivery.lab.access import Reformer, reformers_only
from motcua.delivery.lab.frame import Opened, lab_page
from motcua.delivery.lab.saving import save_text, seen_revision, take_back
from motcua.delivery.ui.words import in_language
from motcua.domain.catalogue.drafting import remove_file, save_file
from motcua.domain.catalogue.types import CatalogueError

MAIN = ("procedure.yaml", "process.bpmn", "form.yaml", "fees.yaml")
LARGEST = 1_000_000


@require_http_methods(["GET", "POST"])
@reformers_only
def files(request: HttpRequest, by: Reformer, n: int) -> HttpResponse:
    """The list of files; a new one, one that goes, and the last saving taken back."""
    opened = Opened(n, by)
    if request.method == "POST":
        return _act(request, by, opened)
    listed = [(name, len(content), name in MAIN) for name, content in opened.draft.files.items()]
    return lab_page(request, by, "lab/files.html", {"opened": opened, "files": listed, "place": "tep"})


def _act(request: HttpRequest, by: Reformer, opened: Opened) -> HttpResponse:
    name = request.POST.get("ten", "").strip()
    if request.POST.get("act") == "add" and not is_name_of_a_package(name):
        words = _("Gói không có tệp tên như vậy. Hãy đặt tên như letters/permit.typ hoặc scenarios/granted.yaml.")
        messages.warning(request, words, extra_tags="late")
        return redirect("lab:files", opened.card.id)
    match request.POST.get("act"):
        case "back":
            saved = take_back(request, by, opened)
            if saved is None:
                messages.warning(request, _("Không còn gì để hoàn tác: đã có lần lưu mới hơn."), extra_tags="soon")
            else:
                messages.success(request, _("Đã hoàn tác lần lưu vừa rồi."), extra_tags="done")
            return redirect(_own(request.POST.get("next", "")) or request.path)
        case "remove":
            remove_file(opened.card.id, name, seen_revision(request, opened.draft.revision), by.author, by.now)
            messages.success(request, _("Đã xóa tệp %(name)s.") % {"name": name}, extra_tags="done")
        case "add" if name not in opened.draft.files:
            save_file(opened.card.id, name, b"", seen_revision(request, opened.draft.revision), by.author, by.now)
            return redirect("lab:file", opened.card.id, name)
    return redirect("lab:files", opened.card.id)


def _own(address: str) -> str:
    """An address of the laboratory; nothing for one elsewhere."""
    return address if address.startswith("/cai-cach/") and "//" not in address and "\\" not in address else ""


@require_http_methods(["GET", "POST"])
@reformers_only
def file(request: HttpRequest, by: Reformer, n: int, name: str) -> HttpResponse:
    """One file as text."""
    opened = Opened(n, by)
    if name not in opened.draft.files:
        raise Http404
    line = request.GET.get("dong", "")
    words: dict[str, object] = {
        "opened": opened,
        "place": "tep",
        "name": name,
        "text": opened.text(name),
        "line": int(line) if line.isascii() and line.isdecimal() and len(line) < 7 else 0,
    }
    if request.method == "GET":
        return lab_page(request, by, "lab/file.html", words)
    text = request.POST.get("text", "").replace("\r\n", "\n")[:LARGEST]
    try:
        saved = save_text(request, by, opened, name, text, before=opened.text(name))
    except (CatalogueError, ArchiveError) as refused:
        return lab_page(
            request, by, "lab/file.html", {**words, "text": text, "wrong": in_language(refused)}, status=422
        )
    if saved.stale:
        newer = Opened(n, by)
        theirs = newer.text(name)
        return lab_page(
            request,
            by,
            "lab/file.html",
            {**words, "opened": newer, "text": text, "stale": saved.stale, "theirs": theirs},
            status=409,
        )
    messages.success(request, _("Đã lưu, lần sửa %(n)s.") % {"n": saved.revision}, extra_tags="done")
    return redirect("lab:file", n, name)
