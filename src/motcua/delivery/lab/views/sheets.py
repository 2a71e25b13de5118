"""The parts of a package in lists and cells: shown, typed into, added to, moved, taken out, and undone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods

from motcua.core.forms import FilingContext, InvalidFormError, parse_form
from motcua.core.procedure.document import Value
from motcua.delivery.lab.access import Reformer, reformers_only
from motcua.delivery.lab.editing.cells import Shown, with_typed
from motcua.delivery.lab.editing.drawing import drawing_with_names
from motcua.delivery.lab.editing.yaml_places import NoSuchPlaceError, Path
from motcua.delivery.lab.editing.yaml_text import UneditableError, insert, move, read, remove, set_value
from motcua.delivery.lab.frame import Opened, lab_page
from motcua.delivery.lab.judging import DIAGRAM
from motcua.delivery.lab.policy import in_our_own_frame
from motcua.delivery.lab.saving import Saved, save_text
from motcua.delivery.lab.sheet_page import around_of, cells_of, path_of, sheet_page, what_was_typed, written
from motcua.delivery.lab.sheets import SHEETS, Sheet
from motcua.delivery.ui.filling import fill_in, posted_values
from motcua.delivery.ui.words import language

LONGEST_KEY = 40
_STEP_NAME = re.compile(r"v:steps/([a-z0-9_]+)/name/vi")


@require_http_methods(["GET", "POST"])
@reformers_only
def sheet(request: HttpRequest, by: Reformer, n: int, word: str) -> HttpResponse:
    """One part of a version: read by all, edited while it is a draft."""
    part = SHEETS.get(word)
    if part is None:
        raise Http404
    opened = Opened(n, by)
    try:
        data = read(opened.text(part.file))
    except UneditableError as hidden:
        return lab_page(request, by, "lab/uneditable.html", {"opened": opened, "file": part.file, "why": str(hidden)})
    if request.method == "POST":
        return _act(request, by, opened, part, data)
    return _show(request, by, opened, part, data, path_of(request.GET.get("muc", "")))


def _show(  # noqa: PLR0917 what a page stands on
    request: HttpRequest, by: Reformer, opened: Opened, part: Sheet, data: Value, path: Path | None, **more: Any
) -> HttpResponse:
    page = sheet_page(part, data, path, around_of(opened), more.get("typed"))
    words = {
        "opened": opened,
        "page": page,
        "place": part.word,
        "frame_preview": part.word == "don",
        "procedure": opened.procedure if part.word == "buoc" else None,
        **more,
    }
    return lab_page(request, by, "lab/sheet.html", words, status=more.get("status", 200))


def _act(request: HttpRequest, by: Reformer, opened: Opened, part: Sheet, data: Value) -> HttpResponse:
    """Do what the pressed button says with what was typed, in one saving."""
    path = path_of(request.POST.get("muc", ""))
    around = around_of(opened)
    typed = what_was_typed(part, data, path, around, request.POST)
    before = opened.text(part.file)
    try:
        text = with_typed(before, cells_of(part, data, path, around), typed)
        text, after = _pressed(request, part, text, path)
    except (UneditableError, NoSuchPlaceError) as wrong:
        return _show(request, by, opened, part, data, path, typed=typed, wrong=_not_taken(wrong), status=422)
    saved = save_text(request, by, opened, part.file, text, before=before, along=_along(opened, typed))
    if saved.stale:
        newer = Opened(opened.card.id, by)
        fresh = read(newer.text(part.file))
        return _show(request, by, newer, part, fresh, path, typed=typed, stale=saved.stale, status=409)
    _say(request, saved, text != before)
    shown = f"?muc={written(after).replace('#', '%23')}" if after is not None else ""
    return redirect(reverse("lab:sheet", args=[opened.card.id, part.word]) + shown)


def _along(opened: Opened, typed: Mapping[str, Shown]) -> dict[str, bytes]:
    """The drawing, where steps were given other names: it shows the same."""
    names = {
        path[1]: value
        for name, value in typed.items()
        if (path := _STEP_NAME.fullmatch(name)) and isinstance(value, str) and value
    }
    before = opened.draft.files.get(DIAGRAM, b"")
    after = drawing_with_names(before, names) if names else before
    return {} if after == before else {DIAGRAM: after}


def _pressed(request: HttpRequest, part: Sheet, text: str, path: Path | None) -> tuple[str, Path | None]:
    """The text after the act of the button, and what is shown then."""
    act, _colon, what = request.POST.get("act", "save").partition(":")
    target = path_of(what) if act in ("up", "down", "remove") else None
    if act == "add":
        key = request.POST.get(f"key:{what}", "").strip()[:LONGEST_KEY]
        new = part.add(read(text), path, what, key)
        if new is None:
            raise NoSuchPlaceError(what)
        text = (
            insert(text, new.path, new.index, new.value)
            if new.index is not None
            else set_value(text, new.path, new.value)
        )
        return text, new.selected
    if target is None or act == "save":
        return text, path
    if act == "remove":
        return remove(text, target), (path if path != target else None)
    by = 1 if act == "down" else -1
    moved = move(text, target, by)
    if path == target and isinstance(target[-1], int) and moved != text:
        path = (*target[:-1], target[-1] + by)
    return moved, path


def _not_taken(wrong: Exception) -> str:
    if isinstance(wrong, NoSuchPlaceError):
        return _("Mục này không còn trong tệp, hoặc mã đã có. Phần vừa gõ vẫn ở đây; hãy xem lại.")
    return _("Giá trị này không ghi được vào tệp: %(why)s. Phần vừa gõ vẫn ở đây.") % {"why": wrong}


def _say(request: HttpRequest, saved: Saved, changed: bool) -> None:
    if not changed:
        messages.info(request, _("Không có gì thay đổi."), extra_tags="quiet")
        return
    messages.success(request, format_html("{}", _("Đã lưu, lần sửa %(n)s.") % {"n": saved.revision}), extra_tags="done")


@require_http_methods(["GET", "POST"])
@reformers_only
@xframe_options_sameorigin
@in_our_own_frame
def preview(request: HttpRequest, by: Reformer, n: int) -> HttpResponse:
    """The form as citizens will see it, with what is being typed in the builder; nothing of it is kept."""
    opened = Opened(n, by)
    text = opened.text("form.yaml")
    wanted: Path | None = path_of(request.GET.get("muc", ""))
    if request.method == "POST" and "base" in request.POST:
        wanted = path_of(request.POST.get("muc", ""))
        text = _with_what_is_typed(opened, text, wanted, request.POST)
    try:
        form = parse_form(read(text))
    except (UneditableError, InvalidFormError) as wrong:
        return render(request, "lab/form_broken.html", {"wrong": _mistakes(wrong)}, status=200)
    procedure = opened.procedure
    case = next(iter(procedure.cases)) if procedure else ""
    context = FilingContext(today=by.now.date(), case=case, channel="online", applicant={"kind": "citizen"})
    fields = [field for section in form.sections for field in section.fields]
    raw = posted_values(fields, request.POST) if request.method == "POST" else {}
    judged = "judge" in request.POST
    filled = fill_in(form, raw, context=context, language=language(), judged=judged)
    index = wanted[1] if wanted and len(wanted) > 1 and isinstance(wanted[1], int) else 0
    words = {"opened": opened, "form": form, "filled": filled, "judged": judged, "index": index}
    return render(request, "lab/form_preview.html", words)


def _with_what_is_typed(opened: Opened, text: str, path: Path | None, post: Any) -> str:
    """The form's file with the cells of the builder; as it is where they cannot be written."""
    try:
        data = read(text)
        around = around_of(opened)
        typed: dict[str, Shown] = what_was_typed(SHEETS["don"], data, path, around, post)
        return with_typed(text, cells_of(SHEETS["don"], data, path, around), typed)
    except (UneditableError, NoSuchPlaceError):
        return text


def _mistakes(wrong: UneditableError | InvalidFormError) -> list[tuple[str, Any]]:
    if isinstance(wrong, InvalidFormError):
        return [(".".join(map(str, each.path)), each.message) for each in wrong.mistakes]
    return [("", str(wrong))]
