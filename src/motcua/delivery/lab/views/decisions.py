"""Decision tables in a grid: what is asked, what is answered, rule by rule, with the gaps and overlaps beside."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.core.procedure import is_name_of_a_package
from motcua.core.procedure.deciding import ENDING, FOLDER
from motcua.core.rules import RuleError
from motcua.core.rules.decisions import (
    DecisionTable,
    HitPolicy,
    Input,
    check_table,
    compile_table,
    read_decisions,
    replace_decision_table,
    write_decision_table,
)
from motcua.delivery.lab.access import Reformer, reformers_only
from motcua.delivery.lab.editing.tables import new_table, posted_table, with_act
from motcua.delivery.lab.frame import Opened, lab_page
from motcua.delivery.lab.saving import save_text, seen_revision
from motcua.delivery.ui.words import in_language
from motcua.domain.catalogue.drafting import save_file
from motcua.domain.catalogue.types import CatalogueError

TYPES = ("string", "number", "boolean", "date", "days and time duration", "Any")


@dataclass(frozen=True, slots=True)
class OpenedTable:
    """The table that a file of decisions is asked for: the one called like the file, or its only one."""

    decision: str
    table: DecisionTable


@require_http_methods(["GET", "POST"])
@reformers_only
def decisions(request: HttpRequest, by: Reformer, n: int) -> HttpResponse:
    """The tables of a version, and a new one."""
    opened = Opened(n, by)
    keys = [name.removeprefix(FOLDER).removesuffix(ENDING) for name in opened.draft.files if name.startswith(FOLDER)]
    if request.method == "POST":
        key = request.POST.get("key", "").strip()
        if key not in keys and is_name_of_a_package(f"{FOLDER}{key}{ENDING}"):
            try:
                content = write_decision_table(new_table(key), key)
                revision = seen_revision(request, opened.draft.revision)
                save_file(n, f"{FOLDER}{key}{ENDING}", content, revision, by.author, by.now)
                return redirect("lab:decision", n, key)
            except CatalogueError as refused:
                messages.warning(request, in_language(refused), extra_tags="late")
    return lab_page(request, by, "lab/decisions.html", {"opened": opened, "place": "bang", "keys": sorted(keys)})


@require_http_methods(["GET", "POST"])
@reformers_only
def decision(request: HttpRequest, by: Reformer, n: int, key: str) -> HttpResponse:
    """One table: typed into, checked, tried with an example."""
    opened, name = Opened(n, by), f"{FOLDER}{key}{ENDING}"
    if name not in opened.draft.files:
        raise Http404
    try:
        found = _table_of(opened.draft.files[name], key)
    except RuleError as wrong:
        words = {"opened": opened, "file": name, "why": in_language(wrong.sentence), "place": "bang"}
        return lab_page(request, by, "lab/uneditable.html", words)
    if found is None:
        words = {"opened": opened, "file": name, "why": _("Tệp không có bảng nào mang tên này."), "place": "bang"}
        return lab_page(request, by, "lab/uneditable.html", words)
    if request.method == "GET":
        return _show(request, by, opened, key, found.table)
    return _act(request, by, opened, key, found)


def _act(request: HttpRequest, by: Reformer, opened: Opened, key: str, found: OpenedTable) -> HttpResponse:
    name, act = f"{FOLDER}{key}{ENDING}", request.POST.get("act", "save")
    typed = posted_table(request.POST.get, found.table)
    if act == "try":
        return _show(request, by, opened, key, typed, unsaved=typed != found.table, tried=_tried(request, typed))
    table = with_act(typed, act)
    before = opened.text(name)
    try:
        text = replace_decision_table(before.encode(), found.decision, table).decode()
        saved = save_text(request, by, opened, name, text, before=before)
    except RuleError as wrong:
        return _show(request, by, opened, key, table, unsaved=True, wrong=in_language(wrong.sentence), status=422)
    if saved.stale:
        newer = Opened(opened.card.id, by)
        return _show(request, by, newer, key, table, unsaved=True, stale=saved.stale, status=409)
    messages.success(request, _("Đã lưu, lần sửa %(n)s.") % {"n": saved.revision}, extra_tags="done")
    return redirect("lab:decision", opened.card.id, key)


def _show(
    request: HttpRequest, by: Reformer, opened: Opened, key: str, table: DecisionTable, **more: Any
) -> HttpResponse:
    words = {
        "opened": opened,
        "place": "bang",
        "key": key,
        "table": table,
        "policies": [(policy.value, word) for policy, word in _policies().items()],
        "types": TYPES,
        **_judged(table),
        **more,
    }
    return lab_page(request, by, "lab/decision.html", words, status=more.get("status", 200))


def _judged(table: DecisionTable) -> dict[str, object]:
    """The first mistake of the table with its cell; or what it leaves open and says twice."""
    try:
        coverage = check_table(compile_table(table))
    except RuleError as wrong:
        origin = wrong.at.origin if wrong.at else None
        return {"mistake": in_language(wrong.sentence), "at_rule": origin.rule if origin else 0}
    return {
        "gaps": [gap for gap in coverage.gaps if gap.harmful],
        "overlaps": [overlap for overlap in coverage.overlaps if overlap.harmful],
    }


def _tried(request: HttpRequest, table: DecisionTable) -> dict[str, object]:
    """What the table says for an example, each input given as an expression."""
    given = [request.POST.get(f"try:{n}", "") for n in range(len(table.inputs))]
    asked = replace(table, inputs=tuple(map(_with_value, table.inputs, given)))
    try:
        return {"given": given, "value": str(compile_table(asked).evaluate({}))}
    except RuleError as wrong:
        return {"given": given, "wrong": in_language(wrong.sentence)}


def _with_value(column: Input, value: str) -> Input:
    """The column asked about a value instead of the data."""
    return replace(column, expression=value.strip() or "null", allowed="")


def _table_of(xml: bytes, key: str) -> OpenedTable | None:
    tables = [(each, each.table) for each in read_decisions(xml).decisions if each.table]
    named = [(each, table) for each, table in tables if key in (each.id, each.name)]
    chosen = named or (tables if len(tables) == 1 else [])
    return OpenedTable(chosen[0][0].id or chosen[0][0].name, chosen[0][1]) if chosen else None


def _policies() -> dict[HitPolicy, str]:
    return {
        HitPolicy.UNIQUE: _("U: đúng một dòng khớp"),
        HitPolicy.ANY: _("A: nhiều dòng khớp phải nói như nhau"),
        HitPolicy.FIRST: _("F: lấy dòng khớp đầu tiên"),
        HitPolicy.PRIORITY: _("P: lấy kết quả ưu tiên nhất"),
        HitPolicy.RULE_ORDER: _("R: mọi dòng khớp, theo thứ tự dòng"),
        HitPolicy.OUTPUT_ORDER: _("O: mọi dòng khớp, theo ưu tiên"),
        HitPolicy.COLLECT: _("C: gom mọi dòng khớp"),
    }
