"""One version: where it is in its life, what its check found and where to mend it, what can be done next."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from motcua.core.procedure import BrokenPackageError, Problem, Severity, check_package, compare_procedures
from motcua.delivery.lab.access import Reformer, reformers_only
from motcua.delivery.lab.differences import difference_page
from motcua.delivery.lab.frame import Opened, lab_page
from motcua.delivery.lab.lists import next_step
from motcua.delivery.lab.mending import mended_where
from motcua.delivery.lab.saving import can_take_back
from motcua.domain.catalogue import queries as catalogue
from motcua.domain.catalogue.types import Judgement, UnknownVersionError


@require_GET
@reformers_only
def version(request: HttpRequest, by: Reformer, n: int) -> HttpResponse:
    """The page of a version."""
    return version_page(request, by, n)


def version_page(request: HttpRequest, by: Reformer, n: int, judgement: Judgement | None = None) -> HttpResponse:
    """The page, with what a whole check has just found, or else with what the files alone tell."""
    opened = Opened(n, by)
    problems = judgement.problems if judgement else _told_by_files(opened, by)
    errors = [each for each in problems if each.severity is Severity.ERROR]
    warnings = [each for each in problems if each.severity is Severity.WARNING]
    others = [each for each in catalogue.versions_of(opened.card.code) if each.id != n]
    words = {
        "opened": opened,
        "place": "tong-quan",
        "errors": mended_where(opened, errors),
        "warnings": mended_where(opened, warnings),
        "life": tuple(reversed(catalogue.life_of(n))),
        "others": others,
        "next_step": next_step(opened.card),
        "judgement": judgement,
        "can_take_back": can_take_back(request, opened),
        "is_own_submission": opened.card.submitted_by == by.author.officer_id,
    }
    return lab_page(request, by, "lab/version.html", words)


@require_GET
@reformers_only
def export(request: HttpRequest, by: Reformer, n: int) -> HttpResponse:
    """The package of a version as one file."""
    card = catalogue.version_card(n)
    answer = HttpResponse(catalogue.export_package(n), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{card.code}-v{card.number}.zip"'
    return answer


@require_GET
@reformers_only
def difference(request: HttpRequest, by: Reformer, n: int, page: int) -> HttpResponse:
    """What differs between two versions; the older one is `page`."""
    newer, older = Opened(n, by), Opened(page, by)
    if newer.card.code != older.card.code:
        raise UnknownVersionError(page)
    words: dict[str, object] = {"opened": newer, "older": older, "place": "tong-quan"}
    try:
        words["page"] = difference_page(compare_procedures(catalogue.version(page), catalogue.version(n)))
    except BrokenPackageError as broken:
        words["broken"] = mended_where(newer, list(broken.problems))
    return lab_page(request, by, "lab/difference.html", words)


def _told_by_files(opened: Opened, by: Reformer) -> tuple[Problem, ...]:
    return check_package(opened.draft.files, opened.draft.shared, on=by.now.date()).problems
