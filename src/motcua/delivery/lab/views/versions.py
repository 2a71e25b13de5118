"""One version: where it is in its life, what its check found and where to mend it, what can be done next."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from motcua.core.procedure import Severity, check_package
from motcua.delivery.lab.access import Reformer, reformers_only
from motcua.delivery.lab.frame import Opened, lab_page
from motcua.delivery.lab.lists import next_step
from motcua.delivery.lab.mending import mended_where
from motcua.delivery.lab.saving import can_take_back
from motcua.domain.catalogue import queries as catalogue


@require_GET
@reformers_only
def version(request: HttpRequest, by: Reformer, n: int) -> HttpResponse:
    """The page of a version."""
    opened = Opened(n, by)
    judged = check_package(opened.draft.files, opened.draft.shared, on=by.now.date())
    errors = [each for each in judged.problems if each.severity is Severity.ERROR]
    warnings = [each for each in judged.problems if each.severity is Severity.WARNING]
    others = [each for each in catalogue.versions_of(opened.card.code) if each.id != n]
    words = {
        "opened": opened,
        "place": "tong-quan",
        "errors": mended_where(opened, errors),
        "warnings": mended_where(opened, warnings),
        "life": tuple(reversed(catalogue.life_of(n))),
        "others": others,
        "next_step": next_step(opened.card),
        "procedure": judged.procedure,
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
