"""The letters of a version: the template's text beside the page that it prints."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.core.procedure import ArchiveError
from motcua.delivery.lab.access import Reformer, reformers_only
from motcua.delivery.lab.frame import Opened, lab_page
from motcua.delivery.lab.letter_preview import printed
from motcua.delivery.lab.saving import save_text
from motcua.delivery.ui.words import in_language
from motcua.domain.catalogue.types import CatalogueError

LARGEST = 200_000


@require_GET
@reformers_only
def letters(request: HttpRequest, by: Reformer, n: int) -> HttpResponse:
    """The letters that this version brings along, and those of all procedures that it uses."""
    opened = Opened(n, by)
    procedure = opened.procedure
    used = {key for step in procedure.steps.values() for key in step.letters} if procedure else set()
    own = sorted(name.removeprefix("letters/").removesuffix(".typ") for name in opened.draft.files if _is_letter(name))
    known = procedure.letters if procedure else {}
    words = {
        "opened": opened,
        "place": "van-ban",
        "own": [(key, known[key].name if key in known else key) for key in own],
        "shared": [
            (key, form.name, key in used)
            for key, form in opened.draft.shared.letter_forms.items()
            if key not in own and (key in used or form.standard)
        ],
    }
    return lab_page(request, by, "lab/letters.html", words)


@require_http_methods(["GET", "POST"])
@reformers_only
def letter(request: HttpRequest, by: Reformer, n: int, key: str) -> HttpResponse:
    """One template: edited where it is this procedure's own; a shared one can be made its own."""
    opened = Opened(n, by)
    name = f"letters/{key}.typ"
    shared = opened.draft.shared.letters.get(key)
    if name not in opened.draft.files and shared is None:
        raise Http404
    is_own = name in opened.draft.files
    before = opened.text(name) if is_own else (shared or b"").decode("utf-8", "replace")
    words: dict[str, object] = {"opened": opened, "place": "van-ban", "key": key, "is_own": is_own}
    if request.method == "GET":
        page = printed(before.encode(), opened, key, by.now)
        return lab_page(request, by, "lab/letter.html", {**words, "text": before, "printed": page})
    text = request.POST.get("text", before).replace("\r\n", "\n")[:LARGEST]
    try:
        saved = save_text(request, by, opened, name, text, before=before)
    except (CatalogueError, ArchiveError) as refused:
        words["wrong"] = in_language(refused)
        return lab_page(
            request,
            by,
            "lab/letter.html",
            {**words, "text": text, "printed": printed(text.encode(), opened, key, by.now)},
            422,
        )
    if saved.stale:
        words |= {"opened": Opened(n, by), "stale": saved.stale}
        return lab_page(
            request,
            by,
            "lab/letter.html",
            {**words, "text": text, "printed": printed(text.encode(), opened, key, by.now)},
            409,
        )
    messages.success(request, _("Đã lưu, lần sửa %(n)s.") % {"n": saved.revision}, extra_tags="done")
    return redirect("lab:letter", n, key)


@require_POST
@reformers_only
def preview(request: HttpRequest, by: Reformer, n: int, key: str) -> HttpResponse:
    """The page that a text would print. Nothing is kept."""
    text = request.POST.get("text", "").replace("\r\n", "\n")[:LARGEST]
    opened = Opened(n, by)
    return render(request, "lab/letter_printed.html", {"printed": printed(text.encode(), opened, key, by.now)})


def _is_letter(name: str) -> bool:
    return name.startswith("letters/") and name.endswith(".typ")
