"""Moving running dossiers to a version: who is affected, where each would stand, doing it, watching it, undoing it."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.core.procedure import BrokenPackageError
from motcua.core.process.changeover import BadMappingError
from motcua.delivery.lab.access import Reformer, reformers_only
from motcua.delivery.lab.frame import Opened, lab_page
from motcua.delivery.lab.mending import mended_where
from motcua.delivery.ui.problems import not_found
from motcua.delivery.ui.words import in_language
from motcua.domain.dossiers.changeover import queries, services
from motcua.domain.dossiers.changeover.impact import elements_to_map, impact, impact_on_dossiers
from motcua.domain.dossiers.changeover.services import ChangeoverError, NoSuchChangeoverError
from motcua.domain.dossiers.changeover.types import (
    ChangeoverState,
    DossierState,
    ElementToMap,
    Impact,
    Progress,
    Selection,
)

Table = tuple[int, int, list[tuple[ElementToMap, str]]]
SHOWN_OUTCOMES = 100
MOST_WORDS = 1000
_AT_WORK = (ChangeoverState.RUNNING, ChangeoverState.UNDOING)


@require_http_methods(["GET", "POST"])
@reformers_only
def affected(request: HttpRequest, by: Reformer, n: int) -> HttpResponse:
    """The impact list, with a mapping that can be changed and looked at again; and the order to move what is chosen."""
    opened = Opened(n, by)
    sent = request.POST if request.method == "POST" else request.GET
    mapping = _mapping(sent)
    words: dict[str, object] = {"opened": opened, "place": "chuyen-doi"}
    if request.method == "POST":
        try:
            return redirect("lab:changeover", n, _ordered(request, by, opened, mapping))
        except ChangeoverError as refused:
            messages.warning(request, in_language(refused), extra_tags="late")
            words |= {"decision": request.POST.get("decision", ""), "reason": request.POST.get("reason", "")}
    try:
        try:
            found = impact(opened.card.code, n, by.now, mapping=mapping)
        except BadMappingError as wrong:
            messages.warning(request, in_language(wrong.message), extra_tags="late")
            mapping = {}
            found = impact(opened.card.code, n, by.now)
    except BrokenPackageError as broken:
        words["broken"] = mended_where(opened, list(broken.problems))
        return lab_page(request, by, "lab/affected.html", words)
    group = request.GET.get("nhom", "")
    words |= {
        "impact": found,
        "tables": _tables(found, n, mapping),
        "mapped": [(f"m:{old}:{key}", value) for old, names in mapping.items() for key, value in names.items()],
        "group": group,
        "dossiers": impact_on_dossiers(opened.card.code, n, group, by.now, mapping=mapping) if group else (),
        "past": queries.changeovers_of(opened.card.code),
        "in_force": opened.card.valid_from is not None and opened.card.valid_from <= by.now.date(),
        "chosen": sent.getlist("nhom-chon"),
    }
    return lab_page(request, by, "lab/affected.html", words)


def _ordered(request: HttpRequest, by: Reformer, opened: Opened, mapping: Mapping[int, Mapping[str, str]]) -> int:
    """Plan and start in one act: the page has said what will happen."""
    groups = frozenset(request.POST.getlist("nhom-chon"))
    if not groups:
        raise ChangeoverError("Hãy đánh dấu ít nhất một nhóm hồ sơ.", "Tick at least one group of dossiers.")
    planned = services.plan_changeover(
        opened.card.code,
        opened.card.id,
        by.author,
        by.now,
        decision=_words(request, "decision"),
        reason=_words(request, "reason"),
        selection=Selection(groups=groups),
        mapping=mapping,
    )
    services.start_changeover(planned, by.author, by.now)
    return planned


@require_GET
@reformers_only
def changeover(request: HttpRequest, by: Reformer, n: int, page: int) -> HttpResponse:
    """How far a changeover is, and what became of each dossier; its figures alone for a page that lies open."""
    try:
        progress = queries.progress(page)
    except NoSuchChangeoverError:
        return not_found(request)
    words = {"progress": progress, "percent": _percent(progress), "at_work": progress.state in _AT_WORK, "n": n}
    if request.headers.get("HX-Request"):
        return render(request, "lab/changeover_figures.html", words)
    more = {
        "opened": Opened(n, by),
        "place": "chuyen-doi",
        "refused": queries.outcomes(page, DossierState.REFUSED, size=SHOWN_OUTCOMES),
        "stayed": queries.outcomes(page, DossierState.STAYED, size=SHOWN_OUTCOMES),
    }
    return lab_page(request, by, "lab/changeover.html", {**words, **more})


@require_POST
@reformers_only
def undo(request: HttpRequest, by: Reformer, n: int, page: int) -> HttpResponse:
    """Put the dossiers back; what is refused is told on the changeover's page."""
    try:
        services.undo_changeover(page, by.author, _words(request, "why"), by.now)
    except NoSuchChangeoverError:
        return not_found(request)
    except ChangeoverError as refused:
        messages.warning(request, in_language(refused), extra_tags="late")
    return redirect("lab:changeover", n, page)


def _mapping(sent: QueryDict) -> dict[int, dict[str, str]]:
    """`m:<version>:<element>` = what it becomes; empty keeps what the drawing itself says."""
    found: dict[int, dict[str, str]] = {}
    for name in sent:
        word, _colon, rest = name.partition(":")
        version, _second, element = rest.partition(":")
        value = sent.get(name, "")
        if word == "m" and version.isascii() and version.isdecimal() and len(version) < 12 and element and value:
            found.setdefault(int(version), {})[element] = value
    return found


def _tables(found: Impact, n: int, mapping: Mapping[int, Mapping[str, str]]) -> list[Table]:
    """For each version that dossiers come from: its id, its number, and the rows of the table of elements, each with
    what it becomes.
    """
    versions = {group.version_id: group.version_number for group in found.groups}
    return [
        (old, number, [(each, mapping.get(old, {}).get(each.id, each.becomes)) for each in elements_to_map(old, n)])
        for old, number in versions.items()
    ]


def _percent(progress: Progress) -> int:
    return 100 if not progress.total else 100 * (progress.total - progress.still_to_do) // progress.total


def _words(request: HttpRequest, name: str) -> str:
    return " ".join(request.POST.get(name, "").replace("\0", "").split())[:MOST_WORDS]
